"""The whole stage of a simulator: its players, its rooms, its clock, and the faults a test orders."""

from collections.abc import Mapping
from typing import Any

from simulator.players.connection import Connection
from simulator.players.message import Message, read_message
from simulator.players.player import Player
from simulator.world.cast import Json


class SimulatorClient(Connection):
    """A connection that knows the players and what else a test may order."""

    def __init__(self, base_url: str) -> None:
        super().__init__(base_url)
        self._players: dict[int, Player] = {}

    def player(self, person_id: int) -> Player:
        """The player of a person; the same one each time."""
        return self._players.setdefault(person_id, Player(self, person_id))

    async def add_person(self, first_name: str, **traits: Any) -> Player:
        """Put a person on stage (id, last_name, username, language_code, role, note as in Person)."""
        added = await self.post("/sim/people", {"first_name": first_name, **traits})
        return self.player(int(added["id"]))

    async def fault(self, kind: str, **details: Any) -> None:
        """Order a fault: kind, and method, chat_id, times, retry_after, scope, new_chat_id."""
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
