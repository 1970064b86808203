"""The databases of the tests, on SQLite and on PostgreSQL: migrated once, copied or emptied for each test."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack
from functools import cache
from pathlib import Path

import pytest
from sqlalchemy import Engine, text
from sqlalchemy.util import LRUCache
from sqlmodel import SQLModel

from bot.run import database as databases
from bot.run.database import Database
from bot.run.migrate import migrate
from domain.policy import Policy
from domain.policy_file import loading
from domain.policy_file.whole.source import Source
from models.platform.seal import Vault, use_vault
from tests.postgres import NoPostgres, Server, running_postgres

ON_POSTGRES = pytest.param("postgres", marks=pytest.mark.postgres)

# A session that a test left open is a fault of the test, and is not waited for; rows go whatever refers to them.
EMPTYING = ("BEGIN", "SET LOCAL lock_timeout = '5s'", "SET LOCAL session_replication_role = replica")
FROM_ONE = (
    "SELECT setval(format('%I.%I', schemaname, sequencename)::regclass, start_value, false) "
    "FROM pg_sequences WHERE last_value IS NOT NULL"
)

# What engines remember -----------------------------------------------------------------------------------------------

STATEMENTS = 4000  # that are remembered: those of all tests of a worker, not of one program

make_engine = databases.make_engine


@pytest.fixture(scope="session", autouse=True)
def statements_are_worded_once() -> Iterator[None]:
    """An engine remembers how statements are worded in SQL; the hundreds of engines of one kind share it here."""
    known: dict[str, Engine] = {}

    def sharing(url: str) -> Engine:
        engine = make_engine(url)
        one = known.get(engine.dialect.name)
        if one is None or one.dialect.server_version_info is None:  # it has met no database yet, and may never do so
            known[engine.dialect.name], engine._compiled_cache = engine, LRUCache(STATEMENTS)
        else:
            engine.dialect, engine._compiled_cache = one.dialect, one._compiled_cache
        return engine

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(databases, "make_engine", sharing)
        yield


# Empty databases -----------------------------------------------------------------------------------------------------


@pytest.fixture(scope="session")
def postgres() -> Iterator[Server]:
    """The PostgreSQL of this run (each pytest-xdist worker has its own)."""
    with ExitStack() as stack:
        try:
            url = stack.enter_context(running_postgres())
        except NoPostgres as problem:
            pytest.skip(str(problem))
        yield Server(url)


@pytest.fixture(scope="session")
def postgres_url(postgres: Server) -> str:
    """The URL of the server's own database; for a database to write in, ask for `new_postgres_database`."""
    return postgres.url


@pytest.fixture
def new_postgres_database(postgres: Server) -> Iterator[Callable[..., str]]:
    """A function that makes a database, empty or a copy of `template=`, and returns its URL; dropped after the test."""
    made: list[str] = []

    def new(*, template: str = "template1") -> str:
        made.append(postgres.new_database(template=template))
        return made[-1]

    yield new
    for url in made:
        postgres.drop_database(url)


@pytest.fixture(scope="session")
def migrated_template(postgres: Server) -> Callable[[Callable[[str], None]], str]:
    """A function from `migrate(url)` to the name of a template with that schema: the one place where it is made."""
    return postgres.migrated_template


@pytest.fixture(params=["sqlite", ON_POSTGRES])
def database_url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """The URL of an empty database; the test runs once on SQLite and once on PostgreSQL."""
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path / 'test.db'}"
    new_database: Callable[..., str] = request.getfixturevalue("new_postgres_database")
    return new_database()


# Migrated databases --------------------------------------------------------------------------------------------------


def migrated(url: str) -> None:
    """Bring an empty database to the newest schema."""
    database = Database(url)
    migrate(database.engine)
    database.close()


