"""The checklist of a household: what an entry must bring, what is left, and money under both caps."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.platform.money import yuan
from domain.platform.text import Refusal
from domain.policy.seasons import Season
from domain.tasks import checklist
from domain.tasks.checklist import (
    AboveOneTime,
    AboveTheYear,
    AfterClosing,
    AmountMissing,
    ChoiceMissing,
    Entry,
    GoodsMissing,
    ItemState,
    MustBeDone,
    NoSuchItem,
    NotAhead,
    NoteMissing,
    NothingToUndo,
    PhotoMissing,
    TaskState,
    WhyMissing,
)
from tests.data.households import demo, told

NOW = datetime(2026, 12, 7, 9, tzinfo=ZoneInfo("Asia/Shanghai"))
SEASONS = tuple(season.key for season in demo().seasons)
FULL = Entry(ItemState.DONE, NOW, 11, choice="unchanged", note="All well.", goods=("food",), amount=yuan(1000))


def season(key: str = "winter_warmth") -> Season:
    return demo().season(key)


def some_of(one: Season) -> st.SearchStrategy[dict[str, Entry]]:
    """Any entries for the items of a season."""
    entry = st.sampled_from([FULL, Entry(ItemState.NOT_NEEDED, NOW, 12, why="@away"), Entry(ItemState.DONE, NOW)])
    return st.fixed_dictionaries({}, optional={item.key: entry for item in one.checklist})


@given(st.data(), st.sampled_from(SEASONS))
def test_a_household_is_done_when_nothing_is_open_and_untouched_when_all_is(data: st.DataObject, key: str) -> None:
    one = season(key)
    entries = data.draw(some_of(one))
    left = checklist.open_items(one, entries)
    wanted = {0: TaskState.DONE, len(one.checklist): TaskState.UNTOUCHED}.get(len(left), TaskState.IN_WORK)
    assert checklist.state_of(one, entries) is wanted
    assert len(left) + len(entries) == len(one.checklist)


@given(st.data(), st.sampled_from(SEASONS))
def test_what_is_kept_comes_back(data: st.DataObject, key: str) -> None:
    entries = data.draw(some_of(season(key)))
    assert checklist.entries_of({name: entry.to_json() for name, entry in entries.items()}) == entries


@given(st.data(), st.sampled_from(SEASONS))
def test_undoing_opens_exactly_that_item(data: st.DataObject, key: str) -> None:
    one = season(key)
    entries = data.draw(some_of(one).filter(bool))
    item = data.draw(st.sampled_from(sorted(entries)))
    after = checklist.without(entries, item)
    assert {**after, item: entries[item]} == entries
    assert item in {open_.key for open_ in checklist.open_items(one, after)}
    with pytest.raises(NothingToUndo):
        checklist.without(after, item)


@pytest.mark.parametrize(
    ("item", "lacking", "refusal"),
    [
        ("recheck", {"choice": ""}, ChoiceMissing),
        ("recheck", {"choice": "no_such"}, ChoiceMissing),
        ("recheck", {"note": " \n"}, NoteMissing),
        ("money", {"amount": 0}, AmountMissing),
        ("money", {"amount": -1}, AmountMissing),
        ("receipt", {"goods": ()}, GoodsMissing),
        ("receipt", {"goods": ("food", "gold")}, GoodsMissing),
    ],
)
def test_an_entry_brings_what_the_item_needs(item: str, lacking: dict[str, object], refusal: type[Refusal]) -> None:
    one = season()
    checklist.check_entry(one, one.item(item), FULL, photos=1)
    with pytest.raises(refusal):
        checklist.check_entry(one, one.item(item), replace(FULL, **lacking), photos=1)  # type: ignore[arg-type]


def test_not_needed_is_only_named_where_an_item_may_be_left_out() -> None:
    one = season()
    for item, lacking in (("money", {"amount": 0}), ("receipt", {"goods": ()})):
        for allowed in (True, False):
            asked = one.item(item).model_copy(update={"not_needed": allowed})
            with pytest.raises((AmountMissing, GoodsMissing)) as refused:
                checklist.check_entry(one, asked, replace(FULL, **lacking), photos=1)
            assert ("Not needed" in refused.value.text) == allowed


def test_a_photo_is_needed_where_the_policy_says_so() -> None:
    one = season()
    with pytest.raises(PhotoMissing):
        checklist.check_entry(one, one.item("visit"), FULL, photos=0)
    checklist.check_entry(one, one.item("money"), FULL, photos=0)


def test_only_what_the_policy_lets_is_left_out_and_with_a_reason() -> None:
    one = season()
    checklist.check_leaving_out(one.item("money"), "@away")
    with pytest.raises(WhyMissing):
        checklist.check_leaving_out(one.item("money"), " ")
    with pytest.raises(MustBeDone):
        checklist.check_leaving_out(one.item("visit"), "@away")
    with pytest.raises(NoSuchItem):
        checklist.item_of(one, "no_such")


def test_reasons_are_kept_by_key_or_as_typed() -> None:
    assert checklist.why_kept("away", None) == "@away"
    assert checklist.why_kept("other", " In the south until May. ") == "In the south until May."
    assert told(checklist.why_said("@away")) == "They are away the whole season"
    assert checklist.why_said("@no_such") == "@no_such"


@given(st.integers(0, yuan(7000)), st.integers(1, yuan(7000)))
def test_both_caps_hold_to_the_fen(had: int, amount: int) -> None:
    fits = amount <= yuan(3000) and had + amount <= yuan(6000)
    left = checklist.still_possible(season(), had)
    assert left is not None
    assert (amount <= left) is fits
    if fits:
        checklist.check_amount(season(), amount, had, 2026)
    else:
        with pytest.raises((AboveOneTime, AboveTheYear)):
            checklist.check_amount(season(), amount, had, 2026)


def test_a_refusal_names_the_cap_what_was_had_and_what_is_still_possible() -> None:
    with pytest.raises(AboveTheYear) as year:
        checklist.check_amount(season(), yuan(2000) + 1, yuan(4000), 2026)
    assert told(year.value.said) == (
        "¥2,000.01 is too much: the most for one person in a year is ¥6,000, and they have had ¥4,000 in 2026. "
        "¥2,000 is still possible."
    )
    with pytest.raises(AboveOneTime) as once:
        checklist.check_amount(season(), yuan(3000) + 1, 0, 2026)
    assert "¥3,000.01 is above the most for one time, ¥3,000." in told(once.value.said)


def test_without_caps_everything_is_possible() -> None:
    assert checklist.still_possible(season("summer_cooling"), yuan(9000)) is None
    checklist.check_amount(season("summer_cooling"), yuan(9000), yuan(9000), 2026)


def test_later_is_after_today_and_not_after_the_end() -> None:
    today, closes = date(2026, 12, 7), date(2027, 2, 20)
    checklist.check_later(today + timedelta(days=1), today=today, closes=closes)
    checklist.check_later(closes, today=today, closes=closes)
    with pytest.raises(NotAhead):
        checklist.check_later(today, today=today, closes=closes)
    with pytest.raises(AfterClosing):
        checklist.check_later(closes + timedelta(days=1), today=today, closes=closes)
