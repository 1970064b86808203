"""Numbers and names as people copy and type them are read, or asked about; the inputs are kept in tests/data/real/."""

import json
from datetime import date
from pathlib import Path

import pytest

from domain.platform.identifiers import BankCardUnclear, PhoneUnclear, parse_bank_card, parse_phone, parse_resident_id
from domain.platform.names import NameHasOtherSigns, clean_name

COPIED = json.loads((Path(__file__).parents[2] / "data/real/copied.json").read_text(encoding="utf-8"))


@pytest.mark.parametrize("typed", COPIED["resident_ids"])
def test_a_copied_resident_id_is_found(typed: str) -> None:
    assert parse_resident_id(typed, today=date(2026, 11, 27)).number == COPIED["resident_ids"][0]


@pytest.mark.parametrize("typed", COPIED["phones"])
def test_a_copied_phone_is_found(typed: str) -> None:
    assert parse_phone(typed) == COPIED["phones"][0]


@pytest.mark.parametrize("typed", COPIED["no_phones"])
def test_what_may_be_two_phones_or_none_is_asked_about(typed: str) -> None:
    with pytest.raises(PhoneUnclear):
        parse_phone(typed)


@pytest.mark.parametrize("typed", COPIED["cards"])
def test_a_copied_card_is_found(typed: str) -> None:
    assert parse_bank_card(typed).number == COPIED["cards"][0]


@pytest.mark.parametrize("typed", COPIED["no_cards"])
def test_what_may_be_two_cards_or_none_is_asked_about(typed: str) -> None:
    with pytest.raises(BankCardUnclear):
        parse_bank_card(typed)


@pytest.mark.parametrize(("typed", "name"), COPIED["names"])
def test_a_typed_name_is_read(typed: str, name: str) -> None:
    assert clean_name(typed) == name


@pytest.mark.parametrize("typed", COPIED["no_names"])
def test_a_sentence_or_two_people_are_no_name(typed: str) -> None:
    with pytest.raises(NameHasOtherSigns):
        clean_name(typed)
