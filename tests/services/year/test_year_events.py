"""What the year brings beside the seasons, and heat warnings; twice and late does no harm."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import pytest
from sqlmodel import Session, col, select

from domain.broadcasts.audience import Audience
from domain.platform.access import NotForYou
from domain.platform.text import Refusal
from models.broadcasts import Broadcast
from models.campaigns import Campaign
from models.households import HouseholdFile
from models.officers import Appointment
from models.platform.audit import Audit
from models.platform.outbox import Outbox
from services.year import events as year_events
from services.year import seasons as campaigns
from services.year import warnings
from tests.campaigns import AT_WORK, RETIRED, changed, put_household
from tests.data.households import told as in_words
from tests.union import (
    ADMIN,
    APPROVER,
    APPROVER_TOO,
    AYGUL,
    CASHIER,
    CENTRE_REVIEWER,
    DEMO,
    LIN,
    OTHER_STATION,
    POINT,
    RECORDER,
    STATION,
    STRANGER,
    ZONE,
    World,
    told,
)


def at(month: int, day: int, hour: int = 9, minute: int = 0) -> datetime:
    return datetime(2026, month, day, hour, minute, tzinfo=ZONE)


def runs(world: World, now: datetime) -> None:
    world.now = now
    with world.work() as session:
        year_events.tell_of_days(world.at_work(session).at(now))


def notices(world: World) -> list[Broadcast]:
    with world.work() as session:
        return list(session.exec(select(Broadcast).order_by(col(Broadcast.id))))


# Reception day -------------------------------------------------------------------------------------------------------


def test_on_reception_day_the_leaders_and_all_workers_are_told_once(world: World) -> None:
    for day in (13, 14, 14, 15, 15, 16):
        runs(world, at(10, day, 8))
        assert len(world.messages(APPROVER)) == int(day >= 14), "the day before, so that they can keep time"
    for leader in (CENTRE_REVIEWER, APPROVER, APPROVER_TOO):
        (text,) = world.messages(leader)
        assert "Reception day is 15 October 2026" in text
    assert world.messages(STATION) == world.messages(ADMIN) == []
    (notice,) = notices(world)
    assert (notice.key, notice.topic) == ("reception:2026-10-15", "seasonal")
    assert in_words(notice.called, "zh_Hans") == "2026-10-15 今天是工会领导接待日"
    assert in_words(notice.called, "zh_Hant") == "2026-10-15 今天是工會領導接待日", "each officer in their language"
    assert Audience.from_json(notice.audience) == Audience(workers=True)
    assert "no appointment is needed" in told(notice.body["message"]["text"])


def test_a_reception_day_at_a_weekend_is_the_next_working_day(world: World) -> None:
    for day in range(14, 19):
        runs(world, at(8, day, 8))
        assert len(world.messages(APPROVER)) == int(day >= 14), "Friday comes before Monday"
    assert "Reception day is 17 August 2026" in world.messages(APPROVER)[0]
    assert [one.key for one in notices(world)] == ["reception:2026-08-17"]


def test_off_on_the_day_before_the_leaders_hear_on_the_day_and_not_at_a_weekend(world: World) -> None:
    for day in (13, 15, 16):
        runs(world, at(8, day, 8))
    assert world.messages(APPROVER) == []
    runs(world, at(8, 17, 8))
    (text,) = world.messages(APPROVER)
    assert "Today is reception day" in text


def test_a_reception_day_that_was_missed_is_not_told_later(world: World) -> None:
    runs(world, at(10, 13))
    runs(world, at(10, 16))
    assert world.messages(APPROVER) == []
    assert notices(world) == []


def test_late_in_the_evening_workers_are_not_told_since_it_would_reach_them_tomorrow(world: World) -> None:
    runs(world, at(10, 15, 22))
    assert len(world.messages(APPROVER)) == 1
    assert notices(world) == []


def test_without_leaders_at_the_centre_the_administrators_are_told(world: World) -> None:
    with world.work() as session:
        leading = col(Appointment.role).in_(("reviewer", "approver"))
        for held in session.exec(select(Appointment).where(leading)):
            held.ended_at = world.now
    runs(world, at(10, 15))
    assert len(world.messages(ADMIN)) == 1


def test_without_a_text_only_the_leaders_are_told(world: World, tmp_path: Path) -> None:
    text = DEMO.read_text(encoding="utf-8")
    words = text[text.index("[reception_day.text]") : text.index("# 每户多久走访一次")]
    changed(world, tmp_path, (words, ""))
    runs(world, at(10, 15))
    assert len(world.messages(APPROVER)) == 1
    assert notices(world) == []


# Programmes ----------------------------------------------------------------------------------------------------------


def test_a_programme_that_opens_is_told_with_its_button(world: World) -> None:
    for day in (15, 16, 16, 17):
        runs(world, at(7, day, 8))
    notice = notices(world)[-1]
    assert (notice.key, notice.topic) == ("programme:golden_autumn:2026:opens", "programmes")
    text = told(notice.body["message"]["text"])
    assert "Golden Autumn study grant: you can apply now, until 31 August 2026." in text
    assert "From ¥3,000 to ¥7,500 for each student and year." in text
    assert notice.body["message"]["keys"][0][0][1] == "at:golden_autumn"
    assert [one.key for one in notices(world)].count(notice.key) == 1


def test_a_season_that_has_just_told_of_it_speaks_for_the_programme(world: World) -> None:
    with world.work() as session:
        campaigns.carry_seasons_on(world.at_work(session).at(at(7, 1)))
    runs(world, at(7, 15))
    runs(world, at(7, 16))
    assert not any("programme:" in (one.key or "") for one in notices(world))


def test_a_season_that_told_of_it_long_ago_does_not(world: World) -> None:
    with world.work() as session:
        campaigns.carry_seasons_on(world.at_work(session).at(at(7, 1)))
    with world.work() as session:
        session.exec(select(Campaign).where(Campaign.season == "autumn_study")).one().opened_at = at(6, 10)
    runs(world, at(7, 15))
    runs(world, at(7, 16))
    assert any(one.key == "programme:golden_autumn:2026:opens" for one in notices(world))


def test_late_a_programme_is_told_of_while_it_is_open(world: World) -> None:
    runs(world, at(7, 10))
    runs(world, at(8, 20))
    assert [one.key for one in notices(world)] == ["programme:golden_autumn:2026:opens"]


def test_a_window_that_is_over_is_not_told_of(world: World) -> None:
    runs(world, at(7, 10))
    runs(world, at(9, 2))
    assert notices(world) == []


def test_the_first_run_does_not_look_back(world: World) -> None:
    runs(world, at(7, 17))
    assert notices(world) == []


# Heat ----------------------------------------------------------------------------------------------------------------


@pytest.fixture
def summer(world: World) -> World:
    """The summer has opened: two households at work at one station, one retired; one at work and unowned elsewhere."""
    with world.work() as session:
        for number, head, unit, officer, answers in (
            (1, LIN, 4, POINT, AT_WORK),
            (2, STRANGER, 4, POINT, RETIRED),
            (3, CASHIER, 4, POINT, AT_WORK),
            (4, AYGUL, 5, OTHER_STATION, AT_WORK),
            (5, RECORDER, 5, None, AT_WORK),
        ):
            put_household(session, number, head=head, unit=unit, officer=officer, opened_at=at(1, 5), answers=answers)
    with world.work() as session:
        campaigns.carry_seasons_on(world.at_work(session).at(at(6, 1)))
    world.now = at(7, 20, 10)
    return world


def warns(world: World, degrees: int, unit: int | None = None, *, by: int = ADMIN) -> warnings.HeatWarning:
    with world.work() as session:
        return warnings.warn(world.at_work(session, by), degrees, unit)


def refused(world: World, degrees: int, unit: int | None = None) -> str:
    before = len(notices(world)), len(outgoing(world))
    with pytest.raises(Refusal) as refusal:
        warns(world, degrees, unit)
    assert (len(notices(world)), len(outgoing(world))) == before
    return type(refusal.value).__name__


def outgoing(world: World) -> list[str | None]:
    with world.work() as session:
        return list(session.exec(select(Outbox.key)))


def heat_notices(world: World) -> list[str | None]:
    return [one.key for one in notices(world) if (one.key or "").startswith("heat:")]


def test_a_warning_goes_to_workers_and_asks_officers_to_check(summer: World) -> None:
    warning = warns(summer, 37)
    assert (warning.households, warning.unowned, set(warning.to_check)) == (4, 1, {POINT, OTHER_STATION})
    notice = notices(summer)[-1]
    assert (notice.key, notice.topic, notice.title) == ("heat:0:2026-07-20:35", "safety", "≥ 35 °C · 2026-07-20")
    assert Audience.from_json(notice.audience) == Audience(heat=True)
    words = told(notice.body["message"]["text"])
    assert "It reaches 35 °C or more today." in words
    assert "/notifications" not in words, "it cannot be turned off"
    text = summer.messages(POINT)[-1]
    assert "🌡 The whole union: 37 °C today." in text
    assert "Please check on these households today:\n• 林示例 HF-2025-0001\n• 员24 HF-2025-0003" in text
    assert "HF-2025-0002" not in text
    with summer.work() as session:
        assert session.exec(select(Audit.detail).where(Audit.action == "warned of heat")).all() == ["37 °C"]


def test_below_the_first_level_nothing_is_sent(summer: World) -> None:
    assert refused(summer, 34) == "NotHotEnough"
    assert warns(summer, 35).level.degrees == 35


def test_the_same_level_on_the_same_day_is_sent_once_a_higher_one_goes_out(summer: World) -> None:
    warns(summer, 35)
    assert refused(summer, 39) == "AlreadyWarned"
    warns(summer, 40)
    assert refused(summer, 36) == "AlreadyWarned"
    assert refused(summer, 36, 4) == "AlreadyWarned"
    assert heat_notices(summer) == ["heat:0:2026-07-20:35", "heat:0:2026-07-20:40"]
    assert len([text for text in summer.messages(POINT) if "🌡" in text]) == 2
    summer.passes(days=1)
    warns(summer, 36)


def test_after_a_higher_level_a_lower_one_is_no_news(summer: World) -> None:
    warns(summer, 42)
    assert refused(summer, 36) == "AlreadyWarned"


def test_a_warning_for_a_unit_stays_there(summer: World) -> None:
    warning = warns(summer, 41, 3)
    assert (warning.households, set(warning.to_check), warning.unowned) == (2, {OTHER_STATION}, 1)
    assert Audience.from_json(notices(summer)[-1].audience) == Audience(heat=True, unit_id=3)
    assert "🌡 Unit 3: 41 °C today." in summer.messages(OTHER_STATION)[-1]
    assert refused(summer, 41, 5) == "AlreadyWarned", "it is below the unit that was warned"
    assert warns(summer, 41, 2).households == 2


def test_without_a_running_season_only_the_workers_hear(summer: World) -> None:
    with summer.work() as session:
        campaigns.carry_seasons_on(summer.at_work(session).at(at(9, 16)))
    summer.now = at(9, 17, 10)
    said = len(summer.messages(POINT))
    warning = warns(summer, 36)
    assert (warning.campaign_id, warning.to_check) == (None, {})
    assert heat_notices(summer) == ["heat:0:2026-09-17:35"]
    assert len(summer.messages(POINT)) == said


def test_in_quiet_hours_it_is_too_late_for_today_but_early_in_the_morning_it_waits(summer: World) -> None:
    summer.now = at(7, 20, 21)
    assert refused(summer, 41) == "TooLateToday"
    summer.now = at(7, 20, 6)
    warns(summer, 41)
    assert heat_notices(summer) == ["heat:0:2026-07-20:40"]


def test_only_administrators_warn_and_only_where_the_policy_has_rules(summer: World, tmp_path: Path) -> None:
    for person in (POINT, STATION, APPROVER, LIN):
        with pytest.raises(NotForYou):
            warns(summer, 41, by=person)
    text = DEMO.read_text(encoding="utf-8")
    changed(summer, tmp_path, (text[text.index("[heat]") : text.index("# 领导接待日")], ""))
    assert refused(summer, 41) == "NoHeatRules"


def test_what_officers_found_out_goes_before_what_was_reported(summer: World) -> None:
    with summer.work() as session:
        _found_out(session, works_outdoors=False)
    assert refused(summer, 36) == "NobodyInTheHeat"


def _found_out(session: Session, **facts: bool) -> None:
    for file in session.exec(select(HouseholdFile)):
        file.known = dict(facts)
