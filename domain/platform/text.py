"""Sentences as data: written once in English, put into the reader's language when they are delivered.

A `Text` is a source string with named arguments. Arguments stay typed (money, dates, other texts, texts of a policy
file), so that delivery can format them for the reader. `pack` and `unpack` turn a `Text` into JSON and back; that is
how it waits in the outbox and why a message survives a restart and a change of language.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import lru_cache
from typing import Any

LOCALES = ("zh_Hans", "zh_Hant", "en")
SOURCE_LOCALE = "en"
NAMES = {"zh_Hans": "简体中文", "zh_Hant": "繁體中文", "en": "English"}  # each in itself, so nobody has to guess


@dataclass(frozen=True, slots=True)
class Money:
    """An amount in fen, shown as yuan in the reader's way."""

    fen: int


@dataclass(frozen=True, slots=True)
class Local:
    """A text that a policy file gives per language; a missing language falls back to one that is there."""

    by_locale: Mapping[str, str]

    def __hash__(self) -> int:
        return hash((len(self.by_locale), self.by_locale.get("zh_Hans"), self.by_locale.get("en")))

    def best_for(self, locale: str) -> str:
        """Return the text for `locale`, else the nearest: the other Chinese, zh_Hans, English, any."""
        near = "zh_Hant" if locale == "zh_Hans" else "zh_Hans"
        for wanted in (locale, near, "zh_Hans", "en"):
            if wanted in self.by_locale:
                return self.by_locale[wanted]
        return next(iter(self.by_locale.values()), "")

    @property
    def beginning_a_line(self) -> Local:
        """The same text with a capital first letter, where a language has such letters."""
        return Local({locale: text[:1].upper() + text[1:] for locale, text in self.by_locale.items()})


class Named(str):
    """A name of its own that reads otherwise in some languages; whoever knows nothing of that has the name itself."""

    others: Mapping[str, str]

    def __new__(cls, name: str, others: Mapping[str, str]) -> Named:
        """`others` are the names by locale."""
        made = super().__new__(cls, name)
        made.others = dict(others)
        return made

    @property
    def local(self) -> Local:
        """The same as a text per language."""
        return Local({"zh_Hans": str(self), **self.others})


def named(name: str, others: Mapping[str, str | None]) -> str:
    """Return a name with those that it has in other languages."""
    given = {locale: other for locale, other in others.items() if other}
    return Named(name, given) if given else name


def every_name(name: str) -> tuple[str, ...]:
    """Return a name in each of its languages."""
    return (str(name), *name.others.values()) if isinstance(name, Named) else (name,)


@dataclass(frozen=True, slots=True)
class Text:
    """One sentence (or several) in source English with `{named}` places; HTML tags of Telegram are allowed in it.

    `plural` and `count` are set for a text that differs with a number. Arguments of type str are escaped on delivery.
    """

    source: str
    args: Mapping[str, Arg] = field(default_factory=dict)
    plural: str = ""
    count: int = 0

    def __hash__(self) -> int:
        return hash((self.source, self.plural, self.count))


@dataclass(frozen=True, slots=True)
class Joined:
    """Several texts one after another, `between` them a separator (a newline by default)."""

    parts: tuple[Arg, ...]
    between: str = "\n"


@dataclass(frozen=True, slots=True)
class Spoken:
    """Words in a language of their own, whatever the reader's is (to show what readers of that language get)."""

    locale: str
    words: Arg


Arg = str | int | date | datetime | Money | Local | Text | Joined | Spoken
Sayable = Text | Local | Joined


def N_(source: str) -> str:  # noqa: N802 - the name gettext tools look for
    """Mark a source string for the catalogues and return it unchanged."""
    return source


def say(source: str, /, **args: Arg) -> Text:
    """Make a `Text`; write `say(N_("..."), number=case.number)` so that the catalogue finds the source."""
    return Text(source, args)


def say_many(one: str, many: str, count: int, /, **args: Arg) -> Text:
    """Make a `Text` with a plural; `{count}` fills itself. Write `say_many(*Nn_("{count} day", "{count} days"), n)`."""
    return Text(one, {"count": count, **args}, plural=many, count=count)


def Nn_(one: str, many: str) -> tuple[str, str]:  # noqa: N802 - the name gettext tools are told to look for
    """Mark a singular and plural pair for the catalogues and return it unchanged."""
    return one, many


def lines(*parts: Arg | None, between: str = "\n") -> Joined:
    """Join texts with newlines, leaving out those that are None."""
    return Joined(tuple(part for part in parts if part is not None), between)


def paragraphs(*parts: Arg | None) -> Joined:
    """Join texts with an empty line between them, leaving out those that are None."""
    return lines(*parts, between="\n\n")


def pack(value: Arg) -> Any:
    """Turn a text or an argument into plain JSON data."""
    match value:
        case Text():
            packed: dict[str, Any] = {"$": "text", "s": value.source}
            if value.args:
                packed["a"] = {name: pack(arg) for name, arg in value.args.items()}
            if value.plural:
                packed |= {"p": value.plural, "n": value.count}
            return packed
        case Joined():
            return {"$": "join", "v": [pack(part) for part in value.parts], "b": value.between}
        case Spoken():
            return {"$": "spoken", "l": value.locale, "v": pack(value.words)}
        case Money():
            return {"$": "money", "v": value.fen}
        case Named():
            return pack(value.local)
        case Local():
            return {"$": "local", "v": dict(value.by_locale)}
        case datetime():
            return {"$": "moment", "v": value.isoformat()}
        case date():
            return {"$": "date", "v": value.isoformat()}
        case str() | int():
            return value
    raise TypeError(f"A text cannot hold {type(value).__name__}")


def unpack(data: Any) -> Arg:
    """Turn JSON data made by `pack` back into a text or an argument."""
    if not isinstance(data, dict):
        assert isinstance(data, str | int)
        return data
    match data["$"]:
        case "text" if len(data) == 2:
            return _plain(data["s"])
        case "text":
            args = {name: unpack(arg) for name, arg in data.get("a", {}).items()}
            return Text(data["s"], args, data.get("p", ""), data.get("n", 0))
        case "join":
            return Joined(tuple(unpack(part) for part in data["v"]), data["b"])
        case "spoken":
            return Spoken(data["l"], unpack(data["v"]))
        case "money":
            return Money(data["v"])
        case "local":
            return Local(data["v"])
        case "moment":
            return datetime.fromisoformat(data["v"])
        case "date":
            return date.fromisoformat(data["v"])
    raise ValueError(f"Not a packed text: {data['$']!r}")


@lru_cache(maxsize=2_048)
def _plain(source: str) -> Text:
    return Text(source)


class Refusal(Exception):
    """A rule or an access check said no; `text` tells the person why and what to do next.

    Subclasses set `text` to a marked source string and pass its arguments by name; `leads_to` is the command of the
    menu whose button helps on.
    """

    text: str = N_("That did not work. Please try again, or send /help.")
    leads_to: str = ""

    def __init__(self, **args: Arg) -> None:
        super().__init__(type(self).__name__)
        self.args_given: dict[str, Arg] = dict(args)

    @property
    def said(self) -> Text:
        """The sentence for the person."""
        return Text(self.text, self.args_given)
