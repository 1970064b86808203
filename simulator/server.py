"""The simulator as one ASGI application."""

import mimetypes
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from pathlib import Path

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route

from simulator.botapi.api import BotApi
from simulator.errors import PageError
from simulator.page.api import PageApi
from simulator.page.guard import SECURITY_HEADERS, Guard
from simulator.world.cast import Person, Room, TimeMachine
from simulator.world.journal import Journal
from simulator.world.restoring import restore
from simulator.world.world import World

_PAGE = Path(__file__).parent / "page" / "static"
_TYPES = {".html": "text/html", ".js": "text/javascript", ".css": "text/css", ".svg": "image/svg+xml"}


class Simulator:
    """A local Telegram: Bot API for the bot, a chat page for people, an interface for tests.

    Serve ``app`` with any ASGI server; call ``close`` before the server waits for open connections.
    """

    def __init__(
        self,
        *,
        token: str,
        people: Sequence[Person] = (),
        rooms: Sequence[Room] = (),
        journal: Path | None = None,
        clock: Callable[[], datetime] | None = None,
        time_machine: TimeMachine | None = None,
        bot_name: str = "四送",
        bot_username: str = "sisong_demo_bot",
        limits: bool = False,
        allow_hosts: Sequence[str] = (),
    ) -> None:
        number = token.partition(":")[0]
        bot_id = int(number) if number.isdigit() else 7_000_000_000
        bot = {"id": bot_id, "is_bot": True, "first_name": bot_name, "username": bot_username}
        now = clock or (time_machine.now if time_machine else _wall_clock)
        self._journal = Journal(journal) if journal else None
        self.world = World(bot, now, journal=self._journal, limits=limits)
        self._webhook = restore(self.world, self._journal) if self._journal else None
        self.world.populate(people, rooms)
        self._guard = Guard(allow_hosts)
        self._bot_api = BotApi(self.world, token)
        page = PageApi(self.world, time_machine, self._guard)
        self.app = Starlette(routes=[*self._routes(), *page.routes()], lifespan=self._lifespan)

    def _routes(self) -> list[Route]:
        every = ["GET", "POST"]
        return [
            Route("/bot{token}/{method}", self._bot_api.call, methods=every),
            Route("/file/bot{token}/{path:path}", self._bot_api.download, methods=["GET"]),
            Route("/", self._page_file, methods=["GET"]),
            Route("/page/{name}", self._page_file, methods=["GET"]),
        ]

    @asynccontextmanager
    async def _lifespan(self, app: Starlette) -> AsyncIterator[None]:
        if self._webhook:
            self._bot_api.use_webhook(self._webhook)
        yield
        await self.close()

    async def _page_file(self, request: Request) -> Response:
        try:
            self._guard.check(request)
        except PageError as error:
            return PlainTextResponse(error.sentence, error.code)
        name = request.path_params.get("name", "index.html")
        path = _PAGE / name
        if path.parent != _PAGE or not path.is_file():
            return PlainTextResponse("not found", 404)
        mime = _TYPES.get(path.suffix) or mimetypes.guess_type(name)[0]
        return Response(path.read_bytes(), media_type=mime, headers=SECURITY_HEADERS)

    async def close(self) -> None:
        """Let everybody who waits go, end webhook delivery, write the journal out; twice does no harm."""
        self.world.feed.close()
        self.world.updates.end_poll()
        await self._bot_api.stop()
        if self._journal:
            journal, self._journal = self._journal, None
            self.world.retire_journal()
            journal.close()


def _wall_clock() -> datetime:
    return datetime.now(UTC).astimezone()
