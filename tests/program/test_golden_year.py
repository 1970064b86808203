"""A year in which nobody does anything: the messages of every day are exactly those of the golden files.

`GOLDEN=write make test ARGS="-k golden_year"` writes the files anew; then read every changed line before it is kept.
An entry says when, to whom and what; the same words to the same people at equal distances are one entry with `until`
and `every_days`. Whatever the bot sends, to anybody and by whichever job, stands in the file.
"""

from __future__ import annotations

import asyncio
import json
import os
from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlmodel import Session, col, select, update

from bot.demo import embedded
from bot.run.opening import open_database
from bot.settings import Settings
from models.officers import Appointment
from models.people import Person as PersonRow
from models.platform.outbox import SENT, Outbox
from models.platform.setting import Setting
from models.units import Unit
from tests.campaigns import AT_WORK, LAID_OFF, RETIRED, WITH_STUDENT, put_household
from tests.town import POLICY, Town, running_town

DATA = Path(__file__).parent.parent / "data"
SECOND = 2007
HEADS = (1003, 1004, 1005, 1006, 1007)
NAMES = {
    embedded.POINT: "officer one", SECOND: "officer two", embedded.STATION: "station", embedded.APPROVER: "centre",
    embedded.RECORDER: "recorder", embedded.CASHIER: "cashier", embedded.ADMIN: "administrator",
    1003: "at work", 1004: "laid off", 1005: "with a student", 1006: "retired", 1007: "without officer",
}  # fmt: skip
HOUSEHOLDS: tuple[tuple[int, str, int | None, Mapping[str, Any]], ...] = (
    (1003, "P1", embedded.POINT, AT_WORK),
    (1004, "P1", embedded.POINT, LAID_OFF),
    (1005, "P2", embedded.POINT, WITH_STUDENT),
    (1006, "P3", SECOND, RETIRED),
    (1007, "P3", None, {**WITH_STUDENT, **AT_WORK}),
)
LONGEST = 400  # characters of a text that the file shows
LEAST, WEEK = 3, 7


