"""Questions that a policy file asks itself: asked in their place, facts for its conditions, shown to their readers."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from domain.aid.by_policy.form import aid_form
from domain.aid.by_policy.verdict import Asked, verdict
from domain.aid.eligibility import assess, papers_needed
from domain.aid.kinds import KINDS
from domain.aid.report_form import report_form
from domain.aid.rows import own_rows, rows_for
from domain.aid.worked_out import for_officer
from domain.forms import Completed, Reply, Typed, answers_of
from domain.households.asked import Reader
from domain.households.facts import facts_of
from domain.households.household import Household, from_answers, own_of
from domain.kinds.kind import Given
from domain.platform.predicates import evaluate
from domain.policy_file.loading import load_policy
from domain.policy_file.problems import PolicyProblem
from tests.data.households import assessed, study_grant_in, without_examples
from tests.every_form import STUDENTS, TODAY
from tests.own_questions import ANSWERS, QUESTIONS, TEXT, policy_of_questions, policy_with
from tests.unit.aid.test_study_grant import answers_of as answers_about
from tests.unit.forms.test_forms_walker import FACTS, Walker, plain, refused

EXCLUDED = """
[[exclusion]]
key = "of_ours"
when = {{ fact = "{fact}", op = "{op}"{value} }}
worker = {{ zh_Hans = "不行", en = "No" }}
"""


def reported(**answers: Reply) -> Walker:
    walker = Walker(report_form(policy_of_questions()), {key: [reply] for key, reply in answers.items()})
    walker.walks_to("@summary")
    return walker


def test_they_are_asked_after_the_others_and_before_the_papers_each_once() -> None:
    walker = reported(own_dorm=Typed("是"))
    asked = [key for key in walker.asked if key.startswith("own_")]
    assert asked == list(ANSWERS)
    places = list(dict.fromkeys(walker.asked))
    assert places.index("main_cause") < places.index("own_dorm")
    assert places.index("own_worry") < min(places.index(key) for key in places if key.startswith("paper_"))
    assert isinstance(walker.walks_to(), Completed)


def test_a_condition_looks_at_what_was_answered_before() -> None:
    assert "own_dorm_rent" not in reported(own_dorm=Typed("否")).asked


@pytest.mark.parametrize(
    ("key", "text", "words"),
    [("own_dorm_rent", "0", "at least"), ("own_dorm_rent", "5001", "500050"), ("own_commute", "301", "300"),
     ("own_joined", "2030-01-01", "still to come"), ("own_worry", "x", "2")],
)  # fmt: skip
def test_limits_are_held(key: str, text: str, words: str) -> None:
    walker = Walker(report_form(policy_of_questions()), {"own_dorm": [Typed("是")]})
    walker.walks_to(key)
    assert words in refused(walker.does(Typed(text)))


def test_they_are_kept_with_the_household_and_an_older_file_reads_without_them() -> None:
    walker = reported(own_dorm=Typed("是"))
    own = from_answers(answers_of(walker.form, walker.state, FACTS)).own
    assert {key.removeprefix("own_") for key in ANSWERS} <= own.keys()
    assert from_answers({}).own == {}
    facts = facts_of(Household(), TODAY)
    rule = policy_of_questions().questions[1].when
    assert rule is not None
    assert not evaluate(rule.condition, facts).holds


@pytest.mark.parametrize(
    ("fact", "op", "value", "meets"),
    [
        ("dorm", "is_true", "", True), ("dorm", "is_false", "", False),
        ("dorm_rent", "gt", ", value = 349.99", True), ("dorm_rent", "gt", ", value = 350", False),
        ("joined", "lt", ", value = 2016-05-05", True), ("joined", "lt", ", value = 2016-05-04", False),
        ("shift", "eq", ', value = "night"', True), ("shift", "in", ', value = ["day"]', False),
        ("commute", "ge", ", value = 45", True), ("commute", "ge", ", value = 46", False),
        ("worry", "ne", ', value = "无"', True), ("worry", "eq", ', value = "无"', False),
    ],
)  # fmt: skip
def test_each_is_a_fact_of_its_kind(fact: str, op: str, value: str, meets: bool) -> None:
    policy = policy_with(EXCLUDED.format(fact=fact, op=op, value=value))
    found = assess(from_answers(ANSWERS), policy, today=TODAY)
    assert ("of_ours" in [one.key for one in found.exclusions]) is meets
    assert "of_ours" not in [one.key for one in assess(Household(), policy, today=TODAY).exclusions]


def test_what_decided_is_told_in_the_words_of_the_file() -> None:
    policy = policy_with(EXCLUDED.format(fact="dorm_rent", op="gt", value=", value = 100"))
    told = " ".join(plain(line) for line in for_officer(assess(from_answers(ANSWERS), policy, today=TODAY)))
    assert "Dormitory rent: reported Money(fen=35000)" in told
    policy = policy_with(EXCLUDED.format(fact="joined", op="lt", value=", value = 2020-01-01"))
    told = " ".join(plain(line) for line in for_officer(assess(from_answers(ANSWERS), policy, today=TODAY)))
    policy_of_private = policy_with(EXCLUDED.format(fact="worry", op="ne", value=', value = "无"'))
    hidden = " ".join(
        plain(line) for line in for_officer(assess(from_answers(ANSWERS), policy_of_private, today=TODAY))
    )
    assert "Trouble: reported •••" in hidden
    assert str(ANSWERS["own_worry"]) not in hidden
    assert f"Joined on: reported {date(2016, 5, 4)}, the rule is below {date(2020, 1, 1)}" in told


@pytest.mark.parametrize("reader", Reader)
def test_each_is_a_row_for_its_readers_and_for_nobody_else(reader: Reader) -> None:
    policy = policy_of_questions()
    rows = [plain(row) for row in rows_for(reader, from_answers(ANSWERS), policy)]
    for one in policy.questions_of():
        told = [row for row in rows if row.startswith(plain(one.name))]
        assert bool(told) is (reader in one.read_by), (one.key, rows)
    told = [row for row in rows if "母亲的药" in row]
    assert bool(told) is (reader is Reader.RECORDER)


def test_what_is_private_is_words_for_the_recorder_and_masked_for_others() -> None:
    debts = [
        "[[question]]",
        'key = "debts"',
        'kind = "money"',
        'text = { zh_Hans = "欠债", en = "Debts" }',
        "private = true",
    ]
    policy = policy_with(*debts)
    told = {reader: [plain(row) for row in rows_for(reader, from_answers({"own_debts": 35_000}), policy)]
            for reader in Reader}  # fmt: skip
    assert told[Reader.RECORDER][-1] == "Debts: Money(fen=35000)"
    assert told[Reader.OFFICER][-1] == "Debts: •••"
    assert not any("Debts" in row for row in told[Reader.VISITOR])


def test_a_long_text_is_read_whole() -> None:
    policy = policy_with('[[question]]\nkey = "story"\nkind = "text"\ntext = { zh_Hans = "经过", en = "Story" }')
    rows = [plain(row) for row in rows_for(Reader.OFFICER, from_answers({"own_story": "说" * 300}), policy)]
    assert f"Story: {'说' * 300}" in rows


def test_a_programme_asks_its_own_and_the_report_does_not() -> None:
    policy = policy_of_questions()
    grant = aid_form(policy, study_grant_in(policy), STUDENTS)
    assert {"own_school_award", "paper_award_letter"} <= {one.key for one in grant.questions}
    assert "own_school_award" not in {one.key for one in report_form(policy).questions}
    walker = Walker(grant, {"own_school_award": [Typed("否")]})
    walker.walks_to("@summary")
    assert "paper_award_letter" not in walker.asked
    own = own_of({"own_school_award": True})
    rows = [plain(row) for row in own_rows(Reader.OFFICER, own, policy, "golden_autumn")]
    assert rows == ["Award: Yes"]


def test_a_programme_may_require_what_it_asks_and_says_so_once_it_was_asked() -> None:
    who = '[programme.who]\nclass = ["deep", "relative"]\nall = ['
    rule = 'school_award = { eq = true, say = { zh_Hans = "要有奖励", en = "An award" } }'
    assert who in TEXT
    policy = load_policy(without_examples(TEXT.replace(who, f"{who}\n  {{ {rule} }},")), name="own.toml", years=())
    programme, household = study_grant_in(policy), assessed("DEMO-H01", policy)
    household = replace(household, asked_on=TODAY)
    assert verdict(programme, Asked(assessment=household)).against == ()
    answers: tuple[tuple[dict[str, Any], bool], ...] = (
        ({"school_award": True}, True), ({"school_award": False}, False), ({}, False),
    )  # fmt: skip
    for own, meets in answers:
        answered = {**answers_about("DEMO-H01", 2), **own}
        found = verdict(programme, Asked(assessment=household, own=answered, person=2))
        assert (found.amount > 0) is meets
        assert [one.key for one in found.against] == [] if meets else ["condition_school_award"]


@pytest.mark.parametrize("award", [True, False])
def test_a_paper_of_a_programme_is_needed_when_its_question_says_so(award: bool) -> None:
    answers = {"new_student": True, "own_school_award": award}
    policy = policy_of_questions()
    programme = study_grant_in(policy)
    keys = KINDS.of(programme).papers(Given(policy=policy, programme=programme, answers=answers, today=TODAY))
    assert ("award_letter" in keys) is award
    assert "admission_letter" in keys


def test_a_paper_that_is_asked_for_is_needed() -> None:
    question = """
