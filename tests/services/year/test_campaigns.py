"""Campaigns by themselves: opened, filled, reminded of, reported, closed; late, doubled and missed runs do no harm."""

from __future__ import annotations

import json
import threading
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlmodel import col, select

from models.broadcasts import Broadcast
from models.campaigns import Campaign, CampaignTask
from models.households import HouseholdFile
from models.officers import Appointment
from models.platform.audit import Audit
from models.platform.outbox import SENT, Outbox
from models.units import Unit
from services.campaigns import digests, filling
from services.care import assigning as case_officers
from services.year import seasons as campaigns
from tests.campaigns import AT_WORK, LAID_OFF, RETIRED, WITH_STUDENT, changed, put_household
from tests.union import (
    ADMIN,
    APPROVER,
    AYGUL,
    CASHIER,
    CENTRE_REVIEWER,
    DEMO,
    LIN,
    OTHER_STATION,
    POINT,
    RECORDER,
    STATION,
    STATION_TOO,
    STRANGER,
    ZONE,
    World,
    told,
)

OFFICERS = (POINT, STATION, STATION_TOO, OTHER_STATION, CENTRE_REVIEWER, APPROVER, ADMIN)
NEW_YEAR = datetime(2025, 1, 5, 10, tzinfo=ZONE)


def at(month: int, day: int, hour: int = 9, year: int = 2026) -> datetime:
    return datetime(year, month, day, hour, tzinfo=ZONE)


@pytest.fixture
def union(world: World) -> World:
    """Five households: three of the point's officer, one of the other station's reviewer, one without officer."""
    rows: tuple[tuple[int, int, int, int | None, Any], ...] = (
        (1, LIN, 4, POINT, AT_WORK),
        (2, STRANGER, 4, POINT, LAID_OFF),
        (3, CASHIER, 4, POINT, WITH_STUDENT),
        (4, AYGUL, 5, OTHER_STATION, AT_WORK),
        (5, RECORDER, 5, None, AT_WORK),
    )
    with world.work() as session:
        for number, head, unit, officer, answers in rows:
            put_household(session, number, head=head, unit=unit, officer=officer, opened_at=NEW_YEAR, answers=answers)
    return world


def runs(world: World, now: datetime) -> None:
    world.now = now
    with world.work() as session:
        campaigns.carry_seasons_on(world.at_work(session).at(now))


def walks(world: World, first: datetime, last: datetime, *, times: int = 1) -> None:
    """Run every day from the first to the last, at the same hour."""
    for n in range((last - first).days + 1):
        for _ in range(times):
            runs(world, first + timedelta(days=n))


def outgoing(world: World) -> list[tuple[int, str | None]]:
    """Return the receiver and the key of everything queued."""
    with world.work() as session:
        return list(session.exec(select(Outbox.chat_id, Outbox.key).order_by(col(Outbox.id))))


def notices(world: World) -> list[Broadcast]:
    with world.work() as session:
        return list(session.exec(select(Broadcast).order_by(col(Broadcast.id))))


def campaign(world: World, key: str) -> Campaign:
    with world.work() as session:
        return session.exec(select(Campaign).where(Campaign.key == key)).one()


def households_in(world: World, key: str) -> list[str]:
    with world.work() as session:
        query = (
            select(HouseholdFile.number)
            .join(CampaignTask, col(CampaignTask.household_id) == col(HouseholdFile.id))
            .join(Campaign, col(Campaign.id) == col(CampaignTask.campaign_id))
            .where(Campaign.key == key)
        )
        return sorted(number[-1] for number in session.exec(query))


def does(world: World, household: int, state: str = "done", **more: Any) -> None:
    """Let the tasks of a household stand somewhere else."""
    with world.work() as session:
        number = f"HF-2025-{household:04d}"
        file = session.exec(select(HouseholdFile).where(HouseholdFile.number == number)).one()
        for task in session.exec(select(CampaignTask).where(CampaignTask.household_id == file.id)):
            task.state = state
            for name, value in more.items():
                setattr(task, name, value)


