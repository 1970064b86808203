"""A confirmed policy comes in force on its day; one that was overtaken by another is told to whom it concerns."""

from __future__ import annotations

from typing import cast

from sqlmodel import Session, col, select

from domain.platform.text import N_, Sayable, unpack
from models.policy import SentPolicy
from services.platform import audit, waiting
from services.platform.waiting import Due
from services.platform.work import Work
from services.policy_file import uses
from services.policy_file.deciding import ask
from services.policy_file.record import CALLED_OFF, COMPARED, CONFIRMED, IN_FORCE, OUTDATED, PROPOSED, READY, subject

CAME = N_("The policy that was sent in the chat is in force now. Nobody has to do anything.")
LATER = N_("A policy that was sent in the chat has become outdated: another one has come in force since.")
REMIND = {
    READY: N_("A policy that you sent waits for you to say from when on it shall hold."),
    PROPOSED: N_("A policy still waits for you to look at it and confirm it."),
}
OVER = N_("Nobody has decided about a policy that was sent, so it is over. It can be sent again at any time: /policy")


def is_due(session: Session, work: Work) -> bool:
    """Tell whether there is something for `carry_out`; only reads."""
    last = uses.last_use(session)
    rows = session.exec(select(SentPolicy).where(col(SentPolicy.state).in_(COMPARED))).all()
    return any(_is_overtaken(row, last) or _begins(work, row) for row in rows)


def carry_out(work: Work) -> None:
    """Put in force what is confirmed and begins today or before, the first one first; what was compared with a policy
    that no longer is in force is outdated."""
    rows = select(SentPolicy).where(col(SentPolicy.state).in_(COMPARED)).order_by(col(SentPolicy.id))
    for row in work.session.exec(rows.with_for_update()).all():
        if _is_overtaken(row, uses.last_use(work.session)):
            _outdated(work, row)
        elif _begins(work, row):
            _put_in_force(work, row)


def _is_overtaken(row: SentPolicy, last: uses.PolicyUse | None) -> bool:
    return last is not None and row.against != last.version


def _begins(work: Work, row: SentPolicy) -> bool:
    return row.state == CONFIRMED and row.begins_on is not None and row.begins_on <= work.today


def _put_in_force(work: Work, row: SentPolicy) -> None:
    work.house.policies.keep_change(work.session, row.version, row.whole, now=work.now, name=row.file_name)
    difference = [cast(Sayable, unpack(one)) for one in row.difference]
    if uses.note_sent(work, row.version, row.id, difference) is None:
        return  # another process wrote another one down just now; the next look finds this one outdated
    row.state = IN_FORCE
    audit.note(work, None, N_("a policy that was sent is in force"), subject(row), detail=row.version)
    for admin in work.admin_ids | {row.person_id}:
        ask(work, row, admin, CAME, f"policy-sent:{row.id}:in-force:{admin}")


def _outdated(work: Work, row: SentPolicy) -> None:
    concerned = {row.person_id} | (set(work.admin_ids) if row.state != READY else set())
    row.state = OUTDATED
    waiting.stop(row)
    for reader in concerned:
        ask(work, row, reader, LATER, f"policy-sent:{row.id}:outdated:{row.against}:{reader}")


def call_on(work: Work) -> None:
    """Remind whoever is to decide about a policy that was sent, and end what nobody decides about."""
    waits = select(SentPolicy).where(col(SentPolicy.state).in_(REMIND), col(SentPolicy.call_on) <= work.today)
    for row in work.session.exec(waits.order_by(col(SentPolicy.id)).with_for_update()).all():
        asked = {row.person_id} if row.state == READY else set(work.admin_ids) - {row.person_id}
        last = waiting.reminders(work, [_key(row, one) for one in asked] if row.reminded else ())
        match waiting.what_is_due(
            work, row, work.house.policies.current.waits.officers, work.today, next(iter(last.values()), None)
        ):
            case Due.REMIND | Due.LAST:
                for one in asked:
                    ask(work, row, one, REMIND[row.state], _key(row, one))
            case Due.END:
                _end(work, row, asked)


def _key(row: SentPolicy, reader: int) -> str:
    return f"policy-sent:{row.id}:{row.state}:{row.waits_since}:{row.reminded}:{reader}"


def _end(work: Work, row: SentPolicy, asked: set[int]) -> None:
    row.state = CALLED_OFF
    waiting.stop(row)
    for reader in asked | {row.person_id}:
        ask(work, row, reader, OVER, f"policy-sent:{row.id}:over:{reader}")
