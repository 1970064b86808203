"""Acting for somebody: by what right, four eyes, letters that wait, and nothing of it for who has no right."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from sqlmodel import Session, select

from domain.behalf.acting import CONSENT, BehalfOver, EnteredByAnother, HasAccount, UnitNotYours
from domain.forms import FileRef
from domain.platform.access import Action, NotForYou
from domain.platform.identifiers import check_character
from domain.platform.messages import Message
from domain.platform.text import lines
from domain.procedure.refusals import EnteredByYou
from models.officers import Appointment
from models.people import Behalf, Person
from models.platform.audit import Audit
from models.platform.outbox import LETTER, Outbox
from models.procedure import Paper
from services import behalf, cases, erasing, exports
from services.platform import outbox
from services.platform.work import Work
from tests.union import ANSWERS, APPROVER, LIN, OTHER_STATION, POINT, RECORDER, STATION, STATION_TOO, World

DIGITS = "99010119450501123"
OLD = DIGITS + check_character(DIGITS)
FILES = [FileRef("consent", "u1", mime="image/jpeg").to_json()]


def given(**changes: Any) -> dict[str, Any]:
    return {CONSENT: FILES, "name": "刘示例", "resident_id": OLD, "unit": {"id": 4, "label": "Unit 4"}} | changes


def enters(world: World, officer: int, **changes: Any) -> int:
    with world.work() as session:
        return behalf.enter_for(world.at_work(session, officer), given(**changes))


@contextmanager
def acting(world: World, officer: int, behalf_id: int) -> Iterator[Work]:
    with world.work() as session:
        work = world.at_work(session, officer)
        yield behalf.on_behalf(work, behalf.acting(work, behalf_id))


def reports(world: World, officer: int, behalf_id: int) -> int:
    with acting(world, officer, behalf_id) as work:
        return cases.open_case(
            work, programme="hardship_file", policy=world.house.policies.current, amount=0, answers=dict(ANSWERS),
            household_class="deep", members=(), household_id=None, subject_print=None, period="2026",
        ).id  # fmt: skip


def waiting(session: Session) -> list[Outbox]:
    return list(session.exec(select(Outbox).where(Outbox.state == LETTER)).all())


def test_who_enters_is_asked_for_nothing_of_it_but_may_visit(world: World) -> None:
    case_id = reports(world, STATION, enters(world, STATION))
    case = world.case(case_id)
    assert (case.entered_by, case.unit_id) == (STATION, 4)
    assert world.prompted(case_id) == {STATION_TOO}
    with pytest.raises(EnteredByYou):
        world.decides(STATION, case_id)
    world.visits(POINT, STATION, case_id)
    world.decides(STATION_TOO, case_id)
    assert world.case(case_id).step != "review"


def test_what_is_said_to_them_waits_as_letters_until_it_was_brought(world: World) -> None:
    right = enters(world, POINT)
    case_id = reports(world, POINT, right)
    world.visits(POINT, STATION, case_id)
    world.decides(STATION_TOO, case_id, "return", reason="The card is missing.")
    worker = world.case(case_id).applicant_id
    with world.work() as session:
        assert {row.chat_id for row in waiting(session)} == {worker}
    with world.work() as session:
        exports.print_letters(world.at_work(session, POINT), right)
    assert any("to print and to bring" in one for one in world.messages(POINT))
    with world.work() as session:
        assert waiting(session), "they wait until they were brought"
        exports.letters_brought(world.at_work(session, POINT), right)
    with world.work() as session:
        assert not waiting(session)


def test_what_is_said_twice_under_one_key_is_one_letter(world: World) -> None:
    right = enters(world, POINT)
    for _ in range(2):
        with world.work() as session:
            person = session.get_one(Behalf, right).person_id
            outbox.put(world.at_work(session), person, Message(lines("once")), key="once")
    with world.work() as session:
        assert len(waiting(session)) == 1


def test_the_trail_names_whose_hand_it_was(world: World) -> None:
    case_id = reports(world, POINT, enters(world, POINT))
    worker = world.case(case_id).applicant_id
    with world.work() as session:
        row = session.exec(select(Audit).where(Audit.subject == f"case:{case_id}", Audit.action == "opened")).one()
        assert (row.person_id, row.detail) == (POINT, f"for:{worker}")


@pytest.mark.parametrize(("officer", "changes", "refusal"), [
    (OTHER_STATION, {}, UnitNotYours),
    (LIN, {}, UnitNotYours),
    (RECORDER, {}, UnitNotYours),
    (POINT, {"resident_id": "990101197001010000"}, HasAccount),
])  # fmt: skip
def test_who_may_not_enter(world: World, officer: int, changes: dict[str, Any], refusal: type[Exception]) -> None:
    with pytest.raises(refusal):
        enters(world, officer, **changes)


def test_one_officer_enters_for_one_person_and_another_once_they_left(world: World) -> None:
    right = enters(world, POINT)
    assert enters(world, POINT) == right
    with pytest.raises(EnteredByAnother):
        enters(world, STATION)
    with world.work() as session:
        session.exec(select(Appointment).where(Appointment.person_id == POINT)).one().ended_at = world.now
    with world.work() as session, pytest.raises(BehalfOver):
        behalf.acting(world.at_work(session, POINT), right)
    new = enters(world, STATION)
    with world.work() as session:
        assert session.get_one(Behalf, new).person_id == session.get_one(Behalf, right).person_id


def test_a_right_is_its_holders_alone_and_ends(world: World) -> None:
    right = enters(world, POINT)
    for other in (STATION, LIN, APPROVER):
        with world.work() as session, pytest.raises(NotForYou):
            behalf.acting(world.at_work(session, other), right)
    with world.work() as session:
        one = behalf.acting(world.at_work(session, POINT), right)
        assert not one.may & {Action.TALK, Action.ERASE_ONESELF, Action.DECIDE, Action.SEE_CASE}
        behalf.end_own(world.at_work(session, POINT), right)
    with world.work() as session, pytest.raises(BehalfOver):
        behalf.acting(world.at_work(session, POINT), right)


def test_who_is_erased_takes_the_consent_and_the_right_along(world: World) -> None:
    right = enters(world, POINT)
    with world.work() as session:
        person = session.get_one(Behalf, right).person_id
        assert session.exec(select(Paper).where(Paper.about == f"behalf:{right}")).one().kind == CONSENT
        erasing.erase(world.at_work(session), person)
    with world.work() as session:
        assert session.exec(select(Paper).where(Paper.about == f"behalf:{right}")).first() is None
        assert session.get(Behalf, right) is None
        assert session.get_one(Person, person).resident_id is None
