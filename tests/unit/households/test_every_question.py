"""Walks the questions that a household's fields declare: asked once, told back, stored, read again, a fact of its kind,
and a row for its readers and for nobody else."""

from __future__ import annotations

import json
from typing import Any

import pytest

from domain.aid.household_questions import question_of, questions_of
from domain.aid.report_form import record_form, report_form
from domain.aid.rows import NAMED_BY, rows_for
from domain.changes.asked import Record, is_kept
from domain.forms import (
    Chosen,
    DateAnswer,
    Facts,
    MoneyAnswer,
    NameAnswer,
    NumberAnswer,
    Question,
    Reply,
    ResidentIdAnswer,
    TextAnswer,
    Typed,
    YesNoAnswer,
    answer_line,
    answers_of,
    named,
    start,
)
from domain.forms.form import fits
from domain.households.asked import Asked, ForEach, OneOf, People, Reader, SomeOf, asked_of
from domain.households.facts import AID_FACTS, EVERY_FACT, FACTS, MEMBER_FACTS, FactKind, facts_of, facts_of_people
from domain.households.household import Household, Member, from_answers
from domain.platform.predicates import Op, evaluate
from domain.policy.conditions import Rule, rule_problems
from tests.every_form import POLICY, TODAY
from tests.unit.forms.test_forms_walker import Walker, plain, resident_id

CLASSES = (Household, Member)
EVERY = [(kept_as, key) for kept_as in CLASSES for key in asked_of(kept_as)]
RECORD, REPORT = record_form(POLICY), report_form(POLICY)
OPTIONS = {name: frozenset(one.key for one in POLICY.options(name)) for name in (*POLICY.choices, "cause", "rigid")}
CHILD = resident_id(1, "20200101")
# Whoever answers so is asked everything.
STUDENT: dict[str, Reply] = {
    "work_status": Chosen("o:student"),
    "resident_id": Typed("H12345678"),
    "born": Typed("2020-01-01"),
    "guardian_consent": Chosen("yes"),
}
ALL: dict[str, Reply] = {
    "hukou": Chosen("o:rural_other"),
    "migrant": Typed("是"),
    "housing_kind": Chosen("o:rented"),
    "relation": Chosen("o:daughter"),
    "main_cause": Chosen("o:accident"),
    **STUDENT,
}
EARNING: dict[str, Reply] = {**ALL, "resident_id": Typed(resident_id(1)), "work_status": Chosen("o:on_duty")}


def asked_as(kept_as: type, key: str) -> Asked:
    return asked_of(kept_as)[key]


def an_answer(asked: Asked) -> Any:
    """Return an answer in the kept shape that is not the default of any field."""
    match asked.answer:
        case OneOf(options):
            return POLICY.options(options)[-1].key
        case SomeOf(options):
            return [one.key for one in POLICY.options(options)][-2:]
        case People():
            return [{"relation": "daughter", "name": "林样一"}]
        case YesNoAnswer():
            return True
        case MoneyAnswer() | ForEach():
            return 123_400
        case NumberAnswer():
            return 2016 if asked.answer.least > 20 else 17
        case DateAnswer():
            return "2016-05-04"
        case NameAnswer() | TextAnswer():
            return "林示例样"
        case ResidentIdAnswer():
            return CHILD
    raise AssertionError(f"an answer of the kind {asked.answer} is missing here")


def kept_under(key: str, asked: Asked) -> str:
    """Return the key in what is stored."""
    return f"{asked.answer.prefix}{POLICY.options(asked.answer.options)[0].key}" if isinstance(
        asked.answer, ForEach) else key  # fmt: skip


def household_with(kept_as: type, key: str) -> tuple[Household, Household | Member]:
    """Return a household in which nothing but this was answered, as it comes back from the store, and what has it."""
    asked = asked_as(kept_as, key)
    given: dict[str, Any] = {kept_under(key, asked): an_answer(asked)}
    stored = json.dumps(given if kept_as is Household else {"members": [given]})
    household = from_answers(json.loads(stored))
    return household, household if kept_as is Household else household.members[0]


def forms_of() -> list[Question]:
    return [*RECORD.questions, *questions_of(Member, POLICY)]


@pytest.fixture(scope="module")
def ever_asked() -> set[str]:
    """What a household with a pupil was asked, and one in which everybody earns."""
    found: set[str] = set()
    for answers in (ALL, EARNING):
        walker = Walker(RECORD, {key: [reply] for key, reply in answers.items()})
        walker.walks_to("@summary")
        found |= set(walker.asked)
    return found


@pytest.mark.parametrize(("kept_as", "key"), EVERY)
def test_it_is_asked_once(kept_as: type, key: str, ever_asked: set[str]) -> None:
    asked = asked_as(kept_as, key)
    form = questions_of(kept_as, POLICY)
    keys = [question.key for question in form]
    assert len(keys) == len(set(keys))
    entries = len(POLICY.options(asked.answer.options)) if isinstance(asked.answer, ForEach) else 1
    prefix = asked.answer.prefix if isinstance(asked.answer, ForEach) else ""
    assert len([one for one in keys if one == key or (prefix and one.startswith(prefix))]) == entries
    at = kept_under(key, asked) if kept_as is Household else f"members.0.{key}"
    assert at in ever_asked, f"{at} is never asked"


