"""A notice from its writing to its report: whom it reaches, who may send it, what halts it, what is counted."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping
from datetime import datetime, timedelta
from functools import partial
from typing import Any

import pytest
from sqlalchemy import update
from sqlalchemy.exc import IntegrityError
from sqlmodel import col, func, select

from delivery import broadcaster as delivery_broadcaster
from delivery import rows
from delivery.broadcaster import Broadcaster
from domain.broadcasts.audience import Audience
from domain.people.consent import ConsentKind
from domain.platform.access import NotForYou
from domain.platform.messages import Message
from domain.platform.text import Local, Refusal, say
from domain.policy.seasons import Topic
from models.broadcasts import Broadcast, Mute
from models.households import HouseholdFile
from models.officers import Appointment
from models.people import Person
from models.platform.audit import Audit
from models.platform.outbox import CLAIMED, FAILED, HELD, IN_DOUBT, PARKED, SENT, WAITING, WITHDRAWN, Outbox
from models.procedure import AidCase
from services import broadcasts, forms
from services.broadcasts import NoticeRows, readers, record, sending
from services.broadcasts.record import NoticeMovedOn, UnknownNotice
from services.broadcasts.report import Report, report
from services.broadcasts.rows import count_of
from services.broadcasts.sending import EnoughThisWeek, NobodyToTell, NothingToRepeat, OwnNotice
from services.broadcasts.topics import AlwaysArrives
from services.broadcasts.writing import compose
from services.officers import appointments
from services.people import registration
from services.platform import outbox
from services.platform.work import Work
from tests.union import (
    ADMIN,
    APPROVER,
    APPROVER_TOO,
    AYGUL,
    CASHIER,
    CENTRE_REVIEWER,
    LIN,
    MONDAY,
    OTHER_STATION,
    POINT,
    STATION,
    STATION_TOO,
    STRANGER,
    ZONE,
    World,
    told,
)

EVERYBODY = Audience()
WORDS = Message(Local({"en": "Free eye tests on Friday", "zh_Hans": "周五免费验光"}))
CENTRE_UNIT, STATION_UNIT, OTHER_UNIT, POINT_UNIT = 1, 2, 3, 4


refuses = partial(broadcasts.refuse, reason="The day is wrong")


class Notice:
    """A notice in a union, with what people and the program do to it."""

    def __init__(self, world: World, broadcast_id: int) -> None:
        self.world, self.id = world, broadcast_id

    @property
    def row(self) -> Broadcast:
        with self.world.database.look() as session:
            return session.get_one(Broadcast, self.id)

    @property
    def state(self) -> str:
        return self.row.state

    def does(self, verb: Callable[..., Any], officer: int = APPROVER, **more: Any) -> Any:
        with self.world.work() as session:
            return verb(self.world.at_work(session, officer), self.id, **more)

    def sent(self, officer: int = APPROVER, at: datetime | None = None) -> None:
        with self.world.work() as session:
            work = self.world.at_work(session, officer)
            sending.send(work, record.get(work, self.id), at=at)

    def report(self) -> Report:
        """Return the report, which always agrees with the rows."""
        with self.world.work() as session:
            told = report(session, self.id)
            here = select(Outbox.state, Outbox.error, func.count()).where(Outbox.broadcast_id == self.id)
            found: Counter[str] = Counter()
            for state, error, count in session.exec(here.group_by(Outbox.state, col(Outbox.error))):
                found[count_of(state, error) or "left"] += count
        assert told.queued == found.total()
        counts = (told.delivered, told.blocked, told.failed, told.in_doubt, told.left)
        assert counts == tuple(found[name] for name in ("delivered", "blocked", "failed", "in_doubt", "left"))
        return told

    def states(self) -> dict[str, int]:
        with self.world.work() as session:
            here = select(Outbox.state, func.count()).where(Outbox.broadcast_id == self.id).group_by(Outbox.state)
            return dict(session.exec(here).all())

    def readers(self) -> list[int]:
        with self.world.work() as session:
            here = select(Outbox.chat_id).where(Outbox.broadcast_id == self.id)
            return sorted(session.exec(here))


def stepper(world: World) -> Broadcaster:
    return Broadcaster(
        work=world.database.work, look=world.database.look, house=lambda: world.house, now=lambda: world.now,
        leads=lambda: True, wake_sender=lambda: None,
    )  # fmt: skip


def runs(world: World, moving: Broadcaster | None = None, *, most: int = 200) -> None:
    """Let the broadcaster do all it can do at this moment."""
    moving = moving or stepper(world)
    for _ in range(most):
        rest = moving.step()
        if rest is None or rest >= delivery_broadcaster.HURRY:
            return


def written(
    world: World,
    officer: int = APPROVER,
    unit_id: int | None = CENTRE_UNIT,
    audience: Audience = EVERYBODY,
    **more: Any,
) -> Notice:
    """Write a notice and let it be counted."""
    with world.work() as session:
        given: dict[str, Any] = {"topic": "seasonal", "title": "Eyes", "message": WORDS} | more
        actor = world.actor(session, officer)
        made = compose(world.at_work(session).by(actor), audience=audience, unit_id=unit_id, **given)
        notice = Notice(world, made.id)
    assert notice.state == "counting"
    runs(world)
    assert notice.state == "ready"
    return notice


def out(world: World, audience: Audience = EVERYBODY, **more: Any) -> Notice:
    """Write, send and feed a notice."""
    notice = written(world, audience=audience, **more)
    notice.sent()
    runs(world)
    return notice


def goes_out(world: World, fate: str = SENT, *, most: int = 1000, error: str | None = None) -> list[int]:
    """Do as the sender does: claim what is due and mark it; return the chats."""
    with world.work() as session:
        claimed = rows.claim(session, owner="1", now=world.now, most=most, patient=most, busy=set())
        fates = [rows.Fate(row.id, fate, attempts=1, error=error, broadcast_id=row.broadcast_id) for row in claimed]
        if fates:
            rows.write_fates(session, fates, now=world.now)
    return sorted(row.chat_id for row in claimed if row.broadcast_id is not None)


def in_the_air(world: World, most: int, owner: str = "1") -> list[rows.Row]:
    """Claim rows of notices, as a sender that has not heard of them yet."""
    with world.work() as session:
        session.execute(update(Outbox).where(col(Outbox.broadcast_id).is_(None)).values(state=SENT))
        return rows.claim(session, owner=owner, now=world.now, most=most, patient=most, busy=set())


def people(world: World, *ids: int, **more: Any) -> None:
    """Put in registered workers."""
    with world.work() as session:
        once = ("first_seen_at", "consented_at", "sensitive_consented_at", "registered_at")
        given = {"locale": "en", **dict.fromkeys(once, world.now)}
        session.add_all(Person(**{"id": number, "unit_id": POINT_UNIT, **given, **more}) for number in ids)


def files(world: World, heads: Mapping[int, Mapping[str, Any]]) -> None:
    """Give workers household files."""
    with world.work() as session:
        for head, more in heads.items():
            given = {
                "number": f"HF-{head}", "national_number": f"N-{head}", "head_id": head, "unit_id": POINT_UNIT,
                "household_class": "deep", "data": {"members": [], "main_cause": "serious_illness"},
                "opened_at": world.now,
            }  # fmt: skip
            session.add(HouseholdFile(**{**given, **more}))


def everybody(world: World) -> list[int]:
    with world.work() as session:
        return sorted(session.exec(select(Person.id)))


def counted(world: World, audience: Audience, topic: str = "seasonal") -> tuple[int, dict[str, int]]:
    with world.database.look() as session:
        found = readers.count_readers(world.at_work(session), audience, topic)
    return found.readers, dict(found.excluded)


# Whom it reaches ------------------------------------------------------------------------------------------------------


def test_everybody_who_is_registered_gets_it_once_and_in_their_language(world: World) -> None:
    people(world, 500, registered_at=None)
    notice = out(world)
    assert notice.readers() == [number for number in everybody(world) if number != 500]
    assert goes_out(world) == notice.readers()
    runs(world)
    assert notice.state == "finished"
    report = notice.report()
    assert (report.readers, report.delivered, report.left) == (report.queued, report.queued, 0)
    assert report.excluded == {"not_registered": 1}
    with world.work() as session:
        assert session.exec(select(Audit.action).where(Audit.subject == f"broadcast:{notice.id}")).all() == [
            "wrote a notice", "sent a notice"]  # fmt: skip


def test_a_row_holds_no_message_of_its_own_and_is_worded_from_the_notice(world: World) -> None:
    out(world)
    with world.work() as session:
        bodies = set(map(str, session.exec(select(Outbox.body).where(col(Outbox.broadcast_id).is_not(None)))))
        assert bodies == {"None"}
    claimed = in_the_air(world, 2)
    assert all("Free eye tests on Friday" in told(row.body["message"]["text"]) for row in claimed)
    assert len(claimed) == 2


@pytest.mark.parametrize(
    ("audience", "wanted"),
    [
        (Audience(unit_id=OTHER_UNIT), {AYGUL}),
        (Audience(unit_id=POINT_UNIT, locales=("zh_Hans",)), {501}),
        (Audience(classes=("deep",)), {LIN}),
        (Audience(classes=("deep", "relative")), {LIN, AYGUL}),
        (Audience(classes=("deep", "relative"), unit_id=OTHER_UNIT), {AYGUL}),
        (Audience(causes=("disability",)), {AYGUL}),
        (Audience(causes=("disability",), classes=("deep",)), set()),
        (Audience(programme="hardship_file"), {LIN}),
        (Audience(programme="hardship_file", applied=False), {AYGUL}),
        (Audience(season="no_such_season"), set()),
    ],
)
def test_an_audience_is_everybody_who_meets_all_of_it(world: World, audience: Audience, wanted: set[int]) -> None:
    people(world, 501, locale="zh_Hans")
    world.opens(LIN, programme="hardship_file")
    files(
        world,
        {
            LIN: {},
            AYGUL: {"household_class": "relative", "unit_id": 5, "data": {"members": [], "main_cause": "disability"}},
            STRANGER: {"closed_at": world.now},
        },
    )
    notice = written(world, audience=audience)
    assert notice.row.readers == len(wanted)
    if not wanted:
        with pytest.raises(NobodyToTell):
            notice.sent()
        return
    notice.sent()
    runs(world)
    assert set(notice.readers()) == wanted


def test_a_season_and_the_heat_look_into_the_households(world: World) -> None:
    works = {"members": [], "self_work_status": "on_duty"}
    files(world, {LIN: {"data": works, "known": {"works_outdoors": True}}, STRANGER: {"data": works},
                  AYGUL: {"data": works, "known": {"works_outdoors": False}}})  # fmt: skip
    winter = next(one.key for one in world.house.policies.current.seasons if one.kind == "winter")
    assert counted(world, Audience(season=winter)) == (3, {})
    assert counted(world, Audience(heat=True)) == (2, {}), "one of them does not work outdoors, an officer found out"
    assert out(world, Audience(heat=True)).readers() == [LIN, STRANGER]


def test_the_excluded_are_counted_by_the_first_reason(world: World) -> None:
    before = len(everybody(world))
    people(world, 501, blocked_at=world.now)
    people(world, 502)
    people(world, 503, locale="zh_Hant")
    people(world, 504, registered_at=None, unit_id=None, pending_unit_id=POINT_UNIT)
    people(world, 505, consented_at=None)
    people(world, 506, 507, registered_at=None, unit_id=None)
    with world.work() as session:
        session.add(Mute(person_id=502, topic="seasonal"))
        session.add(Mute(person_id=503, topic="programmes"))
    assert counted(world, Audience(locales=("en",))) == (
        before, {"blocked": 1, "muted": 1, "not_registered": 4, "other_language": 1},
    )  # fmt: skip
    assert counted(world, Audience(unit_id=POINT_UNIT))[1] == {"blocked": 1, "muted": 1, "not_registered": 2}
    assert counted(world, Audience(unit_id=STATION_UNIT), topic="programmes")[1]["muted"] == 1
    assert counted(world, Audience(unit_id=OTHER_UNIT)) == (1, {})
    files(world, {number: {} for number in (501, 502, LIN)})
    assert counted(world, Audience(causes=("serious_illness",))) == (1, {"blocked": 1, "muted": 1})


def test_what_is_for_workers_reaches_no_officers_but_those_with_a_file_of_their_own(world: World) -> None:
    with world.work() as session:
        work = world.at_work(session, ADMIN)
        everybody = readers.count_readers(work, EVERYBODY, Topic.SEASONAL).readers
        officers = session.exec(select(func.count(func.distinct(Appointment.person_id)))).one()
        for_workers = readers.count_readers(work, Audience(workers=True), Topic.SEASONAL)
        assert for_workers.readers == everybody - for_workers.excluded["officers"]
        assert 0 < for_workers.excluded["officers"] <= officers
        session.add(
            HouseholdFile(
                number="HF-9", national_number="N9", head_id=POINT, unit_id=POINT_UNIT, household_class="deep",
                data={}, opened_at=world.now,
            )
        )  # fmt: skip
        session.flush()
        assert readers.count_readers(work, Audience(workers=True), Topic.SEASONAL).readers == for_workers.readers + 1


def test_who_mutes_the_topic_meanwhile_does_not_get_it(world: World) -> None:
    notice = written(world)
    notice.sent(at=world.now + timedelta(hours=1))
    with world.work() as session:
        broadcasts.set_muted(session, LIN, "seasonal", True)
        broadcasts.set_muted(session, LIN, "seasonal", True)
        assert broadcasts.topics_muted(session, LIN) == {"seasonal"}
    world.now += timedelta(hours=1)
    moving = stepper(world)
    while notice.state != "sending":
        moving.step()
    with world.work() as session:
        broadcasts.set_muted(session, AYGUL, "seasonal", True)
        broadcasts.set_muted(session, STRANGER, "programmes", True)
    runs(world, moving)
    assert not {LIN, AYGUL} & set(goes_out(world))
    assert notice.report().excluded == {"muted": 1}
    with world.work() as session:
        broadcasts.set_muted(session, LIN, "seasonal", False)
        assert broadcasts.topics_muted(session, LIN) == set()


def test_warnings_about_safety_reach_those_who_muted_everything(world: World) -> None:
    with world.work() as session:
        session.add_all(Mute(person_id=LIN, topic=topic.value) for topic in Topic)  # also what nobody can press
    assert counted(world, EVERYBODY, "seasonal")[1] == {"muted": 1}
    assert counted(world, EVERYBODY, "safety") == (len(everybody(world)), {})
    with world.work() as session:
        broadcasts.announce(
            world.at_work(session), key="heat:1", topic=Topic.SAFETY, title="Heat", message=WORDS, audience=EVERYBODY,
        )  # fmt: skip
    runs(world)
    assert LIN in goes_out(world)


def test_nobody_mutes_their_safety_and_nobody_writes_under_it(world: World) -> None:
    with world.work() as session:
        with pytest.raises(AlwaysArrives):
            broadcasts.set_muted(session, LIN, "safety", True)
        broadcasts.set_muted(session, LIN, "safety", False)
        assert broadcasts.topics_muted(session, LIN) == set()
    with pytest.raises(NotForYou):
        written(world, topic="safety")


def test_who_withdraws_consent_after_it_was_queued_does_not_get_it(world: World) -> None:
    notice = out(world)
    with world.work() as session:
        person = session.get_one(Person, LIN)
        registration.set_consent(world.at_work(session, person.id), ConsentKind.PROCESSING, False)
        outbox.put(world.at_work(session), LIN, Message(say("Your case goes on.")))
    claimed = {row.chat_id: row for row in in_the_air(world, 1000)}
    assert claimed[LIN].unwanted == WITHDRAWN
    assert claimed[AYGUL].unwanted is None
    with world.work() as session:
        fates = [
            rows.Fate(row.id, FAILED if row.unwanted else SENT, error=row.unwanted, broadcast_id=row.broadcast_id)
            for row in claimed.values()
        ]
        rows.write_fates(session, fates, now=world.now)
        session.execute(update(Outbox).where(col(Outbox.broadcast_id).is_(None)).values(state=WAITING))
        own = rows.claim(session, owner="1", now=world.now, most=1000, patient=0, busy=set())
    assert [row.unwanted for row in own if row.chat_id == LIN] == [None], "what concerns their own case arrives"
    runs(world)
    report = notice.report()
    assert (report.failed, report.to_repeat, report.reasons) == (1, 0, {WITHDRAWN: 1})
    with pytest.raises(NothingToRepeat):
        notice.does(broadcasts.resend_failed)


# In chunks, once ------------------------------------------------------------------------------------------------------


def test_rows_are_queued_in_chunks_and_an_aborted_chunk_is_taken_up_again(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(readers, "STEP", 7)
    people(world, *range(1000, 1040))
    notice = written(world)
    notice.sent()
    moving = stepper(world)
    moving.step()
    moving.step()
    moving.step()
    queued = notice.report().queued
    assert (notice.state, queued) == ("queueing", 14)
    monkeypatch.setattr(delivery_broadcaster, "_change", _broken)
    assert moving.step() is None, "the others go on, this one is tried again"
    monkeypatch.undo()
    monkeypatch.setattr(readers, "STEP", 7)
    assert notice.report().queued == queued, "neither rows nor cursor of the aborted chunk are kept"
    runs(world, stepper(world))
    assert notice.readers() == everybody(world)
    with pytest.raises(IntegrityError), world.work() as session:  # whatever the cursor says, nobody has two rows
        NoticeRows(session, notice.id).queue(col(Person.id) > 0, now=world.now)


def _broken(*_args: Any) -> None:
    raise RuntimeError("the power is gone")


def test_households_are_looked_into_in_chunks(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(readers, "FILES", 3)
    people(world, *range(1000, 1010))
    files(world, {number: {"data": {"main_cause": "a" if number % 3 else "b"}} for number in range(1000, 1010)})
    wanted = [number for number in range(1000, 1010) if number % 3]
    notice = written(world, audience=Audience(causes=("a",)))
    assert notice.row.readers == len(wanted)
    notice.sent()
    runs(world)
    assert notice.readers() == wanted


def test_the_sender_is_fed_little_by_little(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(delivery_broadcaster, "FED", 10)
    people(world, *range(1000, 1040))
    notice = out(world)
    assert notice.states() == {WAITING: 10, HELD: len(everybody(world)) - 10}
    reached = []
    for _ in range(10):
        reached += goes_out(world)
        runs(world)
    assert reached == everybody(world)
    assert notice.state == "finished"


def test_who_answers_a_form_gets_it_ten_minutes_after_their_last_answer(world: World) -> None:
    with world.work() as session:
        forms.begin(world.at_work(session, LIN), "report", {"answers": {}})
    notice = out(world)
    assert goes_out(world) == [one for one in everybody(world) if one != LIN]
    assert (notice.state, notice.states()[HELD]) == ("sending", 1)
    world.now += timedelta(minutes=9)
    with world.work() as session:
        work = world.at_work(session, LIN)
        draft = forms.active(work)
        assert draft is not None
        forms.save(work, draft, {"answers": {"hukou": "urban_local"}})
    world.now += timedelta(minutes=9)
    runs(world)
    assert goes_out(world) == []
    world.now += timedelta(minutes=2)
    runs(world)
    assert goes_out(world) == [LIN]
    runs(world)
    assert notice.state == "finished"


def test_what_waits_of_a_notice_does_not_hold_up_anybody(world: World) -> None:
    out(world)
    in_the_air(world, 0)
    with world.work() as session:
        outbox.put(world.at_work(session), LIN, Message(Local({"en": "your case"})))
    with world.work() as session:
        claimed = rows.claim(session, owner="1", now=world.now, most=3, patient=0, busy=set())
        assert [(row.chat_id, row.broadcast_id) for row in claimed] == [(LIN, None)]
        claimed = rows.claim(session, owner="1", now=world.now, most=30, patient=2, busy=set())
        assert len(claimed) == 2, "notices go out evenly, however many are due"


def test_an_announcement_goes_out_by_itself_and_once(world: World) -> None:
    for _ in range(2):
        with world.work() as session:
            broadcasts.announce(
                world.at_work(session), key="summer:2026", topic="seasonal", title="Summer", message=WORDS,
                audience=EVERYBODY,
            )  # fmt: skip
        runs(world)
    reached = goes_out(world)
    assert reached == everybody(world)
    runs(world)
    with world.work() as session:
        (row,) = session.exec(select(Broadcast))
        assert (row.state, row.readers, row.made_by) == ("finished", len(reached), None)


# The counts are those of the rows -------------------------------------------------------------------------------------


def test_every_fate_is_counted(world: World) -> None:
    notice = out(world)
    number = notice.report().queued
    goes_out(world, most=3)
    goes_out(world, FAILED, most=2, error="blocked")
    goes_out(world, PARKED, most=1, error="chat not found")
    goes_out(world, IN_DOUBT, most=2, error=IN_DOUBT)
    goes_out(world, WAITING, most=1, error="429")
    report = notice.report()
    assert (report.delivered, report.blocked, report.failed, report.in_doubt) == (3, 2, 1, 2)
    assert report.left == number - 8
    assert report.reasons == {"blocked": 2, "chat not found": 1, IN_DOUBT: 2}


def test_a_crash_leaves_rows_in_doubt_and_says_how_many(world: World) -> None:
    notice = out(world)
    claimed = in_the_air(world, 4, "17")
    with world.work() as session:
        assert rows.recover(session, owner="18", now=world.now) == 4
    assert notice.report().in_doubt == 4
    with world.work() as session:  # the process was alive after all, and its answer comes late
        fates = [rows.Fate(row.id, SENT, attempts=1, broadcast_id=row.broadcast_id) for row in claimed[:3]]
        rows.write_fates(session, fates, now=world.now)
    report = notice.report()
    assert (report.delivered, report.in_doubt) == (3, 1)


def test_the_failed_are_tried_again_and_those_who_blocked_the_bot_are_not(world: World) -> None:
    notice = out(world)
    goes_out(world, FAILED, most=2, error="blocked")
    refused = goes_out(world, PARKED, most=3, error="chat not found")
    goes_out(world)
    runs(world)
    assert notice.state == "finished"
    assert notice.does(broadcasts.resend_failed) == 3
    assert (notice.state, notice.report().failed, notice.report().left) == ("sending", 0, 3)
    runs(world)
    assert goes_out(world) == refused
    runs(world)
    assert notice.state == "finished"
    with pytest.raises(NothingToRepeat):
        notice.does(broadcasts.resend_failed)
    with pytest.raises(NothingToRepeat):
        notice.does(broadcasts.resend_doubtful)
    assert notice.report().blocked == 2


def test_those_in_doubt_get_it_again_with_a_word(world: World) -> None:
    notice = out(world)
    doubtful = goes_out(world, IN_DOUBT, most=2, error=IN_DOUBT)
    goes_out(world)
    runs(world)
    assert (notice.state, notice.report().in_doubt) == ("finished", 2)
    assert notice.does(broadcasts.resend_doubtful) == 2
    runs(world)
    claimed = in_the_air(world, 9)
    assert sorted(row.chat_id for row in claimed) == doubtful
    assert all(row.doubtful for row in claimed)


# Halted ---------------------------------------------------------------------------------------------------------------


def test_a_pause_takes_back_what_is_not_in_the_air(world: World) -> None:
    notice = out(world)
    number = notice.report().queued
    flying = in_the_air(world, 2)
    notice.does(broadcasts.pause, APPROVER_TOO)
    assert notice.states() == {CLAIMED: 2, HELD: number - 2}
    with pytest.raises(NoticeMovedOn):
        notice.does(broadcasts.pause)
    with world.work() as session:  # Telegram asks one of them to come again later
        fates = [rows.Fate(row.id, WAITING, attempts=1, error="429", broadcast_id=row.broadcast_id) for row in flying]
        rows.write_fates(session, fates, now=world.now)
    runs(world)
    assert goes_out(world) == []
    assert notice.state == "paused"
    notice.does(broadcasts.resume)
    with pytest.raises(NoticeMovedOn):
        notice.does(broadcasts.resume)
    runs(world)
    assert goes_out(world) == everybody(world)
    assert notice.report().left == 0


def test_a_notice_paused_before_its_time_waits_for_its_time(world: World) -> None:
    notice = written(world)
    notice.sent(at=world.now + timedelta(hours=2))
    notice.does(broadcasts.pause)
    notice.does(broadcasts.resume)
    runs(world)
    assert notice.state == "scheduled"
    world.now += timedelta(hours=2)
    runs(world)
    assert notice.state == "sending"


def test_a_cancelled_notice_reaches_nobody_else(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(delivery_broadcaster, "CLEARED", 4)
    notice = out(world)
    goes_out(world, most=3)
    (flying,) = in_the_air(world, 1)
    notice.does(broadcasts.cancel)
    with pytest.raises(NoticeMovedOn):
        notice.does(broadcasts.cancel)
    runs(world)
    assert not notice.row.finished_at, "something is in the air"
    with world.work() as session:
        rows.write_fates(session, [rows.Fate(flying.id, SENT, broadcast_id=notice.id)], now=world.now)
    runs(world)
    assert (notice.state, notice.row.finished_at) == ("cancelled", world.now)
    report = notice.report()
    assert (report.queued, report.delivered, report.left) == (4, 4, 0)
    for verb in (broadcasts.resume, broadcasts.resend_failed, broadcasts.confirm):
        with pytest.raises(Refusal):
            notice.does(verb, APPROVER_TOO)


def test_a_message_that_telegram_refuses_is_paused_after_some_tries(world: World) -> None:
    people(world, *range(1000, 1100))
    moving = stepper(world)
    notice = written(world)
    notice.sent()
    runs(world, moving)
    goes_out(world, PARKED, most=delivery_broadcaster.REFUSED, error="wrong file identifier")
    runs(world, moving)
    assert notice.state == "paused"
    with world.work() as session:
        plain = session.exec(select(Outbox).where(col(Outbox.broadcast_id).is_(None), Outbox.kind == "send"))
        warned = {row.chat_id for row in plain if "refuses most" in str(row.body)}
    assert warned == {APPROVER, ADMIN}
    notice.does(broadcasts.resume)
    runs(world, moving)
    goes_out(world)
    runs(world, moving)
    assert notice.state == "finished"


# Quiet hours ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("begun", "until"),
    [
        (datetime(2026, 7, 20, 21, 0, tzinfo=ZONE), datetime(2026, 7, 21, 8, 0, tzinfo=ZONE)),
        (datetime(2026, 7, 21, 3, 0, tzinfo=ZONE), datetime(2026, 7, 21, 8, 0, tzinfo=ZONE)),
    ],
)
def test_nothing_begins_in_quiet_hours(world: World, begun: datetime, until: datetime) -> None:
    notice = written(world)
    world.now = begun
    notice.sent()
    runs(world)
    assert notice.state == "scheduled"
    world.now = until - timedelta(seconds=1)
    runs(world)
    assert notice.state == "scheduled"
    world.now = until
    runs(world)
    assert notice.state == "sending"


def test_what_is_on_its_way_halts_for_the_night_and_goes_on_in_the_morning(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(delivery_broadcaster, "FED", 5)
    world.now = datetime(2026, 7, 20, 20, 59, 50, tzinfo=ZONE)
    notice = out(world)
    evening = goes_out(world, most=3)
    world.now = datetime(2026, 7, 20, 21, 0, tzinfo=ZONE)
    runs(world)
    assert set(notice.states()) == {SENT, HELD}
    world.now = datetime(2026, 7, 21, 0, 30, tzinfo=ZONE)
    runs(world)
    assert goes_out(world) == []
    world.now = datetime(2026, 7, 21, 8, 0, tzinfo=ZONE)
    morning: list[int] = []
    for _ in range(5):
        runs(world)
        morning += goes_out(world)
    assert sorted(evening + morning) == everybody(world)


# Beside others -------------------------------------------------------------------------------------------------------


def test_who_only_reads_waits_for_no_writer_and_keeps_nothing(world: World) -> None:
    notice = written(world)
    with world.work() as writing:
        writing.get_one(Broadcast, notice.id).title = "Another"
        writing.flush()
        with world.database.look() as session:
            assert session.get_one(Broadcast, notice.id).title == "Eyes"
    with world.database.look() as session:
        session.get_one(Broadcast, notice.id).title = "Never kept"
    assert notice.row.title == "Another"


# Who may --------------------------------------------------------------------------------------------------------------


def test_officers_write_to_their_own_unit_and_below(world: World) -> None:
    for officer, unit_id, audience in (
        (STATION, CENTRE_UNIT, EVERYBODY),
        (STATION, None, EVERYBODY),
        (STATION, STATION_UNIT, Audience(unit_id=OTHER_UNIT)),
        (OTHER_STATION, STATION_UNIT, EVERYBODY),
        (POINT, POINT_UNIT, EVERYBODY),
        (CASHIER, CENTRE_UNIT, EVERYBODY),
        (LIN, POINT_UNIT, EVERYBODY),
    ):
        with pytest.raises(NotForYou):
            written(world, officer, unit_id, audience)
    assert written(world, STATION, STATION_UNIT).row.audience["unit_id"] == STATION_UNIT
    assert written(world, STATION, STATION_UNIT, Audience(unit_id=POINT_UNIT)).row.readers == len(everybody(world)) - 1
    assert written(world, CENTRE_REVIEWER, None).row.readers == len(everybody(world))


def test_every_verb_is_refused_to_officers_of_other_units(world: World) -> None:
    notice = written(world)
    for verb in (broadcasts.pause, broadcasts.resume, broadcasts.cancel, broadcasts.confirm, refuses,
                 broadcasts.resend_failed, broadcasts.resend_doubtful, broadcasts.send):  # fmt: skip
        with pytest.raises(NotForYou):
            notice.does(verb, STATION)
    with pytest.raises(NotForYou):
        notice.sent(STATION)
    with world.work() as session, pytest.raises(NotForYou):
        broadcasts.view(world.at_work(session, OTHER_STATION), notice.id)
    with world.work() as session, pytest.raises(UnknownNotice):
        broadcasts.view(world.at_work(session, APPROVER), 999)


def test_officers_see_the_notices_of_the_units_they_cover(world: World) -> None:
    ours, theirs = written(world, STATION, STATION_UNIT), written(world, OTHER_STATION, OTHER_UNIT)
    of_all = written(world, APPROVER, None)
    of_all.does(broadcasts.cancel)

    def seen(officer: int, listed: Callable[[Work], list[Broadcast]]) -> list[int]:
        with world.work() as session:
            return [row.id for row in listed(world.at_work(session, officer))]

    assert seen(STATION, record.running) == [ours.id]
    assert seen(APPROVER, record.running) == [ours.id, theirs.id]
    assert seen(APPROVER, record.latest) == [of_all.id, theirs.id, ours.id]
    assert seen(POINT, record.latest) == []


def many(world: World) -> None:
    people(world, *range(10_000, 10_600))


def test_a_colleague_confirms_a_notice_to_many(world: World) -> None:
    many(world)
    notice = written(world)
    notice.sent()
    assert notice.state == "to_confirm"
    with pytest.raises(NoticeMovedOn):
        notice.sent()
    with pytest.raises(OwnNotice):
        notice.does(broadcasts.confirm, APPROVER)
    with pytest.raises(NotForYou):
        notice.does(broadcasts.confirm, STATION)
    with world.work() as session:
        asked = sending.confirmers(session, session.get_one(Broadcast, notice.id))
        assert {holder.person_id for holder in asked} == {APPROVER_TOO, CENTRE_REVIEWER}
    notice.does(broadcasts.confirm, APPROVER_TOO)
    with pytest.raises(NoticeMovedOn):
        notice.does(refuses, CENTRE_REVIEWER)
    runs(world)
    assert (notice.state, notice.row.confirmed_by) == ("sending", APPROVER_TOO)


def test_a_colleague_may_say_no(world: World) -> None:
    many(world)
    notice = written(world, unit_id=None)
    notice.sent()
    with world.work() as session:
        asked = sending.confirmers(session, session.get_one(Broadcast, notice.id))
        assert {holder.person_id for holder in asked} == {APPROVER_TOO, CENTRE_REVIEWER}
    with pytest.raises(OwnNotice):
        notice.does(refuses, APPROVER)
    notice.does(refuses, CENTRE_REVIEWER)
    runs(world)
    assert notice.state == "cancelled"
    assert notice.readers() == []


# What was planned is asked again when it takes effect ----------------------------------------------------------------


def leaves_office(world: World, officer: int) -> None:
    with world.work() as session:
        held = session.exec(select(Appointment).where(Appointment.person_id == officer)).one()
        appointments.end(world.at_work(session, ADMIN), held.id, by=ADMIN)


def test_a_notice_whose_writer_has_left_office_goes_to_a_colleague_and_to_nobody_else(world: World) -> None:
    notice = written(world)
    notice.sent(at=world.now + timedelta(days=1))
    leaves_office(world, APPROVER)
    world.now += timedelta(days=1)
    runs(world)
    assert (notice.state, notice.readers()) == ("to_confirm", [])
    assert "you no longer hold the office" in world.messages(APPROVER)[-1]
    notice.does(broadcasts.confirm, CENTRE_REVIEWER)
    runs(world)
    assert notice.state == "sending"


def test_a_notice_whose_readers_became_many_more_is_not_sent_unconfirmed(world: World) -> None:
    notice = written(world)
    before = notice.row.readers
    notice.sent(at=world.now + timedelta(days=1))
    many(world)
    world.now += timedelta(days=1)
    runs(world)
    assert (notice.state, notice.readers()) == ("to_confirm", [])
    assert f"it was for {before} readers, now it would reach {before + 600}" in world.messages(APPROVER)[-1]
    with pytest.raises(OwnNotice):
        notice.does(broadcasts.confirm, APPROVER)
    notice.does(broadcasts.confirm, APPROVER_TOO)
    runs(world)
    assert (notice.state, len(notice.readers())) == ("sending", before + 600)


def test_a_confirmed_notice_is_asked_about_again_when_it_grew_or_when_who_confirmed_has_left(world: World) -> None:
    many(world)
    notice = written(world)
    notice.sent(at=world.now + timedelta(days=1))
    notice.does(broadcasts.confirm, APPROVER_TOO)
    leaves_office(world, APPROVER_TOO)
    world.now += timedelta(days=1)
    runs(world)
    assert (notice.state, notice.row.confirmed_by) == ("to_confirm", None)
    notice.does(broadcasts.confirm, CENTRE_REVIEWER)
    people(world, *range(20_000, 20_200))
    runs(world)
    assert notice.state == "to_confirm"


def test_a_notice_that_hardly_grew_goes_out_as_it_was_set(world: World) -> None:
    notice = written(world)
    notice.sent(at=world.now + timedelta(days=1))
    people(world, *range(10_000, 10_015))
    world.now += timedelta(days=1)
    runs(world)
    assert notice.state == "sending"


def test_a_notice_of_somebody_who_left_that_nobody_confirms_is_told_to_those_who_were_asked(world: World) -> None:
    notice = written(world)
    notice.sent(at=world.now + timedelta(days=1))
    leaves_office(world, APPROVER)
    world.now += timedelta(days=1)
    runs(world)
    for _ in range(14):
        world.now += timedelta(days=1)
        world.keeps_up("call on colleagues for notices")
        with world.work() as session:
            session.execute(update(Outbox).where(col(Outbox.state) == WAITING).values(state=SENT, sent_at=world.now))
    assert notice.state == "cancelled"
    assert "its writer no longer holds the office" in world.messages(APPROVER_TOO)[-1]
    assert "You can change it" not in "".join(world.messages(APPROVER))


def test_a_unit_does_not_write_too_often(world: World) -> None:
    first, second, third = (written(world, STATION, STATION_UNIT) for _ in range(3))
    first.sent(STATION)
    second.sent(STATION_TOO, at=world.now + timedelta(days=5))
    with pytest.raises(EnoughThisWeek):
        third.sent(STATION, at=world.now + timedelta(days=6))
    assert third.state == "ready"
    world.now += timedelta(days=1)
    written(world, OTHER_STATION, OTHER_UNIT).sent(OTHER_STATION)
    with pytest.raises(EnoughThisWeek):
        third.sent(STATION)  # the first one was yesterday, the second is on its way within a week of it
    second.does(broadcasts.cancel, STATION)
    third.sent(STATION)


def test_two_presses_on_send_send_once(world: World) -> None:
    notice = written(world)
    notice.sent()
    with pytest.raises(NoticeMovedOn):
        notice.sent(APPROVER_TOO)
    runs(world)
    assert goes_out(world) == everybody(world)
    runs(world)
    assert notice.report().delivered == len(everybody(world))


# Kept for a month -----------------------------------------------------------------------------------------------------


def test_rows_are_let_go_after_a_month_in_small_parts(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(outbox, "FORGOTTEN", 5)
    notice = out(world)
    goes_out(world, IN_DOUBT, most=1, error=IN_DOUBT)
    goes_out(world)
    runs(world)
    before = notice.report()
    world.now = MONDAY + timedelta(days=31)
    left = [len(notice.readers())]
    while left[-1]:
        with world.work() as session:
            outbox.forget_old(world.at_work(session))
        left.append(len(notice.readers()))
        assert left[-2] - left[-1] <= 5
    with world.work() as session:
        after = report(session, notice.id)
        assert session.exec(select(func.count()).select_from(AidCase)).one() == 0
    assert (after.delivered, after.in_doubt) == (before.delivered, before.in_doubt)
    with pytest.raises(NothingToRepeat):
        notice.does(broadcasts.resend_doubtful)
