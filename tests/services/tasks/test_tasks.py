"""What officers do on the tasks of a season: who may, what is kept, what goes with it, and what happens by itself."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from datetime import date, datetime, timedelta
from typing import Any

import pytest
from sqlmodel import col, select

from domain.campaigns.audience import audience_matches
from domain.forms import FileRef
from domain.platform.access import NotForYou
from domain.platform.text import Refusal, pack
from domain.tasks.checklist import (
    AfterClosing,
    Given,
    MustBeDone,
    NoSuchItem,
    NotAhead,
    NoteMissing,
    NothingToUndo,
    PhotoMissing,
    TaskState,
)
from models.campaigns import Campaign, CampaignTask
from models.households import HomeVisit, HouseholdFile
from models.officers import Appointment
from models.payments import MoneyRow
from models.people import Person
from models.platform.audit import Audit
from models.platform.seal import vault
from models.procedure import AidCase, Paper
from services.campaigns import digests
from services.campaigns.record import events_of
from services.households.record import OwnFile, household_in
from services.platform.work import Work
from services.tasks import card as task_view
from services.tasks import lists, settling, students, ticking
from services.tasks import record as tasks
from services.tasks.record import CampaignOver, NoLongerYours, Opened, UnknownTask
from services.tasks.ticking import AlreadySettled, ChangedMeanwhile, NothingLeft, SettledByItself, StillMeant
from tests.campaigns import DAUGHTER_AT_SCHOOL
from tests.played import played_once
from tests.season_tasks import add_campaign, add_household, add_member
from tests.union import AYGUL, LIN, OTHER_STATION, POINT, STATION, STRANGER, ZONE, World, told

WINTER = datetime(2026, 12, 7, 9, tzinfo=ZONE)
SUMMER = datetime(2026, 6, 8, 9, tzinfo=ZONE)
AUTUMN = datetime(2026, 7, 20, 9, tzinfo=ZONE)
CLOSES = {WINTER: date(2027, 2, 20), SUMMER: date(2026, 9, 15), AUTUMN: date(2026, 9, 15)}
PHOTO = FileRef("file-7", "unique-7", mime="image/jpeg").to_json()
VISITED = Given(note="All well.", files=(PHOTO,))


@played_once
def begins(world: World, season: str, now: datetime, *, household: str = "DEMO-H01", **more: Any) -> int:
    """A household of LIN's with POINT as its officer, and its task in a campaign that runs; return the task."""
    world.now = now
    with world.work() as session:
        household_id = add_household(session, now, head=LIN, officer=POINT, household=household, **more)
        return add_campaign(session, world.house, season, [household_id], now, closes=CLOSES[now])[0]


@pytest.fixture
def winter(world: World) -> int:
    return begins(world, "winter_warmth", WINTER)


def ticks(
    world: World, task_id: int, item: str, given: Given | None = None, *, by: int = POINT, **more: Any
) -> TaskState:
    with world.work() as session:
        return ticking.tick(world.at_work(session, by), task_id, item, given or Given(), **more)


def leaves_out(world: World, task_id: int, item: str, why: str = "@away", *, by: int = POINT) -> TaskState:
    with world.work() as session:
        return ticking.leave_out(world.at_work(session, by), task_id, item, why)


def undoes(world: World, task_id: int, item: str, *, by: int = POINT, stamp: int | None = None) -> None:
    with world.work() as session:
        there = tasks.locked(world.at_work(session), task_id).entries.get(item)
        seen = stamp if stamp is not None else there.stamp if there else 0
        ticking.undo(world.at_work(session, by), task_id, item, seen)


def puts_off(world: World, task_id: int, day: date, *, by: int = POINT) -> None:
    with world.work() as session:
        ticking.put_off(world.at_work(session, by), task_id, day)


def settles(world: World) -> None:
    with world.work() as session:
        settling.settle(world.at_work(session))


def task(world: World, task_id: int) -> CampaignTask:
    with world.work() as session:
        return session.get_one(CampaignTask, task_id)


def card(world: World, task_id: int, *, by: int = POINT) -> str:
    with world.work() as session:
        shown = task_view.card_of(world.at_work(session, by), task_id)
        return told(pack(shown.text))


def appoints(world: World, person_id: int, role: str, unit_id: int) -> None:
    with world.work() as session:
        session.add(Appointment(person_id=person_id, role=role, unit_id=unit_id, appointed_by=90, since=world.now))


# Ticking off ---------------------------------------------------------------------------------------------------------


