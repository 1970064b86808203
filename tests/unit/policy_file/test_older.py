"""A version of a policy that had the study grant as a kind written in code is read as what it would say today."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

import pytest

from domain.aid.kinds import KINDS
from domain.kinds.kind import Given, OnFile
from domain.policy import Policy
from domain.policy.aid.programme import Aid
from domain.policy_file.loading import load_policy
from domain.policy_file.problems import PolicyProblem
from tests.data.households import DEMO, HERE, assessed
from tests.unit.forms.test_forms_walker import Walker

BLOCK = (HERE / "study_grant_of_before.toml").read_text("utf-8")
TEXT = DEMO.read_text("utf-8")
START = TEXT.index('[[programme]]\nkey = "golden_autumn"')
END = TEXT.index("# 下面的项目", START)
ANSWERS = {
    "student": "m1", "student_name": "林样一", "stage": "higher", "new_student": True, "school": "示例大学",
    "study_track": "regular", "payee": "student", "student_card": "6222020000000000013",
}  # fmt: skip


def of_before(block: str = BLOCK) -> Policy:
    return load_policy(TEXT[:START] + block + TEXT[END:], name="before.toml", years=())


def grant_in(policy: Policy, key: str = "golden_autumn") -> Aid:
    found = policy.programme(key)
    assert isinstance(found, Aid)
    return found


def given(policy: Policy, key: str = "golden_autumn", **changes: Any) -> Given:
    found = assessed("DEMO-H01")
    people = {f"m{number}": one for number, one in enumerate(found.household.members)}
    on_file = OnFile(found.household, found.household_class, policy, found.today)
    fields: Mapping[str, Any] = {"answers": ANSWERS, "today": date(2026, 8, 10), **changes}
    return Given(policy=policy, programme=grant_in(policy, key), file=on_file, people=people, **fields)


def test_a_case_of_before_gets_what_it_got() -> None:
    asked = given(of_before())
    kind = KINDS.of(asked.programme)
    assert kind.found(asked).amount == 7_500_00
    assert kind.subject(asked).period == "2026"
    assert kind.subject(asked).kept == {"student_name": "林样一"}
    assert set(kind.papers(asked)) == {"admission_letter", "fee_receipt"}
    assert kind.again(asked) == ANSWERS


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        ({"stage": "primary"}, "condition_study_stage"),
        ({"study_track": "military"}, "condition_study_track"),
        ({"new_student": False}, "closed"),
    ],
)
def test_and_is_refused_for_what_it_was_refused_for(changes: Mapping[str, Any], reason: str) -> None:
    asked = given(of_before(), answers={**ANSWERS, **changes}, today=date(2026, 8, 20))
    keys = [one.key for one in KINDS.of(asked.programme).found(asked).against]
    assert [key.rstrip("0123456789").rstrip("_") for key in keys] == [reason]


def test_what_was_begun_under_it_goes_on_with_every_answer() -> None:
    """A draft keeps its answers under the keys of before, and its form asks for them under these."""
    policy = of_before()
    form = KINDS.of(grant_in(policy)).form(policy, grant_in(policy), given(policy).people)
    keys = {one.key for one in form.questions}
    assert keys >= {*ANSWERS, "paper_admission_letter", "paper_enrolment_proof", "paper_fee_receipt"} - {"student_name"}
    walker = Walker(form)
    walker.walks_to("@summary")
    assert "paper_enrolment_proof" not in walker.asked
    now = load_policy(TEXT, name="now.toml", years=())
    assert keys == {one.key for one in KINDS.of(grant_in(now)).form(now, grant_in(now), given(now).people).questions}


def test_two_grants_of_one_file_stay_two() -> None:
    policy = of_before(BLOCK + BLOCK.replace('key = "golden_autumn"', 'key = "second_grant"'))
    for key in ("golden_autumn", "second_grant"):
        asked = given(policy, key)
        assert KINDS.of(asked.programme).found(asked).amount == 7_500_00


def test_what_is_no_grant_is_told_as_before() -> None:
    with pytest.raises(PolicyProblem, match="study_grant is not known here; there are aid"):
        of_before(BLOCK[: BLOCK.index("[programme.window]")])