SUMMER = "season:summer_cooling:2026"
AUTUMN = "season:autumn_study:2026"
WINTER = "season:winter_warmth:2026"


# Opening -------------------------------------------------------------------------------------------------------------


def test_nothing_happens_before_a_season_opens(union: World) -> None:
    runs(union, at(5, 31, 23))
    assert outgoing(union) == []
    assert notices(union) == []


def test_a_season_opens_on_its_day_with_a_task_for_each_household_in_the_audience(union: World) -> None:
    runs(union, at(6, 1, 0))
    assert households_in(union, SUMMER) == ["1", "4", "5"]
    opened = campaign(union, SUMMER)
    assert (opened.opens, opened.closes, opened.handled_until) == (
        date(2026, 6, 1),
        date(2026, 9, 15),
        date(2026, 6, 1),
    )
    assert opened.policy_version == union.house.policies.current.version
    with union.work() as session:
        assert session.exec(select(Audit.detail).where(Audit.action == "opened a season")).all() == ["3"]


def test_each_officer_gets_one_message_for_all_their_households(union: World) -> None:
    runs(union, at(7, 1))
    runs(union, at(12, 1))
    (text,) = [text for text in union.messages(POINT) if "Winter warmth 2026" in text]
    assert "It has begun. The last day is 20 February 2027." in text
    assert "3 households are yours." in text
    assert "▱▱▱▱▱▱▱▱▱▱ 0/3" in text
    assert "Visit the home, hear how they are, and take a photo if they agree" in text
    number = campaign(union, WINTER).id
    assert union.presses(POINT) == [f"tl:{number}:0", f"tn:{number}"]
    assert [text for text in union.messages(STATION) if "households are yours" in text] == []


def test_the_workers_hear_of_it_with_the_programmes_it_leads_to(union: World) -> None:
    runs(union, at(7, 1))
    summer, autumn = notices(union)
    assert (summer.key, autumn.key) == (f"{SUMMER}:opening", f"{AUTUMN}:opening")
    assert (autumn.topic, told(json.loads(autumn.title)), autumn.state) == (
        "programmes", "Golden Autumn study grant 2026", "scheduled"
    )  # fmt: skip
    assert autumn.audience["season"] == ""
    text = told(autumn.body["message"]["text"])
    assert text.startswith("Golden Autumn study grant")
    assert "School begins soon" in text
    ((label, press, _),) = autumn.body["message"]["keys"][0]
    assert told(label) == "Apply: Golden Autumn study grant"
    assert press == "at:golden_autumn"
    runs(union, at(12, 1))
    assert notices(union)[-1].audience["season"] == "winter_warmth"


def test_the_centre_hears_of_households_without_officer_at_the_opening_and_at_the_end(union: World) -> None:
    runs(union, at(6, 1))
    for leader in (CENTRE_REVIEWER, APPROVER):
        assert "1 household of this season has no case officer" in union.messages(leader)[0]
    assert union.messages(STATION) == []
    walks(union, at(6, 2), at(9, 15))
    about = [text for text in union.messages(APPROVER) if "no case officer" in text and "Summer" in text]
    assert len(about) == 2


def test_without_officers_at_the_centre_the_administrators_hear(union: World) -> None:
    with union.work() as session:
        leading = col(Appointment.role).in_(("reviewer", "approver"))
        for held in session.exec(select(Appointment).where(leading)):
            held.ended_at = union.now
    runs(union, at(6, 1))
    assert "no case officer" in union.messages(ADMIN)[0]


# Filling -------------------------------------------------------------------------------------------------------------


