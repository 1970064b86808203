"""A policy that asks questions of its own: those of the demonstration, and these."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

from domain.policy import Policy
from domain.policy_file.loading import load_policy

DEMO = Path("policies/demo.toml")
QUESTIONS = """
[[question]]
key = "dorm"
kind = "yes_no"
text = { zh_Hans = "您现在住集体宿舍吗？", en = "Do you live in a dormitory?" }
label = { zh_Hans = "集体宿舍", en = "Dormitory" }

[[question]]
key = "dorm_rent"
kind = "money"
text = { zh_Hans = "宿舍每月交多少钱？", en = "How much is the dormitory a month?" }
label = { zh_Hans = "宿舍月租", en = "Dormitory rent" }
least = 1
most = 5000.50
when = { fact = "dorm", op = "is_true" }

[[question]]
key = "joined"
kind = "day"
text = { zh_Hans = "您哪天入会的？", en = "When did you join the union?" }
label = { zh_Hans = "入会日期", en = "Joined on" }
not_after = "today"
optional = true
read_by = ["officer", "visitor"]

[[question]]
key = "shift"
kind = "choice"
text = { zh_Hans = "您上什么班？", en = "Which shift do you work?" }
label = { zh_Hans = "班次", en = "Shift" }
choices = "shifts"

[[question]]
key = "commute"
kind = "number"
text = { zh_Hans = "上班路上要多少分钟？", en = "How many minutes is your way to work?" }
label = { zh_Hans = "通勤分钟", en = "Minutes to work" }
most = 300

[[question]]
key = "worry"
kind = "text"
text = { zh_Hans = "还有什么难处想告诉工会？", en = "What else troubles you?" }
label = { zh_Hans = "难处", en = "Trouble" }
private = true
least = 2
most = 100

[[question]]
key = "school_award"
kind = "yes_no"
programme = "golden_autumn"
text = { zh_Hans = "孩子得过学校奖励吗？", en = "Has the child been given an award?" }
label = { zh_Hans = "学校奖励", en = "Award" }

[[question]]
key = "award_letter"
kind = "paper"
programme = "golden_autumn"
text = { zh_Hans = "请发奖状照片", en = "Please send the award" }
when = { fact = "school_award", op = "is_true" }
"""
LISTS = """shifts = [ { key = "day", zh_Hans = "白班", en = "Day" }, { key = "night", zh_Hans = "夜班", en = "Night" } ]
"""
PAPER = """papers = [
  { key = "award_letter", zh_Hans = "奖状", en = "Award", required = false },
"""
TEXT = (
    DEMO.read_text(encoding="utf-8")
    .replace("[choices]\n", f"[choices]\n{LISTS}", 1)
    .replace("\npapers = [\n", f"\n{PAPER}", 1)
    + QUESTIONS
)
ANSWERS: dict[str, Any] = {
    "own_dorm": True, "own_dorm_rent": 35_000, "own_joined": "2016-05-04", "own_shift": "night", "own_commute": 45,
    "own_worry": "母亲的药快吃完了",
}  # fmt: skip


def policy_with(*more: str) -> Policy:
    """Return the policy with more tables at its end."""
    return load_policy(TEXT + "\n".join(more), name="own.toml", years=())


@cache
def policy_of_questions() -> Policy:
    """Return the policy."""
    return policy_with()
