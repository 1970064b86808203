"""One household comes of two files: who lives in it, and what they are to its head."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from domain.platform.alike import same_name
from domain.platform.identifiers import birth_of

SAME = "same"  # both heads are one person
OTHER = "other"
MEMBERS = "members"
Row = Mapping[str, Any]
# What the other head's people are to the head who stays, by what the other head is to that one.
SPOUSE = {
    "son": "son", "daughter": "daughter", "grandchild": "grandchild", "father": "parent_in_law",
    "mother": "parent_in_law",
}  # fmt: skip
CHILD = {"son": "grandchild", "daughter": "grandchild"}
OF_PARENT = {"son": "sibling", "daughter": "sibling", "father": "grandparent", "mother": "grandparent"}
THROUGH: Mapping[str, Mapping[str, str]] = {
    "spouse": SPOUSE, "son": CHILD, "daughter": CHILD,
    "father": {**OF_PARENT, "spouse": "mother"}, "mother": {**OF_PARENT, "spouse": "father"},
}  # fmt: skip
KEPT_OF_HEAD = ("work_status", "monthly_income", "health", "stage", "school", "entry_year")


@dataclass(frozen=True, slots=True)
class Head:
    """Who heads a file: name and number as they registered."""

    name: str
    number: str

    @property
    def row(self) -> dict[str, Any]:
        """The head as a member would be kept."""
        return {"name": self.name, "resident_id": self.number}


def is_one(first: Row, second: Row) -> bool:
    """Say whether two rows are of one person: by their numbers, where either has none by name and day of birth. Twins
    have the day and the home in common, and not the name."""
    one, two = str(first.get("resident_id") or ""), str(second.get("resident_id") or "")
    if one and two:
        return one == two
    born = [birth_of(number) or _born(row) for number, row in ((one, first), (two, second))]
    is_name = same_name(str(first.get("name") or "")) == same_name(str(second.get("name") or ""))
    return is_name and (None in born or str(born[0]) == str(born[1]))


def _born(row: Row) -> Any:
    return row.get("born") or None


def together(
    kept: Row, kept_head: Head, other: Row, other_head: Head, relation: str, known: Collection[str]
) -> list[dict[str, Any]]:
    """Return who lives with the head who stays: their own people first, then those of the other file who are not among
    them, each once. `relation` is what the other head is to the head who stays (`SAME`: the same person); `known` are
    the relations that the policy has."""
    there = [dict(row) for row in kept.get(MEMBERS) or ()]
    more = [] if relation == SAME else [_head_as_member(other, other_head, relation)]
    more += [_through(dict(row), relation, known) for row in other.get(MEMBERS) or ()]
    for row in more:
        if not is_one(row, kept_head.row) and not _is_among(row, there):
            there.append(row)
    return there


def _is_among(row: Row, rows: Iterable[Row]) -> bool:
    return any(is_one(row, one) for one in rows)


def _head_as_member(data: Row, head: Head, relation: str) -> dict[str, Any]:
    """Return the head of the other file as a member: what was said of the worker is said of them."""
    said = {key: data[f"self_{key}"] for key in KEPT_OF_HEAD if data.get(f"self_{key}") is not None}
    return {"relation": relation, **head.row, **said}


def _through(row: dict[str, Any], relation: str, known: Collection[str]) -> dict[str, Any]:
    if relation == SAME:
        return row
    wanted = THROUGH.get(relation, {}).get(str(row.get("relation")), OTHER)
    return {**row, "relation": wanted if wanted in known else row.get("relation", "")}


def place_of(rows: Sequence[Row], wanted: Row) -> int | None:
    """Return where somebody stands among rows; None when they do not."""
    return next((place for place, row in enumerate(rows) if is_one(row, wanted)), None)
