"""What a reader sees of a household beside what is worked out: a row for every answer that is declared to be theirs."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from domain.aid.household_questions import question_of
from domain.aid.own_questions import own_question
from domain.forms import Question, ResidentIdAnswer, TextAnswer, shown
from domain.households.asked import Asked, ForEach, Reader, asked_of
from domain.households.household import MONEY, Household, Member
from domain.households.worker_and_home import HOME
from domain.platform.calendar import age_on
from domain.platform.identifiers import birth_of
from domain.platform.numbers.documents import bare, kind_of
from domain.platform.text import N_, Joined, Sayable, Text, lines, say
from domain.policy import Policy
from domain.policy.own import OwnKind

NAMED_BY = frozenset({"relation", "name"})  # of a person: in the title above their rows


def rows_for(reader: Reader, kept: Household | Member, policy: Policy) -> Iterator[Sayable]:
    """Yield label and value of each answer for this reader, in the order of the questions; what was left out has none.

    Numbers of people stand in full for the recorder, who types them elsewhere, and masked for all others.
    """
    yield from rows_of({reader}, kept, policy, lambda key, asked: True)
    if isinstance(kept, Household):
        yield from own_rows(reader, kept.own, policy)


def rows_of(
    readers: Collection[Reader], kept: Household | Member, policy: Policy, wanted: Callable[[str, Asked], bool]
) -> Iterator[Sayable]:
    """Yield those of the rows that are `wanted`, for somebody who is each of these readers; each of them once."""
    shown_as = Reader.RECORDER if Reader.RECORDER in readers else Reader.OFFICER
    for key, asked in asked_of(type(kept)).items():
        if asked.read_by & set(readers) and key not in NAMED_BY and wanted(key, asked):
            yield from _rows(shown_as, key, asked, getattr(kept, key), policy)


def own_rows(reader: Reader, own: Mapping[str, Any], policy: Policy, programme: str | None = None) -> Iterator[Sayable]:
    """Yield label and value of each answer to the policy's own questions, by key; papers stand among the papers."""
    for one in policy.questions_of(programme):
        if reader in one.read_by and one.kind is not OwnKind.PAPER and own.get(one.key) is not None:
            yield row(reader, own_question(policy, one), one.name, own[one.key])


def _rows(reader: Reader, key: str, asked: Asked, value: Any, policy: Policy) -> Iterator[Sayable]:
    if isinstance(asked.answer, ForEach):
        yield from _rows_by_entry(reader, key, asked, value, policy)
    elif isinstance(asked.answer, ResidentIdAnswer) and reader is Reader.RECORDER:
        yield number_row(asked.for_officers, value)
    elif value not in (None, "", ()) and (value or asked.ask_if is None or reader is Reader.RECORDER):
        yield row(reader, question_of(key, asked, policy, of_office=True), asked.for_officers, value)


def _rows_by_entry(
    reader: Reader, key: str, asked: Asked, values: Mapping[str, Any], policy: Policy
) -> Iterator[Sayable]:
    """A card says nothing of what there is none of; the national system has a place for each."""
    assert isinstance(asked.answer, ForEach)
    names = {entry.key: entry.text for entry in policy.options(asked.answer.options)}
    question = question_of(key, asked, policy)
    for entry, value in values.items():
        if not value and reader is not Reader.RECORDER:
            continue
        label = lines(asked.for_officers, names.get(entry, entry), between=" · ")
        yield say(N_("{label}: {value}"), label=label, value=shown(question, value))


def number_row(label: Sayable, number: str) -> Sayable:
    """Return the whole number of a document for who types it elsewhere, with its kind; or that it is to follow."""
    if not number:
        return say(N_("⚠ {label}: not given yet"), label=label)
    if (kind := kind_of(number)) is not None:
        return say(N_("{label}: {kind} <code>{value}</code>"), label=label, kind=kind, value=bare(number))
    return say(N_("{label}: <code>{value}</code>"), label=label, value=number)


def row(reader: Reader, question: Question, label: Sayable, value: Any) -> Sayable:
    """Return label and value of one answer; a text that may be read stands there whole."""
    plain = value.isoformat() if isinstance(value, date) else value
    if reader is Reader.RECORDER:
        question = replace(question, sensitive=False)
    if isinstance(question.answer, TextAnswer) and not question.sensitive:
        return say(N_("{label}: {value}"), label=label, value=plain)
    return say(N_("{label}: {value}"), label=label, value=shown(question, plain))


# In groups, as the card of a case shows them --------------------------------------------------------------------------

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
