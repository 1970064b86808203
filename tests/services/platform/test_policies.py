"""The policy file changes while the bot runs: a good change is taken over, a bad one is told and changes nothing."""

from dataclasses import replace
from pathlib import Path

import pytest

from bot.run.database import Database
from bot.run.policy_watch import look_once
from domain.policy_file.problems import PolicyProblem
from models.policy import PolicyText
from services.platform.policies import PolicyBook
from tests.union import ADMIN, DEMO, LIN, World, found

HOMES = 'when = { fact = "homes", op = "ge", value = 2 }'
CLOSES_BEFORE = ('closes = "09-15"\nrounds', 'closes = "05-15"\nrounds')
LUNAR = ('closes = { festival = "元宵", next_year = true }', 'closes = { lunar = "12-31" }')
CONDITION = (
    '{ fact = "main_cause", op = "in", value = ["unemployed_able"',
    '{ fact = "weather", op = "in", value = ["x"',
)
NO_TEXT = (
    '{ key = "students", needs = ["note"], not_needed = false, zh_Hans = "核对',
    '{ key = "students", other = "核对',
)


@pytest.fixture
def file(tmp_path: Path) -> Path:
    copy = tmp_path / "ours.toml"
    copy.write_text(DEMO.read_text("utf-8"), "utf-8")
    return copy


@pytest.fixture
def union(database: Database, file: Path) -> World:
    return found(database, policy=file)


def changes(file: Path, *changes: tuple[str, str]) -> None:
    text = file.read_text("utf-8")
    for before, after in changes:
        assert before in text
        text = text.replace(before, after)
    file.write_text(text, "utf-8")


def looks(world: World, times: int = 2) -> None:
    for _ in range(times):
        look_once(world.database, world.house, lambda: world.now)


def test_a_good_change_is_in_force_and_the_version_before_is_still_known(union: World, file: Path) -> None:
    before = union.house.policies.current.version
    changes(file, ("every_months = 6", "every_months = 3"))
    looks(union)
    current = union.house.policies.current
    assert current.visits.every_months == 3
    assert any(current.version in one for one in union.messages(ADMIN))
    with union.work() as session:
        assert session.get(PolicyText, current.version) is not None
        assert union.house.policies.of(session, before).visits.every_months == 6
        assert PolicyBook(DEMO).of(session, current.version).visits.every_months == 3  # as another process finds it


def test_what_has_changed_is_told_in_words(union: World, file: Path) -> None:
    changes(file, ("every_months = 6", "every_months = 3"), (HOMES, HOMES.replace("2", "3")))
    looks(union, 5)
    (told,) = union.messages(ADMIN)  # there is no household on file yet
    exclusion = "what shuts a household out homes, condition, value: 2 → 3"
    assert f"What has changed\n{exclusion}\nvisits, every_months: 6 → 3" in told


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        (CLOSES_BEFORE, "before it opens"),
        (LUNAR, "does not exist"),
        (CONDITION, "weather"),
        (NO_TEXT, "checklist"),
    ],
)
def test_a_bad_change_names_line_and_reason_and_the_old_policy_stays(
    union: World, file: Path, change: tuple[str, str], reason: str
) -> None:
    before = union.house.policies.current
    changes(file, change)
    looks(union, 5)
    assert union.house.policies.current is before
    (told,) = union.messages(ADMIN)
    assert "ours.toml, line " in told
    assert reason in told
    assert union.messages(LIN) == []


def test_every_bad_state_is_told_once_and_so_is_that_it_is_over(union: World, file: Path) -> None:
    before, text = union.house.policies.current, file.read_bytes()
    for number in range(2):  # removed twice
        file.unlink()
        looks(union, 4)
        assert "cannot be read (No such file" in union.messages(ADMIN)[2 * number]
        file.write_bytes(text)
        looks(union, 4)
        assert "can be used again" in union.messages(ADMIN)[2 * number + 1]
    file.unlink()
    looks(union)
    file.mkdir()  # no file at all
    looks(union)
    file.rmdir()
    file.write_bytes(text.decode("utf-8").encode("gb18030"))
    looks(union)
    gone, folder, encoding = union.messages(ADMIN)[4:]
    assert ("No such file" in gone, "directory" in folder, "not in UTF-8" in encoding) == (True, True, True)
    assert union.house.policies.current is before


def test_another_process_that_sees_the_same_file_tells_it_to_nobody(union: World, file: Path) -> None:
    other = replace(union.house, policies=PolicyBook(file))
    changes(file, LUNAR)
    for house in (union.house, other, union.house, other):
        look_once(union.database, house, lambda: union.now)
    assert len(union.messages(ADMIN)) == 1


def test_the_files_that_it_builds_on_are_watched_too_and_the_whole_is_kept(database: Database, tmp_path: Path) -> None:
    demo, ours = tmp_path / "demo.toml", tmp_path / "ours.toml"
    demo.write_text(DEMO.read_text("utf-8"), "utf-8")
    ours.write_text('extends = "demo.toml"\n[lines]\ndibao_month = 700\n', "utf-8")
    union = found(database, policy=ours)
    changes(demo, ("every_months = 6", "every_months = 3"))
    looks(union)
    current = union.house.policies.current
    assert (current.visits.every_months, current.lines.dibao_month) == (3, 700_00)
    with union.work() as session:
        assert PolicyBook(DEMO).of(session, current.version) == current
    demo.unlink()
    looks(union)
    assert "demo.toml, line 1: the file cannot be read" in union.messages(ADMIN)[-1]


def test_a_file_that_is_being_written_is_not_judged_yet(union: World, file: Path) -> None:
    whole = file.read_text("utf-8")
    file.write_text(whole[:2000], "utf-8")
    looks(union, 1)
    file.write_text(whole.replace("every_months = 6", "every_months = 4"), "utf-8")
    looks(union, 2)
    assert union.house.policies.current.visits.every_months == 4
    assert all("cannot be used" not in one for one in union.messages(ADMIN))


def test_a_bad_season_stops_the_start_too(file: Path) -> None:
    changes(file, CLOSES_BEFORE)
    with pytest.raises(PolicyProblem, match="before it opens"):
        PolicyBook(file, range(2026, 2028))


def test_a_change_that_could_not_be_written_down_is_taken_over_later(
    union: World, file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The database is away at that moment; the old policy stays whole until the new one is on record."""
    before = union.house.policies.current
    changes(file, ("every_months = 6", "every_months = 3"))
    with monkeypatch.context() as away:
        away.setattr(Database, "work", lambda _self: (_ for _ in ()).throw(ConnectionError))
        looks(union, 1)
        with pytest.raises(ConnectionError):
            looks(union, 1)
    assert union.house.policies.current is before
    looks(union, 1)
    assert union.house.policies.current.visits.every_months == 3
    assert len(union.messages(ADMIN)) == 1
