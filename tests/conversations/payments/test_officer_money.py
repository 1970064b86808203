"""From approval to the money in the worker's hand, over HTTP: the recorder, the cashier and the worker."""

from __future__ import annotations

import pytest

from bot.demo import embedded
from domain.platform.access import NotForYou
from domain.procedure.state import Status
from models.households import HouseholdFile
from models.payments import MoneyRow
from services.cases import worker_side as cases
from services.platform.work import Work
from tests.conversations.notices.test_officer_notices import noticed
from tests.conversations.procedure.test_officer_road import approves
from tests.town import Town
from tests.words import t

MISSING = t("The worker says that the money did not come. Please ask the bank; the worker is waiting.")
PLEASE_PAY = t("Please pay it to the bank card and send me the date and the bank's reference.")

pytestmark = pytest.mark.xdist_group("one road")  # so that what they begin with is played once


async def entered(town: Town) -> None:
    """A hardship report all the way to its file."""
    await noticed(town)
    await town.jump("end_of_notice")
    await approves(town.approver)
    await town.recorder.presses(t("Enter number"))
    await town.recorder.sees(t("Which number did the national system give?"))
    await town.recorder.sends("QG-2026-77")
    await town.lin.sees("HF-2026-0001")


def grant_for(town: Town) -> int:
    """A study grant of the household, handed in."""
    program = town.program
    with program.database.work() as session:
        case = cases.open_case(
            Work(session, program.house(), program.clock.now(), embedded.LIN),
            programme="golden_autumn",
            policy=program.policies.current,
            answers={"stage": "higher", "new_student": True, "school": "示例大学", "payee": "worker"},
            household_class="deep",
            amount=750_000,
            members=(),
            household_id=session.get_one(HouseholdFile, 1).id,
            subject_print=None,
            period="2026",
        )
        return case.id


async def to_be_paid(town: Town) -> None:
    await entered(town)
    grant_for(town)
    await town.station.sees("2026-0002", t("Please review it."))
    await visit_grant(town)
    await approves(town.station)
    await town.jump("end_of_notice")
    await town.approver.sees("2026-0002", t("Please approve it, or say why not."))
    await approves(town.approver)
    await town.cashier.sees("2026-0002", "7,500", PLEASE_PAY)


async def paid(town: Town) -> None:
    await to_be_paid(town)
    await pays(town)


async def visit_grant(town: Town, number: str = "2026-0002") -> None:
    await town.point.sees(number)
    await town.point.presses(t("Record visit"))
    day = town.program.clock.now().astimezone(town.program.settings.zone).date()
    await town.point.sends(day.isoformat())
    await town.point.sees(t("Who went with you?"))
    await town.point.presses("吴审核")
    await town.point.sends("All as reported.")
    await town.point.presses(t("No photo"))
    await town.point.sees(t("The visit is recorded. It counts once your colleague has confirmed it."))
    await town.station.presses(t("I was there"))
    assert await town.station.toast() == t("Thank you, the visit counts now.")


async def pays(town: Town) -> None:
    await town.cashier.presses(t("Mark paid"))
    await town.cashier.sees(t("On which day did the bank pay?"))
    day = town.program.clock.now().astimezone(town.program.settings.zone).date()
    await town.cashier.sends(day.isoformat())
    await town.cashier.sees(t("What is the bank's reference?"))
    await town.cashier.sends("BANK-2026-1")
    await town.cashier.presses(t("Everything is right"))
    await town.cashier.sees(t("Thank you, the payment is recorded. The worker is asked whether it came."))


@pytest.mark.town_at(story=paid)
async def test_the_worker_has_the_money(town: Town) -> None:
    shown = await town.lin.sees("2026-0002", "**** ")
    await town.lin.presses(t("It arrived"))
    await town.lin.sees(t("Good to hear! Case {number} is finished.", number="2026-0002"))
    await town.lin.press_data(shown.data_of(t("It did not come")) or "", shown.id)
    assert await town.lin.toast()
    await town.cashier.sees_nothing_of(MISSING)


@pytest.mark.town_at(story=paid)
async def test_the_money_did_not_come(town: Town) -> None:
    await town.lin.sees("2026-0002", "**** ")
    await town.lin.presses(t("It did not come"))
    asked = await town.cashier.sees(MISSING)
    assert "林" not in asked.text
    await town.lin.presses(t("It arrived"))
    await town.cashier.sees("2026-0002", t("The worker has the money. The case is finished."))


