"""What the chat page and the players talk to: /sim/…"""

from collections.abc import Awaitable, Callable

from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from simulator.errors import ApiError, PageError
from simulator.page.clock import PageClock
from simulator.page.deeds import Deeds
from simulator.page.guard import Guard
from simulator.page.orders import Orders
from simulator.page.shown import Shown
from simulator.world.cast import TimeMachine
from simulator.world.world import World

Endpoint = Callable[[Request], Awaitable[Response]]


class PageApi:
    """Endpoints of the page; every one is guarded against other websites."""

    def __init__(self, world: World, machine: TimeMachine | None, guard: Guard) -> None:
        self._guard = guard
        self._clock = PageClock(world, machine)
        self._shown, self._deeds, self._orders = Shown(world, self._clock), Deeds(world), Orders(world)

    def routes(self) -> list[Route]:
        """All routes under /sim."""
        shown, clock, deeds, orders = self._shown, self._clock, self._deeds, self._orders
        get: dict[str, Endpoint] = {
            "/sim/state": shown.state,
            "/sim/events": shown.events,
            "/sim/people/{id:int}/messages": shown.messages,
            "/sim/chats/{id}/messages": shown.history,
            "/sim/files/{file_id}": shown.file,
            "/sim/calls": shown.calls,
            "/sim/clock": clock.clock,
        }
        post: dict[str, Endpoint] = {
            "/sim/people": deeds.add_person,
            "/sim/people/{id:int}": deeds.change_person,
            "/sim/people/{id:int}/send": deeds.send,
            "/sim/people/{id:int}/press": deeds.press,
            "/sim/people/{id:int}/press_reply_button": deeds.press_reply_button,
            "/sim/people/{id:int}/block": deeds.block,
            "/sim/people/{id:int}/unblock": deeds.unblock,
            "/sim/people/{id:int}/follow": deeds.follow,
            "/sim/faults": orders.faults,
            "/sim/limits": orders.limits,
            "/sim/clock": clock.jump,
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
