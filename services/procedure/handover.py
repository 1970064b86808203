"""What waits when offices change hands or a household moves or changes: it goes to those whom it concerns now."""

from sqlalchemy import ColumnElement
from sqlmodel import col, or_, select

from domain.cases.buttons import OpenCase
from domain.platform.messages import Message, key
from domain.platform.text import N_, say
from domain.procedure import procedure
from domain.procedure.events import CardConfirmed, MoneyDue
from domain.procedure.refusals import NotThisStep
from domain.procedure.state import Status
from domain.procedure.steps import kind_of
from models.households import HouseholdFile
from models.procedure import AidCase, Prompt
from models.units import Unit
from services.platform import audit, outbox
from services.platform.work import Work
from services.procedure import course, news, prompts, visits
from services.procedure.grounds import changed_since
from services.procedure.news import class_differs
from services.procedure.record import lock, record_decision, state_of, subject

ROLES_OF = {
    "visit": {"case_officer"}, "objection": {"approver"}, "appeal": {"approver"}, "dispute": {"cashier"},
    "receipt": {"case_officer"}, "clash": {"reviewer", "approver"}, "double": {"reviewer", "approver"},
    "again": {"cashier", "recorder", "approver"}, "held": {"reviewer", "approver"},
    "account": {"case_officer", "reviewer", "approver"},
}  # fmt: skip


def take_from(work: Work, officer_id: int, role: str, unit_path: str) -> None:
    """Take back what waits for an officer under a role that ended (a step is matched anew anyway)."""
    rows = work.session.exec(
        select(Prompt, AidCase)
        .join(AidCase, col(AidCase.id) == col(Prompt.case_id))
        .join(Unit, col(Unit.id) == col(AidCase.unit_id))
        .where(Prompt.officer_id == officer_id, col(Prompt.closed_at).is_(None), col(Unit.path).startswith(unit_path))
    ).all()
    for prompt, case in rows:
        if role in ROLES_OF.get(prompt.about.split(":")[0], ()):
            prompts.take_back(work, case, prompt)
    if role in visits.ROLES:
        visits.give_up_confirming(work, officer_id, unit_path)


def route_steps_anew(work: Work, unit_path: str) -> None:
    """Put the steps that wait below a unit before the officers whom they concern now."""
    below = select(AidCase.id).join(Unit, col(Unit.id) == col(AidCase.unit_id))
    waiting = below.where(col(Unit.path).startswith(unit_path), AidCase.status == Status.OPEN.value)
    for case_id in work.session.exec(waiting.order_by(col(AidCase.id))).all():
        prompts.refresh_prompts(work, lock(work.session, case_id))


def take_along(work: Work, file: HouseholdFile) -> None:
    """Let the cases that nobody has reviewed yet follow their household to its unit.

    The officers there are asked, and those of the old unit no longer are. Later steps end where they are.
    """
    _go_along(work, col(AidCase.household_id) == file.id, file.unit_id)


def take_along_report(work: Work, person_id: int, unit_id: int) -> None:
    """The same for the report of a worker who has no file yet."""
    own = (col(AidCase.applicant_id) == person_id) & col(AidCase.household_id).is_(None)
    _go_along(work, own, unit_id)


def _go_along(work: Work, whose: ColumnElement[bool], unit_id: int) -> None:
    elsewhere = select(AidCase).where(whose, col(AidCase.closed_at).is_(None), AidCase.unit_id != unit_id)
    locked = elsewhere.order_by(col(AidCase.id)).with_for_update().execution_options(populate_existing=True)
    theirs = (case for case in work.session.exec(locked).all() if "posted_as" not in case.answers)  # for somebody else
    moved = [case for case in theirs if procedure.goes_along(state_of(work, case))]
    for case in moved:
        case.unit_id = unit_id
        work.session.flush()
        audit.note(work, work.person_id, N_("moved the case to another unit"), subject(case))
        visits.give_up_elsewhere(work, case)
        prompts.refresh_prompts(work, case)
        prompts.redraw_prompts(work, case)


REVIEWED_ANEW = N_(
    "Something that case {number} was decided on has changed, so your union reviews it once more, and the steps after "
    "that come again, too. There is nothing for you to do; I tell you how it goes on."
)


def household_changed(work: Work, *, household_id: int | None = None, person_id: int = 0) -> None:
    """A second officer has confirmed a change of a file, or of somebody's registration: the cases that rest on it are
    reviewed anew; where only the card is another one, they go on, and pay to that."""
    theirs = or_(AidCase.household_id == household_id if household_id else False, AidCase.applicant_id == person_id)
    running = select(AidCase.id).where(theirs, AidCase.status == Status.OPEN.value).order_by(col(AidCase.id))
    for case_id in work.session.exec(running).all():
        follow_change(work, lock(work.session, case_id))


def follow_change(work: Work, case: AidCase) -> None:
    """What an open case, locked before, rests on has changed: it is reviewed anew, unless it is only the card."""
    changed = changed_since(work.session, case)
    if not changed:
        _ask_anew(work, case)
    elif all(one.is_of_card for one in changed):
        _goes_to_another_card(work, case)
    else:
        _review_anew(work, case)


def _ask_anew(work: Work, case: AidCase) -> None:
    """A case that is at its review stays there: a visit of before no longer counts, and who reviews it is told when the
    household is in another class than the case."""
    if not kind_of(case.step).is_visited:
        return
    prompts.refresh_prompts(work, case)
    prompts.redraw_prompts(work, case)
    differs = class_differs(work, case)
    for officer in prompts.asked(work, case) if differs else ():
        text = say(N_("Case {number}: {what}"), number=case.number, what=differs or "")
        outbox.put(work, officer, Message(text, ((key(say(N_("Open")), OpenCase(case.id)),),)))


def _goes_to_another_card(work: Work, case: AidCase) -> None:
    record_decision(work, case, "card", person_id=work.person_id, role="", rests=True)
    if kind_of(case.step).pays_out and case.short_since is None:  # else nothing is due yet
        work.happened(CardConfirmed(case.id) if state_of(work, case).held_by else MoneyDue(case.id))
        prompts.redraw_prompts(work, case)
        if (held := news.told_to_worker(work, case)) is not None:
            news.tell(work, case, held)


def _review_anew(work: Work, case: AidCase) -> None:
    try:
        after = procedure.review_anew(state_of(work, case))
    except NotThisStep:
        _ask_anew(work, case)
        return
    record_decision(work, case, "review_anew", person_id=work.person_id, role="")
    audit.note(work, work.person_id, N_("let the case be reviewed anew"), subject(case))
    course.move(work, case, after, say(N_("What it was decided on has changed. It is reviewed anew.")))
    news.tell(work, case, say(REVIEWED_ANEW, number=case.number))
