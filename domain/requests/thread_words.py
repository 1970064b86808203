"""What both sides read of a thread: the worker who asks, the officers before whom it lies."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from domain.menu.buttons import Go
from domain.platform.messages import Key, Keys, Message, key
from domain.platform.text import N_, Arg, Nn_, Sayable, Text, lines, paragraphs, say, say_many
from domain.requests.buttons import (
    AnswerRequest,
    CloseRequest,
    DropWords,
    HandOn,
    Helped,
    OpenRequest,
    SendAnswer,
    SendWords,
    WriteMore,
)
from domain.requests.threads import A_PAGE, RequestState, TooManyPieces, pages, units_of

SHORT = 60  # characters of words in a list


@dataclass(frozen=True, slots=True)
class Reader:
    """Who reads it: people by name, at a unit; neither of them for the administrators."""

    names: tuple[str, ...]
    unit: str = ""
    is_case_officer: bool = False


@dataclass(frozen=True, slots=True)
class Said:
    """Words in a thread: who said them, and when."""

    by: Arg
    words: str
    at: datetime
    of_worker: bool


@dataclass(frozen=True, slots=True)
class Thread:
    """A thread as an officer sees it; of a worker who agrees no longer there are no words and no name."""

    request_id: int
    state: RequestState
    name: Arg
    unit: Arg
    said: tuple[Said, ...]
    is_shown: bool = True
    notice: str = ""
    until: date | None = None


# Who reads it --------------------------------------------------------------------------------------------------------


def who(reader: Reader | None) -> Sayable:
    """Return who reads it, for the middle of a sentence."""
    if reader is None:
        return say(N_("whoever of your union can be reached first"))
    if not reader.unit:
        return say(N_("the administrators of your union"))
    names = lines(*reader.names[:2], between=", ")
    if reader.is_case_officer:
        return say(N_("{names}, your case officer"), names=names)
    source = N_("{names} ({unit})") if len(reader.names) <= 2 else N_("{names} and colleagues ({unit})")
    return say(source, names=names, unit=reader.unit)


def send_key(request_id: int, reader: Reader | None) -> Key:
    """Return the key that sends what was shown back."""
    one = reader.names[0] if reader is not None and len(reader.names) == 1 and reader.unit else ""
    label = say(N_("📨 Send it to {name}"), name=one) if one else say(N_("📨 Send it"))
    return key(label, SendWords(request_id))


READS = N_("{who} will read it, with your name and unit, and answer you here.")


def reads(reader: Reader | None) -> Sayable:
    """Say who will read it."""
    return say(READS, who=who(reader))


# The worker ----------------------------------------------------------------------------------------------------------


def quoted(words: Sequence[str], *, most: int = A_PAGE) -> Sayable:
    """Return words as they were written, the newest as far as there is room."""
    (newest, *older) = pages([units_of(one) for one in words], most) or [[]]
    left = sum(len(one) for one in older)
    shown = [say(N_("“{words}”"), words=words[place]) for place in newest]
    before = say_many(*Nn_("(and {count} message before)", "(and {count} messages before)"), left) if left else None
    return lines(before, *shown)


def offered(request_id: int, reader: Reader | None, words: Sequence[str], notice: str) -> Message:
    """Return what somebody wrote, shown back with who would read it."""
    about = say(N_("About the notice “{title}”:"), title=notice) if notice else None
    ask = say(N_("I am a program and cannot answer that. Shall I send it to a person? {reads}"), reads=reads(reader))
    no = key(say(N_("No, show me the menu")), DropWords(request_id))
    return Message(paragraphs(ask, lines(about, quoted(words))), ((send_key(request_id, reader),), (no,)))


def full(request_id: int, reader: Reader | None, words: Sequence[str]) -> Message:
    """Return what stands there when no more words can wait: what is written, to be sent or dropped."""
    waiting = offered(request_id, reader, words, "")
    return Message(paragraphs(say(TooManyPieces.text), quoted(words)), waiting.keys)


def sent(request_id: int, reader: Reader | None, until: date | None) -> Message:
    """Return what stands there once it is sent."""
    source = N_("✅ Sent to {who}. The answer comes here.")
    later = (
        say(N_("If there is none by {day}, it goes one level up, and you hear of it."), day=until) if until else None
    )
    urgent = say(N_("If it cannot wait: the union's hotline is 12351."))
    keys = ((key(say(N_("Write more")), WriteMore(request_id)), key(say(N_("Read all")), OpenRequest(request_id, 0))),)
    return Message(lines(say(source, who=who(reader)), later, urgent, between=" "), keys)


def answer(request_id: int, name: str, words: Sequence[str]) -> Message:
    """Return the answer as the worker gets it."""
    head = say(N_("💬 <b>{name} answers you:</b>"), name=name)
    return Message(lines(head, *words), _after_answer(request_id))


def _after_answer(request_id: int) -> Keys:
    return (
        (key(say(N_("That helped")), Helped(request_id)), key(say(N_("Write more")), WriteMore(request_id))),
        (key(say(N_("Read all")), OpenRequest(request_id, 0)),),
    )


def closed(request_id: int, name: str, reason: str, until: date) -> Message:
    """Return what the worker reads when it was closed without an answer."""
    head = say(N_("{name} has closed what you asked without an answer:"), name=name)
    back = say(N_("If you do not agree, write more by {day}: it is open again then. The hotline is 12351."), day=until)
    return Message(
        paragraphs(lines(head, reason), back),
        ((key(say(N_("Write more")), WriteMore(request_id)), key(say(N_("Read all")), OpenRequest(request_id, 0))),),
    )


def goes_to(request_id: int, reader: Reader | None) -> Message:
    """Return what the worker reads when somebody else has it."""
    source = N_("{who} has your question now. You get the answer here; you need not do anything.")
    return Message(say(source, who=who(reader)), ((key(say(N_("Read all")), OpenRequest(request_id, 0)),),))


GLAD = say(N_("I am glad. If there is anything else, just write it here."))
KEPT = N_(
    "To pass this on to a person of your union, I must know who you are. Please register first, it takes two minutes; "
    "what you wrote is kept for {count} days, and then one press sends it. If it cannot wait: the union's hotline is "
    "12351."
)
AGREE = N_("A person can look at it, too. {reads}")
NOT_WORDS = say(
    N_(
        "Only words can be passed on here, no pictures and no voice. Please write what it is about. Papers for a case "
        "are handed in under /cases, with “Add a paper”."
    )
)


# The officers --------------------------------------------------------------------------------------------------------

STATES = {
    RequestState.OFFERED: say(N_("not sent yet")),
    RequestState.OPEN: say(N_("waits for an answer")),
    RequestState.ANSWERED: say(N_("answered")),
    RequestState.CLOSED: say(N_("closed")),
}
AGAIN = say(N_("⏰ <b>This still waits for an answer.</b>"))
HANDED = N_("{name} has handed this on to you.")
FROM_BELOW = say(N_("Nobody answered this in time, so it comes to you."))


HIDDEN = N_(
    "💬 Request {id}: the worker has withdrawn the consent to use their data, so nothing of it is shown. If they agree "
    "again, you get it anew."
)


def card(thread: Thread, why: Sayable | None = None, *, new: int = 0) -> Message:
    """Return it as an officer gets it, with its `new` last words, or those since the last answer."""
    if not thread.is_shown:
        return Message(say(HIDDEN, id=str(thread.request_id)))
    head = say(N_("💬 <b>{name}</b> ({unit}) asks:"), name=thread.name, unit=thread.unit)
    about = say(N_("About the notice “{title}”"), title=thread.notice) if thread.notice else None
    asked = [one.words for one in thread.said[: _until_answered(thread)]]
    said = asked[-(new or _since_answer(thread)) :]
    until: Sayable | None = lines("✅", STATES[thread.state], between=" ")
    if thread.state is RequestState.OPEN:
        until = None
    if thread.until is not None and thread.state is RequestState.OPEN:
        until = say(N_("Please answer by {day}; after that it goes one level up."), day=thread.until)
    return Message(paragraphs(why, lines(head, about, quoted(said)), until), keys_of_officer(thread))


def _until_answered(thread: Thread) -> int:
    """Return how many words there are up to the last ones of the worker."""
    return max((place for place, one in enumerate(thread.said, 1) if one.of_worker), default=0)


def _since_answer(thread: Thread) -> int:
    """Return how many words of the worker came after the answer before them."""
    asked = [one.of_worker for one in thread.said[: _until_answered(thread)]]
    return asked[::-1].index(False) if False in asked else len(asked)


def keys_of_officer(thread: Thread) -> Keys:
    """Return what an officer can do with it."""
    number = thread.request_id
    read = (key(say(N_("Read all")), OpenRequest(number, 0)),) if len(thread.said) > 1 else ()
    respond = key(say(N_("✍ Answer")), AnswerRequest(number))
    if thread.state is not RequestState.OPEN:
        return ((respond, *read),)
    return (
        (respond, key(say(N_("Hand on")), HandOn(number))),
        (key(say(N_("Close without an answer")), CloseRequest(number)), *read),
    )


def shown_back(request_id: int, name: Arg, words: Sequence[str]) -> Message:
    """Return an officer's reply, shown back before it is sent."""
    ask = say(N_("Send this to {name} as your answer?"), name=name)
    send, drop = key(say(N_("📨 Send it")), SendAnswer(request_id)), key(say(N_("Discard")), DropWords(request_id))
    return Message(paragraphs(ask, quoted(words)), ((send, drop),))