@pytest.fixture(scope="session")
def migrated_sqlite(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A migrated SQLite file, which tests copy."""
    file = tmp_path_factory.mktemp("migrated") / "migrated.db"
    migrated(f"sqlite:///{file}")
    return file


@pytest.fixture
def begun(tmp_path: Path, migrated_sqlite: Path) -> Path:
    """A folder for a program, with a database of today that holds nothing; an empty one will do (`test_cli.py`)."""
    shutil.copyfile(migrated_sqlite, tmp_path / "sisong.sqlite3")
    return tmp_path


@pytest.fixture(scope="session")
def sqlite_of_worker(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Database]:
    """The SQLite database of this worker; one engine for all tests, for it remembers how statements are worded."""
    opened = Database(f"sqlite:///{tmp_path_factory.mktemp('sqlite') / 'test.db'}")
    yield opened
    opened.close()


@pytest.fixture(scope="session")
def postgres_of_worker(postgres: Server) -> Iterator[Database]:
    """The one migrated PostgreSQL database of this worker."""
    url = postgres.new_database()
    migrated(url)
    opened = Database(url)
    yield opened
    opened.close()
    postgres.drop_database(url)


@pytest.fixture
def fresh_sqlite(sqlite_of_worker: Database, migrated_sqlite: Path) -> Iterator[Database]:
    """A migrated SQLite database that holds nothing."""
    file = Path(sqlite_of_worker.engine.url.database or "")
    for old in file.parent.glob(f"{file.name}*"):
        old.unlink()
    shutil.copyfile(migrated_sqlite, file)
    yield sqlite_of_worker
    sqlite_of_worker.engine.dispose()


@pytest.fixture
def fresh_postgres(postgres_of_worker: Database) -> Iterator[Database]:
    """A migrated PostgreSQL database that holds nothing."""
    yield postgres_of_worker
    empty(postgres_of_worker)


@pytest.fixture(params=["sqlite", ON_POSTGRES])
def database(request: pytest.FixtureRequest, policies_read_once: None) -> Database:
    """A migrated database; the test runs once on SQLite and once on PostgreSQL."""
    use_vault(Vault(bytes(range(32))))
    fresh: Database = request.getfixturevalue(f"fresh_{request.param}")
    return fresh


@pytest.fixture(params=["sqlite", ON_POSTGRES])
def migrated_url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """The URL of a migrated database for a program; the test runs once on SQLite and once on PostgreSQL."""
    if request.param == "sqlite":
        file = tmp_path / "test.db"
        shutil.copyfile(request.getfixturevalue("migrated_sqlite"), file)
        return f"sqlite:///{file}"
    fresh: Database = request.getfixturevalue("fresh_postgres")
    return fresh.engine.url.render_as_string(hide_password=False)


def empty(database: Database) -> None:
    """Make a PostgreSQL database as it was when it was migrated: no rows, no room that they took, numbers begin at 1.

    TRUNCATE takes six times as long, for with all that refers to them a few tables are nearly all there are.
    """
    tables = SQLModel.metadata.tables
    probe = " UNION ALL ".join(f"(SELECT '{name}' FROM \"{name}\" LIMIT 1)" for name in tables)  # noqa: S608 - ours
    with database.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        filled = [row[0] for row in connection.execute(text(probe))]
        if filled:
            deletes = (f'DELETE FROM "{name}"' for name in filled)  # noqa: S608 - ours
            connection.execute(text("; ".join((*EMPTYING, *deletes, "COMMIT"))))
            connection.execute(text("VACUUM " + ", ".join(f'"{name}"' for name in filled)))
        connection.execute(text(FROM_ONE))


# Policies ------------------------------------------------------------------------------------------------------------

_checked = loading._checked


@cache
def _checked_once(chain: tuple[Source, ...], years: Sequence[int]) -> Policy:
    return _checked(chain, years)


@pytest.fixture
def policies_read_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """A policy is frozen and follows from its text, so that tests share what a text was read to."""
    monkeypatch.setattr(loading, "_checked", lambda chain, years: _checked_once(chain, tuple(years)))
