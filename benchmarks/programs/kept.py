"""What stands in the bot's database: people put in before a measurement, answers read after it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import func
from sqlmodel import Session, col, select

from benchmarks.programs.processes import KEY
from bot.run.database import make_engine
from models.forms import Draft
from models.people import Person
from models.platform.inbox import Inbox
from models.platform.outbox import Outbox
from models.platform.seal import Vault, use_vault
from models.units import Unit

UNIT, OTHER_UNIT = "示例厂一车间", "示例厂二车间"


@contextmanager
def looking_into(database_url: str) -> Iterator[Session]:
    """Open the database beside the bot, with the vault it is sealed with."""
    use_vault(Vault(KEY))
    engine = make_engine(database_url)
    try:
        with Session(engine) as session:
            yield session
    finally:
        engine.dispose()


def put_units(database_url: str) -> None:
    """Put in the unit in which everybody works, and one with nearly the same name."""
    with looking_into(database_url) as session:
        session.add(Unit(id=1, parent_id=None, level="point", name=UNIT, code="P1", path="/1/"))
        session.add(Unit(id=2, parent_id=None, level="point", name=OTHER_UNIT, code="P2", path="/2/"))
        session.commit()


def put_registered(database_url: str, person_ids: Sequence[int]) -> None:
    """Put in people who have consented and registered, so that they can report at once."""
    now = datetime.now(UTC)
    with looking_into(database_url) as session:
        for person_id in person_ids:
            done: dict[str, Any] = {"consented_at": now, "sensitive_consented_at": now, "registered_at": now}
            session.add(
                Person(
                    id=person_id, locale="en", first_seen_at=now, unit_id=1, name="林示例", phone="13800138000",
                    resident_id_print=str(person_id), resident_id="", **done,
                )
            )  # fmt: skip
        session.commit()


def report_of(session: Session, person_id: int) -> dict[str, Any]:
    """Return the state of a person's hardship report; empty when there is none."""
    query = select(Draft).where(Draft.person_id == person_id, Draft.form_key == "report")
    draft = session.exec(query).first()
    return dict(draft.state) if draft is not None else {}


def states_of(session: Session, table: type[Inbox] | type[Outbox]) -> dict[str, int]:
    """Count the rows of the inbox or outbox by state."""
    return dict(Counter(dict(session.exec(select(col(table.state), func.count()).group_by(col(table.state))).all())))
