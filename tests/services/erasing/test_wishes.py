"""Whoever wishes to be erased and has to wait reads what for, without a word about others, and when it is done."""

from __future__ import annotations

from sqlmodel import select

from domain.erasing.refusals import HouseholdWaits, MoneyUnderWay
from domain.platform.messages import Message
from domain.platform.text import pack, say
from models.officers import Appointment
from models.people import Erasure
from models.platform.outbox import Outbox
from services import erasing
from services.payments import receipts
from services.platform import outbox
from tests.services.aid.test_once import file_of
from tests.union import ADMIN, ANSWERS, LIN, STATION, STRANGER, World, told

MORNING = "keep up with who wishes to be erased"


def asks(world: World) -> None:
    with world.work() as session:
        assert not erasing.ask(world.at_work(session, LIN))


def heard(world: World) -> list[str]:
    return [text for text in world.messages(LIN) if "wish to be erased" in text]


def asked(world: World) -> list[str]:
    return [text for text in world.messages(ADMIN) if "wishes to be erased" in text]


def mornings_pass(world: World, days: int = 3) -> None:
    for _ in range(days):
        world.passes(days=1)
        world.keeps_up(MORNING)


def page(world: World) -> str:
    with world.work() as session:
        wish = erasing.wish(world.at_work(session, LIN))
        assert wish is not None
        return told(pack(wish))


def test_money_under_way_is_told_and_that_it_is_done(world: World) -> None:
    case_id = world.opens(LIN, "golden_autumn", 600_000)
    world.approved(case_id)
    world.pays(case_id)
    asks(world)
    mornings_pass(world)
    number = world.case(case_id).number
    (waits,) = heard(world)
    assert f"the money of case {number} is still under way" in waits
    assert waits in page(world)
    (told_once,) = asked(world)
    assert MoneyUnderWay.text.format(number=number) in told_once
    assert "python -m bot" not in told_once, "there is nothing to run yet"
    with world.work() as session:
        receipts.confirm_receipt(world.at_work(session, LIN), case_id)
    mornings_pass(world, days=2)
    assert ["python -m bot erase" in one for one in asked(world)] == [False, True, True], "now they can, each morning"
    assert "has to wait" not in page(world)
    with world.work() as session:
        erasing.erase(world.at_work(session), LIN)
    assert "What was kept of you is erased, as you wished." in world.messages(LIN)[-1]


def test_somebody_elses_case_is_told_without_a_word_of_it(world: World) -> None:
    file_id = file_of(world)
    case_id = world.opens(STRANGER, "golden_autumn", 600_000, household_id=file_id)
    asks(world)
    mornings_pass(world)
    (waits,) = heard(world)
    assert waits == HouseholdWaits.to_worker
    assert waits in page(world)
    number = world.case(case_id).number
    assert number not in page(world)
    assert [number in one for one in asked(world)] == [True]
    world.decides(STATION, case_id, "refuse")
    mornings_pass(world, days=1)
    assert "python -m bot erase" in asked(world)[-1]
    assert len(heard(world)) == 1


def test_whoever_got_an_office_meanwhile_waits_and_administrators_hear_it_each_morning(world: World) -> None:
    file_of(world)
    asks(world)
    with world.work() as session:
        session.add(Appointment(person_id=LIN, role="auditor", unit_id=1, appointed_by=ADMIN, since=world.now))
    mornings_pass(world, days=2)
    assert ["holds an office" in one for one in asked(world)] == [False, True, True]
    assert ["you hold an office" in one for one in heard(world)] == [True]
    with world.work() as session:
        assert session.exec(select(Erasure.state)).all() == ["asked"]


def test_what_stays_with_others_is_said_alike_to_everybody(world: World) -> None:
    """Else registering with somebody's number would tell whether a household names them."""
    file_of(world)
    with world.work() as session:
        said = erasing.erase(world.at_work(session), LIN).stays
        assert "Whether one has, I may not tell." in told(pack(said))


def test_what_waits_for_others_goes_out_without_what_was_written(world: World) -> None:
    """Words are found however they are packed, and what quotes them is retold without them."""
    words = 'My "cousin"\nis ill'
    world.opens(LIN, answers={**ANSWERS, "cause_note": words})
    with world.work() as session:
        work = world.at_work(session)
        for said in (say("Case {number}: {words}", number="2026-0001", words=words), say("{words}", words=words)):
            outbox.put(work, STATION, Message(said))
    with world.work() as session:
        erasing.erase(world.at_work(session), LIN)
    with world.work() as session:
        left = session.exec(select(Outbox).where(Outbox.chat_id == STATION)).all()
        assert not [row for row in left if "cousin" in str(row.body)]
    assert "Case 2026-0001: …" in "\n".join(world.messages(STATION))


def test_a_wish_stands_before_the_administrators_until_it_is_taken_back(world: World) -> None:
    def waits(who: int) -> tuple[int, list[str]]:
        with world.work() as session:
            work = world.at_work(session, who)
            found = erasing.wishes_before(work)
            return found.count, [told(pack(one)) for one in found.said()]

    world.approved(world.opens(LIN))
    asks(world)
    count, (said,) = waits(ADMIN)
    assert count == 1
    assert "known by 2026-0001, wishes to be erased, since 28 July 2026" in said
    assert waits(STATION) == (0, []), "it is nothing for officers"
    with world.work() as session:
        erasing.take_back(world.at_work(session, LIN))
    assert waits(ADMIN) == (0, [])
