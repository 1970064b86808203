"""A row of money: what it is for, how far it has come, and why a bank sends it back."""

from __future__ import annotations

import unicodedata
from enum import StrEnum

from domain.platform.text import N_, Refusal, Text


class MoneyKind(StrEnum):
    """What a row of money is: `pay` is what an approved case is given, `month` a month of it."""

    PAY = "pay"
    MONTH = "month"


class MoneyState(StrEnum):
    """How far a row has come; one that was sent back or called off stays, and the next attempt is a row of its own."""

    PROPOSED = "proposed"  # to be paid once more: waits for a second officer
    DUE = "due"
    PAID = "paid"
    RETURNED = "returned"
    CANCELLED = "cancelled"


LIVE = (MoneyState.PROPOSED.value, MoneyState.DUE.value, MoneyState.PAID.value)  # of these a case has one at a time


class Cause(StrEnum):
    """Why the bank sent money back, as its answer names it."""

    CLOSED = "closed"
    NUMBER = "number"
    NAME = "name"
    FROZEN = "frozen"
    OTHER = "other"

    @property
    def label(self) -> Text:
        """The cause, for people."""
        return Text(_CAUSES[self])

    @property
    def needs_card(self) -> bool:
        """Whether the worker has to give another card before the money can go out again."""
        return self is not Cause.OTHER


_CAUSES = {
    Cause.CLOSED: N_("the account is closed"),
    Cause.NUMBER: N_("the card number is wrong"),
    Cause.NAME: N_("the name does not fit the card"),
    Cause.FROZEN: N_("the account is frozen"),
    Cause.OTHER: N_("another cause"),
}


def folded(reference: str) -> str:
    """Return a bank's reference in one form, by which it is found again: half width, capitals, no spaces."""
    return "".join(unicodedata.normalize("NFKC", reference).split()).upper()


class SameCard(Refusal):
    """Money that came back from a card would come back again."""

    text = N_("That is the card from which the money came back. Please give another one.")


def check_new_card(new: str, old: str, cause: Cause) -> None:
    """Raise SameCard for the number that the money came back from; an account that was frozen may be free again."""
    if new == old and cause is not Cause.FROZEN:
        raise SameCard