@pytest.mark.slow
@pytest.mark.parametrize("year", [2026, 2027])
async def test_the_messages_of_a_golden_year_are_the_expected_ones(
    year: int, begun: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    extra = tuple(replace(embedded.CAST[0], id=number, first_name=NAMES[number]) for number in (*HEADS, SECOND))
    monkeypatch.setattr(embedded, "CAST", (*embedded.CAST, *extra))
    prepare(begun, date(year, 1, 1))
    file = DATA / f"messages_of_{year}.json"
    async with running_town(begun) as town:
        told = await walk(town, year)
    if os.environ.get("GOLDEN") == "write":
        file.write_text(written(told), encoding="utf-8")
    assert told == json.loads(file.read_text(encoding="utf-8"))


@pytest.mark.slow
async def test_the_time_machine_finds_the_next_season_in_the_policy(begun: Path) -> None:
    prepare(begun, date(2027, 2, 10))
    async with running_town(begun) as town:
        said = await town.jump("next_season")
        assert said["en"] == "It is now Saturday, 13 February 2027."
        await town.player(embedded.POINT).sees("Spring jobs 2027", "It has begun.")
        said = await town.jump("next_season")
        assert said["en"] == "It is now Tuesday, 1 June 2027."
        await town.player(embedded.POINT).sees("Summer cooling 2027", "It has begun.")


async def test_without_seasons_the_time_machine_says_so(tmp_path: Path) -> None:
    text = POLICY.read_text(encoding="utf-8")
    plain = tmp_path / "plain.toml"
    plain.write_text(text[: text.index("[[season]]")], encoding="utf-8")
    async with running_town(tmp_path, policy=plain) as town:
        said = await town.jump("next_season")
        assert said["en"] == "The policy has no season."


# Before the year -----------------------------------------------------------------------------------------------------


def prepare(folder: Path, first: date) -> None:
    """Put units, officers and households into the database, and set the clock to nine o'clock of the first day."""
    settings = Settings(_env_file=None, data_dir=folder, policy=POLICY)  # type: ignore[call-arg]
    database = open_database(settings)
    before = datetime(first.year - 1, 3, 2, 9, tzinfo=settings.zone)
    shift = datetime.combine(first, time(9), settings.zone) - datetime.now(UTC)
    with database.work() as session:
        session.add(Setting(name="clock_shift", value=str(shift.total_seconds())))
        embedded.seed(session, now=before)
        session.flush()
        units = {unit.code or "": unit.id for unit in session.exec(select(Unit))}
        for number in (*HEADS, SECOND):
            add_person(session, number, units["P3"] if number in (1006, 1007, SECOND) else units["P1"], before)
        session.add(
            Appointment(person_id=SECOND, role="case_officer", unit_id=units["P3"], appointed_by=2006, since=before)
        )
        for place, (head, code, officer, answers) in enumerate(HOUSEHOLDS, 1):
            put_household(
                session, place, head=head, unit=units[code], officer=officer, opened_at=before, answers=answers
            )
        session.execute(update(PersonRow).values(locale="en"))
    database.close()


def add_person(session: Session, number: int, unit_id: int, now: datetime) -> None:
    session.add(
        PersonRow(
            id=number, locale="en", first_seen_at=now, consented_at=now, sensitive_consented_at=now,
            registered_at=now, unit_id=unit_id, name=NAMES[number],
        )
    )  # fmt: skip
    session.flush()


# The year ------------------------------------------------------------------------------------------------------------


async def walk(town: Town, year: int) -> list[dict[str, Any]]:
    """Walk day by day to the end of the year; return the entries of everything that arrived."""
    arrived: dict[tuple[tuple[str, ...], str], list[date]] = {}
    read: dict[int, int] = {}
    day, last_row = date(year, 1, 1), 0
    await town.program.scheduler.run_all()  # beside the one at the start, so that it is over when this one is
    await town.program.broadcaster.settle()
    while day.year == year:
        last_row, chats = await sent(town, last_row)
        for text, people in (await heard(town, chats, read)).items():
            arrived.setdefault((tuple(sorted(people)), text), []).append(day)
        await town.jump("next_day")
        day += timedelta(days=1)
    return entries(arrived)


async def sent(town: Town, last_row: int) -> tuple[int, set[int]]:
    """Wait until everything is sent; return the last row, and to whom there is something new."""
    async with asyncio.timeout(30):
        while True:
            with town.program.database.look() as session:
                query = select(Outbox.id, Outbox.chat_id, Outbox.state).where(col(Outbox.id) > last_row)
                rows = list(session.exec(query.order_by(col(Outbox.id))))
            if all(state == SENT for _, _, state in rows):
                return max([last_row, *(row or 0 for row, _, _ in rows)]), {chat for _, chat, _ in rows}
            await asyncio.sleep(0.02)


async def heard(town: Town, chats: set[int], read: dict[int, int]) -> dict[str, list[str]]:
    """Return who reads what for the first time, each text once."""
    told: dict[str, list[str]] = {}
    for chat in sorted(chats):
        player = town.player(chat)
        await player.refresh()
        for message in player.messages:
            if message.by_bot and message.id > read.get(chat, 0):
                told.setdefault(shortened(message.text), []).append(NAMES[chat])
                read[chat] = message.id
    return told


def shortened(text: str) -> str:
    line = " / ".join(part for part in text.split("\n") if part)
    return line if len(line) <= LONGEST else line[:LONGEST] + "…"


def entries(arrived: Mapping[tuple[tuple[str, ...], str], list[date]]) -> list[dict[str, Any]]:
    """Return {date, to, text} in order of day, what came again and again as one entry with `until` and `every_days`."""
    found: list[dict[str, Any]] = []
    for (people, text), days in arrived.items():
        for run in runs(days):
            entry: dict[str, Any] = {"date": run[0].isoformat(), "to": ", ".join(people), "text": text}
            if len(run) > 1:
                entry |= {"until": run[-1].isoformat(), "every_days": (run[1] - run[0]).days}
            found.append(entry)
    return sorted(found, key=lambda entry: (entry["date"], entry["to"], entry["text"]))


def runs(days: list[date]) -> list[list[date]]:
    """Split days into runs of at least three at equal distances, up to a week; all other days stand alone."""
    found: list[list[date]] = []
    while days:
        step, length = days[1] - days[0] if len(days) > 1 else timedelta(0), 1
        while length < len(days) and days[length] - days[length - 1] == step:
            length += 1
        taken = length if length >= LEAST and step.days <= WEEK else 1
        found.append(days[:taken])
        days = days[taken:]
    return found


def written(told: list[dict[str, Any]]) -> str:
    """Return the entries as JSON, one a line."""
    lines = ",\n".join("  " + json.dumps(entry, ensure_ascii=False) for entry in told)
    return f"[\n{lines}\n]\n"
