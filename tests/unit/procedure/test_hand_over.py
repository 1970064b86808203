"""A hand-over in a policy file: what is wrong with one is told with its place; what was kept reads again."""

from __future__ import annotations

import json

import pytest

from domain.policy_file.loading import load_policy
from domain.policy_file.problems import PolicyProblem
from domain.procedure.steps import KINDS
from tests.data.households import demo, told
from tests.union import DEMO

TEXT = DEMO.read_text(encoding="utf-8")
REVIEWED = '  { kind = "review", level = "station", role = "reviewer", days = 3 },\n  { kind = "refer"'
LAWYER = ', to = { zh_Hans = "工会的律师", zh_Hant = "工會的律師", en = "a lawyer of the union" }'


@pytest.mark.parametrize(
    ("before", "after", "said"),
    [(LAWYER, "", "says to whom it goes"),
     (REVIEWED, '  { kind = "refer"', "begins with the review"),
     ('kind = "answer", level = "centre", role = "approver", days = 30', 'kind = "receipt"', "must come answer"),
     ('{ key = "lost", zh_Hans = "败诉"', '{ key = "won", zh_Hans = "败诉"', "two answers have the same key"),
     ('procedure = "labour_office"', 'procedure = "relief"', "so it needs an amount"),
     ('procedure = "relief"', 'procedure = "labour_office"', "needs a procedure with a payment"),
     ("wage_in_court = true }\nno = ", "wage_in_court = true }\nyes = true\n# ", "is given without an amount")],
)  # fmt: skip
def test_a_hand_over_that_cannot_be_is_told(before: str, after: str, said: str) -> None:
    assert before in TEXT
    with pytest.raises(PolicyProblem, match=said):
        load_policy(TEXT.replace(before, after, 1), name="ours.toml", years=())


def test_sums_without_money_are_not_told_and_words_are_escaped() -> None:
    step = next(step for step in demo().procedure["lawyer"] if step.answers)
    kind = KINDS["answer"]
    given = {"answer": "won", "answered_on": "2026-08-10", "sum_recovered": 12_000_50, "sum_fee_waived": None,
             "note": "a < b"}  # fmt: skip
    kept = kind.kept(given, step)
    assert [one["fen"] for one in json.loads(kept)["sums"]] == [12_000_50, 0]
    said = kind.told(kept)
    assert said is not None
    read = told(said, "en")
    assert "Won" in read
    assert "12,000.50" in read
    assert "fees waived" not in read
    assert "a &lt; b" in read
    assert kind.told("") is None
