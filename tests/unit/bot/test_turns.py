"""Threads get in one at a time, in the order in which they came."""

import threading
import time

from bot.run.database import Turns

PATIENCE = 5.0


def test_one_at_a_time_under_stress() -> None:
    turns, inside, most = Turns(), 0, 0

    def work() -> None:
        nonlocal inside, most
        for _ in range(300):
            with turns:
                inside += 1
                most = max(most, inside)
                inside -= 1

    threads = [threading.Thread(target=work) for _ in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(PATIENCE)
    assert not any(thread.is_alive() for thread in threads)
    assert most == 1


def test_those_who_wait_get_in_in_their_order_and_before_whoever_comes_back() -> None:
    turns, order = Turns(), list[int]()

    def waits(number: int) -> None:
        with turns:
            order.append(number)

    threads = [threading.Thread(target=waits, args=(number,)) for number in range(4)]
    with turns:
        for thread in threads:
            thread.start()
            _until_waiting(turns, threads.index(thread) + 1)
    with turns:
        order.append(99)
    for thread in threads:
        thread.join(PATIENCE)
    assert order == [0, 1, 2, 3, 99]


def test_it_is_handed_on_after_a_failure() -> None:
    turns, done = Turns(), threading.Event()

    def waits() -> None:
        with turns:
            done.set()

    thread = threading.Thread(target=waits)
    try:
        with turns:
            thread.start()
            _until_waiting(turns, 1)
            raise OSError("the disk is full")
    except OSError:
        pass
    assert done.wait(PATIENCE)


def _until_waiting(turns: Turns, number: int) -> None:
    end = time.monotonic() + PATIENCE
    while len(turns._waiting) < number:
        assert time.monotonic() < end
        time.sleep(0.001)
