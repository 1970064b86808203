"""The command line; what goes wrong is said in a sentence and ends with exit code 2."""

import asyncio
import gc
import os
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Annotated

import typer

from bot.cli.books import books_app
from bot.cli.policies import policy_app
from bot.cli.registers import registers_app
from bot.cli.running import load_the_program, migrate_in_a_child, run_fast, run_until_stopped
from bot.cli.sentences import fail, plain, told_in_a_sentence
from bot.settings import Settings, load_settings

app = typer.Typer(
    name="python -m bot",
    help="Sisong: a Telegram bot for a trade union's assistance centre.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
)
import_app = typer.Typer(help="Bring data in.", no_args_is_help=True)
app.add_typer(policy_app, name="policy")
app.add_typer(import_app, name="import")
app.add_typer(registers_app, name="registers")
app.add_typer(books_app, name="books")


def main() -> None:
    """Run the command line; what it writes is for its owner alone, whatever the shell says."""
    os.umask(0o077)
    gc.set_threshold(20_000, 20, 20)  # nearly all that a start loads stays, and is not looked at so often
    app()


@app.command()
def run(
    policy: Annotated[Path | None, typer.Option(help="A policy file; without one, that of the POLICY setting.")] = None,
) -> None:
    """Run the bot: on Telegram with a BOT_TOKEN, else in an embedded simulator with a chat page."""
    with told_in_a_sentence():
        settings = load_settings(**({"policy": policy} if policy else {}))
        load_the_program()
        migrate_in_a_child(settings)
        run_fast(run_until_stopped(settings))


@app.command()
def demo(
    folder: Annotated[Path, typer.Option(help="Where the demonstration keeps its data; emptied at the start.")] = Path(
        "data/demo"
    ),
) -> None:
    """Run the embedded simulator on fresh data, with cases that already stand at every step."""
    from bot.demo.demo import fresh_folder, populate

    with told_in_a_sentence():
        fresh_folder(folder)
        settings = load_settings(bot_token="", data_dir=folder, database_url="", data_key=None, sends_per_second=0)
        run_fast(run_until_stopped(settings, populate))


@app.command()
def tour() -> None:
    """Play the whole story over HTTP without a browser, and print the conversation."""
    from bot.demo.tour import play

    with told_in_a_sentence():
        settings = load_settings(
            bot_token="",
            database_url="",
            data_key=None,
            listen="127.0.0.1:0",
            log_level="ERROR",
            sends_per_second=0,
            undo_seconds=0,
        )
        raise typer.Exit(asyncio.run(play(lambda folder: running(settings, folder))))


@asynccontextmanager
async def running(settings: Settings, folder: Path) -> AsyncIterator[str]:
    """Run the program on the data of a folder; yields its address."""
    from bot.logs import set_up_logging
    from bot.run.app import Program

    set_up_logging(settings.log_level)
    async with Program(settings.model_copy(update={"data_dir": folder})).running() as program:
        yield program.address


@app.command()
def migrate() -> None:
    """Bring the database to the newest shape (SQLite is migrated by `run` itself)."""
    from bot.run.opening import bring_up_to_date, taken

    with told_in_a_sentence():
        settings = load_settings()
        database = taken(settings)
        bring_up_to_date(database, settings)
        database.close()
        typer.echo("The database is up to date.")


@app.command()
def rekey() -> None:
    """Change DATA_KEY: seal everything anew. The new key is read from NEW_DATA_KEY or asked for; stop the bot first."""
    from bot.cli.rekey import change_key, settings_with_both_keys

    with told_in_a_sentence():
        settings = settings_with_both_keys()
        assert settings.new_data_key is not None
        typer.echo(change_key(settings, settings.new_data_key))


@app.command("erase")
def erase_somebody(
    number: Annotated[str, typer.Argument(help="Of a case, a household's file, or Telegram's.")] = "",
    yes: Annotated[bool, typer.Option("--yes", help="Do not ask whether it is meant.")] = False,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Say which rows would go, and change nothing.")] = False,
) -> None:
    """Erase somebody who wishes it, but for what the law keeps a while; with SQLite stop the bot first."""
    from bot.cli.erase import run as erase
    from domain.platform.text import Refusal

    with told_in_a_sentence():
        try:
            erase(load_settings(), number, is_sure=yes, dry_run=dry_run)
        except Refusal as refusal:
            fail(plain(refusal.said))


@app.command("papers")
def compare_papers(
    remove: Annotated[bool, typer.Option("--remove", help="Remove the files that no paper names.")] = False,
) -> None:
    """Say which files of papers belong to nobody, and which papers have lost theirs; with SQLite stop the bot first."""
    from bot.cli.papers import run as compare

    with told_in_a_sentence():
        compare(load_settings(), remove=remove)


@import_app.command("units")
def import_units(file: Path) -> None:
    """Bring in units from a table (.xlsx, .csv) with the columns name, code, level, parent_code; all or nothing."""
    from bot.clock import Clock
    from bot.run.opening import open_database
    from domain.platform.text import Refusal
    from services import policy_file
    from services.platform.house import House
    from services.platform.work import Work
    from services.units import import_units as bring_in

    with told_in_a_sentence():
        settings = load_settings()
        database = open_database(settings)
        house = House(policy_file.opened(settings.policy, database.look), settings.zone, bot_username="")
        try:
            with database.work() as session:
                count = bring_in(Work(session, house, Clock().now()), file.read_bytes())
        except Refusal as refusal:
            fail(plain(refusal.said))
        typer.echo(f"{count} units came in.")


@import_app.command("case-officers")
def import_case_officers(file: Path) -> None:
    """Give households to officers from a table (.xlsx, .csv): household, officer; all or nothing."""
    from bot.clock import Clock
    from bot.run.acts import ACTS
    from bot.run.opening import open_database
    from domain.aid.kinds import KINDS
    from domain.platform.text import Refusal
    from services import policy_file
    from services.care import assign_table
    from services.platform.house import House
    from services.platform.work import Work

    with told_in_a_sentence():
        settings = load_settings()
        database = open_database(settings)
        house = House(
            policy_file.opened(settings.policy, database.look),
            settings.zone,
            bot_username="",
            admin_ids=settings.admin_ids,
            acts=ACTS,
            kinds=KINDS,
        )
        try:
            with database.work() as session:
                count = assign_table(Work(session, house, Clock().now()), file.read_bytes(), actor=None)
        except Refusal as refusal:
            fail(plain(refusal.said))
        typer.echo(f"Households with a new case officer: {count}.")