[[question]]
key = "award_letter"
kind = "paper"
text = { zh_Hans = "请发奖状照片" }
when = { fact = "commute", op = "gt", value = 40 }
"""
    text = TEXT[: TEXT.index('[[question]]\nkey = "school_award"')]
    policy = load_policy(text + question, name="own.toml", years=())
    keys = [paper.key for paper in papers_needed(from_answers(ANSWERS), policy, today=TODAY)]
    assert "award_letter" in keys
    keys = [paper.key for paper in papers_needed(Household(), policy, today=TODAY)]
    assert "award_letter" not in keys


def test_the_example_of_the_recipe_is_a_question() -> None:
    written = Path("docs/recipes.md").read_text(encoding="utf-8")
    example = written[written.index("[[question]]") :].split("```")[0].replace("\n  ", "\n").replace("dorm_rent", "fee")
    assert policy_with(example).questions[-1].key == "fee"


def test_what_is_usual_and_for_which_time_is_said_by_the_file() -> None:
    asked = policy_with("""
[[question]]
key = "fee"
kind = "money"
text = { zh_Hans = "每月交多少管理费？" }
usual_most = 900
per = "month"
""")
    walker = Walker(report_form(asked))
    walker.walks_to("own_fee")
    walker.types("一年一万二")
    assert "a year makes Money(fen=100000) a month" in walker.screen
    assert "That is unusual" in walker.screen
    walker.presses("yes")
    assert walker.state.answers["own_fee"] == 100_000


# Bad questions --------------------------------------------------------------------------------------------------------


A_QUESTION: dict[str, Any] = {"key": '"x"', "kind": '"number"', "text": '{ zh_Hans = "几？" }'}


@pytest.mark.parametrize(
    ("changes", "entry", "reason"),
    [
        ({"kind": '"colour"'}, "kind", "is not known here"),
        ({"text": None}, "text", "missing"),
        ({"text": '{ en = "How many?" }'}, "text", "the Chinese text"),
        ({"colour": '"red"'}, "colour", "not known here"),
        ({"key": '"Hello World"'}, "key", "is not written as it must be"),
        ({"key": '"car"'}, "key", "car is a fact already"),
        ({"key": '"age"'}, "key", "age is a fact already"),
        ({"key": '"household_book"'}, "key", "household_book is a paper already"),
        ({"key": '"dorm"'}, "", "dorm stands twice"),
        ({"programme": '"moon"'}, "programme", "there is no programme moon"),
        ({"kind": '"choice"'}, "choices", "is missing or empty"),
        ({"kind": '"choice"', "choices": '"moons"'}, "choices", "the list moons is missing or empty"),
        ({"choices": '"shifts"'}, "choices", "only a choice has choices"),
        ({"least": "5", "most": "4"}, "most", "the most is below the least"),
        ({"usual_least": "5", "usual_most": "4"}, "usual_most", "the most is below the least"),
        ({"kind": '"text"', "usual_most": "4"}, "usual_most", "only a number or an amount has what is usual"),
        ({"per": '"month"'}, "per", "only an amount is for a month or a year"),
        ({"least": "0.5"}, "least", "whole number"),
        ({"kind": '"money"', "most": "0.005"}, "most", "amount in yuan"),
        ({"kind": '"text"', "most": "301"}, "most", "301 is too large; the most is 300"),
        ({"kind": '"day"', "least": "5"}, "least", "only a text, a number or an amount"),
        ({"not_after": '"today"'}, "not_after", "only a day"),
        ({"kind": '"day"', "not_after": '"tomorrow"'}, "not_after", "is not known here"),
        ({"kind": '"paper"'}, "key", "x is not in the list papers"),
        ({"kind": '"paper"', "key": '"household_book"'}, "key", "the paper household_book is asked for already"),
        ({"read_by": '["everybody"]'}, "read_by.0", "is not known here"),
        ({"when": '{ fact = "y", op = "is_true" }'}, "when.fact", "there is no fact y"),
        ({"when": '{ fact = "x", op = "ge", value = 1 }'}, "when.fact", "there is no fact x"),
        ({"when": '{ fact = "dorm", op = "ge", value = 1 }'}, "when.op", "cannot be compared"),
        ({"when": '{ fact = "dorm_rent", op = "ge", value = "much" }'}, "when.value", "does not fit"),
        ({"when": '{ fact = "worry", op = "gt", value = "a" }'}, "when.op", "cannot be compared"),
        ({"programme": '"golden_autumn"', "when": '{ fact = "car", op = "eq", value = "none" }'}, "when.fact",
         "there is no fact car"),
        ({"programme": '"golden_autumn"', "when": '{ fact = "dorm", op = "is_true" }'}, "when.fact",
         "there is no fact dorm"),
    ],
)  # fmt: skip
def test_a_wrong_one_is_refused_with_line_and_reason(changes: dict[str, Any], entry: str, reason: str) -> None:
    given = {**A_QUESTION, **changes}
    lines = [f"{name} = {value}" for name, value in given.items() if value is not None]
    with pytest.raises(PolicyProblem) as caught:
        policy_with("[[question]]", *lines)
    first = (TEXT + "[[question]]").count("\n") + 1
    (problem,) = caught.value.problems
    number = QUESTIONS.count("[[question]]")
    assert ".".join(map(str, problem.place)) == f"question.{number}.{entry}".rstrip("."), str(problem)
    assert reason in str(problem)
    assert first <= problem.line <= first + len(lines)


@pytest.mark.parametrize("fact", ["school_award", "nothing"])
def test_a_condition_of_the_file_knows_no_question_of_a_programme(fact: str) -> None:
    with pytest.raises(PolicyProblem) as caught:
        policy_with(EXCLUDED.format(fact=fact, op="is_true", value=""))
    assert f"there is no fact {fact}" in str(caught.value)
