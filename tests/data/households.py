"""The invented households of households.json as answers of the hardship form."""

from __future__ import annotations

import json
import re
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from delivery.rendering import render
from domain.aid.eligibility import Assessment, assess
from domain.households.household import from_answers
from domain.platform.calendar import BEIJING
from domain.platform.money import yuan
from domain.platform.text import Arg
from domain.policy import Policy
from domain.policy.aid.programme import Aid
from domain.policy_file.loading import load_policy

HERE = Path(__file__).parent
DEMO = HERE.parent.parent / "policies" / "demo.toml"
AREAS = {"<=20": "up_to_20", "20-50": "20_to_50", "50-70": "50_to_70", ">70": "over_70"}
HEALTH = {
    "良好": "good",
    "癌症": "serious_illness",
    "残疾": "disabled",
}  # whatever else is written in the file is an illness that lasts
RIGID = {"education": "education", "medical": "medical", "child": "other"}


@cache
def demo(op: str = "le") -> Policy:
    """Return the demonstration policy, with both lines compared by `op`."""
    text = DEMO.read_text(encoding="utf-8")
    assert text.count('op = "le" }') == 2
    return load_policy(text.replace('op = "le" }', f'op = "{op}" }}'), name="demo.toml")


@cache
def households() -> dict[str, dict[str, Any]]:
    """Return the households by id, as written in the file."""
    found = json.loads((HERE / "households.json").read_text(encoding="utf-8"))["households"]
    return {household["id"]: household for household in found}


def answers_of(household: dict[str, Any]) -> dict[str, Any]:
    """Return the form answers that describe a household of the file."""
    worker, *others = household["members"]
    causes = {cause.code: cause.key for cause in demo().causes}
    answers: dict[str, Any] = {
        "members": [_member(member) for member in others],
        "self_monthly_income": yuan(worker["income_month"]),
        "self_work_status": worker["status"],
        "self_health": _health(worker),
        "hukou": "rural_other" if "contract_start" in worker else "urban_local",
        "migrant": "contract_start" in worker,
        "contract_start": worker.get("contract_start", ""),
        "homes": household["assets"]["homes"],
        "home_area": AREAS[household["assets"]["home_m2"]],
        "car": household["assets"]["vehicle"] or "none",
        "business": household["assets"]["business"],
        "main_cause": causes[household["cause_primary"]],
        "other_causes": [causes[code] for code in household["cause_secondary"]],
        "loss_gross": yuan(household.get("loss", {}).get("gross", "0")),
        "loss_compensated": yuan(household.get("loss", {}).get("insurance", "0")),
    }
    for item in household["rigid_items"]:
        key = "rigid_" + RIGID[item["item"].replace(":", "").split()[0]]
        answers[key] = answers.get(key, 0) + yuan(item["amount_year"])
    return answers


def assessed(household_id: str, policy: Policy | None = None) -> Assessment:
    """Return the assessment of a household of the file on the day the file gives."""
    household = households()[household_id]
    today = date.fromisoformat(household["as_of"])
    return assess(from_answers(answers_of(household)), policy or demo(), today=today)


def without_examples(text: str) -> str:
    """Return the text of a policy without its worked examples, which another rule would make wrong."""
    return re.sub(r"(?ms)^\[\[programme\.example\]\]\n.*?\n\n", "", text)


def study_grant_in(policy: Policy) -> Aid:
    """Return the study grant of a policy."""
    found = policy.programme("golden_autumn")
    assert isinstance(found, Aid)
    return found


def told(value: Arg, locale: str = "en") -> str:
    """Return a text as a reader sees it."""
    return render(value, locale, timezone=BEIJING)


def _health(person: dict[str, Any]) -> str:
    """What is written of somebody's health, as the choice of the form."""
    return HEALTH.get(person.get("health", "良好"), "chronic")


def _member(member: dict[str, Any]) -> dict[str, Any]:
    return {
        "relation": member["relation"],
        "name": member["name"],
        "resident_id": member["id_number"],
        "work_status": member["status"],
        "health": _health(member),
        "monthly_income": yuan(member["income_month"]),
        "school": member.get("school", ""),
        "stage": member.get("stage", ""),
        "entry_year": member.get("entry_year"),
    }
