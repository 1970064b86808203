"""Drafts: the form a person is filling in, kept in one sealed column so that any process can take the next step."""

from datetime import datetime
from typing import Any

from sqlmodel import Session, col, select

from models.forms import Draft
from services.platform.work import Work

__all__ = [
    "Draft", "active", "begin", "by_id", "discard", "find", "put_aside", "resume", "save", "unfinished",
]  # fmt: skip


def active(session: Session, person_id: int) -> Draft | None:
    """Return the draft that the person's free text goes to, if there is one."""
    known: dict[int, Draft | None] = session.info.setdefault("drafts", {})
    if person_id not in known:
        query = select(Draft).where(Draft.person_id == person_id, col(Draft.active).is_(True))
        known[person_id] = session.exec(query).first()
    return known[person_id]


def by_id(session: Session, draft_id: int) -> Draft | None:
    """Return a draft by its id, whoever's it is; the caller checks that."""
    draft = session.get(Draft, draft_id)
    return None if draft is None or draft in session.deleted else draft


def find(session: Session, person_id: int, form_key: str, subject: str = "") -> Draft | None:
    """Return the person's draft of this form about this subject, active or put aside."""
    current = active(session, person_id)
    if current is not None and (current.form_key, current.subject) == (form_key, subject):
        return current
    query = select(Draft).where(Draft.person_id == person_id, Draft.form_key == form_key, Draft.subject == subject)
    return session.exec(query).first()


def begin(
    work: Work, person_id: int, form_key: str, state: dict[str, Any], *, subject: str = "", policy_version: str = ""
) -> Draft:
    """Begin a form or begin it anew; another form that was active is put aside with all its answers."""
    put_aside(work.session, person_id)
    draft = find(work.session, person_id, form_key, subject)
    if draft is None:
        draft = Draft(person_id=person_id, form_key=form_key, subject=subject, begun_at=work.now, touched_at=work.now)
        work.session.add(draft)
    draft.state, draft.policy_version, draft.begun_at, draft.touched_at = state, policy_version, work.now, work.now
    draft.active, draft.card_message_id = True, None
    work.session.info.setdefault("drafts", {})[person_id] = draft
    return draft


def resume(work: Work, draft: Draft) -> None:
    """Make a draft that was put aside the active one again."""
    if active(work.session, draft.person_id) is not draft:
        put_aside(work.session, draft.person_id)
    draft.active, draft.touched_at = True, work.now
    work.session.info.setdefault("drafts", {})[draft.person_id] = draft


def save(draft: Draft, state: dict[str, Any], *, now: datetime) -> None:
    """Keep the new state of a draft."""
    draft.state, draft.touched_at = state, now


def put_aside(session: Session, person_id: int) -> Draft | None:
    """Let the active draft wait with all its answers; return it, if there was one."""
    draft = active(session, person_id)
    if draft is not None:
        draft.active = False
        session.info["drafts"][person_id] = None
    return draft


def discard(session: Session, draft: Draft) -> None:
    """Remove a draft: its form was completed, or the person wants it gone."""
    if active(session, draft.person_id) is draft:
        session.info["drafts"][draft.person_id] = None
    session.delete(draft)


def unfinished(session: Session, person_id: int) -> list[Draft]:
    """Return all the person's drafts, the latest touched first."""
    query = select(Draft).where(Draft.person_id == person_id).order_by(col(Draft.touched_at).desc())
    return list(session.exec(query))
