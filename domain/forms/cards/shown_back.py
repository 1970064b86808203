"""The card that shows an answer back before it counts: what was understood and how, what is unlikely, what changes."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from domain.forms import kinds
from domain.forms.cards.amounts import doubt_about, is_usual
from domain.forms.cards.rows import Row, button
from domain.forms.cards.showing import clipped, shown
from domain.forms.form import Question
from domain.forms.outcomes import Choice
from domain.forms.replies import option_token
from domain.forms.results import Asking
from domain.platform.text import N_, Money, Nn_, Sayable, lines, say, say_many

DOUBT_ROW: Row = (button(say(N_("Yes, it is right")), "yes"), button(say(N_("Type it again")), "retype"))
_CHANGE_ROW: Row = (button(say(N_("Yes, it is right")), "yes"), button(say(N_("No, leave that answer")), "no"))
_OPEN_ROW: Row = (button(say(N_("Leave it open")), "yes"), button(say(N_("Type it again")), "retype"))
_TIMES = {1: say(N_("a month")), 3: say(N_("a quarter")), 6: say(N_("half a year")), 12: say(N_("a year"))}


def understood_so(asking: Asking, back: Mapping[str, Any]) -> Sayable:
    """Say what was understood and how; what is unlikely is asked about."""
    if "open" in back["how"]:
        return _left_open(back["value"])
    if "which" in back["how"]:
        return lines(*_working(asking, back), *_doubts(asking, back))
    doubts = tuple(_doubts(asking, back))
    plain = say(N_("I understand: <b>{value}</b>. Is that right?"), value=shown(asking.question, back["value"]))
    return lines(*_working(asking, back), *(doubts or (plain,)))


def _left_open(words: str) -> Sayable:
    source = N_(
        "That leaves it open. A rough answer helps, too: please write what you know. Or shall it stay at “{words}” for "
        "now? A colleague then asks you."
    )
    return say(source, words=words)


def change_told(asking: Asking, back: Mapping[str, Any]) -> Sayable:
    """Say what an answer of before was and would be."""
    changes = [_change(asking.question, asking.value, back["value"])]
    for key, value in back["also"].items():
        question = asking.way.question(key)
        if question is not None and value != asking.way.kept.get(key):
            changes.append(_change(question, asking.way.kept.get(key), value))
    doubts = _doubts(asking, back) or (say(N_("Is that right?")),)
    return lines(*_working(asking, back), *changes, *doubts, _behind(len(back.get("more", ()))))


def _behind(count: int) -> Sayable | None:
    """Say that other changed messages wait their turn."""
    source = Nn_(
        "After that I ask about {count} more answer that you changed.",
        "After that I ask about {count} more answers that you changed.",
    )
    return say_many(*source, count) if count else None


def shown_back_rows(asking: Asking, back: Mapping[str, Any]) -> tuple[Row, ...]:
    """Return the yes and the no, and the other time that an unlikely amount may be for."""
    first = _CHANGE_ROW if "back" in back else _OPEN_ROW if "open" in back["how"] else DOUBT_ROW
    if "least" in back["how"]:
        return (_ends(back["how"]), _middle(back["value"], first[1]) if "which" in back["how"] else first)
    return _rows_of_time(asking, back, first)


def _ends(how: Mapping[str, Any]) -> Row:
    """Offer both ends of a range, or both amounts."""
    return tuple(button(lines(Money(how[end])), option_token(end, at)) for at, end in enumerate(("least", "most")))


def _middle(value: int, again: Choice) -> Row:
    return (button(say(N_("The middle: {middle}"), middle=Money(value)), "yes"), again)


def _rows_of_time(asking: Asking, back: Mapping[str, Any], first: Row) -> tuple[Row, ...]:
    kind, value = asking.kind, back["value"]
    if not isinstance(kind, kinds.MoneyAnswer) or kind.usual is None or "months" in back["how"]:
        return (first,)
    if kind.per == kinds.MONTH and value > kind.usual[1]:
        return (first, (button(say(N_("That is for a year")), "year"),))
    if kind.per == kinds.YEAR and 0 < value < kind.usual[0]:
        return (first, (button(say(N_("That is for a month")), "month"),))
    return (first,)


def _change(question: Question, old: Any, new: Any) -> Sayable:
    return say(
        N_("{label}: {old} → <b>{new}</b>"), label=clipped(question.label), old=shown(question, old),
        new=shown(question, new),
    )  # fmt: skip


def _working(asking: Asking, back: Mapping[str, Any]) -> Iterator[Sayable]:
    """Say how an amount in words became the answer."""
    how, value = back["how"], back["value"]
    if "least" in how:
        middle = Money(how.get("said", value))
        source = N_("{least} to {most}: I take the middle, {middle}.")
        if "which" in how:
            source = N_(
                "You sent two amounts, {least} and {most}. Which one is it? If it changes, take the middle, {middle}."
            )
        yield say(source, least=Money(how["least"]), most=Money(how["most"]), middle=middle)
    if "months" in how:
        assert isinstance(asking.kind, kinds.MoneyAnswer)
        yield say(
            N_("{said} {time} makes {value} {per}."),
            said=Money(how["said"]), time=_time(how["months"]), value=Money(value), per=_time(asking.kind.per),
        )  # fmt: skip


def _time(months: int) -> Sayable:
    return _TIMES.get(months) or say(N_("in {count} months"), count=str(months))


def _doubts(asking: Asking, back: Mapping[str, Any]) -> tuple[Sayable, ...]:
    """Say what is unlikely about an answer, and about the one that came with it."""
    found: list[Sayable] = []
    if not is_usual(asking.kind, back["value"]):
        found.append(_unusual(asking, back["value"]))
    behind = ((asking.way.question(key), value) for key, value in back["also"].items())
    for question, value in ((asking.question, back["value"]), *behind):
        if question is not None and (doubt := doubt_about(question, value, asking)) is not None:
            found.append(doubt)
    return tuple(found)


def _unusual(asking: Asking, value: Any) -> Sayable:
    told, kind = shown(asking.question, value), asking.kind
    if isinstance(kind, kinds.MoneyAnswer) and kind.per:
        return say(N_("<b>{value} {per}</b>? That is unusual. Is it right?"), value=told, per=_time(kind.per))
    return say(N_("<b>{value}</b>? That is unusual. Is it right?"), value=told)
