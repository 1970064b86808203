"""Offers by words: those that hold all that somebody typed, or else those that hold a part of it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import TypeVar

from domain.platform.alike import alike

Found = TypeVar("Found")

_AROUND = re.compile(  # what people say around what they look for
    r"有没有|有没|有什么|有啥|我?想(?:找|要|做)?一?[个份]?|找一?[个份]?|给我|帮我|一[个份]|什么的?|工作|岗位|职位|活儿?|招聘(?!会)|招人|可以做|"
    r"请问|的|吗|呢|啊|[?？!！。，,、.;；:：]"
)
_SMALL = {"a", "an", "any", "the", "for", "of", "in", "at", "is", "are", "there", "some", "i", "i'm", "im", "want"} | {
    "need", "to", "looking", "look", "find", "me", "my", "please", "job", "jobs", "work", "vacancy", "something", "with"
}  # fmt: skip
_SIGNS = re.compile(r"[^\x00-\x7f]+")


def words_of(query: str) -> list[str]:
    """Return what somebody looks for, word by word, without what people say around it; `alike`, never empty words."""
    said = _AROUND.sub(" ", alike(query)).split()
    return [one for one in said if one not in _SMALL] or alike(query).split()


def held_by(found: Sequence[tuple[Found, str]], query: str) -> tuple[list[Found], bool]:
    """Return those whose text holds what is looked for, in their order, and whether they hold all of it.

    Where none does, those that hold a word, or two signs in a row, most of them first.
    """
    texts = [(one, alike(text)) for one, text in found]
    words = words_of(query)
    if whole := [one for one, text in texts if all(word in text for word in words)]:
        return whole, True
    parts = {part for word in words for part in _parts(word)}
    counted = [(sum(part in text for part in parts), one) for one, text in texts]
    near = sorted((pair for pair in counted if pair[0]), key=lambda pair: -pair[0])
    return [one for _, one in near], False


def _parts(word: str) -> Iterator[str]:
    """Yield what a word may be found by: itself, and of signs any two that stand side by side."""
    yield word
    for run in _SIGNS.findall(word):
        yield from (run[at : at + 2] for at in range(len(run) - 1))
