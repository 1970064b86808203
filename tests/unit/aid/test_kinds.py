"""Every kind of help is walked: its form to the end, what it finds in three languages, a refusal for each reason."""

from __future__ import annotations

import ast
from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from domain.aid.kinds import KINDS
from domain.forms import answers_of
from domain.households.asked import Reader
from domain.households.classes import HouseholdClass
from domain.households.household import Member, from_answers
from domain.kinds.kind import Door, Given, Kind, Need, OnFile
from domain.kinds.reasons import Grant, Progress
from domain.platform.text import LOCALES, Arg
from domain.policy import Programme
from domain.policy.conditions import Place
from tests.data.households import answers_of as answers_in
from tests.data.households import households, told
from tests.every_form import POLICY, TODAY
from tests.unit.forms.test_forms_walker import FACTS, Walker

ROOT = Path(__file__).parents[3]
HOUSEHOLD = from_answers(answers_in(households()["DEMO-H01"]))
PEOPLE = {f"s{number}": member for number, member in enumerate(HOUSEHOLD.members)}
PAIRS = [(KINDS.of(programme), programme) for programme in POLICY.every]
STUDENT: Mapping[str, Any] = {
    "student": "s1", "stage": "higher", "new_student": True, "school": "示例大学", "study_track": "regular",
    "payee": "worker", "student_name": HOUSEHOLD.members[1].name,
}  # fmt: skip
ANSWERS: Mapping[str, Mapping[str, Any]] = {
    "hardship_file": answers_in(households()["DEMO-H01"]),
    "golden_autumn": STUDENT,
    "living_aid": {},
    "serious_illness": {"person": "s0", "person_name": HOUSEHOLD.members[0].name, "own_illness_self_paid": 22_000_00},
    "accident_aid": {"own_accident_on": "2026-07-20", "own_accident_loss": 10_000_00},
    "emergency": {
        "own_emergency_on": "2026-07-20",
        "own_emergency_what": "家里着火",
        "own_emergency_needed": 2_000_00,
        "bank_card": "6200000000000005",
    },
    "disaster_relief": {
        "event": "E2026-001",
        "event_name": "东门水灾",
        "event_day": "2026-07-19",
        "own_event_what": "一楼进水",
    },
    "legal_aid": {
        "own_legal_matter": "wages",
        "own_legal_migrant": True,
        "own_legal_since": "2026-06-01",
        "own_legal_what": "工地没发工资",
    },
    "wage_arrears": {
        "own_wage_employer": "示例建筑",
        "own_wage_since": "2026-06-01",
        "own_wage_owed": 12_000_00,
        "own_wage_people": 3,
        "own_wage_in_court": False,
    },
    "housing": {"own_housing_need": "三口人一间房"},
    "public_post": {"person": "s0", "person_name": HOUSEHOLD.members[0].name, "own_post_wish": "保洁"},
    "summer_goods": {"own_summer_outdoors": True},
    "dibao_help": {"own_dibao_already": False, "own_dibao_why": "打零工"},
    "home_repair": {"own_repair_where": "roof", "own_repair_cost": 860_00},
    "free_shop": {"own_shop_plan": "早点", "own_shop_runs": True},
    "tools_of_trade": {"own_trade_plan": "小吃摊", "own_trade_ready": True},
    "training": {"person": "self", "own_training_trade": "welder", "own_training_hours": "晚上"},
    "love_card": {},
    "startup_loan": {
        "own_loan_trade": "repair",
        "own_loan_plan": "修车铺",
        "own_loan_sum": 20_000_00,
        "own_loan_months": 24,
    },
    "mutual_aid": {"own_mutual_employed": True},
    "mutual_claim": {
        "own_mutual_self_paid": 22_000_00,
        "own_mutual_discharged_on": "2026-08-01",
        "bank_card": "6200000000000005",
    },
    "winter_warmth": {"settled_by": 1},
}
walked = pytest.mark.parametrize(("kind", "programme"), PAIRS, ids=[programme.key for _, programme in PAIRS])


def given(programme: Programme, **changes: Any) -> Given:
    """A household in deep hardship whose daughter goes to a university."""
    file = OnFile(HOUSEHOLD, HouseholdClass.DEEP, POLICY, TODAY)
    asked = Given(
        policy=POLICY, programme=programme, answers=ANSWERS[programme.key], today=TODAY, file=file, people=PEOPLE,
        settled_by="张示例",
    )  # fmt: skip
    return replace(asked, **changes)


