"""Somebody asks for their registration at another account: the request, before whom it lies, what all sides read."""

from collections.abc import Mapping
from datetime import date, datetime, time
from typing import Any

from sqlmodel import Session, col, func, or_, select

from domain.claims import move_words as words
from domain.claims.moves import OPEN, AskedOften, MoveState
from domain.people.events import Leaves, Registered
from domain.platform.access import NotForYou
from domain.platform.identifiers import mask_phone
from domain.platform.messages import Message
from domain.platform.text import N_, Sayable, say
from models.households import HouseholdFile
from models.officers import Appointment, Invitation
from models.people import AccountMove, Person
from models.platform.seal import vault
from models.units import Unit
from services.households import file_of_person, leaders_near, people_of, unit_of
from services.people import row_of
from services.platform import audit, consent, outbox, waiting
from services.platform.undo import is_first
from services.platform.work import Work

__all__ = [
    "OPEN_STATES", "administrators", "ask_again", "ask_move", "end", "forget", "look_at_move", "lying_open",
    "moves_waiting", "old_key", "opened", "put", "registered", "reminded", "subject",
]  # fmt: skip

ASKED = N_("asked a colleague to look at a registration")
OPEN_STATES = tuple(state.value for state in OPEN)


def ask_move(work: Work, answers: Mapping[str, Any]) -> date:
    """Ask a colleague to look at a registration; return until which day that waits.

    Whoever asks reads the same whether anybody is registered with this number or not. Raises AskedOften.
    """
    often = work.house.policies.current.limits.registrations_a_day
    if audit.count_today(work, ASKED) >= often:
        raise AskedOften(count=often)
    until = work.house.policies.current.waits.account.begun(work.today, work.house.policies.current.calendar).until
    print_ = vault().fingerprint(str(answers["resident_id"]))
    owner = work.session.exec(select(Person).where(Person.resident_id_print == print_)).first()
    mine = _of_asker(work)
    if owner is not None and mine is not None and mine.person_id == owner.id:
        return until
    audit.note(work, work.person_id, ASKED, f"person:{work.person_id}")
    if mine is not None:
        end(work, mine, MoveState.WITHDRAWN, say(N_("They ask for another one now. Nothing is to be done.")))
    if owner is None or row_of(work).registered_at is not None:
        _tell_administrators(work, answers, words.NOBODY_HAS_IT)
    elif _asked_today(work, owner) >= often:
        _tell_administrators(work, answers, words.ASKED_BY_SEVERAL)
    elif move := _kept(work, owner, answers):
        _tell_all(work, move, owner)
    return until


def _of_asker(work: Work) -> AccountMove | None:
    return work.session.exec(select(AccountMove).where(AccountMove.open_key == _open_key(work.person_id))).first()


def _open_key(asker_id: int) -> str:
    return f"asker:{asker_id}"


def _asked_today(work: Work, owner: Person) -> int:
    """Return how often a registration was asked for today, from whatever accounts."""
    midnight = datetime.combine(work.today, time(), work.house.zone)
    asked = select(func.count()).select_from(AccountMove).where(AccountMove.person_id == owner.id)
    return work.session.exec(asked.where(AccountMove.asked_at >= midnight)).one()


def _tell_administrators(work: Work, answers: Mapping[str, Any], source: str) -> None:
    """There is no account to move, or none that can be now, but a colleague was promised."""
    text = say(source, name=str(answers["name"]), phone=mask_phone(str(answers["phone"])))
    for admin in work.admin_ids - {work.person_id}:
        outbox.put(work, admin, Message(text), key=f"look:{work.person_id}:{work.today}:{admin}")


def _kept(work: Work, owner: Person, answers: Mapping[str, Any]) -> AccountMove | None:
    """Keep a request; of two presses at one instant the database lets one through."""
    stopped = select(AccountMove.id).where(
        AccountMove.person_id == owner.id, AccountMove.asker_id == work.person_id,
        AccountMove.state == MoveState.STOPPED.value,
    )  # fmt: skip
    move = AccountMove(
        person_id=owner.id, asker_id=work.person_id, asked_at=work.now, name=str(answers["name"]),
        phone=str(answers["phone"]), contested=work.session.exec(stopped).first() is not None, asked={},
        open_key=_open_key(work.person_id),
    )  # fmt: skip
    waiting.begin(work, move, work.house.policies.current.waits.account, work.today)
    return move if is_first(work.session, move) else None


