"""One person at their phone."""

import asyncio
import io
from typing import Any

import aiohttp

from simulator.players.connection import Connection
from simulator.players.message import Message, labels_of, read_message
from simulator.world.cast import Json

PATIENCE = 15.0  # seconds a player waits for the bot; nothing waits so long but what fails
_LONGEST_CHAT_SHOWN = 12


class Player:
    """One person at their phone. An action moves the mark from which `sees` counts."""

    def __init__(self, client: Connection, person_id: int) -> None:
        self.client = client
        self.id = person_id
        self._path = f"/sim/people/{person_id}"
        self._mark = 0
        self._read = 0  # everything up to this number is known
        self._messages: dict[int, Message] = {}
        self._pressed: str | None = None  # the press whose answer `toast` reads
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
        done = await self._act("press", {"message_id": message_id, "data": data})
        self._pressed = done["query_id"]

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

    async def replies(self, message_id: int, text: str) -> int:
        """Send text as a reply to a message."""
        done = await self._act("send", {"reply_to": message_id, "text": text})
        return int(done["message_ids"][0])

    async def moves_live(self) -> None:
        """Share a live place and move on, so that its message is edited."""
        await self._act("send", {"live_place": True})

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
        self._keyboard = labels_of((news["keyboard"] or {}).get("keyboard", []))
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
            return next((toast["text"] for toast in self._toasts if toast["query_id"] == self._pressed), None)

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
