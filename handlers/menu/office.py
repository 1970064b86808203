"""The end of an officer's form, also when its case has moved on meanwhile."""

from __future__ import annotations

from collections.abc import Callable

from domain.platform.access import NotForYou
from domain.platform.text import Refusal, Sayable
from domain.procedure.meant.rules import JustDecided, YouDecided
from domain.procedure.refusals import (
    AlreadyPaid,
    CaseAlreadyClosed,
    CaseIsWithWorker,
    GroundsChanged,
    MoneyHeld,
    NoObjectionOpen,
    NotThisStep,
    OnceOnly,
    OtherAidInTheWay,
    OwnHousehold,
    ReadsOtherwise,
    SecondPairOfEyesNeeded,
    VisitAlreadyRecorded,
    WaitsForMoney,
)
from handlers.menu.refusing import show_with
from handlers.platform.turn import Turn
from services.platform.undo import undone_when_refused

# When one of these comes, no other answer in the form would help: it is over.
OVER = (
    AlreadyPaid, CaseAlreadyClosed, CaseIsWithWorker, GroundsChanged, JustDecided, MoneyHeld, NoObjectionOpen,
    NotForYou, NotThisStep, OnceOnly, OtherAidInTheWay, OwnHousehold, ReadsOtherwise, SecondPairOfEyesNeeded,
    VisitAlreadyRecorded, WaitsForMoney, YouDecided,
)  # fmt: skip


def finish(turn: Turn, act: Callable[[], Sayable], over: tuple[type[Refusal], ...] = OVER) -> bool:
    """Do what a form was for and say so; when one of `over` says that no other answer would help, say that instead and
    close the form. Tell whether it was done."""
    try:
        with undone_when_refused(turn.session):
            said = act()
    except over as refusal:
        turn.show(refusal.said)
        show_with(turn, refusal)
        return False
    turn.show(said)
    return True
