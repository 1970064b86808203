"""A policy whole, and of the one in force since when it is and where it came from."""

from __future__ import annotations

from contextlib import closing
from pathlib import Path
from zoneinfo import ZoneInfo

from sqlalchemy.exc import DBAPIError

from bot.run.database import Database
from bot.settings import Settings
from domain.policy_file.loading import proved, whole_text
from domain.policy_file.problems import PolicyProblem
from domain.policy_file.whole.chain import read_chain
from models.policy import PolicyText, PolicyUse
from services.policy_file import last_use


def shown(file: Path) -> tuple[str, str]:
    """Return a policy file whole and its version. Raises PolicyProblem."""
    chain = read_chain(file)
    return whole_text(chain), proved(chain, ()).version


def in_force(settings: Settings) -> str:
    """Return the policy that is in force, below comments that say where it came from. Raises PolicyProblem.

    That is what the database says, which is only read, beside a bot that runs or not; without one it is the file.
    """
    found = _found(settings)
    if found is None:
        text, version = shown(settings.policy)
        return f"# The file {settings.policy.name}, version {version}; it was not in force yet.\n{text}"
    use, kept = found
    try:
        _, version = shown(settings.policy)
    except PolicyProblem as problem:
        told = "".join(f"#   {one}\n" for one in problem.problems)
        cannot = f"# {settings.policy.name} cannot be used as it is, and changes nothing:\n{told}"
        return f"{_said(use, kept, settings.zone)}{cannot}{kept.toml}"
    if use.file_version != version:
        later = (
            f"# {settings.policy.name} makes version {version} by now; it comes in force when the bot looks at it.\n"
        )
        return f"{_said(use, kept, settings.zone)}{later}{kept.toml}"
    return f"{_said(use, kept, settings.zone)}{kept.toml}"


def _said(use: PolicyUse, kept: PolicyText, zone: ZoneInfo) -> str:
    origin = "the file of the settings" if use.sent_id is None else "sent in the chat"
    since = use.since.astimezone(zone)
    return f"# In force since {since:%Y-%m-%d %H:%M}: version {use.version}, {origin} ({kept.file_name}).\n"


def _found(settings: Settings) -> tuple[PolicyUse, PolicyText] | None:
    with closing(Database(settings.database)) as database:
        if database.is_file and not Path(database.engine.url.database or "").is_file():
            return None
        try:
            with database.look() as session:
                use = last_use(session)
                return (use, session.get_one(PolicyText, use.version)) if use is not None else None
        except DBAPIError:  # of a version before, or away
            return None
