"""The policy file: the demonstration loads whole, and a bad file is refused with its line and reason."""

from __future__ import annotations

import json
from datetime import date
from fractions import Fraction
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import BaseModel

from domain.aid.eligibility import assess
from domain.households.classes import HouseholdClass
from domain.households.household import Household
from domain.platform.fields import MonthDay
from domain.platform.money import yuan
from domain.platform.predicates import Op, evaluate
from domain.platform.text import LOCALES, Local
from domain.policy import Policy
from domain.policy.hardship import Stacking
from domain.policy.model import CHOICE_LISTS
from domain.policy_file.loading import load_policy
from domain.policy_file.problems import PolicyProblem
from domain.policy_file.toml_lines import LineIndex
from domain.units.steps import Level, Role, StepKind
from tests.data.households import DEMO, HERE, demo, study_grant_in, told

TEXT = DEMO.read_text(encoding="utf-8")
FILE = json.loads((HERE / "households.json").read_text(encoding="utf-8"))
NUMBERS = FILE["policy"]


TURN = """
[[calendar]]
year = 2027
holidays = [{ name = "元旦", first = 2026-12-30, last = 2027-01-01 }]
workdays = [2026-12-27, 2027-01-02]
"""


def test_days_off_may_reach_over_the_turn_of_the_year_as_they_are_announced() -> None:
    calendar = load_policy(TEXT.replace("[[calendar]]\nyear = 2025", f"{TURN}\n[[calendar]]\nyear = 2025")).calendar
    off = [date(2026, 12, day) for day in (26, 30, 31)] + [date(2027, 1, 1), date(2027, 1, 3)]
    worked = [date(2026, 12, day) for day in (27, 28, 29)] + [date(2027, 1, 2), date(2027, 1, 4)]
    assert [calendar.is_working_day(day) for day in off + worked] == [False] * len(off) + [True] * len(worked)
    window = calendar.notice_window(date(2026, 12, 25), 5)
    assert (window.first, window.last, window.is_certain) == (date(2026, 12, 27), date(2027, 1, 4), True)


# The demonstration ----------------------------------------------------------------------------------------------------


def test_the_lines_are_those_of_the_file() -> None:
    lines, rules = demo().lines, demo().class_rules
    assert lines.dibao_month == yuan(NUMBERS["dibao_month"])
    found = assess(Household(), demo(), today=date(2026, 7, 20)).lines
    assert [(test.household_class, test.limit, test.op) for test in found] == [
        (HouseholdClass.DEEP, Fraction(yuan(800)), Op.LE), (HouseholdClass.RELATIVE, Fraction(yuan(1600)), Op.LE),
    ]  # fmt: skip
    assert ["exclusion", *(rule.key for rule in rules), "none"] == NUMBERS["class_order"]
    assert (int(demo().accident.percent), demo().accident.op) == (80, Op.GT)


def test_the_grants_are_those_of_the_file() -> None:
    programme = study_grant_in(demo())
    assert programme.amount is not None
    assert programme.window is not None
    wanted = NUMBERS["study_per_student_year"]
    for key, stages in wanted.items():
        for stage, fen in stages.items():
            facts = {"class": key, "study_stage": stage}
            first = next(
                row for row in programme.amount.table if row.when and evaluate(row.when.condition, facts).holds
            )
            assert first.pays == yuan(fen)
    assert len(programme.amount.table) == sum(map(len, wanted.values()))
    assert programme.amount_range() == (yuan(3000), yuan(7500))
    returning, new = (programme.window.day_for(({"new_student": new}, (), None)) for new in (False, True))
    days = {"opens": programme.window.opens, "returning_close": returning, "new_close": new}
    assert {name: f"{day.month:02d}-{day.day:02d}" for name, day in days.items()} == NUMBERS["study_window"]
    assert programme.who is not None
    _, left_out = programme.who.all or ()
    assert len(left_out.all or ()) == len(NUMBERS["study_exclusions"]) + 1  # and aided elsewhere
    assert set(programme.payees) == {"worker", "student"}


