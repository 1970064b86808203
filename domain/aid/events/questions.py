"""What an officer is asked who opens an event, or adds whom it has struck, too."""

from __future__ import annotations

from collections.abc import Sequence
from enum import StrEnum

from domain.aid.by_policy.for_events import DAY, EVENT, NAME, OPENED
from domain.aid.named import MOST, read_named
from domain.forms import (
    TABLE,
    ChoiceAnswer,
    DateAnswer,
    Form,
    Option,
    PaperAnswer,
    Question,
    Scope,
    TextAnswer,
    answered,
)
from domain.platform.text import N_, Sayable, Text, lines, say

UNIT, WHOM, PEOPLE, PLACE = "event_unit", "event_whom", "event_people", "event_place"
LISTED = "event_table"  # a file with a line for each household
MOST_TOLD = 10


class Whom(StrEnum):
    """How the households are found."""

    NAMED = "named"
    TABLE = "table"
    PLACE = "place"
    ALL = "all"


_WHOM = {
    Whom.NAMED: N_("I name them"),
    Whom.TABLE: N_("I send a table of them"),
    Whom.PLACE: N_("By their address"),
    Whom.ALL: N_("Every household of the unit that is on file"),
}


def event_form(title: Sayable, intro: Sayable, units: Sequence[Option], questions: Sequence[Question]) -> Form:
    """Ask for a new event under a programme, whose own `questions` are asked once for all; `units` are those it may be
    at, by their ids.

    Answers: `event_unit`, `event_name`, `event_day`, `own_<key>`, and as `event_more_form` says.
    """
    asked = (_unit(units), _NAME, _DAY, *questions, *_WHOM_ASKED)
    return Form(EVENT, title, asked, intro=intro, declaration=OPENED)


def event_more_form(name: Sayable) -> Form:
    """Ask whom the event has struck, too. Answers: `event_whom`; `event_people`, `event_table` or `event_place`."""
    return Form("event_more", say(N_("Event: {name}"), name=name), _WHOM_ASKED, declaration=OPENED)


def _unit(units: Sequence[Option]) -> Question:
    return Question(
        key=UNIT,
        prompt=say(N_("At which unit did it happen?")),
        answer=ChoiceAnswer(tuple(units)),
        help=say(N_("Households are looked for at this unit and below it. Only units that you lead are listed.")),
        label=say(N_("Unit")),
    )


_NAME = Question(
    key=NAME,
    prompt=say(N_("What has happened, in a few words?")),
    answer=TextAnswer(least=2, most=60),
    help=say(N_("Such as: flood at the east gate. Everybody who gets a case reads it, so please name nobody.")),
    label=say(N_("Event")),
)
_DAY = Question(
    key=DAY,
    prompt=say(N_("On which day did it happen?")),
    answer=DateAnswer(not_future=True, near=True),
    help=say(N_("If it lasted longer, the first day.")),
    label=say(N_("Day it happened")),
)


def _unread(words: str, scope: Scope) -> Text | None:
    found = read_named(words, scope.facts.today)
    if not found.problems:
        return None
    told = lines(*found.problems[:MOST_TOLD])
    return say(N_("Nothing is recorded yet. Please send all lines again, corrected:\n{problems}"), problems=told)


_STRUCK = Question(
    key=WHOM,
    prompt=say(N_("Whom has it struck?")),
    answer=ChoiceAnswer(tuple(Option(one.value, say(said)) for one, said in _WHOM.items())),
    help=say(N_("You see the list before anything is opened, and you can add others later.")),
    label=say(N_("Struck")),
)
_NAMED = Question(
    key=PEOPLE,
    prompt=say(N_("Please send a line for each household: the number of its file, or a name and a number.")),
    answer=TextAnswer(least=2, most=4_000),
    help=say(
        N_(
            "You can copy columns from your table: name, number of the identity card, bank card. The card is "
            "needed only for whoever has no file."
        )
    ),
    label=say(N_("Named")),
    hint=say(N_("For example: HF-2026-0001")),
    ask_if=answered(WHOM, Whom.NAMED.value),
    check=_unread,
    sensitive=True,
)
_TABLE_OF_THEM = Question(
    key=LISTED,
    prompt=say(N_("Please send the table as a file (.xlsx or .csv).")),
    answer=PaperAnswer((TABLE,), at_most=1),
    help=say(
        N_(
            "At the top of its columns stand: file number, or name and id number, and bank card for whoever "
            "has no file; below them a line for each household, at most {most}. I read it and show you here "
            "who would get a case; nothing is opened before you have looked."
        ),
        most=str(MOST),
    ),
    label=say(N_("Table")),
    ask_if=answered(WHOM, Whom.TABLE.value),
)
_PLACE_OF_IT = Question(
    key=PLACE,
    prompt=say(N_("Which words stand in their address?")),
    answer=TextAnswer(least=2, most=60),
    help=say(N_("Such as a street, a building or a village; the homes on file are looked through for it.")),
    label=say(N_("Address")),
    ask_if=answered(WHOM, Whom.PLACE.value),
)
_WHOM_ASKED = (_STRUCK, _NAMED, _TABLE_OF_THEM, _PLACE_OF_IT)
