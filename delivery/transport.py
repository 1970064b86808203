"""Speaks HTTP with the Bot API through aiohttp, several times as fast as PTB's default and as strict about errors."""

import time
from functools import lru_cache
from http import HTTPStatus
from typing import Any, NamedTuple

import aiohttp
from pydantic_core import from_json, to_json
from telegram.error import NetworkError, RetryAfter, TelegramError, TimedOut
from telegram.request import BaseRequest, RequestData
from yarl import URL

CONNECTIONS = 64
SECONDS = {"read": 20.0, "connect": 5.0}


class Heard(NamedTuple):
    """The date of an answer, as it stands in its head, and how much time had passed when it came."""

    date: str
    at: float


def since_boot() -> float:
    """Return how many seconds the machine has run, those in which it slept included; nobody can set that."""
    return time.clock_gettime(time.CLOCK_BOOTTIME) if hasattr(time, "CLOCK_BOOTTIME") else time.monotonic()


class MaybeSent(TimedOut):
    """The connection broke or the answer did not come in time: Telegram may have carried out the call."""


class Transport(BaseRequest):
    """A `BaseRequest` for PTB's `Bot`, and a plain `call` for what needs none of PTB's objects."""

    def __init__(self, base_url: str) -> None:
        """`base_url` ends with the token, as in `https://host/bot123:ABC`."""
        self.base_url = base_url
        self._session: aiohttp.ClientSession | None = None
        self.heard: Heard | None = None  # of the newest answer

    @property
    def read_timeout(self) -> float:
        return SECONDS["read"]

    async def initialize(self) -> None:
        if self._session is None:
            connector = aiohttp.TCPConnector(limit=CONNECTIONS, keepalive_timeout=15)
            jar = aiohttp.DummyCookieJar()  # the Bot API has none, and looking for them costs time with every call
            self._session = aiohttp.ClientSession(connector=connector, cookie_jar=jar, auto_decompress=True)

    async def shutdown(self) -> None:
        if self._session is not None:
            await self._session.close()
            self._session = None

    async def call(self, method: str, params: dict[str, Any], *, read_timeout: float | None = None) -> Any:
        """Call a method of the Bot API and return its `result`; errors are PTB's.

        What went well goes past PTB's wrapper, which is left to say what a refusal means.
        """
        url, data = f"{self.base_url}/{method}", _PlainData(params)
        timeout = read_timeout or self.read_timeout
        try:
            code, payload = await self.do_request(url, "POST", data, read_timeout=timeout)  # type: ignore[arg-type]
        except TelegramError:
            raise
        except Exception as failure:
            raise NetworkError(f"not understood: {type(failure).__name__}") from failure
        if code == HTTPStatus.OK:
            return self.parse_json_payload(payload)["result"]
        return await _Answered(code, payload).post(url)

    @staticmethod
    def parse_json_payload(payload: bytes) -> Any:
        """Read an answer as PTB does, in a third of the time; what is not plain JSON is left to PTB."""
        try:
            return from_json(payload)
        except ValueError:
            return BaseRequest.parse_json_payload(payload)

    @staticmethod
    def seconds(refused: RetryAfter) -> float:
        """Return how long Telegram told us to wait."""
        wait: Any = refused.retry_after  # an int or a timedelta, by PTB's settings
        return float(wait.total_seconds() if hasattr(wait, "total_seconds") else wait)

    async def do_request(
        self,
        url: str,
        method: str,
        request_data: RequestData | None = None,
        read_timeout: Any = BaseRequest.DEFAULT_NONE,
        write_timeout: Any = BaseRequest.DEFAULT_NONE,
        connect_timeout: Any = BaseRequest.DEFAULT_NONE,
        pool_timeout: Any = BaseRequest.DEFAULT_NONE,
    ) -> tuple[int, bytes]:
        assert self._session is not None, "the transport is not initialized"
        read = read_timeout if isinstance(read_timeout, int | float) else self.read_timeout
        try:
            async with self._session.request(
                method, _url(url), timeout=_timeout(read), **_body(request_data)
            ) as answer:
                self.heard = Heard(answer.headers.get("Date", ""), since_boot())
                return answer.status, await answer.read()
        except (aiohttp.ClientConnectorError, aiohttp.ConnectionTimeoutError) as failure:
            raise NetworkError(f"not sent: {type(failure).__name__}") from failure
        except (TimeoutError, aiohttp.ClientError) as failure:
            raise MaybeSent(f"perhaps sent: {type(failure).__name__}") from failure


@lru_cache(maxsize=256)
def _url(url: str) -> URL:
    """Read an address once; there are only as many as methods (files are few)."""
    return URL(url)


@lru_cache(maxsize=16)
def _timeout(read: float) -> aiohttp.ClientTimeout:
    return aiohttp.ClientTimeout(sock_read=read, sock_connect=SECONDS["connect"])


class _Answered(BaseRequest):
    """An answer that came, for PTB to read."""

    def __init__(self, code: int, payload: bytes) -> None:
        self._answer = code, payload

    @property
    def read_timeout(self) -> float:
        return SECONDS["read"]

    async def initialize(self) -> None:
        """There is nothing to open."""

    async def shutdown(self) -> None:
        """There is nothing to close."""

    async def do_request(self, *_given: Any, **_more: Any) -> tuple[int, bytes]:
        return self._answer


class _PlainData:
    """Just enough of `RequestData` for a call without files."""

    contains_files = False

    def __init__(self, params: dict[str, Any]) -> None:
        self.json_payload = to_json(params)


def _body(data: Any) -> dict[str, Any]:
    if data is None:
        return {}
    if not data.contains_files:
        return {"data": data.json_payload, "headers": {"Content-Type": "application/json"}}
    form = aiohttp.FormData(data.json_parameters, quote_fields=False)  # names as they are, not as in an address
    for name, (filename, content, mime) in data.multipart_data.items():
        form.add_field(name, content, filename=filename, content_type=mime)
    return {"data": form}
