"""What there is to see: the world at first, then everything that happens, as a stream or by long polls."""

import asyncio
import json
from collections.abc import AsyncIterator
from dataclasses import asdict

from starlette.requests import Request
from starlette.responses import JSONResponse, Response, StreamingResponse

from simulator.errors import PageError
from simulator.page.clock import PageClock
from simulator.world.cast import Json, person_view
from simulator.world.feed import Event
from simulator.world.files import PICTURES
from simulator.world.world import Chat, World, chat_view, entry_view

SHOWN_MESSAGES = 200  # per chat in the first state of the page
LONGEST_WAIT = 60.0
_KEEP_ALIVE = 15.0


class Shown:
    """Endpoints that change nothing."""

    def __init__(self, world: World, clock: PageClock) -> None:
        self._world = world
        self._clock = clock

    async def state(self, request: Request) -> Response:
        """Everything the page needs at first."""
        world = self._world
        return JSONResponse(
            {
                "seq": world.feed.seq,
                "epoch": world.feed.epoch,
                "bot": {**world.bot, **asdict(world.profile)},
                "people": [person_view(person) for person in world.people.values()],
                "rooms": [asdict(room) for room in world.rooms.values()],
                "chats": [_whole_chat(chat) for chat in world.chats.values()],
                "clock": self._clock.view(),
            }
        )

    async def events(self, request: Request) -> Response:
        """Everything that happens from now on, as server-sent events."""
        after = int(request.headers.get("last-event-id") or request.query_params.get("after") or 0)
        headers = {"Cache-Control": "no-store", "X-Accel-Buffering": "no"}
        return StreamingResponse(self._stream(after), media_type="text/event-stream", headers=headers)

    async def _stream(self, after: int) -> AsyncIterator[str]:
        feed = self._world.feed
        if not feed.remembers(after):
            after = feed.seq
            yield _sse(Event(after, "reset", 0, {}))
        while not feed.closing:
            for event in feed.since(after):
                after = event.seq
                yield _sse(event)
            await feed.wait(_KEEP_ALIVE)
            yield ": still here\n\n"

    async def messages(self, request: Request) -> Response:
        """What changed in a person's chat after a number; waits for it if asked to."""
        person = self._world.person(int(request.path_params["id"]))
        after = int(request.query_params.get("after", 0))
        wait = min(float(request.query_params.get("wait", 0)), LONGEST_WAIT)
        chat = self._world.chats[person.id]
        news = _news(chat, after)
        deadline = asyncio.get_running_loop().time() + wait
        while not (news["messages"] or news["toasts"] or news["deleted"]):
            left = deadline - asyncio.get_running_loop().time()
            if left <= 0 or self._world.feed.closing:
                break
            await self._world.feed.wait(left, chat.id)
            news = _news(chat, after)
        return JSONResponse({**news, "seq": self._world.feed.seq, **chat_view(chat)})

    async def history(self, request: Request) -> Response:
        """Messages of any chat, optionally only those older than one."""
        chat = self._world.chats.get(int(request.path_params["id"]))
        if not chat:
            raise PageError(404, "no such chat")
        before = int(request.query_params.get("before", 0))
        entries = [entry for number, entry in chat.entries.items() if not before or number < before]
        limit = int(request.query_params.get("limit", SHOWN_MESSAGES))
        return JSONResponse({"messages": [entry_view(chat, entry) for entry in entries[-limit:]]})

    async def file(self, request: Request) -> Response:
        """A file by its identifier; only pictures are shown in the page, all else is saved."""
        stored = self._world.files.find(request.path_params["file_id"])
        if not stored:
            raise PageError(404, "no such file")
        mime = stored.mime if stored.mime in PICTURES else "application/octet-stream"
        headers = {"Content-Disposition": "inline" if mime in PICTURES else "attachment"}
        return Response(stored.content, media_type=mime, headers=headers)

    async def calls(self, request: Request) -> Response:
        """The recent Bot API calls, oldest first."""
        return JSONResponse({"calls": list(self._world.calls)})


def _whole_chat(chat: Chat) -> Json:
    entries = list(chat.entries.values())[-SHOWN_MESSAGES:]
    more = len(chat.entries) > len(entries)
    return {**chat_view(chat), "info": chat.info, "more": more, "messages": [entry_view(chat, e) for e in entries]}


def _news(chat: Chat, after: int) -> Json:
    return {
        "messages": [entry_view(chat, entry) for entry in chat.changed_since(after)],
        "toasts": [toast for toast in chat.toasts if toast["seq"] > after],
        "deleted": [gone for gone in chat.gone if gone["seq"] > after],
    }


def _sse(event: Event) -> str:
    body = {"seq": event.seq, "kind": event.kind, "chat_id": event.chat_id, "body": event.body}
    return f"id: {event.seq}\ndata: {json.dumps(body)}\n\n"
