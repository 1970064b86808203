"""What was reviewed, posted and approved is what is entered and paid; what changed since is reviewed anew."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import text
from sqlmodel import col, select, update

from delivery.rendering import render_plain
from domain.notices.buttons import Answer
from domain.platform.access import Action
from domain.procedure.refusals import GroundsChanged, ObjectionOpen, VisitMissing
from domain.units.steps import StepKind
from models.households import HouseholdFile
from models.notices import Notice, Objection
from models.payments import MoneyRow
from models.people import Person
from models.procedure import AidCase, Decision
from services.aid import handing
from services.cases import card, disclosures, history
from services.notices import objections
from services.payments.due import CardIsNew
from services.procedure import decisions, handover
from services.procedure.grounds import changed_since
from tests.data.households import answers_of, demo, households, study_grant_in
from tests.played import played_once
from tests.union import APPROVER, APPROVER_TOO, CASHIER, LIN, PAPER, POINT, RECORDER, STATION, STATION_TOO, ZONE, World

CARD, OTHER_CARD = "6222020000000000005", "6222020000000000013"
SON = {
    "relation": "son", "name": "林样二", "resident_id": "990101201003110015", "work_status": "student",
    "stage": "senior_secondary", "monthly_income": 0,
}  # fmt: skip
NIECE = {**SON, "relation": "other", "name": "林编造", "resident_id": "990101201303110020"}
REPORT: Mapping[str, Any] = {**answers_of(households()["DEMO-H01"]), "bank_card": CARD}
FILE: Mapping[str, Any] = {**REPORT, "members": [*REPORT["members"], SON]}
GRANT: Mapping[str, Any] = {
    "student": "m1", "stage": "higher", "new_student": True, "school": "示例大学", "study_track": "regular",
    "payee": "worker",
}  # fmt: skip


@played_once
def reports_hardship(world: World) -> int:
    with world.work() as session:
        policy = world.house.policies.current
        number = handing.hand_in(world.at_work(session, LIN), policy.opening[0], REPORT, policy)
    return id_of(world, number)


@played_once
def applies(world: World) -> int:
    """Hand in an application of a household with two children at school."""
    with world.work() as session:
        session.add(
            HouseholdFile(number="HF-1", national_number="N-1", head_id=LIN, unit_id=4, household_class="deep",
                          data=dict(FILE), opened_at=world.now)
        )  # fmt: skip
    with world.work() as session:
        policy = world.house.policies.current
        number = handing.hand_in(world.at_work(session, LIN), study_grant_in(policy), GRANT, policy)
    return id_of(world, number)


def id_of(world: World, number: str) -> int:
    with world.work() as session:
        return session.exec(select(AidCase.id).where(AidCase.number == number)).one()


@played_once
def again(world: World, case_id: int, answers: Mapping[str, Any]) -> tuple[str, str]:
    """The worker hands in again; return where the case is then."""
    policy = world.house.policies.current
    with world.work() as session:
        work = world.at_work(session, LIN)
        handing.hand_in_again(work, case_id, answers, policy)
    return stands(world, case_id)


def stands(world: World, case_id: int) -> tuple[str, str]:
    case = world.case(case_id)
    return case.step, case.status


def seen(world: World, officer: int, case_id: int) -> list[str]:
    """Return what an officer reads who opens the case, in English."""
    with world.work() as session:
        messages = card.look_at_case(world.at_work(session, officer), case_id)
        return [render_plain(one.text, "en", timezone=ZONE, limit=4000) for one in messages]


def notices_of(world: World, case_id: int) -> list[bool]:
    """Return of each notice whether it is up."""
    with world.work() as session:
        rows = session.exec(select(Notice).where(Notice.case_id == case_id).order_by(col(Notice.id)))
        return [one.taken_down_at is None for one in rows]


@played_once
def changes_file(world: World, **data: Any) -> None:
    """Let the household's file be changed by another road than this case."""
    with world.work() as session:
        file = session.exec(select(HouseholdFile)).one()
        file.data = {**file.data, **data}


# Handed in again -----------------------------------------------------------------------------------------------------


