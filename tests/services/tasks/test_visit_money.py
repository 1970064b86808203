"""Money settled at a visit: a case of its own, approved by the list, paid by the cashier, confirmed by the person."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

import pytest
from sqlmodel import col, select

from bot.run.database import Database
from domain.cases.buttons import ApproveList
from domain.platform.access import NotForYou
from domain.platform.messages import Message
from domain.platform.money import yuan
from domain.platform.text import pack
from domain.policy_file.loading import load_policy
from domain.policy_file.problems import PolicyProblem
from domain.procedure.refusals import OnceOnly, SecondPairOfEyesNeeded, VerdictNotHere
from domain.tasks.checklist import AboveTheYear, Given
from models.campaigns import Campaign, CampaignTask, Gift
from models.households import HouseholdFile
from models.officers import Appointment
from models.payments import MoneyRow
from models.platform.outbox import Outbox
from models.procedure import AidCase, Prompt
from services.aid.other_aid import grants_of
from services.cases import by_list, pay_list
from services.cases import worker_side as cases
from services.cases.pay_list import Done
from services.payments import receipts
from services.platform.policies import PolicyBook
from services.procedure import prompts
from services.tasks import asking, gifts, item, ticking
from services.tasks import record as tasks
from services.tasks.money import MoneyUnderWay, NobodyPays, NoCardOnFile, OtherAidAtHome
from tests.season_tasks import add_campaign, add_household
from tests.union import (
    ADMIN,
    APPROVER,
    APPROVER_TOO,
    AYGUL,
    CASHIER,
    DEMO,
    LIN,
    POINT,
    RECORDER,
    STATION,
    STRANGER,
    ZONE,
    World,
    found,
    told,
)

WINTER = datetime(2026, 12, 7, 9, tzinfo=ZONE)
CLOSES = date(2027, 2, 20)


@pytest.fixture
def world(world: World) -> World:
    """The union in December."""
    world.now = WINTER
    return world


def household(world: World, head: int = LIN, number: int = 1, **more: Any) -> int:
    """A household with a task of the winter; return the task."""
    with world.work() as session:
        household_id = add_household(session, WINTER, head=head, officer=POINT, number=number, **more)
        return add_campaign(session, world.house, "winter_warmth", [household_id], WINTER, closes=CLOSES)[0]


def settles(world: World, task_id: int, amount: int = yuan(500), *, by: int = POINT, instead: bool = False) -> None:
    with world.work() as session:
        there = tasks.locked(world.at_work(session), task_id).entries.get("money") if instead else None
        given, stamp = Given(amount=amount), there.stamp if there else 0
        ticking.tick(world.at_work(session, by), task_id, "money", given, instead_of=stamp)


def case_of(world: World, task_id: int) -> AidCase:
    with world.work() as session:
        gift = session.exec(select(Gift).where(Gift.task_id == task_id, Gift.item == "money")).one()
        return session.get_one(AidCase, gift.case_id)


def items(world: World, task_id: int) -> set[str]:
    with world.work() as session:
        return set(session.get_one(CampaignTask, task_id).items)


def press_of(world: World, officer: int = APPROVER) -> ApproveList:
    """The button under the list as it stands now."""
    with world.work() as session:
        (card,) = by_list.lists_of(world.at_work(session, officer))
        first, count, fen = card.keys[0][0].press.removeprefix("al:").split(":")
    return ApproveList(int(first), int(count), int(fen))


def approves(world: World, press: ApproveList, officer: int = APPROVER) -> Done | Message:
    with world.work() as session:
        return by_list.approve_list(world.at_work(session, officer), press)


def had(world: World, head: int = LIN) -> int:
    with world.work() as session:
        return gifts.had_in(session, head, 2026)


def item_page(world: World, task_id: int) -> str:
    with world.work() as session:
        return told(pack(item.full_item(world.at_work(session, POINT), task_id, "money").text))


def class_is(world: World, name: str) -> None:
    with world.work() as session:
        for file in session.exec(select(HouseholdFile)):
            file.household_class = name


# The road -------------------------------------------------------------------------------------------------------------


def test_what_an_officer_settles_is_approved_paid_and_confirmed(world: World) -> None:
    task = household(world)
    settles(world, task)
    case = case_of(world, task)
    assert (case.programme, case.step, case.amount, case.period) == ("winter_warmth", "approval", yuan(500), "2026")
    assert case.once_key == f"winter_warmth:task:{task}:money:2026"
    assert f"Money: case {case.number}, approval" in item_page(world, task)
    assert "was settled for your household" in world.messages(LIN)[-1]
    assert case.number in world.messages(LIN)[-1]
    assert approves(world, press_of(world)) == Done(1, yuan(500), ())
    assert world.case(case.id).step == "payment"
    assert world.prompted(case.id) == {CASHIER}
    world.pays(case.id)
    with world.work() as session:
        row = session.exec(select(MoneyRow)).one()
        assert (row.state, row.fen, row.payee) == ("paid", yuan(500), "林示例")
        receipts.confirm_receipt(world.at_work(session, LIN), case.id)
    assert world.case(case.id).status == "finished"
    assert had(world) == yuan(500)


def test_an_approver_reads_one_card_for_all_of_them(world: World) -> None:
    first, second = household(world), household(world, AYGUL, 2)
    before = {officer: len(world.messages(officer)) for officer in (APPROVER, APPROVER_TOO)}
    settles(world, first)
    settles(world, second, yuan(300))
    for officer in (APPROVER, APPROVER_TOO):
        assert len(world.messages(officer)) == before[officer] + 1, "one card, not one for each"
        shown = world.edited(officer)[-1]
        for one in (case_of(world, first).number, case_of(world, second).number, "800", "2 cases"):
            assert one in shown
        assert "林" not in shown
    assert approves(world, press_of(world)) == Done(2, yuan(800), ())
    with world.work() as session:
        open_ones = select(Prompt.officer_id).where(col(Prompt.quiet), col(Prompt.closed_at).is_(None)).distinct()
        assert session.exec(open_ones).all() == [CASHIER]
    assert world.prompted(case_of(world, first).id) == {CASHIER}


def lists(world: World, officer: int = CASHIER) -> list[str]:
    return [one for one in world.messages(officer) if "To be paid: settled at visits and for events" in one]


def pays(world: World, task_id: int) -> None:
    """The cashier opens one of the list, and pays it."""
    case = case_of(world, task_id)
    with world.work() as session:
        prompt = session.exec(select(Prompt).where(Prompt.case_id == case.id, Prompt.officer_id == CASHIER)).all()[-1]
        assert prompts.show_again(world.at_work(session, CASHIER), prompt.id)
    world.pays(case.id)
    with world.work() as session:
        pay_list.lists_moved(world.at_work(session, CASHIER), [case.id])


def test_a_cashier_reads_one_card_that_goes_down_as_it_is_paid(world: World) -> None:
    tasks_ = [household(world), household(world, AYGUL, 2), household(world, STRANGER, 3)]
    for task in tasks_:
        settles(world, task)
    before = len(world.messages(CASHIER))
    approves(world, press_of(world))
    assert len(world.messages(CASHIER)) == before + 1, "one card, not one for each"
    assert "3 cases wait for payment, ¥1,500 in all." in lists(world)[-1]
    assert "林" not in lists(world)[-1]
    world.passes(minutes=5)
    pays(world, tasks_[0])
    assert "2 cases wait for payment, ¥1,000 in all." in world.edited(CASHIER)[-1]
    world.passes(minutes=5)
    for task in tasks_[1:]:
        pays(world, task)
    assert "All of it is paid." in world.edited(CASHIER)[-1]
    assert len(lists(world)) == 1
    with world.work() as session:
        rows = session.exec(select(MoneyRow)).all()
        assert [row.state for row in rows] == ["paid"] * 3
        assert len({row.reference_key for row in rows}) == 3


def test_what_comes_to_an_empty_list_rings_and_what_waits_is_put_anew_each_morning_once(world: World) -> None:
    first, second = household(world), household(world, AYGUL, 2)
    settles(world, first)
    approves(world, press_of(world))
    pays(world, first)
    world.passes(minutes=5)
    settles(world, second, yuan(300))
    approves(world, press_of(world))
    assert "1 case waits for payment, ¥300." in lists(world)[-1]
    assert len(lists(world)) == 2
    for _ in range(2):
        world.keeps_up("put lists before approvers")
    assert len(lists(world)) == 2, "it was put today"
    world.passes(days=1)
    for _ in range(2):
        world.keeps_up("put lists before approvers")
    assert len(lists(world)) == 3


def test_what_is_settled_after_the_press_comes_on_a_new_card(world: World) -> None:
    first, second = household(world), household(world, AYGUL, 2)
    settles(world, first)
    approves(world, press_of(world))
    before = len(world.messages(APPROVER))
    settles(world, second)
    assert len(world.messages(APPROVER)) == before + 1


def test_a_list_that_has_changed_is_shown_and_approves_nothing(world: World) -> None:
    first, second = household(world), household(world, AYGUL, 2)
    settles(world, first)
    press = press_of(world)
    settles(world, second)
    shown = approves(world, press)
    assert isinstance(shown, Message)
    assert {case_of(world, task).step for task in (first, second)} == {"approval"}
    approves(world, press_of(world))
    again = approves(world, press)
    assert isinstance(again, Message)


def test_one_can_be_refused_by_itself_and_the_item_is_open_again(world: World) -> None:
    first, second = household(world), household(world, AYGUL, 2)
    settles(world, first)
    settles(world, second)
    case_id = case_of(world, first).id
    with pytest.raises(VerdictNotHere):
        world.decides(APPROVER, case_id, "return")
    world.decides(APPROVER, case_id, "refuse", reason="They had it from the street office.")
    assert "money" not in items(world, first)
    assert had(world) == 0
    assert "open again" in world.messages(POINT)[-1]
    assert "They had it from the street office." in world.messages(POINT)[-1]
    assert approves(world, press_of(world)) == Done(1, yuan(500), ())
    settles(world, first, yuan(200))
    assert had(world) == yuan(200)


def test_what_the_worker_takes_back_is_open_again(world: World) -> None:
    task = household(world)
    settles(world, task)
    case_id = case_of(world, task).id
    with world.work() as session:
        cases.withdraw(world.at_work(session, LIN), case_id)
    assert "money" not in items(world, task)
    assert had(world) == 0


# Each one under its rules ---------------------------------------------------------------------------------------------


def test_who_settled_it_neither_approves_nor_pays_it(world: World) -> None:
    with world.work() as session:
        for role in ("approver", "cashier"):
            session.add(Appointment(person_id=STATION, role=role, unit_id=1, appointed_by=ADMIN, since=world.now))
    task = household(world)
    settles(world, task, by=STATION)
    case_id = case_of(world, task).id
    assert world.prompted(case_id) == {APPROVER, APPROVER_TOO}
    with pytest.raises(SecondPairOfEyesNeeded):
        world.decides(STATION, case_id)
    approves(world, press_of(world))
    with pytest.raises(SecondPairOfEyesNeeded):
        world.pays(case_id, officer=STATION)


def test_an_approver_does_not_see_the_money_of_the_own_household(world: World) -> None:
    own, other = household(world, APPROVER, 1), household(world, AYGUL, 2)
    settles(world, own)
    settles(world, other)
    assert approves(world, press_of(world)) == Done(1, yuan(500), ())
    assert case_of(world, own).step == "approval"
    assert approves(world, press_of(world, APPROVER_TOO), APPROVER_TOO) == Done(1, yuan(500), ())


def test_a_case_that_a_rule_stops_is_left_out_and_the_others_are_approved(world: World) -> None:
    first, second = household(world), household(world, AYGUL, 2)
    settles(world, first, yuan(3000))
    settles(world, second)
    with world.work() as session:
        session.add(
            Gift(task_id=first, household_id=1, item="other", year=2026, amount=yuan(3001), given_on=WINTER.date(),
                 given_by=POINT)
        )  # fmt: skip
    done = approves(world, press_of(world))
    assert isinstance(done, Done)
    assert (done.approved, done.fen) == (1, yuan(500))
    ((number, why),) = done.left
    assert number == case_of(world, first).number
    assert getattr(why, "source", "") == AboveTheYear.text
    assert case_of(world, first).step == "approval"
    assert case_of(world, second).step == "payment"


def test_nobody_but_an_approver_has_a_list(world: World) -> None:
    task_id = household(world)
    settles(world, task_id)
    press = press_of(world)
    for officer in (POINT, STATION, RECORDER, CASHIER):
        with world.work() as session:
            assert by_list.lists_of(world.at_work(session, officer)) == []
        assert isinstance(approves(world, press, officer), Message)
    with pytest.raises(NotForYou):
        world.decides(CASHIER, case_of(world, task_id).id)


def test_a_relative_household_with_aid_of_this_year_gets_none(world: World) -> None:
    task = household(world)
    class_is(world, "relative")
    other = world.opens(programme="golden_autumn", amount=600_000, household_id=1, household_class="relative")
    with pytest.raises(OtherAidAtHome) as stopped:
        settles(world, task)
    assert stopped.value.args_given["others"] == world.case(other).number
    assert items(world, task) == set()
    with world.work() as session:
        assert session.exec(select(Gift)).all() == []


def test_it_counts_for_what_is_applied_for_afterwards(world: World) -> None:
    task = household(world)
    settles(world, task)
    with world.work() as session:
        file = session.exec(select(HouseholdFile)).one()
        (grant,) = grants_of(session, file)
    assert (grant.programme, grant.amount, grant.year) == ("winter_warmth", yuan(500), 2026)


def test_money_needs_a_card_to_which_it_can_be_paid(world: World) -> None:
    task = household(world, bank_card="")
    with pytest.raises(NoCardOnFile):
        settles(world, task)
    assert items(world, task) == set()
    with world.work() as session:
        assert session.exec(select(AidCase)).all() == []


def test_an_item_has_one_live_case(world: World) -> None:
    task = household(world)
    settles(world, task)
    case_id = case_of(world, task).id
    with world.work() as session:
        session.exec(select(Gift)).one().case_id = None  # as if it had been settled a second time beside the checklist
    with pytest.raises(OnceOnly):
        settles(world, task, yuan(400), instead=True)
    assert world.case(case_id).status == "open"


# Changed and taken back -----------------------------------------------------------------------------------------------


def test_a_change_before_the_approval_takes_the_place_of_the_case(world: World) -> None:
    task = household(world)
    settles(world, task)
    before = case_of(world, task)
    settles(world, task, yuan(800), instead=True)
    assert world.case(before.id).status == "withdrawn"
    after = case_of(world, task)
    assert (after.amount, after.status, after.step) == (yuan(800), "open", "approval")
    assert had(world) == yuan(800)
    assert approves(world, press_of(world)) == Done(1, yuan(800), ())


def test_after_the_approval_nothing_is_changed_on_the_checklist(world: World) -> None:
    task = household(world)
    settles(world, task)
    approves(world, press_of(world))
    with pytest.raises(MoneyUnderWay):
        settles(world, task, yuan(800), instead=True)
    with pytest.raises(MoneyUnderWay):
        undoes(world, task)
    assert case_of(world, task).step == "payment"
    assert had(world) == yuan(500)


def undoes(world: World, task: int) -> None:
    with world.work() as session:
        stamp = tasks.locked(world.at_work(session), task).entries["money"].stamp
        ticking.undo(world.at_work(session, POINT), task, "money", stamp)


def test_undo_calls_the_case_off(world: World) -> None:
    task = household(world)
    settles(world, task)
    case_id = case_of(world, task).id
    undoes(world, task)
    assert world.case(case_id).status == "withdrawn"
    assert had(world) == 0
    with world.work() as session:
        assert by_list.lists_of(world.at_work(session, APPROVER)) == []


# By itself ------------------------------------------------------------------------------------------------------------


def test_what_waits_is_put_before_the_approvers_once_a_day_and_not_case_by_case(world: World) -> None:
    settles(world, household(world))
    settles(world, household(world, AYGUL, 2))
    before = len(world.messages(APPROVER))
    for days in (1, 2):
        world.passes(days=1)
        for _ in range(2):
            world.keeps_up("put lists before approvers")
        assert len(world.messages(APPROVER)) == before + days
    world.passes(days=20)
    world.keeps_up("remind of overdue steps")
    assert len(world.messages(APPROVER)) == before + 2, "the list reminds by itself"
    approves(world, press_of(world))
    world.passes(days=1)
    world.keeps_up("put lists before approvers")
    assert len(world.messages(APPROVER)) == before + 2


def test_a_quiet_prompt_can_be_opened_by_itself(world: World) -> None:
    task = household(world)
    settles(world, task)
    with world.work() as session:
        prompt = session.exec(select(Prompt).where(Prompt.officer_id == APPROVER)).one()
        assert prompts.show_again(world.at_work(session, APPROVER), prompt.id)
    assert case_of(world, task).number in world.messages(APPROVER)[-1]
    world.decides(APPROVER, case_of(world, task).id)
    with world.work() as session:  # nothing is changed that was never sent
        edits = [row.target_key for row in session.exec(select(Outbox).where(Outbox.kind == "edit")) if row.target_key]
        sent = {row.key for row in session.exec(select(Outbox).where(Outbox.kind == "send"))}
    assert set(edits) <= sent


def without_payer() -> str:
    """Return the rules of a union as they were before any said who pays money of a visit."""
    old = DEMO.read_text("utf-8").replace('pays = "winter_warmth"', "", 1)
    start = old.index("[[visit_money]]")
    steps = old.index("warmth = [\n")
    return old[:steps] + old[old.index("]\n", steps) + 2 : start] + old[old.index("# ----", start) :]


def test_a_season_under_a_policy_without_the_programme_is_paid_by_the_one_in_force(world: World, tmp_path: Any) -> None:
    policy = tmp_path / "old.toml"
    policy.write_text(without_payer(), "utf-8")
    task = household(world)
    with world.work() as session:
        book = PolicyBook(policy)
        book.keep(session, now=world.now)
        session.exec(select(Campaign)).one().policy_version = book.current.version
    settles(world, task)
    assert case_of(world, task).policy_version == world.house.policies.current.version


def test_nothing_is_ticked_off_that_nobody_pays(database: Database, tmp_path: Any) -> None:
    policy = tmp_path / "old.toml"
    policy.write_text(without_payer(), "utf-8")
    with pytest.raises(PolicyProblem) as problem:
        load_policy(policy)
    assert "money needs a programme that pays it" in told(pack(problem.value.problems[0].reason))
    world = found(database, WINTER, policy=policy)  # a campaign that runs under rules of before goes on under them
    task = household(world)
    with world.work() as session, pytest.raises(NobodyPays):
        asking.filling(world.at_work(session, POINT), task, "money")
    with pytest.raises(NobodyPays):
        settles(world, task)
    assert items(world, task) == set()
