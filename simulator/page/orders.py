"""What a test orders: misbehaviour and limits."""

import json

from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from simulator.reading.params import read_values
from simulator.world.world import World


class Orders:
    """Endpoints for tests."""

    def __init__(self, world: World) -> None:
        self._world = world

    async def faults(self, request: Request) -> Response:
        """Order misbehaviour; an empty list clears it."""
        wishes = json.loads(await request.body() or b"[]")
        self._world.faults.order(wishes if isinstance(wishes, list) else [wishes])
        return JSONResponse({"waiting": len(self._world.faults.waiting)})

    async def limits(self, request: Request) -> Response:
        """Switch Telegram's sending limits on or off."""
        self._world.limits.on = bool((await read_values(request)).get("on", True))
        return JSONResponse({"on": self._world.limits.on})
