"""Settings from the environment or `.env`; each is explained in `.env.example`."""

import base64
import binascii
import re
from pathlib import Path
from typing import Annotated, Any
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from pydantic import Field, ValidationError, field_validator, model_validator
from pydantic_settings import BaseSettings, NoDecode, SettingsConfigDict

from domain.platform.text import LOCALES

TELEGRAM = "https://api.telegram.org"
SPELLINGS = {
    "zh-hant": "zh_Hant", "zh-tw": "zh_Hant", "zh-hk": "zh_Hant", "zh-mo": "zh_Hant", "zh": "zh_Hans", "en": "en",
}  # fmt: skip


class WrongSettings(Exception):
    """One sentence per setting that cannot be used."""


class Settings(BaseSettings):
    """Everything that an installation can choose."""

    model_config = SettingsConfigDict(env_file=".env", env_file_encoding="utf-8", extra="ignore", env_ignore_empty=True)

    bot_token: str = ""
    bot_api_url: str = TELEGRAM
    data_dir: Path = Path("data")
    database_url: str = ""
    data_key: bytes | None = None
    new_data_key: bytes | None = None  # only for `rekey`
    policy: Path = Path("policies/demo.toml")
    timezone: str = "Asia/Shanghai"
    default_locale: str = "zh_Hans"
    admin_ids: Annotated[frozenset[int], NoDecode] = frozenset()
    notice_chat_id: int | None = None
    webhook_url: str = ""
    webhook_secret: str = ""
    listen: str = "127.0.0.1:8080"
    sends_per_second: int = Field(default=30, ge=0, le=1000)
    undo_seconds: int = Field(default=60, ge=0, le=600)  # in which an officer can take a decision back
    log_level: str = "INFO"

    @property
    def embedded(self) -> bool:
        """Whether the simulator inside the program takes Telegram's place."""
        return not self.bot_token

    @property
    def zone(self) -> ZoneInfo:
        return ZoneInfo(self.timezone)

    @property
    def listen_address(self) -> tuple[str, int]:
        host, _, port = self.listen.rpartition(":")
        return host.strip("[]"), int(port)

    @property
    def database(self) -> str:
        return self.database_url or f"sqlite:///{self.data_dir / 'sisong.sqlite3'}"

    @field_validator("bot_token")
    @classmethod
    def _token(cls, value: str) -> str:
        number, colon, secret = value.partition(":")
        if value and not (number.isdigit() and colon and len(secret) >= 10):
            raise ValueError("it should look like 123456:ABC-DEF…, as BotFather gave it")
        return value

    @field_validator("bot_api_url", "webhook_url")
    @classmethod
    def _address(cls, value: str) -> str:
        if value and urlsplit(value).scheme not in ("http", "https"):
            raise ValueError("it should begin with https:// or http://")
        return value.rstrip("/")

    @field_validator("data_key", "new_data_key", mode="before")
    @classmethod
    def _key(cls, value: Any) -> bytes | None:
        if value is None or value == "":
            return None
        if isinstance(value, bytes) and len(value) == 32:
            return value
        try:
            plain = value.strip().rstrip("=").replace("-", "+").replace("_", "/")  # as url-safe base64 has them
            key = base64.b64decode(plain + "=" * (-len(plain) % 4), validate=True)
        except (AttributeError, binascii.Error, ValueError):
            key = b""
        if len(key) != 32:
            raise ValueError(
                "it should be 32 random bytes in base64 (44 characters); make one with: openssl rand -base64 32"
            )
        return key

    @field_validator("timezone")
    @classmethod
    def _zone(cls, value: str) -> str:
        try:
            ZoneInfo(value)
        except (ZoneInfoNotFoundError, ValueError) as unknown:
            raise ValueError("there is no such time zone; use a name such as Asia/Shanghai") from unknown
        return value

    @field_validator("default_locale")
    @classmethod
    def _locale(cls, value: str) -> str:
        code = value.replace("_", "-").casefold()
        for beginning, locale in SPELLINGS.items():
            if code == beginning or code.startswith(f"{beginning}-"):
                return locale
        raise ValueError(f"it should be one of {', '.join(LOCALES)}")

    @field_validator("admin_ids", mode="before")
    @classmethod
    def _admins(cls, value: Any) -> Any:
        if not isinstance(value, str):
            return value
        parts = re.sub("[,，、;；]", " ", value).split()
        if not all(part.isdigit() for part in parts):
            raise ValueError("it should be Telegram numbers with commas between them, such as 11111111,22222222")
        return frozenset(int(part) for part in parts)

    @field_validator("log_level")
    @classmethod
    def _level(cls, value: str) -> str:
        if value.upper() not in ("DEBUG", "INFO", "WARNING", "ERROR"):
            raise ValueError("it should be DEBUG, INFO, WARNING or ERROR")
        return value.upper()

    @field_validator("listen")
    @classmethod
    def _listen(cls, value: str) -> str:
        host, colon, port = value.rpartition(":")
        if not (host and colon and port.isdigit() and int(port) < 65536):
            raise ValueError("it should be an address and a port, such as 127.0.0.1:8080")
        return value

    @field_validator("database_url")
    @classmethod
    def _database(cls, value: str) -> str:
        if value.startswith(("postgres://", "postgresql://")):
            value = "postgresql+psycopg://" + value.partition("://")[2]
        if value and not value.startswith(("sqlite:///", "postgresql+psycopg://")):
            raise ValueError("it should begin with sqlite:/// or postgresql://")
        if value == "sqlite:///" or (
            value.startswith("sqlite:///") and (":memory:" in value or "mode=memory" in value)
        ):
            raise ValueError("a database in memory would be lost with the program; please name a file, or leave it out")
        return value

    @model_validator(mode="after")
    def _together(self) -> "Settings":
        if self.embedded and not _is_loopback(self.listen_address[0]):
            raise ValueError(
                "LISTEN: without a BOT_TOKEN the program serves its simulator, where anybody can act as anybody; "
                "it may listen only on this machine, such as 127.0.0.1:8080"
            )
        if self.bot_token and self.data_key is None:
            raise ValueError("DATA_KEY is required with a BOT_TOKEN; make one with: openssl rand -base64 32")
        if self.webhook_url and len(self.webhook_secret) < 16:
            raise ValueError("WEBHOOK_SECRET is required with a WEBHOOK_URL: 16 or more letters, digits, _ or -")
        if self.webhook_secret and not self.webhook_secret.replace("_", "").replace("-", "").isalnum():
            raise ValueError("WEBHOOK_SECRET may hold only letters, digits, _ and -")
        return self


def _is_loopback(host: str) -> bool:
    return host == "localhost" or host == "::1" or host.startswith("127.")


def load_settings(**given: Any) -> Settings:
    """Read the settings; `WrongSettings` says in a sentence each what is wrong and never repeats a secret."""
    try:
        return Settings(**given)
    except ValidationError as wrong:
        raise WrongSettings("\n".join(_sentence(problem) for problem in wrong.errors())) from None


def _sentence(problem: Any) -> str:
    name = str(problem["loc"][0]).upper() if problem["loc"] else ""
    reason = str(problem["msg"]).removeprefix("Value error, ")
    return f"{name}: {reason}." if name else f"{reason}."
