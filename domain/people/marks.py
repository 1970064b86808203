"""What a household has that another file of the same household would have, too."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from enum import StrEnum
from typing import Any

from domain.platform.alike import same_name
from domain.platform.identifiers import birth_of
from domain.platform.text import N_, Text

SHARED = frozenset({"bank_card", "home_address"})  # answers of the household that another file would have, too


class Mark(StrEnum):
    """A sort of what two files of one household share."""

    PHONE = "phone"
    CARD = "card"
    ADDRESS = "address"
    BIRTH = "birth"

    @property
    def said(self) -> Text:
        """What is the same, for people."""
        return Text(SAME[self])


SAME = {
    Mark.PHONE: N_("the same phone"),
    Mark.CARD: N_("the same bank card"),
    Mark.ADDRESS: N_("the same address"),
    Mark.BIRTH: N_("the same name and day of birth"),
}


def marks(name: str, number: str, phone: str | None, data: Mapping[str, Any]) -> Iterator[tuple[Mark, str]]:
    """Yield what the file of a head and their answers may share with another, so worded that the same is equal: signs
    of one meaning, spaces and width make no difference."""
    if phone:
        yield Mark.PHONE, phone
    if card := data.get("bank_card"):
        yield Mark.CARD, str(card)
    if address := same_name(str(data.get("home_address") or "")):
        yield Mark.ADDRESS, address
    if (born := birth_of(number)) is not None and name:
        yield Mark.BIRTH, _born(name, born)


def marks_of_members(data: Mapping[str, Any]) -> Iterator[tuple[Mark, str]]:
    """Yield those of everybody who lives with the head and whose day of birth is known."""
    for row in data.get("members") or ():
        born, name = birth_of(str(row.get("resident_id") or "")) or _day(row.get("born")), str(row.get("name") or "")
        if born is not None and name:
            yield Mark.BIRTH, _born(name, born)


def _born(name: str, born: date) -> str:
    return f"{same_name(name)}:{born.isoformat()}"


def _day(kept: object) -> date | None:
    try:
        return date.fromisoformat(str(kept)) if kept else None
    except ValueError:
        return None
