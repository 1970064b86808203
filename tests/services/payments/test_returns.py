"""Money that came back: recorded with its reference, looked at by a second officer, paid again as a row of its own."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from sqlmodel import col, select

from domain.payments.buttons import Again
from domain.payments.money import Cause, SameCard
from domain.platform.access import NotForYou
from domain.platform.identifiers import BankCardUnclear
from domain.procedure.refusals import (
    AlreadyPaid,
    MoneyHeld,
    NotThisStep,
    OwnHousehold,
    ReasonNeeded,
    ReferenceNeeded,
    SecondPairOfEyesNeeded,
)
from models.households import HouseholdFile
from models.officers import Appointment
from models.payments import MoneyRow
from models.platform.audit import Audit
from models.procedure import AidCase
from services.cases import own
from services.cases import worker_side as cases
from services.cases.history import history
from services.payments import cards, new_cards, receipts, returns, second
from services.procedure.handover import household_changed, take_from
from tests.data.households import demo
from tests.services.cases.test_waiting import sent
from tests.union import (
    ADMIN,
    ANSWERS,
    APPROVER,
    APPROVER_TOO,
    AUDITOR,
    CASHIER,
    LIN,
    POINT,
    RECORDER,
    STATION,
    STRANGER,
    ZONE,
    World,
)

OLD, NEW = "6222020000000000005", "6222020000000000013"


def paid(world: World, **answers: Any) -> int:
    case_id = world.opens(programme="golden_autumn", amount=750_000, answers={**ANSWERS, **answers})
    world.approved(case_id)
    world.pays(case_id)
    return case_id


def today(world: World) -> date:
    return world.now.astimezone(ZONE).date()


def comes_back(
    world: World, case_id: int, cause: Cause = Cause.OTHER, *, officer: int = CASHIER, ago: int = 0, ref: str = "R-1"
) -> None:
    with world.work() as session:
        day = today(world) - timedelta(days=ago)
        work = world.at_work(session, officer)
        returns.record_return(work, case_id, returned_on=day, reference=ref, cause=cause)


def gives(world: World, case_id: int, card: str = NEW, *, by: int = LIN) -> str:
    with world.work() as session:
        return new_cards.give_card(world.at_work(session, by), case_id, card)


def rows(world: World, case_id: int) -> list[MoneyRow]:
    with world.work() as session:
        return list(session.exec(select(MoneyRow).where(MoneyRow.case_id == case_id).order_by(col(MoneyRow.attempt))))


def states(world: World, case_id: int) -> list[str]:
    return [row.state for row in rows(world, case_id)]


def proposed(world: World, case_id: int) -> int:
    return next(row.id for row in rows(world, case_id) if row.state == "proposed")


def lets(world: World, row_id: int, officer: int = RECORDER) -> None:
    with world.work() as session:
        second.let_pay_again(world.at_work(session, officer), row_id)


def refuses(world: World, row_id: int, found: Again, officer: int = RECORDER, reason: str = "It is not.") -> None:
    with world.work() as session:
        second.refuse_again(world.at_work(session, officer), row_id, found, reason=reason)


def appoints(world: World, person: int, role: str) -> None:
    with world.work() as session:
        session.add(Appointment(person_id=person, role=role, unit_id=1, appointed_by=ADMIN, since=world.now))


def keeps_up(world: World) -> None:
    world.keeps_up("remind of money that came back")


# It came back ---------------------------------------------------------------------------------------------------------


def test_what_came_back_is_paid_again_as_a_row_of_its_own(world: World) -> None:
    case_id = paid(world)
    comes_back(world, case_id)
    assert states(world, case_id) == ["returned", "proposed"]
    assert "is not lost" in world.messages(LIN)[-1]
    assert world.prompted(case_id) == set(), "nobody is asked to pay yet"
    assert world.prompted(case_id, "again") == {RECORDER}
    with pytest.raises(MoneyHeld):
        world.pays(case_id, reference="BANK-8")
    lets(world, proposed(world, case_id))
    assert states(world, case_id) == ["returned", "due"]
    assert world.prompted(case_id, "again") == set()
    assert world.prompted(case_id) == {CASHIER}
    assert "on its way again" in world.messages(LIN)[-1]
    world.pays(case_id, reference="BANK-8")
    first, again = rows(world, case_id)
    assert (first.state, first.cause) == ("returned", "other")
    assert (first.return_reference, first.returned_by) == ("R-1", CASHIER)
    assert (again.state, again.attempt, again.bank_reference, again.released_by) == ("paid", 2, "BANK-8", RECORDER)
    assert (first.card, again.card) == (OLD, OLD)
    with pytest.raises(AlreadyPaid):
        world.pays(case_id, reference="BANK-9")
    with world.work() as session:
        receipts.confirm_receipt(world.at_work(session, LIN), case_id)
    assert world.case(case_id).status == "finished"


def test_it_may_come_back_twice(world: World) -> None:
    case_id = paid(world)
    for attempt in (1, 2):
        comes_back(world, case_id, ref=f"R-{attempt}")
        lets(world, proposed(world, case_id))
        world.pays(case_id, reference=f"BANK-AGAIN-{attempt}")
    assert states(world, case_id) == ["returned", "returned", "paid"]


def test_a_return_needs_the_banks_reference_and_a_day_that_can_be(world: World) -> None:
    case_id = paid(world)
    for ref in ("", "  "):
        with pytest.raises(ReferenceNeeded):
            comes_back(world, case_id, ref=ref)
    for ago in (-1, 1):
        with pytest.raises(returns.ReturnedOnAnotherDay):
            comes_back(world, case_id, ago=ago)
    assert states(world, case_id) == ["paid"]


@pytest.mark.parametrize("officer", [APPROVER, RECORDER, AUDITOR, STATION, POINT, LIN, STRANGER])
def test_only_a_cashier_records_a_return(world: World, officer: int) -> None:
    case_id = paid(world)
    with pytest.raises(NotForYou):
        comes_back(world, case_id, officer=officer)


def test_nothing_comes_back_before_it_was_paid_nor_once_the_worker_has_it(world: World) -> None:
    case_id = world.opens(programme="golden_autumn", amount=750_000)
    world.approved(case_id)
    with pytest.raises(NotThisStep):
        comes_back(world, case_id)
    world.pays(case_id)
    comes_back(world, case_id)
    with pytest.raises(NotThisStep):
        comes_back(world, case_id)


def test_a_missed_payment_that_came_back_is_asked_about_no_more(world: World) -> None:
    case_id = paid(world)
    with world.work() as session:
        receipts.dispute_receipt(world.at_work(session, LIN), case_id)
    comes_back(world, case_id)
    assert world.prompted(case_id, "dispute") == set()


# The second officer ---------------------------------------------------------------------------------------------------


def test_the_second_officer_is_another_cashier_where_there_is_one(world: World) -> None:
    case_id = paid(world)
    appoints(world, STRANGER, "cashier")
    comes_back(world, case_id)
    assert world.prompted(case_id, "again") == {STRANGER}
    lets(world, proposed(world, case_id), STRANGER)
    with pytest.raises(SecondPairOfEyesNeeded):
        world.pays(case_id, officer=STRANGER, reference="BANK-8")
    world.pays(case_id, reference="BANK-8")


@pytest.mark.parametrize(
    ("officer", "refusal"),
    [
        (CASHIER, SecondPairOfEyesNeeded),
        (APPROVER, SecondPairOfEyesNeeded),
        (STATION, NotForYou),
        (AUDITOR, NotForYou),
        (LIN, NotForYou),
        (STRANGER, NotForYou),
    ],
)
def test_who_has_had_a_hand_in_it_or_no_office_does_not_let_it_go(
    world: World, officer: int, refusal: type[Exception]
) -> None:
    case_id = paid(world)
    comes_back(world, case_id)
    row = proposed(world, case_id)
    with pytest.raises(refusal):
        lets(world, row, officer)
    for found in (Again.CARD, Again.PAID):
        with pytest.raises(refusal):
            refuses(world, row, found, officer)
    assert states(world, case_id) == ["returned", "proposed"]


def test_a_recorder_of_the_household_is_no_second_officer(world: World) -> None:
    case_id = paid(world)
    appoints(world, LIN, "recorder")
    comes_back(world, case_id)
    assert world.prompted(case_id, "again") == {RECORDER}
    with pytest.raises(OwnHousehold):
        lets(world, proposed(world, case_id), LIN)


def test_an_approver_who_did_not_approve_it_may_where_there_is_nobody_else(world: World) -> None:
    case_id = paid(world)
    ends_office(world, RECORDER, "recorder")
    comes_back(world, case_id)
    assert world.prompted(case_id, "again") == {APPROVER_TOO}
    lets(world, proposed(world, case_id), APPROVER_TOO)


def test_without_anybody_the_administrators_hear_of_it(world: World) -> None:
    case_id = paid(world)
    for person, role in ((RECORDER, "recorder"), (APPROVER_TOO, "approver")):
        ends_office(world, person, role)
    comes_back(world, case_id)
    assert "nobody may look at it as the second officer" in world.messages(ADMIN)[-1]
    appoints(world, STRANGER, "cashier")
    with world.work() as session:
        receipts.route_disputes_anew(world.at_work(session), "/1/")
    assert world.prompted(case_id, "again") == {STRANGER}


def ends_office(world: World, person: int, role: str) -> None:
    with world.work() as session:
        for held in session.exec(select(Appointment).where(Appointment.person_id == person)):
            held.ended_at = world.now
        session.flush()
        take_from(world.at_work(session, ADMIN), person, role, "/1/")
        receipts.route_disputes_anew(world.at_work(session), "/1/")


def test_a_second_officer_who_leaves_hands_it_on(world: World) -> None:
    case_id = paid(world)
    comes_back(world, case_id)
    ends_office(world, RECORDER, "recorder")
    assert world.prompted(case_id, "again") == {APPROVER_TOO}


def test_two_presses_let_it_go_once(world: World) -> None:
    case_id = paid(world)
    comes_back(world, case_id)
    row = proposed(world, case_id)
    lets(world, row)
    with pytest.raises(NotThisStep):
        lets(world, row)
    assert states(world, case_id) == ["returned", "due"]


def test_a_return_that_was_none_is_undone_and_the_worker_is_asked_again(world: World) -> None:
    case_id = paid(world)
    comes_back(world, case_id)
    with pytest.raises(ReasonNeeded):
        refuses(world, proposed(world, case_id), Again.PAID, reason=" ")
    with pytest.raises(second.CardAsBefore):
        refuses(world, proposed(world, case_id), Again.CARD)
    refuses(world, proposed(world, case_id), Again.PAID)
    assert states(world, case_id) == ["paid", "cancelled"]
    assert world.case(case_id).step == "receipt"
    assert "We were wrong" in world.messages(LIN)[-1]
    assert world.presses(LIN) == [f"ra:{case_id}", f"rm:{case_id}"]


def test_a_case_that_is_taken_back_takes_back_what_was_proposed(world: World) -> None:
    case_id = paid(world)
    comes_back(world, case_id)
    with world.work() as session:
        cases.withdraw(world.at_work(session, LIN), case_id)
    assert states(world, case_id) == ["returned", "cancelled"]
    assert world.prompted(case_id, "again") == set()


# Another card ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("cause", [Cause.CLOSED, Cause.NUMBER, Cause.NAME, Cause.FROZEN])
def test_a_card_that_is_no_good_is_asked_for_and_the_money_goes_to_the_new_one(world: World, cause: Cause) -> None:
    case_id = paid(world)
    comes_back(world, case_id, cause)
    assert states(world, case_id) == ["returned"]
    assert "another card" in world.messages(LIN)[-1]
    assert world.presses(LIN) == [f"gc:{case_id}"]
    assert gives(world, case_id) == "**** 0013"
    assert world.prompted(case_id, "again") == {RECORDER}
    asked = world.messages(RECORDER)[-1]
    for shown in ("**** 0005", "**** 0013", "R-1", f"BANK-{case_id}"):
        assert shown in asked
    assert NEW not in asked
    assert "林" not in asked
    lets(world, proposed(world, case_id))
    world.pays(case_id, reference="BANK-8")
    first, again = rows(world, case_id)
    assert (first.card, again.card) == (OLD, NEW), "the old one stays where the trail can find it"
    assert "**** 0013" in world.messages(LIN)[-1]
    with world.work() as session:
        trail = [one.detail for one in session.exec(select(Audit)) if one.action == "changed the card that is paid to"]
    assert trail == ["**** 0005 → **** 0013"]


def test_a_new_card_counts_only_after_the_second_officer(world: World) -> None:
    case_id = paid(world)
    comes_back(world, case_id, Cause.CLOSED)
    gives(world, case_id)
    with pytest.raises(MoneyHeld):
        world.pays(case_id, reference="BANK-8")
    with world.work() as session:
        assert cards.card_on_file(session, session.get_one(AidCase, case_id)) == (OLD, "林示例")


def test_the_new_card_is_checked_as_in_the_application(world: World) -> None:
    case_id = paid(world)
    comes_back(world, case_id, Cause.CLOSED)
    with pytest.raises(SameCard):
        gives(world, case_id, OLD)
    with pytest.raises(BankCardUnclear):
        gives(world, case_id, "12345")
    assert states(world, case_id) == ["returned"]


def test_an_account_that_was_frozen_may_be_free_again(world: World) -> None:
    case_id = paid(world)
    comes_back(world, case_id, Cause.FROZEN)
    gives(world, case_id, OLD)
    lets(world, proposed(world, case_id))
    assert [row.card for row in rows(world, case_id)] == [OLD, OLD]


@pytest.mark.parametrize("somebody", [STRANGER, CASHIER, RECORDER])
def test_only_the_worker_gives_it_and_only_when_it_is_asked_for(world: World, somebody: int) -> None:
    case_id = paid(world)
    with pytest.raises(new_cards.CardNotAsked):
        gives(world, case_id)
    comes_back(world, case_id, Cause.CLOSED)
    with pytest.raises(NotForYou):
        gives(world, case_id, by=somebody)
    gives(world, case_id)
    lets(world, proposed(world, case_id))
    with pytest.raises(new_cards.CardNotAsked):
        gives(world, case_id, OLD)


def test_a_number_that_was_mistyped_is_replaced_before_anybody_looked(world: World) -> None:
    case_id = paid(world)
    comes_back(world, case_id, Cause.CLOSED)
    gives(world, case_id, "6222020000000000021")
    before = proposed(world, case_id)
    gives(world, case_id)
    assert states(world, case_id) == ["returned", "cancelled", "proposed"]
    with pytest.raises(NotThisStep):
        lets(world, before)
    lets(world, proposed(world, case_id))


def test_a_card_that_is_not_right_is_asked_for_once_more(world: World) -> None:
    case_id = paid(world)
    comes_back(world, case_id, Cause.CLOSED)
    gives(world, case_id)
    refuses(world, proposed(world, case_id), Again.CARD, reason="It is your wife's card.")
    assert states(world, case_id) == ["returned", "cancelled"]
    assert "It is your wife's card." in world.messages(LIN)[-1]
    assert world.presses(LIN) == [f"gc:{case_id}"]
    gives(world, case_id, "6222020000000000039")
    assert states(world, case_id) == ["returned", "cancelled", "proposed"]


def test_the_card_of_the_file_follows_and_so_does_what_is_due_already(world: World) -> None:
    with world.work() as session:
        file = HouseholdFile(number="HF-1", national_number="N-1", head_id=LIN, unit_id=4, household_class="deep",
                             data=dict(ANSWERS), opened_at=world.now)  # fmt: skip
        session.add(file)
        session.flush()
        file_id = file.id
    both = [
        world.opens(programme="golden_autumn", amount=1, household_id=file_id, answers={"payee": "worker"})
        for _ in range(2)
    ]
    for case_id in both:
        world.reviewed(case_id)
    world.now = world.now.replace(day=28, hour=0, minute=1)
    world.keeps_up("end public notices")
    for case_id in both:
        world.decides(APPROVER, case_id)
    first, other = both
    world.pays(first)
    comes_back(world, first, Cause.CLOSED)
    gives(world, first)
    lets(world, proposed(world, first))
    with world.work() as session:
        assert session.get_one(HouseholdFile, file_id).data["bank_card"] == NEW
    assert [row.card for row in rows(world, other)] == [NEW]


def test_a_students_card_is_that_of_the_case(world: World) -> None:
    case_id = paid(world, payee="student", student_card=OLD, student_name="林小例")
    comes_back(world, case_id, Cause.NAME)
    gives(world, case_id)
    lets(world, proposed(world, case_id))
    answers = world.case(case_id).answers
    assert (answers["student_card"], answers["bank_card"]) == (NEW, ANSWERS["bank_card"])
    assert [row.payee for row in rows(world, case_id)] == ["林小例", "林小例"]


# What people see, and reminders ---------------------------------------------------------------------------------------


def test_the_worker_sees_where_the_money_is(world: World) -> None:
    case_id = paid(world)
    assert seen(world, case_id).came_back is None
    comes_back(world, case_id, Cause.CLOSED)
    back = seen(world, case_id).came_back
    assert back is not None
    assert back.wants_card
    assert seen(world, case_id).paid is None
    gives(world, case_id)
    back = seen(world, case_id).came_back
    assert back is not None
    assert not back.wants_card
    lets(world, proposed(world, case_id))
    assert seen(world, case_id).came_back is None


def seen(world: World, case_id: int) -> own.CaseView:
    with world.work() as session:
        return own.own_case(world.at_work(session, LIN), case_id)


def test_the_history_tells_all_of_it(world: World) -> None:
    case_id = paid(world)
    comes_back(world, case_id, Cause.CLOSED)
    gives(world, case_id)
    world.passes(minutes=1)
    lets(world, proposed(world, case_id))
    world.passes(minutes=1)
    world.pays(case_id, reference="BANK-8")
    with world.work() as session:
        lines = [line.said for line in history(session, session.get_one(AidCase, case_id), demo())]
    sources = [line.source for line in lines]
    came = next(line for line in lines if line.source.startswith("The money came back"))
    assert came.args["reference"] == "R-1"
    assert any(line.args.get("card") == "**** 0013" for line in lines)
    assert sum("paid to the bank card" in source for source in sources) == 2


def test_the_worker_is_reminded_of_the_card_and_then_visited(world: World) -> None:
    case_id = paid(world)
    comes_back(world, case_id, Cause.CLOSED)
    before = len(world.messages(LIN))
    for days, reminders in ((5, 0), (1, 1), (1, 1), (3, 2), (5, 2)):
        world.passes(days=days)
        keeps_up(world)
        assert len(world.messages(LIN)) - before == reminders
    assert world.presses(LIN) == [f"gc:{case_id}"]
    visit = "Please visit the worker"
    assert not any(visit in text for text in world.messages(POINT))
    sent(world)
    world.passes(days=1)
    for _ in range(2):
        keeps_up(world)
    assert sum(visit in text for text in world.messages(POINT)) == 1
    world.passes(days=5)
    keeps_up(world)
    assert len(world.messages(LIN)) - before == 3, "the days begin anew"
    gives(world, case_id)
    world.passes(days=30)
    keeps_up(world)
    assert len(world.messages(LIN)) - before == 3


def test_a_card_that_is_refused_lets_the_days_begin_anew(world: World) -> None:
    case_id = paid(world)
    comes_back(world, case_id, Cause.CLOSED)
    gives(world, case_id)
    world.passes(days=20)
    refuses(world, proposed(world, case_id), Again.CARD)
    keeps_up(world)
    before = len(world.messages(LIN))
    world.passes(days=7)
    keeps_up(world)
    assert len(world.messages(LIN)) == before + 1


def test_the_second_officer_is_reminded_as_of_all_that_is_asked(world: World) -> None:
    case_id = paid(world)
    comes_back(world, case_id)
    for days, reminders in ((1, 0), (1, 1), (4, 2)):
        world.passes(days=days)
        for _ in range(2):
            world.keeps_up("call on officers who are waited for")
        assert sum("still waits for you" in text for text in world.messages(RECORDER)) == reminders
    lets(world, proposed(world, case_id))
    world.passes(days=30)
    world.keeps_up("call on officers who are waited for")
    assert sum("still waits for you" in text and "money came back" in text for text in world.messages(RECORDER)) == 2


def test_what_was_paid_before_rows_kept_cards_comes_back_to_the_one_on_file(world: World) -> None:
    case_id = paid(world)
    with world.work() as session:
        row = session.exec(select(MoneyRow)).one()
        row.card = row.payee = None
    comes_back(world, case_id)
    assert [row.card for row in rows(world, case_id)] == [OLD, OLD]


def test_officers_put_the_card_on_file_that_money_waits_for(world: World) -> None:
    """The household's change is proposed with proof and confirmed; the second officer of the money looks at it, too."""
    hardship = world.opens()
    world.approved(hardship)
    world.enters(hardship)
    file_id = world.case(hardship).household_id
    case_id = world.opens(programme="golden_autumn", amount=750_000, household_id=file_id)
    world.reviewed(case_id)
    world.passes(days=9)
    world.keeps_up("end public notices")
    world.decides(APPROVER, case_id)
    world.pays(case_id)
    comes_back(world, case_id, Cause.CLOSED)
    with world.work() as session:
        file = session.get_one(HouseholdFile, file_id)
        file.data = {**file.data, "bank_card": NEW}
        session.flush()
        household_changed(world.at_work(session, STATION), household_id=file_id)
    assert states(world, case_id) == ["returned", "proposed"]
    assert rows(world, case_id)[-1].card == NEW
    assert world.prompted(case_id, "again") == {RECORDER}
    lets(world, proposed(world, case_id))
    world.pays(case_id, reference="BANK-8")
    assert [row.card for row in rows(world, case_id)] == [OLD, NEW]
