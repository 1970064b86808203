"""Opens what a program works on: the database in its newest shape, and the vault with the right key."""

import base64
import fcntl
import os
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

from sqlalchemy import inspect
from sqlalchemy.exc import DatabaseError
from sqlmodel import Session

from bot.run.database import Database
from bot.run.disk import says_full
from bot.run.migrate import is_current, migrate
from bot.settings import Settings, WrongSettings
from delivery.papers.files import PaperFiles
from delivery.papers.resealing import are_bound, bind_all
from models.platform.seal import NotOurSeal, Vault, use_vault, vault
from models.platform.setting import Setting

KEY_FILE, KEY_LENGTH = "data.key", 32
KEY_MARK, CHANGING_KEY = "key_mark", "changing_key"  # the key of the data; how far `rekey` has come
BROKEN_OFF = "The change of DATA_KEY was broken off. Please run again, with the same two keys: python -m bot rekey"
NOT_UP_TO_DATE = "The database is not up to date. Please run: python -m bot migrate"
ANOTHER_KEY = "DATA_KEY: the data in this database was sealed with another key. Please use that one."


def open_database(settings: Settings) -> Database:
    """Open the database; SQLite is migrated by itself, PostgreSQL must have been (`python -m bot migrate`).

    An SQLite file belongs to one process at a time, until the database is closed or the process ends, however it does.
    """
    with told_as_settings(), ExitStack() as if_it_fails:
        database = taken(settings)
        if_it_fails.callback(database.close)
        if not is_up_to_date(database):
            if not database.is_sqlite:
                raise WrongSettings(NOT_UP_TO_DATE)
            bring_up_to_date(database, settings)
        with database.work() as session:
            check_key(session)
        if_it_fails.pop_all()
    return database


def taken(settings: Settings) -> Database:
    """Return the database, with the vault open; an SQLite file is taken for this process alone."""
    database = Database(settings.database)
    settings.data_dir.mkdir(mode=0o700, parents=True, exist_ok=True)
    if database.is_sqlite:
        take_for_oneself(database, settings.data_dir)
    _for_its_owner_alone(settings.data_dir)
    use_vault(Vault(data_key(settings)))
    return database


def is_up_to_date(database: Database) -> bool:
    """Tell whether the database has the newest shape, and the files of its papers, too."""
    if not is_current(database.engine):
        return False
    with database.look() as session:
        return are_bound(session)


def bring_up_to_date(database: Database, settings: Settings) -> None:
    """Run what is missing of the migrations, and seal the papers' files into their rows; raises WrongSettings."""
    with told_as_settings():
        with database.engine.connect() as connection:
            if inspect(connection).has_table(Setting.__tablename__):
                check_key(Session(connection))
        migrate(database.engine)
        with database.work() as session:
            if not are_bound(session):
                bind_all(session, PaperFiles(settings.data_dir / "papers"))


@contextmanager
def told_as_settings() -> Iterator[None]:
    """Turn a database that is not there or damaged, and a key that does not open it, into a sentence."""
    try:
        yield
    except DatabaseError as failure:
        raise WrongSettings(cannot_be_used(failure)) from failure
    except NotOurSeal:
        raise WrongSettings(ANOTHER_KEY) from None


def cannot_be_used(failure: DatabaseError) -> str:
    """Say why a database cannot be opened or written, and what to look at."""
    reason = str(failure.orig).strip().partition("\n")[0]
    if says_full(failure):
        return f"The database cannot be written: {reason}. Please free some space on the disk, then start again."
    return (
        f"The database cannot be opened: {reason}. Please see that it runs, that DATABASE_URL is right and that the "
        "file is whole; a damaged one is put back from the backup (docs/OPERATIONS.md)."
    )


def take_for_oneself(database: Database, data_dir: Path) -> None:
    """Lock an SQLite file, and let nobody but its owner read it; raises WrongSettings when it is in use or lost.

    Two bots on one file would answer everybody twice, and a command beside a running bot would write behind its back.
    """
    if not database.is_file:
        return
    path = Path(database.engine.url.database or "")
    lock = os.open(f"{path}.lock", os.O_RDWR | os.O_CREAT, 0o600)
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        os.close(lock)
        raise WrongSettings(f"Sisong is running on {path} already. Please stop it first.") from None
    database.let_go = lambda: os.close(lock)
    _check_not_lost(path, data_dir / "papers")
    path.touch(mode=0o600)
    _for_its_owner_alone(*(Path(f"{path}{ending}") for ending in ("", "-wal", "-shm")))


def _check_not_lost(path: Path, papers: Path) -> None:
    """Refuse to begin anew beside the papers of a database that is not there any more, or its latest writes."""
    if path.exists() and path.stat().st_size > 0:
        return
    log = Path(f"{path}-wal")
    if log.exists() and log.stat().st_size > 0:  # SQLite would empty it
        raise WrongSettings(
            f"{path} is missing or empty, but {log} holds what was written to it last. The database seems to be lost: "
            "please put both back from the backup. To begin anew, move that file away first."
        )
    if papers.is_dir() and any(papers.iterdir()):
        raise WrongSettings(
            f"{path} is missing or empty, but {papers} holds papers. The database seems to be lost: please put it "
            "back from the backup. To begin anew, move the papers away first."
        )


def _for_its_owner_alone(*places: Path) -> None:
    """Take away what others may do with what is ours; somebody else's folder that we may write to stays as it is."""
    for place in places:
        if place.exists() and place.stat().st_mode & 0o077 and place.stat().st_uid == os.geteuid():
            place.chmod(place.stat().st_mode & 0o700)


def check_key(session: Session) -> None:
    """Refuse to work with a key that does not open what is there; the first key is remembered by a fingerprint."""
    if session.get(Setting, CHANGING_KEY) is not None:
        raise WrongSettings(BROKEN_OFF)
    mark = mark_of(vault())
    known = session.get(Setting, KEY_MARK)
    if known is None:
        session.add(Setting(name=KEY_MARK, value=mark))
    elif known.value != mark:
        raise WrongSettings(ANOTHER_KEY)


def mark_of(opened: Vault) -> str:
    """Return what a key is known by."""
    return opened.fingerprint("this is the key")


def data_key(settings: Settings) -> bytes:
    """Return the key that seals personal data; the embedded default makes one on its first run."""
    if settings.data_key is not None:
        return settings.data_key
    path: Path = settings.data_dir / KEY_FILE
    if not path.exists():
        keep_key(settings.data_dir, os.urandom(KEY_LENGTH))
    try:
        key = base64.b64decode(path.read_bytes(), validate=True)
    except ValueError:
        key = b""
    if len(key) != KEY_LENGTH:
        raise WrongSettings(f"{path} is damaged: it does not hold a key. Please put it back from the backup.")
    return key


def keep_key(folder: Path, key: bytes) -> None:
    """Write the key of the embedded default, in place of the one that was there."""
    folder.mkdir(parents=True, exist_ok=True)
    new = folder / f"{KEY_FILE}.new"
    with os.fdopen(os.open(new, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as file:
        file.write(base64.b64encode(key))
        file.flush()
        os.fsync(file.fileno())
    new.replace(folder / KEY_FILE)
