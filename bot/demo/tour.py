"""The tour: the whole story in the terminal, played over HTTP against the running program."""

import tempfile
import time
from collections.abc import Callable
from contextlib import AbstractAsyncContextManager
from pathlib import Path

import typer

from bot.demo import story
from bot.demo.stage import Stage
from simulator import SimulatorClient

RunIn = Callable[[Path], AbstractAsyncContextManager[str]]  # runs the program in a folder, and says at which address


async def play(run_in: RunIn) -> int:
    """Play the story on fresh data and print the conversation; return 0 when every step went as it should."""
    began = time.monotonic()
    with tempfile.TemporaryDirectory(prefix="sisong-tour-") as folder:
        try:
            async with run_in(Path(folder)) as address, SimulatorClient(address) as client:
                stage = Stage(client, typer.echo)
                await story.from_the_first_word_to_the_money(stage)
                await story.a_summer_and_the_beginning_of_winter(stage)
        except AssertionError as failed:
            typer.echo(f"\nThe tour stopped: {failed}", err=True)
            return 1
    typer.echo(f"\nEvery step went as it should, in {time.monotonic() - began:.1f} seconds.")
    return 0
