"""What is asked for a change: the question of the form itself, what comes with its answer, and nothing else."""

from __future__ import annotations

from typing import Any

import pytest

from domain.changes.asked import NOTE, PROOF, Asked, Record
from domain.changes.change import (
    ChangeOver,
    OwnProposal,
    Standing,
    What,
    check_decider,
)
from domain.changes.change_form import change_form
from domain.forms import Chosen, Completed, Facts, Reply, Typed
from domain.people.questions import registration_form
from domain.platform.text import lines
from tests.every_form import FORMS, TODAY
from tests.unit.forms.test_forms_walker import Walker, plain, resident_id

REPORT = FORMS["record"]
FACTS = Facts(TODAY)


def whole_report() -> dict[str, Any]:
    """A report in which every question was answered with a sample."""
    outcome = Walker(REPORT, {"hukou": [Chosen("o:rural_other")]}).walks_to()
    assert isinstance(outcome, Completed)
    return outcome.answers


WHOLE = whole_report()
RECORD = Record(REPORT, WHOLE, FACTS)


def asks(asked: Asked, answers: dict[str, list[Reply]] | None = None) -> Walker:
    """Walk through the form of a change with samples."""
    walker = Walker(change_form(asked, lines("?"), lines("?"), by_worker=False), answers)
    assert isinstance(walker.walks_to(), Completed)
    return walker


def given(walker: Walker) -> dict[str, Any]:
    assert isinstance(walker.outcome, Completed)
    return dict(walker.outcome.answers)


def keys(walker: Walker) -> list[str]:
    return list(dict.fromkeys(at for at in walker.asked if not at.startswith("@")))


@pytest.mark.parametrize("key", [one.key for one in RECORD.changeable])
def test_every_answer_of_the_report_can_be_changed(key: str) -> None:
    """A new question of the form is changeable with no further place."""
    walker = asks(Asked(RECORD, What.ANSWER, key))
    assert keys(walker)[0] == key
    assert keys(walker)[-2:] == [NOTE, PROOF]
    old, new = Asked(RECORD, What.ANSWER, key).differences(given(walker))
    assert set(old.answers) == set(new.answers)


@pytest.mark.parametrize("key", [one.key for one in RECORD.changeable_of(0)])
def test_every_answer_about_a_member_can_be_changed(key: str) -> None:
    walker = asks(Asked(RECORD, What.MEMBER, key))
    assert keys(walker)[0] == key


@pytest.mark.parametrize("key", ["unit", "name", "phone"])
def test_what_was_given_at_registration_can_be_changed_but_not_who_it_is(key: str) -> None:
    answers = {"unit": {"id": 1, "label": "?"}, "name": "林示例", "phone": "13800138000", "resident_id": resident_id(1)}
    record = Record(registration_form(), answers, FACTS)
    assert [one.key for one in record.changeable] == ["unit", "name", "phone"]
    assert keys(asks(Asked(record, What.PERSON, key)))[0] == key


def test_only_the_one_answer_is_asked_and_differs() -> None:
    asked = Asked(RECORD, What.ANSWER, "self_monthly_income")
    walker = asks(asked, {"self_monthly_income": [Typed("1200")]})
    assert keys(walker) == ["self_monthly_income", NOTE, PROOF]
    old, new = asked.differences(given(walker))
    assert (old.answers, new.answers) == ({"self_monthly_income": 350_000}, {"self_monthly_income": 120_000})


def test_what_comes_with_a_new_answer_is_asked_too() -> None:
    """A migrant worker is asked since when; who no longer is one loses that answer."""
    record = Record(REPORT, WHOLE | {"migrant": False}, FACTS)
    asked = Asked(record, What.ANSWER, "migrant")
    walker = asks(asked, {"migrant": [Typed("是")]})
    assert keys(walker) == ["migrant", "contract_start", NOTE, PROOF]
    assert asked.differences(given(walker))[1].answers == {"migrant": True, "contract_start": "2020-07-20"}
    back = Asked(RECORD, What.ANSWER, "migrant")
    walker = asks(back, {"migrant": [Typed("否")]})
    assert keys(walker) == ["migrant", NOTE, PROOF]
    assert back.differences(given(walker))[1].answers == {"migrant": False, "contract_start": None}