def test_two_invented_children_after_the_notice_are_reviewed_and_posted(world: World) -> None:
    case_id = reports_hardship(world)
    world.approved(case_id)
    world.decides(RECORDER, case_id, "return")
    grown = {**REPORT, "members": [*REPORT["members"], SON, NIECE]}
    assert again(world, case_id, grown) == ("review", "open")
    assert "2 entries changed since the last decision." in world.messages(STATION)[-1]
    assert "your union reviews it once more" in world.messages(LIN)[-1]
    changed, whole = seen(world, STATION, case_id)
    assert "New in the household: 林样二 · Son; Id number: " in changed
    assert "New in the household: " in changed.partition("林样二")[2]
    assert "Id number: 990101********0015" in changed
    assert "990101201003110015" not in changed
    assert "Applicant: 林示例" in whole
    assert "before the household changed, so it no longer counts: All as reported." in whole
    with pytest.raises(VisitMissing):
        world.decides(STATION, case_id)
    world.visits(POINT, STATION_TOO, case_id)
    world.decides(STATION, case_id)
    assert notices_of(world, case_id) == [False, True]
    assert len(seen(world, APPROVER, case_id)) == 1, "what the reviewer approved is what counts from now on"


def test_who_left_the_household_is_named(world: World) -> None:
    case_id = reports_hardship(world)
    world.approved(case_id)
    world.decides(RECORDER, case_id, "return")
    fewer = [one for one in REPORT["members"] if one["relation"] != "spouse"]
    assert again(world, case_id, {**REPORT, "members": fewer}) == ("review", "open")
    assert "No longer in the household: 王样本 · Spouse; " in seen(world, STATION, case_id)[0]


@pytest.mark.parametrize(
    ("more", "told"),
    [
        ({"school": "示例学院"}, "School: 示例大学 → 示例学院"),
        ({"new_student": True, "student": "m2", "stage": "senior_secondary"}, "Student: 林样一 → 林样二"),
        ({"payee": "student", "student_card": OTHER_CARD}, "The student's bank card: left out → **** 0013"),
    ],
)
def test_what_changes_at_the_cashier_is_reviewed(world: World, more: Mapping[str, Any], told: str) -> None:
    case_id = applies(world)
    world.approved(case_id)
    world.decides(CASHIER, case_id, "return")
    assert again(world, case_id, {**GRANT, **more}) == ("review", "open")
    changed = seen(world, STATION, case_id)[0]
    assert told in changed
    assert OTHER_CARD not in changed
    world.decides(STATION, case_id)
    assert notices_of(world, case_id) == [False, True]


def test_a_missing_paper_goes_on_where_it_was(world: World) -> None:
    case_id = applies(world)
    world.approved(case_id)
    world.decides(CASHIER, case_id, "return", reason="@paper_missing")
    letter = {"paper_admission_letter": PAPER["paper_diagnosis"]}
    assert again(world, case_id, {**GRANT, **letter}) == ("payment", "open")
    assert "changed" not in world.messages(CASHIER)[-1]
    world.pays(case_id)


def test_a_report_with_a_paper_more_is_entered(world: World) -> None:
    case_id = reports_hardship(world)
    world.approved(case_id)
    world.decides(RECORDER, case_id, "return", reason="@paper_missing")
    assert again(world, case_id, {**REPORT, **PAPER}) == ("entry", "open")
    world.enters(case_id)


def test_a_reviewer_reads_what_was_corrected_after_the_return(world: World) -> None:
    case_id = applies(world)
    assert len(seen(world, STATION, case_id)) == 1
    world.decides(STATION, case_id, "return")
    again(world, case_id, {**GRANT, "school": "示例学院"})
    assert "School: 示例大学 → 示例学院" in seen(world, STATION, case_id)[0]


def test_what_was_reviewed_counts_not_what_was_returned_since(world: World) -> None:
    case_id = applies(world)
    world.approved(case_id)
    world.decides(CASHIER, case_id, "return")
    again(world, case_id, {**GRANT, "school": "示例学院"})
    world.decides(STATION, case_id, "return")
    assert (
        again(world, case_id, {**GRANT, "school": "示例学院", "payee": "student", "student_card": CARD})[0] == "review"
    )
    changed = seen(world, STATION, case_id)[0]
    assert "School: " in changed
    assert "The student's bank card: " in changed


def test_the_version_before_kept_no_grounds(world: World) -> None:
    """Then a corrected case is compared with what it was when it was returned."""
    case_id = applies(world)
    world.approved(case_id)
    world.decides(CASHIER, case_id, "return")
    for answers, step in ((GRANT, "payment"), ({**GRANT, "school": "示例学院"}, "review")):
        with world.work() as session:
            session.execute(update(Decision).values(grounds=None))
        assert again(world, case_id, answers) == (step, "open")
        if step == "payment":
            world.decides(CASHIER, case_id, "return")


# Other roads ---------------------------------------------------------------------------------------------------------

RICHER = [{**one, "monthly_income": 9_000_00} for one in FILE["members"]]


def act_of(world: World, case_id: int, act: Callable[..., Any], officer: int, *args: Any) -> None:
    version = world.case(case_id).version
    with world.work() as session:
        act(world.at_work(session, officer), case_id, version, *args)


