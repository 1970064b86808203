"""What listens to the logs of all conversations hears a line, a library, and the text of an exception."""

from __future__ import annotations

import logging
from collections.abc import Callable

import pytest
import structlog

from tests.listening import listening, personal

NAME, ID, STREET = "林示例", "990101199001010027", "12 Canal Road"


def fails() -> None:
    """A failure that quotes somebody, of which the line itself tells only the kind."""
    try:
        try:
            raise KeyError(NAME)
        except KeyError as quoted:
            raise ValueError("no such person") from quoted
    except ValueError as failure:
        structlog.get_logger().error("update failed", error=type(failure).__name__)


@pytest.mark.parametrize(
    ("typed", "act"),
    [
        (NAME, lambda: structlog.get_logger().info("registered", name=NAME)),
        (f"/start {ID}", lambda: structlog.get_logger().info(f"key ({ID}) is there")),
        ("1391234 0001", lambda: logging.getLogger("a.library").warning("to %s", "13912340001")),
        (STREET, lambda: structlog.get_logger().info("seen", where={"home": STREET})),
        (NAME, fails),
    ],
)
def test_what_was_typed_is_found_in_what_is_logged(typed: str, act: Callable[[], None]) -> None:
    with listening() as listener:
        listener.hears({"text": typed})
        act()
        structlog.get_logger().info("update failed", error="ValueError", day="2026-07-20")
        assert len(listener.found()) == 1
        act()
        assert not listener.found(), "one test is not held up with what another typed"


def test_what_is_nobodys_may_be_logged() -> None:
    for typed in ("2026-07-20", "6000", "/case 2026-0001", "/household HF-2026-0001", "yes", "/help"):
        assert not personal(typed)
