"""A public notice in the chat: listed for everybody, objected to in confidence, answered by the centre."""

from __future__ import annotations

import asyncio
from datetime import timedelta
from pathlib import Path

import pytest
from sqlmodel import select

from bot.run.policy_watch import look_once
from models.notices import Notice
from tests.conversations.procedure.test_officer_road import approves, reported, visited
from tests.town import POLICY, Town
from tests.words import t

THANKS = t("Thank you. The centre looks into it and answers you here. Nobody else learns that it was you.")
ROOM = -1001000000001

pytestmark = pytest.mark.xdist_group("one road")  # so that what they begin with is played once


async def noticed(town: Town) -> None:
    await reported(town)
    await visited(town)
    await approves(town.station)
    await town.lin.sees(t("Now comes the public notice, with your surname, unit, class and programme only."))


async def objects(town: Town) -> None:
    await town.aygul.sends("/notices")
    await town.aygul.sees("林某某")
    await town.aygul.presses(t("Object"))
    word = await town.aygul.sees(t("<b>Before you write: what becomes of your words</b>"))
    assert t("What is not right? Please tell us what you know, in your own words.") not in word.text
    await town.aygul.presses(t("I agree, go on"))
    await town.aygul.sees(t("What is not right? Please tell us what you know, in your own words."))
    await town.aygul.sends("They own a second flat.")
    await town.aygul.presses(t("I confirm, send it"))
    await town.aygul.sees(THANKS)


@pytest.mark.town_at(story=noticed)
async def test_an_objection_is_answered_and_the_case_goes_on(town: Town) -> None:
    await objects(town)
    shown = await town.approver.sees("They own a second flat.")
    assert "阿依古丽" not in shown.text
    await town.jump("end_of_notice")
    await town.approver.sees_nothing_of(t("Please approve it, or say why not."))
    await town.approver.presses(t("Dismiss it"))
    await town.approver.sends("We looked at the register: one flat only.")
    await town.approver.sees(t("Thank you, the objection is answered."))
    await town.aygul.sees("We looked at the register: one flat only.")
    await town.approver.sees("2026-0001", t("Please approve it, or say why not."))


@pytest.mark.town_at(story=noticed)
async def test_an_objection_that_is_right_gives_the_case_back(town: Town) -> None:
    await objects(town)
    await town.approver.presses(t("Right: return the case"))
    await town.approver.sends("Please report the second flat.")
    await town.approver.sees(t("Thank you, the objection is answered."))
    told = await town.lin.sees("Please report the second flat.")
    assert "They own a second flat." not in told.text
    room = await town.client.room_messages(ROOM)
    assert "林某某" not in room[-1].text
    await town.aygul.sends("/notices")
    await town.aygul.sees(t("No public notice is up now."))


async def test_a_notice_that_its_room_refused_is_told_and_posted_by_a_press(town: Town) -> None:
    await town.client.fault("403", method="sendMessage", chat_id=ROOM)
    await noticed(town)
    alarm = await town.admin.sees("2026-0001", "bot was blocked")
    assert "林" not in alarm.text
    await town.aygul.sends("/notices")
    await town.aygul.sees(t("No public notice is up now."))
    await town.jump("next_working_day")
    await town.admin.presses(t("Try again"))
    for _ in range(300):
        if not await stands_in_room(town):
            await asyncio.sleep(0.05)
    await town.aygul.sends("/notices")
    await town.aygul.sees("林某某")
    await town.jump("end_of_notice")
    await town.approver.sees("2026-0001", t("Please approve it, or say why not."))


async def stands_in_room(town: Town) -> bool:
    return "林某某" in " ".join(one.text for one in await town.client.room_messages(ROOM))


@pytest.mark.town_at(story=noticed)
async def test_days_off_that_are_announced_meanwhile_are_told_and_the_approver_is_asked_after_them(
    town: Town, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with town.program.database.work() as session:
        last = session.exec(select(Notice)).one().last_day
    await town.lin.sends("/cases")
    await town.lin.presses("2026-0001")
    await town.lin.sees(f"公示到2026年{last.month}月{last.day}日")
    text, file = POLICY.read_text("utf-8"), tmp_path / "new.toml"
    block = f'{{ name = "临时放假", first = {last}, last = {last} }},'
    file.write_text(text.replace("year = 2026\nholidays = [", f"year = 2026\nholidays = [\n  {block}", 1), "utf-8")
    monkeypatch.setattr(town.program.policies, "_path", file)
    for _ in range(2):
        await asyncio.to_thread(look_once, town.program.database, town.program.house(), town.program.clock.now)
    later = town.program.policies.current.calendar.next_working_day(last + timedelta(days=1))
    await town.lin.sees("放假安排有变", f"到2026年{later.month}月{later.day}日结束")
    for _ in range(300):
        if f"{later.month}月{later.day}日" not in (await town.client.room_messages(ROOM))[-1].text:
            await asyncio.sleep(0.05)
    assert f"{later.month}月{later.day}日" in (await town.client.room_messages(ROOM))[-1].text
    while town.program.clock.now().astimezone(town.program.settings.zone).date() < later:
        await town.jump("next_day")
    await town.approver.sees_nothing_of(t("Please approve it, or say why not."))
    await town.jump("end_of_notice")
    await town.approver.sees("2026-0001", t("Please approve it, or say why not."))
