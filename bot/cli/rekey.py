"""Changes the key of the data: all that is sealed, every fingerprint and every paper, in batches."""

import json
import sys
import time
from contextlib import closing

import typer
from sqlmodel import Session

from bot.run.database import Database
from bot.run.opening import (
    ANOTHER_KEY,
    CHANGING_KEY,
    KEY_MARK,
    NOT_UP_TO_DATE,
    data_key,
    is_up_to_date,
    keep_key,
    mark_of,
    taken,
    told_as_settings,
)
from bot.run.replica import Replica
from bot.settings import Settings, WrongSettings, load_settings
from delivery.papers.files import PaperFiles
from delivery.papers.resealing import seal_some as seal_files
from models.platform.resealing import Change, learn_all, seal_some, tables
from models.platform.seal import Vault
from models.platform.setting import Setting
from services import changes, doubles, procedure

PATIENCE = 10  # fifths of a second
FILES = "files"  # the last stage; the others are the tables
RUNNING = "Sisong is running on this database. Please stop it first, every process of it."
NOT_SWEPT = (
    "What was there before may still lie, sealed, in the free room of the database: it could not be swept. Please make "
    "room on the disk, and let the database do VACUUM (PostgreSQL: VACUUM FULL)."
)
OTHER_KEYS = "A change of DATA_KEY was broken off that had other keys. Please give the same two as then."


def settings_with_both_keys() -> Settings:
    """Read the settings; a new key that is not in them is asked for, never taken from the command line."""
    settings = load_settings()
    if settings.new_data_key is None:
        asked = typer.prompt("The new DATA_KEY", hide_input=True) if sys.stdin.isatty() else sys.stdin.readline()
        settings = load_settings(new_data_key=asked.strip() or None)
    if settings.new_data_key is None:
        raise WrongSettings("NEW_DATA_KEY: please make a new key with: openssl rand -base64 32")
    return settings


def change_key(settings: Settings, new_key: bytes) -> str:
    """Change the key, or go on where that was broken off; return what is to be told. Raises WrongSettings."""
    with told_as_settings(), closing(taken(settings)) as database, closing(Replica(database.engine)) as replica:
        if not is_alone(replica):
            raise WrongSettings(RUNNING)
        if not is_up_to_date(database):
            raise WrongSettings(NOT_UP_TO_DATE)
        return _changed(database, settings, Change(Vault(data_key(settings)), Vault(new_key)), new_key)


def is_alone(replica: Replica) -> bool:
    """Tell whether no bot works on this database; one that has just ended is given a moment to let go."""
    for _ in range(PATIENCE):
        if replica.is_alone():
            return True
        time.sleep(0.2)
    return False


def _changed(database: Database, settings: Settings, change: Change, new_key: bytes) -> str:
    files, left = PaperFiles(settings.data_dir / "papers"), 0
    stage, after = _begin(database, change)
    if stage:
        with database.look() as session:
            learn_all(session, change)
        names = [*(table.name for table in tables()), FILES]
        for name in names[names.index(stage) :]:
            left += _stage(database, change, files, name, after if name == stage else None)
        _finish(database, change)
    if settings.data_key is None:  # the embedded default keeps its key beside the data
        keep_key(settings.data_dir, new_key)
    return _told(change, left, is_kept=settings.data_key is None)


def _begin(database: Database, change: Change) -> tuple[str, int | None]:
    """Note that the change has begun, or find where it stopped; an empty stage: all of it is done."""
    old, new = mark_of(change.old), mark_of(change.new)
    if old == new:
        raise WrongSettings("NEW_DATA_KEY: that is the key the data has now. Please make a new one.")
    with database.work() as session:
        known, going = session.get(Setting, KEY_MARK), session.get(Setting, CHANGING_KEY)
        if going is not None:
            found = json.loads(going.value)
            if (found["old"], found["new"]) != (old, new):
                raise WrongSettings(OTHER_KEYS)
            return found["stage"], found["after"]
        if known is not None and known.value == new:
            return "", None
        if known is not None and known.value != old:
            raise WrongSettings(ANOTHER_KEY)
        first = tables()[0].name
        learn_all(session, change)
        for mark_anew in (procedure.mark_anew, changes.mark_anew):
            mark_anew(session, change.old, change.new, change.renewed)
        doubles.forget_marks(session)
        _note(session, change, first, None)
        return first, None


def _note(session: Session, change: Change, stage: str, after: int | None) -> None:
    place = {"old": mark_of(change.old), "new": mark_of(change.new), "stage": stage, "after": after}
    session.merge(Setting(name=CHANGING_KEY, value=json.dumps(place)))


def _stage(database: Database, change: Change, files: PaperFiles, name: str, after: int | None) -> int:
    """Deal with one table, or with the files; each batch is written together with the place it has come to."""
    left, by_name = 0, {table.name: table for table in tables()}
    while True:
        with database.work() as session:
            if name == FILES:
                after, more = seal_files(session, files, after or 0, change.old, change.new)
                left += more
            else:
                after = seal_some(session, change, by_name[name], after)
            if after is None:
                return left
            _note(session, change, name, after)


def _finish(database: Database, change: Change) -> None:
    with database.work() as session:
        session.merge(Setting(name=KEY_MARK, value=mark_of(change.new)))
        session.delete(session.get_one(Setting, CHANGING_KEY))
    if not database.sweep():
        typer.echo(NOT_SWEPT)


def _told(change: Change, left: int, *, is_kept: bool) -> str:
    parts = ["The data has the new key."]
    if not is_kept:
        parts.append("Now put it into .env as DATA_KEY, and take NEW_DATA_KEY out. Keep the old one for old backups.")
    if change.broken:
        parts.append(f"Rows with something that the old key does not open: {_some(change.broken)}.")
    if change.unknown:
        parts.append(f"Rows that are not found by an id any more, since it is not kept: {_some(change.unknown)}.")
    if left:
        parts.append(f"Papers whose file is missing or does not open: {left}.")
    return "\n".join(parts)


def _some(rows: set[str]) -> str:
    shown = sorted(rows)[:20]
    return ", ".join(shown) + (f" and {len(rows) - len(shown)} more" if len(rows) > len(shown) else "")
