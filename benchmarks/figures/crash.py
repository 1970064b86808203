"""Kills the bot at random moments while people talk to it, and looks for what was lost, done twice or out of order.

Everybody goes through the chat as people do: words and presses, often the next answer before the next question. The bot
runs as `python -m bot run` and ends by `kill -9`; the simulator and the people live on, as Telegram and people would.
Judged are the database (the answers kept, how often the form moved on) and the chat as each person saw it.
"""

from __future__ import annotations

import asyncio
import random
import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from sqlmodel import Session, col, select

from benchmarks.crowd.people import Heard, Person, Silent, Stage, on_stage
from benchmarks.crowd.script import Script, first_answers, resident_id
from benchmarks.programs.kept import UNIT, looking_into, put_registered, put_units, report_of, states_of
from benchmarks.programs.processes import FIRST_PERSON, BotProcess, running_simulator
from models.people import Consent
from models.people import Person as Registered
from models.platform.inbox import DONE, Inbox
from models.platform.outbox import FAILED, PARKED, Outbox

PATIENCE_ACTS = 0.5  # the share of typed answers before which people wait for the question
LONGEST_DELAY = 0.15  # seconds between the act that a kill waits for and the kill
MEMBERS = 2
MAYBE_REPEATED = "You may have this message already"


@dataclass(frozen=True)
class Plan:
    """What to do to which bot."""

    people: int
    answers: int  # of each person, in the report
    kills: int
    seed: int
    webhook: bool
    from_start: bool  # begin at /start with consents and registration; else people are registered already
    folder: Path
    database_url: str = ""


@dataclass
class Verdict:
    """What was found; the first four should be empty."""

    lost: list[str] = field(default_factory=list)
    twice: list[str] = field(default_factory=list)
    out_of_order: list[str] = field(default_factory=list)
    too_often: list[str] = field(default_factory=list)  # more repeats to a person than one for each kill before
    acts: int = 0
    killed_at: list[int] = field(default_factory=list)  # the simulator's numbers of those moments
    said_maybe_repeated: int = 0  # messages sent again because it was in doubt whether they had arrived
    came_twice: int = 0  # those of them that had
    seconds: float = 0.0

    @property
    def is_clean(self) -> bool:
        return not (self.lost or self.twice or self.out_of_order or self.too_often)

    @property
    def kills(self) -> int:
        return len(self.killed_at)


@dataclass
class Walker:
    """One person on their way through the report."""

    person: Person
    script: Script
    chance: random.Random
    count: Counter
    first_version: int = 0

    async def walk(self, plan: Plan, database_url: str) -> None:
        """Go all the way and wait for the last card."""
        if plan.from_start:
            await self._registers()
        await self._types("/report")
        await self.person.waits_for(self.script.acts[0].card)
        self.first_version = await asyncio.to_thread(version_of, database_url, self.person.id)
        for act in self.script.acts:
            if act.is_press or self.chance.random() < PATIENCE_ACTS:
                await self.person.waits_for(act.card)
            await self.person.does(act)
            self.count.add()
        await self.person.waits_for(self.script.last_card)

    async def _registers(self) -> None:
        """Consent twice and register, as a newcomer does."""
        person, number = self.person, self.person.id
        await self._types("/start")
        for question in ("for your applications", "sensitive data"):
            await self._presses("Yes, I agree", await person.waits_for(question))
        await person.waits_for("Where do you work?")
        await self._types(UNIT[:3])
        await self._presses(UNIT, await person.waits_for_button(UNIT))
        for question, words in (
            ("What is your name?", name_of(number)),
            ("reach you?", phone_of(number)),
            ("your identity card or other document?", resident_id(number)),
        ):
            await person.waits_for(question)
            await self._types(words)
        await self._presses("Everything is right", await person.waits_for_button("Everything is right"))
        await person.waits_for("You are registered.")

    async def _types(self, words: str) -> None:
        await self.person.types(words)
        self.count.add()

    async def _presses(self, label: str, on: Heard) -> None:
        await self.person.presses(label, on)
        self.count.add()


class Counter:
    """Counts what all people have done, and lets the killer wait for a count."""

    def __init__(self) -> None:
        self.done = 0
        self._news = asyncio.Event()

    def add(self) -> None:
        self.done += 1
        self._news.set()

    async def reaches(self, goal: int) -> None:
        """Wait until so many acts are done."""
        while self.done < goal:
            self._news.clear()
            await self._news.wait()


def name_of(number: int) -> str:
    """Return the name a person registers with."""
    return "林示" + chr(0x4E00 + number % 5000)


def phone_of(number: int) -> str:
    """Return the number a person registers with."""
    return f"138{number:08d}"


def version_of(database_url: str, person_id: int) -> int:
    """Return how often the person's report has moved on."""
    with looking_into(database_url) as session:
        return int(report_of(session, person_id)["version"])


def play(plan: Plan) -> Verdict:
    """Do what the plan says and judge what is left."""
    with running_simulator(plan.people) as simulator:
        bot = BotProcess(plan.folder, simulator.url, plan.database_url, plan.webhook)
        bot.run_command("migrate")
        put_units(bot.database)
        ids = range(FIRST_PERSON, FIRST_PERSON + plan.people)
        if not plan.from_start:
            put_registered(bot.database, ids)
        bot.start()
        try:
            bot.wait_until_up()
            return asyncio.run(_played(plan, bot, simulator.url, ids))
        finally:
            bot.kill()