def over(thread: Thread, said: Sayable) -> Message:
    """Return what stands in the place of a card on which nothing is to be done any more."""
    name: Arg = thread.name if thread.is_shown else str(thread.request_id)
    return Message(lines(say(N_("💬 {name}"), name=name), said, between=": "))


ANSWERED_BY = N_("answered by {name}. Nothing is to be done.")
CLOSED_BY = N_("closed by {name}. Nothing is to be done.")
LIES_WITH = N_("{who} has it now. There is nothing for you to do.")
ERASED = N_("What was kept of whoever wrote this is erased. Nothing is to be done.")
HELPED = say(N_("they say that your answer helped."))
ANSWERED = N_("Your answer is sent to {name}.")


# Lists and the thread ------------------------------------------------------------------------------------------------


def line(thread: Thread) -> Sayable:
    """Return it in an officer's list."""
    return lines(thread.name, _short(thread), between=": ") if thread.is_shown else lines(thread.name)


def own_line(thread: Thread) -> Sayable:
    """Return it in its worker's list."""
    return lines(STATES[thread.state], _short(thread), between=": ")


def _short(thread: Thread) -> str:
    words = " ".join(thread.said[-1].words.split()) if thread.said else ""
    return words if len(words) <= SHORT else f"{words[: SHORT - 1]}…"


