"""The checklist of one household in one season: what an entry must bring, what is left, and how it is taken back."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Any

from domain.platform.text import N_, Money, Refusal, Text
from domain.policy.seasons import CheckItem, Season

OUT_OF_AUDIENCE = "@out_of_audience"
# Why an item may be left out, as the officer's button says it; kept as @key.
WHYS: Mapping[str, str] = {
    "does_not_apply": N_("It does not apply to them"),
    "not_wanted": N_("They prefer not to"),
    "had_elsewhere": N_("Already received elsewhere"),
    "away": N_("They are away the whole season"),
}
_SAID = {**WHYS, "out_of_audience": N_("The season is no longer for this household")}


class NoSuchItem(Refusal):
    """The checklist has no such item."""

    text = N_("This is not on the checklist. Please send /tasks and open the household again.")


class ChoiceMissing(Refusal):
    """The item needs one of its choices."""

    text = N_("Please choose one of the answers first.")


class NoteMissing(Refusal):
    """The item needs a note."""

    text = N_("Please write a sentence on how it went.")


class PhotoMissing(Refusal):
    """The item needs a photo."""

    text = N_("Please send at least one photo.")


class GoodsMissing(Refusal):
    """The item needs to know which goods were given."""

    text = N_("Please choose at least one thing that was given.")


class NothingGiven(GoodsMissing):
    """The same for an item that may be left out."""

    text = N_("Please choose at least one thing that was given. If nothing was, go back and press “Not needed”.")


class AmountMissing(Refusal):
    """The item needs an amount above zero."""

    text = N_("Please give an amount above zero.")


class NoMoneyGiven(AmountMissing):
    """The same for an item that may be left out."""

    text = N_("Please give an amount above zero. If no money is given, go back and press “Not needed”.")


class AboveOneTime(Refusal):
    """More than the cap for one time."""

    text = N_(
        "{amount} is above the most for one time, {cap}. They have had {had} this year; {left} is still possible."
    )


class AboveTheYear(Refusal):
    """More than what is left of the cap for one person and year."""

    text = N_(
        "{amount} is too much: the most for one person in a year is {cap}, and they have had {had} in {year}. "
        "{left} is still possible."
    )


class MustBeDone(Refusal):
    """The policy does not let this item be left out."""

    text = N_("This one cannot be left out. Please do it, or put the household off with “Later”.")


class WhyMissing(Refusal):
    """An item is left out for a reason."""

    text = N_("Please say why it is not needed.")


class NothingToUndo(Refusal):
    """The item is open anyway."""

    text = N_("There is nothing to undo here, it is still open.")


class NotAhead(Refusal):
    """A household is put off until a day that is still to come."""

    text = N_("Please choose a day after today.")


class AfterClosing(Refusal):
    """Nothing is put off past the end of the season."""

    text = N_("The season ends on {closes}. Please choose that day or an earlier one.")


class ItemState(StrEnum):
    """How an item was dealt with; one that is open has no entry."""

    DONE = "done"
    NOT_NEEDED = "not_needed"


class TaskState(StrEnum):
    """How far a household is."""

    UNTOUCHED = "untouched"
    IN_WORK = "in_work"
    DONE = "done"


@dataclass(frozen=True, slots=True)
class Given:
    """What an officer gives with an item; `amount` in fen, `files` as `FileRef.to_json()`."""

    choice: str = ""
    note: str = ""
    goods: tuple[str, ...] = ()
    amount: int = 0
    files: Sequence[Mapping[str, Any]] = ()


@dataclass(frozen=True, slots=True)
class Entry:
    """What is on record of an item: `amount` in fen, `goods` keys of the season's; `by` None means by itself."""

    state: ItemState
    at: datetime
    by: int | None = None
    choice: str = ""
    note: str = ""
    why: str = ""
    goods: tuple[str, ...] = ()
    amount: int = 0

    @property
    def stamp(self) -> int:
        """A number by which a button tells this entry from a later one: milliseconds since 1970."""
        return int(self.at.timestamp() * 1000)

    def to_json(self) -> dict[str, Any]:
        """Return the entry as plain data, without what is empty."""
        more = {"choice": self.choice, "note": self.note, "why": self.why, "goods": list(self.goods),
                "amount": self.amount}  # fmt: skip
        base = {"state": self.state.value, "by": self.by, "at": self.at.isoformat()}
        return base | {name: value for name, value in more.items() if value}

    @staticmethod
    def from_json(data: Mapping[str, Any]) -> Entry:
        """Read back what `to_json` wrote."""
        given = {**data, "state": ItemState(data["state"]), "at": datetime.fromisoformat(data["at"])}
        return Entry(**{**given, "goods": tuple(data.get("goods", ()))})