async def _played(plan: Plan, bot: BotProcess, url: str, ids: Sequence[int]) -> Verdict:
    began, count, verdict = time.monotonic(), Counter(), Verdict()
    async with on_stage(url) as stage:
        walkers = [_walker(plan, stage, number, count) for number in ids]
        killer = asyncio.create_task(_kill(plan, bot, stage, count, verdict, _acts(plan, walkers)))
        try:
            await asyncio.gather(*(_walked(walker, plan, bot, verdict) for walker in walkers))
            await asyncio.wait([killer], timeout=10.0)  # the people may be done before the last kills
        finally:
            killer.cancel()
        await asyncio.to_thread(_settled, bot)
    verdict.acts, verdict.seconds = count.done, time.monotonic() - began
    bot.stop()
    _judge(plan, bot, walkers, verdict)
    return verdict


async def _walked(walker: Walker, plan: Plan, bot: BotProcess, verdict: Verdict) -> None:
    try:
        await walker.walk(plan, bot.database)
    except Silent as silence:
        verdict.lost.append(str(silence))


def _walker(plan: Plan, stage: Stage, number: int, count: Counter) -> Walker:
    today = datetime.now(UTC).date()
    script = first_answers(number, members=MEMBERS, most=plan.answers, today=today, presses=0.4)
    return Walker(stage.person(number), script, random.Random(plan.seed + number), count)


def _acts(plan: Plan, walkers: Sequence[Walker]) -> int:
    before = 10 if plan.from_start else 1
    return sum(len(walker.script.acts) + before for walker in walkers)


async def _kill(plan: Plan, bot: BotProcess, stage: Stage, count: Counter, verdict: Verdict, acts: int) -> None:
    """Kill whenever the people have done one of the random numbers of acts, a random moment later."""
    chance = random.Random(plan.seed)
    for goal in sorted(chance.sample(range(1, acts - plan.people), plan.kills)):
        await count.reaches(goal)
        await asyncio.sleep(chance.random() * LONGEST_DELAY)
        bot.kill()
        bot.start()
        verdict.killed_at.append((await stage.get("/sim/state"))["seq"])  # before the new process has read a thing


def _settled(bot: BotProcess, patience: float = 20.0) -> None:
    """Wait until nothing waits any more."""
    deadline = time.monotonic() + patience
    while time.monotonic() < deadline:
        with looking_into(bot.database) as session:
            inbox, outbox = states_of(session, Inbox), states_of(session, Outbox)
        if set(inbox) <= {DONE} and not {"waiting", "claimed"} & set(outbox):
            return
        time.sleep(0.1)


def _judge(plan: Plan, bot: BotProcess, walkers: Sequence[Walker], verdict: Verdict) -> None:
    with looking_into(bot.database) as session:
        inbox, outbox = states_of(session, Inbox), states_of(session, Outbox)
        verdict.lost += [f"{count} updates are {state}" for state, count in inbox.items() if state != DONE]
        verdict.lost += [f"{outbox[state]} messages are {state}" for state in (PARKED, FAILED) if state in outbox]
        for walker in walkers:
            _judge_answers(session, walker, verdict)
            if plan.from_start:
                _judge_registration(session, walker.person.id, verdict)
    for walker in walkers:
        _judge_chat(walker, verdict)
        _judge_repeats(walker, verdict)


def _judge_answers(session: Session, walker: Walker, verdict: Verdict) -> None:
    number, state = walker.person.id, report_of(session, walker.person.id)
    moved, wanted = state.get("version", 0) - walker.first_version, len(walker.script.acts)
    if moved < wanted:
        verdict.lost.append(f"person {number}: {wanted - moved} answers are not in the database")
    if moved > wanted:
        verdict.twice.append(f"person {number}: the form moved on {moved - wanted} times too often")
    if moved == wanted and state["answers"] != walker.script.answers:
        verdict.out_of_order.append(f"person {number}: {state['answers']} instead of {walker.script.answers}")


def _judge_registration(session: Session, number: int, verdict: Verdict) -> None:
    row: Any = session.get(Registered, number)
    kept = (row.name, row.phone, row.resident_id) if row is not None else None
    if kept != (name_of(number), phone_of(number), resident_id(number)):
        verdict.lost.append(f"person {number}: is registered as {kept}")
    consents = session.exec(select(Consent).where(col(Consent.person_id) == number)).all()
    if len(consents) != 2:
        (verdict.twice if len(consents) > 2 else verdict.lost).append(f"person {number}: {len(consents)} consents")


def _judge_chat(walker: Walker, verdict: Verdict) -> None:
    """Every card came, in order; one came again only where the bot said that it might."""
    cards = [act.card for act in walker.script.acts] + [walker.script.last_card]
    seen: list[int] = []
    for heard in walker.person.all_heard:
        place = next((place for place, card in enumerate(cards) if card in heard.text), None)
        maybe = MAYBE_REPEATED in heard.text
        verdict.said_maybe_repeated += maybe
        if place is None:
            continue
        if place in seen:
            verdict.came_twice += maybe
            if not maybe:
                verdict.twice.append(f"person {walker.person.id}: card {place} came twice without a word")
            continue
        if seen and place < seen[-1]:
            verdict.out_of_order.append(f"person {walker.person.id}: card {place} came after card {seen[-1]}")
        seen.append(place)
    missing = sorted(set(range(len(cards))) - set(seen))
    if missing:
        verdict.lost.append(f"person {walker.person.id}: cards {missing} never came")


def _judge_repeats(walker: Walker, verdict: Verdict) -> None:
    """Each kill leaves at most one message of a person in doubt, so the n-th repeat follows the n-th kill."""
    said: dict[int, int] = {}  # the moment of each repeat by its message, which may be changed later
    for heard in walker.person.all_heard:
        if MAYBE_REPEATED in heard.text:
            said.setdefault(heard.id, heard.seq)
    for place, moment in enumerate(said.values()):
        kills = sum(killed < moment for killed in verdict.killed_at)
        if place >= kills:
            verdict.too_often.append(f"person {walker.person.id}: repeat {place + 1} after {kills} kills")
