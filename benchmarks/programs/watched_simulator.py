"""The simulator as `python -m simulator` runs it, which also says when the bot first asked for updates."""

import time
from typing import Any

from simulator import __main__ as program
from simulator.serving import SimulatorServer


class Watched:
    """An ASGI application around the simulator's; prints "polled <moment>" (monotonic seconds) at each getUpdates."""

    def __init__(self, app: Any) -> None:
        self.app = app

    async def __call__(self, scope: Any, receive: Any, send: Any) -> None:
        if scope["type"] == "http" and scope["path"].endswith("/getUpdates"):
            print(f"polled {time.monotonic()}", flush=True)
        await self.app(scope, receive, send)


class WatchedServer(SimulatorServer):
    """A server that watches."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.config.app = Watched(self.config.app)


if __name__ == "__main__":
    vars(program)["SimulatorServer"] = WatchedServer
    program.main()