Entries = Mapping[str, Entry]


def entries_of(kept: Mapping[str, Any]) -> dict[str, Entry]:
    """Return the entries of a task by the key of the item, as they were kept."""
    return {key: Entry.from_json(data) for key, data in kept.items()}


def item_of(season: Season, key: str) -> CheckItem:
    """Return an item of the checklist; raises NoSuchItem."""
    try:
        return season.item(key)
    except KeyError:
        raise NoSuchItem from None


def open_items(season: Season, entries: Entries) -> tuple[CheckItem, ...]:
    """Return the items that are neither done nor left out, in the order of the checklist."""
    return tuple(item for item in season.checklist if item.key not in entries)


def state_of(season: Season, entries: Entries) -> TaskState:
    """Return how far a household is: done when every item is done or not needed."""
    if not open_items(season, entries):
        return TaskState.DONE
    known = any(item.key in entries for item in season.checklist)
    return TaskState.IN_WORK if known else TaskState.UNTOUCHED


def check_entry(season: Season, item: CheckItem, entry: Entry, photos: int) -> None:
    """Raise unless an entry brings what its item needs; `photos` is how many are kept with it.

    Raises ChoiceMissing, GoodsMissing, AmountMissing, NoteMissing, PhotoMissing.
    """
    goods_missing, amount_missing = (NothingGiven, NoMoneyGiven) if item.not_needed else (GoodsMissing, AmountMissing)
    missing: Mapping[str, tuple[bool, type[Refusal]]] = {
        "choice": (entry.choice not in {choice.key for choice in item.choices}, ChoiceMissing),
        "goods": (not entry.goods or not set(entry.goods) <= {one.key for one in season.goods}, goods_missing),
        "money": (entry.amount <= 0, amount_missing),
        "note": (not entry.note.strip(), NoteMissing),
        "photo": (photos < 1, PhotoMissing),
    }
    for need in item.needs:
        is_missing, refusal = missing[need]
        if is_missing:
            raise refusal


def check_leaving_out(item: CheckItem, why: str) -> None:
    """Raise unless the policy lets an item be left out and there is a reason; raises MustBeDone, WhyMissing."""
    if not item.not_needed:
        raise MustBeDone
    if not why.strip():
        raise WhyMissing


def why_kept(preset: str | None, typed: str | None) -> str:
    """Return what is kept of a reason: the key of a preset behind an @, else the typed words."""
    return f"@{preset}" if preset in WHYS else (typed or "").strip()


def why_said(kept: str) -> str | Text:
    """Return a kept reason for a reader."""
    found = _SAID.get(kept.removeprefix("@")) if kept.startswith("@") else None
    return Text(found) if found else kept


def without(entries: Entries, key: str) -> dict[str, Entry]:
    """Return the entries without an item, which is open again; raises NothingToUndo."""
    if key not in entries:
        raise NothingToUndo
    return {name: entry for name, entry in entries.items() if name != key}


def still_possible(season: Season, had: int) -> int | None:
    """Return how many fen may still be given at once to somebody who has had `had` this year; None without caps."""
    rooms = []
    if season.cap_per_time is not None:
        rooms.append(season.cap_per_time)
    if season.cap_per_person_year is not None:
        rooms.append(max(season.cap_per_person_year - had, 0))
    return min(rooms, default=None)


def check_amount(season: Season, amount: int, had: int, year: int) -> None:
    """Raise when an amount passes a cap (DOMAIN section 3), all in fen; raises AboveOneTime, AboveTheYear.

    `had` is what the same person has had in the calendar year `year` already; exactly the cap is allowed.
    """
    left = Money(still_possible(season, had) or 0)
    yearly, once = season.cap_per_person_year, season.cap_per_time
    if yearly is not None and had + amount > yearly:
        given = {"amount": Money(amount), "cap": Money(yearly), "had": Money(had), "left": left}
        raise AboveTheYear(**given, year=str(year))
    if once is not None and amount > once:
        raise AboveOneTime(amount=Money(amount), cap=Money(once), had=Money(had), left=left)


def check_later(day: date, *, today: date, closes: date) -> None:
    """Raise unless a household may be put off until a day; raises NotAhead, AfterClosing."""
    if day <= today:
        raise NotAhead
    if day > closes:
        raise AfterClosing(closes=closes)
