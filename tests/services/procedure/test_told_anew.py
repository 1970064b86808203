"""Whoever can act next gets a new message with its buttons, whatever it was that made it possible: no phone rings for
an edit."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from sqlmodel import col, func, select

from domain.claims.settled import Settled
from domain.forms import FileRef
from domain.people.consent import ConsentKind
from domain.platform.access import Action
from domain.platform.text import Refusal
from domain.procedure import procedure
from domain.procedure.state import Verdict
from models.platform.outbox import Outbox
from models.procedure import AidCase, Prompt
from services.cases import add_papers
from services.people import registration
from services.platform import consent
from services.procedure import prompts, visits
from services.procedure.decisions import step_in_hand
from tests.services.claims.test_clashes import names, settles, visited_and_noticed
from tests.union import ANSWERS, APPROVER, AYGUL, LIN, OFFICERS, PAPER, POINT, RECORDER, STATION, World

ACTIONS = {"entry": Action.ENTER, "payment": Action.PAY}


def may_go_on(world: World, officer: int, case_id: int) -> bool:
    """Say whether an officer can bring a case past its step now, or record the visit that it needs."""
    with world.work() as session:
        work = world.at_work(session, officer)
        case = session.get_one(AidCase, case_id)
        try:
            step = step_in_hand(work, case_id, case.version, ACTIONS.get(case.step, Action.DECIDE))
            step.check()
            if case.step != "payment":  # what else it needs, the cashier types
                procedure.decide(step.state, step.decision(Verdict.APPROVE, reason="-", reference="N-1"))
            step.check_once_more()
            if case.step == "entry":
                consent.check(session, case.applicant_id, case.number)
        except Refusal:
            return False
        finally:
            session.rollback()
    return True


def able(world: World, case_id: int) -> set[int]:
    return {officer for officer in {one[0] for one in OFFICERS} if may_go_on(world, officer, case_id)}


@contextmanager
def walked(world: World, case_id: int, whom: set[int] | None = None) -> Iterator[None]:
    """Let something happen; whoever has the case and can bring it on now, and could not before, got a message."""
    before = able(world, case_id)
    with world.work() as session:
        latest = session.exec(select(func.max(Outbox.id))).one() or 0
    yield
    newly = (able(world, case_id) - before) & world.prompted(case_id)
    assert newly if whom is None else newly == whom, "nothing became possible by it"
    with world.work() as session:
        number = session.get_one(AidCase, case_id).number
        sent = select(Outbox).where(col(Outbox.id) > latest, Outbox.kind == "send")
        messages = [(row.chat_id, row.body["message"]) for row in session.exec(sent) if row.body]
        told = {officer for officer, message in messages if number in str(message["text"]) and message.get("keys")}
    assert newly <= told, "they hear of it when it is overdue"


def test_every_step_of_a_file_is_told_by_a_new_message(world: World) -> None:
    case_id = world.opens(answers={**ANSWERS, **PAPER})
    visit_id = world.visits(POINT, STATION, case_id, confirm=False)
    with walked(world, case_id), world.work() as session:
        visits.confirm_visit(world.at_work(session, STATION), visit_id)
    world.decides(STATION, case_id)
    with walked(world, case_id, {APPROVER, APPROVER + 1}):
        world.passes(days=9)
        world.keeps_up("end public notices")
    with walked(world, case_id, {RECORDER}):
        world.decides(APPROVER, case_id)


def test_the_same_for_a_grant_up_to_its_payment(world: World) -> None:
    world.approved(world.opens(LIN))
    world.enters(1)
    case_id = world.opens(programme="golden_autumn", amount=750_000, household_id=1)
    with walked(world, case_id):
        world.visits(POINT, STATION, case_id)
    world.decides(STATION, case_id)
    with walked(world, case_id):
        world.passes(days=9)
        world.keeps_up("end public notices")
    with walked(world, case_id):
        world.decides(APPROVER, case_id)


def test_somebody_who_was_named_twice_is_settled(world: World) -> None:
    names(world, LIN)
    case_id = names(world, AYGUL)
    visited_and_noticed(world, case_id)
    with walked(world, case_id):
        settles(world, APPROVER, Settled.THERE)


def test_a_worker_agrees_again(world: World) -> None:
    case_id = world.opens()
    world.approved(case_id)
    says(world, False)
    with walked(world, case_id, {RECORDER}):
        says(world, True)


def says(world: World, given: bool) -> None:
    with world.work() as session:
        registration.set_consent(world.at_work(session, LIN), ConsentKind.SENSITIVE, given)


def test_the_last_paper_rings_and_one_of_several_only_once_a_day(world: World) -> None:
    case_id = world.opens(answers={**ANSWERS})
    world.gets(STATION)
    before = len(world.messages(STATION))
    adds(world, case_id, "paper_diagnosis")
    assert len(world.messages(STATION)) == before, "it came today, and others are still missing"
    world.passes(days=1)
    adds(world, case_id, "paper_income")
    adds(world, case_id, "paper_marriage")
    assert len(world.messages(STATION)) == before + 1


def adds(world: World, case_id: int, question: str) -> None:
    file = FileRef(question, question, mime="image/jpeg").to_json()
    with world.work() as session:
        add_papers(world.at_work(session, LIN), case_id, {question: [file]})


def test_what_has_not_gone_out_when_it_is_shown_anew_never_goes(world: World) -> None:
    case_id = world.opens()
    with world.work() as session:
        (prompt,) = [one for one in session.exec(select(Prompt)) if one.officer_id == STATION and one.is_step]
        first = prompt.key
        assert prompts.show_again(world.at_work(session, STATION), prompt.id)
    with world.work() as session:
        assert session.exec(select(Outbox).where(Outbox.key == first)).one().body is None
    assert len(world.messages(STATION)) == 1
    assert not world.edited(STATION), "nothing stands there that could point down"
    world.gets(STATION)
    with world.work() as session:
        assert prompts.show_again(world.at_work(session, STATION), prompt.id)
    assert world.prompted(case_id)
    assert "Shown again below." in world.edited(STATION)[-1]
