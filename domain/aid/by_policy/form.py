"""What a programme of the policy asks besides: for whom it is, its own questions, its papers."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from domain.aid.by_policy.for_others import ENTERED, before, behind
from domain.aid.own_questions import holds_when, own_questions
from domain.forms import ChoiceAnswer, Form, Option, Question, bank_card_question
from domain.households.household import Member
from domain.platform.text import N_, Sayable, lines, say
from domain.policy import Policy
from domain.policy.aid.programme import About, Aid
from domain.policy.questions import paper_question
from domain.procedure.steps import kind_of

PERSON = "person"
SELF = "self"

DECLARATION = say(
    N_(
        "I declare that what I wrote is true, and that nobody else pays for the same thing. If the steps of this aid "
        "ask for it, name and unit are posted in part, as surname and 某某."
    )
)


HANDED_OVER = say(
    N_(
        "I declare that what I wrote is true, and agree that my union hands it, with my papers, to the body that "
        "decides about it."
    )
)


TRUE = say(N_("I declare that what I wrote is true."))


def aid_form(policy: Policy, programme: Aid, people: Mapping[str, Member] | None) -> Form:
    """Build the form of a programme.

    Answers: `person` (of a programme about one of the household), `own_<key>`, `paper_<key>`, and of one
    that pays and needs no file `bank_card`.
    """
    if programme.about.by_officer:
        return _for_others(policy, programme, people or {})
    about = (_person(people or {}),) if programme.about is About.MEMBER else ()
    return Form(
        key=programme.kind,
        title=programme.title,
        questions=(
            *about,
            *own_questions(policy, programme.key),
            *_papers(policy, programme),
            *_card(programme, people),
        ),
        intro=programme.summary,
        declaration=_declaration(policy, programme),
    )


def _for_others(policy: Policy, programme: Aid, units: Mapping[str, Member]) -> Form:
    """What an officer fills in; of somebody without an account every paper has to be there, their consent first."""
    may_follow = programme.about is About.UNIT
    papers = (one if may_follow else replace(one, optional=False) for one in _papers(policy, programme))
    asked = (*before(programme, units), *own_questions(policy, programme.key), *papers, *behind(programme))
    return Form(programme.kind, programme.title, asked, intro=programme.summary, declaration=ENTERED)


def _declaration(policy: Policy, programme: Aid) -> Sayable:
    if programme.amount is not None:
        return DECLARATION
    steps = policy.procedure.get(programme.procedure, ())
    return HANDED_OVER if any(kind_of(step.kind).is_outside for step in steps) else TRUE


def _card(programme: Aid, people: Mapping[str, Member] | None) -> tuple[Question, ...]:
    """Ask for the card where no file has one: nobody is known to live there."""
    if programme.about.needs_file or people is not None or programme.amount is None:
        return ()
    prompt = say(N_("To which bank card should the money go? Please send the number of a card in your own name."))
    help_ = say(N_("Only the cashier sees the whole number. I delete your message as soon as I have read it."))
    return (bank_card_question("bank_card", prompt, help_, say(N_("Bank card"))),)


def _person(people: Mapping[str, Member]) -> Question:
    options = (Option(SELF, say(N_("Myself"))), *(Option(key, lines(one.name)) for key, one in people.items()))
    return Question(
        key=PERSON,
        prompt=say(N_("Who in your household is it for?")),
        answer=ChoiceAnswer(options),
        help=say(N_("Each person has an application of their own. Is somebody missing? Send that under /file first.")),
        label=say(N_("For")),
    )


def _papers(policy: Policy, programme: Aid) -> tuple[Question, ...]:
    return tuple(
        paper_question(policy.paper(one.paper), holds_when(one.when) if one.when else None)
        for one in programme.papers
        if one.after is None
    )
