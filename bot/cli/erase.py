"""Erases somebody from the command line: who is meant, what would go, and the files of the papers last."""

from collections.abc import Mapping
from contextlib import closing

import typer

from bot.cli.rekey import NOT_SWEPT, RUNNING, is_alone
from bot.clock import Clock
from bot.run.acts import ACTS
from bot.run.database import Database
from bot.run.opening import open_database
from bot.run.replica import Replica
from bot.settings import Settings, WrongSettings
from delivery.papers.erased import forget_files
from delivery.papers.files import PaperFiles
from delivery.rendering import render_plain
from domain.aid.kinds import KINDS
from services import policy_file
from services.erasing import Candidate, Erased, asking, candidate, erase, find
from services.platform.house import House
from services.platform.work import Work


class OnlyTried(Exception):
    """It was a dry run: everything is undone again."""


def run(settings: Settings, number: str, *, is_sure: bool, dry_run: bool) -> None:
    """Erase somebody. Raises a Refusal, or WrongSettings; nothing is changed then."""
    with closing(open_database(settings)) as database, closing(Replica(database.engine)) as replica:
        house = House(
            policy_file.opened(settings.policy, database.look), settings.zone, bot_username="",
            admin_ids=settings.admin_ids, notice_chat_id=settings.notice_chat_id, acts=ACTS, kinds=KINDS,
        )  # fmt: skip
        if not is_alone(replica):
            raise WrongSettings(RUNNING)
        _run(database, house, settings, number, is_sure=is_sure, dry_run=dry_run)


def _run(
    database: Database, house: House, settings: Settings, number: str, *, is_sure: bool, dry_run: bool
) -> None:  # fmt: skip
    now = Clock().now()
    try:
        with database.work() as session:
            work = Work(session, house, now)
            who = _who(work, number)
            asked = f"asked for it on {who.asked_on}" if who.asked_on else "has not asked for it, or not any more"
            typer.echo(f"{who.name}, known by {who.number}: {asked}")
            _tell(erase(work, who.person_id), settings)
            if dry_run or not (is_sure or typer.confirm("Erase this for good? Backups still hold it")):
                raise OnlyTried
    except OnlyTried:
        typer.echo("Nothing was changed.")
        return
    typer.echo(f"Erased. Files of papers removed: {remove_files(database, settings)}.")
    if not database.sweep():
        typer.echo(NOT_SWEPT)


def _who(work: Work, number: str) -> Candidate:
    """Return who is meant; without a number, those who asked for it are shown to choose from."""
    if not number:
        for one in asking(work):
            typer.echo(f"{one.number}  {one.name}  asked on {one.asked_on}")
        number = typer.prompt("The number of a case or a household's file, or Telegram's number")
    return candidate(work, find(work.session, number))


def _tell(done: Erased, settings: Settings) -> None:
    _tell_rows("go", done.gone)
    _tell_rows("are emptied", done.emptied)
    typer.echo(f"Files of papers that go: {done.files}")
    typer.echo(render_plain(done.stays, "en", timezone=settings.zone))


def _tell_rows(what: str, rows: Mapping[str, int]) -> None:
    for table, count in sorted(rows.items()):
        typer.echo(f"{count:6} rows of {table} {what}")


def remove_files(database: Database, settings: Settings) -> int:
    """Remove the files of papers whose rows are gone; what a crash leaves over a bot removes when it starts."""
    with database.work() as session:
        return forget_files(session, PaperFiles(settings.data_dir / "papers"))
