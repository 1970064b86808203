"""What is asked for a change: the question of the form itself, those that come with its answer, and the proof.

The questions are those of the registered forms, so that a new question of the report can be changed as it is.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any

from domain.changes import heading
from domain.changes.change import What
from domain.forms import (
    Check,
    Facts,
    Form,
    GroupAnswer,
    PaperAnswer,
    Question,
    Scope,
    answers_of,
    satisfies,
    start,
    whole_way,
)

MEMBERS = "members"
IDENTITY = "resident_id"  # a number, once given, is not left out; on that of a worker hangs the account
NOTE, PROOF = "change_note", "change_proof"
Answers = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Part:
    """What differs, old or new: answers of the form by key, and those of one member; None: not there."""

    answers: Answers
    member: Answers | None = None

    def to_json(self) -> dict[str, Any]:
        """Return what is kept."""
        return {"answers": dict(self.answers), "member": None if self.member is None else dict(self.member)}

    @staticmethod
    def from_json(data: Mapping[str, Any]) -> Part:
        """Read what was kept."""
        return Part(data["answers"], data["member"])


@dataclass(frozen=True)
class Record:
    """What is on record: the answers to a form, which may have a list of members."""

    form: Form
    answers: Answers
    facts: Facts

    @cached_property
    def clean(self) -> dict[str, Any]:
        """The answers that count, in the shapes of the form."""
        return answers_of(self.form, start(self.form, self.facts, filled(self.form, self.answers)), self.facts)

    @property
    def members(self) -> list[dict[str, Any]]:
        """The people of the household but the worker."""
        return list(self.clean.get(MEMBERS) or ())

    @property
    def member_form(self) -> Form | None:
        """The form of one member, None where the form has none."""
        question = self.form.question(MEMBERS)
        return question.answer.form if question and isinstance(question.answer, GroupAnswer) else None

    @cached_property
    def asked(self) -> tuple[Question, ...]:
        """The questions that apply as things stand."""
        return tuple(
            whole_way(self.form, start(self.form, self.facts, filled(self.form, self.answers)), self.facts).asked
        )

    @property
    def changeable(self) -> tuple[Question, ...]:
        """The questions whose answer can be changed: papers belong to a case, members are changed one by one."""
        identity = IDENTITY if self.member_form is None else ""
        return tuple(one for one in self.asked if is_kept(one) and one.key != identity)

    def changeable_of(self, index: int) -> tuple[Question, ...]:
        """The questions about one member whose answer can be changed."""
        form = self.member_form
        if form is None or not 0 <= index < len(self.members):
            return ()
        row = self.members[index]
        return tuple(one for one in form.questions if is_kept(one) and self._applies(one, row, index))

    def _applies(self, question: Question, row: Answers, index: int) -> bool:
        scope = Scope(row, self.facts, self.clean, index)
        return question.ask_if is None or question.ask_if.holds(scope)


def filled(form: Form, answers: Answers) -> dict[str, Any]:
    """Return answers with what was left out counting as skipped, of each person, too."""
    found = {**{one.key: None for one in form.questions if one.optional}, **answers}
    for one in form.questions:
        if isinstance(one.answer, GroupAnswer) and (rows := found.get(one.key)):
            found[one.key] = [filled(one.answer.form, row) for row in rows]
    return found


def whom(row: Answers) -> str:
    """Return what a person of a household is found by: their number, and without one their name."""
    return str(row.get(IDENTITY) or row.get("name") or "")


def is_kept(question: Question) -> bool:
    """Say whether the answer to a question is a plain answer of the record."""
    return not isinstance(question.answer, PaperAnswer | GroupAnswer)


@dataclass(frozen=True)
class Asked:
    """One change that is asked for: what of which record; `index` is the member's place, `field` the question."""

    record: Record
    what: What
    field: str = ""
    index: int = 0

    def question(self) -> Question | None:
        """Return the question that it begins with; None for a member who leaves, or what is not there any more."""
        match self.what:
            case What.ANSWER | What.PERSON | What.CARD:
                return next((one for one in self.record.changeable if one.key == self.field), None)
            case What.MEMBER:
                return next((one for one in self.record.changeable_of(self.index) if one.key == self.field), None)
        return None

    @property
    def is_to_follow(self) -> bool:
        """Say whether it brings a number that was to follow: nothing has happened that could be told."""
        if self.what is not What.MEMBER or self.field != IDENTITY or not 0 <= self.index < len(self.record.members):
            return False
        return not self.record.members[self.index].get(IDENTITY)

    def is_possible(self) -> bool:
        """Say whether what is to be changed is there."""
        if self.what in (What.CLASS, What.OFF, What.CLOSE):
            return True
        if self.what is What.JOIN:
            group = self.record.form.question(MEMBERS)
            return isinstance(group and group.answer, GroupAnswer) and len(self.record.members) < most(group)
        if self.what in (What.LEAVE, What.HEAD):
            return 0 <= self.index < len(self.record.members)
        return self.question() is not None

    def answers_with(self, given: Answers) -> dict[str, Any]:
        """Return all answers as they would be with what was given for this change."""
        form = self.record.member_form
        own = {one.key for one in form.questions} if form else set()
        of_member = {key: value for key, value in given.items() if key in own}
        others = {key: value for key, value in given.items() if key not in own}
        if self.what in (What.ANSWER, What.PERSON):
            of_member, others = {}, dict(given)
        merged = {**self.record.clean, **others}
        members = self.record.members
        match self.what:
            case What.MEMBER:
                members[self.index] = {**members[self.index], **of_member}
            case What.JOIN:
                members = [*members, of_member]
            case What.LEAVE:
                del members[self.index]
        return {**merged, MEMBERS: members} if form else merged

    def differences(self, given: Answers) -> tuple[Part, Part]:
        """Return what was and what would be, as far as they differ."""
        if self.what is What.HEAD:
            old, new = heading.parts(self.record.clean, self.record.members, self.index, given)
            return Part(old), Part(new)
        before, after = self.record.clean, self._clean(given)
        kept = [one.key for one in self.record.form.questions if is_kept(one)]
        keys = [key for key in kept if before.get(key) != after.get(key)]
        old_member, new_member = self._member_parts(after.get(MEMBERS) or [])
        return (Part({key: before.get(key) for key in keys}, old_member),
                Part({key: after.get(key) for key in keys}, new_member))  # fmt: skip

    def _clean(self, given: Answers) -> dict[str, Any]:
        answers = {key: value for key, value in given.items() if key not in (NOTE, PROOF)}
        return replace_answers(self.record, self.answers_with(answers)).clean

    def _member_parts(self, after: Sequence[Answers]) -> tuple[Answers | None, Answers | None]:
        before = self.record.members
        match self.what:
            case What.MEMBER:
                old, new = before[self.index], after[self.index]
                keys = [key for key in {**old, **new} if old.get(key) != new.get(key)]
                return {key: old.get(key) for key in keys}, {key: new.get(key) for key in keys}
            case What.JOIN:
                return None, after[-1]
            case What.LEAVE:
                return before[self.index], None
        return None, None

    # The small form --------------------------------------------------------------------------------------------------

    def questions(self) -> tuple[Question, ...]:
        """Return what is asked: the question, what comes with its new answer, and the people's own questions."""
        if self.what is What.HEAD:
            return heading.questions(self.record.form, self.record.members, self.index)
        if self.what is What.CLOSE:
            return ()
        first, form = self.question(), self.record.member_form
        theirs: list[Question] = []
        if first is not None:
            theirs.append(replace(self._bound(first), ask_if=None, optional=first.optional and first.key != IDENTITY))
        if self.what is What.JOIN and form is not None:
            theirs += [self._bound(one) for one in form.questions]
        elif self.what is What.MEMBER and form is not None:
            there = {one.key for one in self.record.changeable_of(self.index)}
            theirs += [self._bound(one) for one in form.questions if is_kept(one) and one.key not in there]
        there = {one.key for one in self.record.asked}
        more = [one for one in self.record.form.questions if is_kept(one) and one.key not in there]
        return (*theirs, *(self._bound(one, of_member=False) for one in more))

    def _bound(self, question: Question, *, of_member: bool | None = None) -> Question:
        """Let condition and check of a question see the whole record, as it would be with what is answered here."""
        inside = self.what in (What.MEMBER, What.JOIN) if of_member is None else of_member
        condition, check = question.ask_if, question.check

        def seen(scope: Scope) -> Scope:
            whole = self.answers_with(scope.answers)
            if not inside:
                return Scope(whole, scope.facts)
            index = self.index if self.what is What.MEMBER else len(self.record.members)
            return Scope(whole[MEMBERS][index], scope.facts, self.record.clean, index)

        bound: Check | None = (lambda value, scope: check(value, seen(scope))) if check else None
        asked = satisfies("as the record would be", lambda scope: condition.holds(seen(scope))) if condition else None
        return replace(question, ask_if=asked, check=bound, section=None)


def most(question: Question | None) -> int:
    """Return how many members a household can have."""
    return question.answer.at_most if question and isinstance(question.answer, GroupAnswer) else 0


def replace_answers(record: Record, answers: Answers) -> Record:
    """Return the record with other answers."""
    return Record(record.form, answers, record.facts)
