"""Reports and applications: checked, worked out and handed in."""

from services.aid.bars import invite_unbarred
from services.aid.beside import hand_in_beside
from services.aid.endings import entered
from services.aid.handing import (
    Wish,
    case_in_the_way,
    form_for,
    hand_in,
    hand_in_again,
    known_for,
    preview,
    reported,
    thanks_for,
    wish_for,
)
from services.aid.other_aid import check_other_aid, take_up
from services.aid.programmes import Chance, Listed, listed
from services.aid.verdicts import sum_chosen, trace_of, what_holds, why

__all__ = [
    "Chance",
    "Listed",
    "Wish",
    "case_in_the_way",
    "check_other_aid",
    "entered",
    "form_for",
    "hand_in",
    "hand_in_again",
    "hand_in_beside",
    "invite_unbarred",
    "known_for",
    "listed",
    "preview",
    "reported",
    "sum_chosen",
    "take_up",
    "thanks_for",
    "trace_of",
    "what_holds",
    "why",
    "wish_for",
]  # fmt: skip