def test_stacking_notice_and_drafts_are_those_of_the_file() -> None:
    assert [demo().stacking_of(each) for each in (*demo().classes, HouseholdClass.NONE)] == [
        Stacking.RETEST, Stacking.ONE_PROGRAMME, Stacking.ONE_GRANT, Stacking.ONE_GRANT,
    ]  # fmt: skip
    assert (demo().drafts.nudge_after_days, demo().drafts.expire_after_days) == (3, 30)
    assert demo().bars[0].until.months == NUMBERS["migrant_min_contract_months"]


@pytest.mark.parametrize("name", ["hardship", "grant"])
def test_the_procedures_have_their_steps_and_deciders(name: str) -> None:
    steps = demo().steps(name)
    review, notice, approval = steps[:3]
    assert (review.kind, review.level, review.role) == (StepKind.REVIEW, Level.STATION, Role.REVIEWER)
    assert (review.visitors, review.days) == (2, 5)
    assert (notice.kind, notice.working_days) == (StepKind.NOTICE, NUMBERS["publicity_working_days"])
    assert (approval.kind, approval.level, approval.role) == (StepKind.APPROVAL, Level.CENTRE, Role.APPROVER)
    rest = [(step.kind, step.role) for step in steps[3:]]
    entry = [(StepKind.ENTRY, Role.RECORDER)]
    money = [(StepKind.PAYMENT, Role.CASHIER), (StepKind.RECEIPT, None)]
    assert rest == (entry if name == "hardship" else money)


def test_the_causes_have_their_national_numbers_and_names() -> None:
    found = {str(cause.code): cause.text.by_locale["zh_Hans"] for cause in demo().causes}
    assert found == FILE["cause_codes"]
    assert demo().most_other_causes == 3


@pytest.mark.parametrize("name", [*CHOICE_LISTS, "cause", "paper", "rigid"])
def test_every_choice_has_a_text_in_every_language(name: str) -> None:
    options = demo().options(name)
    assert options
    for option in options:
        assert set(option.text.by_locale) == set(LOCALES)
        assert demo().option(name, option.key) == option


def test_every_text_of_the_demonstration_is_there_in_every_language() -> None:
    found = locals_in(demo())
    assert len(found) > 100
    assert all(set(local.by_locale) == set(LOCALES) for local in found)


def locals_in(value: object) -> list[Local]:
    if isinstance(value, Local):
        return [value]
    if isinstance(value, BaseModel):
        return [found for _, part in value for found in locals_in(part)]
    if isinstance(value, dict):
        return [found for part in value.values() for found in locals_in(part)]
    return [found for part in value for found in locals_in(part)] if isinstance(value, list | tuple) else []


def test_every_paper_says_how_to_get_it_and_car_choices_match_the_rule() -> None:
    assert all(paper.help for paper in demo().papers)
    assert [option.key for option in demo().options("car")] == ["none", "work", "mobility", "under_limit", "other"]
    assert {kind.key for kind in demo().options("rigid")} == {
        "medical",
        "education",
        "disability",
        "employment",
        "other",
    }


def test_an_unknown_name_is_a_key_error() -> None:
    for ask in (demo().programme, demo().paper, demo().cause, demo().options, demo().steps):
        with pytest.raises(KeyError):
            ask("nothing_of_the_kind")


def test_the_policy_holds_from_its_first_day() -> None:
    assert demo().holds_on(date(2026, 1, 1))
    assert not demo().holds_on(date(2025, 12, 31))
    ended = load_policy(TEXT.replace("# effective_until", "effective_until"))
    assert ended.holds_on(date(2026, 12, 31))
    assert not ended.holds_on(date(2027, 1, 1))


