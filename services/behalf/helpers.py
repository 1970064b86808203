"""A worker names somebody with an account who helps them: for what, until when; and takes it back at any time."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from sqlmodel import col, select

from domain.behalf.acting import By, May, OftenNamed
from domain.behalf.buttons import ActFor, AnswerHelper
from domain.platform.access import NotForYou
from domain.platform.messages import Message, key
from domain.platform.text import N_, Sayable, lines, paragraphs, say
from models.people import Behalf, Person, is_of_register
from models.platform.outbox import LETTER, Outbox
from models.platform.seal import vault
from services.behalf.behalf import end
from services.platform import audit, outbox
from services.platform.work import Work

NAMED = N_("named a helper")
A_WEEK = timedelta(days=7)


@dataclass(frozen=True, slots=True)
class Helper:
    """Somebody whom a worker has named; `has_agreed` once they said yes."""

    behalf_id: int
    name: str
    may: tuple[May, ...]
    until: date
    has_agreed: bool


def helpers(work: Work) -> list[Helper]:
    """Return who helps whoever acts, or is asked to."""
    theirs = select(Behalf).where(Behalf.person_id == work.person_id, Behalf.kind == By.HELPER.value)
    rows = work.session.exec(theirs.where(col(Behalf.ended_at).is_(None)).order_by(col(Behalf.id)))
    return [_helper(work, row) for row in rows]


def _helper(work: Work, row: Behalf) -> Helper:
    has_agreed = row.agreed_at is not None
    name = _name(work, row.hand_id) if has_agreed else ""  # whose account it is, is theirs to tell
    may = tuple(one for one in May if one.value in row.may.split())
    return Helper(row.id, name, may, row.until or work.today, has_agreed)


def _name(work: Work, person_id: int) -> str:
    return work.session.get_one(Person, person_id).name or "-"


def name_helper(work: Work, answers: Mapping[str, Any]) -> None:
    """Ask somebody by the number of their document whether they help; whoever names them does not learn whether there
    is an account with it. Raises OftenNamed."""
    if audit.count_today(work, NAMED) >= work.house.policies.current.limits.registrations_a_day:
        raise OftenNamed
    audit.note(work, work.person_id, NAMED, f"person:{work.person_id}")
    print_ = vault().fingerprint(str(answers["resident_id"]))
    found = select(Person).where(Person.resident_id_print == print_, col(Person.registered_at).is_not(None))
    hand = work.session.exec(found).first()
    hand_id = hand.id if hand is not None else work.person_id  # what cannot be answered looks as what is not answered
    open_key = f"{work.person_id}:{hand_id}"
    earlier = work.session.exec(select(Behalf).where(Behalf.open_key == open_key).with_for_update()).first()
    if earlier is not None:
        end(work, earlier)
    row = Behalf(
        person_id=work.person_id, hand_id=hand_id, kind=By.HELPER.value, may=" ".join(answers["may"]),
        until=date.fromisoformat(str(answers["until"])), begun_at=work.now, open_key=open_key,
    )  # fmt: skip
    work.session.add(row)
    work.session.flush()
    if hand_id != work.person_id:
        outbox.put(work, hand_id, _asked(work, row), key=f"helper:{row.id}:asked")


def _asked(work: Work, row: Behalf) -> Message:
    one = _helper(work, row)
    source = N_("{name} asks whether you help them here. Until {day} you could:")
    may = lines(*(say(N_("• {what}"), what=each.label_of_helper) for each in one.may))
    plain = say(N_("What you do is shown as done by you. They can take it back at any time, and so can you."))
    keys = (
        (key(say(N_("✅ Yes, I help")), AnswerHelper(row.id, 1)),),
        (key(say(N_("No")), AnswerHelper(row.id, 0)),),
    )
    return Message(paragraphs(say(source, name=_name(work, row.person_id), day=one.until), may, plain), keys)


def answer_helper(work: Work, behalf_id: int, *, agrees: bool) -> bool:
    """Whoever was asked says whether they help; tell whether they do now. Raises NotForYou."""
    row = work.session.get(Behalf, behalf_id, with_for_update=True)
    if row is None or row.hand_id != work.person_id or row.kind != By.HELPER or row.ended_at is not None:
        raise NotForYou
    if row.person_id == row.hand_id:
        raise NotForYou
    if row.agreed_at is not None:
        return True
    if not agrees:
        end(work, row)
        return False
    row.agreed_at = work.now
    told = say(N_("{name} helps you from now on. /behalf ends it at any time."), name=_name(work, row.hand_id))
    outbox.put(work, row.person_id, Message(told), key=f"helper:{row.id}:agreed")
    return True


def take_helper_back(work: Work, behalf_id: int) -> None:
    """A worker lets somebody help no longer, who is told; raises NotForYou."""
    row = work.session.get(Behalf, behalf_id, with_for_update=True)
    if row is None or row.person_id != work.person_id or row.kind != By.HELPER:
        raise NotForYou
    if row.ended_at is None:
        end(work, row)
        _tell_hand(work, row)


def _tell_hand(work: Work, row: Behalf) -> None:
    if row.agreed_at is not None:
        told = say(N_("You no longer help {name} here: it has ended. Thank you."), name=_name(work, row.person_id))
        outbox.put(work, row.hand_id, Message(told), key=f"helper:{row.id}:ended")


def tell_person(work: Work, said: Sayable) -> None:
    """Tell whoever is acted for what was just done on their behalf: in the chat, or by a letter."""
    if work.hand_id:
        name = _name(work, work.hand_id)
        outbox.put(work, work.person_id, Message(lines(say(N_("{name} did this for you:"), name=name), said)))


def keep_up(work: Work) -> None:
    """End what helpers may whose day is over, telling both; remind officers each week of letters that wait."""
    over = select(Behalf).where(Behalf.kind == By.HELPER.value, col(Behalf.ended_at).is_(None))
    for row in work.session.exec(over.where(col(Behalf.until) < work.today).with_for_update()).all():
        end(work, row)
        _tell_hand(work, row)
        if row.agreed_at is not None:
            told = say(
                N_("{name} no longer helps you here: the day that you gave is over."), name=_name(work, row.hand_id)
            )
            outbox.put(work, row.person_id, Message(told), key=f"helper:{row.id}:over")
    _remind_of_letters(work)


def _remind_of_letters(work: Work) -> None:
    late = select(Outbox.chat_id).where(Outbox.state == LETTER, col(Outbox.created_at) < work.now - A_WEEK).distinct()
    running = select(Behalf).where(col(Behalf.person_id).in_(late), col(Behalf.ended_at).is_(None))
    for row in work.session.exec(running).all():
        if is_of_register(row.person_id):
            year, week, _ = work.today.isocalendar()
            told = say(N_("Letters to {name} wait to be printed and brought."), name=_name(work, row.person_id))
            keys = ((key(say(N_("✍️ Act for somebody")), ActFor(row.id)),),)
            outbox.put(work, row.hand_id, Message(told, keys), key=f"letters:{row.id}:{year}-{week}")
