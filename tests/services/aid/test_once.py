"""Once per what, and what else a household has: no order of acts pays one student twice, or two grants for one."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from threading import Event, Thread
from typing import Any

import pytest
from sqlalchemy import update
from sqlmodel import Session, col, select

from bot.run.database import Database
from domain.notices.buttons import Answer
from domain.platform.access import Action
from domain.platform.text import Refusal
from domain.procedure.refusals import OnceApplied, OnceOnly, OtherAidInTheWay, OtherAidStands
from models.households import HouseholdFile
from models.notices import Objection
from models.payments import MoneyRow
from models.platform.seal import vault
from models.procedure import AidCase
from services.aid import handing
from services.aid.handing import NotGranted
from services.aid.other_aid import grants_of
from services.cases import worker_side
from services.notices import objections
from services.payments import payments
from services.procedure import decisions
from tests.data.households import answers_of, households
from tests.union import APPROVER, AYGUL, CASHIER, DEMO, LIN, STATION, STATION_TOO, World, found

GRANT: dict[str, Any] = {
    "student": "m1", "stage": "higher", "new_student": True, "school": "示例大学", "study_track": "regular",
    "payee": "worker",
}  # fmt: skip
Act = Callable[[Session], object]
STUDENT = households()["DEMO-H01"]["members"][2]["id_number"]


def second(block: str) -> str:
    """Return a programme that asks the same under other keys."""
    for name in ("study_stage", "new_student", "study_school", "study_track"):
        for old in (f'key = "{name}"', f"{name} = ", f'["{name}"]'):
            block = block.replace(old, old.replace(name, f"second_{name}"))
    return block


def with_two_programmes(folder: Path, deep: str) -> Path:
    """Write the demonstration's policy with a second grant beside the first, and a stacking rule for deep hardship."""
    policy = DEMO.read_text("utf-8").replace('deep = "retest"', f'deep = "{deep}"')
    start = policy.index("[[programme]]")
    block = policy[start : policy.index("# 下面的项目", start)]
    file = folder / "two.toml"
    file.write_text(
        policy[:start] + block + second(block.replace("golden_autumn", "second_grant")) + policy[start + len(block) :]
    )
    return file


@pytest.fixture(params=["retest", "one_programme_a_year"])
def two(database: Database, tmp_path: Path, request: pytest.FixtureRequest) -> World:
    """A union with two programmes, of which a household in deep hardship may have one, or as many as a re-test lets."""
    return found(database, policy=with_two_programmes(tmp_path, request.param))


def file_of(world: World, head: int = LIN, number: str = "HF-1") -> int:
    with world.work() as session:
        file = HouseholdFile(
            number=number, national_number=number, head_id=head, unit_id=4, household_class="deep",
            data=answers_of(households()["DEMO-H01"]), opened_at=world.now,
        )  # fmt: skip
        session.add(file)
        session.flush()
        return file.id


def applies(world: World, programme: str = "golden_autumn", *, by: int = LIN) -> int:
    """Hand in as the worker does, with everything that is asked at the door."""
    with world.work() as session:
        number = application(world, programme, by=by)(session)
        return session.exec(select(AidCase).where(AidCase.number == number)).one().id


def application(world: World, programme: str = "golden_autumn", *, by: int = LIN) -> Callable[[Session], str]:
    """What hands an application in."""
    policy = world.house.policies.current
    return lambda session: handing.hand_in(world.at_work(session, by), policy.programme(programme), GRANT, policy)


def opens(world: World, file: int, programme: str = "golden_autumn", student: str = STUDENT) -> int:
    """A case that is there already, however it got past the door."""
    print_ = vault().fingerprint(student)
    return world.opens(LIN, programme, 7_500_00, household_id=file, subject_print=print_)


def appeals(world: World, case_id: int) -> int:
    with world.work() as session:
        objections.object_to_decision(world.at_work(session, LIN), case_id, words="My wage fell.")
        return session.exec(select(Objection)).all()[-1].id


def upholds(world: World, objection: int) -> None:
    with world.work() as session:
        objections.answer(world.at_work(session, APPROVER), objection, Answer.RETURN, words="It was wrong.")


def presses(world: World, objection: int, how: Answer = Answer.RETURN) -> None:
    """Press the answer; the words are asked for after that."""
    with world.work() as session:
        objections.check_may_answer(world.at_work(session, APPROVER), objection, how)


def key_of(world: World, case_id: int) -> str | None:
    return world.case(case_id).once_key


