"""The course of a case: what a change of step sets going, whoever made it."""

from domain.platform.text import Sayable
from domain.procedure.state import CaseState, Status
from domain.units.steps import StepKind
from models.procedure import AidCase
from services.platform.work import Work
from services.procedure import notice as notices
from services.procedure import prompts
from services.procedure.record import save


def move(work: Work, case: AidCase, after: CaseState, said: Sayable, **more: object) -> None:
    """Write the new state, take the old prompts back with `said`, and begin what the new step needs.

    Raises NotThisStep when somebody was faster; nothing is changed then.
    """
    save(work, case, after, **more)
    prompts.close_all(work, case, said)
    if after.kind is not StepKind.NOTICE or after.status is not Status.OPEN:
        notices.take_down(work, case)
    if after.status is Status.OPEN:
        begin(work, case, after)


def begin(work: Work, case: AidCase, state: CaseState) -> None:
    """Begin the step that the case is at: post the notice, or put the case before the officers it concerns."""
    if state.kind is StepKind.NOTICE:
        notices.post(work, case)
    elif state.decider is not None:
        prompts.refresh(work, case)
