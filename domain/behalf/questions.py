"""For whom an officer enters: the consent on paper first, then who it is."""

from __future__ import annotations

from dataclasses import replace

from domain.behalf.acting import CONSENT
from domain.forms import IMAGE, PDF, Form, LookupAnswer, NameAnswer, PaperAnswer, Question
from domain.forms import resident_id_question as number_question
from domain.platform.text import N_, say

FORM = "behalf"


def behalf_form() -> Form:
    """Build the form. Answers: `consent_on_paper` (files), `name`, `resident_id`, `unit` {"id", "label"}."""
    return Form(
        key=FORM,
        title=say(N_("On somebody's behalf")),
        questions=(_CONSENT, _NAME, _NUMBER, _UNIT),
        intro=say(
            N_(
                "For somebody who is old or ill, has no phone or cannot read. You enter what they say, by the same "
                "forms; a colleague decides about it."
            )
        ),
    )


_CONSENT = Question(
    key=CONSENT,
    prompt=say(N_("Please send a photo of their consent on paper.")),
    answer=PaperAnswer((IMAGE, PDF), at_most=3),
    help=say(
        N_(
            "It says that they agree that you report and apply for them, and that the union keeps what it has to know "
            "about health, money and children. It has their signature or their fingerprint, and the day. Read it to "
            "who cannot read."
        )
    ),
    label=say(N_("Consent on paper")),
)
_NAME = Question(
    key="name",
    prompt=say(N_("What is their name?")),
    answer=NameAnswer(),
    help=say(N_("As on the identity card.")),
    label=say(N_("Name")),
)
_NUMBER = replace(
    number_question(
        say(N_("What is the number on their identity card or other document?")),
        say(N_("It makes sure that nobody is entered twice. If they join later, all of this is theirs by it.")),
    ),
    key="resident_id",
)
_UNIT = Question(
    key="unit",
    prompt=say(N_("To which unit do they belong? Type a part of its name.")),
    answer=LookupAnswer("unit"),
    help=say(N_("A unit that you look after, or one below it: its officers decide.")),
    label=say(N_("Unit")),
)
