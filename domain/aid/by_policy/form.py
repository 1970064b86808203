"""What a programme of the policy asks besides: for whom it is, its own questions, its papers."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace

from domain.aid.by_policy.for_events import EVENT, OPENED
from domain.aid.by_policy.for_groups import group_questions
from domain.aid.by_policy.for_others import ENTERED, before, behind
from domain.aid.by_policy.whom import SELF, NobodyMeant, is_meant, person_key
from domain.aid.own_questions import holds_when, own_questions
from domain.forms import (
    SECTION_PAYMENT,
    ChoiceAnswer,
    Follows,
    Form,
    Known,
    Option,
    Question,
    Scope,
    answered,
    bank_card_question,
)
from domain.households.household import Member
from domain.households.member import STAYS_AS, stays_at_school
from domain.kinds.payee import CARD, PAYEE, WORKER
from domain.platform.text import N_, Sayable, lines, say
from domain.policy import Policy
from domain.policy.aid.programme import About, Aid
from domain.policy.questions import paper_question, policy_options
from domain.procedure.steps import kind_of

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
    that pays and needs no file `bank_card`; where somebody else may be paid `payee`, and their card.
    """
    if programme.about.is_event:
        asked = own_questions(policy, programme.key)
        return Form(EVENT, programme.title, asked, intro=programme.intro or programme.summary, declaration=OPENED)
    if programme.about.by_officer:
        return _for_others(policy, programme, people or {})
    about = (_person(programme, people),) if programme.about is About.MEMBER else ()
    return Form(
        key=programme.kind,
        title=programme.title,
        questions=(
            *about,
            *_own(policy, programme, people or {}),
            *group_questions(programme),
            *_papers(policy, programme),
            *_card(programme, people),
            *_payee(policy, programme),
        ),
        intro=programme.intro or programme.summary,
        declaration=_declaration(policy, programme),
    )


def _own(policy: Policy, programme: Aid, people: Mapping[str, Member]) -> Iterator[Question]:
    """What the file says of a pupil's school is not asked again while they stay there for sure; it can be changed."""
    for one in own_questions(policy, programme.key):
        is_on_file = programme.about is About.MEMBER and one.key in STAYS_AS
        yield replace(one, presumed=_on_file(programme, one, people)) if is_on_file else one


def _on_file(programme: Aid, question: Question, people: Mapping[str, Member]) -> Follows:
    def presumed(scope: Scope) -> Known | None:
        member = people.get(str(scope.get(person_key(programme))))
        if member is None or not stays_at_school(member, scope.facts.today):
            return None
        value = getattr(member, question.key)
        return Known(value) if value and question.takes(value) else None

    return presumed


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


def _person(programme: Aid, people: Mapping[str, Member] | None) -> Question:
    whom = programme.whom
    each = tuple(Option(key, lines(one.name)) for key, one in (people or {}).items() if is_meant(programme, one))
    if whom is not None and people is not None and not each:
        raise NobodyMeant(nobody=whom.nobody or say(N_("In your household's file there is nobody for whom this is.")))
    usual = say(N_("Each person has an application of their own. Is somebody missing? Send that under /file first."))
    return Question(
        key=person_key(programme),
        prompt=(whom and whom.text) or say(N_("Who in your household is it for?")),
        answer=ChoiceAnswer(each if whom else (Option(SELF, say(N_("Myself"))), *each)),
        help=(whom and whom.help) or usual,
        label=(whom and whom.label) or say(N_("For")),
    )


def _payee(policy: Policy, programme: Aid) -> Iterator[Question]:
    """Ask to whose card the money goes, and for the number of a card that is not on file."""
    options = tuple(one for one in policy_options(policy, PAYEE) if one.key in programme.payees)
    if not options:
        return
    yield Question(
        key=PAYEE,
        prompt=say(N_("To whose card should the money go?")),
        answer=ChoiceAnswer(options),
        help=say(N_("Your own card is the one from your hardship report.")),
        label=say(N_("Paid to")),
        section=SECTION_PAYMENT,
    )
    help_ = say(N_("The card has to be in that person's own name. The number is kept sealed and shown only in part."))
    for one in options:
        if one.key != WORKER:
            prompt = say(N_("Please send the number of this card: {card}"), card=one.label)
            yield bank_card_question(f"{one.key}{CARD}", prompt, help_, one.label, ask_if=answered(PAYEE, one.key))


def _papers(policy: Policy, programme: Aid) -> tuple[Question, ...]:
    asked = policy.questions_of(programme.key)
    return tuple(
        paper_question(policy.paper(one.paper), holds_when(one.when, asked) if one.when else None)
        for one in programme.papers
        if one.after is None
    )