def test_the_version_follows_name_and_text_only(tmp_path: Path) -> None:
    (tmp_path / "demo.toml").write_bytes(("\ufeff" + TEXT.replace("\n", "\r\n")).encode())
    assert load_policy(tmp_path / "demo.toml").version == load_policy(DEMO).version == demo().version
    assert len(demo().version) == 12
    assert (
        load_policy(TEXT.replace("Rules of the example union", "Rules of another union"), name="demo.toml").version
        != demo().version
    )
    assert load_policy(TEXT, name="other.toml").version != demo().version
    assert load_policy(str(DEMO)).version == demo().version


# Bad files ------------------------------------------------------------------------------------------------------------


def problems_of(old: str, new: str) -> PolicyProblem:
    """Return what is said of the demonstration with `old` replaced by `new` (at its first place)."""
    assert old in TEXT
    with pytest.raises(PolicyProblem) as caught:
        load_policy(TEXT.replace(old, new, 1), name="demo.toml")
    return caught.value


def line_of(part: str) -> int:
    return TEXT[: TEXT.index(part)].count("\n") + 1


@pytest.mark.parametrize(
    ("old", "new", "reason"),
    [
        ("dibao_month = 800.00", "dibao_month = -5", "cannot be below zero"),
        ("dibao_month = 800.00", "dibao_month = 0", "must be more than 0"),
        ("dibao_month = 800.00", "dibao_month = 800.001", "amount in yuan"),
        ("dibao_month = 800.00", 'dibao_month = "800"', "amount in yuan"),
        ("dibao_month = 800.00", "dibao_month = true", "amount in yuan"),
        ("deep = { factor = 1.0", "deep = { factor = 0", "must be more than 0"),
        ("deep = { factor = 1.0", 'deep = { factor = "a lot"', "must be a number"),
        ("deep = { factor = 1.0, op = \"le\"", "deep = { factor = 1.0, op = \"ge\"", "le (up to and including) or lt"),
        ("deep = { factor = 1.0, op = \"le\"", "deep = { factor = 1.0, op = \"<\"", "is not known here"),
        ("percent = 80", "percent = 0", "must be more than 0"),
        ("remind_after_days = [5, 10]", "remind_after_days = [10, 5]", "reminders must come one after another"),
        ("remind_after_days = [5, 10]", "remind_after_days = []", "must not be empty"),
        ("remind_after_days = [5, 10]", "remind_after_days = [0]", "the least is 1"),
        ("ends_after_days = 30", "ends_after_days = 10", "it would end before the last reminder"),
        ("back_within_days = 90", "back_within_days = 0", "the least is 1"),
        ("receipt = { remind_after_days = [3, 7, 15]", "receipt = { remind_after_days = 3", "must be a list"),
        ("papers = { remind_after_days", "papers = { remindafter_days", "is not known here"),
        ("[waits]\n", "[waits]\nbroght_later = 3\n", "is not known here"),
        ('causes = ["natural_disaster", "accident"]', 'causes = ["meteor"]', "meteor is not in the list cause"),
        ('fact = "homes", op', 'fact = "castles", op', "there is no fact castles"),
        ('fact = "homes", op = "ge", value = 2', 'fact = "homes", op = "is_true"', "cannot be compared with is_true"),
        ('fact = "homes", op = "ge", value = 2', 'fact = "homes", op = "ge", value = "two"', "two does not fit"),
        ('fact = "homes", op = "ge", value = 2', 'fact = "homes"', "does not say how to compare"),
        ('op = "in", value = ["other"]', 'op = "in", value = ["spaceship"]', "spaceship does not fit the fact car"),
        ('op = "in", value = ["other"]', 'op = "in", value = "other"', "in needs a list"),
        ('op = "in", value = ["other"]', 'op = "gt", value = "other"', "car cannot be compared with gt"),
        ('papers = ["work_contract"]', 'papers = ["love_letter"]', "love_letter is not in the list paper"),
        ("nudge_after_days = 3 ", "nudge_after_days = 31 ", "before anybody is reminded"),
        ('level = "station", role = "reviewer"', 'level = "moon", role = "reviewer"', "moon is not known here"),
        ('level = "station", role = "reviewer"', 'level = "station", role = "king"', "king is not known here"),
        ('level = "station", role = "reviewer", ', "", "does not say which level and role"),
        ('{ kind = "notice", working_days = 5 }', '{ kind = "notice" }', "how many working_days"),
        ('{ kind = "notice", working_days = 5 },', "", "must come after notice"),
        ('procedure = "grant"', 'procedure = "shortcut"', "there is no procedure shortcut"),
        ('procedure = "grant"', 'procedure = "hardship"', "needs a procedure with a payment"),
        ('procedure = "goods"', 'procedure = "grant"', "goods need a procedure"),
        ('caps = [ { most = 3000', 'caps = [ { most = 400', "below the least that may be chosen"),
        ('from = 500, upto = 3000', 'from = 4000, upto = 3000', "the least is above the most"),
        ('chosen_by = "approval", from', 'chosen_by = "cashier", from', "cashier is not known here"),
        ('{ on = "08-15", when', '{ on = "07-15", when', "lie before the opening, and some after it"),
        ('{ on = "08-15", when = { new_student = false }, ', '{ on = "08-15", ', "is for everybody else: without when"),
        ('opens = "07-16"', 'opens = "07-16"\ncloses = "08-31"', "a window has exactly one of closes, closing"),
        ('opens = "07-16"', 'opens = "02-29"', "a day that comes every year"),
        ('opens = "07-16"', 'opens = "16 July"', "a day that comes every year"),
        ('"higher" }, pays = 7500', '"college" }, pays = 7500', "college does not fit the fact study_stage"),
        ('"deep", study_stage = "higher"', '"rich", study_stage = "higher"', "rich does not fit the fact class"),
        ('study_track = { ne = "military"', 'study_track = { ne = "clown"', "clown does not fit the fact study_track"),
        ('paper = "admission_letter"', 'paper = "letter"', "letter is not in the list paper"),
        ('fact = "stage" }', 'fact = "age" }', "age does not fit the fact study_stage"),
        ('value = "regular" }', 'value = "odd" }', "odd does not fit the fact study_track"),
        ('value = "regular" }', 'value = "regular", fact = "stage" }', "exactly one of value, fact, when"),
        ('payees = ["worker"', 'payees = ["boss"', "boss is not in the list payee"),
        ('key = "golden_autumn"\nkind = "aid"', 'key = "golden_autumn"\nkind = "lottery"', "is not known here"),
        ('key = "no_work_ability", code = 1', 'key = "no_work_ability", code = 2', "2 stands twice"),
        ('key = "daughter"', 'key = "son"', "son stands twice"),
        ('key = "daughter"', 'key = "Daughter!"', "not written as it must be"),
        ('key = "daughter", zh_Hans = "女儿", ', 'key = "daughter", ', "the Chinese text (zh_Hans) is missing"),
        ('key = "daughter", zh_Hans = "女儿"', 'key = "daughter", zh_Hans = " "', "the text for zh_Hans is empty"),
        ('title = { zh_Hans = "金秋助学", ', 'title = { fr = "x", ', "the language fr is not known"),
        ("effective_from = 2026-01-01", "effective_from = 2026-13-01", "not valid TOML"),
        ("effective_from = 2026-01-01", 'effective_from = "soon"', "must be a date"),
        ("effective_from = 2026-01-01", "colour = 1\neffective_from = 2026-01-01", "not known here"),
        ('first = 2026-01-01, last = 2026-01-03', "first = 2026-01-03, last = 2026-01-01", "ends before it begins"),
        ('first = 2026-01-01, last = 2026-01-03', "first = 2024-12-31, last = 2025-01-03", "has no day in 2026"),
        ('first = 2026-01-01, last = 2026-01-03', "first = 2026-01-01, last = 2026-10-03", "more than 20 days long"),
        ("workdays = [2026-01-04", "workdays = [2026-01-05", "no Saturday or Sunday"),
        ("workdays = [2026-01-04", "workdays = [2026-01-03", "both worked and a day off"),
        ("workdays = [2026-01-04", "workdays = [2025-11-30", "not in 2026, nor in the December before"),
        ("workdays = [2025-01-26", "workdays = [2026-02-21", "both worked and a day off"),
        ("most_other_causes = 3", "most_other_causes = 1.5", "whole number"),
        ("most_other_causes = 3", "most_other_causes = 3\nmost_other_causes = 4", "written twice"),
    ],
)  # fmt: skip
def test_a_mistake_is_named_with_its_line_and_reason(old: str, new: str, reason: str) -> None:
    problem = problems_of(old, new)
    matching = [each for each in problem.problems if reason in told(each.reason)]
    assert matching, str(problem)
    around = line_of(old)
    assert any(abs(each.line - around) <= 4 for each in matching), (around, str(problem))
    assert str(matching[0]).startswith(f"demo.toml, line {matching[0].line}")