@pytest.mark.parametrize(("kept_as", "key"), EVERY)
def test_the_report_knows_it_in_the_end(kept_as: type, key: str) -> None:
    """Whoever ticks everything and is asked several questions at once has answered each of them."""
    asked, everything = asked_as(kept_as, key), {one: [reply] for one, reply in ALL.items() if one != "relation"}
    walker = Walker(REPORT, {**everything, "members": [Chosen("o:daughter"), Chosen("done")]})
    walker.walks_to("@summary")
    answers = answers_of(REPORT, walker.state, Facts(TODAY))
    assert kept_under(key, asked) in (answers if kept_as is Household else answers["members"][0])


@pytest.mark.parametrize(("kept_as", "key"), EVERY)
def test_it_is_told_back_with_its_label_and_masked_if_it_is_sensitive(kept_as: type, key: str) -> None:
    asked, value = asked_as(kept_as, key), an_answer(asked_as(kept_as, key))
    question = next(one for one in forms_of() if one.key == kept_under(key, asked))
    line = plain(answer_line(question, value))
    assert line.startswith(f"{plain(question.label)}: ")
    assert len(line) > len(f"{plain(question.label)}: ")
    assert (str(value) in line) is False or not asked.sensitive
    assert plain(named(question.prompt, "林样一"))
    assert plain(question.help)


@pytest.mark.parametrize(("kept_as", "key"), EVERY)
def test_it_is_stored_and_read_again(kept_as: type, key: str) -> None:
    _, of = household_with(kept_as, key)
    assert getattr(of, key) != getattr(kept_as(), key)
    kept = from_answers({}) if kept_as is Household else Member()
    assert {name for name in asked_of(kept_as) if getattr(of, name) != getattr(kept, name)} == {key}


@pytest.mark.parametrize(("kept_as", "key"), EVERY)
def test_its_example_is_an_answer_to_it(kept_as: type, key: str) -> None:
    asked = asked_as(kept_as, key)
    question = next(one for one in forms_of() if one.key == kept_under(key, asked))
    assert fits(question, asked.example)


@pytest.mark.parametrize(("kept_as", "key"), [(kept_as, key) for kept_as, key in EVERY if asked_as(kept_as, key).fact])
def test_it_is_a_fact_of_its_kind(kept_as: type, key: str) -> None:
    household, of = household_with(kept_as, key)
    fact, value = (FACTS if kept_as is Household else MEMBER_FACTS)[key], getattr(of, key)
    op, written = (Op.IS_TRUE, None) if fact.kind is FactKind.YES_NO else (Op.EQ, value)
    rule = Rule(fact=key, op=op, value=value // 100 if fact.kind is FactKind.MONEY else written)
    facts = facts_of(household, TODAY) if kept_as is Household else facts_of_people(household, TODAY)[1]
    places = FACTS if kept_as is Household else MEMBER_FACTS
    assert list(rule_problems(rule, (), OPTIONS, places)) == []
    assert evaluate(rule.condition, facts).holds
    unlike = facts_of(Household(), TODAY) if kept_as is Household else facts_of_people(Household((Member(),)), TODAY)[1]
    assert not evaluate(rule.condition, unlike).holds


def test_no_fact_has_two_meanings() -> None:
    assert len(EVERY_FACT) == len(AID_FACTS) + len(MEMBER_FACTS)


@pytest.mark.parametrize("reader", Reader)
@pytest.mark.parametrize(("kept_as", "key"), EVERY)
def test_it_is_a_row_for_its_readers_and_for_nobody_else(kept_as: type, key: str, reader: Reader) -> None:
    asked, (_, of) = asked_as(kept_as, key), household_with(kept_as, key)
    rows = [plain(row) for row in rows_for(reader, of, POLICY)]
    told = [row for row in rows if row.startswith(plain(asked.for_officers))]
    assert bool(told) is (reader in asked.read_by and key not in NAMED_BY)
    if asked.sensitive:
        value = str(an_answer(asked))
        assert [value in row for row in told] == [reader is Reader.RECORDER] * len(told)


def test_a_change_by_an_officer_offers_every_question() -> None:
    child: dict[str, list[Reply]] = {"members": [Chosen("o:daughter")]}
    walker = Walker(REPORT, child | {key: [reply] for key, reply in ALL.items() if key != "relation"})
    walker.walks_to("@summary")
    record = Record(RECORD, answers_of(REPORT, walker.state, Facts(TODAY)), Facts(TODAY))
    theirs = {one.key for one in record.changeable}
    household = {one.key for one in questions_of(Household, POLICY) if is_kept(one)}
    assert household <= theirs
    assert {one.key for one in record.changeable_of(0)} == set(asked_of(Member))


def test_an_old_draft_is_asked_what_is_new() -> None:
    """A draft or file of before has no such key: it stands open in a draft, and reads as the default in a file."""
    examples = {key: asked.example for key, asked in asked_of(Household).items()}
    for key in asked_of(Household):
        asked = asked_as(Household, key)
        if isinstance(asked.answer, ForEach | People) or asked.ask_if is not None:
            continue
        older = {name: value for name, value in examples.items() if name != key}
        state = start(REPORT, Facts(TODAY), older)
        assert key not in state.answers
        assert question_of(key, asked, POLICY).key == key
        assert getattr(from_answers(older), key) == getattr(Household(), key)
