"""Words of danger: somebody is told at once, the next one five minutes later, and so on until one takes care."""

from __future__ import annotations

from datetime import timedelta

from sqlmodel import col, select

from domain.platform.access import NotForYou
from domain.platform.messages import Message
from domain.platform.text import N_
from domain.policy.danger import Danger
from domain.requests import words as wording
from domain.requests.threads import without_numbers
from models.people import Person
from models.requests.danger import DangerCall
from models.units import Unit
from services.people import row_of
from services.platform import audit, outbox
from services.platform.work import Work
from services.requests.duty import in_order, may_hear

NEXT = timedelta(minutes=5)
LATER = timedelta(minutes=30)  # between reminders, once everybody was reminded for an hour
OFTEN = 12
SAME = timedelta(minutes=10)  # within which the same words once more are an answer to the form
MOST_WORDS = 2_000
HEARD = N_("words of danger were heard")


def hear(work: Work, kind: Danger, words: str, *, may_be_answer: bool) -> Message | None:
    """Tell somebody of words of danger, and return what the person reads at once; None: they have sent the same words
    before while a form was open, and mean them as its answer."""
    call, words = _running(work), without_numbers(words).strip()
    if call is not None and may_be_answer and words in call.words and work.now - call.said_at < SAME:
        return None
    if call is None:
        call = DangerCall(person_id=work.person_id, kind=kind.value, words=words[:MOST_WORDS], said_at=work.now,
                          asked=[])  # fmt: skip
        work.session.add(call)
        work.session.flush()
        audit.note(work, work.person_id, HEARD, f"danger:{call.id}")
        _tell_next(work, call)
    else:
        _say_more(work, call, words)
    return wording.to_person(call.id, kind, somebody=bool(call.asked))


def _running(work: Work) -> DangerCall | None:
    """Return the call of whoever acts that nobody has confirmed, or that was confirmed within the last minutes."""
    query = select(DangerCall).where(DangerCall.person_id == work.person_id).order_by(col(DangerCall.id).desc())
    call = work.session.exec(query.limit(1)).first()
    if call is None:
        return None
    return call if call.confirmed_at is None or work.now - call.said_at < SAME else None


def _say_more(work: Work, call: DangerCall, words: str) -> None:
    """They write on: everybody who was told reads that, too."""
    if words in call.words or len(call.words) + len(words) >= MOST_WORDS:
        return
    call.words, call.said_at = f"{call.words}\n{words}", work.now
    _put(work, call, call.asked, again=False)


def _tell_next(work: Work, call: DangerCall) -> None:
    """Tell the next group; when all were told, remind them all. Nobody is left out for having been told before."""
    groups = in_order(work, work.session.get_one(Person, call.person_id))
    following = next((group for group in groups if not set(group) <= set(call.asked)), None)
    if following is None:
        _put(work, call, call.asked, again=True)
    else:
        call.asked = list(dict.fromkeys([*call.asked, *following]))
        _put(work, call, following, again=call.told > 0)
    call.call_at = work.now + (NEXT if call.told < OFTEN else LATER)
    work.session.flush()


def _put(work: Work, call: DangerCall, people: list[int], *, again: bool) -> None:
    call.told += 1
    message = wording.to_colleague(_seen(work, call), again=again)
    able = may_hear(work, work.session.get_one(Person, call.person_id))
    for person_id in [one for one in people if one in able]:
        key = f"danger:{call.id}:{call.told}:{person_id}"
        outbox.put(work, person_id, message, priority=outbox.INTERACTIVE, key=key)


def _seen(work: Work, call: DangerCall) -> wording.Call:
    """Return it with all by which somebody can be found: to save a life needs no consent (PIPL, article 13 (4))."""
    person = work.session.get_one(Person, call.person_id)
    unit_id = person.unit_id or person.pending_unit_id
    unit = work.session.get(Unit, unit_id) if unit_id is not None else None
    return wording.Call(
        call.id, Danger(call.kind), person.name or "", person.phone or "", unit.named if unit else "", call.words,
        call.said_at,
    )  # fmt: skip


# What people answer --------------------------------------------------------------------------------------------------


def _asked(work: Work, call: DangerCall) -> list[int]:
    """Return who was told and may still read it: an officer whose office has ended does not."""
    able = may_hear(work, work.session.get_one(Person, call.person_id))
    return [one for one in call.asked if one in able]


def _locked(work: Work, call_id: int) -> DangerCall:
    query = select(DangerCall).where(DangerCall.id == call_id).with_for_update()
    call = work.session.exec(query.execution_options(populate_existing=True)).first()
    if call is None:
        raise NotForYou
    return call


def confirm(work: Work, call_id: int) -> Message:
    """Somebody who was told takes care: nobody else is asked any more, and the person is told who it is.

    Returns what the one who pressed reads. Raises NotForYou for everybody who was not told.
    """
    call = _locked(work, call_id)
    asked = _asked(work, call)
    if work.person_id not in asked:
        raise NotForYou
    name = row_of(work).name or ""
    if call.confirmed_at is None:
        call.confirmed_at, call.confirmed_by, call.call_at = work.now, work.person_id, None
        audit.note(work, work.person_id, N_("takes care after words of danger"), f"danger:{call.id}")
        outbox.put(work, call.person_id, wording.somebody_cares(name), priority=outbox.INTERACTIVE)
        for person_id in [one for one in asked if one != work.person_id]:
            outbox.put(work, person_id, wording.taken(name), key=f"danger:{call.id}:taken:{person_id}")
        outbox.call_off_all(work, f"danger:{call.id}:{call.told}:")
    elif call.confirmed_by != work.person_id:
        return wording.taken(work.session.get_one(Person, call.confirmed_by).name or "")
    return wording.taken_by_reader(_seen(work, call))


def all_right(work: Work, call_id: int) -> None:
    """The person says that they are all right; whoever was told hears it, and still looks. Raises NotForYou."""
    call = _locked(work, call_id)
    if call.person_id != work.person_id:
        raise NotForYou
    if call.all_right_at is None:
        call.all_right_at = work.now
        for person_id in _asked(work, call):
            message = wording.is_all_right(row_of(work).name or "")
            outbox.put(work, person_id, message, key=f"danger:{call.id}:right:{person_id}")


def call_on(work: Work) -> None:
    """Tell the next, or remind all, of what nobody has confirmed after five minutes."""
    due = select(DangerCall).where(col(DangerCall.call_at) <= work.now).order_by(col(DangerCall.id))
    for call in work.session.exec(due.with_for_update()).all():
        _tell_next(work, call)
