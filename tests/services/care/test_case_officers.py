"""Case officers: suggestions, assigning, moving, handing over, and tables that assign many at once."""

from __future__ import annotations

import threading
import unicodedata
from typing import Any

import pytest
from sqlmodel import col, select

from domain.households.buttons import HouseholdsPage, OpenHousehold, Shown
from domain.platform.access import NotForYou
from domain.units.steps import Role
from models.campaigns import Campaign, CampaignTask
from models.households import HouseholdFile, HouseholdMember
from models.officers import Appointment
from models.people import Person
from models.platform.audit import Audit
from models.platform.seal import vault
from models.procedure import Paper
from models.units import Unit
from services import people
from services.care import assigning as case_officers
from services.care import card as household_view
from services.care import moving, unowned
from services.care import table as officer_table
from services.care.assigning import (
    LeaderHasEnough,
    OfficerElsewhere,
    OfficerGone,
    OfficerOfHousehold,
    SameOfficer,
)
from services.care.moving import SameUnit, UnitNotYours
from services.care.table import OfficersNotAssigned
from services.cases import worker_side as cases
from services.households import lists as household_list
from services.households.lists import FilterGone
from services.households.record import OwnFile, UnknownHousehold
from services.officers import appointments
from services.platform.tables.table import Row, read
from services.procedure import visits
from tests.data.households import told as in_words
from tests.invitations import accepts, invites
from tests.season_tasks import add_household
from tests.tables import workbook
from tests.union import (
    ADMIN,
    ANSWERS,
    APPROVER,
    APPROVER_TOO,
    AYGUL,
    CENTRE_REVIEWER,
    LIN,
    OTHER_STATION,
    POINT,
    STATION,
    STATION_TOO,
    STRANGER,
    World,
)

POINT_TOO, ELSEWHERE = 31, 32  # another case officer of the same point, and one of the point under the other station


def files(world: World, number: int = 1, *, unit: int = 4, head: int = LIN, officer: int | None = None) -> list[int]:
    """Put household files into a unit; return their ids."""
    with world.work() as session:
        made = [
            HouseholdFile(
                number=f"HF-2026-{unit}{head}{officer or 0:02d}{n}", national_number=f"N{unit}-{head}-{officer}-{n}",
                head_id=head, unit_id=unit, household_class="deep", data=dict(ANSWERS), opened_at=world.now,
                case_officer_id=officer,
            )
            for n in range(number)
        ]  # fmt: skip
        session.add_all(made)
        session.flush()
        return [one.id for one in made]


def file(world: World, household_id: int) -> HouseholdFile:
    with world.work() as session:
        return session.get_one(HouseholdFile, household_id)


def owners(world: World) -> list[int | None]:
    with world.work() as session:
        return [one.case_officer_id for one in session.exec(select(HouseholdFile).order_by(col(HouseholdFile.id)))]


def appoints(world: World, person_id: int, role: Role, unit_id: int) -> None:
    """Make somebody (perhaps new) an officer, without the invitation."""
    with world.work() as session:
        if session.get(Person, person_id) is None:
            now = world.now
            session.add(
                Person(
                    id=person_id, locale="en", first_seen_at=now, consented_at=now, sensitive_consented_at=now,
                    registered_at=now, unit_id=unit_id, name=f"员{person_id}", phone=f"139000000{person_id}",
                )
            )  # fmt: skip
            session.flush()
        held = Appointment(person_id=person_id, role=role.value, unit_id=unit_id, appointed_by=ADMIN, since=world.now)
        session.add(held)


def ends(world: World, person_id: int) -> None:
    with world.work() as session:
        held = session.exec(select(Appointment).where(Appointment.person_id == person_id)).first()
        assert held is not None
        appointments.end(world.at_work(session), held.id, by=ADMIN)


def suggested(world: World, unit_id: int = 4, leaving_out: frozenset[int] = frozenset()) -> list[tuple[int, int]]:
    with world.work() as session:
        unit = session.get_one(Unit, unit_id)
        found = case_officers.suggest(world.at_work(session), unit, leaving_out=leaving_out)
        return [(one.holder.person_id, one.households) for one in found]