def test_a_household_goes_from_untouched_to_done(world: World, winter: int) -> None:
    assert task(world, winter).state == "untouched"
    assert ticks(world, winter, "visit", VISITED) is TaskState.IN_WORK
    assert task(world, winter).begun_at == WINTER
    ticks(world, winter, "recheck", Given(choice="unchanged", note="Nothing new."))
    ticks(world, winter, "money", Given(amount=100_000))
    world.passes(hours=1)
    assert leaves_out(world, winter, "receipt", "They were at work.") is TaskState.DONE
    found = task(world, winter)
    assert (found.state, found.finished_at) == ("done", world.now)
    shown = card(world, winter)
    assert "All well." in shown
    assert "not needed (They were at work.)" in shown
    assert "¥1,000" in shown
    assert "Everything is done for this household." in shown


def test_every_change_and_look_is_on_record(world: World, winter: int) -> None:
    ticks(world, winter, "visit", VISITED)
    leaves_out(world, winter, "receipt")
    undoes(world, winter, "receipt")
    puts_off(world, winter, date(2026, 12, 9))
    card(world, winter)
    with world.work() as session:
        rows = session.exec(select(Audit).where(col(Audit.subject).startswith("household:"))).all()
        actions = [row.action for row in rows if row.person_id == POINT]
    assert actions == [
        "ticked an item off", "logged a visit to the household", "left an item out", "opened an item again",
        "put a household off", "looked at the tasks of a household",
    ]  # fmt: skip


def test_what_an_item_needs_is_asked_for_and_nothing_is_kept_without_it(world: World, winter: int) -> None:
    with pytest.raises(PhotoMissing):
        ticks(world, winter, "visit", Given(note="All well."))
    with pytest.raises(NoteMissing):
        ticks(world, winter, "visit", Given(files=(PHOTO,)))
    with pytest.raises(NoSuchItem):
        ticks(world, winter, "no_such")
    with pytest.raises(MustBeDone):
        leaves_out(world, winter, "visit")
    assert task(world, winter).state == "untouched"
    with world.work() as session:
        assert session.exec(select(Paper)).all() == []


def test_a_second_press_is_told_who_did_it(world: World, winter: int) -> None:
    ticks(world, winter, "visit", VISITED)
    for again in (POINT, STATION):
        with pytest.raises(AlreadySettled) as refusal:
            ticks(world, winter, "visit", VISITED, by=again)
        assert refusal.value.args_given["name"] == f"员{POINT}"
    with pytest.raises(AlreadySettled):
        leaves_out(world, winter, "visit")
    with world.work() as session:
        assert len(session.exec(select(HomeVisit)).all()) == 1


def test_two_officers_at_once_tick_once(world: World, winter: int) -> None:
    done: list[int] = []

    def one(by: int) -> None:
        with suppress(AlreadySettled):
            ticks(world, winter, "recheck", Given(choice="unchanged", note=f"by {by}"), by=by)
            done.append(by)

    with ThreadPoolExecutor(2) as both:
        list(both.map(one, (POINT, STATION)))
    assert len(done) == 1
    assert task(world, winter).items["recheck"]["by"] == done[0]


def test_undo_opens_only_what_it_was_made_for(world: World, winter: int) -> None:
    ticks(world, winter, "money", Given(amount=100_000))
    with pytest.raises(ChangedMeanwhile):
        undoes(world, winter, "money", stamp=1)
    undoes(world, winter, "money", by=STATION)
    assert task(world, winter).state == "untouched"
    assert task(world, winter).begun_at is None
    with pytest.raises(NothingToUndo):
        undoes(world, winter, "money")


def test_a_change_takes_the_place_of_the_entry_it_was_made_for(world: World, winter: int) -> None:
    ticks(world, winter, "recheck", Given(choice="unchanged", note="One."))
    with world.work() as session:
        stamp = tasks.locked(world.at_work(session), winter).entries["recheck"].stamp
    world.passes(minutes=1)
    ticks(world, winter, "recheck", Given(choice="changed", note="Two."), instead_of=stamp)
    assert task(world, winter).items["recheck"]["note"] == "Two."
    with pytest.raises(ChangedMeanwhile):
        ticks(world, winter, "recheck", Given(choice="unchanged", note="Three."), instead_of=stamp)


def test_a_re_check_that_found_a_change_leads_to_where_the_file_is_corrected(world: World, winter: int) -> None:
    ticks(world, winter, "recheck", Given(choice="unchanged", note="One."))
    assert not [one for one in world.messages(POINT) if "please enter what has changed" in one]
    undoes(world, winter, "recheck")
    ticks(world, winter, "recheck", Given(choice="changed", note="Two."))
    assert "please enter what has changed, with old and new" in world.messages(POINT)[-1]
    assert world.presses(POINT) == ["kf:1:0"]