def _tell_all(work: Work, move: AccountMove, owner: Person) -> None:
    audit.note(
        work, work.person_id, N_("asked for a registration at another account"), subject(move), detail=str(move.id)
    )
    outbox.put(work, owner.id, words.to_old_account(move.id), key=old_key(move))
    put(work, move)


def subject(move: AccountMove) -> str:
    """Return how the trail names it: by the person whom it is about."""
    return f"person:{move.person_id}"


def old_key(move: AccountMove) -> str:
    """Return the outbox key of what the account of before is told."""
    return f"account-move:{move.id}:old"


# Before whom it lies -------------------------------------------------------------------------------------------------


def before(work: Work, move: AccountMove) -> list[int]:
    """Return before whom it lies: the case officer, else the leaders near; for an officer, or when the account of
    before has said no, the administrators. Never somebody of the household, nor who has looked at it already."""
    left_out, file = _left_out(work, move)
    groups = [[one for one in group if one not in left_out] for group in _groups(work, move, file, left_out)]
    found: list[int] = []
    for group in groups:
        found += [one for one in group if one not in found]
        if _reach_any(work.session, group):
            break
    return found


def _left_out(work: Work, move: AccountMove) -> tuple[set[int], HouseholdFile | None]:
    file = file_of_person(work.session, move.person_id)
    household = people_of(work.session, file) if file is not None else frozenset()
    seen = {move.checked_by} if move.checked_by is not None else set()
    return {move.person_id, move.asker_id, *household, *seen}, file


def _groups(work: Work, move: AccountMove, file: HouseholdFile | None, left_out: set[int]) -> list[list[int]]:
    administrators = sorted(work.admin_ids - left_out)
    unit = _unit(work.session, move, file)
    near = leaders_near(work.session, unit, leaving_out=left_out) if unit is not None else []
    leaders = [one.person_id for one in near]
    if move.contested or holds_office(work.session, move.person_id) or _is_to_hold_one(work.session, move.person_id):
        seen_by_another = move.checked_by is not None and move.checked_by not in work.admin_ids
        return [administrators] if seen_by_another and administrators else [administrators, leaders]
    officer = [file.case_officer_id] if file is not None and file.case_officer_id is not None else []
    return [officer, leaders, administrators]


def administrators(work: Work, move: AccountMove) -> list[int]:
    """Return the administrators whom it is not about."""
    return sorted(work.admin_ids - {move.person_id, move.asker_id})


def _unit(session: Session, move: AccountMove, file: HouseholdFile | None) -> Unit | None:
    if file is not None:
        return unit_of(session, file)
    unit_id = session.get_one(Person, move.person_id).unit_id
    return session.get(Unit, unit_id) if unit_id is not None else None


def holds_office(session: Session, person_id: int) -> bool:
    """Say whether somebody is an officer now."""
    running = select(Appointment.id).where(Appointment.person_id == person_id, col(Appointment.ended_at).is_(None))
    return session.exec(running).first() is not None


def _is_to_hold_one(session: Session, person_id: int) -> bool:
    """Say whether somebody has followed an invitation, and administrators are asked about them."""
    followed = select(Invitation.id).where(Invitation.used_by == person_id, col(Invitation.ended_at).is_(None))
    return session.exec(followed).first() is not None


def _reach_any(session: Session, people: list[int]) -> bool:
    able = select(Person.id).where(col(Person.id).in_(people), col(Person.blocked_at).is_(None))
    return session.exec(able).first() is not None


def put(work: Work, move: AccountMove) -> list[int]:
    """Put it before everybody before whom it lies now, and take it back from the others; return who they are."""
    wanted, there = before(work, move), move.asked.get(move.state, [])
    message = card(work, move)
    for officer_id in wanted:
        outbox.put(work, officer_id, message, key=_key(move, officer_id))
    for officer_id in there:
        if officer_id not in wanted:
            gone = words.over(move.id, say(N_("This no longer waits for you.")))
            key = _key(move, officer_id)
            outbox.edit(work, officer_id, gone, target_key=key, key=f"{key}:gone")
    move.asked = {**move.asked, move.state: list(dict.fromkeys([*there, *wanted]))}
    work.session.flush()
    for admin in administrators(work, move) if not _reach_any(work.session, wanted) else ():
        source = N_("Nobody whom I can reach may look at request {id} about another account. Please appoint somebody: "
                    "/officers")  # fmt: skip
        outbox.put(work, admin, Message(say(source, id=str(move.id))), key=f"{_key(move, admin)}:nobody")
    return wanted


def _key(move: AccountMove, officer_id: int, state: str = "") -> str:
    return f"account-move:{move.id}:{state or move.state}:{officer_id}"