def reads(said: Arg) -> set[str]:
    """A text in every language; none is empty."""
    found = {told(said, locale) for locale in LOCALES}
    assert all(one.strip() for one in found)
    return found


def test_the_list_of_kinds_answers_for_every_programme_and_no_kind_is_idle() -> None:
    assert {kind.key for kind in KINDS} == {programme.kind for programme in POLICY.every}
    assert {programme.key for programme in POLICY.every} == set(ANSWERS)


@walked
def test_its_form_is_answered_to_the_end_and_what_comes_of_it_can_be_judged(kind: Kind, programme: Programme) -> None:
    form = kind.form(POLICY, programme, PEOPLE)
    read = [question.key for question in kind.form(POLICY, programme, None).questions]
    assert [key for key in read if key != "bank_card" or kind.need(programme) is not Need.NONE] == [
        question.key for question in form.questions
    ], "a card is asked for where no file has one"
    if kind.door(programme) is Door.VISIT:
        assert not form.questions
        return
    assert form.summary, "what it would bring is shown between this and the declaration"
    assert form.declaration
    walker = Walker(form)
    walker.walks_to("@summary")
    answers = answers_of(form, walker.state, FACTS)
    asked = given(programme, answers=answers)
    assert reads(kind.found(asked).said)
    assert kind.subject(asked).period
    assert set(kind.papers(asked)) <= {key.removeprefix("paper_") for key in walker.state.answers}


@walked
def test_what_it_finds_and_shows_reads_in_three_languages(kind: Kind, programme: Programme) -> None:
    asked = given(programme)
    for said in (kind.found(asked).said, kind.handed_in(programme, "2026-0001")):
        assert len(reads(said)) == len(LOCALES)
    for line in kind.shown(asked, Reader.OFFICER):
        reads(line)
    listed = kind.listed(programme, TODAY)
    assert listed is None or reads(listed)
    assert {told(kind.title(programme, running=False), locale) for locale in LOCALES}


@walked
def test_its_part_of_the_policy_is_in_order_and_a_step_list_that_is_not_there_is_told(
    kind: Kind, programme: Programme
) -> None:
    place: Place = ("programme", 0)
    options = {name: frozenset(one.key for one in POLICY.options(name)) for name in (*POLICY.choices, "paper")}
    assert list(kind.problems(POLICY, programme, place, options)) == []
    broken = programme.model_copy(update={"procedure": "nowhere"})
    assert [told(said) for _, said in kind.problems(POLICY, broken, place, options) if "nowhere" in told(said)]


@walked
def test_a_case_that_comes_back_keeps_what_still_holds(kind: Kind, programme: Programme) -> None:
    asked = given(programme)
    kept = kind.again(asked)
    assert kept.items() <= asked.answers.items()
    if "student" in asked.answers:
        assert kept["student"] == "s1"
        assert "student" not in kind.again(given(programme, people={"s1": HOUSEHOLD.members[0]}))


RICH = {"self_monthly_income": 90_000_00}


# A refusal for each reason -------------------------------------------------------------------------------------------


def test_a_household_is_kept_from_a_file_for_each_reason_that_the_demo_policy_has() -> None:
    kind, programme = next(pair for pair in PAIRS if pair[1].key == "hardship_file")
    reports = [(answers_in(one), date.fromisoformat(one["as_of"])) for one in households().values()]
    first = reports[0][0]
    reports += [({**first, **one}, TODAY) for one in ({"homes": 2}, {"business": True}, {"car": "other"}, RICH)]
    found = [kind.found(given(programme, answers=answers, today=today)) for answers, today in reports]
    keys = {reason.key for one in found for reason in one.against}
    assert keys >= {"excluded_homes", "excluded_business", "excluded_car", "above_lines"}
    assert any(key.startswith("barred_") for key in keys)
    assert any(not one.against for one in found)
    for one in found:
        assert all(reads(reason.worker) and reads(reason.officer) for reason in one.against)
        assert (one.again_on is not None) == any(reason.key.startswith("barred_") for reason in one.against)


def grant(programme: str, student: str = "x", progress: Progress = Progress.PAID) -> tuple[Grant, ...]:
    return (Grant(programme, student, 7_500_00, TODAY.year, progress, "2026-0009", str(TODAY.year)),)


def on_file(household_class: HouseholdClass, number: str = "DEMO-H01") -> OnFile:
    return OnFile(from_answers(answers_in(households()[number])), household_class, POLICY, TODAY)