def test_files_opened_later_get_their_task_and_their_officer_hears_once(union: World) -> None:
    runs(union, at(6, 1))
    with union.work() as session:
        put_household(session, 6, head=ADMIN, unit=4, officer=POINT, opened_at=at(6, 9, 15))
        put_household(session, 7, head=STATION, unit=4, officer=POINT, opened_at=at(6, 9, 15), answers=RETIRED)
    for _ in range(2):
        runs(union, at(6, 9, 16))
    runs(union, at(6, 10))
    assert households_in(union, SUMMER) == ["1", "4", "5", "6"]
    (text,) = [text for text in union.messages(POINT) if "HF-2025-0006" in text]
    assert "1 more household of yours is part of this season:" in text
    assert "卫管理 HF-2025-0006" in text
    walks(union, at(6, 11), at(7, 7))
    assert "2 households are yours." in union.messages(POINT)[-1]


def test_a_file_written_down_just_after_the_last_look_is_not_missed(union: World) -> None:
    runs(union, at(6, 9, 15))
    with union.work() as session:
        put_household(session, 6, head=ADMIN, unit=4, officer=None, opened_at=at(6, 9, 15) - timedelta(seconds=5))
    runs(union, at(6, 9, 16))
    assert "6" in households_in(union, SUMMER)


def test_what_officers_found_out_and_closed_files_count(union: World) -> None:
    with union.work() as session:
        files = session.exec(select(HouseholdFile).order_by(col(HouseholdFile.id))).all()
        files[0].known = {"works_outdoors": False}
        files[3].closed_at = at(5, 1)
    runs(union, at(6, 1))
    assert households_in(union, SUMMER) == ["5"]