def ask_again(work: Work, unit_path: str = "/") -> None:
    """Put what nobody has decided below a unit, or anywhere, before those whom it concerns now."""
    for move in work.session.exec(lying_open()).all():
        unit = _unit(work.session, move, file_of_person(work.session, move.person_id))
        if unit is None or unit.path.startswith(unit_path) or unit_path.startswith(unit.path):
            put(work, move)


def lying_open() -> Any:
    """Return the query for what is not over."""
    return select(AccountMove).where(col(AccountMove.state).in_(OPEN_STATES)).order_by(col(AccountMove.id))


def registered(work: Work, event: Registered) -> None:
    """Who asked has registered with another number: nothing is asked any more."""
    mine = select(AccountMove).where(AccountMove.open_key == _open_key(event.person_id))
    for move in work.session.exec(mine).all():
        end(
            work, move, MoveState.WITHDRAWN, say(N_("They have registered with another number. Nothing is to be done."))
        )


def forget(work: Work, leaving: Leaves) -> None:
    """Somebody is erased: what they ask for is over, and so is what is asked for them."""
    gone = say(N_("One of the two is not here any more. Nothing is to be done."))
    theirs = or_(AccountMove.asker_id == leaving.person_id, AccountMove.person_id == leaving.person_id)
    for move in work.session.exec(lying_open().where(theirs)).all():
        end(work, move, MoveState.WITHDRAWN, gone)
        if move.asker_id != leaving.person_id:
            outbox.put(work, move.asker_id, words.to_asker_not_found())


# Read and ended ------------------------------------------------------------------------------------------------------


def card(work: Work, move: AccountMove) -> Message:
    """Return the request as an officer reads it."""
    return words.to_officer(_seen(work, move))


def _seen(work: Work, move: AccountMove) -> words.Move:
    owner = work.session.get_one(Person, move.person_id)
    unit = work.session.get(Unit, owner.unit_id) if owner.unit_id is not None else None
    officer = work.session.get(Person, move.checked_by) if move.checked_by is not None else None
    return words.Move(
        move_id=move.id, state=MoveState(move.state), name=consent.name_of(owner), unit=unit.named if unit else "-",
        typed=move.name, phone=mask_phone(move.phone), is_same_phone=owner.phone == move.phone,
        since=work.at(move.asked_at).today, until=move.waits_until,
        holds_office=holds_office(work.session, owner.id), contested=move.contested,
        seen_by=officer.name or "" if officer else "", looked_at=move.looked_at or "",
        seen_on=work.at(move.checked_at).today if move.checked_at else None,
    )  # fmt: skip


def opened(work: Work, move_id: int) -> AccountMove:
    """Return a request, locked, for an officer before whom it lies; raises NotForYou."""
    query = select(AccountMove).where(AccountMove.id == move_id).with_for_update()
    move = work.session.exec(query.execution_options(populate_existing=True)).first()
    if move is None or (work.person_id != move.checked_by and work.person_id not in before(work, move)):
        raise NotForYou
    return move


def look_at_move(work: Work, move_id: int) -> Message:
    """Return a request for an officer; a look is recorded. Raises NotForYou."""
    move = opened(work, move_id)
    audit.note(
        work, work.person_id, N_("looked at a request about another account"), subject(move), detail=str(move.id)
    )
    if move.state not in OPEN_STATES:
        return words.over(move.id, say(N_("This is settled by now. Nothing is to be done.")))
    return card(work, move)


def moves_waiting(work: Work) -> list[tuple[int, Sayable]]:
    """Return what waits for whoever acts, by number and as it is called in a list."""
    found = work.session.exec(lying_open()).all()
    return [(move.id, words.title(_seen(work, move))) for move in found if work.person_id in before(work, move)]


def reminded(work: Work, move: AccountMove) -> Message:
    """Return the reminder of it."""
    return words.reminder(_seen(work, move))


def end(work: Work, move: AccountMove, state: MoveState, said: Sayable) -> None:
    """Let a request be over, and say so in the messages in which it lies before officers and the account of before."""
    for stage, officers in move.asked.items():
        for officer_id in officers:
            outbox.edit(work, officer_id, words.over(move.id, said), target_key=_key(move, officer_id, stage))
    move.state, move.open_key = state.value, None
    move.ended_by, move.ended_at = work.person_id or None, work.now
    waiting.stop(move)
    work.session.flush()
    if state is not MoveState.MOVED:
        outbox.edit(work, move.person_id, Message(say(words.STAYS)), target_key=old_key(move))
