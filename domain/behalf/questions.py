"""For whom an officer enters: the consent on paper first, then who it is."""

from __future__ import annotations

from dataclasses import replace

from domain.behalf.acting import CONSENT, May
from domain.forms import (
    IMAGE,
    PDF,
    DateAnswer,
    Form,
    LookupAnswer,
    ManyChoicesAnswer,
    NameAnswer,
    Option,
    PaperAnswer,
    Question,
)
from domain.forms import resident_id_question as number_question
from domain.platform.text import N_, say

FORM = "behalf"
HELPER = "helper"


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


def helper_form() -> Form:
    """Build the form by which a worker names a helper. Answers: `resident_id` of the helper, `may` (keys), `until`."""
    return Form(
        key=HELPER,
        title=say(N_("Somebody helps me")),
        questions=(_HELPER, _MAY, _UNTIL),
        intro=say(
            N_(
                "A relative or a friend who is registered here can do for you what you allow. They see nothing else, "
                "everything says who did it, and you can take it back at any time."
            )
        ),
        declaration=say(
            N_("I agree that this person does this for me until that day, and sees what they have to see for it.")
        ),
    )


_HELPER = replace(
    number_question(
        say(N_("What is the number on the identity card or other document of who helps you?")),
        say(N_("They have to be registered here. I ask them; you hear of it once they say yes.")),
    ),
    key="resident_id",
)
_MAY = Question(
    key="may",
    prompt=say(N_("What may they do?")),
    answer=ManyChoicesAnswer(tuple(Option(one.value, one.label) for one in May), at_most=len(May)),
    help=say(N_("They see what belongs to it and nothing else. Choose one or several.")),
    label=say(N_("They may")),
)
_UNTIL = Question(
    key="until",
    prompt=say(N_("Until which day?")),
    answer=DateAnswer(not_past=True),
    help=say(N_("After that day it ends by itself. You can end it before under /behalf.")),
    label=say(N_("Until")),
)
