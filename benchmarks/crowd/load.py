"""The load generator, a process of its own: takes one order a line on its input, answers with one line of JSON.

An order is {"do": "begin" | "one" | "many", "kind": "form" | "echo", "url", "people": [ids], "steps": n}. `begin` opens
the report; `one` lets people act one after another and answers with the milliseconds of each step; `many` lets all act
at once, each sending the next answer as soon as the question arrives, and answers with the seconds it took.
"""

from __future__ import annotations

import asyncio
import json
import sys
import time
from collections import defaultdict
from contextlib import AsyncExitStack
from datetime import UTC, datetime
from functools import cache
from typing import Any

from benchmarks.crowd.people import Person, Stage, on_stage
from benchmarks.crowd.script import Script, first_answers

MEMBERS, MOST_STEPS = 6, 50


class Load:
    """People who know how far they have come."""

    def __init__(self) -> None:
        self.stages: dict[str, Stage] = {}
        self.done: dict[tuple[str, int], int] = defaultdict(int)
        self.stack = AsyncExitStack()

    async def follow(self, order: Any) -> Any:
        """Carry out one order."""
        if order["url"] not in self.stages:
            self.stages[order["url"]] = await self.stack.enter_async_context(on_stage(order["url"]))
        people = [self.stages[order["url"]].person(number) for number in order["people"]]
        match order["do"]:
            case "begin":
                await asyncio.gather(*(begin(person) for person in people))
                return None
            case "one":
                return [await self.step(order["kind"], person) for person in people for _ in range(order["steps"])]
        began = time.perf_counter()
        await asyncio.gather(*(self.steps(order["kind"], person, order["steps"]) for person in people))
        return time.perf_counter() - began

    async def steps(self, kind: str, person: Person, count: int) -> None:
        """Let one person do a number of steps."""
        for _ in range(count):
            await self.step(kind, person)

    async def step(self, kind: str, person: Person) -> float:
        """Send the next words and wait for what comes of them; return the milliseconds."""
        place = self.done[(person.stage.url, person.id)]
        self.done[(person.stage.url, person.id)] += 1
        if kind == "form":
            script = report_script(person.id)
            words, wanted = script.acts[place].words, script.card_after(place)
        else:
            words = wanted = f"echo {place}"
        began = time.perf_counter()
        await person.types(words)
        await person.waits_for(wanted)
        return (time.perf_counter() - began) * 1000


@cache
def report_script(person_id: int) -> Script:
    """Return what this person types in the report."""
    return first_answers(person_id, members=MEMBERS, most=MOST_STEPS, today=datetime.now(UTC).date())


async def begin(person: Person) -> None:
    """Open the report."""
    await person.types("/report")
    await person.waits_for(report_script(person.id).acts[0].card)


async def main() -> None:
    """Follow orders until the input ends."""
    load = Load()
    async with load.stack:
        while line := await asyncio.to_thread(sys.stdin.readline):
            print(json.dumps(await load.follow(json.loads(line))), flush=True)


if __name__ == "__main__":
    asyncio.run(main())
