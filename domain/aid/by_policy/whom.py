"""Whom of a household a programme is for, and what is taken for their answers where nobody is asked."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from domain.households.facts import ASKED_OF_MEMBER, facts_of_people
from domain.households.household import Member
from domain.kinds.kind import Given
from domain.platform.predicates import Facts, evaluate
from domain.platform.text import N_, Refusal
from domain.policy.aid.programme import Aid
from domain.policy.own import OwnQuestion

PERSON, SELF = "person", "self"


class NobodyMeant(Refusal):
    """Nobody of the household is meant by a programme."""

    text = N_("{nobody} If somebody is missing there, please send that under /file.")
    leads_to = "file"


def person_key(programme: Aid) -> str:
    """Return the key of the answer that names whom it is for; their name is kept as `<key>_name`."""
    return programme.whom.kept_as if programme.whom else PERSON


def is_meant(programme: Aid, member: Member) -> bool:
    """Say whether a programme may be for somebody who lives with the worker."""
    if programme.whom is None:
        return True
    facts = {name: getattr(member, name) for name in ASKED_OF_MEMBER}
    known = {name: None if value == "" else value for name, value in facts.items()}
    return evaluate(programme.whom.when.condition, known).holds


def tried_answers(given: Given, member: Member | None) -> Mapping[str, Any]:
    """Return what is taken for the answers to the programme's own questions about somebody; None: the worker."""
    asked = [one for one in given.policy.questions_of(given.programme.key) if one.tried_as is not None]
    if not asked:
        return {}
    facts = _facts(given, member)
    return dict(_answered(asked, facts))


def _answered(asked: list[OwnQuestion], facts: Facts) -> Iterator[tuple[str, Any]]:
    for one in asked:
        tried = one.tried_as
        assert tried is not None, "only those are looked at"
        if tried.when is not None:
            yield one.answer_key, evaluate(tried.when.condition, facts).holds
        else:
            yield one.answer_key, tried.value if tried.fact is None else facts.get(tried.fact)


def _facts(given: Given, member: Member | None) -> Facts:
    if given.file is None:
        return {}
    people = facts_of_people(given.file.household, given.today, given.born)
    return people[0 if member is None else given.file.household.members.index(member) + 1]