@pytest.mark.town_at(story=to_be_paid)
async def test_the_cashier_reads_the_card_which_is_gone_again_soon(town: Town) -> None:
    await town.cashier.presses(t("Show card number"))
    message = await town.cashier.sees(t("<b>Card for case {number}</b>", number="2026-0002"))
    assert "*" not in message.text
    assert "林" in message.text
    await pays(town)  # what is deleted later holds up nothing
    assert message.id in {one.id for one in town.cashier.messages}
    await town.jump("next_day")
    gone = await town.cashier.until(lambda: message.id not in {one.id for one in town.cashier.messages} or None, 10)
    assert gone


@pytest.mark.town_at(story=noticed)
async def test_the_recorder_reads_the_data_for_entry(town: Town) -> None:
    await town.jump("end_of_notice")
    await approves(town.approver)
    await town.recorder.presses(t("Data for entry"))
    message = await town.recorder.sees(t("<b>Data for entry, case {number}</b>", number="2026-0001"))
    assert "林" in message.text
    await town.recorder.presses(t("Enter number"))
    await town.recorder.sees(t("Entry of case {number}", number="2026-0001"))


@pytest.mark.town_at(story=paid)
async def test_money_that_did_not_come_is_asked_for_at_the_bank(town: Town) -> None:
    await town.lin.presses(t("It did not come"))
    await town.cashier.sees(MISSING)
    await town.cashier.presses(t("Answer the worker"))
    await town.cashier.sees(t("What did you find out? The worker reads it as you write it."))
    await town.cashier.sends("The bank looks for it.")
    await town.lin.sees("The bank looks for it.")


@pytest.mark.town_at(story=to_be_paid)
async def test_a_number_that_is_on_record_is_asked_about(town: Town) -> None:
    with town.program.database.work() as session:
        other = MoneyRow(case_id=1, fen=1, state="paid", made_at=town.program.clock.now(), reference_key="BANK-2026-1")
        session.add(other)
    await town.cashier.presses(t("Mark paid"))
    await town.cashier.sees(t("On which day did the bank pay?"))
    await town.cashier.sends(town.program.clock.now().astimezone(town.program.settings.zone).date().isoformat())
    await town.cashier.sees(t("What is the bank's reference?"))
    await town.cashier.sends("BANK-2026-1")
    await town.cashier.presses(t("Everything is right"))
    await town.cashier.sees("BANK-2026-1", "2026-0001", "2026-0002")
    await town.lin.sees_nothing_of("**** ")
    await town.cashier.presses(t("No"))
    await town.cashier.sees(t("What is the bank's reference?"))
    await town.cashier.sends("bank-2026-1")
    await town.cashier.presses(t("Everything is right"))
    await town.cashier.sees("bank-2026-1", "2026-0001")
    await town.cashier.presses(t("Yes"))
    await town.cashier.sees(t("Thank you, the payment is recorded. The worker is asked whether it came."))
    await town.lin.sees("2026-0002", "**** ")


@pytest.mark.parametrize("officer", ["station", "approver", "recorder", "point"])
@pytest.mark.town_at(story=entered)
async def test_nobody_else_pays(town: Town, officer: str) -> None:
    case_id = grant_for(town)
    player = getattr(town, officer)
    await player.sends("/pending")
    await player.sees("")
    await player.press_data(f"mp:{case_id}:1", player.last.id)
    assert await player.toast() == t(NotForYou.text)


@pytest.mark.town_at(story=paid)
async def test_a_worker_who_says_nothing_is_called_and_what_they_say_is_written_down(town: Town) -> None:
    await town.days_pass(16)
    until = town.case(2).waits_until
    assert until is not None
    await town.lin.sees(
        t("Has the money of case {number} come? Please look at your bank account and tell us by {day}.",
          number="2026-0002", day=until),
        t("It arrived"),
    )  # fmt: skip
    await town.point.sends("/pending")
    await town.point.presses("2026-0002")
    await town.point.toast()
    await town.point.sees(t("If nobody says anything, the case is closed as paid after {day}.", day=until))
    await town.point.presses(t("It has come"))
    assert await town.point.toast() == t("It was written down that the money has come.")
    told = t("You told an officer that the money of case {number} has come. The case is finished.", number="2026-0002")
    await town.lin.sees(told)
    await town.lin.presses(t("It did not come"))
    await town.cashier.sees(MISSING)


@pytest.mark.town_at(story=paid)
async def test_a_case_closed_without_a_word_can_be_spoken_about_any_time(town: Town) -> None:
    for days in (16, 25):
        await town.days_pass(days)
    assert town.case(2).status == Status.FINISHED
    await town.lin.sends("/cases")
    await town.lin.presses("2026-0002")
    await town.lin.sees(t("You have not told us yet whether it came; you can do so here at any time."))
    await town.lin.presses(t("It has not come"))
    await town.lin.sees(t("You told us that it did not come; the cashier is looking for it."))
    await town.cashier.sees(MISSING)
