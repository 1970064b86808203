"""Numbers of people on file that were to follow: their worker is reminded by the days of the policy, and then an
officer of the household hears that they are long late."""

from collections.abc import Sequence

from sqlmodel import col, or_, select

from domain.changes.asked import IDENTITY
from domain.changes.buttons import AskOwnChange
from domain.changes.change import Standing, What
from domain.households.buttons import OpenHousehold
from domain.households.numbers import MissingNumber, numbers_missing, place_in
from domain.platform.messages import Keys, Message, key
from domain.platform.text import N_, Joined, say
from models.changes import Change
from models.households import HouseholdFile, HouseholdMember
from models.platform.seal import NO_NUMBER
from services import households
from services.changes.record import About, about_file
from services.platform import outbox, waiting
from services.platform.waiting import Due
from services.platform.work import Work

MOST_KEYS = 4  # the others stand under /file


def keep_up(work: Work) -> None:
    """Look at every open file that lacks a number, or lacked one until now."""
    lacking = select(HouseholdMember.household_id).where(
        HouseholdMember.resident_id_print == NO_NUMBER, col(HouseholdMember.household_id).is_not(None)
    )
    called = or_(
        col(HouseholdFile.call_on) <= work.today,
        col(HouseholdFile.call_on).is_(None) & col(HouseholdFile.id).in_(lacking),
    )
    files = select(HouseholdFile.id).where(col(HouseholdFile.closed_at).is_(None), called)
    for file_id in work.session.exec(files.order_by(col(HouseholdFile.id))).all():
        _look_at(work, about_file(work.session, households.lock(work.session, file_id)))


def _look_at(work: Work, whose: About) -> None:
    file = whose.file
    assert file is not None, "it is about a file"
    missing = tuple(numbers_missing(households.household_in(file)))
    if not missing:
        waiting.stop(file)
    elif not whose.agrees or _is_proposed(work, file):
        waiting.put_off(work, file)
    else:
        _wait(work, whose, file, missing)


def _is_proposed(work: Work, file: HouseholdFile) -> bool:
    """Say whether a number was given and waits for an officer: its worker is waited for no more."""
    given = select(Change.id).where(
        Change.household_id == file.id, Change.state == Standing.PROPOSED.value, Change.field == IDENTITY
    )
    return work.session.exec(given).first() is not None


def _wait(work: Work, whose: About, file: HouseholdFile, missing: Sequence[MissingNumber]) -> None:
    patience = work.house.policies.current.waits.numbers
    last = waiting.reminders(work, [_key(file)]) if file.reminded else {}
    due = waiting.what_is_due(work, file, patience, work.today, next(iter(last.values()), None))
    if due is Due.END:
        _tell_officers(work, whose, file, missing)
        waiting.begin(work, file, patience, work.today)
    elif due is not Due.NOTHING:
        _remind(work, file, missing)


def _key(file: HouseholdFile) -> str:
    return f"number-awaited:{file.id}:{file.waits_since}:{file.reminded}"


def _remind(work: Work, file: HouseholdFile, missing: Sequence[MissingNumber]) -> None:
    source = N_(
        "For household file {number} this was to follow: {papers}. If you have it at hand now, press it and send the "
        "number. Some help is paid for each person and needs it. If you cannot get it, your officer helps: /officer"
    )
    said = say(source, number=file.number, papers=_named(missing))
    message = Message(said, _keys(missing))
    outbox.put(work, file.head_id, message, key=_key(file), priority=outbox.REMINDER)


def _named(missing: Sequence[MissingNumber]) -> Joined:
    return Joined(tuple(one.text for one in missing), ", ")


def _keys(missing: Sequence[MissingNumber]) -> Keys:
    """Return a key for each number that leads straight to its question."""
    places = ((place_in(one.key), one.text) for one in missing[:MOST_KEYS])
    return tuple(
        (key(say(N_("📎 {paper}"), paper=text), AskOwnChange(What.MEMBER, IDENTITY, place)),)
        for place, text in places
        if place is not None
    )


def _tell_officers(work: Work, whose: About, file: HouseholdFile, missing: Sequence[MissingNumber]) -> None:
    """Tell the case officer, else the leaders near; when nobody is there, who has no officer is told of by itself."""
    source = N_(
        "Household {number}: {papers} was to follow and has not come since {since}. The worker was reminded. Please "
        "ask on the phone or at the next visit, and help to get the document where there is none."
    )
    since = file.waits_since or work.today
    said = say(source, number=file.number, papers=_named(missing), since=since)
    message = Message(said, ((key(say(N_("Open")), OpenHousehold(file.id)),),))
    for officer_id in _officers(work, whose):
        once = f"number-late:{file.id}:{since}:{officer_id}"
        outbox.put(work, officer_id, message, key=once, priority=outbox.REMINDER)


def _officers(work: Work, whose: About) -> list[int]:
    if whose.officer_id is not None and whose.officer_id not in whose.people:
        return [whose.officer_id]
    near = households.leaders_near(work.session, whose.unit, leaving_out=whose.people) if whose.unit else []
    return [one.person_id for one in near]
