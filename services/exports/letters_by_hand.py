"""Letters to somebody without an account: what was said to them waits until an officer has printed and brought it."""

from __future__ import annotations

from collections.abc import Sequence

from sqlmodel import col, select

from domain.exports.letters_by_hand import Letter, letters_by_hand
from domain.platform.messages import unpack_message
from domain.platform.text import N_, say
from models.platform.outbox import LETTER, SENT, Outbox
from services import behalf
from services.behalf import Ward
from services.exports.sending import made_by, send
from services.platform import audit
from services.platform.work import Work

TOOK = N_("took the letters to somebody without an account")
BROUGHT = N_("brought the letters to somebody without an account")


def letters_waiting(work: Work, behalf_id: int) -> tuple[Ward, list[Letter]]:
    """Return the letters that wait for somebody for whom whoever acts enters; raises NotForYou, BehalfOver."""
    return behalf.ward(work, behalf_id), [_letter(work, row) for row in _rows(work, behalf_id)]


def _rows(work: Work, behalf_id: int) -> Sequence[Outbox]:
    person_id = behalf.acting(work, behalf_id).person_id
    return work.session.exec(
        select(Outbox).where(Outbox.chat_id == person_id, Outbox.state == LETTER).order_by(col(Outbox.id))
    ).all()


def _letter(work: Work, row: Outbox) -> Letter:
    return Letter(row.created_at.astimezone(work.house.zone).date(), unpack_message(row.body["message"]).text)


def print_letters(work: Work, behalf_id: int) -> None:
    """Send them as one PDF; they wait until somebody says that they were brought. Raises NotForYou, BehalfOver."""
    ward, letters = letters_waiting(work, behalf_id)
    if not letters:
        return
    made, file_name = made_by(work, "", None), f"letters-{behalf_id}-{work.today}.pdf"
    audit.note(work, work.person_id, TOOK, f"person:{behalf.acting(work, behalf_id).person_id}")
    drawing = letters_by_hand(made, ward.name, letters, made.name, file_name)
    send(work, say(N_("The letters to {name}, to print and to bring."), name=ward.name), drawing)


def letters_brought(work: Work, behalf_id: int) -> None:
    """The letters were brought and read out; they wait no longer. Raises NotForYou, BehalfOver."""
    for row in _rows(work, behalf_id):
        row.state, row.sent_at = SENT, work.now
    audit.note(work, work.person_id, BROUGHT, f"person:{behalf.acting(work, behalf_id).person_id}")
    work.session.flush()
