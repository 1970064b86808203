"""numbers never again"""

import re

from alembic import op
import sqlalchemy as sa


revision = 'a4f7c2e90b15'
down_revision = 'd40a7be2c915'
branch_labels = None
depends_on = None

NUMBERED = re.compile(r'\bid INTEGER NOT NULL')
KEY = 'PRIMARY KEY (id)'
GAP = 1_000  # rows may have gone before this: numbers that buttons and keys of messages still name are left out


def upgrade() -> None:
    """On SQLite every table that counts its rows is copied into one that gives no number twice, as PostgreSQL does."""
    connection = op.get_bind()
    if connection.dialect.name != 'sqlite':
        return
    tables = connection.execute(sa.text("SELECT name, sql FROM sqlite_master WHERE type = 'table'")).all()
    for name, sql in tables:
        if KEY in sql and NUMBERED.search(sql):
            _copy(connection, name, sql.replace(KEY, 'PRIMARY KEY (id AUTOINCREMENT)'))
    if connection.execute(sa.text('SELECT 1 FROM person LIMIT 1')).first() is not None:
        _leave_a_gap(connection)


def _copy(connection: sa.Connection, name: str, sql: str) -> None:
    """SQLite's own way to change a table; whoever migrates has the foreign keys off (bot/run/migrate.py)."""
    indices = sa.text("SELECT sql FROM sqlite_master WHERE type = 'index' AND tbl_name = :name AND sql IS NOT NULL")
    again = connection.execute(indices, {'name': name}).scalars().all()
    head = re.compile(r'CREATE TABLE "?\w+"?')
    connection.exec_driver_sql(head.sub(f'CREATE TABLE "{name}_new"', sql, count=1))
    connection.exec_driver_sql(f'INSERT INTO "{name}_new" SELECT * FROM "{name}"')
    connection.exec_driver_sql(f'DROP TABLE "{name}"')
    connection.exec_driver_sql(f'ALTER TABLE "{name}_new" RENAME TO "{name}"')
    for index in again:
        connection.exec_driver_sql(index)


def _leave_a_gap(connection: sa.Connection) -> None:
    empty = "INSERT INTO sqlite_sequence (name, seq) SELECT name, 0 FROM sqlite_master WHERE sql LIKE '%AUTOINCREMENT%'"
    connection.exec_driver_sql(f'{empty} AND name NOT IN (SELECT name FROM sqlite_sequence)')
    connection.exec_driver_sql(f'UPDATE sqlite_sequence SET seq = seq + {GAP}')


def downgrade() -> None:
    """The version before works with these tables as they are."""
