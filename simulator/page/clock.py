"""The bot's time on the page, and the machine that moves it."""

from datetime import datetime

from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from simulator.errors import PageError
from simulator.reading.params import read_values
from simulator.world.cast import Json, TimeMachine
from simulator.world.world import World


class PageClock:
    """Endpoints of the clock; without a machine it shows the world's time and moves nothing."""

    def __init__(self, world: World, machine: TimeMachine | None) -> None:
        self._world = world
        self._machine = machine

    def view(self) -> Json:
        """The present moment and the leaps on offer."""
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
        return JSONResponse(self.view())

    async def jump(self, request: Request) -> Response:
        """Move the bot's time."""
        wish = await read_values(request)
        if not self._machine:
            raise PageError(404, "there is no time machine here")
        if wish.get("key") not in {jump.key for jump in self._machine.jumps()}:
            raise PageError(400, "there is no such jump")
        said = await self._machine.jump(wish["key"])
        self._world.feed.tell("clock", 0, {**self.view(), "said": dict(said)})
        return JSONResponse({**self.view(), "said": dict(said)})
