"""The pace keeps below a strict limit, leaves room for answers, and waits exactly as told."""

from itertools import count, pairwise

from delivery.pace import Pace
from tests.at_once import failures_at_once


class Time:
    def __init__(self) -> None:
        self.now = 100.0

    def __call__(self) -> float:
        return self.now


def test_never_more_than_the_limit_in_any_second() -> None:
    time, sent = Time(), []
    pace = Pace(30, time)
    for _ in range(5000):
        if pace.allowance(1) and pace.even_turns(1):
            pace.take(1)
            sent.append(time.now)
        time.now += 0.001
    worst = max(sum(1 for other in sent if at <= other < at + 1.0) for at in sent)
    assert worst <= 30
    assert len(sent) >= 5 * 30 * 0.95


def test_an_answer_may_go_while_low_priority_waits_for_its_turn() -> None:
    time = Time()
    pace = Pace(30, time)
    pace.take(1)
    assert pace.even_turns(5) == 0
    assert pace.allowance(5) == 5


def test_a_group_gets_twenty_a_minute() -> None:
    time = Time()
    pace = Pace(30, time)
    for _ in range(20):
        assert -5 not in pace.closed_chats()
        pace.take(-5)
        time.now += 0.1
    assert pace.closed_chats() == {-5}
    time.now += 61
    assert pace.closed_chats() == set()


def test_a_person_gets_three_at_once_and_then_one_a_second() -> None:
    time, sent = Time(), []
    pace = Pace(30, time)
    for _ in range(10_000):
        if 7 not in pace.closed_chats():
            pace.take(7)
            sent.append(time.now)
        time.now += 0.001
    assert sent[2] < 100.01
    gaps = [after - before for before, after in pairwise(sent[2:])]
    assert min(gaps) >= 1.0
    assert max(gaps) < 1.15
    time.now += 10
    assert pace.fits(7, 3)
    assert not pace.fits(7, 4)


def test_who_had_a_burst_waits_alone_and_is_told_how_long() -> None:
    time = Time()
    pace = Pace(30, time)
    for _ in range(3):
        assert pace.opens_in() is None
        pace.take(7)
    assert pace.closed_chats() == {7}
    assert not pace.fits(7, 1)
    assert pace.fits(7, 0)  # what does not count need not wait
    assert pace.fits(8, 3)
    assert pace.allowance(1) == 1
    time.now += pace.opens_in() or 0.0
    assert pace.closed_chats() == set()
    assert pace.fits(7, 1)
    assert pace.opens_in() is None


def test_a_refused_chat_rests_as_long_as_told_and_the_others_go_on() -> None:
    time = Time()
    pace = Pace(30, time)
    pace.refused(7, 3)
    assert pace.closed_chats() == {7}
    assert not pace.fits(7, 0)
    assert pace.allowance(1) == 1
    time.now += 3.01
    assert pace.closed_chats() == set()


def test_two_refused_chats_at_once_mean_everybody() -> None:
    time = Time()
    pace = Pace(30, time)
    pace.refused(7, 3)
    pace.refused(8, 5)
    assert pace.allowance(1) == 0
    assert pace.wait() == 5
    time.now += 5.01
    assert pace.allowance(1) == 1


def test_without_a_limit_of_our_own_nothing_waits() -> None:
    pace = Pace(0, Time())
    for _ in range(1000):
        assert pace.allowance(1) == 1
        pace.take(-5)
        pace.take(5)
    assert pace.fits(5, 1000)
    assert pace.opens_in() is None
    assert pace.even_turns(7) == 7
    assert pace.closed_chats() == set()


def test_the_desk_may_count_while_the_sender_asks_which_chats_are_closed() -> None:
    pace, numbers = Pace(30, Time()), count(1)

    def desk() -> None:
        pace.take(-next(numbers))

    assert failures_at_once(desk, pace.closed_chats) == []


def test_chats_may_be_refused_while_the_desk_asks_which_are_closed() -> None:
    pace, numbers = Pace(30, Time()), count(1)

    def sender() -> None:
        pace.refused(next(numbers), 1)

    assert failures_at_once(sender, pace.closed_chats) == []
    assert pace.closed_chats() == set(range(1, next(numbers)))  # no refusal was lost
