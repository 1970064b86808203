"""Typed buttons: what a press carries, packed into the few bytes of a channel and read back with distrust.

A new button is a frozen dataclass that derives from `Button` with a short code of its own:

    @dataclass(frozen=True)
    class DecideStep(Button, code="dc"):
        case_id: int
        version: int
        verdict: Verdict
"""

from __future__ import annotations

import re
from dataclasses import dataclass, fields
from enum import Enum
from functools import lru_cache
from typing import Any, ClassVar, Self, get_type_hints

from domain.platform.channel import TELEGRAM

MOST_BYTES = TELEGRAM.press_bytes
LARGEST_ID = 2**31 - 1  # PostgreSQL fails on a larger number where it looks for an id
_BY_CODE: dict[str, type[Button]] = {}


class Button:
    """Base of all buttons; fields may be int, str (no colon) or a string Enum, and never hold personal data."""

    code: ClassVar[str]

    def __init_subclass__(cls, *, code: str, **more: Any) -> None:
        super().__init_subclass__(**more)
        if code in _BY_CODE:
            raise ValueError(f"The button code {code!r} is taken by {_BY_CODE[code].__name__}")
        cls.code = code
        _BY_CODE[code] = cls

    def encode(self) -> str:
        """Return the callback data; ValueError when it does not fit."""
        parts = [str(value.value if isinstance(value, Enum) else value) for value in vars(self).values()]
        data = ":".join([self.code, *parts])
        if data.count(":") > len(parts):
            raise ValueError(f"{type(self).__name__}: a value holds a colon")
        if len(data.encode()) > MOST_BYTES:
            raise ValueError(f"{type(self).__name__}: {data!r} is over {MOST_BYTES} bytes")
        return data

    @classmethod
    def _read(cls, parts: list[str]) -> Self:
        hints = get_type_hints(cls)
        names = [field.name for field in fields(cls)]  # type: ignore[arg-type]
        if len(parts) != len(names):
            raise ValueError("wrong number of parts")
        values = {name: _value(hints[name], part) for name, part in zip(names, parts, strict=True)}
        if any(name.endswith("_id") and abs(value) > LARGEST_ID for name, value in values.items()):
            raise ValueError("no id")
        return cls(**values)


@dataclass(frozen=True)
class TryAgain(Button, code="ty"):
    """A message that Telegram refused goes out once more."""

    row_id: int


@dataclass(frozen=True)
class RefusedPage(Button, code="tg"):
    """A page of what was refused or given up."""

    page: int


@dataclass(frozen=True)
class TryAllAgain(Button, code="th"):
    """Everything that Telegram refused goes out once more."""


@dataclass(frozen=True)
class ShowMissed(Button, code="tq"):
    """What somebody missed who had blocked the bot goes out to them."""


@dataclass(frozen=True)
class HandleAgain(Button, code="tj"):
    """An update that could not be handled is handled once more, by Telegram's number of it."""

    number: int


@dataclass(frozen=True)
class TakeOff(Button, code="td"):
    """Something that was given up is taken off the list: a message by its row, or an update by Telegram's number."""

    number: int
    is_update: int


@dataclass(frozen=True)
class TryListed(Button, code="tv"):
    """The same is tried once more from the list, which is shown anew without it."""

    number: int
    is_update: int


@dataclass(frozen=True)
class ClockIsRight(Button, code="zk"):
    """The clock of the program is right, whatever speaks against it."""


def _value(kind: type[Any], part: str) -> Any:
    if kind is int and not re.fullmatch(r"-?[0-9]{1,18}", part):
        raise ValueError("not a number")
    return kind(part)


ON_BEHALF = "@"


def on_behalf(press: str, behalf_id: int) -> str:
    """Return callback data of the same press, made on somebody's behalf; ValueError when it does not fit."""
    data = f"{ON_BEHALF}{behalf_id} {press}"
    if len(data.encode()) > MOST_BYTES:
        raise ValueError(f"{data!r} is over {MOST_BYTES} bytes")
    return data


def parted(data: str) -> tuple[int, str]:
    """Return on whose behalf (0: nobody's) a press is made, by the number of the right to it, and the plain press."""
    found = re.fullmatch(rf"{ON_BEHALF}([0-9]{{1,10}}) (.*)", data, re.DOTALL)
    if found is None or int(found[1]) > LARGEST_ID:
        return 0, data
    return int(found[1]), found[2]


@lru_cache(maxsize=1024)  # a press is looked at twice: which route it is for, and what it says
def decode(data: str) -> Button | None:
    """Read callback data; None for anything that no button of ours could have sent."""
    code, *parts = data.split(":")
    kind = _BY_CODE.get(code)
    if kind is None:
        return None
    try:
        return kind._read(parts)
    except ValueError:
        return None


def registered_buttons() -> dict[str, type[Button]]:
    """Return every button class by its code (for the guard tests)."""
    return dict(_BY_CODE)
