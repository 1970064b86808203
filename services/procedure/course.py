"""The course of a case: what a change of step sets going, whoever made it."""

from datetime import datetime

from sqlmodel import Session

from domain.platform.text import Sayable
from domain.procedure.procedure import CaseState, Status, StepKind
from models.procedure import AidCase
from services.platform.house import House
from services.procedure import notice as notices
from services.procedure import prompts
from services.procedure.record import save


def move(
    session: Session, house: House, case: AidCase, after: CaseState, said: Sayable, *, now: datetime, **more: object
) -> None:
    """Write the new state, take the old prompts back with `said`, and begin what the new step needs.

    Raises NotThisStep when somebody was faster; nothing is changed then.
    """
    save(session, house, case, after, now=now, **more)
    prompts.close_all(session, house, case, said, now=now)
    if after.kind is not StepKind.NOTICE or after.status is not Status.OPEN:
        notices.take_down(session, house, case, now=now)
    if after.status is Status.OPEN:
        begin(session, house, case, after, now=now)


def begin(session: Session, house: House, case: AidCase, state: CaseState, *, now: datetime) -> None:
    """Begin the step that the case is at: post the notice, or put the case before the officers it concerns."""
    if state.kind is StepKind.NOTICE:
        notices.post(session, house, case, now=now)
    elif state.decider is not None:
        prompts.refresh(session, house, case, now=now)