def whole(thread: Thread, number: int, *, for_worker: bool) -> tuple[Sayable, int, int]:
    """Return one page of a thread, which page it is (0 is the newest), and how many there are."""
    found = pages([units_of(one.words) + 40 for one in thread.said]) or [[]]
    number = min(max(number, 0), len(found) - 1)
    source = N_("<b>{by}</b>, {at}")
    you = say(N_("You"))
    rows = [thread.said[place] for place in found[number]]
    said = [lines(say(source, by=you if one.of_worker and for_worker else one.by, at=one.at), one.words)
            for one in rows]  # fmt: skip
    about = say(N_("About the notice “{title}”"), title=thread.notice) if thread.notice else None
    head = say(N_("💬 <b>{name}</b> ({unit}): {state}"), name=thread.name, unit=thread.unit, state=STATES[thread.state])
    mine: Text = say(N_("💬 <b>What you asked</b>: {state}"), state=STATES[thread.state])
    return paragraphs(lines(mine if for_worker else head, about), *said), number, len(found)


def keys_of_worker(thread: Thread) -> Keys:
    """Return what its worker can do with it."""
    more = key(say(N_("Write more")), WriteMore(thread.request_id))
    if thread.state is RequestState.ANSWERED:
        return ((key(say(N_("That helped")), Helped(thread.request_id)), more),)
    return ((more,),)


def menu_again() -> Key:
    """Return the key to the list."""
    return key(say(N_("‹ Requests")), Go("requests"))
