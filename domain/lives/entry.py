"""One entry in the life of a household, and how it reads."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from domain.households.history import Kind
from domain.platform.buttons import Button
from domain.platform.text import N_, Money, Sayable, Text, say


class Sort(StrEnum):
    """What an entry is of. The order is that of entries of one moment, the later one first."""

    REQUEST = "request"
    CASE_VISIT = "case_visit"
    HOME_VISIT = "home_visit"
    PAID = "paid"
    NOTICE = "notice"
    CASE_ENDED = "case_ended"
    CASE_BEGUN = "case_begun"
    CHANGE = "change"
    VERSION = "version"
    PLAN = "plan"
    MEASURE = "measure"
    GIVEN = "given"

    @property
    def rank(self) -> int:
        """Where it stands among those of one moment."""
        return list(Sort).index(self)


@dataclass(frozen=True, slots=True)
class Place:
    """Where a page ends: the moment, sort and number of its last entry; the next page begins behind it."""

    at: datetime
    rank: int
    number: int


@dataclass(frozen=True, slots=True)
class Entry:
    """One line: its day, what it says, and the button that opens it, where there is something to open."""

    day: date
    said: Sayable
    opens: Button | None = None


@dataclass(frozen=True, slots=True)
class Row:
    """What a line is worded from: `ref` is the case or request, `what` and `more` say which, `fen` how much."""

    sort: Sort
    at: datetime
    id: int
    ref: int
    what: str
    more: str
    fen: int


@dataclass(frozen=True, slots=True)
class Life:
    """A page of a life: whose file it is, its lines, the newest first, and where the next page begins (None: it was the
    last one)."""

    number: str
    entries: tuple[Entry, ...]
    next: Place | None


_ENDED = {
    "refused": N_("{title}, {number}: refused"),
    "withdrawn": N_("{title}, {number}: taken back"),
    "lapsed": N_("{title}, {number}: ended, since nothing more came"),
}
_STANDING = {
    "proposed": N_("{what}: waits for confirmation"),
    "refused": N_("{what}: not confirmed"),
    "lapsed": N_("{what}: ended, because nobody confirmed it in time"),
}


def worded(row: Row, title: Sayable) -> Sayable:
    """Say one entry in plain words; `title` is the programme's or, of a change, what was changed."""
    match row.sort:
        case Sort.REQUEST:
            return say(N_("A question to the union"))
        case Sort.HOME_VISIT:
            return say(N_("The case officer visited the household"))
        case Sort.CASE_VISIT:
            return say(N_("Two officers visited the household, for {title}"), title=title)
        case Sort.PAID:
            return say(N_("{amount} was paid: {title}"), amount=Money(row.fen), title=title)
        case Sort.GIVEN:
            return say(N_("Handed over: {title}, {number}"), title=title, number=row.more)
        case Sort.NOTICE:
            return say(N_("Public notice of {title}, {number}"), title=title, number=row.more)
        case Sort.CASE_BEGUN:
            return say(N_("{title} was asked for, {number}"), title=title, number=row.more)
        case Sort.CASE_ENDED:
            case, _, status = row.more.partition(" ")
            source = _ENDED.get(status, N_("{title}, {number}: finished"))
            return Text(source, {"title": title, "number": case})
        case Sort.CHANGE:
            return Text(_STANDING[row.more], {"what": title}) if row.more in _STANDING else title
        case Sort.PLAN:
            return say(N_("A plan was made for the household"))
        case Sort.MEASURE:
            return say(N_("A measure of the plan was done"))
        case Sort.VERSION:
            return Kind(row.what).said