def assigns(world: World, household_id: int, officer_id: int, *, by: int = STATION) -> None:
    with world.work() as session:
        case_officers.assign(world.at_work(session, by), household_id, officer_id)


def moves(world: World, household_id: int, unit_id: int, *, by: int = CENTRE_REVIEWER) -> None:
    with world.work() as session:
        moving.move(world.at_work(session, by), household_id, unit_id)


def reports(world: World) -> None:
    with world.work() as session:
        unowned.report_unowned(world.at_work(session))


def leaders_are_full(world: World) -> None:
    for leader in (STATION, STATION_TOO, CENTRE_REVIEWER, APPROVER, APPROVER_TOO):
        files(world, 2, unit=5, head=AYGUL, officer=leader)


# Suggestions ---------------------------------------------------------------------------------------------------------


def test_case_officers_stand_first_by_level_and_load_then_leaders_with_room(world: World) -> None:
    appoints(world, POINT_TOO, Role.CASE_OFFICER, 4)
    appoints(world, ELSEWHERE, Role.CASE_OFFICER, 2)
    files(world, 3, officer=POINT)
    assert suggested(world) == [(POINT_TOO, 0), (POINT, 3), (ELSEWHERE, 0), (STATION, 0), (STATION_TOO, 0)]
    files(world, 2, unit=5, officer=STATION)
    assert (STATION, 2) not in suggested(world), "a leader takes two households, as the policy says"
    assert POINT not in dict(suggested(world, leaving_out=frozenset({POINT})))


def test_nobody_of_the_household_is_suggested(world: World) -> None:
    [one] = files(world)
    in_household(world, one, POINT)
    with world.work() as session:
        found = case_officers.suggestions_for(world.at_work(session, STATION), one)
    assert POINT not in {each.holder.person_id for each in found}


def in_household(world: World, household_id: int, person_id: int) -> None:
    """Let an officer be a member of a household."""
    case_id = world.opens(STRANGER)
    with world.work() as session:
        resident_id = session.get_one(Person, person_id).resident_id or ""
        session.add(
            HouseholdMember(
                case_id=case_id, household_id=household_id, resident_id=resident_id, name="-", relation="brother",
                resident_id_print=vault().fingerprint(resident_id),
            )
        )  # fmt: skip


# Opening -------------------------------------------------------------------------------------------------------------


def entered(world: World) -> int:
    """Bring a case to its household file; return the file's id."""
    case_id = world.opens()
    world.approved(case_id)
    world.enters(case_id)
    return world.case(case_id).household_id or 0


def test_a_file_that_is_opened_gets_the_nearest_case_officer(world: World) -> None:
    household_id = entered(world)
    assert file(world, household_id).case_officer_id == POINT
    card = world.messages(LIN)[-1]
    assert "Your case officer: 员11" in card
    assert "case officer, Unit 4" in card
    assert "13800138000" in card
    assert "12351" in card
    assert "HF-2026-0001 · 林示例 · Unit 4" in world.messages(POINT)[-1]
    assert world.presses(POINT) == [OpenHousehold(household_id).encode()]


def test_without_a_case_officer_a_file_stays_without_one(world: World) -> None:
    case_id = world.opens()
    world.approved(case_id)
    ends(world, POINT)
    world.enters(case_id)
    assert owners(world) == [None], "leaders are asked, they are not taken by themselves"


# Assigning -----------------------------------------------------------------------------------------------------------


def test_a_leader_assigns_and_everybody_concerned_is_told(world: World) -> None:
    appoints(world, POINT_TOO, Role.CASE_OFFICER, 4)
    [one] = files(world, officer=POINT)
    assigns(world, one, POINT_TOO)
    assert file(world, one).case_officer_id == POINT_TOO
    assert file(world, one).officer_since == world.now
    assert "has gone from you" in world.messages(POINT)[-1]
    assert "You are now the case officer of one more household" in world.messages(POINT_TOO)[-1]
    card = world.messages(LIN)[-1]
    assert "You have a new case officer." in card
    assert "Your case officer: 员31" in card
    assert "13900000031" in card
    with world.work() as session:
        trail = session.exec(select(Audit).where(Audit.subject == f"household:{one}")).all()
    assert [(line.person_id, line.action) for line in trail] == [(STATION, "gave the household a case officer")]


