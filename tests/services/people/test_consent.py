"""A consent that is withdrawn holds for every reader at once, and whoever gives it again finds everything as it was."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import pytest
from sqlmodel import col, select

from bot.run.scheduler import SCHEDULE
from domain.households.buttons import Shown
from domain.people.consent import ConsentKind
from domain.platform.access import Action, ConsentNeeded, require
from models.campaigns import CampaignTask
from models.forms import Draft
from models.platform.outbox import WAITING, Outbox
from services import campaigns, care, cases, changes, households, offers, people, procedure, tasks, warnings
from services.cases import disclosures
from services.households import FilterGone
from services.platform.consent import ConsentWithdrawn
from services.platform.work import Work
from tests.one_life import CARD, NAME, NEEDLES, PHONE, Life, lives
from tests.union import APPROVER, CASHIER, LIN, POINT, RECORDER, STATION, STRANGER, World

FORMS = ("report", "paper")


@pytest.fixture
def life(world: World) -> Life:
    return lives(world)


def withdraws(world: World, kind: ConsentKind = ConsentKind.SENSITIVE) -> int:
    with world.work() as session:
        return people.withdraw(world.at_work(session, LIN), kind, FORMS)


def agrees(world: World, kind: ConsentKind = ConsentKind.SENSITIVE) -> None:
    with world.work() as session:
        people.set_consent(world.at_work(session, LIN), kind, True)


# Every way in which an officer reads of a household, by what it is called here.
READERS: Mapping[str, tuple[int, Callable[[Work, Life, int], Any]]] = {
    "case": (STATION, lambda work, life, _: cases.look_at_case(work, life.running)),
    "papers": (STATION, lambda work, life, _: cases.look_at_papers(work, life.report)),
    "prompts": (STATION, lambda work, life, _: procedure.pending(work)),
    "household": (POINT, lambda work, life, _: care.opened(work, life.household)),
    "phone": (POINT, lambda work, life, _: care.phone(work, life.household)),
    "visits": (POINT, lambda work, life, _: care.visits(work, life.household)),
    "photos": (POINT, lambda work, life, _: care.photos(work, life.visit)),
    "own list": (POINT, lambda work, life, _: households.listed(work, Shown.OWN, page=0, size=9)),
    "all": (STATION, lambda work, life, _: households.listed(work, Shown.ALL, page=0, size=9)),
    "task": (POINT, lambda work, life, _: tasks.card_of(work, life.task)),
    "item": (POINT, lambda work, life, _: tasks.full_item(work, life.task, "students")),
    "tasks": (POINT, lambda work, life, number: tasks.list_of(work, number, 0)),
    "next task": (POINT, lambda work, life, number: tasks.next_card(work, number)),
    "picture": (STATION, lambda work, life, number: campaigns.households_of(work, number, 2, 1)),
    "spreadsheet": (STATION, lambda work, life, number: campaigns.spreadsheet(work, number)),
    "change": (POINT, lambda work, life, _: changes.opened(work, life.change)),
    "changes": (POINT, lambda work, life, _: changes.waiting_for(work)),
    "what can change": (POINT, lambda work, life, _: changes.things_of(work, life.household)),
    "what can change from a case": (STATION, lambda work, life, _: changes.things_of(work, case_id=life.running)),
    "replies": (STATION, lambda work, life, _: offers.replies(work, life.offer, first=0, most=9)),
    "warnings": (STATION, lambda work, life, _: warnings.waiting_ones(work)),
    "reply": (POINT, lambda work, life, _: offers.reply(work, life.reply)),
}
SAY_NOTHING = {"prompts"}  # numbers only, before and after
# not the name, but what belongs to it
NO_NAME = {"photos", "what can change", "what can change from a case", "visits", "papers", "spreadsheet"}


def read(world: World, name: str, life: Life) -> str:
    """Return all that a reader gives, or what the officer is told instead."""
    officer, reader = READERS[name]
    with world.work() as session:
        try:
            campaign = session.get_one(CampaignTask, life.task).campaign_id
            return repr(reader(world.at_work(session, officer), life, campaign))
        except (ConsentWithdrawn, FilterGone) as told:
            return repr(told.said)


@pytest.mark.parametrize("kind", ConsentKind)
def test_no_reader_shows_anything_once_the_consent_is_withdrawn(world: World, life: Life, kind: ConsentKind) -> None:
    before = {name: read(world, name, life) for name in READERS}
    shown = {name for name, text in before.items() if NAME in text}
    assert shown == set(READERS) - SAY_NOTHING - NO_NAME | {"spreadsheet"}
    withdraws(world, kind)
    after = {name: read(world, name, life) for name in READERS}
    assert not {(name, one) for name, text in after.items() for one in NEEDLES if one in text}
    agrees(world, kind)
    assert {name: read(world, name, life) for name in READERS} == before


def test_the_officer_is_told_what_may_still_be_done(world: World, life: Life) -> None:
    withdraws(world)
    for name in ("case", "household", "phone", "task", "change", "reply", "what can change from a case"):
        assert "has withdrawn the consent" in read(world, name, life), name
    with world.work() as session:
        (shown,) = cases.look_at_case(world.at_work(session, STATION), life.running)
        assert any("dc:" in key.press for row in shown.keys for key in row if hasattr(key, "press")) or shown.keys
    assert "consent withdrawn" in read(world, "own list", life)


def test_whatever_is_due_tells_nobody_of_the_household(world: World, life: Life) -> None:
    withdraws(world)
    with world.work() as session:
        until = max(session.exec(select(Outbox.id)).all())
    before = tasks_of(world, life)
    for days in (1, 9, 20, 40, 40):  # over the opening of the next seasons
        world.passes(days=days)
        world.now = world.now.replace(hour=10)
        for job in SCHEDULE:
            world.keeps_up(job)
    with world.work() as session:
        rows = session.exec(select(Outbox).where(col(Outbox.id) > until, Outbox.chat_id != LIN)).all()
        said = [repr(row.body) for row in rows]
    assert said
    assert not {one for one in (*NEEDLES, PHONE, CARD) if any(one in text for text in said)}
    assert tasks_of(world, life) == before, "no new season has a task for it"


def tasks_of(world: World, life: Life) -> int:
    with world.work() as session:
        return len(session.exec(select(CampaignTask.id).where(CampaignTask.household_id == life.household)).all())


def test_who_agrees_again_is_in_the_season_that_has_opened_meanwhile(world: World, life: Life) -> None:
    withdraws(world)
    world.now = world.now.replace(month=12, day=2, hour=10)
    world.keeps_up("carry campaigns on")
    before = tasks_of(world, life)
    world.passes(days=1)
    agrees(world)
    world.passes(hours=1)
    world.keeps_up("carry campaigns on")
    assert tasks_of(world, life) > before
    assert any(NAME in text for text in world.messages(POINT)[-3:])


def test_what_was_done_before_counts_and_is_not_read(world: World, life: Life) -> None:
    with world.work() as session:
        session.get_one(CampaignTask, life.task).state = "done"
    before = read(world, "spreadsheet", life)
    withdraws(world)
    table = read(world, "spreadsheet", life)
    assert NAME in before
    assert NAME not in table
    assert "consent withdrawn" in table
    assert "HF-2026-0001" in table
    assert NAME not in read(world, "tasks", life)
    rows = [sheet["rows"] for sheet in spreadsheet_of(world, life)["sheets"]]
    columns = [sheet["columns"] for sheet in spreadsheet_of(world, life)["sheets"]]
    assert [len(row[0]) for row in rows] == [len(some) for some in columns]


def spreadsheet_of(world: World, life: Life) -> dict[str, Any]:
    with world.work() as session:
        campaign = session.get_one(CampaignTask, life.task).campaign_id
        return campaigns.spreadsheet(world.at_work(session, STATION), campaign)


def test_nothing_new_is_begun(world: World, life: Life) -> None:
    again = world.opens(LIN, "golden_autumn", 100, household_id=life.household, subject_print="x", period="2028")
    withdraws(world)
    with world.work() as session, pytest.raises(ConsentWithdrawn):
        procedure.check_may_record_visit(world.at_work(session, POINT), again)
    with world.work() as session, pytest.raises(ConsentWithdrawn):
        care.check_may_log(world.at_work(session, POINT), life.household)
    with world.work() as session, pytest.raises(ConsentWithdrawn):
        tasks.tick_at_once(world.at_work(session, POINT), life.task, "file")


def test_a_case_goes_on_by_its_number_as_far_as_to_its_payment(world: World, life: Life) -> None:
    withdraws(world)
    world.decides(STATION, life.running)
    world.passes(days=14)
    world.keeps_up("end public notices")
    world.decides(APPROVER, life.running)
    version = world.case(life.running).version
    with world.work() as session:
        disclosures.show_card(world.at_work(session, CASHIER), life.running, version)
    assert any(CARD in text.replace(" ", "") for text in world.messages(CASHIER))
    world.pays(life.running)
    assert world.case(life.running).step == "receipt"


def test_nobody_enters_what_the_worker_no_longer_agrees_to(world: World, life: Life) -> None:
    report = world.opens(STRANGER)
    world.visits(POINT, STATION, report)
    world.decides(STATION, report)
    world.passes(days=14)
    world.keeps_up("end public notices")
    world.decides(APPROVER, report)
    with world.work() as session:
        people.withdraw(world.at_work(session, STRANGER), ConsentKind.SENSITIVE, ())
    version = world.case(report).version
    with world.work() as session, pytest.raises(ConsentWithdrawn):
        disclosures.show_entry_data(world.at_work(session, RECORDER), report, version)
    with world.work() as session, pytest.raises(ConsentWithdrawn):
        procedure.check_may_press(world.at_work(session, RECORDER), report, version, Action.ENTER)
    with world.work() as session, pytest.raises(ConsentWithdrawn):
        procedure.enter(world.at_work(session, RECORDER), report, version, "QG-3505-2026-00099")
    with world.work() as session:
        people.set_consent(world.at_work(session, STRANGER), ConsentKind.SENSITIVE, True)
    world.enters(report, "QG-3505-2026-00099")
    assert world.case(report).step == "closed"


def test_what_was_never_handed_in_goes_at_once_with_its_reminders(world: World, life: Life) -> None:
    world.passes(days=4)
    world.now = world.now.replace(hour=10)
    world.keeps_up("nudge unfinished drafts")
    assert withdraws(world) == 1
    with world.work() as session:
        assert not session.exec(select(Draft).where(Draft.person_id == LIN)).all()
        nudges = session.exec(select(Outbox.state).where(col(Outbox.key).startswith("nudge:"))).all()
        assert nudges
        assert WAITING not in nudges


def test_to_see_stop_and_object_needs_no_consent(world: World, life: Life) -> None:
    withdraws(world, ConsentKind.PROCESSING)
    with world.work() as session:
        work = world.at_work(session, LIN)
        for action in (Action.SEE_OWN_CASE, Action.STOP_OWN_CASE, Action.SEE_OWN_FILE, Action.SEE_OWN_OFFICER):
            require(work.actor, action)
        for action in (Action.CHANGE_OWN_CASE, Action.CHANGE_OWN_FILE, Action.APPLY, Action.ANSWER_OFFER):
            with pytest.raises(ConsentNeeded):
                require(work.actor, action)
        cases.withdraw(work, life.running)
        assert changes.own_file(work).number
    assert world.case(life.running).status == "withdrawn"


def test_digests_and_proposals_in_the_chats_of_officers_hide_it(world: World, life: Life) -> None:
    withdraws(world)
    assert "has withdrawn the consent" in world.edited(POINT)[-1]
    agrees(world)
    assert any("The wage fell in May." in text for text in world.edited(POINT)[-2:])