DAUGHTER: Member = HOUSEHOLD.members[1]
REFUSED: Mapping[str, Mapping[str, Any]] = {
    "opens_later": {"today": date(2026, 3, 1)},
    "closed": {"today": date(2026, 12, 1)},
    "above_lines": {"file": on_file(HouseholdClass.NONE)},
    "condition_study_stage": {"answers": {**STUDENT, "stage": "primary"}},
    "condition_study_track": {"answers": {**STUDENT, "study_track": "military"}},
    "already_granted": {"granted": grant("golden_autumn", DAUGHTER.resident_id)},
    "already_applied": {"is_running": True},
}


@pytest.mark.parametrize("reason", REFUSED)
def test_a_study_grant_is_refused_for_each_reason(reason: str) -> None:
    kind, programme = next(pair for pair in PAIRS if pair[1].key == "golden_autumn")
    found = kind.found(given(programme, **REFUSED[reason]))
    assert reason in [one.key for one in found.against]
    assert found.amount == 0
    for one in found.against:
        assert len(reads(one.worker)) == len(LOCALES)
        reads(one.officer)


def test_nobody_applies_for_what_is_settled_at_a_visit() -> None:
    kind, programme = next(pair for pair in PAIRS if pair[0].key == "visit_money")
    assert [reason.key for reason in kind.before(given(programme))] == ["at_visit"]
    assert [reason.key for reason in kind.found(given(programme)).against] == ["at_visit"]


# Nobody asks which programme it is -----------------------------------------------------------------------------------

MAY_NAME = ("domain/policy/", "domain/policy_file/", "domain/kinds/", "domain/aid/kinds/")
LAYERS = ("domain", "services", "handlers", "delivery", "models", "bot")
TABLES = {type(programme).__name__ for programme in POLICY.every} | {"AppliedFor"}
NAMES = {kind.key for kind in KINDS} | {programme.key for programme in POLICY.every}


def sources() -> Iterator[tuple[str, str]]:
    for layer in LAYERS:
        for path in (ROOT / layer).rglob("*.py"):
            name = path.relative_to(ROOT).as_posix()
            if not name.startswith((*MAY_NAME, "bot/demo/")):
                yield name, path.read_text(encoding="utf-8")


def asks_which(name: str, source: str) -> list[str]:
    """Return where a file asks which programme or kind something is: it names one, or looks at its class."""
    found, nodes = [], list(ast.walk(ast.parse(source)))
    for_people = {id(arg) for node in nodes if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "N_"
                  for arg in node.args}  # fmt: skip
    for_people |= {id(line.value) for node in nodes if isinstance(node, ast.ClassDef)
                   for line in node.body if isinstance(line, ast.Assign)}  # fmt: skip
    for node in nodes:
        match node:
            case ast.Constant(value=str(text)) if text in NAMES and id(node) not in for_people:
                found.append(f"{name}:{node.lineno} {text!r}")
            case ast.Compare(left=left, comparators=others):
                for one in (left, *others):
                    if isinstance(one, ast.Constant) and one.value in KINDS.forms:
                        found.append(f"{name}:{node.lineno} {one.value!r}")
                    if isinstance(one, ast.Name) and one.id.isupper() and _is_of_programme(left, *others):
                        found.append(f"{name}:{node.lineno} {one.id}")
            case ast.Call(func=ast.Name(id="isinstance"), args=[_, kind]):
                found += [f"{name}:{node.lineno} {one.id}" for one in ast.walk(kind)
                          if isinstance(one, ast.Name) and one.id in TABLES]  # fmt: skip
    return found


def _is_of_programme(*sides: ast.expr) -> bool:
    return any(isinstance(one, ast.Attribute) and one.attr == "programme" for one in sides)


def test_nothing_but_the_policy_and_the_kinds_asks_which_programme_it_is() -> None:
    assert [place for name, source in sources() for place in asks_which(name, source)] == []


@pytest.mark.parametrize(
    "branch",
    [
        'if case.programme == "hardship_file": pass',
        "if case.programme == HARDSHIP: pass",
        'form = "report" if programme.kind != "visit_money" else "x"',
        'if draft.form_key == "report": pass',
        "isinstance(policy.given(case.programme), VisitMoney)",
        'match case.programme:\n    case "golden_autumn": pass',
    ],
)
def test_whoever_asks_is_found(branch: str) -> None:
    assert asks_which("services/cases/own.py", branch)