@pytest.mark.parametrize(
    ("old", "new", "line"),
    [
        ("dibao_month = 800.00", "dibao_month = -5", line_of("dibao_month = 800.00")),
        ('key = "daughter"', 'key = "son"', line_of('key = "daughter"')),
        ('paper = "admission_letter"', 'paper = "letter"', line_of('paper = "admission_letter"')),
        ("workdays = [2026-01-04", "workdays = [2026-01-05", line_of("workdays = [2026-01-04")),
        ('fact = "homes", op', 'fact = "castles", op', line_of('fact = "homes", op')),
        ('"higher" }, pays = 7500', '"higher" }, pays = 0', line_of('"higher" }, pays = 7500')),
    ],
)
def test_the_line_named_is_exact(old: str, new: str, line: int) -> None:
    assert line in [each.line for each in problems_of(old, new).problems]


def test_all_problems_are_told_at_once_in_the_order_of_lines() -> None:
    text = TEXT.replace("dibao_month = 800.00", "dibao_month = -1").replace('opens = "07-16"', 'opens = "x"')
    with pytest.raises(PolicyProblem) as caught:
        load_policy(text)
    found = [each.line for each in caught.value.problems]
    assert found == sorted(found)
    assert len(found) == 2
    assert str(caught.value).count("\n") == 1
    assert "yuan" not in told(caught.value.said) or "policy.toml" in told(caught.value.said)


