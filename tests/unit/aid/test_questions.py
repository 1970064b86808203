"""The forms people meet: what is asked of whom, in which order, with which papers."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from domain.aid.by_policy.form import aid_form
from domain.aid.eligibility import papers_needed
from domain.aid.report_form import report_form
from domain.forms import Attached, Chosen, Completed, Form, Option, Reply, Typed, answers_of
from domain.households.household import from_answers
from domain.notices.questions import objection_form
from domain.people.questions import registration_form
from domain.platform.money import yuan
from domain.platform.text import say
from domain.policy.questions import paper_files
from domain.procedure.questions import paper_form, reason_form
from tests.data.households import study_grant_in
from tests.every_form import POLICY, STUDENTS, TODAY
from tests.unit.forms.test_forms_walker import FACTS, Walker, a_file, refused, resident_id

REPORT = report_form(POLICY)
GRANT = aid_form(POLICY, study_grant_in(POLICY), STUDENTS)
CAUSES = [cause.key for cause in POLICY.causes]


def reported(**answers: Reply | list[Reply]) -> Walker:
    """Fill in a hardship report with samples, except for these answers, and stand at the summary."""
    walker = Walker(REPORT, {key: reply if isinstance(reply, list) else [reply] for key, reply in answers.items()})
    walker.walks_to("@summary")
    return walker


def chosen(key: str) -> Chosen:
    """Press the option with this key."""
    return Chosen(f"o:{key}")


DISABLED: list[Reply] = [
    Chosen("t:0"),
    Chosen("t:0"),
    Chosen("t:0"),
    Chosen("done"),
]  # the worker, on the screen about everybody


def papers_asked(walker: Walker) -> set[str]:
    """Return the papers the form asked for."""
    return {
        key.removeprefix("paper_") for key in answers_of(walker.form, walker.state, FACTS) if key.startswith("paper_")
    }


def keys(form: Form) -> Sequence[str]:
    """Return the keys of a form's questions in order."""
    return [question.key for question in form.questions]


@pytest.mark.parametrize("cause", CAUSES)
def test_the_report_asks_for_exactly_the_papers_the_policy_names(cause: str) -> None:
    walker = reported(main_cause=chosen(cause))
    household = from_answers(answers_of(REPORT, walker.state, FACTS))
    assert papers_asked(walker) == {paper.key for paper in papers_needed(household, POLICY, today=TODAY)}


@pytest.mark.parametrize("migrant", ["是", "否"])
def test_extra_papers_follow_the_answers(migrant: str) -> None:
    walker = reported(
        hukou=chosen("rural_other"),
        migrant=Typed(migrant),
        health_of_all=DISABLED,
        self_work_status=chosen("unemployed"),
    )
    household = from_answers(answers_of(REPORT, walker.state, FACTS))
    assert papers_asked(walker) == {paper.key for paper in papers_needed(household, POLICY, today=TODAY)}
    assert ("work_contract" in papers_asked(walker)) is (migrant == "是")


def test_the_report_makes_the_household_the_rules_read() -> None:
    walker = reported(self_monthly_income=Typed("3500"), rigid_medical=Typed("9000"), main_cause=chosen("schooling"))
    household = from_answers(answers_of(REPORT, walker.state, FACTS))
    assert household.size == 2
    assert household.self_monthly_income == yuan(3500)
    assert household.rigid["medical"] == yuan(9000)
    assert household.main_cause == "schooling"


@pytest.mark.parametrize(("cause", "asked"), [("accident", True), ("natural_disaster", True), ("schooling", False)])
def test_the_loss_is_asked_after_an_accident_or_disaster(cause: str, asked: bool) -> None:
    assert ("loss_gross" in reported(main_cause=chosen(cause)).state.answers) is asked


def test_the_loss_is_asked_for_another_cause_too() -> None:
    assert "loss_gross" in reported(main_cause=chosen("schooling"), other_causes=Typed("Accident")).state.answers


def test_the_main_cause_is_not_offered_again() -> None:
    walker = Walker(REPORT, {"main_cause": [chosen("schooling")]})
    walker.walks_to("other_causes")
    assert "buttons" in refused(walker.does(chosen("schooling")))


def test_only_students_are_asked_about_school() -> None:
    walker = reported(work_status=chosen("student"))
    student = answers_of(REPORT, walker.state, FACTS)
    assert {"school", "stage", "entry_year"} <= student["members"][0].keys()
    assert student["high_fee_school"] is True
    assert "school" not in reported(work_status=chosen("on_duty")).state.answers["members"][0]


def test_a_guardian_agrees_for_a_child_under_14() -> None:
    child = Walker(REPORT, {"members": [Chosen("o:son")], "resident_id": [Typed(resident_id(1, "20200101"))]})
    child.walks_to("members.0.guardian_consent")
    assert "Without a guardian" in refused(child.presses("no"))
    child.presses("yes")
    assert child.state.at == "members.0.work_status"