# Once ----------------------------------------------------------------------------------------------------------------


def test_a_case_has_the_key_while_it_lives(world: World) -> None:
    file = file_of(world)
    case_id = applies(world)
    assert key_of(world, case_id) == f"golden_autumn:{vault().fingerprint(STUDENT)}:2026"
    with pytest.raises(OnceApplied) as taken:
        opens(world, file)
    assert taken.value.args_given["other"] == world.case(case_id).number
    world.decides(STATION, case_id, "return")
    assert key_of(world, case_id), "it may come back"
    with world.work() as session:
        worker_side.withdraw(world.at_work(session, LIN), case_id)
    assert key_of(world, case_id) is None
    assert key_of(world, opens(world, file))


def test_a_report_has_no_key(world: World) -> None:
    assert key_of(world, world.opens()) is None


def test_an_objection_that_is_upheld_gives_no_second_grant(world: World) -> None:
    file_of(world)
    refused = applies(world)
    world.decides(STATION, refused, "refuse")
    assert key_of(world, refused) is None
    objection = appeals(world, refused)
    second = applies(world)
    with pytest.raises(OnceOnly) as stopped:
        presses(world, objection)
    with pytest.raises(OnceOnly):
        upholds(world, objection)
    assert stopped.value.args_given["other"] == world.case(second).number
    assert (world.case(refused).status, key_of(world, refused)) == ("refused", None)
    world.decides(STATION, second, "refuse")
    presses(world, objection)
    assert key_of(world, refused) is None, "a press alone takes nothing"
    upholds(world, objection)
    assert world.case(refused).status == "open"
    assert key_of(world, refused)
    with pytest.raises(NotGranted):
        applies(world)


def test_a_student_who_is_paid_is_not_paid_again_the_same_year(world: World) -> None:
    file = file_of(world)
    case_id = applies(world)
    world.approved(case_id)
    world.pays(case_id)
    assert key_of(world, case_id)
    with pytest.raises(NotGranted):
        applies(world)
    with pytest.raises(OnceApplied):
        opens(world, file)


def test_two_live_cases_of_the_version_before_are_not_both_paid(world: World) -> None:
    file = file_of(world)
    younger = opens(world, file)
    with world.work() as session:
        session.execute(update(AidCase).where(col(AidCase.id) == younger).values(once_key=None))
    opens(world, file)
    world.visits(11, STATION_TOO, younger)
    with pytest.raises(OnceOnly):
        world.decides(STATION_TOO, younger)
    world.decides(STATION_TOO, younger, "return")
    assert world.case(younger).status == "returned"


def at_one_instant(world: World, first: Act, second: Act) -> list[str]:
    """Let the second begin while the first is done and not yet committed; return what became of each, in that order."""
    became, is_done = ["", ""], Event()

    def run(place: int, act: Act) -> None:
        try:
            with world.work() as session:
                act(session)
                if place == 0:
                    is_done.set()
                    Event().wait(0.3)  # the other one is under way meanwhile
            became[place] = "done"
        except Refusal as refusal:
            became[place] = type(refusal).__name__
        finally:
            is_done.set()

    threads = [Thread(target=run, args=[0, first]), Thread(target=run, args=[1, second])]
    threads[0].start()
    is_done.wait(10)
    threads[1].start()
    for thread in threads:
        thread.join()
    return became


@pytest.mark.parametrize(("first", "second"), [(LIN, AYGUL), (AYGUL, LIN)])
def test_two_families_hand_in_for_one_child_at_one_instant(world: World, first: int, second: int) -> None:
    file_of(world), file_of(world, AYGUL, "HF-2")
    became = at_one_instant(world, application(world, by=first), application(world, by=second))
    assert became == ["done", "done"], "the second is taken in without the key, for an officer over both"
    with world.work() as session:
        held = [case.applicant_id for case in session.exec(select(AidCase)) if case.once_key]
    assert held == [first]


def test_two_phones_of_one_family_hand_in_at_one_instant(world: World) -> None:
    file_of(world)
    assert at_one_instant(world, application(world), application(world)) == ["done", "NotGranted"]


@pytest.mark.parametrize("is_first", [True, False])
def test_an_objection_is_upheld_while_a_second_application_comes_in(world: World, *, is_first: bool) -> None:
    file_of(world)
    refused = applies(world)
    world.decides(STATION, refused, "refuse")
    objection = appeals(world, refused)

    def upholding(session: Session) -> None:
        objections.answer(world.at_work(session, APPROVER), objection, Answer.RETURN, words="It was wrong.")

    acts = (upholding, application(world))
    became = at_one_instant(world, *(acts if is_first else reversed(acts)))
    assert became == (["done", "NotGranted"] if is_first else ["done", "OnceOnly"])
    with world.work() as session:
        assert len(session.exec(select(AidCase).where(col(AidCase.once_key).is_not(None))).all()) == 1


