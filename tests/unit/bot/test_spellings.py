"""Settings may be spelled as people spell them."""

import base64
from typing import Any

import pytest
from pydantic import ValidationError

from bot.settings import Settings

KEY = bytes(range(220, 252))  # holds + and / in base64


def read(**given: Any) -> Settings:
    return Settings(_env_file=None, **given)  # type: ignore[call-arg]


@pytest.mark.parametrize(
    "spelled",
    [
        base64.b64encode(KEY).decode(), base64.urlsafe_b64encode(KEY).decode(),
        base64.urlsafe_b64encode(KEY).decode().rstrip("="), f" {base64.b64encode(KEY).decode()}\n",
    ],
)  # fmt: skip
def test_a_key_in_either_alphabet(spelled: str) -> None:
    assert read(data_key=spelled).data_key == KEY


@pytest.mark.parametrize("wrong", ["x", "?" * 44, base64.b64encode(KEY[:31]).decode(), 7])
def test_what_is_no_key_is_refused(wrong: Any) -> None:
    with pytest.raises(ValidationError, match="32 random bytes"):
        read(data_key=wrong)


@pytest.mark.parametrize(
    ("spelled", "locale"),
    [
        ("zh_Hans", "zh_Hans"), ("zh-hans", "zh_Hans"), ("zh-CN", "zh_Hans"), ("zh_SG", "zh_Hans"), ("zh", "zh_Hans"),
        ("zh-Hant", "zh_Hant"), ("zh-TW", "zh_Hant"), ("zh_hk", "zh_Hant"), ("EN", "en"), ("en-GB", "en"),
    ],
)  # fmt: skip
def test_a_language_as_others_spell_it(spelled: str, locale: str) -> None:
    assert read(default_locale=spelled).default_locale == locale


def test_numbers_of_administrators_with_any_sign_between() -> None:
    assert read(admin_ids="11，22、33; 44 55").admin_ids == {11, 22, 33, 44, 55}
