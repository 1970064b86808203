"""Names: tidied when typed, masked when posted."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.platform.looks import looks
from domain.platform.names import NameHasOtherSigns, NameLengthWrong, NameMixesAlphabets, clean_name, mask_name
from domain.platform.text import Refusal


@pytest.mark.parametrize(
    ("typed", "name"),
    [
        ("林示例", "林示例"),
        (" 林 示例 ", "林示例"),
        ("阿依古丽•样本", "阿依古丽·样本"),
        ("阿依古丽・样本", "阿依古丽·样本"),
        ("阿依古丽 · 样本", "阿依古丽·样本"),
        ("阿依古丽.样本", "阿依古丽·样本"),
        ("John  Smith", "John Smith"),
        ("Ｊｏｈｎ", "John"),
        ("Anne-Marie O'Neil", "Anne-Marie O'Neil"),
        ("\u202e林示例\u202c", "林示例"),
        ("བསྟན་འཛིན".replace("་", ""), "བསྟནའཛིན"),
        ("㐀䶵", "㐀䶵"),
        ("𠮷野", "𠮷野"),
        ("林\ufe00示\U000e0100例\u3164", "林示例"),
        ("李Ａ", "李A"),
        ("我叫林示例", "林示例"),
        ("我是 林示例", "林示例"),
        ("姓名：林示例", "林示例"),
        ("My name is John Smith", "John Smith"),
        ("她叫阿依古丽·样本", "阿依古丽·样本"),
        ("阿依古丽-样本", "阿依古丽·样本"),
        ("阿依古丽、样本", "阿依古丽·样本"),
        ("阿依古丽_样本", "阿依古丽·样本"),
        ("林", "林"),
        ("〇一", "〇一"),
        ("\U0002ebf0示例", "\U0002ebf0示例"),
        ("林\U0003158e", "林\U0003158e"),
    ],
)
def test_names_come_out_in_one_tidy_form(typed: str, name: str) -> None:
    assert clean_name(typed) == name


@pytest.mark.parametrize("typed", ["", " ", "我叫", "姓名：", "林" * 41, "林" * 5000])
def test_a_name_has_one_to_forty_characters(typed: str) -> None:
    with pytest.raises(NameLengthWrong):
        clean_name(typed)


@pytest.mark.parametrize(
    "typed", ["林示例1", "<b>林</b>", "林😀例", "'; DROP TABLE", "··", "林·", "·林样", "a--b", "林__例", "林+例"]
)
def test_digits_symbols_and_emoji_are_no_part_of_a_name(typed: str) -> None:
    with pytest.raises(NameHasOtherSigns):
        clean_name(typed)


@pytest.mark.parametrize(
    ("name", "posted"),
    [
        ("林示例", "林某某"),
        ("林某", "林某"),
        ("周甲", "周某"),
        ("欧阳修", "欧阳某"),
        ("歐陽修文", "歐陽某某"),
        ("司马相如", "司马某某"),
        ("欧阳", "欧某"),
        ("王李小明", "王某某"),
        ("阿依古丽·样本", "阿某某·某某"),
        ("样本·一", "样某·某"),
        ("John Smith", "J***"),
        ("𠮷野家", "𠮷某某"),
        ("林", "某"),
        ("J", "*"),
        ("\U0002ebf0示例", "\U0002ebf0某某"),
    ],
)
def test_a_posted_name_shows_the_surname_only(name: str, posted: str) -> None:
    assert mask_name(name) == posted


@given(st.text(alphabet="林欧阳司马样本示例甲乙·", min_size=2, max_size=12))
def test_nothing_of_a_given_name_is_posted(typed: str) -> None:
    try:
        name = clean_name(typed)
    except Refusal:
        return
    posted = mask_name(name)
    assert len(posted.replace("某", "").replace("·", "")) <= 2
    assert posted.count("·") == name.count("·")
    assert clean_name(name) == name


@pytest.mark.parametrize("typed", ["Jоhn", "Αnna", "林ニ", "Маrіа"])
def test_a_name_of_two_alphabets_that_look_alike_is_refused(typed: str) -> None:
    with pytest.raises(NameMixesAlphabets):
        clean_name(typed)


def test_names_of_one_alphabet_are_told_apart_by_their_looks() -> None:
    assert looks("АННА") == looks("ANHA".replace("N", "H")) == looks("\u200bＡＨＨＡ")
    assert looks("林示例") != looks("林样一")


@pytest.mark.parametrize(
    "said",
    ["no unit", "I have no unit", "没有单位", "沒有單位", "无单位", "下岗了", "退休",
     "unemployed", "是的", "ok", "hello", "在吗", "取消", "怎么填",
     "同上", "女", "本人", "没有身份证", "nobody"],
)  # fmt: skip
def test_what_answers_something_else_is_no_name(said: str) -> None:
    with pytest.raises(Refusal):
        clean_name(said)


@pytest.mark.parametrize("name", ["No Minsu", "吴名", "马上", "何为", "高兴", "Noor Wait", "Ok Sample", "好好"])
def test_names_that_begin_so_are_names(name: str) -> None:
    assert clean_name(name) == name
