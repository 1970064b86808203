"""/policy, and a policy that comes in force from the chat: sent, read, put in force by two, and refused for others."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path

import aiohttp
import pytest
from sqlmodel import select

from bot.demo import embedded
from domain.platform.access import NotForYou
from models.people import Person
from tests.papers import JPEG
from tests.town import POLICY, Town, running_town

GOOD = b'extends = "demo.toml"\n[visits]\nevery_months = 3\n'


@pytest.fixture
async def town(begun: Path, policies_read_once: None) -> AsyncIterator[Town]:
    """The demonstration in English, with two administrators named."""
    async with running_town(begun, default_locale="en") as running:
        running.program.admin_ids = frozenset({embedded.ADMIN, embedded.APPROVER})
        with running.program.database.work() as session:
            for person in session.exec(select(Person)):
                person.locale = "en"
        yield running


async def in_memory(town: Town) -> None:
    """Wait until the program goes by it, which is a moment after it is told."""
    async with asyncio.timeout(10):
        while town.program.policies.current.visits.every_months != 3:  # noqa: ASYNC110 - nothing tells of it
            await asyncio.sleep(0.02)


async def sends_a_good_one(town: Town) -> int:
    """The administrator sends two wrong files and a good one; return the number of its card."""
    await town.admin.presses("Send a policy")
    await town.admin.sees("Please send the policy as a file (.toml).")
    await town.admin.uploads(("photo.jpg", JPEG, "image/jpeg"))
    await town.admin.sees("a file whose name ends in .toml")
    await town.admin.uploads(("bad.toml", GOOD.replace(b"months", b"month"), "application/toml"))
    await town.admin.sees("bad.toml cannot be used yet: 1 problem.", "line 3, visits.every_month")
    await town.admin.presses("Send a policy")
    await town.admin.uploads(("new.toml.txt", GOOD, "text/plain"))
    return (await town.admin.sees("Policy that was sent: new.toml", "It says 1 thing otherwise")).id


async def test_two_administrators_put_a_policy_in_force_that_one_of_them_sent(town: Town) -> None:
    await town.admin.sends("/policy")
    first = await town.admin.sees("The policy in force", "It comes from demo.toml, the file that the settings name.")
    assert "Earlier versions" not in first.labels, "there are none"
    card = await sends_a_good_one(town)
    await town.admin.presses("What it says otherwise")
    await town.admin.sees("visits, every_months: 6 → 3")
    await town.admin.presses("‹ Back")
    await town.admin.presses("From a day on")
    await town.admin.sees("From which day on shall it be in force?")
    await town.admin.sends("2020-01-01")
    await town.admin.sees("already past")
    await town.admin.presses_old("In force now", message_id=card)
    await town.admin.sees("It waits for another administrator to confirm it")
    await town.approver.sees(
        "A policy waits for you to look at it and confirm it.", "卫管理", "6 → 3", "soon as that is done"
    )
    await town.approver.presses("✅ Confirm")
    await town.approver.sees("The policy that was sent in the chat is in force now.")
    await town.admin.sees("The policy that was sent in the chat is in force now.")
    await in_memory(town)
    await town.admin.press_data("vf:2:n", card)  # a press that is late
    assert "this policy stands elsewhere by now" in await town.admin.toast()
    await town.cashier.sends("/policy")
    shown = await town.cashier.sees("卫管理 sent it in the chat (new.toml)", "confirmed it", "every_months: 6 → 3")
    assert "Earlier versions" in shown.labels
    async with aiohttp.ClientSession() as session, session.get(f"{town.program.address}/healthz") as answer:
        found = (await answer.json())["policy"]
    assert (found["from"], found["version"]) == ("chat", town.program.policies.current.version)


async def test_nobody_else_sends_one_and_a_worker_does_not_read_it(town: Town) -> None:
    await town.cashier.sends("/policy")
    shown = await town.cashier.sees("The policy in force")
    assert "Send a policy" not in shown.labels
    await town.cashier.press_data("vd", shown.id)
    assert await town.cashier.toast() == NotForYou.text
    await town.cashier.presses("📄 The whole as a file")
    file = await town.cashier.sees("The whole policy.")
    assert await town.cashier.downloads(file) == POLICY.read_bytes()
    await town.lin.sends("/policy")
    await town.lin.sees("这一项没有对您开放")
