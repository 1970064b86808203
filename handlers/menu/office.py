"""What the officers' handlers share: cases from buttons, and forms whose case has moved on meanwhile."""

from __future__ import annotations

from collections.abc import Callable

from domain.platform.access import NotForYou
from domain.platform.buttons import Button
from domain.platform.messages import Keys, key
from domain.platform.text import Refusal, Sayable, say
from domain.procedure.refusals import (
    AlreadyPaid,
    CaseAlreadyClosed,
    CaseIsWithWorker,
    NoObjectionOpen,
    NotThisStep,
    OwnHousehold,
    SecondPairOfEyesNeeded,
    VisitAlreadyRecorded,
)
from handlers.platform.turn import Turn
from services.cases import worker_side as cases
from services.cases.worker_side import AidCase, UnknownCase
from services.platform.undo import undone_when_refused

# When one of these comes, no other answer in the form would help: it is over.
OVER = (
    AlreadyPaid, CaseAlreadyClosed, CaseIsWithWorker, NoObjectionOpen, NotForYou, NotThisStep, OwnHousehold,
    SecondPairOfEyesNeeded, VisitAlreadyRecorded,
)  # fmt: skip


def case_of(turn: Turn, case_id: int) -> AidCase:
    """Return the case of a button; raises UnknownCase. Services check whether this person may see it."""
    case = cases.get(turn.session, case_id)
    if case is None:
        raise UnknownCase
    return case


def finish(turn: Turn, act: Callable[[], Sayable], over: tuple[type[Refusal], ...] = OVER) -> None:
    """Do what a form was for and say so; when one of `over` says that no other answer would help, say that instead and
    close the form."""
    try:
        with undone_when_refused(turn.session):
            said = act()
    except over as refusal:
        said = refusal.said
    turn.show(said)


def pages(button: Callable[[int], Button], page: int, total: int, size: int) -> Keys:
    """Return the keys that turn pages, if there are any; pages count from 0."""
    back = (key(say("‹"), button(page - 1)),) if page > 0 else ()
    on = (key(say("›"), button(page + 1)),) if (page + 1) * size < total else ()
    return ((*back, *on),) if back or on else ()
