"""What people and callers can reply to a card, and the short tokens by which buttons say it.

Tokens are ASCII, at most 24 bytes, and untrusted when they come back:

    back skip help done add leave keep right change confirm summary retype
    yes no            answer a yes/no question (or what is shown back before it counts)
    month year        an amount that is shown back is for a month, or for a year
    o:<key>           the option with this key           i:<n>  the option with this index (keys too long for a button)
    l:<n>             the n-th thing found by a lookup
    p:<n>             page n of a long list
    c:<n>             change the n-th entry of the summary
    e:<n>  f:<n>      open item n of a group; ask field n of that item again
    r:<n>             remove item n of a group, or file n of a paper
    t:<n>             the next option of the n-th person of a screen about everybody
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal, get_args

MAX_TOKEN_BYTES = 24
_NUMBERED = re.compile(r"([ilpcefrt]):([0-9]{1,4})")
_OPTION = re.compile(r"o:([A-Za-z0-9_-]{1,22})")


@dataclass(frozen=True, slots=True)
class FileRef:
    """A file that waits at the chat platform. `size` in bytes, 0 when unknown; `album` joins parts of one album;
    `message_id` is that of the message it came with, 0 when unknown."""

    file_id: str
    unique_id: str
    name: str = ""
    mime: str = ""
    size: int = 0
    album: str | None = None
    message_id: int = 0

    @property
    def is_photo(self) -> bool:
        """Whether it was sent as a photo, of which the platform keeps the dots only; a file always has a name."""
        return self.mime.startswith("image/") and not self.name

    def to_json(self) -> dict[str, Any]:
        """Return the file as plain data, the shape kept in an answer."""
        return {
            "file_id": self.file_id,
            "unique_id": self.unique_id,
            "name": self.name,
            "mime": self.mime,
            "size": self.size,
            "album": self.album,
            "message_id": self.message_id,
        }

    @staticmethod
    def from_json(data: Mapping[str, Any]) -> FileRef:
        """Read back what `to_json` wrote."""
        return FileRef(**data)


@dataclass(frozen=True, slots=True)
class Typed:
    """The person sent text, as message `message_id` at `sent` (Unix seconds); 0 where that is not known."""

    text: str
    message_id: int = 0
    sent: int = 0


@dataclass(frozen=True, slots=True)
class Attached:
    """The person sent a photo or a document."""

    file: FileRef


@dataclass(frozen=True, slots=True)
class Contact:
    """The person shared a contact; `is_own` when the platform says it is their own."""

    phone: str
    is_own: bool


@dataclass(frozen=True, slots=True)
class Chosen:
    """The person pressed a button with this token."""

    token: str


@dataclass(frozen=True, slots=True)
class Found:
    """The caller looked something up: (id, label) pairs, best first. When nothing fits what was typed, `instead_of` is
    that, and the pairs are what may do for now."""

    matches: tuple[tuple[int | str, str], ...]
    instead_of: str = ""


@dataclass(frozen=True, slots=True)
class Anew:
    """The person answered the question at `path` once more: they replied to it, or edited what they had answered."""

    path: str
    reply: Typed | Attached


@dataclass(frozen=True, slots=True)
class Other:
    """The person sent something no form understands: a sticker, a voice message, a place."""


Word = Literal[
    "back", "skip", "help", "done", "add", "leave", "keep",
    "right", "change", "confirm", "summary", "retype", "yes", "no", "month", "year",
]  # fmt: skip
WORDS: tuple[Word, ...] = get_args(Word)


@dataclass(frozen=True, slots=True)
class Control:
    """A reply by name alone, such as Back or Done; from a button, a command or a caller."""

    word: Word


@dataclass(frozen=True, slots=True)
class Numbered:
    """A reply with a number: `letter` is one of i l p c e f r t, see the module docstring."""

    letter: str
    number: int


@dataclass(frozen=True, slots=True)
class OptionKey:
    """An option, by its key."""

    key: str


Reply = Typed | Attached | Contact | Chosen | Found | Other | Control | Anew

BACK, SKIP, HELP, DONE = Control("back"), Control("skip"), Control("help"), Control("done")
ADD, LEAVE, KEEP, CONFIRM = Control("add"), Control("leave"), Control("keep"), Control("confirm")
RIGHT, CHANGE, SUMMARY, RETYPE = Control("right"), Control("change"), Control("summary"), Control("retype")
YES, NO = Control("yes"), Control("no")
MONTH, YEAR = Control("month"), Control("year")

Press = Control | Numbered | OptionKey


def parse_token(token: str) -> Press | None:
    """Read a button's token; None for anything a form of ours would not have sent."""
    for word in WORDS:
        if token == word:
            return Control(word)
    if found := _NUMBERED.fullmatch(token):
        return Numbered(found[1], int(found[2]))
    if found := _OPTION.fullmatch(token):
        return OptionKey(found[1])
    return None


def option_token(key: str, index: int) -> str:
    """Return the token of an option: its key where that fits on a button, else its index."""
    by_key = f"o:{key}"
    return by_key if _OPTION.fullmatch(by_key) else f"i:{index}"
