"""What happens by itself: overdue steps, drafts that lie, and bars that end; twice and late does no harm."""

from __future__ import annotations

from datetime import date, datetime

from sqlmodel import select

from models.aid import ReInvitation
from models.forms import Draft
from services.forms import drafts
from tests.union import ADMIN, AYGUL, CENTRE_REVIEWER, LIN, STATION, STATION_TOO, STRANGER, ZONE, World


def at(month: int, day: int, hour: int = 9) -> datetime:
    return datetime(2026, month, day, hour, tzinfo=ZONE)


def reminders(world: World, chat_id: int) -> int:
    return sum("has waited too long" in text for text in world.messages(chat_id))


def test_a_step_is_due_after_its_working_days(world: World) -> None:
    """Handed in on Monday, 20 July, with five working days: the last one is Monday, 27 July."""
    world.opens()
    world.now = at(7, 27, 23)
    world.keeps_up("remind of overdue steps")
    assert reminders(world, STATION) == 0


def test_an_overdue_step_reminds_then_goes_one_level_up(world: World) -> None:
    case_id = world.opens()
    world.now = at(7, 28)
    for _ in range(2):
        world.keeps_up("remind of overdue steps")
    assert (reminders(world, STATION), reminders(world, STATION_TOO)) == (1, 1)
    assert world.prompted(case_id) == {STATION, STATION_TOO}
    world.now = at(7, 29)
    for _ in range(2):
        world.keeps_up("remind of overdue steps")
    assert world.prompted(case_id) == {STATION, STATION_TOO, CENTRE_REVIEWER}
    assert world.case(case_id).raised == 1
    assert "This was due on 27 July 2026." in world.messages(CENTRE_REVIEWER)[0]
    assert len(world.messages(CENTRE_REVIEWER)) == 1
    world.visits(STATION_TOO, STATION, case_id)
    world.decides(CENTRE_REVIEWER, case_id)
    assert world.case(case_id).step == "notice"


def test_what_is_overdue_at_one_moment_is_one_message_with_a_list(world: World) -> None:
    numbers = [world.case(world.opens(worker)).number for worker in (LIN, STRANGER)]
    world.now = at(7, 28)
    for _ in range(2):
        world.keeps_up("remind of overdue steps")
    for officer in (STATION, STATION_TOO):
        lists = [text for text in world.messages(officer) if "things still wait for you" in text]
        assert len(lists) == 1
        assert all(f"• {number}: " in lists[0] for number in numbers)
        assert reminders(world, officer) == 0
    world.now = at(9, 1)
    for _ in range(2):
        world.keeps_up("remind of overdue steps")
    lists = [text for text in world.messages(STATION) if "things still wait for you" in text]
    assert len(lists) == 2, "and again after weeks"


def test_a_weekend_is_not_counted_as_late(world: World) -> None:
    """Handed in on Friday, 24 July: due on Friday, 31 July; Saturday and Sunday pass."""
    world.now = at(7, 24)
    case_id = world.opens()
    world.now = at(8, 2)
    world.keeps_up("remind of overdue steps")
    assert reminders(world, STATION) == 0
    world.now = at(8, 3)
    world.keeps_up("remind of overdue steps")
    assert reminders(world, STATION) == 1
    assert world.case(case_id).raised == 0


def test_a_late_run_catches_up_in_one_go(world: World) -> None:
    case_id = world.opens()
    world.now = at(9, 1)
    world.keeps_up("remind of overdue steps")
    world.keeps_up("remind of overdue steps")
    assert world.prompted(case_id) == {STATION, STATION_TOO, CENTRE_REVIEWER}
    assert reminders(world, STATION) == 1
    world.now = at(9, 2)
    world.keeps_up("remind of overdue steps")
    assert reminders(world, ADMIN) == 1, "there is no level above, so the administrator hears of it"


def test_a_case_with_the_worker_is_not_overdue(world: World) -> None:
    case_id = world.opens()
    world.decides(STATION, case_id, "return")
    world.now = at(9, 1)
    world.keeps_up("remind of overdue steps")
    assert reminders(world, STATION) == 0


