"""What an officer asks for on behalf of somebody who cannot: a person without a file and an account, or a unit."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from domain.forms import ChoiceAnswer, NameAnswer, Option, Question, TextAnswer, bank_card_question
from domain.forms import resident_id_question as number_question
from domain.households.household import Member
from domain.kinds.kind import Subject
from domain.platform.names import mask_name
from domain.platform.text import N_, Sayable, lines, say
from domain.policy.aid.programme import About, Aid

UNIT = "for_unit"
NAME = "outsider_name"
NUMBER = "outsider_number"
LIVES = "outsider_lives"
POSTED_AS = "posted_as"  # the name that a public notice bears in the place of the applicant's
ENTERED = say(
    N_(
        "I have entered this on somebody else's behalf. They agree to it, which I have on paper, or the unit does. A "
        "colleague decides about it, not I."
    )
)


def before(programme: Aid, units: Mapping[str, Member]) -> tuple[Question, ...]:
    """Ask which unit it is for, or which looks after whom, and who that is."""
    return (_unit(programme, units), *(_person() if programme.about is About.OUTSIDER else ()))


def _unit(programme: Aid, units: Mapping[str, Member]) -> Question:
    looks_after, is_for = N_("Which unit looks after them?"), N_("For which unit is it?")
    return Question(
        key=UNIT,
        prompt=say(looks_after if programme.about is About.OUTSIDER else is_for),
        answer=ChoiceAnswer(tuple(Option(key, lines(one.name)) for key, one in units.items())),
        help=say(
            N_("The officers of this unit and above it decide. Only units at which you hold an office are listed.")
        ),
        label=say(N_("Unit")),
    )


def _person() -> tuple[Question, ...]:
    return (
        Question(
            key=NAME,
            prompt=say(N_("What is their name?")),
            answer=NameAnswer(),
            help=say(N_("As on the identity card.")),
            label=say(N_("Name")),
        ),
        replace(
            number_question(
                say(N_("What is the number on their identity card or other document?")),
                say(N_("It makes sure that nobody gets the same twice. It is kept sealed and shown only in part.")),
            ),
            key=NUMBER,
        ),
        Question(
            key=LIVES,
            prompt=say(N_("How do they live? A few sentences: with whom, on what, what is missing.")),
            answer=TextAnswer(least=2, most=500),
            help=say(N_("Whoever decides reads this.")),
            label=say(N_("How they live")),
        ),
    )


def behind(programme: Aid) -> tuple[Question, ...]:
    """Ask for the card or account, where money is paid."""
    if not programme.pays:
        return ()
    if programme.about is About.UNIT:
        prompt, label = N_("To which account of the unit should the money go?"), N_("Account of the unit")
    else:
        prompt, label = N_("To which bank card should the money go? It has to be in their own name."), N_("Bank card")
    help_ = say(N_("Only the cashier sees the whole number. I delete your message as soon as I have read it."))
    return (bank_card_question(f"{_payee(programme)}_card", say(prompt), help_, say(label)),)


def subject_of(programme: Aid, period: str, answers: Mapping[str, Any], units: Mapping[str, Member]) -> Subject:
    """Return whom it is for: the person by their number, the unit by its own."""
    unit = units.get(str(answers.get(UNIT)))
    name = str(answers.get(NAME) or "") if programme.about is About.OUTSIDER else (unit.name if unit else "")
    kept = {"payee": _payee(programme), f"{_payee(programme)}_name": name}
    if programme.about is About.UNIT:
        return Subject(period, kept={**kept, POSTED_AS: name}, key=str(answers.get(UNIT)))
    person = Member("other", name, resident_id=str(answers.get(NUMBER) or ""))
    return Subject(period, person, (person,), {**kept, POSTED_AS: mask_name(name)})


def _payee(programme: Aid) -> str:
    return "outsider" if programme.about is About.OUTSIDER else "unit"


def rows(programme: Aid, answers: Mapping[str, Any]) -> tuple[Sayable, ...]:
    """Return whom it is for, as officers read it."""
    name = str(answers.get(f"{_payee(programme)}_name") or "")
    if programme.about is About.UNIT:
        return (say(N_("For the unit: {name}"), name=name),)
    lives = say(N_("How they live: {words}"), words=str(answers.get(LIVES) or "-"))
    return (say(N_("For somebody without a file: {name}"), name=name), lives)