def test_the_card_has_no_line_for_a_phone_that_is_unknown(world: World) -> None:
    [one] = files(world)
    with world.work() as session:
        session.get_one(Person, POINT).phone = None
    assigns(world, one, POINT)
    assert "Phone" not in world.messages(LIN)[-1]


def test_who_cannot_take_a_household_is_refused(world: World) -> None:
    appoints(world, ELSEWHERE, Role.CASE_OFFICER, 5)
    [one] = files(world, officer=POINT)
    in_household(world, one, STATION_TOO)
    refused: list[tuple[int, type[Exception]]] = [
        (POINT, SameOfficer), (ELSEWHERE, OfficerElsewhere), (STATION_TOO, OfficerOfHousehold),
        (LIN, OfficerOfHousehold), (12345, OfficerGone),
    ]  # fmt: skip
    for officer_id, refusal in refused:
        with pytest.raises(refusal):
            assigns(world, one, officer_id)
    files(world, 2, unit=5, officer=STATION)
    with pytest.raises(LeaderHasEnough):
        assigns(world, one, STATION)
    assert file(world, one).case_officer_id == POINT


def test_only_leaders_over_the_unit_assign_and_nobody_for_themselves(world: World) -> None:
    [one] = files(world)
    for outsider in (POINT, OTHER_STATION, ADMIN, LIN):
        with pytest.raises(NotForYou):
            assigns(world, one, POINT, by=outsider)
    in_household(world, one, STATION)
    with pytest.raises(OwnFile):
        assigns(world, one, POINT, by=STATION)
    with pytest.raises(UnknownHousehold):
        assigns(world, 999, POINT)


def test_all_without_an_officer_are_assigned_so_that_loads_balance(world: World) -> None:
    appoints(world, POINT_TOO, Role.CASE_OFFICER, 4)
    files(world, 2, officer=POINT)
    files(world, 4, head=AYGUL)
    files(world, unit=5, head=STRANGER)
    with world.work() as session:
        done = case_officers.assign_all(world.at_work(session, STATION))
    assert done == (4, 0), "the point under the other station is not this leader's"
    assert sorted(map(str, owners(world))) == sorted(map(str, [POINT] * 3 + [POINT_TOO] * 3 + [None]))
    assert "3 more households" in world.messages(POINT_TOO)[-1]
    assert len(world.messages(POINT)) == 1, "one message, however many households"
    with world.work() as session:
        again = case_officers.assign_all(world.at_work(session, STATION))
    assert again == (0, 0)


def test_leaders_get_no_more_than_they_take_when_all_is_assigned(world: World) -> None:
    files(world, 5, unit=5, head=AYGUL)
    with world.work() as session:
        done = case_officers.assign_all(world.at_work(session, OTHER_STATION))
    assert done == (5, 0)
    assert owners(world).count(OTHER_STATION) == 2
    assert owners(world).count(CENTRE_REVIEWER) <= 2


