"""Every form of the program, found by walking the rooms of the rules, with an example of whatever one is built from."""

from __future__ import annotations

import importlib
import inspect
import pkgutil
from collections.abc import Callable, Iterator, Mapping
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any, get_type_hints

import domain
from domain.aid.report_form import record_form
from domain.changes.asked import Asked, Record
from domain.changes.change import What
from domain.forms import Facts, Form, Option
from domain.households.member import Member
from domain.offers.rules import Kind, Result
from domain.platform.text import Local, lines
from domain.policy_file.loading import load_policy

TODAY = date(2026, 8, 10)
POLICY = load_policy(Path("policies/demo.toml"))
WINTER = next(season for season in POLICY.seasons if season.key == "winter_warmth")
CHANGE = Asked(Record(record_form(POLICY), {}, Facts(TODAY)), What.ANSWER, "self_monthly_income")
STUDENTS = {"2": Member("daughter", "林样一"), "3": Member("son", "林样二")}
PLACES = (Option("4", lines("示例第二矿")), Option("5", lines("示例医院")))

# What forms are built from, by the name of the parameter; a name that means two things is given for one builder.
EXAMPLES: Mapping[str, Any] = {
    "policy": POLICY, "paper": POLICY.papers[0], "title": "Summer", "number": "HF-2026-0001",
    "today": TODAY, "closes": date(2026, 9, 30), "units": PLACES, "colleagues": PLACES, "levels": PLACES,
    "season": WINTER, "item": WINTER.checklist[0], "had": 0, "left": None, "check_amount": lambda fen: None,
    "kind": Kind.VACANCY, "result": Result.HIRED, "prompt": lines("?"), "now": datetime(2026, 8, 10, 9, tzinfo=UTC),
    "asked": CHANGE, "name": "林示例", "intro": lines("?"), "by_worker": False,
    "payee": "林示例", "card_before": "**** 0005", "check_card": lambda number: None,
    "to": Local({"zh_Hans": "工会的律师"}),
    "step": next(step for step in POLICY.procedure["lawyer"] if step.answers),
    "reference": "BANK-7", "stands_at": lines("2026-0001"), "waiting": ("2026-0001", "2026-0002"),
    "days": ((date(2026, 8, 11), lines("tomorrow")),), "least": 500_00, "owed": 833_33, "most": 5_000_00,
    "questions": (), "funds": POLICY.funds,
}  # fmt: skip
OF_ONE: Mapping[str, Mapping[str, Any]] = {
    "why_form": {"item": lines("?")},
    "payment_form": {"title": lines("?")},
    "aid_form": {"programme": POLICY.programme("golden_autumn"), "people": STUDENTS},
}


def builders() -> Iterator[Callable[..., Form]]:
    """Yield every public function of the rules that makes a form."""
    for found in pkgutil.walk_packages(domain.__path__, "domain."):
        module = importlib.import_module(found.name)
        for name, one in inspect.getmembers(module, inspect.isfunction):
            if one.__module__ == found.name and name.endswith("_form") and not name.startswith("_"):
                yield one


def built(builder: Callable[..., Form]) -> Form:
    """Build a form of examples; a parameter without one fails, so that a new form is not forgotten."""
    own = OF_ONE.get(builder.__name__, {})
    given = {}
    for name, parameter in inspect.signature(builder).parameters.items():
        if name in own or name in EXAMPLES:
            given[name] = own.get(name, EXAMPLES.get(name))
        elif parameter.default is inspect.Parameter.empty:
            raise LookupError(f"tests/every_form.py has no example of {name!r}, which {builder.__name__} needs")
    assert get_type_hints(builder)["return"] is Form
    return builder(**given)


FORMS: Mapping[str, Form] = {form.key: form for form in map(built, builders())}