def test_more_households_than_a_batch_are_all_there(union: World, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(filling, "A_BATCH", 2)
    runs(union, at(12, 1))
    assert households_in(union, WINTER) == ["1", "2", "3", "4", "5"]


# Reminding -----------------------------------------------------------------------------------------------------------


def test_a_reminder_goes_to_all_a_follow_up_names_what_is_left(union: World) -> None:
    walks(union, at(6, 1), at(6, 28))
    before = len(union.messages(POINT))
    does(union, 4)
    runs(union, at(6, 29))
    text = union.messages(POINT)[-1]
    assert len(union.messages(POINT)) == before + 1
    assert "Summer cooling: 4 weeks since the opening" in text
    assert "Still open:\n• 林示例 HF-2025-0001" in text
    assert len(union.messages(OTHER_STATION)) == 1, "all is done there, so only the opening was said"
    walks(union, at(6, 30), at(7, 7))
    assert "Summer cooling: once more, at Lesser Heat" in union.messages(OTHER_STATION)[-1]
    assert "Everything is done. Thank you!" in union.messages(OTHER_STATION)[-1]


def test_what_was_put_off_is_not_named_before_its_day(union: World) -> None:
    walks(union, at(6, 1), at(6, 28))
    does(union, 1, "in_work", later_on=date(2026, 7, 30))
    said = len(union.messages(POINT))
    runs(union, at(6, 29))
    assert len(union.messages(POINT)) == said
    walks(union, at(6, 30), at(8, 24))
    assert any("12 weeks" in text and "林示例 HF-2025-0001" in text for text in union.messages(POINT))


def test_what_was_put_off_until_today_is_named(union: World) -> None:
    walks(union, at(6, 1), at(6, 28))
    does(union, 1, "in_work", later_on=date(2026, 6, 29))
    runs(union, at(6, 29))
    assert "林示例 HF-2025-0001" in union.messages(POINT)[-1]
    assert "1 of them is put off." in union.messages(POINT)[-1]


def test_of_many_households_ten_are_named(union: World) -> None:
    with union.work() as session:
        for number in range(10, 22):
            put_household(session, number, head=LIN, unit=4, officer=POINT, opened_at=NEW_YEAR)
    walks(union, at(6, 1), at(6, 29))
    text = union.messages(POINT)[-1]
    assert text.count("• ") == 10
    assert "and 3 more households" in text


def test_several_missed_reminders_become_one(union: World) -> None:
    walks(union, at(6, 1), at(6, 2))
    runs(union, at(7, 30))
    assert [text for text in union.messages(OTHER_STATION) if "Summer" in text][1:] == [
        text for text in union.messages(OTHER_STATION) if "Still open:" in text
    ]
    text = union.messages(OTHER_STATION)[1]
    assert "since the opening" not in text, "eight weeks were on the 27th, so that would be wrong now"
    assert "The last day is 15 September 2026." in text


def test_of_missed_reminders_the_latest_is_the_one_that_counts(union: World) -> None:
    walks(union, at(6, 1), at(6, 2))
    runs(union, at(7, 7))
    (text,) = [text for text in union.messages(OTHER_STATION) if "Summer" in text][1:]
    assert "Summer cooling: once more, at Lesser Heat" in text


def test_after_the_last_day_nobody_is_reminded_but_all_reports_go_out(union: World) -> None:
    walks(union, at(6, 1), at(6, 2))
    said = len(union.messages(POINT))
    runs(union, at(9, 25))
    assert len(union.messages(POINT)) == said
    assert "1 household still has something left" in union.messages(STATION)[0]
    assert "Done: 0 of 3 households." in union.messages(APPROVER)[-1]
    assert campaign(union, SUMMER).closed_at is not None


# Reporting up --------------------------------------------------------------------------------------------------------


def test_a_week_before_the_end_each_station_hears_who_has_what_left(union: World) -> None:
    walks(union, at(6, 1), at(9, 8))
    for reviewer in (STATION, STATION_TOO):
        (text,) = [text for text in union.messages(reviewer) if "Summer" in text]
        assert "Unit 2: 1 household still has something left. The last day is 15 September 2026" in text
        assert "• 员11: 1 of 1 left" in text
    text = next(text for text in union.messages(OTHER_STATION) if "Unit 3" in text and "Summer" in text)
    assert "Unit 3: 2 households still have something left." in text
    assert "⚠️ Without case officer: 1. Please assign one: /households" in text
    number = campaign(union, SUMMER).id
    with union.work() as session:
        row = session.exec(select(Outbox).where(Outbox.key == f"left:{SUMMER}:2:{STATION}")).one()
    assert [press for keys in row.body["message"]["keys"] for _, press, _ in keys] == [f"tl:{number}:0", f"sa:{number}"]


def test_an_approver_at_a_station_is_asked_only_where_there_is_no_reviewer(union: World) -> None:
    with union.work() as session:
        for unit in (2, 3):
            session.add(
                Appointment(person_id=RECORDER, role="approver", unit_id=unit, appointed_by=ADMIN, since=union.now)
            )
        reviewer = select(Appointment).where(Appointment.person_id == OTHER_STATION)
        session.exec(reviewer).one().ended_at = union.now
    walks(union, at(6, 1), at(9, 7))
    with union.work() as session:  # nobody reviews anywhere above the other station
        reviewer = select(Appointment).where(Appointment.person_id == CENTRE_REVIEWER)
        session.exec(reviewer).one().ended_at = union.now
    runs(union, at(9, 8))
    told_of = [text for text in union.messages(RECORDER) if "Summer" in text]
    assert ["Unit 3" in text for text in told_of] == [True]


def test_a_station_where_all_is_done_hears_nothing(union: World) -> None:
    walks(union, at(6, 1), at(9, 7))
    does(union, 1)
    runs(union, at(9, 8))
    assert [text for text in union.messages(STATION) if "Summer" in text] == []


def test_what_lies_right_under_the_centre_goes_to_the_centre(union: World) -> None:
    with union.work() as session:
        session.add(Unit(parent_id=1, level="point", path="/1/6/", name="Unit 6"))
        session.flush()
        put_household(session, 6, head=ADMIN, unit=6, officer=CENTRE_REVIEWER, opened_at=NEW_YEAR)
    walks(union, at(6, 1), at(9, 8))
    for leader in (CENTRE_REVIEWER, APPROVER):
        assert any("Unit 1: 1 household still has something left." in text for text in union.messages(leader))


def test_a_day_after_the_end_the_centre_hears_how_it_ended_and_it_is_closed(union: World) -> None:
    walks(union, at(6, 1), at(9, 14))
    does(union, 4)
    does(union, 1, "in_work")
    runs(union, at(9, 15, 23))
    assert campaign(union, SUMMER).closed_at is None, "the last day is still worked"
    runs(union, at(9, 16))
    text = next(text for text in union.messages(APPROVER) if "Ended on 15 September 2026." in text and "Summer" in text)
    assert "Done: 1 of 3 households. Begun: 1. Not begun: 1." in text
    assert "▰▰▰▱▱▱▱▱▱▱ 1/3" in text
    assert "• Unit 2: 1 of 1 left\n• Unit 3: 1 of 2 left" in text
    assert "⚠️ Without case officer: 1. Please assign one: /households" in text
    assert campaign(union, SUMMER).closed_at == at(9, 16)


# The digest grows with the work --------------------------------------------------------------------------------------


def redraws(world: World, key: str, officer: int) -> None:
    campaign_id = campaign(world, key).id
    with world.work() as session:
        digests.redraw_digest(world.at_work(session), campaign_id, officer)


def test_the_newest_digest_is_drawn_again(union: World) -> None:
    runs(union, at(12, 1))
    does(union, 1)
    redraws(union, WINTER, POINT)
    (text,) = union.edited(POINT)
    assert "It has begun." in text
    assert "▰▰▰▱▱▱▱▱▱▱ 1/3" in text
    walks(union, at(12, 2), at(1, 7, year=2027))
    for household in (2, 3):
        does(union, household)
    redraws(union, WINTER, POINT)
    text = union.edited(POINT)[-1]
    assert "Winter warmth: 30 days to Spring Festival" in text
    assert "▰▰▰▰▰▰▰▰▰▰ 3/3" in text
    assert "Everything is done. Thank you!" in text
    with union.work() as session:
        last = session.exec(select(Outbox).where(Outbox.kind == "edit").order_by(col(Outbox.id).desc())).first()
    assert last is not None
    assert last.target_key == f"digest:{WINTER}:reminder:2027-01-07:{POINT}"


def test_who_has_no_digest_gets_none_drawn(union: World) -> None:
    runs(union, at(12, 1))
    redraws(union, WINTER, STATION)
    with union.work() as session:
        digests.redraw_digest(union.at_work(session), 999, POINT)
        digests.redraw_digest(union.at_work(session), 1, None)
    assert [union.edited(one) for one in (STATION, POINT)] == [[], []]


# Late, repeated, doubled, changed ------------------------------------------------------------------------------------


def year_of(world: World, *, times: int = 1) -> tuple[list[tuple[int, str | None]], list[str | None]]:
    """Walk from May to March; return what went out."""
    walks(world, at(5, 25), at(3, 6, year=2027), times=times)
    return outgoing(world), [one.key for one in notices(world)]


def test_two_runs_a_day_say_nothing_twice(union: World) -> None:
    said, announced = year_of(union, times=2)
    assert len(said) == len(set(said))
    assert all(name is not None for _, name in said)
    assert announced == [f"{key}:opening" for key in (SUMMER, AUTUMN, WINTER, "season:spring_jobs:2027")]


def test_doubled_runs_at_the_same_time_open_once(union: World) -> None:
    gate, failures = threading.Barrier(2), list[BaseException]()

    def both(now: datetime) -> None:
        gate.wait(10)
        try:
            with union.work() as session:
                campaigns.carry_seasons_on(union.at_work(session).at(now))
        except BaseException as failure:
            failures.append(failure)

    for now in (at(6, 1), at(6, 29), at(9, 16)):
        threads = [threading.Thread(target=both, args=(now,)) for _ in range(2)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join(30)
    assert failures == []
    assert households_in(union, SUMMER) == ["1", "4", "5"]
    said = outgoing(union)
    assert len(said) == len(set(said))
    assert len([one for one in notices(union) if one.key == f"{SUMMER}:opening"]) == 1


def test_off_for_a_week_across_an_opening_opens_once_and_late(union: World) -> None:
    runs(union, at(5, 29))
    for _ in range(2):
        runs(union, at(6, 5, 14))
    assert [name for who, name in outgoing(union) if who == POINT] == [f"digest:{SUMMER}:opening:2026-06-01:{POINT}"]
    assert len(notices(union)) == 1


def test_off_for_a_whole_season_opens_nothing_of_the_past(union: World) -> None:
    runs(union, at(5, 29))
    runs(union, at(9, 20))
    assert outgoing(union) == []
    assert notices(union) == []


def test_opened_in_its_last_days_it_still_goes_to_the_station(union: World) -> None:
    runs(union, at(9, 10))
    assert f"digest:{SUMMER}:opening:2026-06-01:{POINT}" in [name for _, name in outgoing(union)]
    assert "1 household still has something left" in union.messages(STATION)[0]


def test_a_changed_policy_neither_opens_again_nor_changes_what_runs(union: World, tmp_path: Path) -> None:
    walks(union, at(6, 1), at(6, 15))
    before = outgoing(union)
    changed(
        union,
        tmp_path,
        ('opens = "06-01"', 'opens = "06-10"'),
        ('closes = "09-15"\nrounds', 'closes = "08-31"\nrounds'),
    )
    walks(union, at(6, 15), at(6, 28), times=2)
    assert outgoing(union) == before
    assert len(notices(union)) == 1
    walks(union, at(6, 29), at(9, 15))
    assert "15 September 2026" in union.messages(POINT)[-1]
    assert campaign(union, SUMMER).closed_at is None
    runs(union, at(9, 16))
    assert campaign(union, SUMMER).closed_at is not None


def test_a_season_that_is_gone_from_the_policy_ends_by_its_own_dates(union: World, tmp_path: Path) -> None:
    walks(union, at(6, 1), at(6, 15))
    text = DEMO.read_text(encoding="utf-8")
    summer = text[text.index('[[season]]\nkey = "summer_cooling"') : text.index('[[season]]\nkey = "autumn_study"')]
    changed(union, tmp_path, (summer, ""), ('season = "summer_cooling"', 'season = "autumn_study"'))
    walks(union, at(6, 16), at(9, 16))
    assert campaign(union, SUMMER).closed_at == at(9, 16)
    assert any("Summer" in text and "Ended on" in text for text in union.messages(APPROVER))


def test_a_season_may_open_without_a_digest(union: World, tmp_path: Path) -> None:
    changed(
        union, tmp_path, ("[season.remind]\nevery_weeks = 4", "[season.remind]\non_opening = false\nevery_weeks = 4")
    )
    runs(union, at(6, 1))
    assert union.messages(POINT) == []
    runs(union, at(6, 29))
    assert len(union.messages(POINT)) == 1


def test_a_digest_that_was_sent_can_be_found_when_its_words_are_forgotten(union: World) -> None:
    runs(union, at(12, 1))
    with union.work() as session:
        for row in session.exec(select(Outbox)):
            row.state, row.body = SENT, {}
    redraws(union, WINTER, POINT)
    with union.work() as session:
        last = session.exec(select(Outbox).where(Outbox.kind == "edit")).one()
    assert "0/3" in told(last.body["message"]["text"])


def test_a_household_that_goes_to_a_colleague_changes_what_both_see(union: World) -> None:
    """The one who gives it up has no household left in it; the other had no message yet, and one comes of its own."""
    runs(union, at(6, 1))
    with union.work() as session:
        file = session.exec(select(HouseholdFile).where(HouseholdFile.number == "HF-2025-0001")).one()
        actor = union.actor(session, CENTRE_REVIEWER)
        case_officers.assign(union.at_work(session).by(actor), file.id, STATION)
    assert "No household of yours is left in this season." in union.edited(POINT)[-1]
    assert union.edited(STATION) == []
