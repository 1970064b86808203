"""The questions that a policy file asks besides, in the report or under a programme; asked like all others."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from functools import lru_cache
from typing import Any

from domain.forms import (
    MONTH,
    YEAR,
    AnswerKind,
    Check,
    ChoiceAnswer,
    Condition,
    DateAnswer,
    MoneyAnswer,
    NumberAnswer,
    Question,
    Scope,
    TextAnswer,
    YesNoAnswer,
    satisfies,
)
from domain.households.facts import ASKED, facts_of
from domain.households.household import from_answers, own_of
from domain.platform.fields import read_fen
from domain.platform.predicates import Facts, evaluate, facts_named
from domain.platform.text import N_, Money, Text, say
from domain.policy import Policy
from domain.policy.conditions import Rule
from domain.policy.own import LONGEST, OwnKind, OwnQuestion, own_answered
from domain.policy.questions import paper_question, policy_options

SECTION_OWN = say(N_("More from your union"))
LARGEST = 1_000_000_000
HELP = say(N_("Your union asks this besides. If you are not sure, ask your union officer."))


def own_questions(policy: Policy, programme: str | None = None) -> tuple[Question, ...]:
    """Return the file's own questions for a programme, or for the report of a household, in the order of the file."""
    return tuple(own_question(policy, one) for one in policy.questions_of(programme))


def own_papers(policy: Policy, programme: str | None, facts: Facts) -> tuple[str, ...]:
    """Return the papers that the file's own questions ask for, as far as the facts call for them."""
    papers = (one for one in policy.questions_of(programme) if one.kind is OwnKind.PAPER)
    return tuple(one.key for one in papers if one.when is None or evaluate(one.when.condition, facts).holds)


def own_in(policy: Policy, programme: str | None, answers: Mapping[str, Any]) -> Mapping[str, Any]:
    """Return what the file's own questions were answered under a programme, by their key."""
    return {**own_of(answers), **own_answered(policy.questions_of(programme), answers)}


def holds_when(rule: Rule, asked: Iterable[OwnQuestion] = ()) -> Condition:
    """Ask a rule of the answers; one that looks only at plain answers has few of its own, which are kept at hand.

    `asked` are the questions whose answers it may look at, for those that are kept under another key.
    """
    elsewhere = tuple(one for one in asked if one.kept_as)
    condition = rule.condition
    keys = tuple(facts_named(condition))
    is_plain = ASKED.keys() >= set(keys)

    def holds_for(answers: Mapping[str, Any], today: date) -> bool:
        own = own_answered(elsewhere, answers)
        return evaluate(condition, {**facts_of(from_answers(answers), today), **own}).holds

    @lru_cache(maxsize=64)
    def holds_with(given: tuple[Any, ...], today: date) -> bool:
        return holds_for(dict(zip(keys, given, strict=True)), today)

    def holds(scope: Scope) -> bool:
        answers, today = scope.answers, scope.facts.today
        return holds_with(tuple(map(answers.get, keys)), today) if is_plain else holds_for(answers, today)

    return satisfies("a condition of the policy", holds)


_PER = {None: 0, "month": MONTH, "year": YEAR}


def own_question(policy: Policy, one: OwnQuestion) -> Question:
    """Return one of the file's own questions."""
    condition = holds_when(one.when, policy.questions_of(one.programme)) if one.when is not None else None
    if one.kind is OwnKind.PAPER:
        return paper_question(policy.paper(one.key), condition)
    return Question(
        key=one.answer_key,
        prompt=one.text,
        answer=_answer(policy, one),
        help=one.help or HELP,
        label=one.name,
        ask_if=condition,
        optional=one.optional,
        sensitive=one.private,
        section=SECTION_OWN if one.programme is None else None,
        check=_at_least(one) if one.kind is OwnKind.MONEY else None,
    )


def _answer(policy: Policy, one: OwnQuestion) -> AnswerKind:
    match one.kind:
        case OwnKind.CHOICE:
            return ChoiceAnswer(policy_options(policy, one.choices or ""))
        case OwnKind.YES_NO:
            return YesNoAnswer()
        case OwnKind.DAY:
            return DateAnswer(not_future=one.not_after is not None, not_past=one.not_before is not None)
        case OwnKind.MONEY:
            most = LARGEST if one.most is None else read_fen(one.most)
            usual = read_fen(one.usual_least or 0), LARGEST if one.usual_most is None else read_fen(one.usual_most)
            return MoneyAnswer(at_most=most, may_be_nothing=not one.least, per=_PER[one.per], usual=usual)
        case OwnKind.NUMBER:
            most = 1_000_000 if one.most is None else int(one.most)
            usual = int(one.usual_least or 0), most if one.usual_most is None else int(one.usual_most)
            return NumberAnswer(int(one.least or 0), most, usual)
    return TextAnswer(int(one.least or 1), LONGEST if one.most is None else int(one.most))


def _at_least(one: OwnQuestion) -> Check:
    least = read_fen(one.least or 0)

    def check(value: int, _scope: Scope) -> Text | None:
        return (
            say(N_("That is too little; it has to be at least {least}."), least=Money(least)) if value < least else None
        )

    return check
