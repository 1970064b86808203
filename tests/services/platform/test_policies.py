"""The policy file changes while the bot runs: a good change is taken over, a bad one is told and changes nothing."""

from pathlib import Path

import pytest

from bot.run.database import Database
from bot.run.policy_watch import look_once
from domain.policy_file.problems import PolicyProblem
from models.policy import PolicyText
from services.platform.policies import PolicyBook
from tests.union import ADMIN, DEMO, LIN, World, found

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


def test_a_file_that_is_gone_for_a_while_changes_nothing(union: World, file: Path) -> None:
    before, text = union.house.policies.current, file.read_text("utf-8")
    file.unlink()
    looks(union)
    assert "cannot be read" in union.messages(ADMIN)[0]
    file.write_text(text, "utf-8")
    looks(union)
    assert union.house.policies.current is before
    assert len(union.messages(ADMIN)) == 1


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
