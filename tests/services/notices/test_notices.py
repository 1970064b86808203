"""Public notices: the window by the calendar, what is posted, objections, and the end by itself."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime

import pytest
from sqlmodel import select

from domain.notices.buttons import Answer
from domain.platform.access import NotForYou
from domain.procedure.refusals import NoObjectionOpen, NotRefused, OwnHousehold
from models.notices import Notice, Objection
from models.people import Person
from models.platform.audit import Audit
from models.procedure import AidCase
from services.notices import objections
from services.notices.objections import ObjectedAlready, OwnObjection, TooManyToday, WordFirst
from services.notices.posted import NoticeIsOver
from tests.union import (
    APPROVER,
    APPROVER_TOO,
    AYGUL,
    CENTRE_REVIEWER,
    DAUGHTER,
    LIN,
    OTHER_STATION,
    POINT,
    ROOM,
    STATION,
    STATION_TOO,
    STRANGER,
    ZONE,
    World,
)


def posted(world: World, day: datetime) -> Notice:
    """Review a case on a day and return its notice."""
    world.now = day
    world.reviewed(world.opens())
    with world.work() as session:
        return session.exec(select(Notice)).one()


def at(year: int, month: int, day: int, hour: int = 9) -> datetime:
    return datetime(year, month, day, hour, tzinfo=ZONE)


@pytest.mark.parametrize(
    ("day", "first", "last", "uncertain"),
    [
        (at(2026, 7, 20), date(2026, 7, 21), date(2026, 7, 27), False),
        # National Day 2026: off 1 to 7 October, and Saturday 10 October is worked.
        (at(2026, 9, 28), date(2026, 9, 29), date(2026, 10, 10), False),
        (at(2026, 9, 30), date(2026, 10, 8), date(2026, 10, 13), False),
        # 2027 is not announced: only weekends are left out, and the notice says so.
        (at(2026, 12, 30), date(2026, 12, 31), date(2027, 1, 6), True),
        # Late in the evening in Shanghai it is still the same day, though UTC is far behind.
        (at(2026, 7, 20, 23), date(2026, 7, 21), date(2026, 7, 27), False),
    ],
)
def test_the_window_follows_the_calendar(
    world: World, day: datetime, first: date, last: date, *, uncertain: bool
) -> None:
    notice = posted(world, day)
    assert (notice.first_day, notice.last_day, notice.days_uncertain) == (first, last, uncertain)
    assert ("not announced yet" in world.messages(ROOM)[0]) is uncertain


def test_a_notice_ends_at_midnight_after_its_last_day_and_not_before(world: World) -> None:
    notice = posted(world, at(2026, 9, 28))
    world.now = at(2026, 10, 10, 23)
    world.keeps_up("end public notices")
    assert world.case(notice.case_id).step == "notice"
    world.now = at(2026, 10, 11, 0)
    world.keeps_up("end public notices")
    assert world.case(notice.case_id).step == "approval"


def test_ending_twice_or_late_does_no_harm(world: World) -> None:
    notice = posted(world, at(2026, 7, 20))
    world.now = at(2026, 8, 20)
    world.keeps_up("end public notices")
    version, sent = world.case(notice.case_id).version, len(world.messages(APPROVER))
    world.keeps_up("end public notices")
    assert world.case(notice.case_id).version == version
    assert len(world.messages(APPROVER)) == sent == 1
    assert world.edited(ROOM) == ["This public notice has ended and was taken down."]


def test_a_notice_is_masked(world: World) -> None:
    posted(world, at(2026, 7, 20))
    (text,) = world.messages(ROOM)
    for shown in ("林某某", "Unit 4", "deep hardship", "Hardship file"):
        assert shown in text
    for hidden in ("林示例", "13800138000", "990101", "6222", "illness", "2026-0001"):
        assert hidden not in text


def test_without_a_notice_chat_the_notice_is_still_kept(world: World) -> None:
    world.house = replace(world.house, notice_chat_id=None)
    notice = posted(world, at(2026, 7, 20))
    world.now = at(2026, 7, 28)
    world.keeps_up("end public notices")
    assert world.case(notice.case_id).step == "approval"
    assert world.messages(ROOM) == []


# Objections ----------------------------------------------------------------------------------------------------------


def objects(world: World, notice: Notice, person_id: int = STRANGER, words: str = "They own a second flat.") -> int:
    with world.work() as session:
        objections.object_to_notice(world.at_work(session, person_id), notice.id, words=words)
        return session.exec(select(Objection)).all()[-1].id


def answers(world: World, officer: int, objection_id: int, how: Answer, words: str = "We looked into it.") -> None:
    with world.work() as session:
        actor = world.actor(session, officer)
        objections.answer(world.at_work(session).by(actor), objection_id, how, words=words)


def test_an_objection_is_confidential_and_stops_the_case_until_it_is_answered(world: World) -> None:
    notice = posted(world, at(2026, 7, 20))
    objection_id = objects(world, notice)
    assert world.prompted(notice.case_id, "objection") == {APPROVER, APPROVER_TOO}
    text = world.messages(APPROVER)[-1]
    assert "They own a second flat." in text
    assert "马" not in text
    assert str(STRANGER) not in " ".join(world.presses(APPROVER))
    world.now = at(2026, 7, 28)
    world.keeps_up("end public notices")
    assert world.case(notice.case_id).step == "notice"
    assert world.edited(ROOM), "its days are over, so it is no longer posted"
    answers(world, APPROVER, objection_id, Answer.DISMISS)
    assert world.case(notice.case_id).step == "approval"
    assert "We looked into it." in world.messages(STRANGER)[-1]
    assert world.prompted(notice.case_id, "objection") == set()
    with world.work() as session:
        said_of = session.exec(select(Audit).where(Audit.person_id == STRANGER)).all()
        assert said_of == [], "the trail names no objector"


def test_a_dismissed_objection_before_the_end_lets_the_notice_run_on(world: World) -> None:
    notice = posted(world, at(2026, 7, 20))
    answers(world, APPROVER, objects(world, notice), Answer.DISMISS)
    assert world.case(notice.case_id).step == "notice"


def test_an_upheld_objection_returns_the_case_to_be_reviewed_anew(world: World) -> None:
    notice = posted(world, at(2026, 7, 20))
    world.room_gets()
    answers(world, APPROVER, objects(world, notice), Answer.RETURN, "Please report the second home.")
    case = world.case(notice.case_id)
    assert (case.step, case.status) == ("review", "returned")
    assert "Please report the second home." in world.messages(LIN)[-1]
    assert "They own a second flat." not in " ".join(world.messages(LIN))
    assert world.edited(ROOM)


def test_an_upheld_objection_may_refuse_the_case(world: World) -> None:
    notice = posted(world, at(2026, 7, 20))
    answers(world, APPROVER, objects(world, notice), Answer.REFUSE)
    assert world.case(notice.case_id).status == "refused"


def test_only_an_approver_over_the_unit_answers_and_once(world: World) -> None:
    notice = posted(world, at(2026, 7, 20))
    objection_id = objects(world, notice)
    for other in (STATION, POINT, OTHER_STATION, STRANGER):
        with pytest.raises(NotForYou):
            answers(world, other, objection_id, Answer.DISMISS)
    answers(world, APPROVER, objection_id, Answer.DISMISS)
    with pytest.raises(NoObjectionOpen):
        answers(world, APPROVER_TOO, objection_id, Answer.REFUSE)
    assert world.case(notice.case_id).status == "open"


def test_nobody_answers_their_own_objection(world: World) -> None:
    notice = posted(world, at(2026, 7, 20))
    objection_id = objects(world, notice, APPROVER)
    assert world.prompted(notice.case_id, "objection") == {APPROVER_TOO}
    with pytest.raises(OwnObjection):
        answers(world, APPROVER, objection_id, Answer.DISMISS)


def test_one_objection_at_a_time_and_none_when_it_is_over(world: World) -> None:
    notice = posted(world, at(2026, 7, 20))
    objects(world, notice)
    with pytest.raises(ObjectedAlready):
        objects(world, notice)
    objects(world, notice, AYGUL)
    with world.work() as session:
        assert len(session.exec(select(Objection)).all()) == 2
    second = World(world.database, world.house, at(2026, 8, 20))
    second.keeps_up("end public notices")
    with pytest.raises(NoticeIsOver):
        objects(second, notice, POINT)


def test_a_worker_objects_to_a_refusal_and_the_case_is_decided_anew(world: World) -> None:
    case_id = world.opens()
    with pytest.raises(NotRefused):
        _appeals(world, case_id)
    world.decides(STATION, case_id, "refuse")
    objection_id = _appeals(world, case_id)
    assert world.prompted(case_id, "appeal") == {APPROVER, APPROVER_TOO}
    answers(world, APPROVER, objection_id, Answer.RETURN)
    case = world.case(case_id)
    assert (case.step, case.status) == ("review", "open")
    assert world.prompted(case_id) == {STATION_TOO}  # not whoever refused it


def test_a_dismissed_appeal_leaves_the_case_refused(world: World) -> None:
    case_id = world.opens()
    world.decides(STATION, case_id, "refuse")
    answers(world, APPROVER, _appeals(world, case_id), Answer.DISMISS, "The rules leave no room.")
    assert world.case(case_id).status == "refused"
    assert "The rules leave no room." in world.messages(LIN)[-1]


def _appeals(world: World, case_id: int) -> int:
    with world.work() as session:
        objections.object_to_decision(world.at_work(session, LIN), case_id, words="My wage fell.")
        return session.exec(select(Objection)).all()[-1].id


def test_an_approver_of_the_household_does_not_answer(world: World) -> None:
    case_id = world.opens(APPROVER)
    world.visits(POINT, STATION, case_id)
    world.decides(STATION, case_id)
    with world.work() as session:
        notice = session.exec(select(Notice)).one()
    objection_id = objects(world, notice)
    assert world.prompted(case_id, "objection") == {APPROVER_TOO}
    with pytest.raises(OwnHousehold):
        answers(world, APPROVER, objection_id, Answer.DISMISS)


def test_a_report_that_is_decided_anew_is_looked_at_beside_whoever_names_the_same_people_by_now(world: World) -> None:
    case_id = world.opens(members=(DAUGHTER,))
    world.decides(STATION, case_id, "refuse")
    with world.work() as session:
        objections.object_to_decision(world.at_work(session, LIN), case_id, words="My wage fell.")
    world.opens(AYGUL, members=(DAUGHTER,))
    with world.work() as session:
        objection = session.exec(select(Objection.id)).one()
        objections.check_may_answer(world.at_work(session, APPROVER), objection, Answer.RETURN)
        objections.answer(world.at_work(session, APPROVER), objection, Answer.RETURN, words="Looked at again.")
    assert world.case(case_id).status == "open"
    assert world.prompted(case_id, "clash")


# Who objects, how often, and several to one notice -------------------------------------------------------------------


def a_stranger(world: World, person_id: int) -> int:
    with world.work() as session:
        session.add(Person(id=person_id, locale="en", first_seen_at=world.now))
    return person_id


def test_without_a_consent_the_word_on_data_comes_first(world: World) -> None:
    notice, who = posted(world, at(2026, 7, 20)), a_stranger(world, 701)
    with world.work() as session:
        assert not objections.check_may_object(world.at_work(session, who), notice.id)
        assert objections.check_may_object(world.at_work(session, STRANGER), notice.id)
    with world.work() as session, pytest.raises(WordFirst):
        objections.object_to_notice(world.at_work(session, who), notice.id, words="A flat in town.")
    with world.work() as session:
        objections.object_to_notice(world.at_work(session, who), notice.id, words="A flat in town.", agreed=True)
        assert session.exec(select(Objection)).one().agreed_at == world.now


def test_one_account_objects_so_often_a_day(world: World) -> None:
    world.now = at(2026, 7, 20)
    ids = []
    for worker in (LIN, POINT, AYGUL, STATION_TOO):
        case_id = world.opens(worker)
        with world.work() as session:
            version = session.get_one(AidCase, case_id).version
        visitors = (OTHER_STATION, CENTRE_REVIEWER) if worker == AYGUL else (STATION, CENTRE_REVIEWER)
        world.visits(*visitors, case_id)
        world.decides(visitors[0], case_id, version=version)
        with world.work() as session:
            ids.append(session.exec(select(Notice.id).where(Notice.case_id == case_id)).one())
    for notice_id in ids[:3]:
        with world.work() as session:
            objections.object_to_notice(world.at_work(session, STRANGER), notice_id, words="They have a shop.")
    with world.work() as session, pytest.raises(TooManyToday):
        objections.object_to_notice(world.at_work(session, STRANGER), ids[3], words="They have a shop.")
    world.now = at(2026, 7, 21)
    with world.work() as session:
        objections.object_to_notice(world.at_work(session, STRANGER), ids[3], words="They have a shop.")


def test_several_objections_to_one_notice_get_one_answer(world: World) -> None:
    notice = posted(world, at(2026, 7, 20))
    objects(world, notice, words="They own a second flat.")
    second = objects(world, notice, AYGUL, words="They have a shop.")
    assert world.prompted(notice.case_id, "objection") == {APPROVER, APPROVER_TOO}
    asked = world.messages(APPROVER)[-1]
    assert "They own a second flat." in asked
    assert "They have a shop." in asked
    assert "All of them get the same answer." in asked
    assert "Shown again below, with another one." in world.edited(APPROVER)[-1]
    answers(world, APPROVER, second, Answer.DISMISS)
    for who in (STRANGER, AYGUL):
        assert "We looked into it." in world.messages(who)[-1]
    assert world.prompted(notice.case_id, "objection") == set()
    world.now = at(2026, 7, 28)
    world.keeps_up("end public notices")
    assert world.case(notice.case_id).step == "approval"


def test_an_objection_that_came_meanwhile_is_not_answered_unseen(world: World) -> None:
    notice = posted(world, at(2026, 7, 20))
    first = objects(world, notice)
    objects(world, notice, AYGUL, words="They have a shop.")
    answers(world, APPROVER, first, Answer.DISMISS)
    assert world.prompted(notice.case_id, "objection") == {APPROVER, APPROVER_TOO}
    assert "We looked into it." not in "".join(world.messages(AYGUL))


def test_who_is_among_the_objectors_answers_none_of_them(world: World) -> None:
    notice = posted(world, at(2026, 7, 20))
    objects(world, notice, APPROVER)
    second = objects(world, notice, AYGUL)
    assert world.prompted(notice.case_id, "objection") == {APPROVER_TOO}
    with pytest.raises(OwnObjection):
        answers(world, APPROVER, second, Answer.DISMISS)


def test_an_objection_that_is_not_there_is_answered_as_one_of_others(world: World) -> None:
    notice = posted(world, at(2026, 7, 20))
    objection_id = objects(world, notice)
    for number in (objection_id, 999):
        with pytest.raises(NotForYou):
            answers(world, STATION, number, Answer.DISMISS)
