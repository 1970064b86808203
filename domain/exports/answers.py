"""What a household answered, label and value by themselves, as far as somebody reads it."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from domain.aid.household_questions import question_of
from domain.aid.own_questions import own_question
from domain.exports.document import Pair
from domain.forms import Question, ResidentIdAnswer, TextAnswer, shown
from domain.households.asked import Asked, ForEach, Reader, asked_of
from domain.households.household import Household, Member
from domain.platform.numbers.documents import bare, kind_of, masked
from domain.platform.text import N_, Arg, Sayable, lines, say
from domain.policy import Policy
from domain.policy.own import OwnKind

MEMBER_HEADS = (
    say(N_("Relation")), say(N_("Name")), say(N_("Number of the document")), say(N_("Age")), say(N_("Work or school")),
    say(N_("Health")), say(N_("Income a month")),
)  # fmt: skip
MEMBER_WIDTHS = (0.9, 1.1, 2.1, 0.6, 1.2, 1.0, 1.1)


@dataclass(frozen=True, slots=True)
class Answers:
    """A household for some readers; `whole`: numbers of people stand in full."""

    household: Household
    readers: frozenset[Reader]
    policy: Policy
    today: date
    whole: bool

    def of(self, *keys: str) -> list[Pair]:
        """Return the answers with these keys that the readers see, in the order of the keys."""
        asked = asked_of(Household)
        return [pair for key in keys if key in asked for pair in self._pairs(key, asked[key])]

    def others(self, but: Collection[str]) -> list[Pair]:
        """Return all other answers, those to the policy's own questions at the end."""
        asked = asked_of(Household)
        found = [pair for key in asked if key not in but for pair in self._pairs(key, asked[key])]
        return [*found, *self._own()]

    def people(self) -> Iterator[tuple[Arg, ...]]:
        """Yield a row for each person of the household; readers of nothing of how they live get none."""
        if not self.readers & {Reader.DECIDER, Reader.VISITOR, Reader.RECORDER}:
            return
        names = {one.key: one.text for one in self.policy.options("relation")}
        for one in self.household.members:
            age = one.age_on(self.today)
            yield (
                names.get(one.relation, one.relation or "-"), one.name or "-", self.number(one.resident_id),
                "-" if age is None else str(age), self._work(one), self._shown(Member, "health", one.health),
                self._shown(Member, "monthly_income", one.monthly_income),
            )  # fmt: skip

    def number(self, kept: str | None) -> Arg:
        """Return the number of a document, whole or in part."""
        if not kept:
            return say(N_("to follow"))
        if not self.whole:
            return masked(kept)
        kind = kind_of(kept)
        return kept if kind is None else lines(kind, bare(kept), between=" ")

    def _work(self, one: Member) -> Arg:
        said = self._shown(Member, "work_status", one.work_status)
        return lines(said, one.school, between=" ") if one.school else said

    def _pairs(self, key: str, asked: Asked) -> Iterator[Pair]:
        kept = getattr(self.household, key)
        if key == "members" or not asked.read_by & self.readers or kept in (None, "", ()):
            return
        if isinstance(asked.answer, ForEach):
            yield from self._by_entry(asked, kept)
        elif kept or asked.ask_if is None:
            yield asked.for_officers, self._shown(Household, key, kept)

    def _by_entry(self, asked: Asked, kept: Any) -> Iterator[Pair]:
        assert isinstance(asked.answer, ForEach)
        names = {entry.key: entry.text for entry in self.policy.options(asked.answer.options)}
        question = question_of("each", asked, self.policy)
        for entry, amount in kept.items():
            if amount:
                yield lines(asked.for_officers, names.get(entry, entry), between=" · "), shown(question, amount)

    def _own(self) -> Iterator[Pair]:
        for one in self.policy.questions_of(None):
            kept = self.household.own.get(one.key)
            if self.readers & set(one.read_by) and one.kind is not OwnKind.PAPER and kept is not None:
                yield one.name, self._said(own_question(self.policy, one), kept)

    def _shown(self, kept_as: type, key: str, kept: Any) -> Arg:
        if kept in (None, ""):
            return "-"
        return self._said(question_of(key, asked_of(kept_as)[key], self.policy, of_office=True), kept)

    def _said(self, question: Question, kept: Any) -> Arg:
        plain = kept.isoformat() if isinstance(kept, date) else kept
        if self.whole:
            question = replace(question, sensitive=False)
        if isinstance(question.answer, TextAnswer) and not question.sensitive:
            return str(plain)
        if isinstance(question.answer, ResidentIdAnswer):
            return self.number(plain)
        return shown(question, plain)


def line(name: str, said: Arg | None) -> Pair:
    """Return a label and its value, a stroke for none; `name` is a marked source."""
    labelled: Sayable = say(name)
    return labelled, "-" if said in (None, "") else said
