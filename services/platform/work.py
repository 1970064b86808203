"""One piece of work: where it is recorded, the house it happens in, when, and who does it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import TypeVar

from sqlmodel import Session, select

from domain.platform.access import Actor
from models.people import Person, reached_at
from services.platform.house import House

Row = TypeVar("Row")


class NobodyActs(LookupError):
    """A use-case that needs a person was called by a job of the clock: a mistake of the program."""


def nobody() -> Actor:
    """Find the actor of a job of the clock: there is none."""
    raise NobodyActs


@dataclass(frozen=True, slots=True)
class Work:
    """What every use-case is given.

    `now` is the moment of the update or job, `person_id` who acts in it (0: the clock). Their offices and standing, the
    `actor`, are looked up only when a rule asks for them. Where somebody else acts on their behalf, `hand_id` is who
    does it, and `behalf_id` by what right (`models.people.Behalf`).
    """

    session: Session
    house: House
    now: datetime
    person_id: int = 0
    find_actor: Callable[[], Actor] = nobody
    hand_id: int = 0
    behalf_id: int = 0

    @property
    def by_id(self) -> int:
        """Who does it with their own hands: whoever acts, or somebody on their behalf."""
        return self.hand_id or self.person_id

    @property
    def actor(self) -> Actor:
        """The person who acts, as access rules see them."""
        return self.find_actor()

    @property
    def admin_ids(self) -> frozenset[int]:
        """Who is at the addresses of the administrators; one who never wrote gets the number of the address."""
        known: frozenset[int] | None = self.session.info.get("administrators")
        if known is None:
            at = reached_at(self.house.admin_ids)
            found = {
                address: person for person, address in self.session.exec(select(Person.id, Person.address).where(at))
            }
            known = frozenset(found.get(address, address) for address in self.house.admin_ids)
            self.session.info["administrators"] = known
        return known

    @property
    def today(self) -> date:
        """The date where the union is."""
        return self.now.astimezone(self.house.zone).date()

    def happened(self, event: object) -> None:
        """Carry out in this work what the program does about an event; KeyError: a program that forgot one."""
        self.house.acts[type(event)](self, event)

    def holds(self, *rows: object) -> None:
        """Hold rows until the work is over; a session lets go of those that nobody holds, and asks for them anew."""
        self.session.info.setdefault("held", []).extend(rows)

    def held(self, table: type[Row]) -> list[Row]:
        """Return the rows of a table that are held, in the order they were given."""
        return [one for one in self.session.info.get("held", ()) if isinstance(one, table)]

    def by(self, actor: Actor) -> Work:
        """Return the same work done by this person."""
        return replace(self, person_id=actor.person_id, find_actor=lambda: actor, hand_id=0, behalf_id=0)

    def at(self, now: datetime) -> Work:
        """Return the same work at another moment."""
        return replace(self, now=now)
