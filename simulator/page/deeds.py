"""What people do on the page: they come, write, press, block, follow links."""

from dataclasses import replace

from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from simulator.errors import PageError
from simulator.page import acts
from simulator.reading.params import read_params, read_values
from simulator.world.cast import Person, person_view
from simulator.world.world import Entry, World


class Deeds:
    """Endpoints by which the page and the players act."""

    def __init__(self, world: World) -> None:
        self._world = world

    def _person(self, request: Request) -> Person:
        return self._world.person(int(request.path_params["id"]))

    async def add_person(self, request: Request) -> Response:
        """Put a new person on stage."""
        wish = await read_values(request)
        known = {name: wish[name] for name in Person.__dataclass_fields__ if name in wish}
        if not isinstance(known.get("first_name"), str) or not known["first_name"].strip():
            raise PageError(400, "a person needs a first name")
        known["id"] = int(known.get("id") or max([1000, *self._world.people]) + 1)
        person = Person(**known)
        self._world.add_person(person)
        return JSONResponse(person_view(person))

    async def change_person(self, request: Request) -> Response:
        """Change the language of a person's Telegram."""
        person, wish = self._person(request), await read_values(request)
        changed = replace(person, language_code=str(wish.get("language_code") or person.language_code))
        self._world.add_person(changed)
        return JSONResponse(person_view(changed))

    async def send(self, request: Request) -> Response:
        """Send text, contact, sticker, voice, forwarded text, a reply, a live place, an edit, or files."""
        person, params = self._person(request), await read_params(request)
        world, wish = self._world, params.values
        chat = acts.open_chat(world, person, params.integer("chat_id") or None)
        if params.files:
            as_photo = params.text("as") == "photo"
            files = list(params.files.values())
            entries = acts.upload(world, person, chat, files, as_photo=as_photo, caption=params.text("caption"))
        elif "edit" in wish:
            entries = [acts.edit(world, person, chat, params.integer("edit"), params.text("text"))]
        elif "reply_to" in wish:
            entries = [acts.reply(world, person, chat, params.integer("reply_to"), params.text("text"))]
        elif wish.get("live_place"):
            entries = [acts.move_live(world, person, chat)]
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
        person, wish = self._person(request), await read_values(request)
        message_id, data = int(wish.get("message_id", 0)), str(wish.get("data", ""))
        seq, query_id = acts.press(self._world, person, message_id, data)
        return JSONResponse({"seq": seq, "query_id": query_id})

    async def press_reply_button(self, request: Request) -> Response:
        """Press a button of the reply keyboard; a contact button needs the phone to share."""
        person, wish = self._person(request), await read_values(request)
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
        person, wish = self._person(request), await read_values(request)
        payload = acts.start_payload(self._world, str(wish.get("link") or wish.get("payload") or ""))
        acts.set_blocked(self._world, person, False)
        chat = acts.open_chat(self._world, person, None)
        return _done(acts.say(self._world, person, chat, f"/start {payload}".strip()))


def _done(entries: list[Entry]) -> Response:
    if not entries:
        raise PageError(400, "nothing to send")
    # The first number: an answer may come between the pieces of a long text or an album.
    return JSONResponse({"seq": entries[0].seq, "message_ids": [e.message["message_id"] for e in entries]})
