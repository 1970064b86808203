"""To whom the money of a case goes, as its answers say it, whatever its kind."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

CARD, PAYEE, WORKER = "_card", "payee", "worker"


def is_card(key: str) -> bool:
    """Say whether an answer is the number of a card that money may go to."""
    return key.endswith(CARD) and not key.startswith(("own_", "paper_"))


@dataclass(frozen=True, slots=True)
class Payee:
    """Somebody else than the worker: the key of the answer that is their card, its number, and their name."""

    card_key: str
    card: str
    name: str


def payee_in(answers: Mapping[str, Any]) -> Payee | None:
    """Return who is paid instead of the worker; None: the worker, to the card on file.

    A form whose answer `payee` may be somebody else, such as `student`, asks for their card: `student_card`. Their name
    is that of the one whom the case is for. Without the card the money goes to the worker.
    """
    named = answers.get(PAYEE)
    key = f"{named}{CARD}"
    card = answers.get(key)
    return Payee(key, str(card), str(answers.get(f"{named}_name") or named_in(answers) or "-")) if card else None


def named_in(answers: Mapping[str, Any]) -> str:
    """Return the name of the member whom a case is for; empty where it is for the worker or the household."""
    return str(answers.get("person_name") or answers.get("student_name") or "")
