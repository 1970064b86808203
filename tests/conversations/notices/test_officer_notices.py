"""A public notice in the chat: listed for everybody, objected to in confidence, answered by the centre."""

from __future__ import annotations

import asyncio

import pytest

from tests.conversations.procedure.test_officer_road import approves, reported, visited
from tests.town import Town
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
