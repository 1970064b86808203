"""Drafts: the form a person is filling in, kept in one sealed column so that any process can take the next step."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import bindparam, update
from sqlalchemy.orm.attributes import set_committed_value
from sqlmodel import Session, col, select

from models.forms import Draft as Row
from models.platform.swift import Swift
from services.platform import outbox
from services.platform.work import Work

SAVE = Swift(update(Row).where(col(Row.id) == bindparam("row_id")), ("row_id", "state", "touched_at", "nudged_at"))
ON_BEHALF = "@"  # how the subject of a form begins that is filled in on somebody's behalf, with the number of that
NUDGE = "nudge"  # how the keys of reminders of drafts begin


@dataclass(frozen=True, slots=True)
class Draft:
    """One form of one person as it is kept: its answers so far, what it is about, and the policy it began under; and by
    what right it is filled in where that is on somebody else's behalf (0: it is not)."""

    form_key: str
    subject: str
    policy_version: str
    id: int = 0  # 0: about to begin, not kept yet
    state: Mapping[str, Any] = field(default_factory=dict)
    active: bool = True
    was_answered: bool = False
    behalf_id: int = 0


def _seen(work: Work, row: Row) -> Draft:
    work.session.info.setdefault("draft_rows", []).append(row)  # the session itself holds its rows only weakly
    answered = row.touched_at > row.begun_at
    behalf, subject = _parted(row.subject)
    return Draft(row.form_key, subject, row.policy_version, row.id, row.state, row.active, answered, behalf)


def _parted(kept: str) -> tuple[int, str]:
    if not kept.startswith(ON_BEHALF):
        return 0, kept
    behalf, _, subject = kept.removeprefix(ON_BEHALF).partition(":")
    return int(behalf), subject


def _kept(work: Work, subject: str) -> str:
    return f"{ON_BEHALF}{work.behalf_id}:{subject}" if work.behalf_id else subject


def _seen_if_there(work: Work, row: Row | None) -> Draft | None:
    return _seen(work, row) if row is not None else None


def _active(session: Session, person_id: int) -> Row | None:
    known: dict[int, Row | None] = session.info.setdefault("drafts", {})
    if person_id not in known:
        query = select(Row).where(Row.person_id == person_id, col(Row.active).is_(True))
        known[person_id] = session.exec(query).first()
    return known[person_id]


def _found(work: Work, form_key: str, wanted: str) -> Row | None:
    subject = _kept(work, wanted)
    current = _active(work.session, work.by_id)
    if current is not None and (current.form_key, current.subject) == (form_key, subject):
        return current
    query = select(Row).where(Row.person_id == work.by_id, Row.form_key == form_key, Row.subject == subject)
    return work.session.exec(query).first()


def active(work: Work) -> Draft | None:
    """Return the draft that the person's free text goes to, if there is one."""
    return _seen_if_there(work, _active(work.session, work.by_id))


def own(work: Work, draft_id: int) -> Draft | None:
    """Return a draft of the person by its id, None when it is gone or somebody else's."""
    row = work.session.get(Row, draft_id)
    if row is None or row in work.session.deleted or row.person_id != work.by_id:
        return None
    return _seen(work, row)


def find(work: Work, form_key: str, subject: str = "") -> Draft | None:
    """Return the person's draft of this form about this subject, active or put aside."""
    return _seen_if_there(work, _found(work, form_key, subject))


def begin(work: Work, form_key: str, state: dict[str, Any], *, subject: str = "", policy_version: str = "") -> Draft:
    """Begin a form or begin it anew; another form that was active is put aside with all its answers."""
    put_aside(work)
    row = _found(work, form_key, subject)
    if row is None:
        kept = _kept(work, subject)
        row = Row(person_id=work.by_id, form_key=form_key, subject=kept, begun_at=work.now, touched_at=work.now)
        work.session.add(row)
    row.state, row.policy_version, row.begun_at, row.touched_at = state, policy_version, work.now, work.now
    row.nudged_at = None
    row.active, row.card_message_id = True, None
    work.session.flush()
    work.session.info.setdefault("drafts", {})[work.by_id] = row
    return _seen(work, row)


def resume(work: Work, draft: Draft) -> Draft:
    """Make a draft that was put aside the active one again."""
    row = _row(work, draft)
    if _active(work.session, work.by_id) is not row:
        put_aside(work)
    row.active, row.touched_at, row.nudged_at = True, work.now, None
    work.session.info.setdefault("drafts", {})[work.by_id] = row
    return _seen(work, row)


def save(work: Work, draft: Draft, state: dict[str, Any]) -> None:
    """Keep the new state of a draft."""
    row = _row(work, draft)
    if row.seal is None:  # it was begun before rows had seals
        row.state, row.touched_at, row.nudged_at = state, work.now, None
        return
    new = {"state": state, "touched_at": work.now, "nudged_at": None}
    SAVE.run(work.session, {"row_id": row.id, "seal": row.seal, **new})
    for name, value in new.items():
        set_committed_value(row, name, value)


def put_aside(work: Work) -> Draft | None:
    """Let the active draft wait with all its answers; return it, if there was one."""
    row = _active(work.session, work.by_id)
    if row is not None:
        row.active = False
        work.session.info["drafts"][work.by_id] = None
    return _seen_if_there(work, row)


def discard(work: Work, draft: Draft) -> None:
    """Remove a draft: its form was completed, or the person wants it gone."""
    row = _row(work, draft)
    if _active(work.session, work.by_id) is row:
        work.session.info["drafts"][work.by_id] = None
    work.session.delete(row)


def let_go(work: Work, form_keys: Collection[str]) -> int:
    """Remove the person's drafts of these forms, and reminders of them that have not gone out; return how many."""
    theirs = select(Row).where(Row.person_id == work.by_id, col(Row.form_key).in_(form_keys))
    rows = work.session.exec(theirs).all()
    for row in rows:
        outbox.call_off_all(work, f"{NUDGE}:{row.id}:")
        if _active(work.session, work.by_id) is row:
            work.session.info["drafts"][work.by_id] = None
        work.session.delete(row)
    return len(rows)


@dataclass(frozen=True, slots=True)
class Ended:
    """A form that was taken from whoever had begun it: what it was about, what stood in it, and in which message."""

    id: int
    person_id: int
    form_key: str
    subject: str
    state: Mapping[str, Any]
    message_id: int | None


def end(work: Work, draft_ids: Collection[int]) -> list[Ended]:
    """Remove forms, whoever has begun them, with reminders that have not gone out; whoever asks for it tells."""
    rows = work.session.exec(select(Row).where(col(Row.id).in_(draft_ids)).order_by(col(Row.id))).all()
    known: dict[int, Row | None] = work.session.info.get("drafts", {})
    for row in rows:
        outbox.call_off_all(work, f"{NUDGE}:{row.id}:")
        if known.get(row.person_id) is row:
            known[row.person_id] = None
        work.session.delete(row)
    work.session.flush()
    return [Ended(row.id, row.person_id, row.form_key, row.subject, row.state, row.card_message_id) for row in rows]


def unfinished(work: Work) -> list[Draft]:
    """Return all the person's drafts, the latest touched first."""
    query = select(Row).where(Row.person_id == work.by_id).order_by(col(Row.touched_at).desc())
    return [_seen(work, row) for row in work.session.exec(query)]


def _row(work: Work, draft: Draft) -> Row:
    return work.session.get_one(Row, draft.id)
