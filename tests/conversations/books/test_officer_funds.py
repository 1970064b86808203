"""A fund that holds too little, over HTTP: the case waits in line and goes on when money comes; who may see what."""

from __future__ import annotations

import pytest

from domain.platform.access import NotForYou
from tests.conversations.payments.test_officer_money import PLEASE_PAY, entered, grant_for, pays, visit_grant
from tests.conversations.procedure.test_officer_road import approves
from tests.town import Town
from tests.words import t

OWN = "工会帮扶资金"

pytestmark = pytest.mark.xdist_group("one road")


async def comes_in(town: Town, yuan: str, reference: str) -> None:
    """The cashier writes down money that came in, the approver finds it in the account."""
    await town.cashier.sends("/funds")
    await town.cashier.presses(t("Money has come in"))
    await town.cashier.presses(OWN)
    await town.cashier.sees(t("How many yuan came in?"))
    await town.cashier.sends(yuan)
    await town.cashier.sees(t("On which day did it come?"))
    day = town.program.clock.now().astimezone(town.program.settings.zone).date()
    await town.cashier.sends(day.isoformat())
    await town.cashier.sees(t("What is the bank's reference?"))
    await town.cashier.sends(reference)
    await town.cashier.presses(t("Not to be named"))
    await town.cashier.presses(t("Everything is right"))
    await town.cashier.sees(t("Written down. It counts once a colleague has found it in the account as well."))
    await town.approver.sees(t("Is it in the account, to the fen?"), reference)


async def at_approval(town: Town) -> None:
    await entered(town)
    await comes_in(town, "5000", "IN-1")
    await town.approver.presses(t("It is in the account"))
    await town.approver.sees(t("Confirmed. It stands under /funds."))
    grant_for(town)
    await visit_grant(town)
    await approves(town.station)
    await town.jump("end_of_notice")
    await town.approver.sees("2026-0002", t("Please approve it, or say why not."))


@pytest.mark.town_at(story=at_approval)
async def test_a_case_waits_for_money_and_goes_on_when_it_comes(town: Town) -> None:
    await town.approver.sees(OWN, "5,000", "2,500")
    await approves(town.approver)
    await town.approver.sees(
        t(
            "Case {number} is approved, but the funds for it hold too little. It waits at place "
            "{place} and goes on by itself when money comes: /funds",
            number="2026-0002",
            place=1,
        )
    )
    await town.lin.sees("排在第1位")
    await town.lin.sends("/cases")
    await town.lin.presses("2026-0002")
    await town.lin.sees("排在第1位")
    await comes_in(town, "3000", "IN-2")
    await town.approver.presses(t("It is not right"))
    await town.approver.sends("The statement says 2,500.")
    await town.cashier.sees("IN-2", t("Reason: {reason}", reason="The statement says 2,500."))
    await comes_in(town, "2500", "IN-3")
    await town.approver.presses(t("It is in the account"))
    await town.lin.sees("2026-0002", "已经给您留出")
    await town.cashier.sees("2026-0002", PLEASE_PAY)
    await pays(town)
    await town.approver.sends("/funds")
    await town.approver.sees(OWN, "已发放7,500")


@pytest.mark.town_at(story=at_approval)
async def test_who_has_nothing_to_do_with_money_sees_no_fund(town: Town) -> None:
    asked = await town.approver.sees("5,000", t("Confirmed. It stands under /funds."))
    for other in (town.point, town.lin):
        await other.sends("/funds")
        await other.sees(t(NotForYou.text))
        await other.sees_nothing_of(OWN)
    for other in (town.lin, town.point, town.cashier):
        await other.press_data("fk:1:y", asked.id)
        assert await other.toast() == t(NotForYou.text)
