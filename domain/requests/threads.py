"""What somebody asks a person of the union: its states, how its words are cut, its refusals and its questions."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from enum import StrEnum

from domain.forms import Form, Question, TextAnswer
from domain.platform.identifiers import names_somebody
from domain.platform.text import N_, Refusal, Sayable, say

A_PIECE = 2_000  # UTF-16 units that are kept as one; of Telegram's 4,096 a message then has room for names and keys
A_PAGE = 2_800  # UTF-16 units of words in one message
_NUMBER = re.compile(r"[0-9](?:[ .\-]?[0-9]){10,}[ .\-]?[0-9Xx]")
MOST_PIECES = 8  # that wait to be sent


class RequestState(StrEnum):
    """How far a request is."""

    OFFERED = "offered"  # written, not sent: nobody else knows of it
    OPEN = "open"  # an officer is waited for
    ANSWERED = "answered"
    CLOSED = "closed"


SENT = (RequestState.OPEN, RequestState.ANSWERED, RequestState.CLOSED)


def units_of(text: str) -> int:
    """Return the length of a text as Telegram counts it, in UTF-16 units."""
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


def pieces(text: str, most: int = A_PIECE) -> Iterator[str]:
    """Cut a text into pieces of at most so many units, at the end of a line or a sentence where there is one."""
    rest = text.strip()
    while units_of(rest) > most:
        part = _first(rest, most)
        ends = max((part.rfind(mark) + 1 for mark in ("\n", "。", "！", "？", ". ", " ")), default=0)
        cut = ends if ends > len(part) // 2 else len(part)
        yield rest[:cut].strip()
        rest = rest[cut:].strip()
    if rest:
        yield rest


def without_numbers(text: str) -> str:
    """Return a text without the numbers of ids and cards, of which the end is left to know them by."""
    return _NUMBER.sub(lambda found: f"…{found.group()[-4:]}", text) if names_somebody(text) else text


def _first(text: str, most: int) -> str:
    part = text[:most]
    while units_of(part) > most:
        part = part[: -max((units_of(part) - most) // 2, 1)]
    return part


def pages(sizes: Sequence[int], most: int = A_PAGE) -> list[list[int]]:
    """Put things of these sizes, the oldest first, on pages of at most `most`; return their places, page 0 the newest,
    each page in the order of the thread."""
    found: list[list[int]] = []
    left = 0
    for place in reversed(range(len(sizes))):
        if not found or sizes[place] > left:
            found.append([])
            left = most
        found[-1].insert(0, place)
        left -= sizes[place]
    return found


class NothingToSend(Refusal):
    """It was sent already, or dropped."""

    text = N_("There is nothing left to send here: it was sent already, or put away. Just write again.")


class TooManyPieces(Refusal):
    """More would not be shown whole before it is sent."""

    text = N_("That is as much as can be sent at once. Please send what you have first, then write the rest.")


class AgreeFirst(Refusal):
    """Officers read nothing of who has withdrawn a consent."""

    text = N_(
        "You have withdrawn your consent to the use of your data, so nobody of your union would see this. If you agree "
        "again under /privacy, you can send it; what you wrote is kept for a few days. The union's hotline, 12351, "
        "asks for no consent."
    )
    leads_to = "privacy"


class AskedEnough(Refusal):
    """People read them."""

    text = N_(
        "You have asked {count} new things today, as many as fit into a day. What you wrote is kept for tomorrow. If "
        "it cannot wait: the union's hotline is 12351."
    )


class WrittenEnough(Refusal):
    """People read them."""

    text = N_(
        "You have written {count} times today, as often as fits into a day. What you wrote is kept for tomorrow. If it "
        "cannot wait: the union's hotline is 12351."
    )


class NobodyAbove(Refusal):
    """It lies at the top already."""

    text = N_("There is nobody above you to hand it to. Please answer it, or close it with a reason.")


class NotWaiting(Refusal):
    """Somebody was faster, or nothing was asked since."""

    text = N_("This does not wait for an answer any more. To write to them all the same, press “Answer”.")


ONLY_WORDS = say(N_("Only words can be passed on, no pictures and no voice. It may be as short as you like."))
WORDS = say(N_("Words"))
FREE = TextAnswer(most=A_PAGE)


def request_ask_form(intro: Sayable) -> Form:
    """Ask what it is about. Answers: `words`."""
    prompt = say(N_("What is it about? Write it in your own words."))
    return _form("request_ask", say(N_("Ask a person")), intro, _words(prompt, ONLY_WORDS))


def request_more_form(intro: Sayable) -> Form:
    """Ask what is to be added. Answers: `words`."""
    prompt = say(N_("What would you like to add?"))
    return _form("request_more", say(N_("Write more")), intro, _words(prompt, ONLY_WORDS))


def request_answer_form(intro: Sayable) -> Form:
    """Ask an officer for the answer. Answers: `words`."""
    prompt = say(N_("What do you answer? It is sent as you write it, with your name."))
    hint = say(N_("Say what can be done, by whom and until when. Please write no numbers of identity cards here."))
    return _form("request_answer", say(N_("Your answer")), intro, _words(prompt, hint))


def request_close_form(intro: Sayable) -> Form:
    """Ask an officer why it is closed without an answer. Answers: `words`."""
    prompt = say(N_("Why is it closed without an answer? The worker reads what you write."))
    hint = say(N_("For example: we have spoken on the phone; this belongs to the labour office, 12333."))
    words = _words(prompt, hint, TextAnswer(least=2, most=500))
    return _form("request_close", say(N_("Closed without an answer")), intro, words)


def _words(prompt: Sayable, help_text: Sayable, answer: TextAnswer = FREE) -> Question:
    return Question(key="words", prompt=prompt, answer=answer, help=help_text, label=WORDS)


def _form(key: str, title: Sayable, intro: Sayable, question: Question) -> Form:
    return Form(key, title, (question,), intro=intro, summary=False)