def test_what_changed_since_the_review_is_neither_approved_nor_paid(world: World) -> None:
    case_id = applies(world)
    world.noticed(case_id)
    changes_file(world, members=RICHER)
    assert "林样一 · Daughter · Monthly income: ¥0 → ¥9,000" in seen(world, APPROVER, case_id)[0]
    with pytest.raises(GroundsChanged):
        world.decides(APPROVER, case_id)
    changes_file(world, members=FILE["members"])
    seen(world, APPROVER, case_id)
    world.decides(APPROVER, case_id)
    changes_file(world, members=RICHER)
    seen(world, CASHIER, case_id)
    with pytest.raises(GroundsChanged):
        world.pays(case_id)
    with pytest.raises(GroundsChanged):
        act_of(world, case_id, disclosures.show_card, CASHIER)
    with pytest.raises(GroundsChanged):
        act_of(world, case_id, decisions.check_may_press, CASHIER, Action.PAY)
    world.decides(CASHIER, case_id, "return")
    changes_file(world, members=FILE["members"], self_monthly_income=2_000_00)
    assert again(world, case_id, GRANT) == ("review", "open")


def test_what_changed_since_the_review_is_not_entered(world: World) -> None:
    case_id = reports_hardship(world)
    world.approved(case_id)
    with world.work() as session:
        session.get_one(Person, LIN).name = "林改名"
    assert "Applicant's name: 林示例 → 林改名" in seen(world, RECORDER, case_id)[0]
    with pytest.raises(GroundsChanged):
        world.enters(case_id)
    with pytest.raises(GroundsChanged):
        act_of(world, case_id, disclosures.show_entry_data, RECORDER)


def test_a_card_that_changes_on_file_does_not_move_money_that_is_due(world: World) -> None:
    case_id = applies(world)
    world.noticed(case_id)
    changes_file(world, bank_card=OTHER_CARD)
    seen(world, APPROVER, case_id)
    with pytest.raises(GroundsChanged):
        world.decides(APPROVER, case_id)
    changes_file(world, bank_card=CARD)
    seen(world, APPROVER, case_id)
    world.decides(APPROVER, case_id)
    changes_file(world, bank_card=OTHER_CARD)
    seen(world, CASHIER, case_id)
    world.pays(case_id)
    assert "was paid to **** 0005" in world.messages(LIN)[-1]


def test_an_appeal_that_is_right_begins_anew_when_the_file_changed(world: World) -> None:
    case_id = applies(world)
    world.noticed(case_id)
    world.decides(APPROVER, case_id, "refuse")
    changes_file(world, self_monthly_income=2_000_00)
    with world.work() as session:
        objections.object_to_decision(world.at_work(session, LIN), case_id, words="My wage fell.")
    with world.work() as session:
        objection = session.exec(select(Objection.id)).one()
        objections.answer(world.at_work(session, 22), objection, Answer.RETURN, words="It was wrong.")
    assert stands(world, case_id) == ("review", "open")


def confirms(world: World, **data: Any) -> None:
    """Let a second officer confirm a change of the file."""
    changes_file(world, **data)
    with world.work() as session:
        file = session.exec(select(HouseholdFile)).one()
        handover.household_changed(world.at_work(session, APPROVER_TOO), household_id=file.id)


def test_an_answer_that_the_rules_of_the_case_do_not_ask_for_is_named_and_not_shown(world: World) -> None:
    case_id = applies(world)
    world.noticed(case_id)
    confirms(world, own_worry="母亲的药快吃完了")
    changed = seen(world, STATION, case_id)[0]
    assert "own_worry: changed" in changed
    assert "母亲的药" not in changed


def test_a_confirmed_change_sends_a_case_that_rests_on_it_to_its_review(world: World) -> None:
    case_id = applies(world)
    world.noticed(case_id)
    confirms(world, self_monthly_income=3_100_00)
    assert stands(world, case_id) == ("review", "open")
    assert "your union reviews it once more" in world.messages(LIN)[-1]
    assert "It is reviewed anew." in world.edited(APPROVER)[-1]
    assert "1 entry changed since the last decision." in world.messages(STATION)[-1]
    assert "Your monthly income: ¥3,500 → ¥3,100" in seen(world, STATION, case_id)[0]
    assert world.prompted(case_id, "visit") == {POINT}
    with pytest.raises(VisitMissing):
        world.decides(STATION, case_id)
    world.visits(POINT, STATION, case_id)
    world.decides(STATION, case_id)
    assert notices_of(world, case_id) == [False, True]
    with world.work() as session:
        said = [line.said.source for line in history.history(session, session.get_one(AidCase, case_id), demo())]
        assert "What it was decided on changed; it is reviewed anew" in said


