"""A household as the card of its case shows it, in groups: the home, each person, money, and what happened."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date

from domain.aid.rows import own_rows, rows_of
from domain.households.asked import Asked, Reader
from domain.households.household import MONEY, Household, Member
from domain.households.worker_and_home import HOME
from domain.platform.calendar import age_on
from domain.platform.identifiers import birth_of
from domain.platform.text import N_, Joined, Sayable, Text, lines, say
from domain.policy import Policy

SELF = "self_"  # how the keys of those questions begin that are put about each person, the worker too


@dataclass(frozen=True, slots=True)
class HomeRows:
    """What some readers see of a household, on the day it was reported. People are named to whoever visits them."""

    readers: tuple[Reader, ...]
    household: Household
    policy: Policy
    today: date

    @property
    def home(self) -> tuple[Sayable, ...]:
        """Where and how they live."""
        return self._rows(lambda key, asked: asked.section == HOME)

    @property
    def money(self) -> tuple[Sayable, ...]:
        """What comes in and goes out beside what each person earns."""
        return self._rows(lambda key, asked: asked.section == MONEY and not key.startswith(SELF))

    @property
    def others(self) -> tuple[Sayable, ...]:
        """What happened, and everything else."""
        own = (row for reader in self.readers for row in own_rows(reader, self.household.own, self.policy))
        rest = self._rows(lambda key, asked: asked.section not in (HOME, MONEY) and not key.startswith(SELF))
        return (*rest, *dict.fromkeys(own))

    def people(self, worker_id: str | None) -> Iterator[Joined]:
        """Yield each of them, the worker with this resident id first: who it is, and below it how they live. Nobody
        who reads nothing of it is told who lives there."""
        if not {Reader.DECIDER, Reader.VISITOR}.intersection(self.readers):
            return
        born = birth_of(worker_id) if worker_id else None
        age = _age(age_on(born, self.today) if born else None)
        theirs = self._rows(lambda key, asked: key.startswith(SELF))
        yield lines(say(N_("<b>The worker</b>, age {age}"), age=age), _in_one(theirs))
        for member in self.household.members:
            yield lines(self._title(member), _in_one(tuple(self._of(member))))

    def _title(self, member: Member) -> Text:
        relations = {option.key: option.text for option in self.policy.options("relation")}
        relation = relations.get(member.relation, member.relation or "-")
        age = _age(member.age_on(self.today))
        if Reader.VISITOR not in self.readers:
            return say(N_("<b>{relation}</b>, age {age}"), relation=relation, age=age)
        return say(N_("<b>{relation}: {name}</b>, age {age}"), relation=relation, name=member.name, age=age)

    def _of(self, member: Member) -> Iterator[Sayable]:
        return rows_of(self.readers, member, self.policy, lambda key, asked: True)

    def _rows(self, wanted: Callable[[str, Asked], bool]) -> tuple[Sayable, ...]:
        return tuple(rows_of(self.readers, self.household, self.policy, wanted))


def _age(years: int | None) -> str:
    return "-" if years is None else str(years)


def _in_one(rows: tuple[Sayable, ...]) -> Joined | None:
    return Joined(rows, " · ") if rows else None