def test_a_whole_list_left_out_is_noticed() -> None:
    start, end = TEXT.index("payee = ["), TEXT.index("]", TEXT.index("payee = [")) + 1
    with pytest.raises(PolicyProblem, match="the list payee is missing"):
        load_policy(TEXT[:start] + TEXT[end:])


def test_a_version_cannot_be_written_by_hand() -> None:
    assert "worked out" in str(problems_of("most_other_causes = 3", 'version = "1"'))


def test_a_file_that_is_not_utf8_is_refused_with_its_line(tmp_path: Path) -> None:
    (tmp_path / "gbk.toml").write_bytes(b"# one\n# two\nname = '" + "困难".encode("gbk") + b"'\n")
    with pytest.raises(PolicyProblem) as caught:
        load_policy(tmp_path / "gbk.toml")
    assert str(caught.value) == "gbk.toml, line 3: the file is not in UTF-8; please save it again as UTF-8."


def test_a_file_that_is_not_there_is_refused(tmp_path: Path) -> None:
    with pytest.raises(PolicyProblem, match="cannot be read"):
        load_policy(tmp_path / "nothing.toml")
    with pytest.raises(PolicyProblem, match="cannot be read"):
        load_policy(tmp_path)


def test_an_empty_policy_says_what_is_missing() -> None:
    with pytest.raises(PolicyProblem) as caught:
        load_policy("\n")
    assert "policy.toml, line 1, lines: this entry is missing." in str(caught.value).splitlines()


