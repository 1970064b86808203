"""What people read when somebody asks for their registration at another account: officers, both accounts."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from domain.claims.buttons import CheckMove, ConfirmMove, NotMe, OpenMove, RefuseMove
from domain.claims.moves import MoveState
from domain.menu.buttons import Go
from domain.platform.messages import Keys, Message, key
from domain.platform.text import N_, Arg, Sayable, paragraphs, say


@dataclass(frozen=True, slots=True)
class Move:
    """A request as officers read it: who is registered, and what was typed at the new account (phone masked)."""

    move_id: int
    state: MoveState
    name: Arg
    unit: str
    typed: str
    phone: str
    is_same_phone: bool
    since: date
    until: date | None
    holds_office: bool = False
    contested: bool = False
    seen_by: str = ""
    seen_on: date | None = None
    looked_at: str = ""


def title(one: Move) -> Sayable:
    """Name a request in a list."""
    return say(N_("Request {id}: {name}, {unit}"), id=str(one.move_id), name=one.name, unit=one.unit)


def to_officer(one: Move) -> Message:
    """Ask to see somebody in person, or to confirm that a colleague has."""
    return Message(paragraphs(*_told(one)), _keys(one))


def _told(one: Move) -> Iterator[Sayable | None]:
    source = N_(
        "<b>Another account</b>, request {id}: somebody at a new Telegram account gives the resident id of {name} of "
        "{unit}, who is registered here, and asks since {since} that this account take the place of the old one. Typed "
        "there: {typed}, phone {phone}."
    )
    yield say(source, id=str(one.move_id), name=one.name, unit=one.unit, since=one.since, typed=one.typed,
              phone=one.phone)  # fmt: skip
    same = N_("It is the phone number on record.")
    yield say(same if one.is_same_phone else N_("It is not the phone number on record."))
    if one.holds_office:
        yield say(N_("They hold an office: it goes along, with all that waits for them."))
    if one.contested:
        yield say(N_("⚠️ The old account has said before that it was not them. Please talk to both."))
    if one.state is MoveState.ASKED:
        yield say(
            N_("Please see them in person, with their identity card. Then write down here what you looked at; a "
               "colleague confirms it, and only then everything is at the new account.")
        )  # fmt: skip
    else:
        told = N_("{officer} has seen them, on {day}: <blockquote>{looked_at}</blockquote>")
        yield say(told, officer=one.seen_by, day=one.seen_on or one.since, looked_at=one.looked_at)
        yield say(
            N_("Please confirm it only if you are sure, too. Then everything of this person is at the new account, and "
               "the old one sees nothing of it any more.")
        )  # fmt: skip
    if one.until is not None:
        yield say(N_("If nobody decides it by {day}, it is over and can be asked for again."), day=one.until)


def _keys(one: Move) -> Keys:
    no = key(say(N_("It is not them")), RefuseMove(one.move_id))
    if one.state is MoveState.ASKED:
        return ((key(say(N_("I have seen them")), CheckMove(one.move_id)),), (no,))
    return ((key(say(N_("✅ Confirm")), ConfirmMove(one.move_id)),), (no,))


def reminder(one: Move) -> Message:
    """Remind an officer."""
    source = N_("Request {id} about another account has waited for you since {since}. If nobody decides it by {day}, "
                "it is over.")  # fmt: skip
    text = say(source, id=str(one.move_id), since=one.since, day=one.until or one.since)
    return Message(text, ((key(say(N_("Open")), OpenMove(one.move_id)),),))


def over(move_id: int, said: Sayable) -> Message:
    """Return what the message of an officer becomes."""
    return Message(paragraphs(say(N_("<b>Another account</b>, request {id}"), id=str(move_id)), said))


# The two accounts ----------------------------------------------------------------------------------------------------


def to_old_account(move_id: int) -> Message:
    """Tell the account of before, at once; what is registered there is not said."""
    text = say(
        N_(
            "Somebody at another Telegram account says that what is registered here is theirs, for example after "
            "losing a phone, and asks your union to move it there. An officer looks at it in person first. If that is "
            "you, there is nothing to do. If it was not you, press the button, and your union is told at once."
        )
    )
    return Message(text, ((key(say(N_("That was not me")), NotMe(move_id)),),))


STAYS = N_("It is settled: everything stays as it was, here at this account.")
SETTLED = N_("This is settled by now. Nothing is to be done.")
CUT_OFF = N_(
    "Your union has looked at it in person and moved what was registered here to another Telegram account. Nothing of "
    "it can be seen or done here any more. If that is not right, please go to your union at once, or call 12351."
)
NOT_FOUND = N_(
    "It could not be confirmed that this registration is yours, so nothing has changed. Please go to your union in "
    "person with your identity card. You can ask for it once more here."
)
SINCE = N_(
    "Your union has confirmed that it is you: everything you had at your old account is here now, and the old account "
    "sees nothing of it any more. Older messages stay in the old chat; what they asked stands under the buttons below."
)
ONE_FORM = N_("The form that you had begun here is given up: the same one was begun at your old account and is kept.")


def to_asker_not_found() -> Message:
    """Tell who asked that it came to nothing, in the same words whatever the reason."""
    return Message(say(NOT_FOUND), ((key(say(N_("▶ Begin")), Go("start")),),))


def to_new_account(*, is_officer: bool, form_given_up: bool) -> Message:
    """Say that everything is here now, with the ways to it."""
    own = (key(say(N_("My cases")), Go("cases")), key(say(N_("My file")), Go("file")))
    pending = ((key(say(N_("What waits for me")), Go("pending")),),) if is_officer else ()
    text = paragraphs(say(SINCE), say(ONE_FORM) if form_given_up else None)
    return Message(text, (*pending, own, (key(say(N_("‹ Menu")), Go("menu")),)))


NOBODY_HAS_IT = N_(
    "Somebody who cannot register asks that a colleague look at it: {name}, phone {phone}. Nobody is registered "
    "with the resident id they gave now; too many were tried today. Please call them."
)
ASKED_BY_SEVERAL = N_(
    "Several accounts ask today for one and the same registration. The latest: {name}, phone {phone}. The worker it "
    "belongs to was told of the first ones only. Please call both before anything is decided."
)
