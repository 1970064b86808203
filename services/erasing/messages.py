"""Messages about somebody in the outbox, whoever they were for: emptied once over, without the names else."""

import json
from collections.abc import Iterator
from typing import Any

from sqlmodel import Session, col, select

from models.platform.outbox import FAILED, HELD, IN_DOUBT, SENT, WAITING, WITHDRAWN, Outbox
from services import broadcasts
from services.erasing.whose import Whose, Words
from services.platform.outbox import CALLED_OFF
from services.platform.parked import retold
from services.platform.work import Work

A_BATCH = 500
HIDDEN = "…"
OVER = (SENT, FAILED)


def forget(work: Work, one: Whose, words: Words) -> int:
    """Empty what was said to or about somebody; what waits for others goes out without them. Return how many rows."""
    return sum(_forget(work, one, words, row) for row in _full(work.session))


def forget_own(work: Work, person_id: int) -> int:
    """Empty what was said to somebody of whom nobody else was ever told anything."""
    session, nobody = work.session, Whose(person_id, (), (), (), (), ())
    rows = session.exec(select(Outbox).where(Outbox.chat_id == person_id, col(Outbox.body).is_not(None))).all()
    emptied = sum(_forget(work, nobody, Words(frozenset(), frozenset()), row) for row in rows)
    return emptied + _notices(session, person_id)


def hide_what_waits(work: Work, one: Whose, words: Words) -> None:
    """What waits to be sent to others, and tells of somebody who agrees no longer, goes without what it tells."""
    for row in work.session.exec(select(Outbox).where(Outbox.state == WAITING, Outbox.chat_id > 0)).all():
        if _is_danger(row, words):
            continue  # to save a life needs no consent
        if row.chat_id != one.person_id and "message" in (row.body or {}) and _holds(row, words.said):
            row.body = retold(work, row)


def _is_danger(row: Outbox, words: Words) -> bool:
    return (row.key or "").startswith("danger:") or _holds_exactly(row, words.exact)


def _notices(session: Session, person_id: int) -> int:
    """A notice to many that has not reached them does not go out to them; its counts follow."""
    theirs = (Outbox.chat_id == person_id, col(Outbox.broadcast_id).is_not(None))
    rows = session.exec(select(Outbox).where(*theirs, col(Outbox.state).in_((HELD, WAITING)))).all()
    broadcasts.tally(session, {row.id: (FAILED, WITHDRAWN) for row in rows})
    for row in rows:
        row.state, row.error = FAILED, WITHDRAWN
    return len(rows)


def _full(session: Session) -> Iterator[Outbox]:
    after = 0
    while True:
        some = select(Outbox).where(col(Outbox.id) > after, col(Outbox.body).is_not(None))
        rows = session.exec(some.order_by(col(Outbox.id)).limit(A_BATCH)).all()
        yield from rows
        if not rows:
            return
        after = rows[-1].id
        session.flush()


def _forget(work: Work, one: Whose, words: Words, row: Outbox) -> bool:
    is_theirs = row.chat_id == one.person_id
    tells = _is_about(row, words)
    if not is_theirs and not tells and not _holds(row, words.said):
        return False
    if row.state in OVER or row.state == IN_DOUBT:
        row.body = None  # type: ignore[assignment]  # as once it is forgotten
    elif is_theirs:
        row.body, row.state, row.error = None, FAILED, CALLED_OFF  # type: ignore[assignment]
    elif "message" in row.body and (tells or _holds(row, words.sentences)):
        row.body = retold(work, row)
    else:
        row.body = _without(row, words)
    return True


def _is_about(row: Outbox, words: Words) -> bool:
    """Say whether a message is about nothing but what they said in free words."""
    return (bool(words.keys) and (row.key or "").startswith(words.keys)) or _holds_exactly(row, words.exact)


def _holds_exactly(row: Outbox, words: frozenset[str]) -> bool:
    text = _packed(row.body)
    return any(_packed(word) in text for word in words)


def _holds(row: Outbox, words: frozenset[str]) -> bool:
    """Say whether one of these words stands in a message."""
    text = _packed(row.body)
    return any(_packed(word)[1:-1] in text for word in words)


def _packed(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False)


def _without(row: Outbox, words: Words) -> Any:
    """Return a message without what tells of somebody; numbers of cases stay, by which it is understood."""
    text = _packed(row.body)
    for word in sorted(words.names, key=len, reverse=True):
        text = text.replace(_packed(word)[1:-1], HIDDEN)
    return json.loads(text)
