"""Whether the questions that a policy file asks itself can be asked, and are not asked already."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal

from domain.households.facts import EVERY_FACT, FACTS
from domain.platform.fields import Unfit, read_fen
from domain.platform.predicates import Fact
from domain.platform.text import N_, Text, say
from domain.policy.checks import Found
from domain.policy.conditions import OptionKeys, rule_problems
from domain.policy.model import Policy
from domain.policy.own import LONGEST, OwnKind, OwnQuestion, facts_asked


def question_problems(policy: Policy, options: OptionKeys) -> Found:
    """Yield what is wrong with each question, with its place."""
    places, every = list(policy.every_question), list(policy.every_question.values())
    for number, (place, one) in enumerate(policy.every_question.items()):
        if any(one.key == other.key for other in every[:number]):
            yield places[number], say(N_("{key} stands twice"), key=one.key)
        yield from (((*place, name), reason) for name, reason in _problems(policy, one))
        if one.when is not None:
            yield from rule_problems(one.when, (*place, "when"), options, _known_before(every[:number], one))


def _known_before(asked: Sequence[OwnQuestion], one: OwnQuestion) -> Mapping[str, Fact]:
    """Return the facts that are known when a question is asked: under a programme only what it asked before."""
    before = facts_asked(other for other in asked if other.programme == one.programme)
    return before if one.programme else {**before, **FACTS}


def _problems(policy: Policy, one: OwnQuestion) -> Iterator[tuple[str, Text]]:
    if one.key in EVERY_FACT:
        yield "key", say(N_("{key} is a fact already; please choose another key"), key=one.key)
    if one.programme is not None and one.programme not in _that_ask(policy):
        yield "programme", say(N_("there is no programme {name}"), name=one.programme)
    yield from _choice_problems(policy, one)
    yield from _limit_problems(one)
    if one.kind is not OwnKind.DAY:
        for name in ("not_after", "not_before"):
            if getattr(one, name) is not None:
                yield name, say(N_("only a day can be bound to today"))
    if one.kind is OwnKind.PAPER:
        yield from _paper_problems(policy, one)
    elif any(one.key == paper.key for paper in policy.papers):
        yield "key", say(N_("{key} is a paper already; please choose another key"), key=one.key)


def _that_ask(policy: Policy) -> Iterator[str]:
    """Yield the keys of what a question can be asked under."""
    yield from (programme.key for programme in policy.programmes)
    yield from (one.joins for one in policy.lists)


def _choice_problems(policy: Policy, one: OwnQuestion) -> Iterator[tuple[str, Text]]:
    if one.kind is not OwnKind.CHOICE:
        if one.choices is not None:
            yield "choices", say(N_("only a choice has choices"))
    elif not policy.choices.get(one.choices or ""):
        yield "choices", say(N_("the list {name} is missing or empty"), name=one.choices or "choices")


def _limit_problems(one: OwnQuestion) -> Iterator[tuple[str, Text]]:
    for name in ("least", "most", "usual_least", "usual_most"):
        value: int | Decimal | None = getattr(one, name)
        if value is None:
            continue
        if not one.kind.has_limits:
            yield name, say(N_("only a text, a number or an amount has a least and a most"))
        elif one.kind is OwnKind.TEXT and name.startswith("usual"):
            yield name, say(N_("only a number or an amount has what is usual"))
        elif one.kind is OwnKind.MONEY:
            try:
                read_fen(value)
            except Unfit as error:
                yield name, error.said
        elif not isinstance(value, int) or value < 0:
            yield name, say(N_("this must be a whole number"))
        elif one.kind is OwnKind.TEXT and value > LONGEST:
            yield name, say(N_("{given} is too large; the most is {le}"), given=str(value), le=str(LONGEST))
    if one.least is not None and one.most is not None and one.least > one.most:
        yield "most", say(N_("the most is below the least"))
    if one.usual_least is not None and one.usual_most is not None and one.usual_least > one.usual_most:
        yield "usual_most", say(N_("the most is below the least"))
    if one.per is not None and one.kind is not OwnKind.MONEY:
        yield "per", say(N_("only an amount is for a month or a year"))


def _paper_problems(policy: Policy, one: OwnQuestion) -> Iterator[tuple[str, Text]]:
    if all(one.key != paper.key for paper in policy.papers):
        yield "key", say(N_("{key} is not in the list {name}"), key=one.key, name="papers")
    if one.key in _papers_asked(policy, one.programme):
        yield "key", say(N_("the paper {key} is asked for already"), key=one.key)


def _papers_asked(policy: Policy, programme: str | None) -> frozenset[str]:
    if programme is not None:
        of_lists = (paper.paper for one in policy.lists if one.joins == programme for paper in one.papers)
        by_key = (key for one in policy.programmes if one.key == programme for key in one.papers_named)
        return frozenset((*of_lists, *by_key))
    by_cause = (key for cause in policy.causes for key in cause.papers)
    by_rule = (key for extra in policy.extra_papers for key in extra.papers)
    return frozenset((*policy.papers_always, *by_cause, *by_rule))
