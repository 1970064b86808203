"""A clock that is wrong is noticed, told, and believed again once it agrees or an administrator says so."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from email.utils import format_datetime

import pytest
from sqlmodel import select

from bot.clock import Clock
from bot.run.watching import clock as watching
from bot.run.watching.clock import ClockWatch
from delivery.transport import Heard
from models.platform.audit import Audit
from models.platform.outbox import Outbox
from models.platform.setting import Setting
from services.platform import trust
from tests.union import ADMIN, World

HOUR, DAY = timedelta(hours=1), timedelta(days=1)
NOON = datetime(2026, 7, 20, 4, tzinfo=UTC)


class Machine(Clock):
    """A machine: the time that passes, its clock with an error, and what it heard of Telegram."""

    def __init__(self) -> None:
        super().__init__()
        self.passed, self.error, self.heard = 1000.0, timedelta(0), True

    def true(self) -> datetime:
        return NOON + timedelta(seconds=self.passed)

    def wall(self) -> datetime:
        return self.true() + self.error

    def answer(self) -> Heard | None:
        return Heard(format_datetime(self.true(), usegmt=True), self.passed) if self.heard else None


@pytest.fixture
def machine(monkeypatch: pytest.MonkeyPatch) -> Machine:
    own = Machine()
    monkeypatch.setattr(watching, "since_boot", lambda: own.passed)
    return own


def watch_of(world: World, machine: Machine) -> ClockWatch:
    watch = ClockWatch(machine, world.database, lambda: world.house, machine.answer)
    watch.begin(with_record=True)
    return watch


def told(world: World) -> list[str]:
    return [words for words in world.messages(ADMIN) if "clock" in words]


def press(world: World, machine: Machine) -> None:
    """An administrator says that the clock is right."""
    world.now = machine.now()
    with world.work() as session:
        trust.trust_clock(world.at_work(session, ADMIN))


@pytest.mark.parametrize("error", [2 * HOUR, -2 * HOUR, 400 * DAY])
def test_a_clock_that_telegram_contradicts_is_wrong_from_the_start_until_it_agrees(
    world: World, machine: Machine, error: timedelta
) -> None:
    machine.error = error
    watch = watch_of(world, machine)
    assert not watch.is_right()
    (alarm,) = told(world)
    assert "By the date of Telegram" in alarm
    machine.passed += 10
    assert not watch.look()
    assert len(told(world)) == 1, "it is not told every few seconds"
    machine.passed += 3600
    watch.look()
    assert len(told(world)) == 2, "but every hour"
    machine.error = timedelta(0)
    assert not watch.is_right(), "what goes by the clock waits for the look that plans it anew"
    assert watch.look()
    assert watch.is_right()
    assert "trusted again" in told(world)[-1]
    assert not watch.look()


@pytest.mark.parametrize("error", [2 * HOUR, -2 * HOUR, 400 * DAY])
def test_a_clock_that_leaps_is_wrong_at_that_very_moment_though_nobody_is_heard(
    world: World, machine: Machine, error: timedelta
) -> None:
    machine.heard = False
    watch = watch_of(world, machine)
    assert watch.is_right()
    machine.error = error
    assert not watch.is_right(), "also before the next look"
    watch.look()
    assert "It has leapt" in told(world)[-1]
    machine.heard = True
    machine.passed += 5
    assert not watch.look()
    machine.error = timedelta(minutes=-50)
    assert watch.look()


def test_a_clock_before_what_is_on_record_is_wrong_until_telegram_agrees(world: World, machine: Machine) -> None:
    with world.work() as session:
        session.add(Audit(at=NOON + 3 * DAY, action="looked"))
    machine.heard = False
    watch = watch_of(world, machine)
    assert not watch.is_right()
    assert "something is on record from" in told(world)[-1]
    machine.heard = True
    assert watch.look()
    assert watch.is_right(), "the record was wrong"


def test_an_administrator_s_word_holds_at_once_and_after_the_next_start(world: World, machine: Machine) -> None:
    machine.error = 3 * HOUR
    watch = watch_of(world, machine)
    press(world, machine)
    assert watch.look()
    assert watch.is_right()
    machine.passed += 7200
    assert watch_of(world, machine).is_right()
    machine.error = timedelta(0)
    assert watch.is_right(), "a clock that agrees is right, whatever was said"
    machine.error = 6 * HOUR
    assert not watch.is_right(), "the word was about another clock"
    with world.work() as session:
        assert session.exec(select(Audit.action).where(Audit.subject == "clock")).all() == [
            "said that the clock is right"
        ]
        assert session.get(Setting, trust.TRUSTED) is not None


def test_without_telegram_an_administrator_s_word_ends_the_doubt_for_good(world: World, machine: Machine) -> None:
    with world.work() as session:
        session.add(Audit(at=NOON + 3 * DAY, action="looked"))
    machine.heard = False
    watch = watch_of(world, machine)
    press(world, machine)
    assert watch.look()
    machine.passed += 60
    assert watch_of(world, machine).is_right()


def test_the_time_machine_sleep_and_a_standstill_raise_no_doubt(world: World, machine: Machine) -> None:
    machine.heard = False
    watch = watch_of(world, machine)
    machine.shift += 400 * DAY
    assert watch.is_right(), "the time machine moves what is called now"
    machine.shift = timedelta(0)
    machine.passed += 7200
    assert watch.is_right(), "a machine that slept knows how long"
    machine.passed += 9e6
    assert watch_of(world, machine).is_right(), "who was off for long begins as now"
    with world.work() as session:
        assert not session.exec(select(Outbox).where(Outbox.chat_id == ADMIN)).all()


def test_a_date_that_cannot_be_read_is_none(world: World, machine: Machine) -> None:
    for date in ("", "yesterday", "Mon, 20 Jul 2026 04:00:00"):
        watch = ClockWatch(machine, world.database, lambda: world.house, lambda date=date: Heard(date, machine.passed))  # type: ignore[misc]
        watch.begin(with_record=False)
        assert watch.is_right()


@pytest.mark.parametrize("date", ["", "noon", "Fri, 27 Nov 2026 03:00:00 +99999999999999", "Fri, 27 Nov 2026 03:00:00"])
def test_a_date_that_says_nothing_stops_nothing(
    world: World, machine: Machine, monkeypatch: pytest.MonkeyPatch, date: str
) -> None:
    monkeypatch.setattr(machine, "answer", lambda: Heard(date, machine.passed))
    watch = watch_of(world, machine)
    assert watch.is_right()
    assert not watch.look()
