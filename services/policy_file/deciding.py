"""From when on a policy that was sent holds: its sender says so, and another administrator, if any, confirms it."""

from __future__ import annotations

from datetime import date

from domain.platform.messages import Message
from domain.platform.text import N_, Sayable, Text, paragraphs, say
from models.policy import SentPolicy
from services.platform import audit, outbox, waiting
from services.platform.work import Work
from services.policy_file import cards
from services.policy_file.looking import name_in
from services.policy_file.record import (
    CALLED_OFF,
    CONFIRMED,
    OPEN,
    OUTDATED,
    PROPOSED,
    READY,
    SENT,
    ForSender,
    NotYourOwn,
    SentMovedOn,
    locked,
    subject,
    wake,
)


def check_day(work: Work, sent_id: int) -> None:
    """Raise what `propose` would raise."""
    _to_propose(work, sent_id)


def propose(work: Work, sent_id: int, day: date | None) -> None:
    """Say from which day on a policy holds, None: at once. Where two administrators are named the others are asked.

    Raises NotForYou, ForSender, SentMovedOn.
    """
    row = _to_propose(work, sent_id)
    row.begins_on = day
    others = work.admin_ids - {row.person_id}
    audit.note(work, work.person_id, N_("said from when on a policy holds"), subject(row), detail=row.version)
    if not others:
        _confirmed(work, row)
        return
    row.state = PROPOSED
    waiting.stop(row)
    waiting.begin(work, row, work.house.policies.current.waits.officers, work.today)
    for admin in others:
        ask(work, row, admin, N_("A policy waits for you to look at it and confirm it."))


def _to_propose(work: Work, sent_id: int) -> SentPolicy:
    row = locked(work, sent_id)
    if row.person_id != work.person_id:
        raise ForSender
    if row.state != READY:
        raise SentMovedOn
    return row


def confirm(work: Work, sent_id: int) -> None:
    """A second administrator says that it is right. Raises NotForYou, NotYourOwn, SentMovedOn."""
    row = locked(work, sent_id)
    if row.person_id == work.person_id:
        raise NotYourOwn
    if row.state != PROPOSED:
        raise SentMovedOn
    _confirmed(work, row)
    _tell(work, row, N_("{name} has confirmed your policy."), {row.person_id})


def _confirmed(work: Work, row: SentPolicy) -> None:
    """It comes in force by the watch of the policy, which takes it into memory, too."""
    row.state, row.confirmed_by, row.confirmed_at = CONFIRMED, work.person_id, work.now
    row.begins_on = max(row.begins_on or work.today, work.today)
    waiting.stop(row)
    audit.note(work, work.person_id, N_("confirmed a policy"), subject(row), detail=row.version)
    wake(work)


def call_off(work: Work, sent_id: int) -> None:
    """A policy that is not in force yet never will be; who knows of it hears so. Raises NotForYou, SentMovedOn."""
    row = locked(work, sent_id)
    if row.state not in OPEN:
        raise SentMovedOn
    known = {row.person_id} | (set(work.admin_ids) if row.state in (PROPOSED, CONFIRMED) else set())
    row.state = CALLED_OFF
    waiting.stop(row)
    audit.note(work, work.person_id, N_("called a policy off"), subject(row), detail=row.version)
    _tell(work, row, N_("{name} has called the policy off that was sent."), known - {work.person_id})


def look_again(work: Work, sent_id: int) -> None:
    """Let a policy that was outdated be looked at once more. Raises NotForYou, ForSender, SentMovedOn."""
    row = locked(work, sent_id)
    if row.person_id != work.person_id:
        raise ForSender
    if row.state != OUTDATED:
        raise SentMovedOn
    row.state, row.begins_on, row.sent_at = SENT, None, work.now
    wake(work)


def _tell(work: Work, row: SentPolicy, source: str, readers: set[int]) -> None:
    for reader in readers:
        head = say(source, name=name_in(work.session, work.person_id))
        _put(work, row, reader, head)


def ask(work: Work, row: SentPolicy, reader: int, source: str, key: str | None = None) -> None:
    """Show somebody where a policy stands, under a first sentence."""
    _put(work, row, reader, Text(source), key)


def _put(work: Work, row: SentPolicy, reader: int, head: Sayable, key: str | None = None) -> None:
    card = cards.card(work, row, reader)
    outbox.put(work, reader, Message(paragraphs(head, card.text), card.keys), key=key)
