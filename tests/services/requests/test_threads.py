"""What a worker asks a person: who reads it, who answers, where it goes when nobody does, and who may not."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from sqlmodel import select

from domain.people.events import ConsentChanged, Registered
from domain.platform.access import NotForYou
from domain.platform.text import Refusal
from domain.requests.threads import A_PIECE, AskedEnough, NobodyAbove, NothingToSend, NotWaiting, WrittenEnough
from models.broadcasts import Broadcast
from models.people import AccountMove, Consent, Person
from models.platform.outbox import SENT, WAITING, Outbox
from models.requests.threads import Request, RequestHolder, RequestWords
from services import people, requests
from services.platform.consent import ConsentWithdrawn
from services.platform.work import Work
from tests.season_tasks import add_household
from tests.union import (
    ADMIN,
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

CLOCK = "call on officers for requests"
WORDS = "When is the deposit for the canteen card paid back?"
EVERYBODY = (POINT, STATION, STATION_TOO, OTHER_STATION, CENTRE_REVIEWER, APPROVER, APPROVER_TOO, ADMIN)
NEW = 71


def does(world: World, who: int, act: Callable[..., Any], *given: Any) -> Any:
    with world.work() as session:
        return act(world.at_work(session, who), *given)


def asks(world: World, who: int = LIN, words: str = WORDS) -> int:
    """Somebody asks; return the number of the thread."""
    does(world, who, requests.ask, words)
    return latest(world).id


def latest(world: World) -> Request:
    with world.work() as session:
        return session.exec(select(Request).order_by(Request.touched_at)).all()[-1]  # type: ignore[arg-type]


def before(world: World) -> set[int]:
    """Return before whom the latest thread lies."""
    number = latest(world).id
    with world.work() as session:
        rows = session.exec(select(RequestHolder).where(RequestHolder.request_id == number)).all()
        return {one.person_id for one in rows if one.ended_at is None}


def days(world: World, count: int) -> None:
    for _ in range(count):
        with world.work() as session:
            for row in session.exec(select(Outbox).where(Outbox.state == WAITING)).all():
                row.state, row.sent_at = SENT, world.now
        world.passes(days=1)
        world.keeps_up(CLOCK)


def told(world: World, who: int) -> str:
    return (world.messages(who) or [""])[-1]


def test_the_case_officer_reads_it_first(world: World) -> None:
    with world.work() as session:
        add_household(session, world.now, head=LIN, officer=STATION_TOO, unit=4)
    asks(world)
    assert before(world) == {STATION_TOO}
    assert "林示例" in told(world, STATION_TOO)
    assert WORDS in told(world, STATION_TOO)


@pytest.mark.parametrize(("who", "readers"), [(LIN, {POINT}), (AYGUL, {OTHER_STATION}), (STATION, {POINT})])
def test_without_one_the_officers_of_the_unit_or_the_next_level_read_it(
    world: World, who: int, readers: set[int]
) -> None:
    asks(world, who)
    assert before(world) == readers


def test_who_has_no_unit_reaches_the_administrators(world: World) -> None:
    with world.work() as session:
        session.get_one(Person, LIN).unit_id = None
    asks(world)
    assert before(world) == {ADMIN}


def test_nobody_of_the_household_and_nobody_out_of_reach_reads_it(world: World) -> None:
    with world.work() as session:
        add_household(session, world.now, head=POINT, officer=POINT, unit=4)
        session.get_one(Person, STATION).blocked_at = world.now
    asks(world, POINT)
    assert before(world) == {STATION_TOO}


def test_words_are_shown_back_and_nobody_has_them_before_they_are_sent(world: World) -> None:
    number = does(world, LIN, requests.keep, WORDS)
    shown = repr(does(world, LIN, requests.offered, number).text)
    assert WORDS in shown
    assert "员11" in shown, "who reads it stands there"
    assert before(world) == set()
    assert not world.messages(POINT)
    does(world, LIN, requests.send, number)
    assert WORDS in told(world, POINT)
    with pytest.raises(NothingToSend):
        does(world, LIN, requests.send, number)


def test_the_same_words_twice_in_a_moment_are_one_line(world: World) -> None:
    for _ in range(2):
        does(world, LIN, requests.keep, WORDS)
    number = latest(world).id
    assert does(world, LIN, requests.unsent_words, number)[1] == [WORDS]
    does(world, LIN, requests.send, number)
    first = len(world.messages(POINT)), len(world.edited(POINT))
    does(world, LIN, requests.write_on, number, WORDS)
    assert (len(world.messages(POINT)), len(world.edited(POINT))) == first, "it does not ring for a second press"
    for _ in range(2):
        does(world, POINT, requests.answer, number, "On Monday.")
    assert len([one for one in world.messages(LIN) if "On Monday." in one]) == 1
    world.passes(minutes=3)
    does(world, LIN, requests.write_on, number, WORDS)
    with world.work() as session:
        said = [one.words for one in session.exec(select(RequestWords).order_by(RequestWords.id))]  # type: ignore[arg-type]
    assert said == [WORDS, "On Monday.", WORDS]


def test_what_is_not_to_be_sent_is_gone(world: World) -> None:
    number = does(world, LIN, requests.keep, WORDS)
    does(world, LIN, requests.drop, number)
    with world.work() as session:
        assert not session.exec(select(RequestWords)).all()
        assert not session.exec(select(Request)).all()


def test_who_is_not_registered_sends_nothing_and_loses_nothing(world: World) -> None:
    with world.work() as session:
        people.meet(world.at_work(session), NEW, language_code="en")
    number = does(world, NEW, requests.keep, WORDS)
    with pytest.raises(Refusal):
        does(world, NEW, requests.send, number)
    with world.work() as session:
        row = session.get_one(Person, NEW)
        row.registered_at = row.consented_at = world.now
        row.unit_id, row.name = 4, "新人"
        requests.registered(world.at_work(session), Registered(NEW))
    assert WORDS in told(world, NEW)
    does(world, NEW, requests.send, number)
    assert "新人" in told(world, POINT)


def test_an_answer_goes_back_and_stays_with_who_gave_it(world: World) -> None:
    number = asks(world, AYGUL)
    with world.work() as session:
        session.add(RequestHolder(request_id=number, person_id=CENTRE_REVIEWER, since=world.now, card=1))
    does(world, OTHER_STATION, requests.answer, number, "On Friday.")
    assert "On Friday." in told(world, AYGUL)
    assert "员14 answers you" in told(world, AYGUL)
    assert "answered by 员14" in world.edited(CENTRE_REVIEWER)[-1]
    assert before(world) == {OTHER_STATION}
    does(world, AYGUL, requests.write_on, number, "Which Friday?")
    assert "Which Friday?" in told(world, OTHER_STATION)
    assert WORDS not in told(world, OTHER_STATION), "only what is new; the rest is a press away"
    thread, is_own = does(world, AYGUL, requests.read, number)
    assert is_own
    assert [one.words for one in thread.said] == [WORDS, "On Friday.", "Which Friday?"]
    assert does(world, OTHER_STATION, requests.read, number)[0].said == thread.said


def test_a_reply_is_shown_back_before_it_is_an_answer(world: World) -> None:
    number = asks(world)
    shown = does(world, POINT, requests.keep_answer, number, "On Friday.")
    assert "On Friday." in repr(shown.text)
    assert not world.messages(LIN)
    does(world, POINT, requests.drop, number)
    with pytest.raises(NothingToSend):
        does(world, POINT, requests.send_answer, number)
    does(world, POINT, requests.keep_answer, number, "On Monday.")
    does(world, POINT, requests.send_answer, number)
    assert "On Monday." in told(world, LIN)


OFFICER_ACTS: tuple[tuple[Callable[..., Any], tuple[Any, ...]], ...] = (
    (requests.opened, ()), (requests.read, ()), (requests.answer, ("No.",)), (requests.keep_answer, ("No.",)),
    (requests.send_answer, ()), (requests.close, ("Because.",)), (requests.check_may_close, ()),
    (requests.colleagues_for, ()), (requests.hand_up, ()), (requests.hand_to, (1,)),
)  # fmt: skip
WORKER_ACTS: tuple[tuple[Callable[..., Any], tuple[Any, ...]], ...] = (
    (requests.send, ()), (requests.write_on, ("More.",)), (requests.helped, ()), (requests.offered, ()),
    (requests.reader, ()), (requests.drop, ()),
)  # fmt: skip


@pytest.mark.parametrize(("act", "more"), OFFICER_ACTS)
def test_only_those_before_whom_it_lies_may(world: World, act: Callable[..., Any], more: tuple[Any, ...]) -> None:
    number = asks(world)
    for who in (STATION, OTHER_STATION, ADMIN, AYGUL):
        for about in (number, 999):
            with pytest.raises(NotForYou):
                does(world, who, act, about, *more)


@pytest.mark.parametrize(("act", "more"), WORKER_ACTS)
def test_nobody_writes_in_the_name_of_a_worker(world: World, act: Callable[..., Any], more: tuple[Any, ...]) -> None:
    number = does(world, LIN, requests.keep, WORDS)
    for who in (POINT, STATION, ADMIN, AYGUL):
        for about in (number, 999):
            with pytest.raises(NotForYou):
                does(world, who, act, about, *more)


def test_what_was_not_sent_is_not_there_for_an_officer(world: World) -> None:
    number = asks(world)
    does(world, POINT, requests.answer, number, "On Friday.")
    does(world, LIN, requests.keep, "Not sent yet.")
    thread, _ = does(world, POINT, requests.read, number)
    assert [one.words for one in thread.said] == [WORDS, "On Friday."]


def test_unanswered_it_goes_up_level_by_level_and_its_worker_hears_of_it(world: World) -> None:
    asks(world)
    days(world, 2)
    assert "This still waits" in told(world, POINT)
    assert before(world) == {POINT}
    seen = [before(world)]
    for _ in range(45):
        days(world, 1)
        if before(world) != seen[-1]:
            seen.append(before(world))
            assert "has your question now" in told(world, LIN)
    assert seen == [{POINT}, {STATION, STATION_TOO}, {CENTRE_REVIEWER, APPROVER, APPROVER_TOO}, {ADMIN}]
    assert latest(world).state == "open", "at the top it waits on"
    with pytest.raises(NotForYou):
        does(world, POINT, requests.answer, latest(world).id, "Late.")
    does(world, ADMIN, requests.answer, latest(world).id, "Sorry.")
    assert "Sorry." in told(world, LIN)
    count = len(world.messages(ADMIN))
    days(world, 10)
    assert len(world.messages(ADMIN)) == count, "who has acted hears no more"


def test_whoever_cannot_be_reached_any_more_is_passed_over(world: World) -> None:
    asks(world)
    with world.work() as session:
        session.get_one(Person, POINT).blocked_at = world.now
    world.keeps_up(CLOCK)
    assert before(world) == {STATION, STATION_TOO}
    assert "has your question now" in told(world, LIN)


def test_an_officer_hands_it_up_or_to_a_colleague(world: World) -> None:
    number = asks(world)
    offices = dict(does(world, POINT, requests.colleagues_for, number))
    assert not any("员14" in repr(name) or "员11" in repr(name) for name in offices.values())
    chosen = next(office for office, name in offices.items() if "员13" in repr(name))
    does(world, POINT, requests.hand_to, number, chosen)
    assert before(world) == {STATION_TOO}
    assert "员13" in told(world, LIN)
    with pytest.raises(NotForYou):
        does(world, POINT, requests.read, number)
    does(world, STATION_TOO, requests.hand_up, number)
    assert before(world) == {STATION, STATION_TOO}
    does(world, STATION, requests.hand_up, number)
    does(world, APPROVER, requests.hand_up, number)
    with pytest.raises(NobodyAbove):
        does(world, ADMIN, requests.hand_up, number)


def test_closed_with_a_reason_and_open_again_within_the_days(world: World) -> None:
    number = asks(world)
    does(world, POINT, requests.close, number, "It belongs to the labour office.")
    assert "It belongs to the labour office." in told(world, LIN)
    with pytest.raises(NotWaiting):
        does(world, POINT, requests.close, number, "Again.")
    world.passes(days=29)
    assert does(world, LIN, requests.keep, "They sent me back.") == number
    does(world, LIN, requests.send, number)
    assert latest(world).state == "open"
    assert "They sent me back." in told(world, POINT)
    does(world, POINT, requests.answer, number, "I call them.")
    does(world, LIN, requests.helped, number)
    assert latest(world).state == "closed"
    assert "your answer helped" in world.edited(POINT)[-1]
    world.passes(days=31)
    assert does(world, LIN, requests.keep, "Something else.") != number


def test_so_many_a_day_and_what_is_too_much_is_kept(world: World) -> None:
    limits = world.house.policies.current.limits
    for count in range(limits.requests_a_day):
        number = asks(world, words=f"Number {count}")
        with world.work() as session:
            session.get_one(Request, number).touched_at = world.now - timedelta(days=40)
    number = does(world, LIN, requests.keep, "One more.")
    with pytest.raises(AskedEnough):
        does(world, LIN, requests.send, number)
    world.passes(days=1)
    does(world, LIN, requests.send, number)
    for count in range(limits.request_words_a_day - 1):
        does(world, LIN, requests.write_on, number, f"{count}")
    with pytest.raises(WrittenEnough):
        does(world, LIN, requests.write_on, number, "Too many.")


def test_long_words_are_kept_whole_in_pieces(world: World) -> None:
    long = "。".join(f"第{count}句话说的是食堂的事" for count in range(350))
    number = asks(world, words=long)
    thread, _ = does(world, POINT, requests.read, number)
    assert "".join(one.words for one in thread.said) == long
    assert max(len(one.words) for one in thread.said) <= A_PIECE


def test_numbers_of_ids_reach_nobody(world: World) -> None:
    asks(world, words="My id is 990101197803120034, please look.")
    assert "990101197803120034" not in told(world, POINT)
    assert "…0034" in told(world, POINT)


def withdraws(work: Work, kind: str) -> None:
    person = work.session.get_one(Person, LIN)
    if kind == "processing":
        person.consented_at = None
    else:
        person.sensitive_consented_at = None
    work.session.add(Consent(person_id=LIN, kind=kind, given=False, at=work.now))
    work.session.flush()
    requests.follow_consent(work, ConsentChanged(LIN))


def arrives(world: World, who: int, number: int, *, at: timedelta = timedelta(), **more: Any) -> None:
    """Let the last message to somebody, or a notice, stand in their chat under a number."""
    with world.work() as session:
        row = Outbox(chat_id=who, kind="send", body={}, created_at=world.now, **more) if more else None
        rows = session.exec(select(Outbox).where(Outbox.chat_id == who, Outbox.kind == "send")).all()
        row = row or rows[-1]
        row.state, row.message_id, row.sent_at = SENT, number, world.now + at
        session.add(row)


def test_a_reply_finds_the_thread_by_the_message_and_only_for_who_has_it(world: World) -> None:
    number = asks(world)
    arrives(world, POINT, 501)
    assert does(world, POINT, requests.thread_under, 501) == number
    assert does(world, POINT, requests.the_one_waiting) == number
    assert does(world, STATION, requests.thread_under, 501) is None
    assert does(world, STATION, requests.thread_under, 999, number) is None, "buttons can be forged"
    assert does(world, POINT, requests.thread_under, 999, number) == number
    does(world, POINT, requests.answer, number, "On Friday.")
    assert does(world, POINT, requests.the_one_waiting) is None
    arrives(world, LIN, 502)
    assert does(world, LIN, requests.thread_under, 502) == number
    assert does(world, AYGUL, requests.thread_under, 502) is None


def test_a_notice_is_found_by_its_message_and_its_thread_stays_apart(world: World) -> None:
    with world.work() as session:
        notice = Broadcast(topic="programmes", title="Film", body={"message": {}}, created_at=world.now)
        session.add(notice)
        session.flush()
        film = notice.id
    arrives(world, LIN, 503, broadcast_id=film)
    assert does(world, LIN, requests.notice_under, 503) == film
    assert does(world, AYGUL, requests.notice_under, 503) is None
    other = asks(world)
    about = does(world, LIN, requests.keep, "May my family come?", film)
    assert about != other
    assert "Film" in repr(does(world, LIN, requests.offered, about).text)
    does(world, LIN, requests.send, about)
    assert "Film" in told(world, POINT)
    assert does(world, LIN, requests.keep, "And when?", film) == about
    assert does(world, POINT, requests.the_one_waiting) is None, "which of two is not guessed"


def test_what_stood_in_the_chat_of_before_is_not_found(world: World) -> None:
    asks(world)
    arrives(world, POINT, 501)
    with world.work() as session:
        session.add(
            AccountMove(person_id=POINT, asker_id=STRANGER, asked_at=world.now, name="x", phone="x", asked={},
                        state="moved", ended_at=world.now + timedelta(hours=1))
        )  # fmt: skip
    assert does(world, POINT, requests.thread_under, 501) is None


@pytest.mark.parametrize("kind", ["processing", "sensitive"])
def test_who_withdraws_a_consent_is_read_no_more_until_they_agree_again(world: World, kind: str) -> None:
    number = asks(world)
    with world.work() as session:
        withdraws(world.at_work(session), kind)
    assert "withdrawn the consent" in world.edited(POINT)[-1]
    for act in (requests.opened, requests.read, requests.colleagues_for):
        with pytest.raises(ConsentWithdrawn):
            does(world, POINT, act, number)
    shown = repr(does(world, POINT, requests.waiting_threads))
    assert "林示例" not in shown
    assert WORDS not in shown
    count = len(world.messages(POINT))
    days(world, 9)
    assert len(world.messages(POINT)) == count, "it rests"
    assert does(world, LIN, requests.read, number)[0].said, "what is one's own one still sees"
    with world.work() as session:
        person = session.get_one(Person, LIN)
        person.consented_at = person.sensitive_consented_at = world.now
        requests.follow_consent(world.at_work(session), ConsentChanged(LIN))
    assert WORDS in told(world, POINT)


def test_words_that_were_never_sent_are_forgotten(world: World) -> None:
    does(world, STRANGER, requests.keep, WORDS)
    world.passes(days=8)
    world.keeps_up(CLOCK)
    with world.work() as session:
        assert not session.exec(select(RequestWords)).all()
        assert not session.exec(select(Request)).all()
