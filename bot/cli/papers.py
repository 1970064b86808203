"""Compares the papers' files with what the database names: files that belong to nobody, and papers without a file."""

from __future__ import annotations

from collections.abc import Collection
from contextlib import closing

import typer
from sqlmodel import col, select

from bot.cli.rekey import RUNNING, is_alone
from bot.run.opening import open_database
from bot.run.replica import Replica
from bot.settings import Settings, WrongSettings
from delivery.papers.files import PaperFiles
from models.people import FileToErase
from models.procedure import Paper

MOST_NAMED = 20


def run(settings: Settings, *, remove: bool) -> None:
    """Say what does not fit together; `remove` removes the files that no row names. Raises WrongSettings."""
    files = PaperFiles(settings.data_dir / "papers")
    with closing(open_database(settings)) as database, closing(Replica(database.engine)) as replica:
        if not is_alone(replica):
            raise WrongSettings(RUNNING)
        there = files.names()
        with database.work() as session:
            kept = dict(
                session.exec(select(col(Paper.stored_as), Paper.id).where(col(Paper.stored_as).is_not(None))).all()
            )
            noted = set(session.exec(select(FileToErase.stored_as)))
    strays = sorted(there - kept.keys() - noted)
    lost = sorted(str(id_) for name, id_ in kept.items() if name not in there)
    _say("Files that no paper names", strays)
    _say("Papers whose file is missing (put it back from a backup, or have it sent again), by number", lost)
    if remove:
        typer.echo(f"Files removed: {sum(files.remove(name) for name in strays)}.")
    elif strays:
        typer.echo("Nothing was removed. To remove these files for good: --remove")


def _say(what: str, names: Collection[str]) -> None:
    typer.echo(f"{what}: {len(names)}")
    for name in list(names)[:MOST_NAMED]:
        typer.echo(f"  {name}")
