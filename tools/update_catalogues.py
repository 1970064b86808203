"""Collects the source strings of the program and brings the catalogues up to date: `make messages`.

The files carry no dates and no line numbers, and name rooms rather than files: they change only when a text does.
"""

from __future__ import annotations

from io import BytesIO
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract_from_dir
from babel.messages.frontend import parse_mapping_cfg
from babel.messages.pofile import read_po, write_po

from domain.platform.text import LOCALES, SOURCE_LOCALE

ROOT = Path(__file__).resolve().parent.parent
FOLDER = ROOT / "locales"
TEMPLATE = FOLDER / "messages.pot"
KEYWORDS = {"N_": (1,), "Nn_": (1, 2)}
PLURALS = {"zh_Hans": "nplurals=1; plural=0;", "zh_Hant": "nplurals=1; plural=0;", "en": "nplurals=2; plural=(n != 1);"}


class TwoUses(ValueError):
    """One source string is written both alone and as the singular of a pair, so it cannot have one translation."""


def source_strings() -> Catalog:
    """Return every marked string of the program."""
    with (FOLDER / "babel.cfg").open(encoding="utf-8") as file:
        methods, options = parse_mapping_cfg(file)  # type: ignore[no-untyped-call] # Babel types its library, not its commands
    found = Catalog()
    for name, line, message, comments, _context in extract_from_dir(
        ROOT, methods, options, KEYWORDS, ("Translators:",)
    ):
        known = found.get(message if isinstance(message, str) else message[0])
        if known and known.pluralizable == isinstance(message, str):
            raise TwoUses(f"{name}:{line}: {message!r} is marked with N_ in one place and with Nn_ in another")
        found.add(message, locations=[(Path(name).parent.as_posix(), 0)], auto_comments=comments)
    return in_order(found)


def in_order(found: Catalog) -> Catalog:
    """Return the texts room by room, each room's in the order of the alphabet, however the files were walked."""
    ordered = Catalog()
    for message in sorted((one for one in found if one.id), key=_place):
        message.locations = sorted(set(message.locations))
        ordered[message.id] = message
    return ordered


def _place(message: Message) -> tuple[str, str]:
    return min(name for name, _line in message.locations), message.id if isinstance(message.id, str) else message.id[0]


def catalogue_path(locale: str) -> Path:
    """Return where the catalogue of a language is."""
    return FOLDER / locale / "LC_MESSAGES" / "messages.po"


def read(path: Path, locale: str | None = None) -> Catalog:
    """Read a catalogue; one that is not there yet is empty."""
    if not path.exists():
        return Catalog(locale=locale)
    with path.open("rb") as file:
        return read_po(file, locale=locale)


def updated(locale: str, template: Catalog) -> Catalog:
    """Return the catalogue of a language with exactly the texts of the program, translated as far as it was."""
    catalog = read(catalogue_path(locale), locale)
    catalog.update(template, no_fuzzy_matching=True)
    return catalog


def written(catalog: Catalog, locale: str = "") -> bytes:
    """Return a catalogue (or the template) as its file holds it, without anything that changes by itself."""
    head = ["Content-Type: text/plain; charset=utf-8", "Content-Transfer-Encoding: 8bit"]
    if locale:
        head = [f"Language: {locale}", f"Plural-Forms: {PLURALS[locale]}", *head]
    file = BytesIO()
    file.write(b'msgid ""\nmsgstr ""\n')
    file.writelines(f'"{line}\\n"\n'.encode() for line in head)
    file.write(b"\n")
    write_po(file, catalog, width=100, omit_header=True, include_lineno=False, ignore_obsolete=True)
    return file.getvalue()


def stale() -> list[Path]:
    """Return the files that `make messages` would change."""
    template = source_strings()
    wanted = {catalogue_path(locale): written(updated(locale, template), locale) for locale in LOCALES}
    wanted[TEMPLATE] = written(template)
    return [path for path, data in wanted.items() if not path.exists() or path.read_bytes() != data]


def main() -> None:
    """Extract, then update every language; what is new there waits for its translation."""
    template = source_strings()
    TEMPLATE.write_bytes(written(template))
    for locale in LOCALES:
        catalog = updated(locale, template)
        catalogue_path(locale).parent.mkdir(parents=True, exist_ok=True)
        catalogue_path(locale).write_bytes(written(catalog, locale))
        waiting = sum(1 for message in catalog if message.id and not (message.string and all(message.string)))
        state = "English is the source" if locale == SOURCE_LOCALE else f"{waiting} to translate"
        print(f"{locale}: {len(catalog)} texts, {state}")


if __name__ == "__main__":
    main()
