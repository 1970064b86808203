"""Functions called by several threads at once, for what desk, sender and main loop share."""

import sys
from collections.abc import Callable
from threading import Thread
from time import perf_counter

LONG_ENOUGH = 0.5  # seconds


def failures_at_once(*functions: Callable[[], object]) -> list[Exception]:
    """Call each function again and again in a thread of its own, for half a second or until one of them fails."""
    failures: list[Exception] = []
    end = perf_counter() + LONG_ENOUGH

    def call(function: Callable[[], object]) -> None:
        try:
            while perf_counter() < end and not failures:
                function()
        except Exception as failure:
            failures.append(failure)

    usual = sys.getswitchinterval()
    sys.setswitchinterval(1e-6)  # threads take turns as often as they can
    try:
        _run([Thread(target=call, args=[function]) for function in functions])
    finally:
        sys.setswitchinterval(usual)
    return failures


def _run(threads: list[Thread]) -> None:
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
