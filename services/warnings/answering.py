"""What officers answer to an early warning, and what answers it by itself."""

from __future__ import annotations

from sqlmodel import select

from domain.households.events import Visited
from domain.plans.events import MeasureAdded
from domain.platform.access import NotForYou
from domain.platform.messages import Message
from domain.platform.text import N_, say
from domain.warnings import words
from domain.warnings.answers import Answer, Answered
from models.people import Person
from models.warnings.early import EarlyWarning
from services.people import row_of
from services.platform import audit, waiting
from services.platform.work import Work
from services.warnings.telling import redraw, seen
from services.warnings.whom import check_may, of_household

BY_HAND = (Answer.VISIT, Answer.SPOKE, Answer.HELPED, Answer.UNFOUNDED)


def opened(work: Work, warning_id: int) -> Message:
    """Return a warning as it stands, with a phone number where there is no file; the look is recorded.

    Raises NotForYou, ConsentWithdrawn.
    """
    warning = _locked(work, warning_id)
    check_may(work, warning)
    audit.note(work, work.person_id, N_("looked at an early warning"), f"warning:{warning.id}")
    return words.card(seen(work, warning, phone=True))


def answer(work: Work, warning_id: int, what: Answer) -> Message:
    """Say what became of a warning; return how it reads then. Raises NotForYou, ConsentWithdrawn, Answered."""
    warning = _locked(work, warning_id)
    check_may(work, warning)
    if what not in BY_HAND or (what is Answer.VISIT and warning.household_id is not None):
        raise NotForYou  # a visit to a household on file is logged, and a measure stands in its plan
    if warning.answer:
        by = work.session.get(Person, warning.answered_by) if warning.answered_by else None
        raise Answered(name=(by.name if by else None) or "-", answer=Answer(warning.answer).said)
    _end(work, warning, what)
    return words.card(seen(work, warning))


def _locked(work: Work, warning_id: int) -> EarlyWarning:
    query = select(EarlyWarning).where(EarlyWarning.id == warning_id).with_for_update()
    warning = work.session.exec(query.execution_options(populate_existing=True)).first()
    if warning is None:
        raise NotForYou
    return warning


def _end(work: Work, warning: EarlyWarning, what: Answer) -> None:
    warning.answer, warning.answered_by, warning.answered_at = what.value, work.person_id, work.now
    waiting.stop(warning)
    audit.note(work, work.person_id, N_("answered an early warning"), f"warning:{warning.id}", detail=what.value)
    redraw(work, warning, words.taken(row_of(work).name or "", what), but=work.person_id)


def visited(work: Work, event: Visited) -> None:
    """A visit answers every warning about the household."""
    for warning in of_household(work, event.household_id):
        _end(work, warning, Answer.VISIT)


def measure_added(work: Work, event: MeasureAdded) -> None:
    """A measure in its plan answers every warning about the household."""
    for warning in of_household(work, event.household_id):
        _end(work, warning, Answer.MEASURE)


def end_with(work: Work, household_id: int) -> None:
    """The file is closed: nothing of it waits any more."""
    for warning in of_household(work, household_id):
        warning.answer, warning.answered_at = Answer.OVER.value, work.now
        waiting.stop(warning)
        redraw(work, warning, Message(say(words.CLOSED)))
