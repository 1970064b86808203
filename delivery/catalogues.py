"""The translation catalogues: what a source string says in a reader's language.

A catalogue is read from its `.po` file when the first text in that language is rendered (about 10 ms for 800 strings,
measured; compiled files would save nothing a person can feel) and kept. Whatever is missing reads in English.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from gettext import c2py
from pathlib import Path

import structlog
from babel.messages.catalog import Catalog
from babel.messages.pofile import read_po

from domain.platform.text import SOURCE_LOCALE

FOLDER = Path(__file__).resolve().parent.parent / "locales"

log = structlog.get_logger(__name__)


def english_form(n: int) -> int:
    """Return which of the two English forms belongs to `n`: 0 for one, 1 for many."""
    return 0 if n == 1 else 1


@dataclass(frozen=True, slots=True)
class Catalogue:
    """The translations into one language; `forms` holds the texts with a plural, in the order of `form_for`."""

    single: Mapping[str, str] = field(default_factory=dict)
    forms: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    form_for: Callable[[int], int] = english_form


def catalogue_of(messages: Catalog) -> Catalogue:
    """Keep of Babel's catalogue what a reader may see: complete translations that nobody marked as doubtful."""
    single: dict[str, str] = {}
    forms: dict[str, tuple[str, ...]] = {}
    for message in messages:
        if not message.id or message.fuzzy:
            continue
        if isinstance(message.id, str):
            if isinstance(message.string, str) and message.string:
                single[message.id] = message.string
        elif message.string and all(message.string):
            forms[message.id[0]] = tuple(message.string)
    return Catalogue(single, forms, c2py(messages.plural_expr))


class Catalogues:
    """All languages of one folder, each read when it is first needed."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._read: dict[str, Catalogue] = {}
        self._told: set[tuple[str, str]] = set()

    def translate(self, locale: str, source: str, plural: str = "", n: int = 0) -> str:
        """Return `source` (or the form of `source` and `plural` that belongs to `n`) in `locale`, else in English."""
        catalogue = self._read.get(locale) or self._load(locale)
        if not plural:
            found = catalogue.single.get(source)
        else:
            forms = catalogue.forms.get(source)
            form = catalogue.form_for(abs(n))
            found = forms[form] if forms and form < len(forms) else None
        if found is not None:
            return found
        if locale != SOURCE_LOCALE:
            self._tell_once(locale, source)
        return plural if plural and english_form(n) else source

    def _load(self, locale: str) -> Catalogue:
        path = self.folder / locale / "LC_MESSAGES" / "messages.po"
        if path.is_file() and locale != SOURCE_LOCALE:
            with path.open("rb") as file:
                catalogue = catalogue_of(read_po(file, locale=locale))
        else:
            catalogue = Catalogue()
        self._read[locale] = catalogue
        return catalogue

    def _tell_once(self, locale: str, source: str) -> None:
        if (locale, source) not in self._told:
            self._told.add((locale, source))
            log.warning("translation_missing", locale=locale, source=source)


translate = Catalogues(FOLDER).translate