def test_a_notice_is_taken_down_when_what_it_rests_on_changes(world: World) -> None:
    case_id = applies(world)
    world.reviewed(case_id)
    confirms(world, members=RICHER)
    assert stands(world, case_id) == ("review", "open")
    assert notices_of(world, case_id) == [False]


def test_money_that_is_due_is_called_off_and_what_is_paid_stays(world: World) -> None:
    case_id = applies(world)
    world.approved(case_id)
    confirms(world, members=RICHER)
    assert (stands(world, case_id), rows(world)) == (("review", "open"), ["cancelled"])
    world.visits(POINT, STATION, case_id)
    world.decides(STATION, case_id)
    world.now += timedelta(days=9)
    world.keeps_up("end public notices")
    world.decides(APPROVER, case_id)
    world.pays(case_id)
    confirms(world, members=FILE["members"])
    assert (stands(world, case_id), rows(world)) == (("receipt", "open"), ["cancelled", "paid"])


def rows(world: World) -> list[str]:
    with world.work() as session:
        return [row.state for row in session.exec(select(MoneyRow).order_by(col(MoneyRow.id)))]


@pytest.mark.parametrize("steps", [World.noticed, World.approved])
def test_a_confirmed_card_is_the_one_that_is_paid_to(world: World, steps: Callable[[World, int], None]) -> None:
    case_id = applies(world)
    steps(world, case_id)
    step = stands(world, case_id)
    confirms(world, bank_card=OTHER_CARD)
    assert stands(world, case_id) == step
    assert len(seen(world, APPROVER, case_id)) == 1, "somebody has confirmed it"
    if step[0] == "approval":
        world.decides(APPROVER, case_id)
    else:
        seen(world, CASHIER, case_id)
        with pytest.raises(CardIsNew):
            world.pays(case_id)
        with pytest.raises(CardIsNew):
            act_of(world, case_id, disclosures.show_card, CASHIER)
        world.passes(hours=24)
    world.pays(case_id)
    assert "was paid to **** 0013" in world.messages(LIN)[-1]


def test_a_case_at_its_review_stays_and_one_that_rests_on_nothing_of_it_too(world: World) -> None:
    case_id = applies(world)
    confirms(world, members=RICHER)
    assert stands(world, case_id) == ("review", "open")
    assert world.case(case_id).version == 1


def test_every_objection_is_answered_also_when_another_one_was_right(world: World) -> None:
    case_id = applies(world)
    world.reviewed(case_id)
    for person in (2, 3):
        with world.work() as session:
            notice = session.exec(select(Notice.id)).one()
            objections.object_to_notice(world.at_work(session, person), notice, words="Two homes.")
    with world.work() as session:
        first, second = session.exec(select(Objection.id).order_by(col(Objection.id))).all()
        objections.answer(world.at_work(session, APPROVER), first, Answer.RETURN, words="Right.")
    assert again(world, case_id, GRANT) == ("review", "open")
    with pytest.raises(ObjectionOpen):
        world.decides(STATION, case_id)
    assert world.prompted(case_id, "objection") == {APPROVER, APPROVER_TOO}
    with world.work() as session:
        objections.answer(world.at_work(session, APPROVER), second, Answer.DISMISS, words="The same.")
    assert world.prompted(case_id, "objection") == set()
    world.decides(STATION, case_id)


# Kept ----------------------------------------------------------------------------------------------------------------


def test_what_a_decision_rested_on_is_kept_with_it_and_sealed(world: World) -> None:
    case_id = applies(world)
    world.approved(case_id)
    world.pays(case_id)
    with world.work() as session:
        rows = session.exec(select(Decision).where(Decision.case_id == case_id).order_by(col(Decision.id))).all()
        kept = {row.step: row.grounds for row in rows}
        assert kept.pop(StepKind.NOTICE.value) is None, "the clock decides nothing"
        assert set(kept) == {"review", "approval", "payment"}
        for grounds in kept.values():
            assert grounds is not None
            assert grounds["file"]["bank_card"] == CARD
            assert grounds["case"] == {"household_class": "deep", "amount": 7_500_00, "unit": 4}
            assert grounds["student"] == {"name": "林样一", "resident_id": "990101200802200029"}
        raw = session.execute(text("SELECT grounds FROM decision WHERE grounds IS NOT NULL")).scalars().all()
        assert all("林".encode() not in bytes(one) and CARD.encode() not in bytes(one) for one in raw)
        assert changed_since(session, session.get_one(AidCase, case_id)) == ()
