"""Runs the program from the command line: what is loaded first, on which loop, and how it ends."""

import asyncio
import gc
import os
import signal
import sys
from collections.abc import Awaitable, Callable, Coroutine
from contextlib import suppress
from pathlib import Path
from typing import Any

import typer

from bot.settings import Settings, WrongSettings

Populate = Callable[[str], Awaitable[None]]  # brings data in at the address of the running program


def load_the_program() -> None:
    """Import what a running bot needs, without `rich` and `pygments`: structlog and httpx would load them, wherever
    typer brought them, and hold 4 MB for colours that the bot never shows."""
    if "bot.run.app" in sys.modules:
        return
    colours = dict.fromkeys(("rich", "pygments"))
    sys.modules |= colours  # type: ignore[arg-type]  # None: an import fails, as where it is not installed
    try:
        import bot.run.app  # noqa: F401
    finally:
        for name in colours:
            del sys.modules[name]


def migrate_in_a_child(settings: Settings) -> None:
    """Bring an SQLite database up to date in a process of its own, which takes Alembic's memory with it.

    What goes wrong there goes wrong again in the program itself, which then tells it.
    """
    if not settings.database.startswith("sqlite") or not hasattr(os, "fork"):
        return
    from bot.run.opening import open_database

    child = os.fork()
    if child:
        os.waitpid(child, 0)
        return
    try:
        open_database(settings).close()
    finally:
        os._exit(0)


def run_fast(main: Coroutine[Any, Any, None]) -> None:
    """Run on uvloop, with what was loaded at start left out of every later garbage collection."""
    import uvloop

    import bot.run.app  # noqa: F401 - loaded before the freeze

    gc.freeze()
    sys.setswitchinterval(0.0005)  # an answer that is ready need not wait 5 ms for the desk's thread to pause
    with asyncio.Runner(loop_factory=uvloop.new_event_loop) as runner:
        runner.run(main)


async def run_until_stopped(settings: Settings, populate: Populate | None = None) -> None:
    """Run until told to stop, which works at any time, also while Telegram cannot be reached."""
    from bot.logs import set_up_logging

    set_up_logging(settings.log_level)
    stop = asyncio.Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        asyncio.get_running_loop().add_signal_handler(number, stop.set)
    serving = asyncio.create_task(_serve(settings, populate))
    stopping = asyncio.create_task(stop.wait())
    await asyncio.wait({serving, stopping}, return_when=asyncio.FIRST_COMPLETED)
    if not serving.done():
        typer.echo("Stopping; nothing is lost.")
        serving.cancel()
    with suppress(asyncio.CancelledError):
        await serving
    stopping.cancel()


def warn_of_open_settings(path: Path = Path(".env")) -> None:
    """Say so when others on this machine can read the token and the key."""
    if path.is_file() and path.stat().st_mode & 0o077:
        typer.echo(f"Warning: others on this machine can read {path}. Please run: chmod 600 {path}", err=True)


async def _serve(settings: Settings, populate: Populate | None) -> None:
    from bot.run.app import Program

    warn_of_open_settings()

    async with Program(settings).running() as program:
        if populate is not None:
            typer.echo("People are playing the cases; this takes about twenty seconds ...")
            sys.stdout.flush()
            undo_seconds, program.undo_seconds = program.undo_seconds, 0  # whoever plays waits for nothing
            await populate(program.address)
            program.undo_seconds = undo_seconds
        typer.echo(greeting(program))
        sys.stdout.flush()
        await program.health.until_lost()
        raise WrongSettings(
            "The database file was deleted, moved or replaced while the bot ran, so what it wrote would be lost. It "
            "has stopped. Please see that the right file is in its place, then start again."
        )


def greeting(program: Any) -> str:
    """Say where the bot is to be found."""
    if program.settings.embedded:
        return f"Sisong is running. Open {program.address}/ in your browser. Stop with Ctrl-C."
    return f"Sisong is running as @{program.bot.username}. Stop with Ctrl-C."