def test_a_re_check_says_when_the_rules_in_force_give_another_class(world: World, winter: int) -> None:
    with world.work() as session:
        session.exec(select(HouseholdFile)).one().household_class = "relative"
    ticks(world, winter, "recheck", Given(choice="unchanged", note="One."))
    assert "is in relative hardship; by the rules in force today it would be in deep" in world.messages(POINT)[-1]
    assert world.presses(POINT) == ["kf:1:0"]


def test_the_officers_digest_grows_with_the_work(world: World, winter: int) -> None:
    with world.work() as session:
        campaign = session.exec(select(Campaign)).one()
        planned = events_of(world.at_work(session), campaign, date(2026, 11, 30), date(2026, 12, 1))
        digests.send(world.at_work(session), campaign, planned[0])
    assert "0/1" in world.messages(POINT)[-1]
    ticks(world, winter, "visit", VISITED)
    ticks(world, winter, "recheck", Given(choice="unchanged", note="Nothing new."))
    leaves_out(world, winter, "money")
    leaves_out(world, winter, "receipt", by=STATION)
    assert "1/1" in world.edited(POINT)[-1]
    undoes(world, winter, "money")
    assert "0/1" in world.edited(POINT)[-1]


# Who may -------------------------------------------------------------------------------------------------------------


def test_only_the_households_officer_and_the_leaders_above_may(world: World, winter: int) -> None:
    appoints(world, STRANGER, "case_officer", 4)
    with pytest.raises(NoLongerYours):
        ticks(world, winter, "money", Given(amount=100), by=STRANGER)
    with pytest.raises(NoLongerYours):
        card(world, winter, by=STRANGER)
    for outsider in (OTHER_STATION, AYGUL):
        with pytest.raises(NotForYou):
            ticks(world, winter, "money", Given(amount=100), by=outsider)
    ticks(world, winter, "money", Given(amount=100), by=STATION)
    assert task(world, winter).items["money"]["by"] == STATION


def test_after_the_officer_has_changed_only_the_new_one_may(world: World, winter: int) -> None:
    appoints(world, STRANGER, "case_officer", 4)
    with world.work() as session:
        session.exec(select(HouseholdFile)).one().case_officer_id = STRANGER
    with pytest.raises(NoLongerYours):
        ticks(world, winter, "money", Given(amount=100))
    ticks(world, winter, "money", Given(amount=100), by=STRANGER)


def test_nobody_works_on_their_own_household(world: World, winter: int) -> None:
    appoints(world, LIN, "reviewer", 2)
    with pytest.raises(OwnFile):
        card(world, winter, by=LIN)
    campaign_id = task(world, winter).campaign_id
    with world.work() as session:
        assert lists.next_of(world.at_work(session, LIN), campaign_id) is None


def test_a_closed_campaign_and_a_closed_file_change_no_more(world: World, winter: int) -> None:
    ticks(world, winter, "visit", VISITED)
    with world.work() as session:
        session.exec(select(Campaign)).one().closed_at = world.now
    changes: list[Callable[[], Any]] = [
        lambda: ticks(world, winter, "money", Given(amount=100)),
        lambda: leaves_out(world, winter, "money"),
        lambda: undoes(world, winter, "visit"),
        lambda: puts_off(world, winter, date(2026, 12, 9)),
    ]
    for change in changes:
        with pytest.raises(CampaignOver):
            change()
    assert "has ended" in card(world, winter)
    with world.work() as session:
        session.exec(select(HouseholdFile)).one().closed_at = world.now
    with pytest.raises(UnknownTask):
        card(world, winter)


# What goes with a tick -----------------------------------------------------------------------------------------------


def test_a_visit_of_the_checklist_is_a_home_visit(world: World, winter: int) -> None:
    ticks(world, winter, "visit", VISITED)
    with world.work() as session:
        visit = session.exec(select(HomeVisit)).one()
        assert (visit.officer_id, visit.visited_on, visit.findings) == (POINT, WINTER.date(), "unchanged")
        assert visit.note == "All well."
        assert session.exec(select(HouseholdFile)).one().last_visit_on == WINTER.date()
        assert {paper.about for paper in session.exec(select(Paper))} == {f"task:{winter}:visit", f"visit:{visit.id}"}


