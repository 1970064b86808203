"""How answers are shown: short, normalised, masked where they are personal numbers."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from functools import lru_cache
from typing import Any

from domain.forms import kinds
from domain.forms.form import AnswerKind, GroupAnswer, Question
from domain.platform.identifiers import mask_card, mask_phone
from domain.platform.numbers.documents import masked
from domain.platform.text import N_, Arg, Joined, Local, Money, Named, Sayable, Spoken, Text, lines, say

MOST_SHOWN = 80
HIDDEN = "•••"
IN_A_ROW = {2: 16, 3: 8}  # how wide a label may be for so many to stand side by side
PAGE_LENGTH = 2400  # leaves room for escapes, translations and the title under Telegram's 4,096


def shown(question: Question, value: Any) -> Arg:
    """Return an answer as a person may see it on the screen."""
    if value is None:
        later = say(N_("to be brought later")) if isinstance(question.answer, kinds.PaperAnswer) else None
        return question.skip_label or later or say(N_("left out"))
    match question.answer:
        case kinds.ResidentIdAnswer():
            return masked(value)
        case kinds.PhoneAnswer():
            return mask_phone(value)
        case kinds.BankCardAnswer():
            return mask_card(value)
    return HIDDEN if question.sensitive else _plainly(question.answer, value)


def _plainly(kind: AnswerKind, value: Any) -> Arg:
    match kind:
        case kinds.ChoiceAnswer(options):
            return clipped(kinds.label_of(options, value))
        case kinds.ManyChoicesAnswer(options):
            labels = [clipped(kinds.label_of(options, key)) for key in value]
            return lines(*labels, between=" / ") if labels else say(N_("none"))
        case kinds.MoneyAnswer():
            return Money(value)
        case kinds.DateAnswer():
            return date.fromisoformat(value)
        case kinds.YesNoAnswer():
            return say(N_("Yes")) if value else say(N_("No"))
        case kinds.PaperAnswer():
            return kinds.files_counted(len(value)) if value else say(N_("to be brought later"))
        case kinds.LookupAnswer():
            return clip(kinds.found_name(value))
        case kinds.TicksAnswer():
            return _ticked(kind, value)
        case kinds.EachAnswer(options):
            usual = options[0].key
            said = [clipped(kinds.label_of(options, one)) for one in value.values() if one != usual]
            return lines(*said, between=" / ") if said else kind.none_said
        case GroupAnswer():
            return kind.counted(len(value)) if value else say(N_("none"))
    return clip(str(value))


def _ticked(kind: kinds.TicksAnswer, value: Mapping[str, bool]) -> Arg:
    labels = [clipped(one.label) for one in kind.options if value.get(one.key)]
    if kind.counted is not None:
        return kind.counted(len(labels), sum(not is_ticked for is_ticked in value.values()))
    return lines(*labels, between=" / ") if labels else say(N_("none"))


def answer_line(question: Question, value: Any) -> Sayable:
    """Return one line of a summary: the short name of the question and its answer."""
    return say(N_("{label}: {value}"), label=clipped(question.label), value=shown(question, value))


def title_of(group: GroupAnswer, item: Mapping[str, Any], index: int) -> Sayable:
    """Call an item of a group by its title."""
    return clipped(group.item_title(item, index + 1))


def clip(text: str, most: int = MOST_SHOWN) -> str:
    """Shorten a text to what a line can hold; line breaks become spaces."""
    if isinstance(text, Named):
        return Named(clip(str(text), most), {locale: clip(other, most) for locale, other in text.others.items()})
    flat = " ".join(text.split())
    return flat if len(flat) <= most else f"{flat[: most - 1]}…"


def clipped(label: Sayable) -> Sayable:
    """Shorten a label that a policy file gives, in each of its languages."""
    match label:
        case Local():
            return _clipped_local(label)
        case Text(source, args, plural, count):
            if not args:
                return label
            clean = {name: clip(arg) if isinstance(arg, str) else arg for name, arg in args.items()}
            return Text(source, clean, plural, count)
    return label


@lru_cache(maxsize=5_000)
def _clipped_local(label: Local) -> Local:
    short = {locale: clip(text) for locale, text in label.by_locale.items()}
    return label if short == label.by_locale else Local(short)


def is_short(label: Sayable) -> bool:
    """Say whether two such labels fit side by side on a phone; Chinese characters count twice."""
    return width_of(label) <= IN_A_ROW[2]


def in_a_row(widths: Sequence[int]) -> int:
    """Return how many of the first labels, so wide, stand side by side on a phone; one always does."""
    beside = 1 if len(widths) == 1 or max(widths[:2]) > IN_A_ROW[2] else 2
    return 3 if len(widths) > 2 and max(widths[:3]) <= IN_A_ROW[3] else beside


def width_of(arg: Arg) -> int:
    """Measure a label in its widest language, a Chinese character as two."""
    match arg:
        case Text(source, args):
            return _width_of_source(source) + (sum(map(width_of, args.values())) if args else 0)
        case Joined(parts, between):
            return sum(width_of(part) for part in parts) + len(between) * (len(parts) - 1)
        case Local(by_locale):
            return max((_width_of(text) for text in by_locale.values()), default=0)
        case str():
            return _width_of(arg)
    return 10


@lru_cache(maxsize=10_000)
def _width_of_source(source: str) -> int:
    return _width_of(re.sub(r"\{\w+\}", "", source))


@lru_cache(maxsize=10_000)
def _width_of(text: str) -> int:
    return len(text) if text.isascii() else sum(1 + (unicodedata.east_asian_width(c) in "WF") for c in text)


def measured(arg: Arg | None) -> int:
    """Estimate how long a text gets, in the longest of its languages."""
    match arg:
        case Text():
            return max(len(arg.source), len(arg.plural)) + sum(measured(one) for one in arg.args.values())
        case Joined(parts, between):
            return sum(measured(part) + len(between) for part in parts)
        case Local():
            return max((len(text) for text in arg.by_locale.values()), default=0)
        case str():
            return len(arg)
        case None:
            return 0
        case Spoken(_, words):
            return measured(words)
        case Money() | int() | date() | datetime():
            return 20


def in_pages(entries: Sequence[Sayable], most: int = PAGE_LENGTH) -> list[list[Sayable]]:
    """Share lines out over pages that stay well below the limit of a message, at `most` so long as `measured` says; one
    page at the least."""
    pages: list[list[Sayable]] = [[]]
    length = 0
    for entry in entries:
        length += measured(entry) + 1
        if length > most and pages[-1]:
            pages.append([])
            length = measured(entry) + 1
        pages[-1].append(entry)
    return pages
