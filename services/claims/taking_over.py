"""A registration comes to another account: two people change their addresses, and who asked becomes the person.

The person keeps their row and its number, and with it all that refers to them; what the new account has done already
goes to that row. The row of whoever asked is emptied and stays with the old account, as a stranger's (docs/adr/0016).
"""

from collections.abc import Mapping
from typing import Any

from sqlalchemy import or_, update
from sqlmodel import Session, SQLModel, col, select

from domain.claims import move_words as words
from domain.people import events
from domain.platform.messages import Message
from domain.platform.text import say
from models.aid import ReInvitation
from models.broadcasts import Mute
from models.forms import Draft
from models.notices import Objection
from models.people import AccountMove, Consent, Person
from models.platform.outbox import FAILED, SENT, WAITING, Outbox
from models.requests.danger import DangerCall
from models.requests.threads import Request, RequestWords
from services.claims.moves import holds_office, old_key
from services.people import address_of, change_addresses
from services.platform import inbox, outbox, undelivered
from services.platform.outbox import AT_ONCE, CALLED_OFF, INTERACTIVE
from services.platform.work import Work

__all__ = ["AT_ONE", "MOVED", "hold", "take_over"]

# In which columns somebody may stand who is not registered: those go along. Where there is one for a person and a
# thing, what the person has already stays.
MOVED: tuple[tuple[type[SQLModel], str], ...] = (
    (Consent, "person_id"), (Objection, "person_id"), (DangerCall, "person_id"),
    (Request, "person_id"), (RequestWords, "by_id"),
)  # fmt: skip
AT_ONE: Mapping[type[SQLModel], tuple[str, ...]] = {Mute: ("topic",), ReInvitation: (), Draft: ("form_key", "subject")}
REGISTRATION = "registration"


def hold(work: Work, move: AccountMove) -> None:
    """Let nothing of both accounts be handled beside this."""
    both = (work.session.get_one(Person, one) for one in (move.person_id, move.asker_id))
    inbox.hold_back(work.session, [address_of(person) for person in both])


def take_over(work: Work, move: AccountMove) -> None:
    """Bring everything to the new account and tell both."""
    session = work.session
    both = select(Person).where(col(Person.id).in_((move.person_id, move.asker_id))).order_by(col(Person.id))
    found = {row.id: row for row in session.exec(both.with_for_update().execution_options(populate_existing=True))}
    person, asker = found[move.person_id], found[move.asker_id]
    old_message = _old_message(work, move)
    _messages(work, person.id, asker.id)
    given_up = _take_along(session, person.id, asker.id)
    since = person.blocked_at
    if change_addresses(session, person, asker, work.now):
        work.happened(events.ConsentChanged(person.id))
    if old_message is not None:
        outbox.edit(work, asker.id, Message(say(words.SETTLED)), message_id=old_message)
    outbox.put(work, asker.id, Message(say(words.CUT_OFF)))
    is_officer = holds_office(session, person.id)
    outbox.put(work, person.id, words.to_new_account(is_officer=is_officer, form_given_up=given_up))
    undelivered.offer_missed(work, person.id)
    if since is not None and person.blocked_at is None:
        work.happened(events.BackAgain(person.id, since))


# What the new account has done ---------------------------------------------------------------------------------------


def _take_along(session: Session, person_id: int, asker_id: int) -> bool:
    """Let what the new account has done be the person's; tell whether a form was given up for one of theirs."""
    for table, column in MOVED:
        theirs = getattr(table, column)
        session.execute(update(table).where(theirs == asker_id).values({column: person_id}), execution_options=AT_ONCE)
    _drop_registration(session, asker_id)
    given_up = [table for table, once in AT_ONE.items() if not _join(session, table, once, person_id, asker_id)]
    for draft in session.exec(select(Draft).where(Draft.person_id == person_id)).all():
        draft.card_message_id = None  # it stands in the old chat, or below another form
        draft.active = False
    session.flush()
    return Draft in given_up


def _drop_registration(session: Session, asker_id: int) -> None:
    """The form that was refused has done its work."""
    theirs = select(Draft).where(Draft.person_id == asker_id, Draft.form_key == REGISTRATION)
    for draft in session.exec(theirs).all():
        session.delete(draft)
    session.flush()


def _join(session: Session, table: Any, once: tuple[str, ...], person_id: int, asker_id: int) -> bool:
    """Give rows over of which there is one for a person and a thing; tell whether all could be."""

    def thing(row: Any) -> tuple[Any, ...]:
        return tuple(getattr(row, name) for name in once)

    there = {thing(row) for row in session.exec(select(table).where(table.person_id == person_id)).all()}
    rows = session.exec(select(table).where(table.person_id == asker_id)).all()
    for row in rows:
        if thing(row) in there:
            session.delete(row)
        else:
            row.person_id = person_id
    session.flush()
    return all(thing(row) not in there for row in rows)


# Messages ------------------------------------------------------------------------------------------------------------


def _old_message(work: Work, move: AccountMove) -> int | None:
    """Return the number of the message in which the old account was told of the request."""
    row = outbox.with_key(work, old_key(move))
    return row.message_id if row is not None and row.state == SENT else None


def _messages(work: Work, person_id: int, asker_id: int) -> None:
    """What waits for the person goes to the new account; what was said in the old chat is changed no more, and answers
    that are still to go there do not, but what is to be deleted there is. What was put for whoever asked is theirs."""
    session = work.session
    session.flush()
    theirs, waits = col(Outbox.chat_id) == person_id, col(Outbox.state) == WAITING
    bound = (col(Outbox.priority) == INTERACTIVE) | col(Outbox.kind).in_(("edit", "commands"))
    going = select(Outbox.id, Outbox.target_key).where(theirs, waits, Outbox.kind == "delete")
    deletions = session.exec(going).all()
    for_old = or_(
        col(Outbox.id).in_([row_id for row_id, _ in deletions]),
        col(Outbox.key).in_([key for _, key in deletions if key]),
    )
    of_asker = (col(Outbox.chat_id) == asker_id, col(Outbox.broadcast_id).is_(None))
    for statement in (
        update(Outbox).where(theirs, waits, bound, ~for_old).values(state=FAILED, error=CALLED_OFF, body=None),
        update(Outbox).where(theirs, col(Outbox.message_id).is_not(None), ~for_old).values(message_id=None),
        update(Outbox).where(*of_asker).values(chat_id=person_id),
        update(Outbox).where(for_old).values(chat_id=asker_id),
    ):
        session.execute(statement, execution_options=AT_ONCE)
    queued: list[dict[str, Any]] = session.info.get("outbox", [])
    session.info["outbox"] = [_bound(row, person_id, asker_id) for row in queued if not _is_off(row, person_id)]


def _is_off(row: Mapping[str, Any], person_id: int) -> bool:
    """Say the same of what this transaction has queued: an answer or a change in the old chat does not go there."""
    is_bound = row["priority"] == INTERACTIVE or row["kind"] in ("edit", "commands")
    return bool(row["chat_id"] == person_id and is_bound and row["kind"] != "delete")


def _bound(row: dict[str, Any], person_id: int, asker_id: int) -> dict[str, Any]:
    if row["chat_id"] == asker_id:
        return {**row, "chat_id": person_id}
    is_of_old = row["chat_id"] == person_id and row["kind"] == "delete"
    return {**row, "chat_id": asker_id} if is_of_old else row
