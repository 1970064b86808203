"""Numbers of the national system: read one by one, or a line for each of many cases."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field

from domain.forms import Form, Question, TextAnswer
from domain.platform.text import N_, Refusal, Text, lines, say

NUMBER = re.compile(r"[0-9A-Z][0-9A-Z./-]{2,39}")
DASHES = re.compile("[‐‑‒–—−]")
LINE = re.compile(r"\W*(\d{4}-\d{4,6})[\s,:;=|>→-]+(\S.*)")
MOST = 20  # cases at once: one press is to be over soon, and the list is to be read before it
MOST_TOLD = 10


class NumberNotReadable(Refusal):
    """A number of the national system has letters and digits only."""

    text = N_("That does not look like a number of the national system. It has 3 to 40 letters and digits, no spaces.")


def clean_number(text: str) -> str:
    """Return the number in one form: half width, capitals, no spaces; raises NumberNotReadable."""
    number = "".join(unicodedata.normalize("NFKC", text).split()).upper()
    if not NUMBER.fullmatch(number):
        raise NumberNotReadable
    return number


@dataclass(slots=True)
class Entries:
    """What was read: the national number for each number of a case, and what is wrong with other lines."""

    numbers: dict[str, str] = field(default_factory=dict)
    problems: list[Text] = field(default_factory=list)


def read_entries(words: str, waiting: Collection[str] | None = None) -> Entries:
    """Read lines of a case's number and a national number, as they are typed or copied from a table.

    Only cases that are `waiting` are taken, of which None are all, each once, and each national number for one of them.
    """
    found = Entries()
    for place, line in enumerate(DASHES.sub("-", unicodedata.normalize("NFKC", words)).splitlines(), 1):
        if line.strip():
            problem = _read(line, waiting, found.numbers)
            if problem is not None:
                found.problems.append(say(N_("Line {line}: {problem}"), line=str(place), problem=problem))
    return found


def _read(line: str, waiting: Collection[str] | None, numbers: dict[str, str]) -> Text | None:
    """Take one line in, or say what is wrong with it."""
    fitting = LINE.match(line)
    if fitting is None:
        return say(N_("it should be the number of a case, a space, and the national number"))
    case = fitting[1]
    try:
        number = clean_number(fitting[2].rstrip(" .,;"))
    except NumberNotReadable as refusal:
        return refusal.said
    problem = _misplaced(case, number, waiting, numbers)
    if problem is None:
        numbers[case] = number
    return problem


def _misplaced(case: str, number: str, waiting: Collection[str] | None, numbers: Mapping[str, str]) -> Text | None:
    if waiting is not None and case not in waiting:
        return say(N_("case {number} does not wait for you to enter it"), number=case)
    if case in numbers:
        return say(N_("case {number} has a number above already"), number=case)
    if number in numbers.values():
        return say(N_("{number} stands above for another case already"), number=number)
    return None


def entries_form(waiting: Collection[str]) -> Form:
    """Ask for the national numbers of several cases that wait. Answers: `numbers`, a line for each case."""
    shown = sorted(waiting)[:MOST]
    question = Question(
        key="numbers",
        prompt=say(N_("Which numbers did the national system give? Please send a line for each case.")),
        answer=TextAnswer(least=8, most=2_000),
        help=say(N_("You can copy two columns from your table. What I read is shown to you before it counts.")),
        label=say(N_("National numbers")),
        hint=say(N_("For example: {case} 2026-77"), case=shown[0] if shown else "2026-0001"),
        check=lambda words, _scope: _wrong(read_entries(words, waiting)),
        doubt=lambda words, _scope: _shown_back(read_entries(words, waiting)),
    )
    intro = say(N_("They wait for you: {numbers}"), numbers=lines(*shown, between=", "))
    title = say(N_("National numbers of several cases"))
    return Form(key="entries", title=title, questions=(question,), intro=intro, summary=False)


def _wrong(found: Entries) -> Text | None:
    if found.problems:
        told = lines(*found.problems[:MOST_TOLD])
        return say(N_("Nothing is recorded yet. Please send all lines again, corrected:\n{problems}"), problems=told)
    if len(found.numbers) > MOST:
        return say(N_("Please send at most {most} lines at once."), most=str(MOST))
    return None


def _shown_back(found: Entries) -> Text:
    pairs = (lines(case, number, between=" → ") for case, number in found.numbers.items())
    return say(
        N_("This is what I read; nothing is recorded yet. Each case is checked by itself. Is it right?\n{pairs}"),
        pairs=lines(*pairs),
    )
