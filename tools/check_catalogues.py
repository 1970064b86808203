"""Checks the translation catalogues and says what is wrong, a sentence each: part of `make check`.

Fresh: every marked string is in the template and in each language. Complete: every Chinese text is translated, none is
marked as doubtful. True: same places, same markup, right script, no English left over.
"""

from __future__ import annotations

import re
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from string import Formatter

from babel.messages.catalog import Catalog, Message

from domain.platform.text import LOCALES, SOURCE_LOCALE
from tools.update_catalogues import FOLDER, TEMPLATE, TwoUses, catalogue_path, read, source_strings, stale

TELEGRAM_TAGS = {"b", "strong", "i", "em", "u", "ins", "s", "strike", "del", "code", "pre", "a", "blockquote"}
TELEGRAM_TAGS |= {"tg-spoiler"}
TAG = re.compile(r"<(/?)([a-zA-Z][\w-]*)([^<>]*)>")
BARE = re.compile(r"[<>]|&(?!lt;|gt;|amp;|quot;|#\d+;)")
NOT_PROSE = re.compile(r"\{\w*\}|<[^<>]*>|&\w+;|/[a-z]\w*|https?://\S+|@\w+|\w*_\w*")
LATIN = re.compile(r"[A-Za-z]{2,}")

NAMES = {
    "Telegram",
    "BotFather",
    "QR",
    "PDF",
    "JPG",
    "JPEG",
    "PNG",
    "MB",
    "KB",
    "CSV",
    "TOML",
    "Sisong",
    "ID",
    "OK",
    "bot",
    "UTF",
    "English",
    "Excel",
    "WPS",
    "HF",
}
NAMES |= {"xlsx", "toml", "csv", "xls", "et", "ods"}  # what the names of files end in
POLICY_KEYS = {"op", "le", "lt", "fact", "all", "any", "not", "exclusion", "deep", "relative", "accident", "none", "en"}
POLICY_KEYS |= {"true", "false", "everyone", "day", "days", "term", "festival", "lunar", "centre", "station", "point"}
POLICY_KEYS |= {"household", "officer", "heat", "upload", "rows", "person"}
# The words of a policy file and of a table of units, which stay as they are in the sentences about a mistake in one.

SIMPLIFIED = "们这说请时间单补发点关办员会审报医学读书银证号产业东车长门问见边过还进远运达选适应该从无动务给级组织统计"
TRADITIONAL = "們這說請時間單補發點關辦員會審報醫學讀書銀證號產業東車長門問見邊過還進遠運達選適應該從無動務給級組織統計"
WRONG_SCRIPT = {"zh_Hans": set(TRADITIONAL) - set(SIMPLIFIED), "zh_Hant": set(SIMPLIFIED) - set(TRADITIONAL)}

OTHER_WORDS = {
    "zh_Hans": {"帐": "账", "联络": "联系", "讯息": "消息", "资讯": "信息", "登陆": "登录", "硬碟": "硬盘"},
    "zh_Hant": {
        "聯絡|聯系": "聯繫", "(?<!好)(?<!沒有)(?<!等)消息": "訊息", "信息": "資料", "帳": "賬", "台": "臺", "裏": "裡",
        "着": "著", "打印": "列印", "鏈接": "連結", "網絡": "網路", "屏幕": "螢幕", "默認": "預設", "視頻": "影片",
    },
}  # fmt: skip
# One word for one thing, also where a language has several; a case officer is 幫扶聯繫人, as the glossary says.


def texts(message: Message) -> tuple[str, ...]:
    """Return the source, or the singular and plural source, of a message."""
    return (message.id,) if isinstance(message.id, str) else tuple(message.id)


def translations(message: Message) -> tuple[str, ...]:
    """Return the translated forms of a message; an empty one is not translated yet."""
    if isinstance(message.string, str):
        return (message.string,)
    return tuple(message.string or ())


def places(text: str) -> set[str]:
    """Return the names of the places in a text, or the complaint of the parser if it cannot be read."""
    try:
        return {place for _literal, place, _spec, _conversion in Formatter().parse(text) if place is not None}
    except ValueError as problem:
        return {f"unreadable ({problem})"}


def markup(text: str) -> Counter[str]:
    """Return the tags of a text, each with its attributes, counted."""
    return Counter(match.group() for match in TAG.finditer(text))


