"""Brings a database to the newest shape of the tables."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sqlalchemy import Connection, Engine, inspect, text

from bot.settings import WrongSettings

if TYPE_CHECKING:  # Alembic is loaded when something is to be migrated: it takes 7 MB that a running bot does not need
    from alembic.config import Config

FOLDER = Path(__file__).parents[2] / "migrations"
MADE_BY_NEWER = (
    "The database was made by a newer version of Sisong than this one. Please run that version, or put back a backup "
    "from before the upgrade."
)


def _config() -> "Config":
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(FOLDER))
    return config


def newest_revision() -> str:
    """Return the revision that no other builds on."""
    made, built_on = _revisions()
    return (made - built_on).pop()


def is_current(engine: Engine) -> bool:
    """Tell whether the database has every migration; raises WrongSettings when it has one that is not known here."""
    made, built_on = _revisions()
    with engine.connect() as connection:
        if not inspect(connection).has_table("alembic_version"):
            return False
        found = set(connection.execute(text("SELECT version_num FROM alembic_version")).scalars())
    if not found <= made:
        raise WrongSettings(MADE_BY_NEWER)
    return found == made - built_on


def _revisions() -> tuple[set[str], set[str]]:
    """Return the revisions that there are, and those that others build on."""
    texts = [path.read_text("utf-8") for path in (FOLDER / "versions").glob("*.py")]
    made = {found for one in texts for found in re.findall(r"^revision = ['\"](\w+)['\"]", one, re.M)}
    built_on = {found for one in texts for found in re.findall(r"^down_revision = ['\"](\w+)['\"]", one, re.M)}
    return made, built_on


def migrate(engine: Engine) -> None:
    """Run the migrations that are missing, in one transaction. Raises WrongSettings."""
    from alembic import command

    if is_current(engine):
        return

    config = _config()
    with engine.connect() as connection, _without_foreign_keys(connection), connection.begin():
        config.attributes["connection"] = connection
        command.upgrade(config, "head")


@contextmanager
def _without_foreign_keys(connection: Connection) -> Iterator[None]:
    """SQLite changes a table by copying it; the rows that refer to it must not mind that it is away meanwhile."""
    driver: Any = connection.connection.driver_connection  # past SQLAlchemy, which would begin a transaction
    if connection.dialect.name != "sqlite":
        yield
        return
    driver.execute("PRAGMA foreign_keys=OFF")
    try:
        yield
    finally:
        driver.execute("PRAGMA foreign_keys=ON")


def write_migration(engine: Engine, message: str) -> None:
    """Write a new migration from the difference between the tables and the models (a recipe, see docs)."""
    from alembic import command

    config = _config()
    with engine.begin() as connection:
        config.attributes["connection"] = connection
        command.revision(config, message, autogenerate=True)
