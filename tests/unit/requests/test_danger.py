"""Words of danger are known, however they are written, and what only sounds like them is left alone."""

from __future__ import annotations

import json
from datetime import datetime, time
from pathlib import Path
from time import perf_counter
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from opencc import OpenCC
from pydantic import ValidationError

from domain.policy.danger import Danger, DangerWords, Duty
from domain.requests.danger import danger_in
from domain.requests.danger_words import KNOWN

ZONE = ZoneInfo("Asia/Shanghai")
REAL = json.loads((Path(__file__).parents[2] / "data" / "real" / "danger.json").read_text(encoding="utf-8"))


@pytest.mark.parametrize(("kind", "said"), [(kind, one) for kind, sentences in REAL.items() for one in sentences])
def test_what_people_say_is_known(kind: str, said: str) -> None:
    assert (danger_in(said) or "none") == kind


@pytest.mark.parametrize("way", ["s2hk", "s2t", "s2tw"])
def test_it_is_known_in_each_way_of_writing_traditional(way: str) -> None:
    writes = OpenCC(way).convert
    heard = {said: danger_in(writes(said)) or "none" for sentences in REAL.values() for said in sentences}
    assert heard == {said: kind for kind, sentences in REAL.items() for said in sentences}


@pytest.mark.parametrize(
    ("said", "kind"),
    [("去年家暴离婚", None), ("去年家暴我，今天又打我", Danger.VIOLENCE), ("去年触电了，没事", None),
     ("去年触电过，刚才又触电了", Danger.ACCIDENT), ("离婚因为家暴，他还打我", Danger.VIOLENCE)],
)  # fmt: skip
def test_what_is_over_hides_nothing_that_happens_again(said: str, kind: Danger | None) -> None:
    assert danger_in(said) is kind


def test_a_policy_adds_words_and_takes_none_away() -> None:
    more = (DangerWords(kind=Danger.LIFE, words=("撑/熬 * 不住",), unless=("不想活了", "熬不住夜")),)
    assert danger_in("我真的熬 得受 不住", more) is Danger.LIFE
    assert danger_in("熬不住夜", more) is None
    assert danger_in("我不想活了", more) is Danger.LIFE
    assert danger_in("我熬不住") is None


@pytest.mark.parametrize("phrase", ["*", "想", "想/不想活", "不想活/", " ", "/"])
def test_a_phrase_that_fits_anything_is_refused(phrase: str) -> None:
    with pytest.raises(ValidationError):
        DangerWords(kind=Danger.LIFE, words=(phrase,))


def test_a_long_text_costs_next_to_nothing() -> None:
    danger_in("x")
    began = perf_counter()
    assert danger_in("他她刚才老公" * 700) is None
    assert perf_counter() - began < 0.25


def test_every_danger_is_known_by_itself() -> None:
    assert {one.kind for one in KNOWN} == set(Danger)


def at(day: int, hour: int) -> datetime:
    return datetime(2026, 7, day, hour, tzinfo=ZONE)


@pytest.mark.parametrize(
    ("here", "on"),
    [(at(20, 9), False), (at(20, 21), True), (at(21, 5), True),
     (at(20, 5), False), (at(21, 21), False)],
)  # fmt: skip
def test_the_night_belongs_to_the_day_on_which_it_began(here: datetime, on: bool) -> None:
    given: dict[str, Any] = {"days": ("mon",), "from": time(20), "until": time(8), "officers": ("陈立",)}
    assert Duty(**given).holds_at(here) is on
