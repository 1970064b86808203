"""Numbers given out one after another, also when two processes ask at the same instant."""

from sqlalchemy.dialects.postgresql import insert as postgres_insert
from sqlalchemy.dialects.sqlite import insert as sqlite_insert
from sqlmodel import Session

from models.platform.counter import Counter


def next_number(session: Session, name: str, *, many: int = 1) -> int:
    """Return the next number under a name, of `many` the last. The row stays locked until the transaction ends, so
    nobody gets it twice."""
    make = postgres_insert if session.get_bind().dialect.name == "postgresql" else sqlite_insert
    first = make(Counter).values(name=name, value=many)
    taken = first.on_conflict_do_update(index_elements=["name"], set_={"value": Counter.value + many})
    return int(session.execute(taken.returning(Counter.__table__.c.value)).scalar_one())  # type: ignore[attr-defined]