@pytest.mark.slow  # a hundred whole policies
@given(st.integers(0, len(TEXT) - 1), st.integers(0, 40), st.text(alphabet="[]{}=\"'\n#,.a1-", max_size=3))
def test_any_damage_is_refused_politely_or_makes_another_whole_policy(at: int, length: int, put: str) -> None:
    try:
        policy = load_policy(TEXT[:at] + put + TEXT[at + length :])
    except PolicyProblem as caught:
        problem = caught
    else:
        assert isinstance(policy, Policy)
        return
    assert problem.problems
    assert all(1 <= each.line <= TEXT.count("\n") + 4 for each in problem.problems)
    assert str(problem)


# Lines of a TOML text -------------------------------------------------------------------------------------------------

SAMPLE = '''a = 1
b.c = "x # y"  # note
[t]
d = [
  { e = 1, f = [2,
    3] },
  # note ]
  { "g h" = 4 },
]
m = """
[not.a.table]
z = 1
"""
n = 5
[[many]]
k = 1
[many.sub]
k = 2
[[many]]
k = 3
[[many.deep]]
k = 4
'''


@pytest.mark.parametrize(
    ("place", "line"),
    [
        (("a",), 1),
        (("b", "c"), 2),
        (("t",), 3),
        (("t", "d"), 4),
        (("t", "d", 0, "e"), 5),
        (("t", "d", 0, "f", 1), 6),
        (("t", "d", 1, "g h"), 8),
        (("t", "m"), 10),
        (("t", "n"), 14),
        (("many", 0), 15),
        (("many", 0, "sub", "k"), 18),
        (("many", 1, "k"), 20),
        (("many", 1, "deep", 0, "k"), 22),
        (("many", 1, "unknown", "deeper"), 19),
        (("nothing",), 1),
    ],
)
def test_every_entry_has_its_line(place: tuple[str | int, ...], line: int) -> None:
    assert LineIndex(SAMPLE).line(place) == line


def test_a_yearly_day_falls_in_every_year() -> None:
    assert MonthDay(7, 16).in_year(2027) == date(2027, 7, 16)


DEEP = "{ " + "all = [ { " * 400 + "size = 1" + " } ]" * 400 + " }"
HOSTILE = {
    "a condition nested 400 deep": ('who = { class = ["deep", "relative"] }', f"who = {DEEP}", "nested too deep"),
    "5,000 digits": ("dibao_month = 800.00", "dibao_month = " + "9" * 5_000, "too long to be read"),
    "10^18 yuan": ("dibao_month = 800.00", f"dibao_month = {10**18}", "surely a slip"),
    "no number": ("dibao_month = 800.00", "dibao_month = nan", "amount in yuan"),
    "endless": ("dibao_month = 800.00", "dibao_month = inf", "amount in yuan"),
    "a notice of 10^9 days": ("working_days = 5 }", f"working_days = {10**9} }}", "the most is 60"),
    "a step of 10^9 days": ("days = 5, visitors", f"days = {10**9}, visitors", "the most is 250"),
    "99 visitors": ("visitors = 2 }", "visitors = 99 }", "the most is 4"),
    "a day that there is not": ("effective_from = 2026-01-01", "effective_from = 2026-02-31", "not valid TOML"),
    "a hundred thousand tables": ("[pack]", "[[lead]]\n" * 100_000 + "[pack]", "too large"),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_file_ends_in_a_sentence_with_its_line(name: str) -> None:
    old, new, said = HOSTILE[name]
    problem = problems_of(old, new).problems[0]
    assert said in str(problem)
    assert problem.line == 1 if said == "too large" else abs(problem.line - line_of(old)) <= 1
