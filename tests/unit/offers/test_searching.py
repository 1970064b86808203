"""Offers by words, as people type them: in both scripts, in a sentence, in part."""

from __future__ import annotations

import pytest

from domain.offers.searching import held_by

DRIVER = "货车司机\n示例物流园\n每月6500元\n要有B2驾照，上夜班\nvacancy"
CLEANER = "保洁员\n示例医院\n每月3200元\n白班，早上6点到下午2点\nvacancy"
COURSE = "机械维修班\n示例技校\n免费\n晚上上课\n培训 课程 学习 training course"
GUARD = "Night guard\nHarbour 3\n4,500 a month\nNight shift, two days off\nvacancy"
ALL = [(name, text) for name, text in zip("dclg", (DRIVER, CLEANER, COURSE, GUARD), strict=True)]


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("司机", "d"), ("司機", "d"), ("货车 夜班", "d"), ("有没有司机的工作？", "d"), ("想找个保洁的活", "c"),
        ("保潔", "c"),        ("机械", "l"), ("機械", "l"), ("培训", "l"), ("night shift", "g"), ("NIGHT  Shift", "g"),
        ("I'm looking for a night job", "g"), ("示例医院", "c"), ("夜班", "d"), ("招聘会", ""), ("示例", "dcl"),
    ],
)  # fmt: skip
def test_all_of_the_words_are_found(query: str, found: str) -> None:
    names, is_whole = held_by(ALL, query)
    assert ("".join(names), is_whole) == (found, bool(found))


def test_what_fits_nothing_whole_is_found_by_a_part() -> None:
    assert held_by(ALL, "出租车司机") == (["d"], False)
    assert held_by(ALL, "night driver") == (["g"], False)
    assert held_by(ALL, "厨师") == ([], False)
    assert held_by([], "司机") == ([], False)
