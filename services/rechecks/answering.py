"""A household answers its re-check, part by part; an officer can do it for them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from domain.changes.change import What
from domain.households.history import Kind
from domain.platform.text import N_, Sayable, say
from domain.rechecks.days import parts_in, put, without
from domain.rechecks.parts import FileReadsOtherwise, Part, PartsLeft, part_of
from services import changes, households
from services.platform import audit
from services.platform.work import Work
from services.rechecks import telling
from services.rechecks.papers import papers_run_out
from services.rechecks.record import ANSWERED, Asked, asked

__all__ = ["Done", "RecheckView", "finish", "say_part", "shown"]

NOBODY_ELSE = say(N_("Nobody else lives in the household"))


@dataclass(frozen=True, slots=True)
class RecheckView:
    """A re-check as it is answered: the part that is shown (None: all are answered), what stands in the file of it, and
    what of it can be changed (which change, and of which question).

    `marks` are the parts with whether they are still so (None: not said yet), `waiting` the changes that wait, `papers`
    those that have run out: key and name.
    """

    recheck_id: int
    household_id: int
    number: str
    year: int
    until: date | None
    rests_since: date | None
    version: int
    part: Part | None
    lines: Sequence[Sayable]
    fields: Sequence[tuple[What, str, Sayable]]
    marks: Sequence[tuple[Part, bool | None]]
    waiting: int
    papers: Sequence[tuple[str, Sayable]]

    @property
    def place(self) -> int:
        """The number of the part, from 1."""
        return [part for part, _ in self.marks].index(self.part) + 1 if self.part else len(self.marks)


@dataclass(frozen=True, slots=True)
class Done:
    """What follows: the parts that have changed, how many changes wait, the papers that have run out, whether the file
    was open all along, is again or rests still."""

    number: str
    changed: Sequence[Part]
    waiting: int
    papers: Sequence[tuple[str, Sayable]]
    rested: bool
    rests: bool


def shown(work: Work, household_id: int | None, part: str = "") -> RecheckView:
    """Return where a re-check is, or a part of it; raises NothingToRecheck, and what opening the file does."""
    one = asked(work, household_id)
    if household_id is not None:
        audit.note(work, work.person_id, N_("looked at the household file"), one.subject)
    return _view(work, one, household_id, part)


def _view(work: Work, one: Asked, household_id: int | None, wanted: str) -> RecheckView:
    said = changes.said(work, household_id)
    parts = _parts(said)
    marks = [(part, _mark(one, part)) for part in parts]
    chosen = next((part for part in parts if part == wanted), None)
    part = chosen or next((each for each, mark in marks if mark is None), None)
    of_part = [row for row in said.lines if part is not None and part_of(row[0]) is part]
    people = (said.members or [NOBODY_ELSE]) if part is Part.PEOPLE else []
    return RecheckView(
        one.row.id, one.file.id, one.file.number, one.round.year, one.file.recheck_until, one.file.suspended_on,
        said.version, part, [*people, *(line for _, _, line in of_part)],
        [(what, key, line) for key, what, line in of_part], marks, said.waiting, papers_run_out(work, one),
    )  # fmt: skip


def _parts(said: changes.FileSaid) -> list[Part]:
    there = {part_of(key) for key, _, _ in said.lines} | {Part.PEOPLE}
    return [part for part in Part if part in there]


def _mark(one: Asked, part: Part) -> bool | None:
    if part in parts_in(one.row.changed):
        return False
    return True if part in parts_in(one.row.same) else None


def say_part(work: Work, household_id: int | None, part: str, version: int, *, is_same: bool) -> RecheckView:
    """Keep what is said of a part, and return the next one, or the same where it has changed.

    Raises FileReadsOtherwise when the file has changed since it was shown, and as `shown` does.
    """
    one = asked(work, household_id)
    if one.file.version != version:
        raise FileReadsOtherwise
    row, said = one.row, Part(part).value
    row.same = put(row.same, said) if is_same else without(row.same, said)
    row.changed = without(row.changed, said) if is_same else put(row.changed, said)
    return _view(work, one, household_id, "" if is_same else part)


def finish(work: Work, household_id: int | None, recheck_id: int) -> Done:
    """Hand the re-check in; raises PartsLeft, and as `shown` does."""
    one = asked(work, household_id)
    said = changes.said(work, household_id)
    if one.row.id != recheck_id or any(_mark(one, part) is None for part in _parts(said)):
        raise PartsLeft
    rested = one.file.suspended_on is not None
    comes_back = rested and not one.row.changed
    _keep(work, one, by_officer=household_id is not None, comes_back=comes_back)
    papers = papers_run_out(work, one)
    _tell(work, one, [name for _, name in papers])
    changed = [Part(part) for part in parts_in(one.row.changed)]
    return Done(one.file.number, changed, said.waiting, papers, rested, rested and not comes_back)


def _keep(work: Work, one: Asked, *, by_officer: bool, comes_back: bool) -> None:
    kind = Kind.BACK if comes_back else Kind.RECHECKED
    with households.changing(work, one.file, households.Why(kind, work.person_id), lists=False):
        one.file.rechecked_on = work.today
        if comes_back:
            one.file.suspended_on = None
    one.file.recheck_until = None
    row = one.row
    row.state, row.answered_at, row.answered_by, row.by_officer = ANSWERED, work.now, work.person_id, by_officer
    audit.note(work, work.person_id, N_("answered the yearly re-check"), one.subject, detail=row.changed)


def _tell(work: Work, one: Asked, papers: Sequence[Sayable]) -> None:
    by_rules = households.class_by_rules(work, one.file, one.file.data)
    differs = by_rules != households.class_on_record(work, one.file)
    telling.tell_of_answer(work, one, papers=papers, class_differs=differs)
