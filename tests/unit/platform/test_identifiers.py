"""Resident ids, phones and bank cards: read, refused, masked."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.platform.identifiers import (
    BankCardUnclear,
    PhoneUnclear,
    ResidentIdBirthImpossible,
    ResidentIdBirthInFuture,
    ResidentIdWrongCheck,
    ResidentIdWrongLength,
    Sex,
    check_character,
    mask_card,
    mask_phone,
    mask_resident_id,
    names_somebody,
    normalise,
    parse_bank_card,
    parse_phone,
    parse_resident_id,
)
from domain.platform.text import Refusal
from tests.data.households import households

TODAY = date(2026, 8, 10)
VECTORS = json.loads((Path(__file__).parents[2] / "data" / "id_vectors.json").read_text(encoding="utf-8"))

DOCUMENTS = json.loads((Path(__file__).parents[2] / "data" / "real" / "documents.json").read_text(encoding="utf-8"))


def with_check(first_seventeen: str) -> str:
    return first_seventeen + check_character(first_seventeen)


@pytest.mark.parametrize("number", VECTORS["resident_id"]["valid"])
def test_known_good_resident_ids_are_taken(number: str) -> None:
    assert parse_resident_id(number, today=TODAY).number == number


@pytest.mark.parametrize("number", VECTORS["resident_id"]["invalid_checksum"])
def test_a_wrong_check_character_is_refused(number: str) -> None:
    with pytest.raises(ResidentIdWrongCheck):
        parse_resident_id(number, today=TODAY)


@pytest.mark.parametrize(
    "typed",
    [
        VECTORS["resident_id"]["fullwidth_must_normalise"],
        VECTORS["resident_id"]["lowercase_x"],
        " 110105 19491231 002X ",
        "\u202e11010519491231002x\u202c",
        "110105\u200b19491231002X",
        "身份证号：11010519491231002X",
        "身份證號碼:11010519491231002X。",
        "'11010519491231002X",
        "11010519491231002Х",
        "11010519491231002χ",
        "我的身份证 110105 19491231 002x 谢谢",
    ],
)
def test_the_way_of_typing_does_not_matter(typed: str) -> None:
    read = parse_resident_id(typed, today=TODAY)
    assert (read.number, read.birth, read.sex) == ("11010519491231002X", date(1949, 12, 31), Sex.FEMALE)


def test_a_region_is_never_a_reason_to_refuse() -> None:
    for number in ("235407195106112745", with_check("99010119780312003"), with_check("00000019780312003")):
        assert parse_resident_id(number, today=TODAY).number == number


@pytest.mark.parametrize(
    "typed", ["", "110105491231002", "1101051949123100", "A1010519491231002X", "X" * 18, "9" * 5000]
)
def test_a_wrong_length_or_letter_is_refused(typed: str) -> None:
    with pytest.raises(ResidentIdWrongLength):
        parse_resident_id(typed, today=TODAY)


@pytest.mark.parametrize("birth", ["19780230", "19781301", "00000101", "17991231", "20230229"])
def test_an_impossible_birth_date_is_refused(birth: str) -> None:
    with pytest.raises(ResidentIdBirthImpossible):
        parse_resident_id(with_check(f"990101{birth}003"), today=TODAY)


def test_a_birth_still_to_come_is_refused_but_not_one_today() -> None:
    assert parse_resident_id(with_check("99010120260810003"), today=TODAY).birth == TODAY
    with pytest.raises(ResidentIdBirthInFuture):
        parse_resident_id(with_check("99010120260811003"), today=TODAY)


def test_birth_and_sex_agree_with_the_households_of_the_file() -> None:
    for household in households().values():
        for member in household["members"]:
            read = parse_resident_id(member["id_number"], today=TODAY)
            assert read.birth == date.fromisoformat(member["birth"])
            assert read.sex.value == member["sex"]


@given(st.dates(date(1800, 1, 1), TODAY), st.integers(0, 999999), st.integers(0, 999), st.integers(0, 16))
def test_one_mistyped_digit_is_always_noticed(birth: date, region: int, serial: int, at: int) -> None:
    number = with_check(f"{region:06d}{birth:%Y%m%d}{serial:03d}")
    assert parse_resident_id(number, today=TODAY).birth == birth
    wrong = number[:at] + str((int(number[at]) + 1) % 10) + number[at + 1 :]
    with pytest.raises(Refusal):
        parse_resident_id(wrong, today=TODAY)


def test_a_masked_resident_id_hides_the_birth_date() -> None:
    assert mask_resident_id("11010519491231002X") == "110105********002X"
    assert mask_resident_id("1234") == "****"


@pytest.mark.parametrize(
    "typed",
    [
        "13800138000",
        "+86 138 0013 8000",
        "0086-138-0013-8000",
        "8613800138000",
        "１３８００１３８０００",
        "(138)0013‑8000",
    ],
)
def test_a_phone_is_read_with_or_without_the_country(typed: str) -> None:
    assert parse_phone(typed) == "13800138000"


@pytest.mark.parametrize(
    "typed", ["12800138000", "1380013800", "138001380000", "+1 13800138000", "phone", "", "1" * 5000]
)
def test_what_is_no_mobile_number_is_refused(typed: str) -> None:
    with pytest.raises(PhoneUnclear):
        parse_phone(typed)


def test_a_masked_phone_hides_the_middle() -> None:
    assert mask_phone("13800138000") == "138****8000"
    assert mask_phone("12345") == "*****"


@pytest.mark.parametrize("number", VECTORS["bank_card_luhn"]["valid"])
def test_a_card_that_follows_luhn_is_taken(number: str) -> None:
    card = parse_bank_card(f" {number[:4]} {number[4:8]}-{number[8:]} ")
    assert (card.number, card.luhn_ok) == (number, True)


@pytest.mark.parametrize("number", VECTORS["bank_card_luhn"]["invalid"])
def test_a_card_that_does_not_follow_luhn_only_warns(number: str) -> None:
    card = parse_bank_card(number)
    assert (card.number, card.luhn_ok) == (number, False)


@pytest.mark.parametrize("typed", ["12345678901", "1" * 20, "6200 0000 abcd 0005", ""])
def test_a_card_has_twelve_to_nineteen_digits(typed: str) -> None:
    with pytest.raises(BankCardUnclear):
        parse_bank_card(typed)


def test_a_masked_card_shows_the_last_four() -> None:
    assert mask_card("6200000000000005") == "**** 0005"
    assert mask_card("0005") == "****"


@given(st.text())
def test_normalising_twice_changes_nothing_more(text: str) -> None:
    once = normalise(text)
    assert not any(character.isspace() for character in once)
    assert normalise(VECTORS["resident_id"]["lowercase_x"]) == "11010519491231002X"


@pytest.mark.parametrize(
    "words",
    [
        "110105194912310021",
        "身份证号：110105 1949 1231 0021。",
        "110105194912310021 6222021234567890123",  # two in one message
        "我的是110105194912310021，她的是11010519491231002x",
        "6222-0212-3456-7890-123",
        "６２２２０２１２３４５６７８９０１２３",
        "1101051949\u200e12310021",
        "护照E12345678",
        "passport EA1234567.",
        "回乡证 H0123456700",
        "H01234567",
        "A123456(7)",
        "110105491231002",  # as ids were before 1999
        "11010519\n491231002X",
        "110105/19491231/002x",
        "110105_1949，1231、002X",
        "6222\n0200\n0000\n0007",
        "6222·0200·0000·0007",
        "".join(f"{one}\ufe0f\u20e3" for one in "110105194912310021"),  # digits as keys
        "\u0332".join("110105194912310021"),
        "".join(chr(0x0660 + int(one)) for one in "110105194912310021"),  # as Arabic writes them
        "E 12345678",
        "E-12345678",
        "EA 1234567",
        "A123456 (7)",
    ],
)
def test_what_names_a_person_is_seen_wherever_it_stands(words: str) -> None:
    assert names_somebody(words)
    assert names_somebody(f"/case {words}")
    assert names_somebody(f"{words}.pdf")


@pytest.mark.parametrize(
    "words",
    [
        "2026-0001", "HF-2026-0777", "13800138000", "+86 138 0013 8000", "2026-07-20", "12 000", "三千五", "N-2026-1",
        "我家三口人，月收入1200元，2019年9月生病", "BANK20260720001", "", "IMG_20260720_101112.jpg",
        "3000\n3200\n3100\n2900", "2026-01-01\n2026-02-02", "13800138000，13900139000", "0312-1234567\n13800138000",
        "QQ 1234567", "2026-11-27 16:03:01", "1,000,000,000,000,000",
    ],
)  # fmt: skip
def test_what_names_nobody_stays(words: str) -> None:
    assert not names_somebody(words)


@pytest.mark.parametrize("words", DOCUMENTS["found"])
def test_documents_of_hong_kong_macao_and_taiwan_and_what_machines_read_are_seen(words: str) -> None:
    assert names_somebody(words)
    assert names_somebody(f"号码：{words}。")


@pytest.mark.parametrize("words", DOCUMENTS["plain"])
def test_what_only_looks_like_a_document_stays(words: str) -> None:
    assert not names_somebody(words)


def test_a_row_of_numbers_in_a_series_is_seldom_taken_for_identity_cards() -> None:
    """Without its brackets an identity card of Hong Kong looks like the number of anything: one in eleven fits."""
    taken = sum(names_somebody(f"A{number:07}") for number in range(1_000_000, 1_001_100))
    assert taken <= 110


@pytest.mark.parametrize(
    "typed", ["手机：13800138000", "13800138000。", "+86 138 0013 8000", "'13800138000", "电话 0086-13800138000 谢谢"]
)
def test_a_phone_is_read_with_what_was_copied_along(typed: str) -> None:
    assert parse_phone(typed) == "13800138000"


@pytest.mark.parametrize(
    "typed",
    ["卡号：6200 0000 0000 0005", "6200000000000005 工商银行", "'6200000000000005", "尾号没错 6200000000000005."],
)
def test_a_card_is_read_with_what_was_copied_along(typed: str) -> None:
    assert parse_bank_card(typed).number == "6200000000000005"


def test_of_two_numbers_none_is_chosen() -> None:
    with pytest.raises(PhoneUnclear):
        parse_phone("13800138000 或 13900139000")
    with pytest.raises(BankCardUnclear):
        parse_bank_card("6200000000000005、6200000000000013")
    with pytest.raises(ResidentIdWrongLength):
        parse_resident_id("11010519491231002X，440524188001010014", today=TODAY)
