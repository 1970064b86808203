"""What somebody is asked who brings a register in: what for, and the table."""

from __future__ import annotations

from domain.forms import TABLE, Form, PaperAnswer, Question, TextAnswer
from domain.platform.text import N_, say


def register_form() -> Form:
    """Ask for a register. Answers: `purpose`, `table` (one file)."""
    return Form(key="register", title=say(N_("An existing register")), questions=(_PURPOSE, _TABLE), summary=False)


_PURPOSE = Question(
    key="purpose",
    prompt=say(N_("Which register is it, and what for does it come in?")),
    answer=TextAnswer(least=4, most=200),
    help=say(N_("It stands in the trail, so that everybody can see later where these households came from.")),
    label=say(N_("Register")),
    hint=say(N_("For example: households on file of 2025, moved here from Excel.")),
)
_TABLE = Question(
    key="table",
    prompt=say(N_("Please send the register as a file (.xlsx or .csv).")),
    answer=PaperAnswer((TABLE,), at_most=1),
    help=say(
        N_(
            "Each household needs its head's name and id number, its unit and its class. Whoever lives with them "
            "stands in lines of their own, with the relation to the head and the same household number or the "
            "head's id number. I recognise the usual headings, and you can say what others mean."
        )
    ),
    label=say(N_("Table")),
    hint=say(N_("Nothing is taken by that yet: you read first what I found, line by line.")),
)
