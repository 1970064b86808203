"""Warmth money over HTTP: settled at a visit, approved by the list with one press, paid, and the person has it."""

from __future__ import annotations

from datetime import date, datetime

import pytest

from bot.demo import embedded
from domain.platform.calendar import BEIJING
from domain.tasks.checklist import Given
from models.people import Person
from services.people import actor_of
from services.platform.work import Work
from services.tasks import tick
from tests.conversations.payments.test_officer_money import PLEASE_PAY
from tests.conversations.tasks.test_officer_tasks import AGREED, item, opens, taps
from tests.data.households import households
from tests.season_tasks import add_campaign, add_household
from tests.town import Town
from tests.words import t
from tests.workers import registers

NOW = datetime(2026, 7, 20, 9, tzinfo=BEIJING)
CARD, OTHER_CARD = "6222020000000000018", "6222020000000000026"
AIDED = t("The same need is already aided elsewhere. You can apply again in the next period.")
MONEY = item("winter_warmth", "money")


async def settled(town: Town) -> None:
    """The case officer settles money at two households; the head of the first is Lin."""
    await registers(town.lin, "DEMO-H01")
    with town.program.database.work() as session:
        session.add(Person(id=5001, locale="zh_Hans", first_seen_at=NOW, name="赵一户", unit_id=4, **AGREED))
        session.flush()
        ids = [
            add_household(session, NOW, head=head, officer=embedded.POINT, number=number, bank_card=card, household=of)
            for number, head, card, of in ((1, embedded.LIN, CARD, "DEMO-H01"), (2, 5001, OTHER_CARD, "DEMO-H02"))
        ]
        closes = date(2027, 2, 20)
        _, second = add_campaign(session, town.program.house(), "winter_warmth", ids, NOW, closes=closes)
    await opens(town.point, "winter_warmth", households()["DEMO-H01"]["members"][0]["name"])
    await taps(town.point, MONEY)
    await taps(town.point, t("✅ Done"))
    await town.point.sees(t("How much money is given, in yuan?"), "3,000")
    await town.point.sends("500")
    await town.point.sees(f"✅ {MONEY}", "500")
    with town.program.database.work() as session:
        work = Work(session, town.program.house(), town.program.clock.now())
        officer = actor_of(session, embedded.POINT, admin_ids=frozenset())
        tick(work.by(officer), second, "money", Given(amount=30_000))


@pytest.mark.town_at(story=settled)
async def test_one_press_approves_the_list_and_the_money_arrives(town: Town) -> None:
    await town.lin.sees("500", "2026-0001", "**** 0018")
    await town.approver.sees(t("<b>Money settled at visits</b>"), "2026-0001", "2026-0002", "800")
    await town.approver.presses("批准这2件")
    await town.approver.sees("800")
    await town.cashier.sees(t("<b>To be paid: settled at visits and for events</b>"), "2026-0001", "2026-0002", "800")
    await town.lin.sees("2026-0001", t("It was approved. The cashier now pays it to the bank card."))
    await town.cashier.presses("2026-0001")
    await town.cashier.sees("2026-0001", "500", PLEASE_PAY)
    await town.cashier.presses(t("Mark paid"))
    await town.cashier.sees(t("On which day did the bank pay?"))
    await town.cashier.sends(town.program.clock.now().astimezone(town.program.settings.zone).date().isoformat())
    await town.cashier.sees(t("What is the bank's reference?"))
    await town.cashier.sends("BANK-W-1")
    await town.cashier.presses(t("Everything is right"))
    await town.cashier.sees(t("Thank you, the payment is recorded. The worker is asked whether it came."))
    await town.cashier.sends("/pending")
    await town.cashier.presses(t("Pay what officers settled"))
    await town.cashier.sees(t("<b>To be paid: settled at visits and for events</b>"), "2026-0002", "300")
    await town.lin.sees("2026-0001", "**** 0018")
    await town.lin.presses(t("It arrived"))
    await town.lin.sees(t("Good to hear! Case {number} is finished.", number="2026-0001"))


@pytest.mark.town_at(story=settled)
async def test_one_of_them_is_refused_by_itself_and_the_officer_settles_it_anew(town: Town) -> None:
    await town.approver.sends("/pending")
    await town.approver.presses("2026-0001")
    await town.approver.sees("2026-0001", "500")
    await town.approver.presses(t("Refuse"))
    await town.approver.presses(t("Already aided elsewhere"))
    await town.approver.sees(t("Refused. The worker is told why."))
    await town.point.sees("2026-0001", AIDED)
    await town.lin.sees("2026-0001", AIDED)
    await town.approver.sends("/pending")
    await town.approver.presses(t("Approve by the list"))
    await town.approver.sees("2026-0002", "300")
    await town.approver.presses("批准这1件")
    await town.cashier.sees("2026-0002")


@pytest.mark.parametrize("officer", ["station", "recorder", "cashier"])
@pytest.mark.town_at(story=settled)
async def test_nobody_else_approves_the_list(town: Town, officer: str) -> None:
    player = getattr(town, officer)
    await player.sends("/pending")
    await player.sees(t("Nothing waits for you."))
    await player.press_data("al:1:2:80000", player.last.id)
    await player.sees(t("Nothing waits for you."))
    await town.approver.sends("/pending")
    await town.approver.presses(t("Approve by the list"))
    await town.approver.sees("2026-0001", "2026-0002", "800")
