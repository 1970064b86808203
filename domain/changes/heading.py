"""Somebody else of a household heads it: what is asked for that, and what the file says then."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from domain.forms import Form, GroupAnswer, Question, named
from domain.platform.calendar import age_on
from domain.platform.text import N_, Text

MEMBERS, RELATION = "members", "relation"
ADULT = 18
GIVEN = ("bank_card", "marital_status")  # asked anew, of whoever heads it from now on
OWN = {"self_work_status": "work_status", "self_monthly_income": "monthly_income", "self_health": "health"}
OF_WORKER = ("migrant", "contract_start")  # said of the one who has died, and of nobody else

Answers = Mapping[str, Any]


def may_head(birth: date | None, today: date) -> bool:
    """Say whether somebody is grown up, as far as anything tells; of whom nothing does, an officer knows."""
    return birth is None or age_on(birth, today) >= ADULT


def questions(form: Form, members: Sequence[Answers], index: int) -> tuple[Question, ...]:
    """Return what is asked: the card, the marital status, and what each of the others is to the new head."""
    given = [replace(one, ask_if=None, section=None) for key in GIVEN if (one := form.question(key)) is not None]
    group = form.question(MEMBERS)
    relation = group.answer.form.question(RELATION) if group and isinstance(group.answer, GroupAnswer) else None
    if relation is None:
        return tuple(given)
    others = [
        replace(relation, key=f"{RELATION}_{place}", label=Text(_LABEL, {"name": str(row.get("name") or "")}),
                prompt=named(Text(_PROMPT), str(row.get("name") or "")), ask_if=None, section=None)
        for place, row in enumerate(members) if place != index
    ]  # fmt: skip
    return (*given, *others)


_PROMPT = N_("What is {name} to the new head of the household?")
_LABEL = N_("{name}, to the new head")


def parts(record: Answers, members: Sequence[Answers], index: int, given: Answers) -> tuple[Answers, Answers]:
    """Return what stood there and what was given, as both are kept: of the others by their place in the file."""
    keys = [key for key in given if key in GIVEN or key.startswith(f"{RELATION}_")]
    old = {key: record.get(key) for key in GIVEN}
    relations = {f"{RELATION}_{place}": row.get(RELATION) for place, row in enumerate(members) if place != index}
    return {**old, **relations}, {key: given[key] for key in keys}


def headed(data: Answers, index: int, given: Answers) -> dict[str, Any]:
    """Return the answers of a file as they are once one of its members, by place, heads it."""
    members = [dict(row) for row in data.get(MEMBERS) or ()]
    for place, row in enumerate(members):
        row[RELATION] = given.get(f"{RELATION}_{place}") or row.get(RELATION)
    head = members.pop(index)
    own = {key: head[name] for key, name in OWN.items() if head.get(name) is not None}
    kept = {key: value for key, value in data.items() if key not in OF_WORKER and key not in OWN}
    asked = {key: given[key] for key in GIVEN if given.get(key) is not None}
    return {**kept, **own, **asked, MEMBERS: members}
