"""A household leaves one of several lists: what it leaves, what ends with that, and where it stands then."""

from collections.abc import Sequence

from domain.changes.asked import Part
from domain.changes.change import FileMovedOn
from domain.platform.text import N_, Joined, Sayable, paragraphs, say
from domain.policy.frame.lists import HardshipList
from models.changes import Change
from services.changes.record import About, why_of
from services.households import changing, class_facts, places_of, take_off
from services.platform.work import Work

__all__ = ["leave_list", "leaving", "leaving_said", "lists_of", "off", "stands_now"]


def lists_of(work: Work, whose: About) -> Sequence[HardshipList]:
    """Return the lists that a household stands on and can leave: of several, since a file is no list."""
    policy = work.house.policies.current
    if whose.file is None or whose.case is not None or len(policy.lists) == 1:
        return ()
    there = places_of(work.session, whose.file, policy).now
    return [one for one in policy.lists if one.key in there]


def _class_on(work: Work, whose: About, key: str) -> str:
    policy = work.house.policies.current
    assert whose.file is not None, "only who has a file stands on a list"
    facts = class_facts(work.session, [whose.file], policy)[whose.file.id]
    return str(facts.get(policy.list_of(key).fact) or "")


def off(work: Work, whose: About, key: str) -> tuple[Part, Part]:
    """Return old and new of it: the class on the list, and none."""
    return Part({"class": _class_on(work, whose, key)}), Part({"class": ""})


def leaving(work: Work, whose: About, key: str) -> Sayable:
    """Say before it is asked for what a household leaves, and what that means."""
    source = N_(
        "What was promised only for as long as it stands there, such as money each month, ends at its next day; what "
        "was paid stays paid. The file stays. Onto the list again it goes by its own steps: /apply"
    )
    return paragraphs(leaving_said(work, key, _class_on(work, whose, key)), say(source))


def leaving_said(work: Work, key: str, household_class: str) -> Sayable:
    """Return the line that says which list a household leaves."""
    policy = work.house.policies.current
    title = next((one.title for one in policy.lists if one.key == key), key)
    label = policy.household_class(household_class).label
    return say(N_("The household leaves {list}, where its class is: {household_class}"), list=title,
               household_class=label)  # fmt: skip


def leave_list(work: Work, change: Change, whose: About) -> None:
    """Take a household off a list; raises FileMovedOn when it stands there no longer, or in another class."""
    here = [one.key for one in lists_of(work, whose)]
    if whose.file is None or change.field not in here or off(work, whose, change.field)[0].to_json() != change.old:
        raise FileMovedOn
    with changing(work, whose.file, why_of(work, change)):
        take_off(work, whose.file, change.field, work.house.policies.current)


def stands_now(work: Work, whose: About) -> Sayable:
    """Say on which lists a household stands after it has left one."""
    there = lists_of(work, whose)
    if not there:
        return say(N_("The household stands on no list now. Its file is kept, and it can come on one again: /apply"))
    return say(N_("The household still stands on {lists}."), lists=Joined(tuple(one.title for one in there), ", "))