def test_an_undone_and_a_changed_visit_is_still_one_visit(world: World, winter: int) -> None:
    ticks(world, winter, "visit", VISITED)
    undoes(world, winter, "visit")
    ticks(world, winter, "visit", Given(note="Better words.", files=(PHOTO,)))
    with world.work() as session:
        assert len(session.exec(select(HomeVisit)).all()) == 1
        assert len(session.exec(select(Paper)).all()) == 2


@pytest.mark.parametrize(("choice", "warned"), [("unchanged", 0), ("better", 1), ("worse", 1)])
def test_the_station_hears_at_once_of_better_and_worse(world: World, winter: int, choice: str, warned: int) -> None:
    ticks(world, winter, "recheck", Given(choice=choice, note="See there."))
    heard = [text for text in world.messages(STATION) if "Early warning" in text]
    assert len(heard) == warned
    assert all("林示例" not in text for text in heard)
    assert world.messages(OTHER_STATION) == []


def test_recheck_and_visit_of_one_day_warn_once(world: World, winter: int) -> None:
    ticks(world, winter, "recheck", Given(choice="worse", note="See there."))
    ticks(world, winter, "visit", VISITED)
    assert len([text for text in world.messages(STATION) if "Early warning" in text]) == 1
    world.passes(days=1)
    undoes(world, winter, "visit")
    ticks(world, winter, "visit", VISITED)
    assert len([text for text in world.messages(STATION) if "Early warning" in text]) == 2, "another day, another visit"


def test_summers_answer_is_kept_and_may_end_the_season_for_a_household(world: World) -> None:
    summer = begins(world, "summer_cooling", SUMMER)
    with pytest.raises(StillMeant), world.work() as session:
        ticking.nothing_more(world.at_work(session, POINT), summer)
    ticks(world, summer, "hot_work", Given(choice="neither"))
    with world.work() as session:
        file = session.exec(select(HouseholdFile)).one()
        assert file.known == {"works_outdoors": False}
        season = world.house.policies.current.season("summer_cooling")
        assert not audience_matches(season, household_in(file), SUMMER.date(), known=file.known).holds
    assert "the season is no longer for this household" in card(world, summer)
    with world.work() as session:
        ticking.nothing_more(world.at_work(session, POINT), summer)
    assert task(world, summer).state == "done"
    assert "The season is no longer for this household" in card(world, summer)


def test_undoing_summers_answer_forgets_the_fact(world: World) -> None:
    summer = begins(world, "summer_cooling", SUMMER)
    ticks(world, summer, "hot_work", Given(choice="hot_site"))
    undoes(world, summer, "hot_work")
    with world.work() as session:
        assert session.exec(select(HouseholdFile)).one().known == {}


# Later ---------------------------------------------------------------------------------------------------------------


def test_a_household_waits_until_its_day(world: World, winter: int) -> None:
    day = WINTER.date() + timedelta(days=2)
    puts_off(world, winter, day)
    assert "Put off until 9 December 2026." in card(world, winter)
    campaign_id = task(world, winter).campaign_id
    with world.work() as session:
        actor = world.actor(session, POINT)
        assert lists.next_of(world.at_work(session).by(actor), campaign_id) is None
        assert lists.progress_for(world.at_work(session).by(actor), campaign_id).later == 1
    settles(world)
    assert task(world, winter).later_on == day
    world.passes(days=2)
    settles(world)
    assert task(world, winter).later_on is None


@pytest.mark.parametrize(("day", "refusal"), [(WINTER.date(), NotAhead), (date(2027, 2, 21), AfterClosing)])
def test_later_is_a_day_of_the_season(world: World, winter: int, day: date, refusal: type[Refusal]) -> None:
    with pytest.raises(refusal):
        puts_off(world, winter, day)
    puts_off(world, winter, date(2027, 2, 20))


def test_a_finished_household_is_not_put_off(world: World) -> None:
    autumn = begins(world, "autumn_study", AUTUMN)
    with world.work() as session:
        session.get_one(CampaignTask, autumn).state = "done"
    with pytest.raises(NothingLeft):
        puts_off(world, autumn, date(2026, 7, 22))


# Lists ---------------------------------------------------------------------------------------------------------------


