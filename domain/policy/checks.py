"""Small checks that several parts of a policy need."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence

from domain.households.classes import NO_CLASS
from domain.households.facts import AID_FACTS, CLASS, FACTS
from domain.platform.predicates import Fact, FactKind
from domain.platform.text import N_, Text, say
from domain.policy.conditions import OptionKeys, Place
from domain.policy.model import Policy
from domain.policy.own import facts_asked
from domain.policy.programmes import Programme

Found = Iterator[tuple[Place, Text]]


def repeated(keys: Sequence[str] | Sequence[int], place: Place) -> Found:
    """Yield every entry of a list whose key stands in it before."""
    counts = Counter(keys)
    for number, key in enumerate(keys):
        if counts[key] > 1 and key in keys[:number]:
            yield (*place, number), say(N_("{key} stands twice"), key=str(key))


def unknown(keys: Iterable[str], place: Place, name: str, options: OptionKeys) -> Found:
    """Yield every entry whose key is not in the named list."""
    for number, key in enumerate(keys):
        if key not in options.get(name, frozenset()):
            yield (*place, number), say(N_("{key} is not in the list {name}"), key=key, name=name)


def no_procedure(policy: Policy, programme: Programme, place: Place) -> Found:
    """Yield a programme whose steps are nowhere."""
    if programme.procedure not in policy.procedure:
        yield (*place, "procedure"), say(N_("there is no procedure {name}"), name=programme.procedure)


def facts_for(policy: Policy, programme: str | None = None) -> Mapping[str, Fact]:
    """Return the facts that a condition may ask about: of households, of the file's own questions, and of those of a
    programme where its own condition is meant."""
    own = (*policy.questions_of(), *(policy.questions_of(programme) if programme else ()))
    return {**facts_asked(own), **FACTS}


def facts_on_file(policy: Policy) -> Mapping[str, Fact]:
    """Return the facts that a condition may ask about of households on file, their classes among them."""
    return {**facts_for(policy), **list_facts(policy), CLASS: AID_FACTS[CLASS]}


def list_facts(policy: Policy) -> Mapping[str, Fact]:
    """Return the facts of the lists: on each that the file names the class of the household."""
    return {one.fact: Fact(FactKind.CHOICE, one.said, one.fact) for one in policy.named_lists}


def classes_by_fact(policy: Policy, programme: Programme | None = None) -> OptionKeys:
    """Return the keys of classes that a condition may name: of the lists that a programme asks for (without one of the
    first), and of each by its fact."""
    here = policy.classes_for(programme) if programme else policy.classes
    named = ((CLASS, here), *((one.fact, one.in_order) for one in policy.lists))
    return {fact: frozenset({NO_CLASS, *(one.value for one in classes)}) for fact, classes in named}
