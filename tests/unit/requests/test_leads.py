"""Free words lead to what there is; each shipped policy knows what people really say."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from domain.policy_file.loading import load_policy
from domain.policy_file.problems import PolicyProblem
from domain.requests.danger import danger_in
from domain.requests.leads import lead_in, wants_out
from tests.data.households import demo
from tests.union import DEMO

REAL = json.loads((Path(__file__).parents[2] / "data" / "real" / "leads.json").read_text(encoding="utf-8"))
ASIDES = json.loads((Path(__file__).parents[2] / "data" / "real" / "asides.json").read_text(encoding="utf-8"))
TEXT = DEMO.read_text(encoding="utf-8")


@pytest.mark.parametrize(("key", "said"), [(key, one) for key, sentences in REAL.items() for one in sentences])
def test_what_people_say_leads_where_it_should(key: str, said: str) -> None:
    lead = lead_in(said, demo().leads)
    assert (lead.key if lead else "none") == key
    assert danger_in(said, demo().danger) is None


@pytest.mark.parametrize(("said", "out"), [(one, key == "out") for key in ("out", "on") for one in ASIDES[key]])
def test_who_does_not_want_to_go_on_is_understood(said: str, out: bool) -> None:
    assert wants_out(said) == out


@pytest.mark.parametrize(
    ("before", "after", "said"),
    [('ways = ["cases"]', "ways = []", "status leads nowhere"),
     ('programmes = ["emergency", "living_aid"]', 'programmes = ["gone"]', "gone is not in the list programme"),
     ('unless = ["不缺钱"]', 'unless = ["钱/不缺钱"]', "would fit almost anything"),
     ('key = "wages"', 'key = "law"', "law stands twice")],
)  # fmt: skip
def test_a_lead_that_leads_nowhere_is_told(before: str, after: str, said: str) -> None:
    assert before in TEXT
    with pytest.raises(PolicyProblem, match=said):
        load_policy(TEXT.replace(before, after), name="ours.toml", years=())


def test_texts_of_a_policy_are_plain() -> None:
    """What a policy says is shown as it stands, so that no mark-up belongs into it."""
    assert not [one.key for one in demo().leads for text in one.text.by_locale.values() if "<" in text]
