"""What a session knows is read once, and anew after whatever could have changed it."""

from __future__ import annotations

from sqlalchemy import update
from sqlalchemy.exc import IntegrityError
from sqlmodel import Session, select

from bot.run.database import Database
from models.platform.known import forget, known, known_rows
from models.platform.setting import Setting


def values(session: Session) -> list[str]:
    read = select(Setting.value).order_by(Setting.name)
    return known(session, "values", (Setting,), lambda: list(session.exec(read)))


def rows(session: Session) -> list[Setting]:
    return known_rows(session, "rows", Setting, lambda: session.exec(select(Setting).order_by(Setting.name)))


def test_what_is_known_is_not_read_again_until_something_of_it_is_written(database: Database) -> None:
    with database.work() as session:
        assert values(session) is values(session)
        session.add(Setting(name="a", value="1"))
        assert values(session) == ["1"], "what waits in the session is written first"
        session.get_one(Setting, "a").value = "2"
        assert values(session) == ["2"]
        session.execute(update(Setting).values(value="3"))
        assert values(session) == ["3"]
        session.delete(session.get_one(Setting, "a"))
        assert values(session) == []


def test_rows_are_read_again_when_there_is_another_one_that_nobody_put_among_them(database: Database) -> None:
    with database.work() as session:
        before = rows(session)
        mine = Setting(name="a", value="1")
        before.append(mine)
        session.add(mine)
        session.flush()
        mine.value = "2"
        assert rows(session) is before
        session.add(Setting(name="b", value="1"))
        assert [one.name for one in rows(session)] == ["a", "b"]


def test_whoever_waited_for_a_lock_asks_anew(database: Database) -> None:
    with database.work() as session:
        before = values(session)
        session.exec(select(Setting).where(Setting.name == "a").with_for_update()).all()
        assert values(session) is not before


def test_what_is_undone_is_known_no_longer(database: Database) -> None:
    with database.work() as session:
        session.add(Setting(name="a", value="1"))
        session.flush()
        try:
            with session.begin_nested():
                session.get_one(Setting, "a").value = "2"
                assert values(session) == ["2"]
                raise IntegrityError("", {}, ValueError())
        except IntegrityError:
            pass
        assert values(session) == ["1"]


def test_a_mistake_of_the_connection_is_mended_by_forgetting(database: Database) -> None:
    with database.work() as session:
        assert values(session) == []
        session.connection().execute(Setting.__table__.insert().values(name="a", value="1"))  # type: ignore[attr-defined]
        assert values(session) == []
        forget(session)
        assert values(session) == ["1"]
