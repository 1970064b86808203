"""Lets people act in the embedded simulator over HTTP: the tour and the demonstration are plays on this stage."""

from collections.abc import Callable, Iterator
from datetime import datetime
from typing import Any

from domain.platform.buttons import Button, decode
from simulator import Message, Player, SimulatorClient

PATIENCE = 10.0  # seconds to wait for the bot


class Actor:
    """Somebody on the stage. Every action waits until the bot has reacted, and is written to `script`."""

    def __init__(self, player: Player, name: str, script: Callable[[str], None]) -> None:
        self.player = player
        self.name = name
        self._script = script
        self._shown = 0

    async def says(self, text: str) -> None:
        """Type and send."""
        self._script(f"\n{self.name} ▸ {text}")
        await self.player.sends(text)
        await self.reads()

    async def follows(self, link: str) -> None:
        """Open a deep link."""
        self._script(f"\n{self.name} ▸ {link}")
        await self.player.follows(link)
        await self.reads()

    async def uploads(self, name: str, content: bytes, mime: str) -> None:
        """Send a file."""
        self._script(f"\n{self.name} ▸ 📎 {name}")
        await self.player.uploads((name, content, mime))
        await self.reads()

    async def chooses(self, *tokens: str) -> None:
        """Press buttons of a form, one after another, each by its token (such as `o.married`)."""
        for token in tokens:
            await self._press(_is_token(token), token)

    async def has(self, token: str) -> bool:
        """Tell whether the newest card offers this button of a form."""
        await self.player.refresh()
        newest = max((one for one in self.player.messages if one.by_bot), key=lambda one: one.seq)
        return any(button.get("callback_data", "").endswith(f":{token}") for button in _buttons(newest))

    async def chooses_first(self, beginning: str) -> None:
        """Press the first button of a form whose token begins so (the only colleague, the only child)."""
        await self._press(lambda data: data.startswith("f:") and data.split(":")[-1].startswith(beginning), beginning)

    async def presses(self, kind: type[Button], /, **fields: Any) -> str:
        """Press a button of a kind, with these values, and return what it is answered with at once."""
        return await self._press(lambda data: _fits(decode(data), kind, fields), f"{kind.__name__} {fields}")

    async def _press(self, fits: Callable[[str], bool], what: str) -> str:
        found: tuple[Message, dict[str, str]] | None = await self.player.until(lambda: self._find(fits), PATIENCE)
        if found is None:
            raise AssertionError(f"{self.name} finds no button {what}\n{self.player.chat()}")
        message, button = found
        self._script(f"\n{self.name} ▸ [{button['text']}]")
        await self.player.press_data(button["callback_data"], message.id)
        said = await self.player.toast(within=PATIENCE)
        if said:
            self._script(f"    ( {said} )")
        self._writes_down()
        return said or ""

    def _find(self, fits: Callable[[str], bool]) -> tuple[Message, dict[str, str]] | None:
        for message in reversed(self.player.messages):
            for button in _buttons(message):
                if fits(button.get("callback_data", "")):
                    return message, button
        return None

    async def reads(self, *texts: str) -> Message:
        """Wait for a message of the bot since the last action, and write down what is new in the chat."""
        message = await self.player.sees(*texts, within=PATIENCE)
        self._writes_down()
        return message

    def _writes_down(self) -> None:
        for one in sorted(self.player.messages, key=lambda each: each.seq):
            if one.by_bot and one.seq > self._shown:
                self._script(_as_script(one))
        self._shown = max([self._shown, *(one.seq for one in self.player.messages)])


class Stage:
    """The actors of one simulator."""

    def __init__(self, client: SimulatorClient, script: Callable[[str], None]) -> None:
        self.client = client
        self.script = script
        self._actors: dict[int, Actor] = {}

    def actor(self, person_id: int, name: str) -> Actor:
        """Return the actor who plays this person; the same one each time."""
        return self._actors.setdefault(person_id, Actor(self.client.player(person_id), name, self.script))

    async def today(self) -> datetime:
        """Return the bot's present moment."""
        return datetime.fromisoformat((await self.client.clock())["now"])

    async def leaps(self, key: str) -> None:
        """Use the time machine."""
        said = await self.client.jump(key)
        self.script(f"\n⏱  {said['zh_Hans']}")


def _is_token(token: str) -> Callable[[str], bool]:
    return lambda data: data.startswith("f:") and data.endswith(f":{token}")


def _fits(button: Button | None, kind: type[Button], fields: dict[str, Any]) -> bool:
    return isinstance(button, kind) and all(getattr(button, name) == value for name, value in fields.items())


def _buttons(message: Message) -> Iterator[dict[str, str]]:
    for row in message.raw.get("reply_markup", {}).get("inline_keyboard", []):
        yield from row


def _as_script(message: Message) -> str:
    indent = "    │ "
    shown = indent + message.text.replace("\n", f"\n{indent}")
    labels = "  ".join(f"[{label}]" for label in message.labels)
    return f"{shown}\n{indent}{labels}" if labels else shown