def test_one_number_cannot_stand_for_two_members() -> None:
    walker = Walker(REPORT, {"resident_id": [Typed(resident_id(1))]})
    walker.walks_to("members.0.resident_id")
    walker.walks_to("members")
    walker.presses("o:son")
    walker.walks_to("members.1.resident_id")
    assert "another person" in refused(walker.types(resident_id(1)))


def test_a_migrant_worker_is_asked_for_the_contract() -> None:
    from_elsewhere = chosen("rural_other")
    assert "contract_start" in reported(hukou=from_elsewhere, migrant=Typed("是")).state.answers
    assert "contract_start" not in reported(hukou=from_elsewhere, migrant=Typed("否")).state.answers
    assert "migrant" not in reported(hukou=chosen("rural_local")).state.answers  # nobody asks a local


@pytest.mark.parametrize("form", [REPORT, registration_form(), GRANT])
def test_what_is_delicate_is_asked_last(form: Form) -> None:
    delicate = [place for place, question in enumerate(form.questions) if question.sensitive]
    assert min(delicate) >= len(form.questions) - len(delicate)


def test_a_posters_link_answers_the_unit() -> None:
    walker = Walker(registration_form(), unit={"id": 7, "label": "示例第二矿"})
    assert walker.state.at == "name"
    outcome = walker.walks_to()
    assert isinstance(outcome, Completed)
    assert outcome.answers == {
        "unit": {"id": 7, "label": "示例第二矿"},
        "name": "林样本",
        "phone": "13800138000",
        "resident_id": outcome.answers["resident_id"],
    }


@pytest.mark.parametrize(
    ("new", "papers"), [("是", ("admission_letter", "fee_receipt")), ("否", ("enrolment_proof", "fee_receipt"))]
)
def test_new_and_returning_students_hand_in_their_papers(new: str, papers: tuple[str, ...]) -> None:
    walker = Walker(GRANT, {"new_student": [Typed(new)]})
    walker.walks_to("@summary")
    assert papers_asked(walker) == set(papers)


@pytest.mark.parametrize(("payee", "asked"), [("worker", False), ("student", True)])
def test_the_students_card_is_asked_if_the_student_is_paid(payee: str, asked: bool) -> None:
    outcome = Walker(GRANT, {"payee": [chosen(payee)]}).walks_to()
    assert isinstance(outcome, Completed)
    assert ("student_card" in outcome.answers) is asked
    assert outcome.answers["student"] == "2"


def test_a_missing_paper_is_added_with_one_question() -> None:
    walker = Walker(paper_form(POLICY.papers[0]))
    walker.does(Attached(a_file(1)))
    outcome = walker.presses("done")
    assert isinstance(outcome, Completed)
    assert paper_files(outcome.answers) == {POLICY.papers[0].key: (a_file(1),)}


def test_a_reason_is_chosen_or_written() -> None:
    presets = (Option("papers", say("A paper is missing")),)
    ready = Walker(reason_form(presets)).does(Chosen("o:papers"))
    assert isinstance(ready, Completed)
    assert ready.answers == {"preset": "papers"}
    walker = Walker(reason_form(presets))
    walker.does(Chosen("o:other"))
    written = walker.types("The receipt is not readable.")
    assert isinstance(written, Completed)
    assert written.answers["reason"] == "The receipt is not readable."
    assert keys(reason_form()) == ["reason"]


def test_an_objection_is_confirmed_before_it_is_sent() -> None:
    walker = Walker(objection_form())
    walker.types("They own two homes.")
    assert walker.state.at == "@declare"
    outcome = walker.presses("confirm")
    assert isinstance(outcome, Completed)
    assert outcome.answers == {"objection": "They own two homes."}


def test_a_mother_younger_than_her_child_is_asked_about_once() -> None:
    walker = Walker(REPORT, {"members": [Chosen("o:mother")], "name": [Typed("林母样")]})
    walker.walks_to("members.0.resident_id")
    walker.types(resident_id(1, "20000101"))
    assert "26 years old, which is unusual" in walker.screen
    walker.presses("retype")
    walker.types(resident_id(1, "19550101"))
    assert walker.state.at == "members.0.work_status"
    walker.does(Chosen("back"))
    walker.types(resident_id(1, "20000101"))
    walker.presses("yes")
    assert walker.state.answers["members"][0]["resident_id"] == resident_id(1, "20000101")


def test_a_wage_that_can_hardly_be_is_asked_about_once() -> None:
    walker = Walker(REPORT)
    walker.walks_to("self_monthly_income")
    walker.types("2")
    assert "That is unusual" in walker.screen
    walker.presses("yes")
    assert walker.state.answers["self_monthly_income"] == 200
