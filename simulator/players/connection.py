"""HTTP to a simulator's page interface."""

from typing import Any, Self

import aiohttp

from simulator.world.cast import Json


class Connection:
    """A connection to a simulator's page interface; a context manager."""

    def __init__(self, base_url: str) -> None:
        self._base = base_url.rstrip("/")
        self._session: aiohttp.ClientSession | None = None

    async def __aenter__(self) -> Self:
        self._session = aiohttp.ClientSession(connector=aiohttp.TCPConnector(limit=0))
        return self

    async def __aexit__(self, *_: object) -> None:
        await self.close()

    async def close(self) -> None:
        """Hang up."""
        if self._session:
            session, self._session = self._session, None
            await session.close()

    async def get(self, path: str) -> Json:
        """GET a path under the base address."""
        return await self._ask("GET", path)

    async def post(self, path: str, json: Any = None) -> Json:
        """POST a JSON body."""
        return await self._ask("POST", path, json={} if json is None else json)

    async def post_form(self, path: str, form: aiohttp.FormData) -> Json:
        """POST a multipart form."""
        return await self._ask("POST", path, data=form)

    async def download(self, file_id: str) -> bytes:
        """The bytes of a file."""
        assert self._session, "use the client as a context manager"
        async with self._session.get(f"{self._base}/sim/files/{file_id}") as answer:
            answer.raise_for_status()
            return await answer.read()

    async def _ask(self, method: str, path: str, **what: Any) -> Json:
        assert self._session, "use the client as a context manager"
        async with self._session.request(method, self._base + path, **what) as answer:
            body: Json = await answer.json()
        if answer.status >= 400:
            raise AssertionError(f"{method} {path}: {answer.status} {body.get('error')}")
        return body
