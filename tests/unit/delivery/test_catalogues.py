"""How translations are found, and what happens when one is missing."""

from __future__ import annotations

from pathlib import Path

import pytest
import structlog.testing
from babel.messages.catalog import Catalog, Message

from delivery.catalogues import Catalogues
from tools.check_catalogues import difference, markup_problem, source_problems, translation_problems
from tools.update_catalogues import written

ONE_AND_MANY = ("{count} day", "{count} days")


@pytest.fixture
def catalogues(tmp_path: Path) -> Catalogues:
    """Catalogues in which some things are translated, one is doubtful and one is empty."""
    catalog = Catalog(locale="zh_Hans")
    catalog.add("Hello", "您好")
    catalog.add("Doubtful", "也许", flags=["fuzzy"])
    catalog.add("Empty")
    catalog.add(ONE_AND_MANY, ("{count} 天",))
    file = tmp_path / "zh_Hans" / "LC_MESSAGES" / "messages.po"
    file.parent.mkdir(parents=True)
    file.write_bytes(written(catalog, "zh_Hans"))
    return Catalogues(tmp_path)


def test_a_translation_is_found(catalogues: Catalogues) -> None:
    assert catalogues.translate("zh_Hans", "Hello") == "您好"


def test_what_is_missing_doubtful_or_empty_reads_in_english_and_is_told_once(catalogues: Catalogues) -> None:
    with structlog.testing.capture_logs() as told:
        for source in ("Unknown", "Doubtful", "Empty", "Empty"):
            assert catalogues.translate("zh_Hans", source) == source
    assert [line["source"] for line in told] == ["Unknown", "Doubtful", "Empty"]


def test_english_needs_no_translation(catalogues: Catalogues) -> None:
    with structlog.testing.capture_logs() as told:
        assert catalogues.translate("en", "Hello") == "Hello"
        assert [catalogues.translate("en", *ONE_AND_MANY, n) for n in (0, 1, 2)] == [
            "{count} days", "{count} day", "{count} days",
        ]  # fmt: skip
    assert not told


def test_chinese_has_one_form_for_all_numbers(catalogues: Catalogues) -> None:
    assert {catalogues.translate("zh_Hans", *ONE_AND_MANY, n) for n in (0, 1, 2)} == {"{count} 天"}


def test_a_language_without_a_catalogue_reads_in_english(catalogues: Catalogues) -> None:
    assert catalogues.translate("zh_Hant", "Hello") == "Hello"
    assert catalogues.translate("zh_Hant", *ONE_AND_MANY, 2) == "{count} days"


@pytest.mark.parametrize(
    ("translation", "problem"),
    [
        ("", "is not translated"),
        ("您好", "has the places [] instead of ['name']"),
        ("<b>您好 {nam}</b>", "has the places ['nam'] instead of ['name']"),
        ("您好 {name}", "has other tags than the source"),
        ("<b>您好 {name}</i>", "</i> closes what is not open"),
        ("<b>Dear {name}</b>", "still has English in it: Dear"),
        ("<b>請 {name}</b>", "has characters of the other script: 請"),
        ("<b>{name} & 您</b>", "a bare & must be written as an entity"),
    ],
)
def test_a_wrong_translation_is_named(translation: str, problem: str) -> None:
    assert problem in list(translation_problems(Message("<b>Hello {name}</b>", translation), "zh_Hans"))


def test_a_good_translation_is_accepted() -> None:
    message = Message("<b>Send {name} a PDF by Telegram: /help</b>", "<b>请用 Telegram 给{name}发 PDF：/help</b>")
    assert list(translation_problems(message, "zh_Hans")) == []
    plural = Message(("one day", "{count} days"), ("{count} 天",))
    assert list(translation_problems(plural, "zh_Hant")) == []


def test_a_doubtful_translation_is_named() -> None:
    assert any("fuzzy" in problem for problem in translation_problems(Message("A", "甲", flags=["fuzzy"]), "zh_Hans"))


def test_a_source_must_be_readable_for_telegram() -> None:
    assert list(source_problems(Message("Fine <b>{name}</b>"))) == []
    assert list(source_problems(Message("Odd {0}"))) == ["has a place that is not a name: 0"]
    assert markup_problem("<h1>Title</h1>") == "Telegram does not know the tag <h1>"
    assert markup_problem("<b>open") == "<b> is not closed"
    assert markup_problem("a < b") == "a bare < must be written as an entity"


def test_catalogues_are_compared_both_ways() -> None:
    have, want = Catalog(), Catalog()
    have.add("old")
    want.add("new")
    assert list(difference(have, want)) == ["lacks 'new'", "still has 'old', which the program no longer says"]
