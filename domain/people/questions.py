"""Registration: unit, real name, phone and resident id of a worker."""

from __future__ import annotations

from domain.forms import Form, LookupAnswer, NameAnswer, PhoneAnswer, Question, resident_id_question
from domain.platform.text import N_, say


def registration_form() -> Form:
    """Build the registration form; a unit from a poster's link comes as `prefill={"unit": {"id", "label"}}`.

    Answers: `unit` {"id", "label"}, `name`, `phone`, `resident_id`.
    """
    return Form(
        key="registration",
        title=say(N_("Registration")),
        questions=(_UNIT, _NAME, _PHONE, _RESIDENT_ID),
        intro=say(
            N_("Welcome! A few questions, about two minutes. Stop at any time: everything you answered is kept.")
        ),
    )


_UNIT = Question(
    key="unit",
    prompt=say(N_("Where do you work? Type a part of the name of your unit.")),
    answer=LookupAnswer("unit"),
    help=say(
        N_(
            "Your unit is the enterprise, mine, branch or workshop that employs you. Its union looks after your "
            "application. If you have no unit, or it has no union, choose the union of your street."
        )
    ),
    label=say(N_("Unit")),
    hint=say(N_("For example two or three characters of the name.")),
)

_NAME = Question(
    key="name",
    prompt=say(N_("What is your name?")),
    answer=NameAnswer(),
    help=say(N_("Please write the name exactly as on your identity card. Aid is paid to people by their real name.")),
    label=say(N_("Name")),
    hint=say(N_("As on your identity card.")),
    along="resident_id",
    along_hint=say(N_("You can send your id number with it, behind the name.")),
)

_PHONE = Question(
    key="phone",
    prompt=say(N_("On which mobile number can the union reach you?")),
    answer=PhoneAnswer(),
    help=say(
        N_("Your case officer calls you before a visit. Nobody outside the union gets it, and it is kept sealed.")
    ),
    label=say(N_("Phone")),
    sensitive=True,
)

_RESIDENT_ID = resident_id_question(
    say(N_("What is the number on your identity card or other document?")),
    say(
        N_(
            "One household has one file, and the number makes sure that nobody is entered twice and that the money "
            "reaches you. It is kept sealed and shown only in part, like 110105********002X."
        )
    ),
)
