"""Registers at the command line: tried, taken in, undone; with SQLite the bot is stopped meanwhile."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated

import typer

from bot.cli.sentences import fail, plain, told_in_a_sentence
from bot.settings import load_settings

registers_app = typer.Typer(help="Bring households in that are on file elsewhere.", no_args_is_help=True)

Number = Annotated[int, typer.Argument(help="Of the register, as `check` says it.")]


@contextmanager
def _desk() -> "Iterator[_Desk]":
    from domain.platform.text import Refusal

    with told_in_a_sentence():
        desk = _Desk()
        try:
            yield desk
        except Refusal as refusal:
            fail(plain(refusal.said))
        finally:
            desk.close()


class _Desk:
    """The database and the house of the settings, and the clock."""

    def __init__(self) -> None:
        from bot.clock import Clock
        from bot.run.acts import ACTS
        from bot.run.opening import open_database
        from domain.aid.kinds import KINDS
        from services import policy_file
        from services.platform.house import House

        settings = load_settings()
        self.now = Clock().now
        self.database = open_database(settings)
        book = policy_file.opened(settings.policy, self.database.look)
        self.house = House(book, settings.zone, bot_username="", admin_ids=settings.admin_ids, acts=ACTS, kinds=KINDS)

    def close(self) -> None:
        self.database.close()

    def carry_on(self, number: int) -> str:
        """Do all that there is to do at a register; return where it stands then, in a line."""
        from bot.run.watching.registers import carry_registers_on
        from services import registers

        goes_on = True
        while True:
            with self.database.look() as session:
                row = registers.find(session, number)
                stands = registers.stands(row) if row else f"There is no register {number}."
                if row is None or row.state not in registers.AT_WORK:
                    return stands
            if not goes_on:
                return f"{stands} It could not be carried on; the log says why."
            goes_on = carry_registers_on(self.database, self.house, self.now)

    def decide(self, number: int, deed: str) -> None:
        from domain.registers.buttons import Deed
        from services import registers
        from services.platform.work import Work

        with self.database.work() as session:
            registers.by_machine(Work(session, self.house, self.now()), number, Deed(deed))


@registers_app.command("check")
def check(
    file: Path,
    purpose: Annotated[str, typer.Option(help="Which register it is, and what for it comes in; for the trail.")] = "-",
    report: Annotated[Path | None, typer.Option(help="Where to write the report, line by line, as CSV.")] = None,
) -> None:
    """Read a register (.xlsx, .csv) and say what would become of it; nothing is taken."""
    from services import registers
    from services.platform.work import Work

    with _desk() as desk:
        with desk.database.work() as session:
            number = registers.bring(Work(session, desk.house, desk.now()), file.name, purpose, file.read_bytes())
        typer.echo(desk.carry_on(number))
        if report is not None:
            with desk.database.look() as session:
                report.write_text(registers.as_csv(session, number, plain), "utf-8-sig")


@registers_app.command("take")
def take(
    number: Number,
    doubtful: Annotated[bool, typer.Option("--doubtful", help="Take those with doubts, too.")] = False,
) -> None:
    """Take a register in that was checked."""
    from domain.registers.buttons import Deed

    with _desk() as desk:
        desk.decide(number, Deed.TAKE_ALL if doubtful else Deed.TAKE)
        typer.echo(desk.carry_on(number))


@registers_app.command("undo")
def undo(number: Number) -> None:
    """Undo a register that was taken in; households stay on which something was built since."""
    from domain.registers.buttons import Deed

    with _desk() as desk:
        desk.decide(number, Deed.UNDO_SURE)
        typer.echo(desk.carry_on(number))
