"""Serving the simulator with uvicorn on loopback."""

import asyncio
import socket
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager, suppress

import uvicorn

from simulator.server import Simulator

GRACE = 2  # seconds for what is being answered when the end comes
LOOK_AGAIN = 0.005  # seconds between looks whether that is over


class SimulatorServer(uvicorn.Server):
    """A uvicorn server that lets waiting polls and event streams go before it waits for them."""

    def __init__(self, simulator: Simulator, *, host: str = "127.0.0.1", port: int = 0) -> None:
        self.simulator = simulator
        config = uvicorn.Config(
            simulator.app,
            host=host,
            port=port,
            log_level="warning",
            access_log=False,
            timeout_graceful_shutdown=GRACE,
            http="httptools",
        )
        super().__init__(config)
        self.up = asyncio.Event()

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        """Start, and say so."""
        try:
            await super().startup(sockets)
        finally:
            self.up.set()

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        """Close the simulator first, then end as uvicorn does, but without its pauses of a tenth of a second."""
        await self.simulator.close()
        for server in self.servers:
            server.close()
        for connection in list(self.server_state.connections):
            connection.shutdown()
        with suppress(TimeoutError):
            async with asyncio.timeout(GRACE):
                while self.server_state.connections or self.server_state.tasks:  # noqa: ASYNC110 - uvicorn tells nobody
                    await asyncio.sleep(LOOK_AGAIN)
        for task in self.server_state.tasks:
            task.cancel()
        await self.lifespan.shutdown()


class _EmbeddedServer(SimulatorServer):
    """A server inside another program, which keeps its own signal handlers."""

    @contextmanager
    def capture_signals(self) -> Iterator[None]:
        """Leave the signals to the program around."""
        yield


def listening(host: str, port: int) -> socket.socket:
    """A listening socket; with its protocol named, or asyncio leaves Nagle on and every answer waits 40 ms."""
    listener = socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    listener.bind((host, port))
    listener.listen(2048)
    return listener


@asynccontextmanager
async def serving(simulator: Simulator, *, host: str = "127.0.0.1", port: int = 0) -> AsyncIterator[str]:
    """Serve in this event loop and yield the base URL; port 0 takes any free one."""
    listener = listening(host, port)
    server = _EmbeddedServer(simulator, host=host, port=listener.getsockname()[1])
    task = asyncio.create_task(server.serve(sockets=[listener]))
    await server.up.wait()
    try:
        yield f"http://{host}:{listener.getsockname()[1]}"
    finally:
        task.cancel()  # rather than should_exit, at which uvicorn looks ten times a second
        with suppress(asyncio.CancelledError):
            await task
        await server.shutdown()
        listener.close()
