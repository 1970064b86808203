"""The commands that look at policy files: checked, shown whole, tried, compared, and their year ahead."""

from datetime import datetime
from pathlib import Path
from typing import Annotated

import typer

from bot.cli.sentences import fail, plain, told_in_a_sentence
from bot.settings import load_settings

policy_app = typer.Typer(help="Look at policy files.", no_args_is_help=True)


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
    file: Annotated[Path | None, typer.Argument(help="A policy file; without one, what is in force.")] = None,
) -> None:
    """Print a policy whole, as the bot keeps it: the file, and what it takes over from those that it builds on."""
    from bot.cli.policy_show import in_force, shown

    with told_in_a_sentence():
        typer.echo(shown(file)[0] if file is not None else in_force(load_settings()), nl=False)


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
    picture: Annotated[Path | None, typer.Option(help="Draw them into this picture (PNG), too.")] = None,
) -> None:
    """Say what NEW says otherwise than OLD, and what that would change for the households on file (with SQLite stop the
    bot first) or for invented ones; nothing is kept, and nothing leaves the machine."""
    from bot.cli.policy_compare import Wanted, compared
    from bot.clock import Clock
    from domain.platform.calendar import BEIJING

    with told_in_a_sentence():
        wanted = Wanted(invented, seed, day.date() if day else None, xlsx, picture)
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
