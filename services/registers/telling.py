"""Who hears of a register, and how far it has come in the one message about it."""

from __future__ import annotations

from domain.platform.messages import Message
from domain.platform.text import N_, Sayable, Text, paragraphs
from models.registers.imports import RegisterImport
from services.platform import outbox
from services.platform.work import Work
from services.registers import cards
from services.registers.record import confirmers

TOLD = 20  # how often, at most, the message about what goes on is changed


def tell(work: Work, row: RegisterImport, *, also: str = "") -> None:
    """Show where a register stands to whoever sent it; `also` is the first sentence to those who take it in, to whom it
    is shown, too."""
    if row.person_id is not None:
        message = cards.card(work, row, row.person_id)
        outbox.put(work, row.person_id, message, key=_key(row, row.person_id))
    if also:
        for reader in confirmers(work, row) - {row.person_id}:
            put(work, row, reader, Text(also), _key(row, reader))


def put(work: Work, row: RegisterImport, reader: int, head: Sayable, key: str) -> None:
    """Show somebody where a register stands, under a first sentence."""
    card = cards.card(work, row, reader)
    outbox.put(work, reader, Message(paragraphs(head, card.text), card.keys), key=key)


def progress(work: Work, row: RegisterImport) -> None:
    """Change the message about what goes on, now and then."""
    every = max(1, -(-row.pieces // TOLD))
    if row.person_id is None or row.done % every:
        return
    outbox.edit(work, row.person_id, cards.card(work, row, row.person_id), target_key=_key(row, row.person_id))


def _key(row: RegisterImport, reader: int) -> str:
    return f"register:{row.id}:{row.state}:{row.version}:{reader}"


TO_CONFIRM = N_("A register waits for you to look at it and take it in.")
