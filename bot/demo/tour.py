"""The tour: the whole story in the terminal, played over HTTP against the running program."""

import tempfile
import time
from pathlib import Path

import typer

from bot.cli.settings import Settings
from bot.demo import story
from bot.demo.stage import Stage
from bot.run.app import Program
from bot.run.logs import set_up_logging
from simulator import SimulatorClient


async def play(settings: Settings) -> int:
    """Play the story on fresh data and print the conversation; return 0 when every step went as it should."""
    set_up_logging("ERROR")
    began = time.monotonic()
    with tempfile.TemporaryDirectory(prefix="sisong-tour-") as folder:
        given = settings.model_copy(update={"data_dir": Path(folder), "sends_per_second": 0})
        try:
            async with Program(given).running() as program, SimulatorClient(program.address) as client:
                stage = Stage(client, typer.echo)
                await story.from_the_first_word_to_the_money(stage)
                await story.a_summer_and_the_beginning_of_winter(stage)
        except AssertionError as failed:
            typer.echo(f"\nThe tour stopped: {failed}", err=True)
            return 1
    typer.echo(f"\nEvery step went as it should, in {time.monotonic() - began:.1f} seconds.")
    return 0