def test_two_households_at_once_do_not_give_a_leader_more_than_they_take(world: World) -> None:
    files(world, unit=5, head=AYGUL, officer=STATION)
    one, two = files(world, 2)
    outcomes: list[str] = []

    def assign(household_id: int) -> None:
        try:
            assigns(world, household_id, STATION, by=CENTRE_REVIEWER)
            outcomes.append("taken")
        except LeaderHasEnough:
            outcomes.append("refused")

    threads = [threading.Thread(target=assign, args=(household_id,)) for household_id in (one, two)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(outcomes) == ["refused", "taken"]
    assert owners(world).count(STATION) == 2


# Moving --------------------------------------------------------------------------------------------------------------


def test_a_move_takes_the_head_along_and_finds_an_officer_who_covers_the_new_unit(world: World) -> None:
    appoints(world, ELSEWHERE, Role.CASE_OFFICER, 5)
    [one] = files(world, officer=POINT)
    moves(world, one, 5)
    assert (file(world, one).unit_id, file(world, one).case_officer_id) == (5, ELSEWHERE)
    with world.work() as session:
        assert session.get_one(Person, LIN).unit_id == 5
    assert "belongs to Unit 5 now" in world.messages(LIN)[0]
    assert "Your case officer: 员32" in world.messages(LIN)[1]
    assert "has gone from you" in world.messages(POINT)[-1]
    assert "You are now the case officer" in world.messages(ELSEWHERE)[-1]


def test_an_officer_who_covers_the_new_unit_keeps_the_household(world: World) -> None:
    appoints(world, ELSEWHERE, Role.CASE_OFFICER, 2)
    [one] = files(world, officer=ELSEWHERE)
    moves(world, one, 2)
    assert file(world, one).case_officer_id == ELSEWHERE
    assert "You stay its case officer" in world.messages(ELSEWHERE)[-1]
    assert "Your case officer: 员32" in world.messages(LIN)[-1]


def test_a_move_with_nobody_there_leaves_the_household_without_an_officer(world: World) -> None:
    [one] = files(world, officer=POINT)
    leaders_are_full(world)
    files(world, 2, unit=5, head=AYGUL, officer=OTHER_STATION)
    moves(world, one, 5)
    assert file(world, one).case_officer_id is None
    assert "a new one is being chosen" in world.messages(LIN)[-1]


def test_who_covers_only_one_of_both_units_cannot_move_a_household(world: World) -> None:
    [one] = files(world, officer=POINT)
    with pytest.raises(UnitNotYours):
        moves(world, one, 5, by=STATION)
    for outsider in (OTHER_STATION, POINT):
        with pytest.raises(NotForYou):
            moves(world, one, 5, by=outsider)
    with pytest.raises(SameUnit):
        moves(world, one, 4)
    assert file(world, one).unit_id == 4
    with world.work() as session:
        there = moving.units_to_move_to(world.at_work(session, STATION), one)
    assert list(there) == [2]


def at_unit(world: World, case_id: int) -> int:
    return world.case(case_id).unit_id


def test_cases_at_review_move_along_and_go_to_the_officers_there(world: World) -> None:
    appoints(world, ELSEWHERE, Role.CASE_OFFICER, 5)
    [one] = files(world, officer=POINT)
    waiting = world.opens(programme="golden_autumn", household_id=one, amount=300_000)
    assert world.prompted(waiting) == {STATION, STATION_TOO}
    assert world.prompted(waiting, "visit") == {POINT}
    moves(world, one, 5)
    assert at_unit(world, waiting) == 5
    assert world.prompted(waiting) == {OTHER_STATION}
    assert world.prompted(waiting, "visit") == {ELSEWHERE}
    assert "This no longer waits for you." in world.edited(STATION)[-1]
    assert "Unit: Unit 5" in world.messages(OTHER_STATION)[-1]
    with pytest.raises(NotForYou):
        world.decides(STATION, waiting, "return")
    world.visits(ELSEWHERE, OTHER_STATION, waiting)
    world.decides(OTHER_STATION, waiting)
    with world.work() as session:
        noted = session.exec(select(Audit.subject).where(Audit.action == "moved the case to another unit")).all()
    assert noted == [f"case:{waiting}"]


def test_a_returned_case_comes_back_to_the_new_unit_and_a_later_step_ends_where_it_is(world: World) -> None:
    [one] = files(world, officer=POINT)
    later, returned, foreign = (
        world.opens(programme="golden_autumn", household_id=household, amount=300_000, subject_print=student)
        for household, student in ((one, "a"), (one, "b"), (None, "c"))
    )
    world.reviewed(later)
    world.decides(STATION, returned, "return")
    moves(world, one, 5)
    assert [at_unit(world, case_id) for case_id in (later, returned, foreign)] == [4, 5, 4]
    assert world.prompted(returned) == set()
    with world.work() as session:
        cases.resubmit(
            world.at_work(session, LIN), returned, answers=dict(ANSWERS), household_class="deep", amount=300_000
        )
    assert world.prompted(returned) == {OTHER_STATION}


def test_a_visit_that_nobody_there_could_confirm_is_taken_back(world: World) -> None:
    appoints(world, ELSEWHERE, Role.CASE_OFFICER, 5)
    [one] = files(world, officer=POINT)
    unconfirmed, by_the_centre = (
        world.opens(programme="golden_autumn", household_id=one, amount=300_000, subject_print=student)
        for student in ("a", "b")
    )
    world.visits(POINT, STATION, unconfirmed, confirm=False)
    visit = world.visits(POINT, CENTRE_REVIEWER, by_the_centre, confirm=False)
    moves(world, one, 5)
    assert world.prompted(unconfirmed, "confirm") == set()
    assert world.prompted(unconfirmed, "visit") == {ELSEWHERE}
    assert any("The officers there visit it." in text for text in world.messages(POINT))
    assert world.prompted(by_the_centre, "confirm") == {CENTRE_REVIEWER}
    with world.work() as session:
        visits.confirm_visit(world.at_work(session, CENTRE_REVIEWER), visit)


# Officers who leave and who come -------------------------------------------------------------------------------------


def test_an_officer_who_leaves_hands_over_all(world: World) -> None:
    appoints(world, POINT_TOO, Role.CASE_OFFICER, 4)
    files(world, 3, officer=POINT)
    ends(world, POINT)
    assert owners(world) == [POINT_TOO] * 3
    received = world.messages(POINT_TOO)
    assert len(received) == 1
    assert "3 more households" in received[0]
    assert "HF-2026-41110" in received[0]
    assert world.presses(POINT_TOO) == [HouseholdsPage(Shown.OWN, "", 0).encode()]
    assert all("HF-2026" not in said for said in world.messages(POINT)), "who is no officer reads no names"
    assert sum("Your case officer: 员31" in said for said in world.messages(LIN)) == 3


def told_of_unowned(world: World, leader: int = CENTRE_REVIEWER) -> int:
    return sum("no case officer" in said for said in world.messages(leader))


def test_what_nobody_can_take_is_reported_every_day_until_it_is_owned(world: World) -> None:
    [one] = files(world, officer=POINT)
    leaders_are_full(world)
    ends(world, POINT)
    assert file(world, one).case_officer_id is None
    assert "a new one is being chosen" in world.messages(LIN)[-1]
    for told in (1, 2):
        reports(world)
        reports(world)
        assert told_of_unowned(world) == told_of_unowned(world, APPROVER) == told, "once a day"
        assert world.presses(CENTRE_REVIEWER) == [HouseholdsPage(Shown.UNOWNED, "", 0).encode()]
        world.passes(days=1)
    appoints(world, POINT_TOO, Role.CASE_OFFICER, 4)
    assigns(world, one, POINT_TOO, by=CENTRE_REVIEWER)
    reports(world)
    assert told_of_unowned(world) == 2


def test_where_no_leader_is_at_the_centre_the_administrator_hears(world: World) -> None:
    files(world, 2)
    for leader in (CENTRE_REVIEWER, APPROVER, 22):
        ends(world, leader)
    reports(world)
    assert "2 households have no case officer" in world.messages(ADMIN)[-1]


def test_an_office_that_still_covers_keeps_the_household(world: World) -> None:
    appoints(world, POINT, Role.CASE_OFFICER, 2)
    files(world, officer=POINT)
    ends(world, POINT)
    assert owners(world) == [POINT]


def test_a_new_case_officer_takes_what_had_none(world: World) -> None:
    ends(world, POINT)
    files(world, 2)
    files(world, unit=5, head=AYGUL)
    accepts(world, STRANGER, invites(world, Role.CASE_OFFICER, 4))
    assert owners(world) == [STRANGER, STRANGER, None]


# Lists ---------------------------------------------------------------------------------------------------------------


def shown(world: World, who: int, which: Shown, value: str = "", page: int = 0) -> tuple[list[int], int, int]:
    with world.work() as session:
        found = household_list.listed(world.at_work(session, who), which, value, page=page, size=3)
        return [one.household_id for one in found.lines], found.total, found.unowned


def test_lists_show_what_is_due_first_and_are_paged_and_narrowed(world: World) -> None:
    early = files(world, 1, officer=POINT)
    world.passes(days=-30)
    late = files(world, 1, head=AYGUL, officer=POINT)
    world.passes(days=30)
    rest = files(world, 3, unit=5, head=STRANGER)
    assert shown(world, POINT, Shown.OWN) == ([*late, *early], 2, 0)
    assert shown(world, CENTRE_REVIEWER, Shown.ALL) == ([*late, *early, rest[0]], 5, 3)
    assert shown(world, CENTRE_REVIEWER, Shown.ALL, page=1) == (rest[1:], 5, 3)
    assert shown(world, CENTRE_REVIEWER, Shown.UNOWNED)[1] == 3
    assert shown(world, STATION, Shown.UNOWNED) == ([], 0, 0)
    assert shown(world, CENTRE_REVIEWER, Shown.OF_UNIT, "3") == (rest, 3, 3)
    assert shown(world, CENTRE_REVIEWER, Shown.OF_CLASS, "relative")[1] == 0
    with world.work() as session:
        actor = world.actor(session, CENTRE_REVIEWER)
        units = household_list.choices(world.at_work(session).by(actor), Shown.OF_UNIT)
        officers = household_list.choices(world.at_work(session).by(actor), Shown.OF_OFFICER)
        classes = household_list.choices(world.at_work(session).by(actor), Shown.OF_CLASS)
    assert [(one.value, one.households) for one in units] == [("1", 5), ("2", 2), ("4", 2), ("3", 3), ("5", 3)]
    assert [(in_words(one.label), one.households) for one in officers] == [("员11", 2)]
    assert [(one.value, one.households) for one in classes] == [("deep", 5)]
    assert shown(world, CENTRE_REVIEWER, Shown.OF_OFFICER, officers[0].value)[1] == 2


def test_a_case_officer_has_only_their_own_list(world: World) -> None:
    files(world)
    for which in (Shown.ALL, Shown.UNOWNED, Shown.OF_UNIT):
        with pytest.raises(NotForYou):
            shown(world, POINT, which, "4")
    for value in ("", "999", "x"):
        with pytest.raises(FilterGone):
            shown(world, CENTRE_REVIEWER, Shown.OF_UNIT, value)


def test_a_leader_does_not_see_their_own_household(world: World) -> None:
    [one] = files(world)
    in_household(world, one, STATION)
    assert shown(world, STATION, Shown.ALL)[1] == 0
    assert shown(world, STATION_TOO, Shown.ALL)[1] == 1


def test_open_tasks_of_running_seasons_are_counted_and_shown(world: World) -> None:
    [one] = files(world, officer=POINT)
    season = world.house.policies.current.season("summer_cooling")
    with world.work() as session:
        for number, closed_at in enumerate((None, world.now)):
            campaign = Campaign(
                key=f"k{number}", season=season.key, year=2026, opens=world.now.date(), closes=world.now.date(),
                policy_version=world.house.policies.current.version, opened_at=world.now, filled_at=world.now,
                handled_until=world.now.date(), closed_at=closed_at,
            )  # fmt: skip
            session.add(campaign)
            session.flush()
            session.add(CampaignTask(campaign_id=campaign.id, household_id=one, added_at=world.now))
    with world.work() as session:
        actor = world.actor(session, POINT)
        [line] = household_list.listed(world.at_work(session).by(actor), Shown.OWN, page=0, size=3).lines
    assert line.tasks == 1
    [task] = opens(world, POINT, one).tasks
    assert (task.title, task.left) == (season.title, len(season.checklist))


# One household -------------------------------------------------------------------------------------------------------


def opens(world: World, who: int, household_id: int) -> household_view.HouseholdView:
    with world.work() as session:
        return household_view.opened(world.at_work(session, who), household_id)


def test_each_look_is_recorded_and_only_the_officer_and_leaders_may(world: World) -> None:
    appoints(world, POINT_TOO, Role.CASE_OFFICER, 4)
    [one] = files(world, officer=POINT)
    view = opens(world, POINT, one)
    assert (view.name, view.officer, view.people, view.manages) == ("林示例", "员11", 1, False)
    assert opens(world, STATION, one).manages
    for outsider in (POINT_TOO, OTHER_STATION, LIN, ADMIN, 23, 24):
        with pytest.raises(NotForYou):
            opens(world, outsider, one)
    with world.work() as session:
        said = household_view.phone(world.at_work(session, POINT), one)
        assert said.args["phone"] == "13800138000"
    with world.work() as session:
        trail = session.exec(select(Audit).where(Audit.subject == f"household:{one}").order_by(col(Audit.id))).all()
    assert [line.person_id for line in trail] == [POINT, STATION, POINT]


# Tables --------------------------------------------------------------------------------------------------------------


def takes_in(world: World, content: bytes | None, *, by: int = STATION) -> str:
    """A leader sends a table, and it is fetched; return what they are told."""
    with world.work() as session:
        given: list[dict[str, Any]] = [
            {
                "file_id": "f",
                "unique_id": "u",
                "name": "t.csv",
                "mime": "text/csv",
                "size": len(content or b""),
                "album": None,
            }
        ]
        officer_table.keep_table(world.at_work(session, by), given)
    with world.work() as session:
        paper = session.exec(select(Paper).order_by(col(Paper.id).desc())).first()
        assert paper is not None
        officer_table.table_fetched(world.at_work(session), paper, content)
    return world.messages(by)[-1]


def numbers(world: World, ids: list[int]) -> list[str]:
    return [file(world, one).number for one in ids]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
@pytest.mark.parametrize("between", [",", ";", "\t"])
def test_a_table_assigns_by_number_phone_and_name(world: World, encoding: str, between: str) -> None:
    appoints(world, POINT_TOO, Role.CASE_OFFICER, 4)
    ids = files(world, 3)
    one, two, three = numbers(world, ids)
    rows = [("household", "officer", "备注"), (one, "13900000031", "改派"), (two, "员11", ""), (three, "31", "")]
    content = "\r\n".join(between.join(row) for row in rows).encode(encoding)
    assert "3 households" in takes_in(world, content)
    assert owners(world) == [POINT_TOO, POINT, POINT_TOO]
    assert "Nothing was changed" in takes_in(world, content)


def test_an_officer_is_found_in_a_table_in_the_other_kind_of_signs(world: World) -> None:
    with world.work() as session:
        session.get_one(Person, POINT).name = "陈帮扶"
    [one] = numbers(world, files(world, 1))
    takes_in(world, f"household,officer\n{one},陳幫扶".encode())
    assert owners(world) == [POINT]


def test_a_short_name_in_gb18030_is_not_taken_for_utf_8() -> None:
    for name in ("谁", "陈帮扶", "ئايگۈل", "José"):
        for encoding in ("gb18030", "utf-8"):
            if (name, encoding) not in {("ئايگۈل", "gb18030"), ("José", "utf-8")}:
                content = f"household,officer\nHF-2026-0001,{name}".encode(encoding)
                [row] = read(content, officer_table.COLUMNS)
                assert row.words["officer"] == unicodedata.normalize("NFKC", name)


def test_a_workbook_with_phones_as_numbers_and_an_untidy_heading_assigns(world: World) -> None:
    appoints(world, POINT_TOO, Role.CASE_OFFICER, 4)
    one, two, three = numbers(world, files(world, 3))
    content = workbook(
        ("帮扶责任人调整表",), (), ("序号", "帮扶 责任人（电话）", "備註", " 檔案編號"), (1, 13900000031, "改派", one),
        (), (2, "'13900000031", None, f" {two.lower()} "), (3, "员11", None, three),
    )  # fmt: skip
    assert "3 households" in takes_in(world, content)
    assert owners(world) == [POINT_TOO, POINT_TOO, POINT]


def test_a_phone_that_lost_its_digits_is_told_with_its_row_and_nothing_is_assigned(world: World) -> None:
    one, two = numbers(world, files(world, 2))
    said = takes_in(world, f"调整表,\n\n户号,干部电话\n{one},员11\n{two},1.39E+10\n".encode("gb18030"))
    assert "Line 5: case officer: “1.39E+10” has lost digits" in said
    assert owners(world) == [None, None]


def test_every_problem_of_a_table_is_told_and_nothing_is_assigned(world: World) -> None:
    appoints(world, ELSEWHERE, Role.CASE_OFFICER, 5)
    mine, other = files(world, 4), files(world, unit=5, head=AYGUL)
    one, two, three, four = numbers(world, mine)
    in_household(world, mine[3], POINT)
    lines = [
        "household,officer", f"{one},员11", "HF-0,员11", f"{numbers(world, other)[0]},员32", f"{one},员11",
        f"{two},", f"{three},nobody", f"{four},员11", f"{two},13800138000", "", f"{three},员32",
    ]  # fmt: skip
    said = takes_in(world, "\n".join(lines).encode())
    assert "Nothing was assigned" in said
    for told in (
        "Line 3: there is no household file HF-0", "Line 4: there is no household file", "Line 5: household",
        "Line 6: the officer is missing", "Line 7: there is no officer nobody", "Line 8: it is 员11's own household",
        "Line 9: household", "Line 11: household",
    ):  # fmt: skip
        assert told in said
    assert "Line 10" not in said
    assert owners(world) == [None] * 5


def test_several_officers_of_one_name_or_number_are_told_apart(world: World) -> None:
    [one] = files(world)
    said = takes_in(world, f"household,officer\n{file(world, one).number},13800138000".encode())
    assert "several officers are called 13800138000" in said


def test_officers_whose_names_look_the_same_are_told_apart_and_the_unseen_is_nothing_of_a_name(world: World) -> None:
    appoints(world, POINT_TOO, Role.CASE_OFFICER, 4)
    [one] = files(world)
    number = file(world, one).number
    for person, name in ((POINT, "АННА"), (POINT_TOO, "ANHA".replace("N", "H"))):
        with world.work() as session:
            session.get_one(Person, person).name = name
    assert "several officers are called" in takes_in(world, f"household,officer\n{number},АННА".encode("utf-16"))
    with world.work() as session:
        session.get_one(Person, POINT_TOO).name = "林示例"
    assert "1 household" in takes_in(world, f"house\u200bhold,officer\n{number}\u2060,\u202e林示\ufe0f例".encode())
    assert owners(world) == [POINT_TOO]


def test_a_table_gives_a_leader_no_more_than_they_take(world: World) -> None:
    ids = files(world, 3)
    rows = "\n".join(f"{number},员12" for number in numbers(world, ids))
    said = takes_in(world, f"household,officer\n{rows}".encode())
    assert "Line 4: 员12 is a leader and would have more than 2 households" in said
    assert owners(world) == [None] * 3


def test_a_table_without_lines_and_one_from_somebody_who_leads_no_longer(world: World) -> None:
    assert "The table has no lines" in takes_in(world, b"household,officer\n\n")
    assert "did not hand your table over" in takes_in(world, None)
    with pytest.raises(NotForYou), world.work() as session:
        officer_table.keep_table(world.at_work(session, POINT), [])
    [one] = files(world)
    rows = [Row(2, {"household": file(world, one).number, "officer": "员11"})]
    with world.work() as session:
        actor = world.actor(session, OTHER_STATION)
        with pytest.raises(OfficersNotAssigned):
            officer_table.assign_rows(world.at_work(session), rows, actor=actor)
    assert owners(world) == [None]


def test_leaders_hear_of_an_officer_who_cannot_be_reached(world: World) -> None:
    job = "report households without officer"
    with world.work() as session:
        for number, head in enumerate((LIN, AYGUL), 1):
            add_household(session, world.now, head=head, officer=POINT, number=number)
    world.keeps_up(job)
    assert not any("has blocked the bot" in text for text in world.messages(STATION))
    with world.work() as session:
        session.get_one(Person, POINT).blocked_at = world.now
    for _ in range(2):
        world.keeps_up(job)
        world.passes(days=1)
    for leader in (STATION, STATION_TOO):
        told = [text for text in world.messages(leader) if "has blocked the bot" in text]
        assert len(told) == 1
        assert "2 households" in told[0]
    for _ in range(2):
        with world.work() as session:
            people.meet(world.at_work(session), POINT, language_code=None)
    for leader in (STATION, STATION_TOO):
        assert sum("员11 is back" in text for text in world.messages(leader)) == 1
    assert not any("is back" in text for text in world.messages(ADMIN)), "who was told nothing hears nothing"
    with world.work() as session:
        for gone in (STATION, STATION_TOO):
            session.get_one(Person, gone).blocked_at = world.now
        session.get_one(Person, POINT).blocked_at = world.now
    world.keeps_up(job)
    assert any("has blocked the bot" in text for text in world.messages(ADMIN))
