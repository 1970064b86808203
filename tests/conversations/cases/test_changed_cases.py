"""A case that came back late: what the worker changes is reviewed anew, old and new side by side; a paper goes on."""

from __future__ import annotations

import pytest

from models.procedure import AidCase
from simulator import Player
from tests.conversations.notices.test_officer_notices import noticed
from tests.conversations.procedure.test_officer_road import approves
from tests.town import Town
from tests.words import t
from tests.workers import turns_to_last_page

ANSWERS = t("<b>{title}: your answers</b>", title=t("Hardship report"))
HANDED_IN = t("Case <b>{number}</b> is handed in again. I tell you how it goes on.", number="2026-0001")
PLEASE_ENTER = t("Please enter it in the national system and send me the number that you get there.")

pytestmark = pytest.mark.xdist_group("one road")  # so that what they begin with is played once


async def returned_by_the_recorder(town: Town) -> None:
    await noticed(town)
    await town.jump("end_of_notice")
    await approves(town.approver)
    await town.recorder.sees("2026-0001")
    await town.recorder.presses(t("Return"))
    await town.recorder.presses(t("A paper is missing"))
    await town.lin.sees(t("A paper is missing. /cases shows which one; please add it and hand the case in again."))


async def corrects(lin: Player) -> None:
    await lin.sends("/cases")
    await lin.sees(t("<b>Your cases</b>"))
    await lin.presses("2026-0001")
    await lin.presses(t("Correct and hand in again"))
    await lin.sees(ANSWERS)


async def hands_in(lin: Player) -> None:
    await turns_to_last_page(lin)
    await lin.presses(t("Everything is right"))
    await lin.presses(t("I confirm, send it"))
    await lin.sees(HANDED_IN)


@pytest.mark.town_at(story=returned_by_the_recorder)
async def test_a_changed_answer_goes_back_to_the_reviewer_who_reads_old_and_new(town: Town) -> None:
    lin, station = town.lin, town.station
    await corrects(lin)
    await lin.presses(t("Change an answer"))
    await lin.presses(t("Your monthly income"))
    await lin.sends("3000")
    await lin.sees(ANSWERS)
    await hands_in(lin)
    await lin.sees(
        t(
            "In case {number} you changed something that had been reviewed already. So your union reviews it once "
            "more, and the steps after that come again, too. There is nothing else for you to do; I tell you how it "
            "goes on.",
            number="2026-0001",
        )
    )
    shown = await station.sees("2026-0001", t("Please review it."))
    assert "按“查看”可以对照前后" in shown.text
    await station.presses(t("Open"))
    changed = await station.sees(
        t("<b>Case {number}</b>: changed since the last decision, before → now", number="2026-0001")
    )
    assert f"{t('Your monthly income')}：3,500元 → 3,000元" in changed.text
    with town.program.database.work() as session:
        assert session.get_one(AidCase, 1).step == "review"


@pytest.mark.town_at(story=returned_by_the_recorder)
async def test_what_is_handed_in_as_it_was_goes_on_where_it_was(town: Town) -> None:
    await corrects(town.lin)
    await hands_in(town.lin)
    shown = await town.recorder.sees("2026-0001", PLEASE_ENTER)
    assert "按“查看”可以对照前后" not in shown.text
