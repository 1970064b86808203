"""What there may be once is written down once: the second of two waits, and goes on without it."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from sqlalchemy.exc import IntegrityError
from sqlmodel import Session, select

from domain.broadcasts.audience import Audience
from domain.platform.messages import Message
from domain.platform.text import lines
from domain.policy.seasons import Topic
from models.broadcasts import Broadcast
from models.people import Consent
from models.platform.audit import Audit
from services.broadcasts import announce
from services.platform.undo import is_first
from tests.services.aid.test_once import at_one_instant
from tests.union import World


def warns(world: World) -> Callable[[Session], object]:
    """What two leaders do who warn of the same heat."""
    return lambda session: announce(
        world.at_work(session), key="heat:1", topic=Topic.SAFETY, title="Heat", message=Message(lines("Heat")),
        audience=Audience(),
    )  # fmt: skip


def test_two_leaders_warn_at_one_instant_and_one_warning_goes_out(world: World) -> None:
    assert at_one_instant(world, warns(world), warns(world)) == ["done", "done"]
    with world.work() as session:
        assert len(session.exec(select(Broadcast)).all()) == 1
        assert len(session.exec(select(Audit).where(Audit.detail == "heat:1")).all()) == 1


def test_what_cannot_be_written_for_another_reason_is_not_taken_for_it(world: World) -> None:
    with pytest.raises(IntegrityError), world.work() as session:
        is_first(session, Consent(person_id=404, kind="processing", given=True, at=world.now))