# What else the household has -----------------------------------------------------------------------------------------


def test_what_is_under_way_counts_at_the_door(two: World) -> None:
    file_of(two)
    first = applies(two)
    with pytest.raises(NotGranted):
        applies(two, "second_grant")
    two.decides(STATION, first, "return")
    with pytest.raises(NotGranted):
        applies(two, "second_grant")
    with two.work() as session:
        worker_side.withdraw(two.at_work(session, LIN), first)
    assert applies(two, "second_grant")


def test_two_programmes_at_one_instant_are_one(two: World) -> None:
    file_of(two)
    acts = application(two), application(two, "second_grant")
    assert at_one_instant(two, *acts) == ["done", "NotGranted"]


def both_at(world: World, step: str) -> tuple[int, int]:
    """Two cases that got past the door, at one step."""
    file = file_of(world)
    both = opens(world, file), opens(world, file, "second_grant")
    for case_id in both:
        world.reviewed(case_id)
    with world.work() as session:
        session.execute(update(AidCase).values(step=step))
    return both


def test_what_is_approved_stands_in_the_way_at_the_approval(two: World) -> None:
    first, second = both_at(two, "approval")
    two.decides(APPROVER, first)
    with pytest.raises(OtherAidInTheWay) as stopped:
        two.decides(APPROVER, second)
    assert stopped.value.args_given["others"] == two.case(first).number
    assert (two.case(second).step, two.case(second).status) == ("approval", "open")
    two.decides(APPROVER, second, "refuse")
    assert two.case(second).status == "refused"


def test_what_is_paid_stands_in_the_way_at_the_payment(two: World) -> None:
    first, second = both_at(two, "payment")
    two.pays(second)
    with pytest.raises(OtherAidInTheWay):
        two.pays(first)
    version = two.case(first).version
    with two.work() as session, pytest.raises(OtherAidInTheWay):  # and before the form begins
        decisions.check_may_press(two.at_work(session, CASHIER), first, version, Action.PAY)
    with two.work() as session:
        assert [row.case_id for row in session.exec(select(MoneyRow)) if row.state == "paid"] == [second]
    two.decides(CASHIER, first, "return")
    assert two.case(first).status == "returned"


@pytest.mark.parametrize("order", [(0, 1), (1, 0)])
def test_two_payments_at_one_instant_are_one(two: World, order: tuple[int, int]) -> None:
    both = both_at(two, "payment")

    def paying(case_id: int) -> Act:
        def act(session: Session) -> None:
            version = session.get_one(AidCase, case_id).version
            work = two.at_work(session, CASHIER)
            payments.pay(work, case_id, version, paid_on=two.now.date(), reference="BANK-7")

        return act

    assert at_one_instant(two, *(paying(both[place]) for place in order)) == ["done", "OtherAidInTheWay"]


def test_a_case_that_is_decided_anew_is_looked_at_with_the_others(two: World) -> None:
    file_of(two)
    refused = applies(two)
    two.decides(STATION, refused, "refuse")
    objection = appeals(two, refused)
    second = applies(two, "second_grant")
    with pytest.raises(OtherAidStands) as stopped:
        upholds(two, objection)
    assert stopped.value.args_given["others"] == two.case(second).number


def test_twins_still_get_one_each(world: World) -> None:
    file = file_of(world)
    first, second = opens(world, file), opens(world, file, student="990101200801010019")
    for case_id in (first, second):
        world.reviewed(case_id)
    with world.work() as session:
        session.execute(update(AidCase).values(step="payment"))
    world.pays(first)
    world.pays(second)
    assert world.case(second).step == "receipt"


def test_the_year_of_a_grant_is_that_of_its_case(two: World) -> None:
    """What was handed in this year and is paid next January is of this year."""
    first, _ = both_at(two, "payment")
    two.now = two.now.replace(year=2027, month=1, day=5)
    two.pays(first)
    with two.work() as session:
        file = session.exec(select(HouseholdFile)).one()
        assert {grant.year for grant in grants_of(session, file)} == {2026}
    two.now = two.now.replace(month=7, day=20)
    assert applies(two, "golden_autumn")
