"""Words of a thread: cut without losing any, put on pages, and shown to an officer as far as they are new."""

from __future__ import annotations

from datetime import UTC, datetime
from itertools import pairwise

import pytest

from domain.requests.thread_words import Said, Thread, card
from domain.requests.threads import A_PAGE, A_PIECE, RequestState, pages, pieces, units_of, without_numbers


@pytest.mark.parametrize("text", ["好" * 4096, "一句话。" * 900, "🙋" * 2048, "a word " * 580, "x" * A_PIECE, "短"])
def test_pieces_lose_nothing_and_fit(text: str) -> None:
    found = list(pieces(text))
    assert all(0 < units_of(one) <= A_PIECE for one in found)
    assert "".join("".join(found).split()) == "".join(text.split())


def test_a_piece_ends_at_a_sentence() -> None:
    first, *_ = pieces("这一句话不长也不短。" * 300)
    assert first.endswith("。")


@pytest.mark.parametrize("sizes", [[], [10], [2_000] * 7, [1] * 500, [A_PAGE, 1, A_PAGE]])
def test_pages_hold_everything_once_the_newest_first(sizes: list[int]) -> None:
    found = pages(sizes)
    assert [place for page in found[::-1] for place in page] == list(range(len(sizes)))
    assert all(sum(sizes[place] for place in page) <= A_PAGE for page in found)
    assert all(newer[0] > older[-1] for newer, older in pairwise(found))


@pytest.mark.parametrize(
    ("said", "kept"),
    [
        ("990101197803120034", "…0034"),
        ("卡号 6200 0000 0000 0005，谢谢", "卡号 …0005，谢谢"),
        ("电话13800138000", None),
    ],
)
def test_numbers_that_name_somebody_are_left_out(said: str, kept: str | None) -> None:
    assert without_numbers(said) == (kept if kept is not None else said)


def shown(*words: str, state: RequestState = RequestState.OPEN, new: int = 0) -> str:
    """Return the card of a thread; words of an officer begin with a dash."""
    at = datetime(2026, 7, 20, tzinfo=UTC)
    said = tuple(Said("x", one, at, of_worker=not one.startswith("-")) for one in words)
    return repr(card(Thread(1, state, "Lin", "Unit 4", said), new=new).text)


def test_a_card_shows_what_the_worker_wrote_since_the_last_answer() -> None:
    assert "first" in shown("first", "second")
    open_again = shown("first", "-answer", "second", "third")
    assert "first" not in open_again
    assert "second" in open_again
    assert "third" in open_again
    assert "second" not in shown("first", "-answer", "second", "third", new=1)
    answered = shown("first", "-answer", state=RequestState.ANSWERED)
    assert "first" in answered
    assert "-answer" not in answered
