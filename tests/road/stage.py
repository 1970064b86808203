"""A program running beside a simulator for the tests of the road, with routes of their own where wanted."""

from __future__ import annotations

import asyncio
import base64
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from sqlalchemy import text
from sqlmodel import Session
from telegram.ext import filters

from bot.run.app import Program
from bot.run.database import make_engine
from bot.settings import Settings
from domain.platform.access import Action
from domain.platform.messages import Message
from domain.platform.text import say
from handlers.platform.route import Route, Says
from handlers.platform.turn import Turn
from models.platform.setting import Setting
from services.platform import outbox
from services.platform.work import Work
from simulator import Person, Player, Room, Simulator, SimulatorClient, serving

POLICY = Path(__file__).parents[2] / "policies" / "demo.toml"
TOKEN = "7000001:a-token-of-the-tests"
KEY = bytes(range(32))
ANA, BEN, ADMIN, OTHER_ADMIN = 1001, 1002, 9001, 9002
GROUP, SUPERGROUP = -1001, -1002
PATIENCE = 15.0


@dataclass
class Road:
    """A simulator with people, and a way to run bots beside it."""

    url: str
    client: SimulatorClient
    folder: Path
    database_url: str
    settings: dict[str, Any] = field(default_factory=dict)

    @property
    def ana(self) -> Player:
        return self.client.player(ANA)

    @property
    def ben(self) -> Player:
        return self.client.player(BEN)

    @property
    def admin(self) -> Player:
        return self.client.player(ADMIN)

    @asynccontextmanager
    async def running(self, *routes: Route, **settings: Any) -> AsyncIterator[Program]:
        """Run the program unmodified, with further routes in front of its own."""
        given = {
            "bot_token": TOKEN, "bot_api_url": self.url, "data_key": base64.b64encode(KEY).decode(),
            "data_dir": self.folder, "database_url": self.database_url, "policy": POLICY, "listen": "127.0.0.1:0",
            "sends_per_second": 0, "undo_seconds": 0, "admin_ids": str(ADMIN), **self.settings, **settings,
        }  # fmt: skip
        program = Program(Settings(_env_file=None, **given))  # type: ignore[call-arg]
        async with program.running():
            program.application.handlers.setdefault(0, [])[:0] = list(routes)
            yield program

    def rows(self, query: str, **values: Any) -> list[Any]:
        """Look into the database beside the bot."""
        engine = make_engine(self.database_url)
        try:
            with engine.connect() as connection:
                return list(connection.execute(text(query), values))
        finally:
            engine.dispose()

    async def until(self, query: str, wanted: Callable[[list[Any]], bool], within: float = PATIENCE) -> list[Any]:
        """Ask the database until the answer is as wanted."""
        end = asyncio.get_running_loop().time() + within
        while not wanted(found := await asyncio.to_thread(self.rows, query)):
            assert asyncio.get_running_loop().time() < end, f"{query}: {found}"
            await asyncio.sleep(0.05)
        return found


@asynccontextmanager
async def at_the_simulator(folder: Path, database_url: str) -> AsyncIterator[Road]:
    """A simulator and its players, beside which a program can run."""
    cast = {ANA: "Ana", BEN: "Ben", ADMIN: "Ada", OTHER_ADMIN: "Ado"}
    people = [Person(number, name, language_code="en") for number, name in cast.items()]
    rooms = [Room(room, "Notices", "supergroup", (ANA,)) for room in (GROUP, SUPERGROUP)]
    simulator = Simulator(token=TOKEN, people=people, rooms=rooms)
    async with serving(simulator) as url, SimulatorClient(url) as client:
        yield Road(url, client, folder, database_url)


class AnyWords(Says):
    """A route that takes every text."""

    def __init__(self, function: Callable[[Turn], None]) -> None:
        super().__init__(filters.TEXT, Action.TALK, function)


def put(program: Program, chat_id: int, words: str, *, priority: int = outbox.EVENT) -> None:
    """Queue a message as a service does."""
    with program.database.work() as session:
        outbox.put(
            Work(session, program.house(), program.clock.now()),
            chat_id,
            Message(say("{words}", words=words)),
            priority=priority,
        )


def echo(turn: Turn) -> None:
    """Say the same."""
    turn.say(say("echo {words}", words=turn.words))


def note(session: Session, words: str) -> None:
    """Keep some words in a table that nobody else looks at, so that a change can be seen or missed."""
    session.add(Setting(name=words, value="noted"))
    session.flush()
