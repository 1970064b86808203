"""Free words lead to what there is; each shipped policy knows what people really say."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from domain.policy_file.loading import load_policy
from domain.policy_file.problems import PolicyProblem
from domain.requests.danger import danger_in
from domain.requests.leads import lead_in
from tests.data.households import demo
from tests.union import DEMO

REAL = json.loads((Path(__file__).parents[2] / "data" / "real" / "leads.json").read_text(encoding="utf-8"))
TEXT = DEMO.read_text(encoding="utf-8")


@pytest.mark.parametrize(("key", "said"), [(key, one) for key, sentences in REAL.items() for one in sentences])
def test_what_people_say_leads_where_it_should(key: str, said: str) -> None:
    lead = lead_in(said, demo().leads)
    assert (lead.key if lead else "none") == key
    assert danger_in(said, demo().danger) is None


@pytest.mark.parametrize(
    ("before", "after", "said"),
    [('ways = ["cases"]', "ways = []", "status leads nowhere"),
     ('programmes = ["living_aid"]', 'programmes = ["gone"]', "gone is not in the list programme"),
     ('unless = ["不缺钱"]', 'unless = ["钱/不缺钱"]', "would fit almost anything"),
     ('key = "wages"', 'key = "law"', "law stands twice")],
)  # fmt: skip
def test_a_lead_that_leads_nowhere_is_told(before: str, after: str, said: str) -> None:
    assert before in TEXT
    with pytest.raises(PolicyProblem, match=said):
        load_policy(TEXT.replace(before, after), name="ours.toml", years=())
