"""The books at the command line: proved, and written out for an auditor and for Beancount."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from bot.cli.sentences import fail, told_in_a_sentence
from bot.settings import load_settings

if TYPE_CHECKING:
    from bot.run.database import Database
    from domain.platform.text import Text

books_app = typer.Typer(help="Prove the books, and write them out.", no_args_is_help=True)
ENTRIES, VOUCHERS = "sisong.beancount", "vouchers.xlsx"


@contextmanager
def _database() -> "Iterator[Database]":
    from bot.run.opening import open_database

    with told_in_a_sentence():
        database = open_database(load_settings())
        try:
            yield database
        finally:
            database.close()


@books_app.command("verify")
def verify() -> None:
    """Prove that the books balance and are unbroken: no entry is missing, none was changed."""
    from services import books

    with _database() as database, database.look() as session:
        found = list(books.verify(session, lambda count: typer.echo(f"{count} entries looked at", err=True)))
    for one in found:
        typer.echo(f"entry {one.number}: {one.what}" if one.number is not None else one.what)
    if found:
        fail("The books are not right. Please keep the database as it is and ask whoever looks after the machine.")
    typer.echo("The books balance and are unbroken.")


@books_app.command("export")
def export(
    folder: Annotated[Path, typer.Argument(help="Where to write the two files; it is made if need be.")],
) -> None:
    """Write the books out: one file for Beancount, which proves them by itself, and the vouchers as XLSX."""
    from delivery.drawings.table import table
    from delivery.rendering import render_plain
    from services import books

    settings = load_settings()

    def said(text: "Text") -> str:
        return render_plain(text, settings.default_locale, timezone=settings.zone)

    with _database() as database, database.look() as session:
        folder.mkdir(parents=True, exist_ok=True)
        with (folder / ENTRIES).open("w", encoding="utf-8") as file:
            for line in books.as_beancount(session):
                file.write(f"{line}\n")
        (folder / VOUCHERS).write_bytes(table(books.vouchers(session, said)))
    typer.echo(f"Written: {folder / ENTRIES} and {folder / VOUCHERS}. To prove the first: bean-check {ENTRIES}")
