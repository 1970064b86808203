"""Numbers of other documents than the mainland's identity card, as people send them: read, asked about, masked."""

import json
from datetime import date
from pathlib import Path

import pytest

from domain.platform.identifiers import birth_of, names_somebody
from domain.platform.numbers.documents import hidden, is_clear, masked, parse_document
from domain.platform.text import Refusal
from tests.unit.forms.test_forms_walker import plain

SENT = json.loads(Path("tests/data/real/numbers.json").read_text(encoding="utf-8"))
TODAY = date(2026, 11, 27)


@pytest.mark.parametrize(("typed", "kept"), SENT["clear"].items())
def test_one_kind_fits_and_is_not_asked(typed: str, kept: str) -> None:
    found = parse_document(typed, today=TODAY)
    assert found == (kept,)
    assert is_clear(found, typed)


@pytest.mark.parametrize("typed", [one for one in SENT["clear"] if not one.isascii()])
def test_a_message_that_names_the_document_is_known_at_the_door(typed: str) -> None:
    assert names_somebody(typed)


@pytest.mark.parametrize(("typed", "kinds"), SENT["asked"].items())
def test_the_kind_is_asked_where_the_shape_leaves_it_open(typed: str, kinds: list[str]) -> None:
    found = parse_document(typed, today=TODAY)
    assert list(found) == kinds
    assert not is_clear(found, typed)


@pytest.mark.parametrize("typed", SENT["unclear"])
def test_what_is_no_number_of_a_document_is_refused(typed: str) -> None:
    with pytest.raises(Refusal):
        parse_document(typed, today=TODAY)


@pytest.mark.parametrize(("number", "told"), SENT["masked"].items())
def test_it_is_shown_in_part_with_its_kind(number: str, told: str) -> None:
    assert plain(masked(number)) == told
    assert number not in hidden(number) or not number


@pytest.mark.parametrize("number", [one for one in SENT["masked"] if ":" in one])
def test_only_numbers_of_18_characters_say_when_somebody_was_born(number: str) -> None:
    assert birth_of(number) is None
