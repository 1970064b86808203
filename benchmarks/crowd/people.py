"""Plays many people at once against a simulator, by one stream of events instead of a long poll for each."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field
from typing import Any

import aiohttp

from benchmarks.crowd.script import Act

ANSWER_WITHIN = 30.0  # seconds; a bot that was killed and started again needs a few


@dataclass(slots=True)
class Heard:
    """A message of the bot as it stands now; `seq` is the simulator's number of its last change."""

    id: int
    seq: int
    text: str
    buttons: dict[str, str]


class Silent(AssertionError):
    """The bot did not say what was awaited."""


@dataclass
class Person:
    """One person with their phone."""

    id: int
    stage: Stage
    heard: dict[int, Heard] = field(default_factory=dict)
    all_heard: list[Heard] = field(default_factory=list)  # every version of every message, in order
    _news: asyncio.Event = field(default_factory=asyncio.Event)

    def hear(self, message: Heard) -> None:
        """Take a message or its change from the stream."""
        self.heard[message.id] = message
        self.all_heard.append(message)
        self._news.set()

    async def types(self, words: str) -> int:
        """Send words; return the number of this moment."""
        done = await self.stage.post(f"/sim/people/{self.id}/send", {"text": words})
        return int(done["seq"])

    async def presses(self, label: str, on: Heard) -> int:
        """Press the button with this label; return the number of this moment."""
        if label not in on.buttons:
            raise Silent(f"person {self.id}: no button {label!r} but {list(on.buttons)} under {on.text!r}")
        body = {"message_id": on.id, "data": on.buttons[label]}
        return int((await self.stage.post(f"/sim/people/{self.id}/press", body))["seq"])

    async def waits_for(self, words: str, *, after: int = 0, within: float = ANSWER_WITHIN) -> Heard:
        """Wait until a message of the bot, new or changed after the moment `after`, says these words."""
        return await self._until(lambda one: one.seq > after and words in one.text, words, within)

    async def waits_for_button(self, label: str, *, after: int = 0, within: float = ANSWER_WITHIN) -> Heard:
        """Wait until a message of the bot has this button."""
        return await self._until(lambda one: one.seq > after and label in one.buttons, f"button {label}", within)

    async def _until(self, fits: Any, what: str, within: float) -> Heard:
        try:
            async with asyncio.timeout(within):
                while True:
                    found = next((one for one in reversed(self.heard.values()) if fits(one)), None)
                    if found is not None:
                        return found
                    self._news.clear()
                    await self._news.wait()
        except TimeoutError:
            last = list(self.heard.values())[-1:]
            raise Silent(f"person {self.id} waited {within} s for {what!r}; the last was {last}") from None

    async def does(self, act: Act) -> int:
        """Do one act of a script, at its card if it is a press; return the number of this moment."""
        if act.is_press:
            return await self.presses(act.words, await self.waits_for(act.card))
        return await self.types(act.words)


class Stage:
    """The connection to one simulator."""

    def __init__(self, url: str, session: aiohttp.ClientSession) -> None:
        self.url = url
        self.people: dict[int, Person] = {}
        self._session = session

    def person(self, person_id: int) -> Person:
        """Return the person with this id."""
        return self.people.setdefault(person_id, Person(person_id, self))

    async def post(self, path: str, body: Any) -> Any:
        """Post to the page's interface."""
        async with self._session.post(self.url + path, json=body) as answer:
            said = await answer.json()
            if answer.status >= 400:
                raise AssertionError(f"{path}: {answer.status} {said}")
            return said

    async def get(self, path: str) -> Any:
        """Get from the page's interface."""
        async with self._session.get(self.url + path) as answer:
            return await answer.json()

    async def follow(self, ready: asyncio.Event) -> None:
        """Hand every message of the bot to its person until cancelled."""
        after = (await self.get("/sim/state"))["seq"]
        async with self._session.get(f"{self.url}/sim/events?after={after}", timeout=_ENDLESS) as stream:
            ready.set()
            async for line in stream.content:
                if line.startswith(b"data: "):
                    self._take(json.loads(line[6:]))

    def _take(self, event: Any) -> None:
        if event["kind"] == "reset":
            raise RuntimeError("the stream of events broke off")
        if event["kind"] != "message" or not event["body"]["by_bot"]:
            return
        person = self.people.get(event["chat_id"])
        if person is not None:
            person.hear(read(event["seq"], event["body"]["message"]))


_ENDLESS = aiohttp.ClientTimeout(total=None)


def read(seq: int, raw: Any) -> Heard:
    """Read a message of the Bot API."""
    rows = raw.get("reply_markup", {}).get("inline_keyboard", [])
    buttons = {key["text"]: key["callback_data"] for row in rows for key in row if "callback_data" in key}
    return Heard(raw["message_id"], seq, raw.get("text", ""), buttons)


@asynccontextmanager
async def on_stage(url: str) -> AsyncIterator[Stage]:
    """Connect to a simulator and follow it."""
    # The simulator closes what was idle for five seconds; ours must not be used at that very moment.
    connector = aiohttp.TCPConnector(limit=0, keepalive_timeout=2)
    async with aiohttp.ClientSession(connector=connector, read_bufsize=2**20) as session:
        stage, ready = Stage(url, session), asyncio.Event()
        following = asyncio.create_task(stage.follow(ready))
        await asyncio.wait_for(ready.wait(), 10)
        try:
            yield stage
        finally:
            following.cancel()
            with suppress(asyncio.CancelledError):
                await following
