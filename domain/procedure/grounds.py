"""What a decision rests on, as plain data kept with it, and what reads otherwise since.

Grounds are nested JSON: `answers` of the application and `file` of the household (both without papers, of which nothing
goes that somebody decided with), `case` (class, amount, unit), `student`, `applicant` and `head`, the worker who heads
the file.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from domain.households.numbers import MissingNumber
from domain.kinds.payee import is_card
from domain.policy import Paper
from domain.policy.questions import PAPER_PREFIX

# Whom it is for is named by what stays: name and resident id
PEOPLE, NUMBER = "members", "resident_id"
ADDED_LATER = "number_later"  # of a person: the number that was to follow, so that any other is a change
_APART = frozenset({"student", "student_name", "person", "person_name"})


Missing = Paper | MissingNumber  # what a household still has to bring


@dataclass(frozen=True, slots=True)
class Change:
    """One thing that reads otherwise: where it stands, as it was and as it is; None for what is not there.

    People of a household are told apart by their resident id: one who came or went is a single change.
    """

    place: tuple[str, ...]
    old: Any
    new: Any

    @property
    def is_of_card(self) -> bool:
        """Whether it is the number of a bank card."""
        return is_card(self.place[-1])


def answers_that_count(answers: Mapping[str, Any]) -> dict[str, Any]:
    """Return the answers of a form that a decision rests on: all but papers, and but how the form names the student.

    A number that was added later is only ever added, as a paper is: the person stands as they were decided on.
    """
    kept = {key: value for key, value in answers.items() if not key.startswith(PAPER_PREFIX) and key not in _APART}
    if people := kept.get(PEOPLE):
        kept[PEOPLE] = [_as_reported(person) for person in people]
    return kept


def _as_reported(person: Mapping[str, Any]) -> Mapping[str, Any]:
    if ADDED_LATER not in person:
        return person
    apart = {ADDED_LATER, NUMBER} if person[ADDED_LATER] == person.get(NUMBER) else {ADDED_LATER}
    return {key: value for key, value in person.items() if key not in apart}


def changes(old: Mapping[str, Any], new: Mapping[str, Any]) -> tuple[Change, ...]:
    """Return what reads otherwise in the new grounds than in the old ones; left out and empty are the same."""
    return tuple(_changes((), old, new))


def _changes(place: tuple[str, ...], old: Any, new: Any) -> Iterator[Change]:
    if _is_empty(old) and _is_empty(new):
        return
    if _are_people(old) and _are_people(new):
        yield from _people_changed(place, by_id(old), by_id(new))
    elif isinstance(old, Mapping) and isinstance(new, Mapping):
        for key in dict.fromkeys((*old, *new)):
            yield from _changes((*place, key), old.get(key), new.get(key))
    elif old != new:
        yield Change(place, old, new)


def _is_empty(value: Any) -> bool:
    return value is None or value == "" or (isinstance(value, Sequence | Mapping) and not value)


def _are_people(value: Any) -> bool:
    is_list = isinstance(value, Sequence) and not isinstance(value, str)
    return value is None or (is_list and all(isinstance(one, Mapping) for one in value))


def by_id(people: Sequence[Mapping[str, Any]] | None) -> dict[str, Mapping[str, Any]]:
    """Name each person by their resident id, and who has none by their place."""
    return {str(one.get("resident_id") or f"#{place}"): one for place, one in enumerate(people or ())}


def _people_changed(
    place: tuple[str, ...], old: Mapping[str, Mapping[str, Any]], new: Mapping[str, Mapping[str, Any]]
) -> Iterator[Change]:
    for key in dict.fromkeys((*old, *new)):
        if key in old and key in new:
            yield from _changes((*place, key), old[key], new[key])
        else:
            yield Change((*place, key), old.get(key), new.get(key))
