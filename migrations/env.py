"""Runs the migrations against the database that the program was told of."""

from typing import Any, Literal

from alembic import context
from alembic.autogenerate.api import AutogenContext
from sqlalchemy import Connection
from sqlalchemy.types import TypeDecorator
from sqlmodel import SQLModel

import models  # noqa: F401 - registers the tables


def render_item(kind: str, item: Any, autogen: AutogenContext) -> str | Literal[False]:
    """Write our own column types as the plain types below them, so that migrations import nothing of the program."""
    if kind == "type" and isinstance(item, TypeDecorator):
        plain = item.impl
        zone = "timezone=True" if getattr(plain, "timezone", False) else ""
        return f"sa.{type(plain).__name__}({zone})"
    if kind == "type" and type(item).__name__ == "AutoString":
        return "sa.String()"
    return False


def run(connection: Connection) -> None:
    context.configure(
        connection=connection,
        target_metadata=SQLModel.metadata,
        render_item=render_item,
        compare_type=True,
        render_as_batch=connection.dialect.name == "sqlite",
    )
    with context.begin_transaction():
        context.run_migrations()


run(context.config.attributes["connection"])
