"""The command line; what goes wrong is said in a sentence and ends with exit code 2."""

import asyncio
import gc
import os
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated, Any, NoReturn

import typer

from bot.cli.running import load_the_program, migrate_in_a_child, run_fast, run_until_stopped
from bot.settings import Settings, WrongSettings, load_settings

app = typer.Typer(
    name="python -m bot",
    help="Sisong: a Telegram bot for a trade union's assistance centre.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
)
policy_app = typer.Typer(help="Look at policy files.", no_args_is_help=True)
import_app = typer.Typer(help="Bring data in.", no_args_is_help=True)
app.add_typer(policy_app, name="policy")
app.add_typer(import_app, name="import")


def main() -> None:
    """Run the command line; what it writes is for its owner alone, whatever the shell says."""
    os.umask(0o077)
    gc.set_threshold(20_000, 20, 20)  # nearly all that a start loads stays, and is not looked at so often
    app()


def fail(sentence: str) -> NoReturn:
    typer.echo(sentence, err=True)
    raise typer.Exit(2)


@contextmanager
def told_in_a_sentence() -> Iterator[None]:
    """Turn what people can set right into a sentence; anything else is a defect and keeps its trace."""
    from sqlalchemy.exc import OperationalError

    from domain.policy_file.problems import PolicyProblem

    try:
        yield
    except WrongSettings as wrong:
        fail(str(wrong))
    except PolicyProblem as problem:
        fail(str(problem))
    except OperationalError as failure:
        from bot.run.opening import cannot_be_used

        fail(cannot_be_used(failure))
    except OSError as failure:
        fail(f"{failure.strerror or failure}: {failure.filename or 'the address in LISTEN may be taken'}")


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


@policy_app.command("check")
def policy_check(file: Path) -> None:
    """Check a policy file; every problem is told with its line and the reason."""
    from domain.policy_file.loading import load_policy

    with told_in_a_sentence():
        policy = load_policy(file)
        name = policy.pack.name.best_for("zh_Hans")
        typer.echo(f"{file}: good ({name}, version {policy.version}, {len(policy.programmes)} programme(s)).")


@policy_app.command("show")
def policy_show(
    file: Annotated[Path | None, typer.Argument(help="A policy file; without one, that of the POLICY setting.")] = None,
) -> None:
    """Print a policy whole, as the bot keeps it: the file, and what it takes over from those that it builds on."""
    from domain.policy_file.loading import proved, whole_text
    from domain.policy_file.whole.chain import read_chain

    with told_in_a_sentence():
        chain = read_chain(file or load_settings().policy)
        proved(chain, ())
        typer.echo(whole_text(chain), nl=False)


@policy_app.command("try")
def policy_try(
    file: Path,
    household: Annotated[Path, typer.Argument(help="A household in a JSON file.")],
    as_json: Annotated[bool, typer.Option("--json", help="For machines.")] = False,
) -> None:
    """Say what a household would get by a policy and why; nothing is kept."""
    from bot.cli.policy_try import tried
    from domain.platform.text import Refusal

    with told_in_a_sentence():
        try:
            typer.echo(tried(file, household, as_json=as_json))
        except Refusal as refusal:
            fail(plain(refusal.said))


@policy_app.command("compare")
def policy_compare(
    old: Path,
    new: Path,
    invented: Annotated[int, typer.Option(help="So many invented households; 0: those on file.")] = 0,
    seed: Annotated[int, typer.Option(help="Another seed invents other households.")] = 1,
    day: Annotated[datetime | None, typer.Option(formats=["%Y-%m-%d"], help="The day that is looked at.")] = None,
    xlsx: Annotated[Path | None, typer.Option(help="Write the numbers to this spreadsheet, too.")] = None,
) -> None:
    """Say what NEW says otherwise than OLD, and what that would change for the households on file (with SQLite stop the
    bot first) or for invented ones; nothing is kept, and nothing leaves the machine."""
    from bot.cli.policy_compare import Wanted, compared
    from bot.clock import Clock
    from domain.platform.calendar import BEIJING

    with told_in_a_sentence():
        wanted = Wanted(invented, seed, day.date() if day else None, xlsx)
        typer.echo(compared(old, new, wanted, load_settings, Clock().now().astimezone(BEIJING).date()))


@policy_app.command("year")
def policy_year(
    year: Annotated[str, typer.Argument(help="From 2025 to 2050.")],
    file: Annotated[Path | None, typer.Argument(help="A policy file; without one, that of the POLICY setting.")] = None,
    as_json: Annotated[bool, typer.Option("--json", help="For machines.")] = False,
) -> None:
    """Print the year ahead of a policy: every opening, reminder, follow-up and closing with its date."""
    from bot.cli.policy_year import NotInRange, read_year, year_as_json, year_as_text
    from domain.policy_file.loading import load_policy

    with told_in_a_sentence():
        policy = load_policy(file or load_settings().policy)
        try:
            typer.echo((year_as_json if as_json else year_as_text)(policy, read_year(year)))
        except NotInRange as wrong:
            fail(str(wrong))


@import_app.command("units")
def import_units(file: Path) -> None:
    """Bring in units from a table (.xlsx, .csv) with the columns name, code, level, parent_code; all or nothing."""
    from bot.clock import Clock
    from bot.run.opening import open_database
    from domain.platform.text import Refusal
    from services.platform.house import House
    from services.platform.policies import PolicyBook
    from services.platform.work import Work
    from services.units import import_units as bring_in

    with told_in_a_sentence():
        settings = load_settings()
        house = House(PolicyBook(settings.policy), settings.zone, bot_username="")
        database = open_database(settings)
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
    from services.care import assign_table
    from services.platform.house import House
    from services.platform.policies import PolicyBook
    from services.platform.work import Work

    with told_in_a_sentence():
        settings = load_settings()
        house = House(
            PolicyBook(settings.policy),
            settings.zone,
            bot_username="",
            admin_ids=settings.admin_ids,
            acts=ACTS,
            kinds=KINDS,
        )
        database = open_database(settings)
        try:
            with database.work() as session:
                count = assign_table(Work(session, house, Clock().now()), file.read_bytes(), actor=None)
        except Refusal as refusal:
            fail(plain(refusal.said))
        typer.echo(f"Households with a new case officer: {count}.")


def plain(text: Any) -> str:
    """Put a text into English for the terminal."""
    from delivery.rendering import render_plain

    return render_plain(text, "en", timezone=UTC)
