"""The course of a case: what a change of step sets going, whoever made it."""

from domain.platform.text import Sayable
from domain.procedure import procedure
from domain.procedure.events import CameToNothing, MoneyDue, MoneyOff, PeopleNamed
from domain.procedure.state import CaseState, Status
from domain.units.steps import StepKind
from models.procedure import AidCase
from services.platform.work import Work
from services.procedure import notice as notices
from services.procedure import prompts
from services.procedure.once import take_at_door, take_once
from services.procedure.record import household_ids, place, policy_of, save, steps_of

MONEY = (StepKind.PAYMENT, StepKind.RECEIPT)


def begin(work: Work, case: AidCase) -> None:
    """Let a case that was just written down begin at its first step."""
    steps, household = steps_of(case, policy_of(work, case)), household_ids(work.session, case)
    opened = procedure.open_case(
        case.number, steps, applicant=case.applicant_id, household=household, amount=case.amount
    )
    place(work, case, opened)
    take_at_door(work, case)
    if case.opens_file:
        work.happened(PeopleNamed(case.id))
    _enter(work, case, opened)


def move(work: Work, case: AidCase, after: CaseState, said: Sayable) -> None:
    """Write the new state, take the old prompts back with `said`, and begin what the new step needs.

    Raises NotThisStep when somebody was faster, OnceOnly when a case that was not open has lost what it was for to
    another one; nothing is changed then.
    """
    before, step = Status(case.status), case.step
    save(work, case, after)
    if before is not Status.OPEN and not after.status.is_closed:
        (take_once if before is Status.REFUSED else take_at_door)(work, case)
    prompts.close_all(work, case, said)
    if step in MONEY and procedure.owes_nothing(after):
        work.happened(MoneyOff(case.id))
    if after.status.came_to_nothing:
        work.happened(CameToNothing(case.id))
    if after.kind is not StepKind.NOTICE or after.status is not Status.OPEN:
        notices.take_down(work, case)
    if after.status is Status.OPEN:
        _enter(work, case, after)


def _enter(work: Work, case: AidCase, state: CaseState) -> None:
    """Post the notice, or write down what is due and put the case before the officers whom its step concerns."""
    if state.kind is StepKind.PAYMENT and not state.held_by:
        work.happened(MoneyDue(case.id))
    if state.kind is StepKind.NOTICE:
        notices.post(work, case)
    elif state.decider is not None:
        prompts.refresh_prompts(work, case)
