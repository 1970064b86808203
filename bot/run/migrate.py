"""Brings a database to the newest shape of the tables."""

import re
from pathlib import Path
from typing import TYPE_CHECKING

from sqlalchemy import Engine, inspect, text

if TYPE_CHECKING:  # Alembic is loaded when something is to be migrated: it takes 7 MB that a running bot does not need
    from alembic.config import Config

FOLDER = Path(__file__).parents[2] / "migrations"


def _config() -> "Config":
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(FOLDER))
    return config


def newest_revision() -> str:
    """Return the revision that no other builds on."""
    texts = [path.read_text("utf-8") for path in (FOLDER / "versions").glob("*.py")]
    made: set[str] = {found for one in texts for found in re.findall(r"^revision = ['\"](\w+)['\"]", one, re.M)}
    built_on = {found for one in texts for found in re.findall(r"^down_revision = ['\"](\w+)['\"]", one, re.M)}
    return (made - built_on).pop()


def is_current(engine: Engine) -> bool:
    """Tell whether the database has every migration."""
    with engine.connect() as connection:
        if not inspect(connection).has_table("alembic_version"):
            return False
        found = connection.execute(text("SELECT version_num FROM alembic_version")).scalars().all()
    return list(found) == [newest_revision()]


def migrate(engine: Engine) -> None:
    """Run the migrations that are missing, in one transaction."""
    from alembic import command

    config = _config()
    with engine.begin() as connection:
        config.attributes["connection"] = connection
        command.upgrade(config, "head")


def write_migration(engine: Engine, message: str) -> None:
    """Write a new migration from the difference between the tables and the models (a recipe, see docs)."""
    from alembic import command

    config = _config()
    with engine.begin() as connection:
        config.attributes["connection"] = connection
        command.revision(config, message, autogenerate=True)
