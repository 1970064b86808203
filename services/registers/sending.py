"""A register comes in, from the chat or the command line; it is read outside of any transaction."""

from __future__ import annotations

import base64
from collections.abc import Mapping
from pathlib import PurePath
from typing import Any

from domain.forms import FileRef
from domain.platform.access import Action
from domain.platform.access import require as require_access
from domain.platform.messages import Message, key
from domain.platform.text import N_, Refusal, say
from domain.registers.buttons import NewRegister
from models.people import FileToErase
from models.procedure import Paper
from models.registers.imports import RegisterImport
from services.people import actor_of
from services.platform import audit, outbox
from services.platform.work import Work
from services.registers.record import CALLED_OFF, FETCHING, SENT, find, subject, wake
from services.registers.trying.columns import BOUNDS, RegisterTooLong

REGISTER_PAPER = "register"
LONGEST_NAME = 60


class RegisterNotFetched(Refusal):
    """The chat platform has the file no longer."""

    text = N_("Telegram did not hand the register over, so nothing was taken. Please send it once more: /registers")


def keep_register(work: Work, answers: Mapping[str, Any]) -> None:
    """Keep the register that somebody sent (`purpose`, `table`); it is read as soon as it is fetched. Raises NotForYou,
    RegisterTooLong."""
    require_access(work.actor, Action.IMPORT_REGISTER)
    for ref in map(FileRef.from_json, answers["table"]):
        if ref.size > BOUNDS.file:
            raise RegisterTooLong
        row = _row(work, ref.name, answers["purpose"], FETCHING)
        work.session.add(_paper(work, ref, row))
    work.session.flush()


def bring(work: Work, name: str, purpose: str, content: bytes) -> int:
    """Keep a register from the command line; return its number. Raises RegisterTooLong."""
    if len(content) > BOUNDS.file:
        raise RegisterTooLong
    row = _row(work, name, purpose, SENT)
    row.content = base64.b64encode(content).decode()
    audit.note(work, None, N_("brought a register in"), subject(row), detail=row.file_name)
    return row.id


def _row(work: Work, name: str, purpose: str, state: str) -> RegisterImport:
    row = RegisterImport(
        person_id=work.person_id or None, file_name=_name(name), purpose=purpose, sent_at=work.now, state=state
    )
    work.session.add(row)
    work.session.flush()
    return row


def _name(given: str) -> str:
    plain = "".join(one for one in PurePath(given.replace("\\", "/")).name if one.isprintable())
    return plain[-LONGEST_NAME:] or "register"


def _paper(work: Work, ref: FileRef, row: RegisterImport) -> Paper:
    """The message goes from the chat once the file is here: there are many numbers in it."""
    return Paper(
        about=subject(row), kind=REGISTER_PAPER, file_id=ref.file_id, unique_id=ref.unique_id, name=ref.name,
        mime=ref.mime, size=ref.size, added_by=work.person_id, added_at=work.now, message_id=ref.message_id or None,
    )  # fmt: skip


def register_fetched(work: Work, paper: Paper, content: bytes | None) -> None:
    """Take over what was sent (None: it cannot be fetched); the file itself goes, the register has its content."""
    row = find(work.session, int(paper.about.rpartition(":")[2]), lock=True)
    if paper.stored_as is not None:
        work.session.add(FileToErase(stored_as=paper.stored_as))
        paper.stored_as = None
    if row is None or row.state != FETCHING or row.person_id is None:
        return
    try:
        require_access(actor_of(work.session, row.person_id, admin_ids=work.house.admin_ids), Action.IMPORT_REGISTER)
        if content is None:
            raise RegisterNotFetched
    except Refusal as refusal:
        row.state = CALLED_OFF
        again = key(say(N_("Send a register")), NewRegister())
        outbox.put(work, row.person_id, Message(refusal.said, ((again,),)), key=f"register:{row.id}:refused")
        return
    row.content, row.state = base64.b64encode(content).decode(), SENT
    audit.note(work, row.person_id, N_("brought a register in"), subject(row), detail=row.file_name)
    wake(work)
