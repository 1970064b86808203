"""Two answers in one message: a name with its number, a school with its year."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import replace

from domain.forms.form import Question
from domain.forms.kinds import ResidentIdAnswer
from domain.forms.refusals import Told
from domain.forms.replies import Typed
from domain.forms.results import Asking, Given, Read, Taken
from domain.platform.text import Refusal

_BETWEEN = " \t\n,，、;；:：/／|。."
_LAST_WORD = re.compile(rf"^(.+?)[{re.escape(_BETWEEN)}]+([^{re.escape(_BETWEEN)}]+)$", re.DOTALL)
_FIRST_DIGIT = re.compile(r"^(\D+)(\d.*)$", re.DOTALL)
_WORDS_BEFORE = re.compile(
    r"(身份证号码?|身份證號碼?|身份证|身份證|证件号码?|證件號碼?|护照号?码?|護照號?碼?|号码|號碼"
    r"|[Pp]assport|ID(?: number)?|id(?: number)?)$"
)
_LETTERS = re.compile(r"[A-Za-z]$")
LONG_NUMBER = 15  # digits: whoever sends so many behind a name means a number, and reads what is wrong with it

Reader = Callable[[Asking, Given], Read]


def both(asking: Asking, behind: Question | None, reply: Given, read: Reader) -> Taken | None:
    """Return both answers of a message that holds two, None when it holds one; raises what is wrong with a number."""
    if behind is None or not isinstance(reply, Typed):
        return None
    for head, tail in _parts(reply.text, behind):
        second = replace(asking, question=behind, value=None, draft=None)
        found = _read(second, tail, read)
        if found is None:
            continue
        if behind.check is not None and (wrong := behind.check(found.value, second.scope)) is not None:
            raise Told(wrong)
        first = read(asking, Typed(head))
        return replace(first, also={behind.key: found.value}) if isinstance(first, Taken) else None
    return None


def _read(asking: Asking, text: str, read: Reader) -> Taken | None:
    try:
        found = read(asking, Typed(text))
    except Refusal:
        if sum(character.isdigit() for character in text) >= LONG_NUMBER:
            raise
        return None
    return found if isinstance(found, Taken) else None


def _parts(text: str, behind: Question) -> Iterator[tuple[str, str]]:
    """Yield the ways to part a message: before its first digit, before its last word. The number of a document may
    begin with letters."""
    for pattern in (_FIRST_DIGIT, _LAST_WORD):
        if (found := pattern.match(text.strip())) is not None:
            if (
                isinstance(behind.answer, ResidentIdAnswer)
                and _LETTERS.search(found[1])
                and len(found[2]) < LONG_NUMBER
            ):
                continue
            head = _WORDS_BEFORE.sub("", found[1].rstrip(_BETWEEN)).rstrip(_BETWEEN)
            if head:
                yield head, found[2]
