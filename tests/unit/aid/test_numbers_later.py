"""Somebody without a mainland id, or whose number is not at hand, is named in the report and counts in the sum."""

from typing import Any

import pytest

from domain.aid.report_form import record_form, report_form
from domain.changes.asked import Asked, Record
from domain.changes.change import What
from domain.forms import Chosen, Reply, Typed, answers_of
from domain.households.household import Household, from_answers
from domain.households.numbers import numbers_missing, place_in
from tests.data.households import demo
from tests.unit.forms.test_forms_walker import FACTS, Walker, plain

REPORT = report_form(demo())
WIFE: dict[str, Reply] = {"relation": Chosen("o:spouse"), "name": Typed("陈美"), "resident_id": Typed("H12345678")}
BABY: dict[str, Reply] = {
    "relation": Chosen("o:son"), "name": Typed("林宝宝"), "resident_id": Chosen("skip"), "born": Typed("2026-07-20"),
    "guardian_consent": Chosen("yes"),
}  # fmt: skip


def reported(*people: dict[str, Reply]) -> tuple[Walker, Household]:
    answers: dict[str, list[Reply]] = {"members": [*(one["relation"] for one in people), Chosen("done")]}
    for key in ("name", "resident_id", "born", "guardian_consent"):
        answers[key] = [one[key] for one in people if key in one]
    walker = Walker(REPORT, answers)
    walker.walks_to("@summary")
    return walker, from_answers(answers_of(REPORT, walker.state, FACTS))


def test_a_wife_from_hong_kong_and_a_newborn_without_a_number_are_both_in_the_sum() -> None:
    walker, household = reported(WIFE, BABY)
    assert household.size == 3
    wife, baby = household.members
    assert (wife.resident_id, wife.birth) == ("HKMO:H12345678", None)
    assert (baby.resident_id, baby.age_on(FACTS.today)) == ("", 0)
    assert baby.guardian_consent
    assert "members.0.born" not in walker.asked, "a rule needs no age of a wife"
    assert "members.1.work_status" not in walker.asked, "below school"


def test_what_is_to_follow_is_named() -> None:
    _, household = reported(WIFE, BABY)
    (missing,) = numbers_missing(household)
    assert (plain(missing.text), place_in(missing.key)) == ("Id number of 林宝宝", 1)
    assert place_in("income_proof") is None


def test_a_kind_that_is_not_clear_is_asked_with_a_button_for_each_and_kept() -> None:
    walker = Walker(REPORT, {"members": [Chosen("o:spouse"), Chosen("done")], "name": [Typed("金美")]})
    walker.walks_to("members.0.resident_id")
    walker.does(Typed("M12345678"))
    labels = [plain(one.label) for row in walker.card.rows for one in row]
    assert labels[:2] == ["Permit of Hong Kong and Macao", "Passport"]
    walker.does(Chosen("o:passport"))
    assert walker.state.at_path("members.0.resident_id") == "PASSPORT:M12345678"


@pytest.mark.parametrize(("typed", "kept"), [
    ("陈美 H12345678", "HKMO:H12345678"), ("陈美 护照号码 E12345678", "PASSPORT:E12345678"),
    ("Anna Smith CAN110080010101", "FOREIGNER:CAN110080010101"), ("陈美，810000199001010014", None),
])  # fmt: skip
def test_the_number_may_come_behind_the_name(typed: str, kept: str | None) -> None:
    walker = Walker(REPORT, {"members": [Chosen("o:spouse"), Chosen("done")]})
    walker.walks_to("members.0.name")
    walker.does(Typed(typed))
    assert walker.state.at_path("members.0.resident_id") == kept


def test_a_number_that_is_on_record_cannot_be_left_out_by_a_change() -> None:
    data: dict[str, Any] = {"members": [{"relation": "spouse", "name": "陈美", "resident_id": "HKMO:H12345678"}]}
    asked = Asked(Record(record_form(demo()), data, FACTS), What.MEMBER, "resident_id", 0)
    assert not asked.questions()[0].optional
