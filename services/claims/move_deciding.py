"""A request about another account is looked at, confirmed, refused or stopped; its clock."""

from sqlmodel import col, select

from domain.claims import move_words as words
from domain.claims.moves import MoveOver, MoveState, SecondPairNeeded, SeenAlready, SeeThemFirst, StillAdministrator
from domain.platform.access import NotForYou
from domain.platform.messages import Message
from domain.platform.text import N_, Sayable, say
from models.people import AccountMove
from services.claims import taking_over
from services.claims.moves import OPEN_STATES, administrators, end, lying_open, opened, put, reminded, subject
from services.people import name_of
from services.platform import audit, outbox, waiting
from services.platform.waiting import Due
from services.platform.work import Work

__all__ = ["check_may_check_move", "check_move", "confirm_move", "keep_up_moves", "not_me", "refuse_move"]


def check_may_check_move(work: Work, move_id: int) -> None:
    """Raise as `check_move` would."""
    _to_check(work, move_id)


def _to_check(work: Work, move_id: int) -> AccountMove:
    move = opened(work, move_id)
    if move.state not in OPEN_STATES:
        raise MoveOver
    if move.state == MoveState.CHECKED:
        raise SeenAlready
    return move


def check_move(work: Work, move_id: int, looked_at: str) -> Sayable:
    """An officer has seen them in person; a second one is asked. Raises NotForYou, MoveOver, SeenAlready."""
    move = _to_check(work, move_id)
    for officer_id in move.asked.get(MoveState.ASKED.value, []):
        said = say(N_("{name} has seen them. A colleague confirms it."), name=name_of(work))
        key = f"account-move:{move.id}:{MoveState.ASKED.value}:{officer_id}"
        outbox.edit(work, officer_id, words.over(move.id, said), target_key=key)
    move.state, move.looked_at = MoveState.CHECKED.value, looked_at
    move.checked_by, move.checked_at = work.person_id, work.now
    audit.note(work, work.person_id, N_("saw somebody in person who has another account"), subject(move),
               detail=str(move.id))  # fmt: skip
    waiting.begin(work, move, work.house.policies.current.waits.account, work.today)
    put(work, move)
    return say(
        N_("Thank you, it is written down. A colleague is asked to confirm it; then everything is at the new account.")
    )


def confirm_move(work: Work, move_id: int) -> Sayable:
    """A second officer confirms: everything is at the new account, and the old one is cut off.

    Raises NotForYou, MoveOver, SeeThemFirst, SecondPairNeeded, StillAdministrator.
    """
    there = work.session.get(AccountMove, move_id)
    if there is not None:
        taking_over.hold(work, there)
    move = _to_confirm(work, move_id)  # read anew: the old account may have said no while we waited
    end(
        work,
        move,
        MoveState.MOVED,
        say(N_("Confirmed by {name}: everything is at the new account."), name=name_of(work)),
    )
    _end_the_others(work, move)
    audit.note(
        work, work.person_id, N_("confirmed that somebody has another account"), subject(move), detail=str(move.id)
    )
    taking_over.take_over(work, move)
    return say(N_("Confirmed. Everything is at the new account now; both accounts were told."))


def _to_confirm(work: Work, move_id: int) -> AccountMove:
    move = opened(work, move_id)
    if move.state not in OPEN_STATES:
        raise MoveOver
    if move.state == MoveState.ASKED:
        raise SeeThemFirst
    if move.checked_by == work.person_id:
        raise SecondPairNeeded
    if move.person_id in work.admin_ids:
        raise StillAdministrator
    return move


def _end_the_others(work: Work, done: AccountMove) -> None:
    """Nobody else can have it: who else asks for this registration hears what all hear to whom it was not given."""
    for move in work.session.exec(lying_open().where(AccountMove.person_id == done.person_id)).all():
        _not_found(work, move, MoveState.REFUSED, say(N_("It went to another account. Nothing is to be done.")))


