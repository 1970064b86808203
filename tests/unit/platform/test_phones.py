"""Mobile numbers of elsewhere, as people send them: read, asked about once, masked."""

import json
from pathlib import Path

import pytest

from domain.forms import Chosen, Contact
from domain.people.questions import registration_form
from domain.platform.identifiers import PhoneUnclear, check_character, mask_phone
from domain.platform.numbers.documents import masked
from domain.platform.numbers.phones import find_phones, has_country
from tests.unit.forms.test_forms_walker import Walker, plain

SENT = json.loads(Path("tests/data/real/phones.json").read_text(encoding="utf-8"))


@pytest.mark.parametrize(("typed", "kept"), SENT["clear"].items())
def test_it_is_kept_as_it_is_called(typed: str, kept: str) -> None:
    found = find_phones(typed)
    assert found == (kept,)
    assert has_country(found, typed)


@pytest.mark.parametrize(("typed", "places"), SENT["asked"].items())
def test_from_where_it_is_is_asked_when_it_does_not_say(typed: str, places: list[str]) -> None:
    found = find_phones(typed)
    assert list(found) == places
    assert not has_country(found, typed)


@pytest.mark.parametrize("typed", SENT["unclear"])
def test_what_is_no_mobile_number_is_refused(typed: str) -> None:
    with pytest.raises(PhoneUnclear):
        find_phones(typed)


@pytest.mark.parametrize(("number", "told"), SENT["masked"].items())
def test_it_is_masked(number: str, told: str) -> None:
    assert mask_phone(number) == told


def test_a_plain_number_of_hong_kong_asks_once() -> None:
    walker = Walker(registration_form())
    walker.walks_to("phone")
    walker.types("9123 4567")
    assert "From where is the number that ends in 4567?" in walker.screen
    assert plain(walker.card.rows[0][0].label) == "Hong Kong (+852)"
    walker.presses("o:852")
    assert walker.state.answers["phone"] == "+85291234567"


def test_a_contact_of_hong_kong_is_taken() -> None:
    walker = Walker(registration_form())
    walker.walks_to("phone")
    walker.does(Contact("85261234567", is_own=True))
    assert walker.state.answers["phone"] == "+85261234567"


def test_a_worker_may_have_a_card_of_a_foreigner_of_both_kinds() -> None:
    newer = "91112419810803002" + check_character("91112419810803002")
    for typed, kept in (("CAN110080010101", "FOREIGNER:CAN110080010101"), (newer, newer)):
        walker = Walker(registration_form())
        walker.walks_to("resident_id")
        walker.types(typed)
        assert walker.state.answers["resident_id"] == kept
        assert "Foreigner's permanent residence card" in plain(masked(kept))


def test_another_number_may_be_typed_instead_of_saying_from_where() -> None:
    walker = Walker(registration_form())
    walker.walks_to("phone")
    walker.types("9123 4567")
    walker.does(Chosen("back"))
    walker.walks_to("phone")
    walker.types("13800138000")
    assert walker.state.answers["phone"] == "13800138000"
