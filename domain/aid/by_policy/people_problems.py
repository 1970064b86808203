"""What is wrong with whom a programme is for, who is paid, and by when it is to be asked for."""

from __future__ import annotations

from collections.abc import Iterator

from domain.households.facts import AID_FACTS, ASKED_OF_MEMBER, MEMBER_FACTS
from domain.kinds.payee import PAYEE
from domain.platform.text import N_, Text, say
from domain.policy import Policy
from domain.policy.aid.programme import About, Aid
from domain.policy.checks import facts_for, repeated, unknown
from domain.policy.conditions import OptionKeys, Place, rule_problems
from domain.policy.own import OwnQuestion, TriedAs

Problems = Iterator[tuple[Place, Text]]


def people_problems(policy: Policy, programme: Aid, place: Place, options: OptionKeys) -> Problems:
    """Yield what is wrong with those whom it is for, with their answers where nobody is asked, and with who is paid."""
    if programme.whom is not None:
        if programme.about is not About.MEMBER:
            source = N_("only a programme about one of the household chooses among them: {what}")
            yield (*place, "whom"), say(source, what='about = "member"')
        yield from rule_problems(programme.whom.when, (*place, "whom", "when"), options, ASKED_OF_MEMBER)
    elif programme.payees:
        yield (*place, "payees"), say(N_("somebody else is paid only where it is for one of the household: {entry}"),
                                      entry="whom")  # fmt: skip
    elif any(one.tried_as and (one.tried_as.fact or one.tried_as.when) for one in programme.ask):
        source = N_("facts of a person answer only where it is for one of the household: {entry}")
        yield (*place, "ask"), say(source, entry="whom")
    yield from unknown(programme.payees, (*place, "payees"), PAYEE, options)
    yield from repeated(programme.payees, (*place, "payees"))
    for number, one in enumerate(programme.ask):
        if one.tried_as is not None:
            yield from _tried_problems(one, one.tried_as, (*place, "ask", number, "tried_as"), options)


def _tried_problems(one: OwnQuestion, tried: TriedAs, place: Place, options: OptionKeys) -> Problems:
    if tried.when is not None:
        yield from rule_problems(tried.when, (*place, "when"), options, MEMBER_FACTS)
    elif tried.fact is not None and (tried.fact not in MEMBER_FACTS or MEMBER_FACTS[tried.fact].kind != one.fact.kind):
        yield (*place, "fact"), say(N_("{value} does not fit the fact {fact}"), value=tried.fact, fact=one.key)
    elif one.choices and tried.value is not None and tried.value not in options.get(one.choices, frozenset()):
        yield (*place, "value"), say(N_("{value} does not fit the fact {fact}"), value=str(tried.value), fact=one.key)


def window_problems(policy: Policy, programme: Aid, place: Place, options: OptionKeys) -> Problems:
    """Yield what is wrong with the conditions of its closing days."""
    if programme.window is None:
        return
    facts = {**facts_for(policy, programme.key), **AID_FACTS}
    for number, one in enumerate(programme.window.closing):
        if one.when is not None:
            yield from rule_problems(
                one.when, (*place, "window", "closing", number, "when"), options, facts, people=True
            )
