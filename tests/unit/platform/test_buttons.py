"""Buttons fit into 64 bytes and are read back with distrust."""

from dataclasses import dataclass
from enum import StrEnum

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.platform.buttons import Button, decode


class Way(StrEnum):
    UP = "u"
    DOWN = "d"


@dataclass(frozen=True)
class Sample(Button, code="zz-test"):
    number: int
    way: Way
    words: str


def test_a_button_comes_back_as_it_was() -> None:
    button = Sample(12, Way.DOWN, "abc")
    assert button.encode() == "zz-test:12:d:abc"
    assert decode(button.encode()) == button


@pytest.mark.parametrize(
    "data", ["", "zz-test", "zz-test:1:u", "zz-test:x:u:a", "zz-test:1:q:a", "zz-test:1:u:a:b", "nobody:1",
             "zz-test:１:u:a", "zz-test:9999999999999999999:u:a"]
)  # fmt: skip
def test_what_no_button_of_ours_could_send_is_nothing(data: str) -> None:
    assert decode(data) is None


@given(st.text())
def test_reading_never_raises(data: str) -> None:
    for one in (data, f"zz-test:{data}"):
        button = decode(one)
        assert button is None or button.encode() == one


def test_too_long_a_button_is_refused() -> None:
    with pytest.raises(ValueError, match="over 64 bytes"):
        Sample(1, Way.UP, "一" * 30).encode()


def test_a_colon_inside_a_value_is_refused() -> None:
    with pytest.raises(ValueError, match="colon"):
        Sample(1, Way.UP, "a:b").encode()
