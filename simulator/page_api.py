"""What the chat page and the players talk to: /sim/…"""

import asyncio
import json
from collections.abc import AsyncIterator, Awaitable, Callable
from dataclasses import asdict, replace
from datetime import datetime

from starlette.requests import Request
from starlette.responses import JSONResponse, Response, StreamingResponse
from starlette.routing import Route

from simulator import acts
from simulator.cast import Json, Person, TimeMachine, person_view
from simulator.errors import ApiError, PageError
from simulator.feed import Event
from simulator.files import PICTURES
from simulator.guard import Guard
from simulator.params import read_params
from simulator.world import Chat, Entry, World, chat_view, entry_view

SHOWN_MESSAGES = 200  # per chat in the first state of the page
LONGEST_WAIT = 60.0
_KEEP_ALIVE = 15.0

Endpoint = Callable[[Request], Awaitable[Response]]


class PageApi:
    """Endpoints of the page; every one is guarded against other websites."""

    def __init__(self, world: World, machine: TimeMachine | None, guard: Guard) -> None:
        self._world = world
        self._machine = machine
        self._guard = guard

    def routes(self) -> list[Route]:
        """All routes under /sim."""
        get: dict[str, Endpoint] = {
            "/sim/state": self.state,
            "/sim/events": self.events,
            "/sim/people/{id:int}/messages": self.messages,
            "/sim/chats/{id}/messages": self.history,
            "/sim/files/{file_id}": self.file,
            "/sim/calls": self.calls,
            "/sim/clock": self.clock,
        }
        post: dict[str, Endpoint] = {
            "/sim/people": self.add_person,
            "/sim/people/{id:int}": self.change_person,
            "/sim/people/{id:int}/send": self.send,
            "/sim/people/{id:int}/press": self.press,
            "/sim/people/{id:int}/press_reply_button": self.press_reply_button,
            "/sim/people/{id:int}/block": self.block,
            "/sim/people/{id:int}/unblock": self.unblock,
            "/sim/people/{id:int}/follow": self.follow,
            "/sim/faults": self.faults,
            "/sim/limits": self.limits,
            "/sim/clock": self.jump,
        }
        routes = [Route(path, self._guarded(endpoint), methods=["GET"]) for path, endpoint in get.items()]
        return routes + [Route(path, self._guarded(endpoint), methods=["POST"]) for path, endpoint in post.items()]

    def _guarded(self, endpoint: Endpoint) -> Endpoint:
        async def answer(request: Request) -> Response:
            try:
                self._guard.check(request)
                return await endpoint(request)
            except PageError as error:
                return JSONResponse({"error": error.sentence}, error.code)
            except ApiError as error:
                return JSONResponse({"error": error.description}, error.code)

        return answer

    # What is there to see

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
                "clock": self._clock(),
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
        person = self._person(request)
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

    # The clock

    def _clock(self) -> Json:
        now: datetime = self._machine.now() if self._machine else self._world.clock()
        offset = now.utcoffset()
        jumps = self._machine.jumps() if self._machine else ()
        return {
            "now": now.isoformat(),
            "offset_minutes": int(offset.total_seconds() // 60) if offset else 0,
            "jumps": [{"key": jump.key, "label": dict(jump.label)} for jump in jumps],
        }

    async def clock(self, request: Request) -> Response:
        """The bot's time and where one may jump."""
        return JSONResponse(self._clock())

    async def jump(self, request: Request) -> Response:
        """Move the bot's time."""
        wish = await _body(request)
        if not self._machine:
            raise PageError(404, "there is no time machine here")
        if wish.get("key") not in {jump.key for jump in self._machine.jumps()}:
            raise PageError(400, "there is no such jump")
        said = await self._machine.jump(wish["key"])
        self._world.feed.tell("clock", 0, {**self._clock(), "said": dict(said)})
        return JSONResponse({**self._clock(), "said": dict(said)})

    # People and what they do

    def _person(self, request: Request) -> Person:
        return self._world.person(int(request.path_params["id"]))

    async def add_person(self, request: Request) -> Response:
        """Put a new person on stage."""
        wish = await _body(request)
        known = {name: wish[name] for name in Person.__dataclass_fields__ if name in wish}
        if not isinstance(known.get("first_name"), str) or not known["first_name"].strip():
            raise PageError(400, "a person needs a first name")
        known["id"] = int(known.get("id") or max([1000, *self._world.people]) + 1)
        person = Person(**known)
        self._world.add_person(person)
        return JSONResponse(person_view(person))

    async def change_person(self, request: Request) -> Response:
        """Change the language of a person's Telegram."""
        person, wish = self._person(request), await _body(request)
        changed = replace(person, language_code=str(wish.get("language_code") or person.language_code))
        self._world.add_person(changed)
        return JSONResponse(person_view(changed))

    async def send(self, request: Request) -> Response:
        """Send text, contact, sticker, voice, forwarded text, an edit, or files."""
        person, params = self._person(request), await read_params(request)
        world, wish = self._world, params.values
        chat = acts.open_chat(world, person, params.integer("chat_id") or None)
        if params.files:
            as_photo = params.text("as") == "photo"
            files = list(params.files.values())
            entries = acts.upload(world, person, chat, files, as_photo=as_photo, caption=params.text("caption"))
        elif "edit" in wish:
            entries = [acts.edit(world, person, chat, params.integer("edit"), params.text("text"))]
        elif "contact" in wish:
            entries = [acts.share_contact(world, person, chat, wish["contact"])]
        elif "forward_text" in wish:
            entries = [acts.forward(world, person, chat, params.text("forward_text"))]
        elif wish.get("sticker"):
            entries = [acts.send_sticker(world, person, chat)]
        elif wish.get("voice"):
            entries = [acts.send_voice(world, person, chat)]
        else:
            entries = acts.say(world, person, chat, params.text("text"))
        return _done(entries)

    async def press(self, request: Request) -> Response:
        """Press an inline button."""
        person, wish = self._person(request), await _body(request)
        message_id, data = int(wish.get("message_id", 0)), str(wish.get("data", ""))
        return JSONResponse({"seq": acts.press(self._world, person, message_id, data)})

    async def press_reply_button(self, request: Request) -> Response:
        """Press a button of the reply keyboard; a contact button needs the phone to share."""
        person, wish = self._person(request), await _body(request)
        chat = acts.open_chat(self._world, person, None)
        text = str(wish.get("text", ""))
        rows = (chat.keyboard or {}).get("keyboard", [])
        button = next((b for row in rows for b in row if b["text"] == text), None)
        if not button:
            raise PageError(404, "there is no such button")
        if button.get("request_contact"):
            phone = str(wish.get("phone") or f"+86138{person.id % 10**8:08d}")
            return _done([acts.share_contact(self._world, person, chat, phone)])
        return _done(acts.say(self._world, person, chat, text))

    async def block(self, request: Request) -> Response:
        """Block the bot."""
        acts.set_blocked(self._world, self._person(request), True)
        return JSONResponse({"seq": self._world.feed.seq})

    async def unblock(self, request: Request) -> Response:
        """Unblock the bot."""
        acts.set_blocked(self._world, self._person(request), False)
        return JSONResponse({"seq": self._world.feed.seq})

    async def follow(self, request: Request) -> Response:
        """Follow a deep link to the bot: the app sends /start with its payload."""
        person, wish = self._person(request), await _body(request)
        payload = acts.start_payload(self._world, str(wish.get("link") or wish.get("payload") or ""))
        acts.set_blocked(self._world, person, False)
        chat = acts.open_chat(self._world, person, None)
        return _done(acts.say(self._world, person, chat, f"/start {payload}".strip()))

    # What tests order

    async def faults(self, request: Request) -> Response:
        """Order misbehaviour; an empty list clears it."""
        wishes = json.loads(await request.body() or b"[]")
        self._world.faults.order(wishes if isinstance(wishes, list) else [wishes])
        return JSONResponse({"waiting": len(self._world.faults.waiting)})

    async def limits(self, request: Request) -> Response:
        """Switch Telegram's sending limits on or off."""
        self._world.limits.on = bool((await _body(request)).get("on", True))
        return JSONResponse({"on": self._world.limits.on})


async def _body(request: Request) -> Json:
    params = await read_params(request)
    return params.values


def _done(entries: list[Entry]) -> Response:
    if not entries:
        raise PageError(400, "nothing to send")
    # The first number: an answer may come between the pieces of a long text or an album.
    return JSONResponse({"seq": entries[0].seq, "message_ids": [e.message["message_id"] for e in entries]})


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
