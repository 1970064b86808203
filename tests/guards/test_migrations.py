"""Migrations and models agree on both databases, and the newest revision is found without Alembic."""

import ast
from pathlib import Path

from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlmodel import SQLModel

import models
from bot.run.database import make_engine
from bot.run.migrate import FOLDER, is_current, migrate, newest_revision


def test_migrations_make_exactly_the_tables_of_the_models(database_url: str) -> None:
    engine = make_engine(database_url)
    assert not is_current(engine)
    migrate(engine)
    assert is_current(engine)
    with engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        differences = compare_metadata(context, SQLModel.metadata)
    engine.dispose()
    assert differences == []


def test_the_newest_revision_is_the_head_that_alembic_sees() -> None:
    config = Config()
    config.set_main_option("script_location", str(FOLDER))
    assert ScriptDirectory.from_config(config).get_heads() == [newest_revision()]


def test_every_table_is_registered_by_the_models_package() -> None:
    """What is not imported there does not exist for Alembic, so no migration would be missed."""
    root = Path(models.__path__[0])
    named = {
        node.name
        for file in root.rglob("*.py")
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8")))
        if isinstance(node, ast.ClassDef) and any(word.arg == "table" for word in node.keywords)
    }
    assert named == set(models.__all__)