def test_lists_show_the_officers_own_and_a_leader_what_is_left_below(world: World) -> None:
    world.now = WINTER
    appoints(world, STRANGER, "case_officer", 4)
    with world.work() as session:
        for person_id in (101, 102, 103):
            session.add(
                Person(
                    id=person_id,
                    locale="en",
                    first_seen_at=WINTER,
                    name=f"户{person_id}",
                    unit_id=4,
                    consented_at=WINTER,
                    sensitive_consented_at=WINTER,
                )
            )
        session.flush()
        heads = [(LIN, POINT), (101, POINT), (102, STRANGER), (103, None)]
        ids = [
            add_household(session, WINTER, head=head, officer=officer, number=number)
            for number, (head, officer) in enumerate(heads, 1)
        ]
        first, *_ = add_campaign(session, world.house, "winter_warmth", ids, WINTER, closes=CLOSES[WINTER])
    puts_off(world, first, date(2026, 12, 9))
    with world.work() as session:
        campaign_id = session.exec(select(Campaign)).one().id
        pages = {who: lists.page_of(world.at_work(session, who), campaign_id, 0)
                 for who in (POINT, STRANGER, STATION, OTHER_STATION)}  # fmt: skip
        board = lists.running_for(world.at_work(session, OTHER_STATION))
    assert [line.number[-1] for line in pages[POINT].lines] == ["2", "1"]
    assert [line.left for line in pages[POINT].lines] == [4, 4]
    assert [line.number[-1] for line in pages[STRANGER].lines] == ["3"]
    assert {line.number[-1] for line in pages[STATION].lines} == {"1", "2", "3", "4"}
    assert pages[STATION].leads
    assert pages[STATION].numbers.total == 4
    assert pages[OTHER_STATION].total == 0
    assert board == []


def test_open_tasks_of_a_household_are_those_of_running_campaigns(world: World, winter: int) -> None:
    ticks(world, winter, "visit", VISITED)
    household_id = task(world, winter).household_id
    with world.work() as session:
        (line,) = lists.open_tasks_of(world.at_work(session), household_id)
        assert (line.task_id, line.left, line.title.by_locale["en"]) == (winter, 3, "Winter warmth")
        session.exec(select(Campaign)).one().closed_at = world.now
        session.flush()
        assert lists.open_tasks_of(world.at_work(session), household_id) == []


# Autumn --------------------------------------------------------------------------------------------------------------


def applies(world: World, task_id: int, member: int = 1, *, period: str = "2026", status: str = "open") -> int:
    """An application for a member of the household, straight into the tables."""
    household_id = task(world, task_id).household_id
    with world.work() as session:
        file = session.get_one(HouseholdFile, household_id)
        student = household_in(file).members[member]
        case = AidCase(
            number=f"2026-{member:04d}{period}{status}", programme="golden_autumn", applicant_id=LIN, unit_id=4,
            household_id=file.id, policy_version="x", answers={}, period=period, step="review", status=status,
            subject_print=vault().fingerprint(student.resident_id), opened_at=world.now, step_since=world.now,
        )  # fmt: skip
        session.add(case)
        session.flush()
        add_member(session, case.id, file.id, student.resident_id, student.name)
        return case.id


def at_step(world: World, case_id: int, step: str, status: str = "open") -> None:
    with world.work() as session:
        case = session.get_one(AidCase, case_id)
        case.step, case.status = step, status
        if step == "receipt":
            session.add(
                MoneyRow(case_id=case_id, fen=100, state="paid", paid_on=world.now.date(), bank_reference="B",
                         cashier_id=24, made_at=world.now, recorded_at=world.now)
            )  # fmt: skip


def settled_items(world: World, task_id: int) -> set[str]:
    return set(task(world, task_id).items)


def test_a_student_from_not_applied_to_paid(world: World) -> None:
    autumn = begins(world, "autumn_study", AUTUMN)
    settles(world)
    assert settled_items(world, autumn) == set()
    assert "林样一: not applied yet" in card(world, autumn)
    case_id = applies(world, autumn)
    settles(world)
    assert settled_items(world, autumn) == {"applied"}
    assert "handed in, case 2026-00012026open is at this step: review" in card(world, autumn)
    assert "automatically" in card(world, autumn)
    at_step(world, case_id, "receipt")
    settles(world)
    settles(world)
    assert settled_items(world, autumn) == {"applied", "paid"}
    assert "林样一: paid" in card(world, autumn)
    with pytest.raises(SettledByItself):
        undoes(world, autumn, "paid")
    with pytest.raises(SettledByItself):
        ticks(world, autumn, "paid")


