"""How long the program waits in life; the tests of the road run with shorter pauses."""

from datetime import timedelta

from bot.run import desk
from delivery import broadcaster, courier, sender, transport
from services.platform import inbox


def test_what_telegram_does_not_take_is_tried_again_after_these_seconds() -> None:
    assert courier.PAUSES == (1, 2, 5, 15, 60, 300)
    assert transport.SECONDS == {"read": 20.0, "connect": 5.0}


def test_an_update_that_fails_is_tried_again_three_times() -> None:
    assert (timedelta(seconds=1), timedelta(seconds=10), timedelta(minutes=1)) == inbox.PAUSES


def test_what_nobody_woke_looks_again_after_a_second() -> None:
    assert (sender.LOOK_AGAIN, broadcaster.IDLE, desk.IDLE_SECONDS) == (1.0, 1.0, 1.0)
