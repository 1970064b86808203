"""Which policies were in force, since when, where each came from and what it said otherwise than the one before."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import cast

from sqlmodel import Session, col, select

from domain.platform.access import Action, NotForYou
from domain.platform.access import require as require_access
from domain.platform.text import N_, Arg, Sayable, Text, unpack
from models.people import Person
from models.policy import PolicyText, PolicyUse, SentPolicy
from services.platform import consent
from services.platform.work import Work
from services.policy_file.uses import last_use

SOMEBODY = N_("an administrator")


@dataclass(frozen=True, slots=True)
class UseView:
    """A policy that is or was in force. `sent_by` None: it came from the file of the settings; `confirmed_by` None:
    nobody else had to."""

    id: int
    version: str
    since: datetime
    file_name: str
    is_in_force: bool
    sent_by: Arg | None
    confirmed_by: Arg | None
    difference: tuple[Sayable, ...]


@dataclass(frozen=True, slots=True)
class UseLine:
    """A line of the list of all of them."""

    id: int
    version: str
    since: datetime
    is_sent: bool


def used(work: Work, use_id: int = 0) -> UseView:
    """Return one use of a policy, 0: the one that is in force. Raises NotForYou, also where there is none."""
    use = _use(work, use_id)
    sent = work.session.get(SentPolicy, use.sent_id) if use.sent_id is not None else None
    last = last_use(work.session)
    return UseView(
        use.id, use.version, use.since, _text(work, use).file_name, last is not None and last.id == use.id,
        name_in(work.session, sent.person_id) if sent is not None else None,
        name_in(work.session, sent.confirmed_by) if sent is not None and sent.confirmed_by != sent.person_id else None,
        tuple(cast(Sayable, unpack(one)) for one in use.difference),
    )  # fmt: skip


def earlier(work: Work) -> list[UseLine]:
    """Return all uses, the newest first. Raises NotForYou."""
    require_access(work.actor, Action.SEE_POLICY)
    found = select(PolicyUse.id, PolicyUse.version, PolicyUse.since, PolicyUse.sent_id)
    rows = work.session.exec(found.order_by(col(PolicyUse.id).desc()))
    return [UseLine(number, version, since, sent is not None) for number, version, since, sent in rows]


def as_file(work: Work, use_id: int) -> tuple[str, str]:
    """Return name and whole text of a policy. Raises NotForYou."""
    text = _text(work, _use(work, use_id))
    return text.file_name, text.toml


def name_in(session: Session, person_id: int | None) -> Arg:
    """Return how an administrator is called."""
    person = session.get(Person, person_id) if person_id is not None else None
    return consent.name_of(person) if person is not None and person.name else Text(SOMEBODY)


def _use(work: Work, use_id: int) -> PolicyUse:
    require_access(work.actor, Action.SEE_POLICY)
    use = work.session.get(PolicyUse, use_id) if use_id else last_use(work.session)
    if use is None:
        raise NotForYou
    return use


def _text(work: Work, use: PolicyUse) -> PolicyText:
    return work.session.get_one(PolicyText, use.version)
