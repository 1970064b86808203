"""What is wrong with the lists of a policy and their classes: what stands twice, what nobody reaches, who keeps it."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from domain.platform.predicates import Op
from domain.platform.text import N_, say
from domain.policy.checks import Found, repeated
from domain.policy.conditions import Place
from domain.policy.frame.lists import HardshipList
from domain.policy.hardship import ClassRule
from domain.policy.model import Policy
from domain.units.steps import StepKind

HINT = N_("{key} is a class of {list} already; give it a name of its own, such as {hint}")


def list_problems(policy: Policy) -> Found:
    """Yield what is wrong with lists and classes, with the place of the entry."""
    yield from repeated([one.key for one in policy.lists], ("list",))
    yield from _title_problems(policy)
    yield from _steps_problems(policy)
    for each, place in _with_places(policy):
        yield from repeated([rule.key for rule in each.classes], place)
        yield from _line_problems(each.classes, place)
    yield from _shared_names(policy)
    yield from _taken_keys(policy)


def _with_places(policy: Policy) -> Iterator[tuple[HardshipList, Place]]:
    """Return every list with the place of its classes; those of the first may stand by themselves."""
    for number, one in enumerate(policy.lists):
        under = number > 0 or bool(policy.stated_lists[0].classes)
        yield one, ("list", number, "class") if under else ("class",)


def _line_problems(rules: tuple[ClassRule, ...], place: Place) -> Found:
    """No class takes in all households of one behind it, and one at least goes by income."""
    if not any(rule.line for rule in rules):
        yield place, say(N_("at least one class is told by its line of income"))
    reach = (Decimal(0), False)
    for number, rule in enumerate(rules):
        if rule.line is None:
            continue
        own = (rule.line.factor, rule.line.op is Op.LE)
        if own <= reach:
            yield (*place, number, "line"), say(N_("nobody comes into this class: the classes before it reach as far"))
        reach = max(reach, own)


def _shared_names(policy: Policy) -> Found:
    """A class is known by its key alone, so that no two lists have the same."""
    seen: dict[str, HardshipList] = {}
    for each, place in _with_places(policy):
        for number, rule in enumerate(each.classes):
            there = seen.setdefault(rule.key, each)
            if there.key != each.key:
                hint = f"{each.key}_{rule.key}"
                yield (*place, number, "key"), say(HINT, key=rule.key, list=there.title, hint=hint)


def _title_problems(policy: Policy) -> Found:
    """Of several lists each has a name."""
    for number, one in enumerate(policy.lists):
        if one.own_title is None and len(policy.lists) > 1:
            yield ("list", number, "title"), say(N_("this entry is missing"))


def _steps_problems(policy: Policy) -> Found:
    """Households come on a list by the entry of its steps, which those who keep it do."""
    for number, one in enumerate(policy.lists):
        place = ("list", number)
        steps = policy.procedure.get(one.procedure)
        if steps is None:  # the kind tells it
            continue
        yield from _open_levels(policy, one, place)
        entry = next((step for step in steps if step.kind == StepKind.ENTRY), None)
        if entry is None:
            source = N_("nobody comes on the list: its procedure {name} has no step {step}")
            yield (*place, "procedure"), say(source, name=one.procedure, step="entry")
        elif entry.level not in (None, one.kept_by):
            source = N_("it is kept by {kept_by}, but its step {step} is at {level}: both are the same level")
            level = entry.level.value if entry.level else ""
            yield (*place, "kept_by"), say(source, kept_by=one.kept_by.value, step="entry", level=level)


def _open_levels(policy: Policy, one: HardshipList, place: Place) -> Found:
    """A step leaves its level to whoever keeps the list, so that lists with the same steps have the same keeper."""
    others = {each.kept_by for each in policy.lists if each.procedure == one.procedure}
    is_open = any(step.role and step.level is None for step in policy.procedure[one.procedure])
    if is_open and len(others) > 1:
        source = N_(
            "its steps {name} leave a level to whoever keeps the list, but another list with the same steps is kept by "
            "another level: write the level into the steps, or give each list steps of its own"
        )
        yield (*place, "kept_by"), say(source, name=one.procedure)


def _taken_keys(policy: Policy) -> Found:
    """What the lists themselves are applied for by has keys of its own, and what asks for a list names one that there
    is."""
    taken: set[str] = set()
    for number, one in enumerate(policy.lists):
        for name, key in (("opens", one.opens), ("joins", one.joins)):
            if key in taken:
                yield ("list", number, name), say(N_("{key} stands twice"), key=key)
            taken.add(key)
    known = [one.key for one in policy.lists]
    for number, programme in enumerate(policy.programmes):
        for at, key in enumerate(programme.lists):
            if key not in known:
                source = N_("there is no list {key}; there are {known}")
                yield ("programme", number, "list", at), say(source, key=key, known=", ".join(known))
        if programme.key in taken:
            yield ("programme", number, "key"), say(N_("{key} is the key of a list or a file"), key=programme.key)