def markup_problem(text: str) -> str:
    """Say what Telegram would refuse in the HTML of a text; empty if nothing."""
    open_tags: list[str] = []
    for end, tag, _attributes in TAG.findall(text):
        if tag not in TELEGRAM_TAGS:
            return f"Telegram does not know the tag <{tag}>"
        if not end:
            open_tags.append(tag)
        elif not open_tags or open_tags.pop() != tag:
            return f"</{tag}> closes what is not open"
    if open_tags:
        return f"<{open_tags[-1]}> is not closed"
    bare = BARE.search(TAG.sub("", text))
    return f"a bare {bare.group()} must be written as an entity" if bare else ""


def source_problems(message: Message) -> Iterator[str]:
    """Say what is wrong with the source itself."""
    for text in texts(message):
        bad = [place for place in places(text) if not place.isidentifier()]
        if bad:
            yield f"has a place that is not a name: {', '.join(bad)}"
        if problem := markup_problem(text):
            yield problem


def translation_problems(message: Message, locale: str) -> Iterator[str]:
    """Say what is wrong with one translation."""
    if message.fuzzy:
        yield "is marked fuzzy: check the translation and take the mark away"
    forms = translations(message)
    if not forms or not all(forms):
        if locale != SOURCE_LOCALE:
            yield "is not translated"
        return
    wanted = places(texts(message)[-1])
    for form in forms:
        if places(form) != wanted and not (len(forms) > 1 and places(form) | {"count"} == wanted | {"count"}):
            yield f"has the places {sorted(places(form))} instead of {sorted(wanted)}"
        if markup(form) != markup(texts(message)[-1]):
            yield "has other tags than the source"
        if problem := markup_problem(form):
            yield problem
        yield from _script_problems(form, locale)


def _script_problems(form: str, locale: str) -> Iterator[str]:
    if locale == SOURCE_LOCALE:
        return
    english = [word for word in LATIN.findall(NOT_PROSE.sub(" ", form)) if word not in NAMES | POLICY_KEYS]
    if english:
        yield f"still has English in it: {' '.join(english)}"
    yield from other_words(form, locale)
    if strange := sorted(set(form) & WRONG_SCRIPT[locale]):
        yield f"has characters of the other script: {''.join(strange)}"


def other_words(text: str, locale: str) -> Iterator[str]:
    """Say which words of a text are not those that we say in this language, and what ours are."""
    for wrong, ours in OTHER_WORDS.get(locale, {}).items():
        if found := re.search(wrong, text):
            yield f"says {found[0]} where we say {ours}"


def difference(have: Catalog, want: Catalog) -> Iterator[str]:
    """Say which texts one catalogue lacks and which it has too many."""
    here = {texts(message) for message in have if message.id}
    there = {texts(message) for message in want if message.id}
    yield from (f"lacks {text[0]!r}" for text in sorted(there - here))
    yield from (f"still has {text[0]!r}, which the program no longer says" for text in sorted(here - there))


def problems() -> list[str]:
    """Return everything that is wrong with the catalogues, one sentence each."""
    try:
        sources = source_strings()
    except TwoUses as problem:
        return [str(problem)]
    found = [f"{_where(message)} {text}" for message in sources if message.id for text in source_problems(message)]
    found += [f"messages.pot {text}" for text in difference(read(TEMPLATE), sources)]
    for locale in LOCALES:
        catalog = read(catalogue_path(locale), locale)
        found += [f"{locale} {text}" for text in difference(catalog, sources)]
        found += [f"{locale} still has the obsolete {texts(message)[0]!r}" for message in catalog.obsolete.values()]
        found += [
            f"{locale}: {_where(message)} {text}"
            for message in catalog
            if message.id
            for text in translation_problems(message, locale)
        ]
    return found or [f'{path.relative_to(FOLDER.parent)} is not as "make messages" writes it' for path in stale()]


def _where(message: Message) -> str:
    files = ", ".join(dict.fromkeys(Path(name).as_posix() for name, _line in message.locations))
    return f"{texts(message)[0]!r} ({files})" if files else repr(texts(message)[0])


def main() -> int:
    """Print what is wrong and return how the program ends."""
    found = problems()
    for problem in found:
        print(problem, file=sys.stderr)
    if found:
        print(
            f'{len(found)} problems in the catalogues. "make messages" brings new texts in; then translate them.',
            file=sys.stderr,
        )
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
