"""The program begins with a file that cannot be used: what is in force goes on, and administrators read why, once."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from sqlmodel import delete

from bot.run.database import Database
from bot.run.policy_watch import look_once
from domain.policy_file.problems import PolicyProblem
from models.policy import PolicyText, PolicyUse
from services import policy_file
from services.platform.policies import PolicyBook
from tests.services.policy_file.test_installing import changes_file, every_months, in_force, where_from
from tests.union import ADMIN, DEMO, World, found

NONSENSE = "nonsense = ["


@pytest.fixture
def file(tmp_path: Path) -> Path:
    copy = tmp_path / "ours.toml"
    copy.write_text(DEMO.read_text("utf-8"), "utf-8")
    return copy


@pytest.fixture
def union(database: Database, file: Path) -> World:
    return found(database, policy=file)


def starts(world: World, file: Path) -> World:
    """The program starts anew on the same database."""
    book = policy_file.opened(file, world.database.look, range(2026, 2028))
    again = replace(world, house=replace(world.house, policies=book))
    with again.work() as session:
        policy_file.begun(again.at_work(session))
    return again


def looks(world: World) -> None:
    for _ in range(2):
        look_once(world.database, world.house, lambda: world.now)


def bad_ones(world: World) -> list[str]:
    return [one for one in world.messages(ADMIN) if "it cannot be used" in one]


def test_what_was_sent_in_the_chat_goes_on_and_is_told_once_however_often_it_starts(union: World, file: Path) -> None:
    in_force(union)
    good = file.read_text("utf-8")
    file.write_text(NONSENSE, "utf-8")
    again = starts(starts(union, file), file)
    looks(again)
    assert (every_months(again), where_from(again).file_name) == (3, "new.toml")
    (told,) = bad_ones(again)
    assert "ours.toml, line 1" in told
    file.write_text(good, "utf-8")
    looks(again)
    assert (every_months(again), where_from(again).file_name) == (3, "new.toml")
    assert "can be used again" in again.messages(ADMIN)[-1]


def test_a_good_file_that_is_another_one_ends_what_goes_on(union: World, file: Path) -> None:
    in_force(union)
    file.write_text(NONSENSE, "utf-8")
    again = starts(union, file)
    changes_file(again, file, 5)
    assert (every_months(again), where_from(again).sent_by) == (5, None)


def test_the_file_of_before_goes_on_where_it_is_bad_or_gone_now(union: World, file: Path) -> None:
    starts(union, file)
    changes_file(union, file, 5)
    file.write_text(NONSENSE, "utf-8")
    assert every_months(starts(union, file)) == 5
    file.unlink()
    again = starts(union, file)
    assert every_months(again) == 5
    assert ["No such file" in one for one in bad_ones(again)] == [False, True]


def test_what_was_found_bad_while_it_ran_is_not_told_again_at_the_start(union: World, file: Path) -> None:
    in_force(union)
    file.write_text(NONSENSE, "utf-8")
    looks(union)
    starts(union, file)
    assert len(bad_ones(union)) == 1


def test_nothing_in_force_is_no_start_and_says_what_is_wrong_with_the_file(union: World, file: Path) -> None:
    with union.work() as session:
        session.execute(delete(PolicyUse))
    file.write_text(NONSENSE, "utf-8")
    with pytest.raises(PolicyProblem, match=r"ours\.toml, line 1"):
        policy_file.opened(file, union.database.look)


def test_nor_is_what_cannot_be_read_any_more(union: World, file: Path) -> None:
    in_force(union)
    version = union.house.policies.current.version
    with union.work() as session:
        session.get_one(PolicyText, version).toml = NONSENSE
    file.write_text(f"\n{NONSENSE}", "utf-8")
    with pytest.raises(PolicyProblem, match="line 2"):
        policy_file.opened(file, union.database.look)


def test_a_good_file_goes_on_with_what_was_sent_after_it(union: World, file: Path) -> None:
    in_force(union)
    book = policy_file.opened(file, union.database.look)
    assert isinstance(book, PolicyBook)
    assert (book.fault, book.current.visits.every_months) == (None, 3)