def refuse_move(work: Work, move_id: int) -> Sayable:
    """An officer says that it is not them; raises NotForYou, MoveOver."""
    move = opened(work, move_id)
    if move.state not in OPEN_STATES:
        raise MoveOver
    audit.note(work, work.person_id, N_("said that another account is not theirs"), subject(move), detail=str(move.id))
    _not_found(work, move, MoveState.REFUSED, say(N_("{name} says that it is not them."), name=name_of(work)))
    return say(N_("It is written down. Everything stays as it was; they were asked to come to the union in person."))


def not_me(work: Work, move_id: int) -> Sayable:
    """The account of before says that it was not them: it stops, and the officers hear it.

    Who asks once more after that is looked at by the administrators; then a *no* is told to them and stops nothing, for
    whoever found a phone could say it for ever. Raises NotForYou, MoveOver.
    """
    query = select(AccountMove).where(AccountMove.id == move_id).with_for_update()
    move = work.session.exec(query.execution_options(populate_existing=True)).first()
    if move is None or move.person_id != work.person_id:
        raise NotForYou
    if move.state not in OPEN_STATES:
        raise MoveOver
    audit.note(
        work, work.person_id, N_("said that it was not them at another account"), subject(move), detail=str(move.id)
    )
    said = say(N_("The old account says that it was not them."))
    if move.contested:
        _tell_of_no(work, move, said)
    else:
        told = [one for officers in move.asked.values() for one in officers]
        _not_found(work, move, MoveState.STOPPED, said)
        _warn(work, move, [*told, *administrators(work, move)])
    return say(N_("Thank you. Your union is told at once, and somebody will be in touch with you."))


def _tell_of_no(work: Work, move: AccountMove, said: Sayable) -> None:
    for officer_id in move.asked.get(move.state, []):
        outbox.put(work, officer_id, words.over(move.id, said), key=f"account-move:{move.id}:no:{officer_id}")


def _warn(work: Work, move: AccountMove, officers: list[int]) -> None:
    source = N_(
        "Request {id} about another account is stopped: the old account says that it was not them. Somebody may be "
        "trying to get at a registration, or has the old phone. Please talk to whoever is registered."
    )
    for officer_id in dict.fromkeys(one for one in officers if one not in (move.person_id, move.asker_id)):
        text = say(source, id=str(move.id))
        outbox.put(work, officer_id, words.over(move.id, text), key=f"account-move:{move.id}:stopped:{officer_id}")


def _not_found(work: Work, move: AccountMove, state: MoveState, said: Sayable) -> None:
    end(work, move, state, said)
    outbox.put(work, move.asker_id, words.to_asker_not_found())


# The clock -----------------------------------------------------------------------------------------------------------


def keep_up_moves(work: Work) -> None:
    """Remind the officers before whom a request lies, and end what nobody has decided in time."""
    due = lying_open().where(col(AccountMove.call_on) <= work.today)
    for move in work.session.exec(due.with_for_update()).all():
        _call_on(work, move, put(work, move))


def _call_on(work: Work, move: AccountMove, officers: list[int]) -> None:
    patience, since = work.house.policies.current.waits.account, work.at(move.checked_at or move.asked_at).today
    keys = [_reminder_key(move, officer_id) for officer_id in officers] if move.reminded else []
    last = next(iter(waiting.reminders(work, keys).values()), None)
    match waiting.what_is_due(work, move, patience, since, last):
        case Due.REMIND:
            _remind(work, move, officers)
        case Due.LAST:
            _remind(work, move, [*officers, *administrators(work, move)])
        case Due.END:
            audit.note(
                work, None, N_("a request about another account ended undecided"), subject(move), detail=str(move.id)
            )
            _not_found(
                work, move, MoveState.LAPSED, say(N_("It has waited too long and is over. It can be asked for again."))
            )


def _reminder_key(move: AccountMove, officer_id: int) -> str:
    return f"account-move-waits:{move.id}:{move.waits_since}:{move.reminded}:{officer_id}"


def _remind(work: Work, move: AccountMove, officers: list[int]) -> None:
    message: Message = reminded(work, move)
    for officer_id in dict.fromkeys(officers):
        outbox.put(work, officer_id, message, key=_reminder_key(move, officer_id), priority=outbox.REMINDER)