def test_a_member_who_becomes_a_student_is_asked_about_the_school_and_the_household_about_its_fees() -> None:
    row = {"relation": "daughter", "name": "林样一", "work_status": "on_duty", "monthly_income": 100,
           "health": "good", "resident_id": resident_id(9)}  # fmt: skip
    record = Record(REPORT, {**WHOLE, "members": [row]}, FACTS)
    asked = Asked(record, What.MEMBER, "work_status")
    options = next(one for one in record.changeable_of(0) if one.key == "work_status").answer.options  # type: ignore[union-attr]
    student = next(n for n, one in enumerate(options) if one.key == "student")
    walker = asks(asked, {"work_status": [Typed(plain(options[student].label, "zh_Hans"))]})
    assert keys(walker) == ["work_status", "stage", "school", "entry_year", "high_fee_school", NOTE, PROOF]
    old, new = asked.differences(given(walker))
    assert old.member == {"work_status": "on_duty", "school": None, "stage": None, "entry_year": None}
    assert new.member is not None
    assert new.member["work_status"] == "student"
    assert new.answers == {"high_fee_school": True}


def test_somebody_who_joins_is_asked_everything_and_is_nobody_who_is_there() -> None:
    asked = Asked(RECORD, What.JOIN)
    there = RECORD.members[0]["resident_id"]
    form = change_form(asked, lines("?"), lines("?"), by_worker=True)
    walker = Walker(form)
    walker.walks_to("resident_id")
    assert "already given this number" in plain(walker.types(there).problem)  # type: ignore[union-attr]
    walker.types(resident_id(77))
    assert isinstance(walker.walks_to(), Completed)
    old, new = asked.differences(given(walker))
    assert old.member is None
    assert new.member is not None
    assert new.member["resident_id"] == resident_id(77)


def test_a_worker_gives_a_proof_and_an_officer_may_have_seen_it() -> None:
    asked = Asked(RECORD, What.ANSWER, "self_monthly_income")
    for by_worker in (True, False):
        walker = Walker(change_form(asked, lines("?"), lines("?"), by_worker=by_worker))
        walker.walks_to(PROOF)
        outcome = walker.does(Chosen("skip"))
        assert (type(outcome).__name__ == "Refused") is by_worker


def test_whoever_leaves_takes_their_answers_along() -> None:
    asked = Asked(RECORD, What.LEAVE, index=0)
    walker = asks(asked)
    old, new = asked.differences(given(walker))
    assert old.member == RECORD.members[0]
    assert new.member is None


def test_what_is_not_there_cannot_be_changed() -> None:
    assert not Asked(RECORD, What.ANSWER, "paper_wage_proof").is_possible()
    assert not Asked(RECORD, What.ANSWER, "members").is_possible()
    assert not Asked(RECORD, What.ANSWER, "nothing").is_possible()
    assert not Asked(RECORD, What.LEAVE, index=99).is_possible()
    assert not Asked(RECORD, What.MEMBER, "name", 99).is_possible()
    assert not Asked(Record(registration_form(), {}, FACTS), What.JOIN).is_possible()


# Who decides ---------------------------------------------------------------------------------------------------------


def test_a_second_officer_decides_once() -> None:
    check_decider(Standing.PROPOSED, decider=2, proposer=1, household={5})
    with pytest.raises(OwnProposal):
        check_decider(Standing.PROPOSED, decider=1, proposer=1, household=())
    with pytest.raises(OwnProposal):
        check_decider(Standing.PROPOSED, decider=5, proposer=1, household={5})
    for standing in set(Standing) - {Standing.PROPOSED}:
        with pytest.raises(ChangeOver):
            check_decider(standing, decider=2, proposer=1, household=())
