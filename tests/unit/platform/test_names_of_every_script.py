"""Names as Chinese identity documents have them, in every script and with every dot, as read and as masked."""

import json
from pathlib import Path

import pytest

from domain.platform.names import NoName, clean_name, mask_name

NAMES = json.loads((Path(__file__).parents[2] / "data" / "real" / "names.json").read_text(encoding="utf-8"))


@pytest.mark.parametrize(("written", "read", "masked"), NAMES)
def test_a_name_is_read_and_masked_whatever_its_script(written: str, read: str, masked: str) -> None:
    assert clean_name(written) == read
    assert mask_name(read) == masked


@pytest.mark.parametrize("said", ["不记得了", "没有", "忘了", "以后再说", "不知道", "不想說", "I don't know", "later"])
def test_what_is_said_instead_of_a_name_is_none(said: str) -> None:
    with pytest.raises(NoName):
        clean_name(said)
