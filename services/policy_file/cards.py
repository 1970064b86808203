"""What administrators read of a policy that was sent: where it stands, what is wrong with it, what it would change."""

from __future__ import annotations

from collections.abc import Sequence
from typing import cast

from domain.platform.messages import Attachment, Key, Keys, Message, key
from domain.platform.text import N_, Nn_, Sayable, Text, lines, paragraphs, say, say_many, unpack
from domain.policy_file.buttons import Deed, DoWithSent, NewPolicy, Part, PolicyShown, SentShown
from models.policy import SentPolicy
from services.platform.work import Work
from services.policy_file.looking import name_in
from services.policy_file.record import (
    CALLED_OFF,
    COMPARED,
    CONFIRMED,
    FETCHING,
    IN_FORCE,
    OUTDATED,
    PROPOSED,
    READY,
    SAME,
    SENT,
    WRONG,
)

FIRST = 5  # differences that stand on the card
A_PAGE, FEW = 16, 6  # lines, and problems, which are long
BEGUN = N_("Cases and seasons that have begun finish under the version they began with.")
STANDS = {
    FETCHING: N_("It is being read."),
    SENT: N_("It is being read."),
    SAME: N_("It says what is in force already, so there is nothing to do."),
    READY: N_("It is right, and it is not in force yet. From when on shall it hold?"),
    PROPOSED: N_("It waits for another administrator to confirm it: whoever sent it does not do that."),
    CONFIRMED: N_("It is confirmed, and comes in force on {day}."),
    IN_FORCE: N_("It came in force on {day}."),
    OUTDATED: N_(
        "It did not come in force: another policy has been since it was looked at, so what you read of it no longer "
        "holds. Nothing is lost, it can be looked at again."
    ),
    CALLED_OFF: N_("It was called off, and changes nothing."),
}
WANTED_NOW = N_("It is to be in force as soon as that is done.")
WANTED_FROM = N_("It is to be in force from {day} on.")


def card(work: Work, row: SentPolicy, reader: int) -> Message:
    """Return where a policy stands, with what this reader can do."""
    if row.state == WRONG:
        return problems(row, 0)
    head = say(N_("<b>Policy that was sent: {file}</b>"), file=row.file_name)
    by = say(N_("by {name}, {moment}"), name=name_in(work.session, row.person_id), moment=row.sent_at)
    stands = say(STANDS[row.state], day=row.begins_on or work.today)
    text = paragraphs(lines(head, by), _in_short(row), lines(stands, _from_when(row)))
    return Message(text, (*_lists(row), *_deeds(row, reader), _back()))


def _from_when(row: SentPolicy) -> Sayable | None:
    if row.state != PROPOSED:
        return None
    return say(WANTED_FROM, day=row.begins_on) if row.begins_on else say(WANTED_NOW)


def _in_short(row: SentPolicy) -> Sayable | None:
    if row.state not in (*COMPARED, IN_FORCE):
        return None
    source = Nn_(
        "It says {count} thing otherwise than what is in force.",
        "It says {count} things otherwise than what is in force.",
    )
    headline = cast(Sayable, unpack(row.effect["headline"])) if row.effect else None
    first = lines(*_texts(row.difference[:FIRST])) if row.difference else None
    more = lines("…") if len(row.difference) > FIRST else None
    return paragraphs(lines(say_many(*source, len(row.difference)), first, more), headline, say(BEGUN))


def _lists(row: SentPolicy) -> Keys:
    if row.state not in (*COMPARED, IN_FORCE):
        return ()
    effect = (key(say(N_("What it means for the households")), SentShown(row.id, Part.EFFECT, 0)),)
    return ((key(say(N_("What it says otherwise")), SentShown(row.id, Part.DIFFERENCE, 0)),),
            *((effect,) if row.effect else ()))  # fmt: skip


def _deeds(row: SentPolicy, reader: int) -> Keys:
    off = _deed(row, N_("Call it off"), Deed.CALL_OFF)
    match row.state, reader == row.person_id:
        case ("ready", True):
            now, day = _deed(row, N_("In force now"), Deed.NOW), _deed(row, N_("From a day on"), Deed.ON_A_DAY)
            return ((now, day), (off,))
        case ("proposed", False):
            return ((_deed(row, N_("✅ Confirm"), Deed.CONFIRM), off),)
        case ("ready" | "proposed" | "confirmed", _):
            return ((off,),)
        case ("outdated", True):
            return ((_deed(row, N_("Look at it again"), Deed.AGAIN),),)
    return ()


def _deed(row: SentPolicy, label: str, deed: Deed) -> Key:
    return key(Text(label), DoWithSent(row.id, deed))


def _back() -> tuple[Key, ...]:
    return (key(say(N_("‹ The policy in force")), PolicyShown(0, 0)),)


# Lists that may be long -----------------------------------------------------------------------------------------------


def problems(row: SentPolicy, number: int) -> Message:
    """Return a page of what is wrong with a policy."""
    source = Nn_(
        "<b>{file} cannot be used yet</b>: {count} problem. Nothing was changed. Please correct it and send it again.",
        "<b>{file} cannot be used yet</b>: {count} problems. Nothing was changed. Please correct it and send it again.",
    )
    again = (key(say(N_("Send a policy")), NewPolicy()),)
    head = say_many(*source, len(row.problems), file=row.file_name)
    return _paged(row, Part.PROBLEMS, head, _texts(row.problems), number, (again, _back()))


def difference(row: SentPolicy, number: int) -> Message:
    """Return a page of what a policy says otherwise than the one it was compared with."""
    head = say(N_("<b>What {file} says otherwise than what is in force</b>"), file=row.file_name)
    return _paged(row, Part.DIFFERENCE, head, _texts(row.difference), number, (_to_card(row),))


def effect(row: SentPolicy, number: int) -> Message:
    """Return a page of what a policy means for the households on file."""
    head = say(N_("<b>What {file} means for the households on file</b>"), file=row.file_name)
    drawn = (key(say(N_("📊 As a picture")), SentShown(row.id, Part.PICTURE, 0)),)
    keys = (drawn, _to_card(row)) if row.effect.get("picture") else (_to_card(row),)
    return _paged(row, Part.EFFECT, head, _texts(row.effect.get("lines", ())), number, keys)


def picture(row: SentPolicy, _number: int) -> Message:
    """Return the same as a picture; of a policy that says nothing of households the words."""
    drawing = row.effect.get("picture")
    if not drawing:
        return effect(row, 0)
    return Message(cast(Sayable, unpack(row.effect["headline"])), attachment=Attachment(drawing=drawing))


def _to_card(row: SentPolicy) -> tuple[Key, ...]:
    return (key(say(N_("‹ Back")), SentShown(row.id, Part.CARD, 0)),)


def _texts(packed: Sequence[object]) -> list[Sayable]:
    return [cast(Sayable, unpack(one)) for one in packed]


def _paged(row: SentPolicy, part: Part, head: Sayable, every: list[Sayable], number: int, keys: Keys) -> Message:
    size = FEW if part is Part.PROBLEMS else A_PAGE
    number = min(max(number, 0), max(len(every) - 1, 0) // size)
    shown = lines(*every[number * size : (number + 1) * size], between="\n\n" if part is Part.PROBLEMS else "\n")
    back, on = number > 0, (number + 1) * size < len(every)
    turning = (
        *((key(lines("‹"), SentShown(row.id, part, number - 1)),) if back else ()),
        *((key(lines("›"), SentShown(row.id, part, number + 1)),) if on else ()),
    )
    return Message(paragraphs(head, shown), (*((turning,) if turning else ()), *keys))