def test_drafts_are_nudged_once_and_expire_with_a_word(world: World) -> None:
    with world.work() as session:
        drafts.begin(world.at_work(session, LIN), "report", {"form": "report"})
    world.passes(days=2)
    world.keeps_up("nudge unfinished drafts")
    assert world.messages(LIN) == []
    world.passes(days=1)
    for _ in range(3):
        world.keeps_up("nudge unfinished drafts")
    assert len(world.messages(LIN)) == 1
    assert "your hardship report" in world.messages(LIN)[0]
    world.passes(days=27)
    for _ in range(2):
        world.keeps_up("nudge unfinished drafts")
        world.keeps_up("expire old drafts")
    assert len(world.messages(LIN)) == 2
    with world.work() as session:
        assert session.exec(select(Draft)).all() == []


def test_a_clock_that_jumped_removes_no_form_unforeseen(world: World) -> None:
    with world.work() as session:
        drafts.begin(world.at_work(session, LIN), "report", {"form": "report"})
    world.passes(days=400)
    for _ in range(2):
        world.keeps_up("nudge unfinished drafts")
        world.keeps_up("expire old drafts")
    assert len(world.messages(LIN)) == 1
    with world.work() as session:
        assert session.exec(select(Draft)).all()
    world.passes(days=27)
    world.keeps_up("expire old drafts")
    assert len(world.messages(LIN)) == 2
    with world.work() as session:
        assert session.exec(select(Draft)).all() == []


def test_a_draft_touched_again_is_nudged_again(world: World) -> None:
    with world.work() as session:
        draft = drafts.begin(world.at_work(session, LIN), "report", {})
    world.passes(days=3)
    world.keeps_up("nudge unfinished drafts")
    with world.work() as session:
        drafts.save(world.at_work(session, LIN), draft, {"at": "x"})
    world.passes(days=3)
    world.keeps_up("nudge unfinished drafts")
    assert len(world.messages(LIN)) == 2


def test_workers_are_invited_again_when_their_bar_ends(world: World) -> None:
    with world.work() as session:
        session.add(ReInvitation(person_id=LIN, on=date(2026, 7, 22)))
    world.keeps_up("re-invite workers whose bar has ended")
    assert world.messages(LIN) == []
    world.passes(days=5)
    for _ in range(2):
        world.keeps_up("re-invite workers whose bar has ended")
    assert len(world.messages(LIN)) == 1
    assert "/report" in world.messages(LIN)[0]


def left_lying(world: World, barred_until: date) -> set[int]:
    """Let a report and a registration lie for 31 days, one person being barred; return who still has a report.

    They were reminded of them in time.
    """
    with world.work() as session:
        for person_id in (LIN, AYGUL):
            drafts.begin(world.at_work(session, person_id), "report", {})
        drafts.begin(world.at_work(session, LIN), "registration", {})
        session.add(ReInvitation(person_id=LIN, on=barred_until))
    world.passes(days=3)
    world.keeps_up("nudge unfinished drafts")
    world.passes(days=28)
    world.keeps_up("expire old drafts")
    with world.work() as session:
        left = session.exec(select(Draft)).all()
        assert all(draft.form_key == "report" for draft in left)
        return {draft.person_id for draft in left}


def test_a_report_that_has_to_wait_does_not_expire_meanwhile(world: World) -> None:
    assert left_lying(world, date(2026, 10, 15)) == {LIN}
    world.now = at(10, 15)
    world.keeps_up("re-invite workers whose bar has ended")
    world.keeps_up("expire old drafts")
    with world.work() as session:
        assert len(session.exec(select(Draft)).all()) == 1, "invited now, so there is time to send it"
    world.now = at(11, 16)
    world.keeps_up("expire old drafts")
    with world.work() as session:
        assert session.exec(select(Draft)).all() == []


def test_a_bar_long_over_keeps_nothing(world: World) -> None:
    assert left_lying(world, date(2026, 7, 20)) == set()
