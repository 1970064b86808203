"""Playing people from a test, the tour or a benchmark, over HTTP only."""

import asyncio
import io
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Self

import aiohttp

from simulator.cast import Json

PATIENCE = 5.0  # seconds a player waits for the bot
_LONGEST_CHAT_SHOWN = 12


@dataclass(frozen=True)
class Message:
    """A message as a person sees it; text is the caption when there is no text."""

    id: int
    text: str
    by_bot: bool
    edited: bool
    seq: int
    buttons: list[list[str]] = field(default_factory=list)
    reply_keyboard: list[list[str]] = field(default_factory=list)
    file_id: str = ""
    file_name: str = ""
    raw: Json = field(default_factory=dict, repr=False)

    def contains(self, text: str) -> bool:
        """Whether the person could read these words here (buttons do not count)."""
        return text in self.text or text in self.file_name

    @property
    def labels(self) -> list[str]:
        """The inline buttons, row after row."""
        return [label for row in self.buttons for label in row]

    def data_of(self, label: str) -> str | None:
        """The callback data behind a label: the exact one first, else the first that contains it."""
        rows = self.raw.get("reply_markup", {}).get("inline_keyboard", [])
        buttons = [button for row in rows for button in row if "callback_data" in button]
        exact = [b["callback_data"] for b in buttons if b["text"] == label]
        loose = [b["callback_data"] for b in buttons if label in b["text"]]
        return next(iter(exact + loose), None)

    def __str__(self) -> str:
        who = "bot" if self.by_bot else "me "
        marks = "".join(f" [{label}]" for label in self.labels)
        file = f" <{self.file_name or self.file_id}>" if self.file_id else ""
        return f"  {who} #{self.id}{' (edited)' if self.edited else ''}: {self.text}{file}{marks}"


def read_message(view: Json) -> Message:
    """A message of the page's interface."""
    raw = view["message"]
    file = raw.get("document") or (raw["photo"][-1] if "photo" in raw else None) or raw.get("voice") or {}
    keyboard = (view.get("keyboard") or {}).get("keyboard", [])
    return Message(
        id=raw["message_id"],
        text=raw.get("text") or raw.get("caption") or raw.get("contact", {}).get("phone_number", ""),
        by_bot=view["by_bot"],
        edited="edit_date" in raw,
        seq=view["seq"],
        buttons=_labels(raw.get("reply_markup", {}).get("inline_keyboard", [])),
        reply_keyboard=_labels(keyboard),
        file_id=file.get("file_id", ""),
        file_name=file.get("file_name", ""),
        raw=raw,
    )


def _labels(rows: list[list[Json]]) -> list[list[str]]:
    return [[button["text"] for button in row] for row in rows]


class SimulatorClient:
    """A connection to a simulator's page interface."""

    def __init__(self, base_url: str) -> None:
        self._base = base_url.rstrip("/")
        self._session: aiohttp.ClientSession | None = None
        self._players: dict[int, Player] = {}

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

    def player(self, person_id: int) -> "Player":
        """The player of a person; the same one each time."""
        return self._players.setdefault(person_id, Player(self, person_id))

    async def add_person(self, first_name: str, **traits: Any) -> "Player":
        """Put a person on stage (id, last_name, username, language_code, role, note as in Person)."""
        added = await self.post("/sim/people", {"first_name": first_name, **traits})
        return self.player(int(added["id"]))

    async def fault(self, kind: str, **details: Any) -> None:
        """Order a fault: kind, and method, chat_id, times, retry_after, scope."""
        await self.post("/sim/faults", [{"kind": kind, **details}])

    async def clear_faults(self) -> None:
        """Take back the faults not used up."""
        await self.post("/sim/faults", [])

    async def limits(self, on: bool) -> None:
        """Switch Telegram's sending limits."""
        await self.post("/sim/limits", {"on": on})

    async def calls(self, method: str = "") -> list[Json]:
        """The recent Bot API calls, of one method if given."""
        calls: list[Json] = (await self.get("/sim/calls"))["calls"]
        return [call for call in calls if not method or call["method"] == method.lower()]

    async def clock(self) -> Json:
        """The bot's time and the jumps."""
        return await self.get("/sim/clock")

    async def jump(self, key: str) -> Mapping[str, str]:
        """Move the bot's time; returns what happened, a sentence per language."""
        said: Mapping[str, str] = (await self.post("/sim/clock", {"key": key}))["said"]
        return said

    async def room_messages(self, room_id: int) -> list[Message]:
        """What stands in a room."""
        body = await self.get(f"/sim/chats/{room_id}/messages?limit=2000")
        return [read_message(view) for view in body["messages"]]


