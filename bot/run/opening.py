"""Opens what a program works on: the database in its newest shape, and the vault with the right key."""

import base64
import os
from pathlib import Path

from sqlmodel import Session

from bot.run.database import Database
from bot.run.migrate import is_current, migrate
from bot.settings import Settings, WrongSettings
from models.platform.seal import Vault, use_vault, vault
from models.platform.setting import Setting


def open_database(settings: Settings) -> Database:
    """Open the database; SQLite is migrated by itself, PostgreSQL must have been (`python -m bot migrate`)."""
    if settings.database.startswith("sqlite"):
        settings.data_dir.mkdir(parents=True, exist_ok=True)
    database = Database(settings.database)
    if not is_current(database.engine):
        if not database.is_sqlite:
            raise WrongSettings("The database is not up to date. Please run: python -m bot migrate")
        migrate(database.engine)
    return database


def use_data_key(settings: Settings) -> None:
    """Open the vault of this process with the key of the settings."""
    use_vault(Vault(data_key(settings)))


def check_key(session: Session) -> None:
    """Refuse to work with a key that does not open what is there; the first key is remembered by a fingerprint."""
    mark = vault().fingerprint("this is the key")
    known = session.get(Setting, "key_mark")
    if known is None:
        session.add(Setting(name="key_mark", value=mark))
    elif known.value != mark:
        raise WrongSettings("DATA_KEY: the data in this database was sealed with another key. Please use that one.")


def data_key(settings: Settings) -> bytes:
    """Return the key that seals personal data; the embedded default makes one on its first run."""
    if settings.data_key is not None:
        return settings.data_key
    path: Path = settings.data_dir / "data.key"
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True)
        with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
            file.write(base64.b64encode(os.urandom(32)))
    return base64.b64decode(path.read_bytes())
