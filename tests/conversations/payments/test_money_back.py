"""Money that came back, over HTTP: another card, a second officer, another payment, and the worker has it."""

from __future__ import annotations

import pytest
from sqlmodel import select

from domain.payments.money import Cause
from models.payments import MoneyRow
from tests.conversations.payments.test_officer_money import MISSING, PLEASE_PAY, paid
from tests.town import Town
from tests.words import t

ANOTHER = t("Give another card")
CARD = "6222020000000000018"

pytestmark = pytest.mark.xdist_group("one road")  # so that what they begin with is played once


def today(town: Town) -> str:
    return town.program.clock.now().astimezone(town.program.settings.zone).date().isoformat()


def full_card(town: Town) -> str:
    """Return the card that the money was paid to."""
    with town.program.database.work() as session:
        return str(session.exec(select(MoneyRow).where(MoneyRow.attempt == 1)).one().card)


async def came_back(town: Town, cause: Cause) -> None:
    """The worker misses the money, and the cashier finds that the bank sent it back."""
    await town.lin.presses(t("It did not come"))
    await town.cashier.sees(MISSING)
    await town.cashier.presses(t("The money came back"))
    await town.cashier.sees(t("On which day did the bank send it back?"))
    await town.cashier.sends(today(town))
    await town.cashier.sees(t("What is the bank's reference of the return?"))
    await town.cashier.sends("RETURN-2026-1")
    await town.cashier.sees(t("Why did the bank send it back?"))
    await town.cashier.presses(t(cause.label.source))
    await town.cashier.presses(t("Everything is right"))


async def closed(town: Town) -> None:
    await paid(town)
    await came_back(town, Cause.CLOSED)
    await town.cashier.sees(t("Thank you. The worker is asked for another card; then a second colleague looks at it."))


async def given(town: Town) -> None:
    await closed(town)
    await town.lin.sees("2026-0002", t("the account is closed"))
    await town.lin.presses(ANOTHER)
    await town.lin.sees("2026-0002", "林")
    await town.lin.sends(CARD)
    await town.lin.sees("**** 0018")
    await town.lin.presses(t("Everything is right"))
    await town.lin.sees(
        t("Thank you. A colleague looks at the card {card}; then the money is paid to it, and you are told.",
          card="**** 0018")
    )  # fmt: skip


async def pays_again(town: Town, reference: str) -> None:
    await town.cashier.presses(t("Mark paid"))
    await town.cashier.sees(t("On which day did the bank pay?"))
    await town.cashier.sends(today(town))
    await town.cashier.sees(t("What is the bank's reference?"))
    await town.cashier.sends(reference)
    await town.cashier.presses(t("Everything is right"))
    await town.cashier.sees(t("Thank you, the payment is recorded. The worker is asked whether it came."))


@pytest.mark.town_at(story=given)
async def test_the_money_goes_to_another_card_and_arrives(town: Town) -> None:
    asked = await town.recorder.sees("2026-0002", "RETURN-2026-1", "BANK-2026-1", "**** 0018")
    assert CARD not in asked.text
    assert "林" not in asked.text
    await town.recorder.presses(t("Yes, pay it again"))
    assert await town.recorder.toast() == t("Thank you. The cashier pays it again.")
    await town.cashier.sees("2026-0002", PLEASE_PAY)
    await town.cashier.presses(t("Show card number"))
    await town.cashier.sees(CARD)
    await pays_again(town, "BANK-2026-2")
    await town.lin.sees("2026-0002", "**** 0018")
    await town.lin.presses(t("It arrived"))
    await town.lin.sees(t("Good to hear! Case {number} is finished.", number="2026-0002"))


@pytest.mark.town_at(story=closed)
async def test_the_card_that_the_money_came_back_from_is_not_taken(town: Town) -> None:
    await town.lin.sends("/cases")
    await town.lin.presses("2026-0002")
    await town.lin.sees(t("the account is closed"))
    await town.lin.presses(ANOTHER)
    await town.lin.sees("2026-0002", "林")
    await town.lin.sends(full_card(town))
    await town.lin.sees(t("That is the card from which the money came back. Please give another one."))


@pytest.mark.town_at(story=given)
async def test_a_card_that_is_not_right_is_asked_for_once_more(town: Town) -> None:
    await town.recorder.sees("2026-0002", "**** 0018")
    await town.recorder.presses(t("The card is not right"))
    await town.recorder.sees(t("What is not right? A sentence or two."))
    await town.recorder.sends("The name on it is another one.")
    await town.recorder.sees(t("Thank you, it is written down. The worker is told."))
    await town.lin.sees("The name on it is another one.")
    await town.lin.presses(ANOTHER)


@pytest.mark.town_at(story=paid)
async def test_for_another_cause_it_goes_to_the_same_card(town: Town) -> None:
    await came_back(town, Cause.OTHER)
    await town.cashier.sees(t("Thank you. A second colleague looks at it; then it can be paid again."))
    await town.recorder.sees("2026-0002", t("Please check the return with the bank. Shall it be paid again?"))
    await town.recorder.presses(t("Yes, pay it again"))
    await town.cashier.sees("2026-0002", PLEASE_PAY)
    await pays_again(town, "BANK-2026-2")
    await town.lin.sees("2026-0002", "**** ")


@pytest.mark.town_at(story=paid)
async def test_a_return_that_nobody_missed_is_recorded_at_the_case(town: Town) -> None:
    await town.cashier.sends("/case 2026-0002")
    await town.cashier.sees("2026-0002")
    await town.cashier.presses(t("The money came back"))
    await town.cashier.sees(t("On which day did the bank send it back?"))


@pytest.mark.parametrize("officer", ["station", "approver", "cashier", "point", "lin"])
@pytest.mark.town_at(story=given)
async def test_nobody_else_lets_it_be_paid_again(town: Town, officer: str) -> None:
    player = getattr(town, officer)
    await player.sends("/menu")
    await player.sees("")
    await player.press_data("dg:2:p", player.last.id)
    assert await player.toast()
    await town.cashier.sends("/pending")
    await town.cashier.sees(t("Nothing waits for you."))