class Player:
    """One person at their phone. An action moves the mark from which `sees` and `toast` count."""

    def __init__(self, client: SimulatorClient, person_id: int) -> None:
        self.client = client
        self.id = person_id
        self._path = f"/sim/people/{person_id}"
        self._mark = 0
        self._read = 0  # everything up to this number is known
        self._messages: dict[int, Message] = {}
        self._toasts: list[Json] = []
        self._keyboard: list[list[str]] = []

    # Acting

    async def _act(self, what: str, body: Json) -> Json:
        done = await self.client.post(f"{self._path}/{what}", body)
        self._mark = done["seq"]
        return done

    async def sends(self, text: str) -> int:
        """Type and send; returns the message's id."""
        return int((await self._act("send", {"text": text}))["message_ids"][0])

    async def presses(self, label: str, *, within: float = PATIENCE) -> None:
        """Press a button: on the newest message that has it, else on the reply keyboard."""
        found = await self.until(lambda: self._find_button(label), within)
        if found is None:
            there = [name for message in self._messages.values() for name in message.labels]
            raise AssertionError(f"no button “{label}”; buttons: {there}, keyboard: {self._keyboard}\n{self.chat()}")
        message, data = found
        if message is None:
            await self._act("press_reply_button", {"text": data})
        else:
            await self.press_data(data, message.id)

    def _find_button(self, label: str) -> tuple[Message | None, str] | None:
        inline = [m for m in reversed(self._messages.values()) if m.data_of(label) is not None]
        keys = [key for row in self._keyboard for key in row]
        exact = next((m for m in inline if label in m.labels), None)
        if exact is None and label in keys:
            return None, label
        message = exact or next(iter(inline), None)
        if message:
            return message, str(message.data_of(label))
        return next(((None, key) for key in keys if label in key), None)

    async def presses_old(self, label: str, *, message_id: int) -> None:
        """Press a button of a certain message, even if it is gone there by now."""
        if message_id not in self._messages:
            await self.refresh()
        message = self._messages.get(message_id)
        data = message.data_of(label) if message else None
        if data is None:
            raise AssertionError(f"message {message_id} had no button “{label}”\n{self.chat()}")
        await self.press_data(data, message_id)

    async def press_data(self, data: str, message_id: int) -> None:
        """Press with any data, as a forged client can."""
        await self._act("press", {"message_id": message_id, "data": data})

    async def uploads(self, *files: tuple[str, bytes, str], as_photo: bool = False, caption: str = "") -> list[int]:
        """Send files (name, bytes, mime); several become an album. Returns the message ids."""
        form = aiohttp.FormData(quote_fields=False)
        form.add_field("as", "photo" if as_photo else "document")
        form.add_field("caption", caption)
        for name, content, mime in files:
            form.add_field("files", io.BytesIO(content), filename=name, content_type=mime)
        done = await self.client.post_form(f"{self._path}/send", form)
        self._mark = done["seq"]
        return list(done["message_ids"])

    async def shares_contact(self, phone: str) -> None:
        """Share the own phone number."""
        await self._act("send", {"contact": phone})

    async def sends_sticker(self) -> None:
        """Send a sticker."""
        await self._act("send", {"sticker": True})

    async def sends_voice(self) -> None:
        """Send a voice message."""
        await self._act("send", {"voice": True})

    async def forwards(self, text: str) -> None:
        """Forward somebody else's words."""
        await self._act("send", {"forward_text": text})

    async def edits(self, message_id: int, text: str) -> None:
        """Change an own message."""
        await self._act("send", {"edit": message_id, "text": text})

    async def follows(self, link: str) -> None:
        """Follow a deep link (or bare payload) to the bot."""
        await self._act("follow", {"link": link})

    async def blocks(self) -> None:
        """Block the bot."""
        await self._act("block", {})

    async def unblocks(self) -> None:
        """Unblock the bot."""
        await self._act("unblock", {})

    async def speaks(self, language_code: str) -> None:
        """Change the language of this person's Telegram."""
        await self.client.post(self._path, {"language_code": language_code})

    # Reading

    async def refresh(self, wait: float = 0.0) -> None:
        """Read what changed; waits for a change if asked to."""
        news = await self.client.get(f"{self._path}/messages?after={self._read}&wait={wait:.3f}")
        for view in news["messages"]:
            message = read_message(view)
            self._messages[message.id] = message
        for gone in news["deleted"]:
            self._messages.pop(gone["message_id"], None)
        self._toasts = [*self._toasts, *news["toasts"]][-50:]
        self._keyboard = _labels((news["keyboard"] or {}).get("keyboard", []))
        self._read = news["seq"]

    async def until(self, found: Any, within: float) -> Any:
        """Ask again after every change until something is found, None when time is up."""
        end = asyncio.get_running_loop().time() + within
        await self.refresh()
        while (result := found()) is None:
            left = end - asyncio.get_running_loop().time()
            if left <= 0:
                return None
            await self.refresh(left)
        return result

    async def sees(self, *texts: str, within: float = PATIENCE) -> Message:
        """Wait for a bot's message, new or edited since the last action, that contains all texts."""

        def found() -> Message | None:
            new = (m for m in reversed(self._messages.values()) if m.by_bot and m.seq > self._mark)
            return next((m for m in new if all(m.contains(text) for text in texts)), None)

        message: Message | None = await self.until(found, within)
        if message is None:
            raise AssertionError(f"person {self.id} does not see {texts} within {within} s\n{self.chat()}")
        return message

    async def sees_nothing_of(self, text: str, during: float = 0.3) -> None:
        """Make sure that no such message arrives for a while."""

        def found() -> Message | None:
            new = (m for m in self._messages.values() if m.by_bot and m.seq > self._mark)
            return next((m for m in new if m.contains(text)), None)

        message = await self.until(found, during)
        if message is not None:
            raise AssertionError(f"person {self.id} should not see “{text}”\n{self.chat()}")

    async def toast(self, within: float = PATIENCE) -> str:
        """The answer of the button pressed last (may be empty)."""

        def found() -> str | None:
            return next((toast["text"] for toast in self._toasts if toast["seq"] > self._mark), None)

        text: str | None = await self.until(found, within)
        if text is None:
            raise AssertionError(f"person {self.id}: the pressed button was not answered\n{self.chat()}")
        return text

    @property
    def messages(self) -> list[Message]:
        """The chat as read so far, oldest first (see `refresh`)."""
        return list(self._messages.values())

    @property
    def last(self) -> Message:
        """The newest message read so far."""
        return next(reversed(self._messages.values()))

    @property
    def keyboard(self) -> list[list[str]]:
        """The reply keyboard shown now."""
        return self._keyboard

    async def downloads(self, message: Message) -> bytes:
        """The bytes of the file of a message."""
        if not message.file_id:
            raise AssertionError(f"there is no file in\n{message}")
        return await self.client.download(message.file_id)

    def chat(self) -> str:
        lines = [str(message) for message in self.messages[-_LONGEST_CHAT_SHOWN:]]
        return f"chat of person {self.id}:\n" + ("\n".join(lines) or "  (empty)")