def test_a_grant_that_came_in_several_months_is_one_grant(world: World) -> None:
    autumn = begins(world, "autumn_study", AUTUMN)
    case_id = applies(world, autumn)
    with world.work() as session:
        for month, missing in (("2026-07", None), ("2026-08", world.now), ("2026-09", None)):
            session.add(MoneyRow(case_id=case_id, period=month, kind="month", fen=100, state="paid", made_at=world.now,
                                 missing_since=missing))  # fmt: skip
    settles(world)
    assert settled_items(world, autumn) == {"applied", "paid"}
    with world.work() as session:
        campaign, policy = session.exec(select(Campaign)).one(), world.house.policies.current
        found = students.grants_of_households(session, policy, policy.season("autumn_study"), campaign)
    assert list(found.values()) == [[students.GrantState.PAID]]


def test_the_card_settles_at_once_and_a_return_opens_again(world: World) -> None:
    autumn = begins(world, "autumn_study", AUTUMN)
    case_id = applies(world, autumn)
    card(world, autumn)
    assert settled_items(world, autumn) == {"applied"}
    at_step(world, case_id, "review", "returned")
    assert "was returned and waits for the worker" in card(world, autumn)
    assert settled_items(world, autumn) == set()


def test_settling_goes_on_where_the_last_run_stopped_and_looks_only_where_cases_moved(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(settling, "MOST_A_RUN", 1)
    first = begins(world, "autumn_study", AUTUMN)
    with world.work() as session:
        daughter = {**DAUGHTER_AT_SCHOOL, "stage": "higher", "entry_year": 2026}
        household_id = add_household(session, AUTUMN, head=AYGUL, officer=POINT, number=2, members=[daughter])
        (second,) = add_campaign(session, world.house, "autumn_study", [household_id], AUTUMN, closes=CLOSES[AUTUMN])
    applies(world, first)
    applies(world, second, 0, status="refused")
    settles(world)
    assert (settled_items(world, first), settled_items(world, second)) == ({"applied"}, set())
    settles(world)
    assert settled_items(world, second) == {"applied", "paid"}
    looked: list[int] = []
    locked = tasks.locked

    def noted(work: Work, task_id: int) -> Opened:
        looked.append(task_id)
        return locked(work, task_id)

    monkeypatch.setattr(settling, "locked", noted)
    settles(world)
    assert looked == []


def test_twins_are_settled_when_both_are_and_a_refusal_counts(world: World) -> None:
    autumn = begins(world, "autumn_study", AUTUMN, household="DEMO-H04")
    applies(world, autumn, 1)
    settles(world)
    assert settled_items(world, autumn) == set()
    second = applies(world, autumn, 2)
    settles(world)
    assert settled_items(world, autumn) == {"applied"}
    at_step(world, second, "closed", "refused")
    assert "refused" in card(world, autumn)
    assert settled_items(world, autumn) == {"applied"}
    with world.work() as session:
        first = session.exec(select(AidCase.id).order_by(col(AidCase.id))).all()[0] or 0
    at_step(world, first, "closed", "finished")
    settles(world)
    assert settled_items(world, autumn) == {"applied", "paid"}


@pytest.mark.parametrize(("period", "status"), [("2025", "finished"), ("2026", "withdrawn")])
def test_another_year_and_a_withdrawn_application_do_not_count(world: World, period: str, status: str) -> None:
    autumn = begins(world, "autumn_study", AUTUMN)
    applies(world, autumn, period=period, status=status)
    settles(world)
    assert settled_items(world, autumn) == set()


def test_without_a_student_nothing_settles_by_itself_and_the_officer_leaves_it_out(world: World) -> None:
    autumn = begins(world, "autumn_study", AUTUMN, members=[])
    settles(world)
    assert settled_items(world, autumn) == set()
    assert "Students:" not in card(world, autumn)
    leaves_out(world, autumn, "paid", "@does_not_apply")


def test_a_change_of_a_household_without_officer_disturbs_nobody(world: World, winter: int) -> None:
    with world.work() as session:
        session.exec(select(HouseholdFile)).one().case_officer_id = None
    ticks(world, winter, "money", Given(amount=100), by=STATION)
    assert world.messages(POINT) == []


def test_the_name_of_an_item_fits_on_the_button_of_a_phone(world: World) -> None:
    policy = world.house.policies.current
    texts = [item.text for season in policy.seasons for item in season.checklist]
    shown = [task_view.for_a_button(text).by_locale for text in texts]
    assert not [
        one for labels in shown for one in labels.values() if len(one) > (28 if one.rstrip("…").isascii() else 20)
    ]
    assert not [labels["zh_Hans"] for labels in shown if labels["zh_Hans"].endswith("…")], "no Chinese name is cut"
