"""Where a person is in a form and what they have answered: plain JSON data, kept in one sealed column."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from operator import attrgetter
from typing import Any

SUMMARY_AT = "@summary"
CHANGE_AT = "@change"
DECLARE_AT = "@declare"
DONE_AT = "@done"


@dataclass(frozen=True, slots=True)
class FormState:
    """The whole state of one person in one form.

    What it holds is never changed in place. `answers` holds every answer ever given, also those that no longer apply;
    None means skipped. `drafts` holds answers in the making by path (files so far, ticked options, matches found).
    `shown` is what is shown back at `at` before it counts (see `moves.shown_back`). `asked` holds which place was shown
    from which version on, `heard` which message of the person was for which place, a line each: no words, only numbers
    and paths. `closed` are the groups declared complete. `at` is a path ("housing_kind", "members", "members.1",
    "members.1.name") or one of the @ places. `last` is the path just understood. `version` grows with every change;
    buttons carry it.
    """

    form: str
    form_version: int
    answers: dict[str, Any] = field(default_factory=dict)
    drafts: dict[str, Any] = field(default_factory=dict)
    closed: tuple[str, ...] = ()
    at: str = ""
    last: str = ""
    page: int = 0
    help: bool = False
    changing: bool = False
    version: int = 0
    shown: dict[str, Any] | None = None
    asked: str = ""
    heard: str = ""

    @property
    def pieces(self) -> str | None:
        """The pieces of a long text that wait for the rest; None when there are none."""
        return (self.shown or {}).get("pieces")

    def to_json(self) -> dict[str, Any]:
        """Return the state as plain data, which shares the answers."""
        return {**dict(zip(_NAMES, _VALUES(self), strict=True)), "closed": list(self.closed)}

    @staticmethod
    def from_json(data: Mapping[str, Any]) -> FormState:
        """Read back what `to_json` wrote, with lists in place of lines until the end of November 2026."""
        lines = {key: _as_lines(data[key]) for key in ("asked", "heard") if not isinstance(data.get(key, ""), str)}
        return FormState(**{**data, "closed": tuple(data["closed"]), **lines})

    def moved(self, at: str, **changes: Any) -> FormState:
        """Return the state at another place, with help folded, the first page shown and nothing shown back."""
        return self.but(at=at, **{"page": 0, "help": False, "shown": None, **changes})

    def at_path(self, path: str) -> Any:
        """Return the answer kept under a path, None if there is none."""
        return value_at(self.answers, path)

    def with_answer(self, path: str, value: Any) -> FormState:
        """Return the state with this answer kept and its draft put away."""
        answers = with_value(self.answers, path, value)
        drafts = {key: draft for key, draft in self.drafts.items() if key != path}
        return self.but(answers=answers, drafts=drafts, last=path)

    def with_draft(self, path: str, value: Any) -> FormState:
        """Return the state with an answer in the making; None puts it away."""
        drafts = {key: draft for key, draft in self.drafts.items() if key != path}
        return self.but(drafts=drafts if value is None else {**drafts, path: value})

    def but(self, **changes: Any) -> FormState:
        """Return the state with some things changed; as `dataclasses.replace`, in a third of the time."""
        return FormState(**{**dict(zip(_NAMES, _VALUES(self), strict=True)), **changes})


def _as_lines(pairs: list[list[Any]]) -> str:
    """Write numbers and their places a line each."""
    return "\n".join(f"{number} {at}" for number, at in pairs)


_NAMES = tuple(FormState.__dataclass_fields__)
_VALUES = attrgetter(*_NAMES)


def value_at(answers: Mapping[str, Any], path: str) -> Any:
    """Return the answer kept under a path, None if there is none."""
    key, *rest = path.split(".")
    value = answers.get(key)
    if not rest:
        return value
    index = int(rest[0])
    if not isinstance(value, list) or index >= len(value):
        return None
    return value[index].get(rest[1]) if len(rest) > 1 else value[index]


def with_value(answers: Mapping[str, Any], path: str, value: Any) -> dict[str, Any]:
    """Return the answers with one kept under a path, the old ones untouched; the item of a group must exist."""
    key, *rest = path.split(".")
    if not rest:
        return {**answers, key: value}
    items = list(answers[key])
    items[int(rest[0])] = {**items[int(rest[0])], rest[1]: value}
    return {**answers, key: items}
