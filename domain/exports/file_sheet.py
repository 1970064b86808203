"""The household file on paper (困难职工档案表): the worker, the home, the money, the people, the causes, who signs."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from domain.exports.answers import MEMBER_HEADS, MEMBER_WIDTHS, Answers, line
from domain.exports.document import Block, Made, Pair, document, heading, pairs, table, to_sign
from domain.platform.identifiers import Sex
from domain.platform.text import N_, Arg, Joined, Money, Sayable, Text, lines, say

YOU = ("hukou", "marital_status", "self_work_status", "self_health", "migrant", "contract_start")
HOME = ("housing_kind", "home_area", "home_address", "homes", "monthly_rent")
MONEY = ("self_monthly_income", "other_annual_income", "rigid")
CAUSES = ("main_cause", "other_causes", "loss_gross", "loss_compensated")
SEXES = {Sex.FEMALE: N_("female"), Sex.MALE: N_("male")}


@dataclass(frozen=True, slots=True)
class Head:
    """Who heads the household; `phone` and `number` are as the reader may see them."""

    name: str
    sex: Sex | None
    birth: date | None
    number: Arg
    phone: Arg
    unit: str


@dataclass(frozen=True, slots=True)
class OnFile:
    """What stands on file beside the answers; money in fen."""

    number: str
    national_number: str | None
    opened: date
    household_class: Sayable
    class_on: date | None
    officer: str | None
    income: int
    rigid: int
    net: Money
    card: str
    papers: Sequence[Sayable]
    entered: Sayable | None = None  # who entered it on the worker's behalf


def file_sheet(made: Made, head: Head, on_file: OnFile, answers: Answers) -> dict[str, Any]:
    """Return the drawing of the sheet."""
    subtitle = say(N_("File number {number}"), number=on_file.number)
    if on_file.national_number:
        source = N_("File number {number}, national number {national}")
        subtitle = say(source, number=on_file.number, national=on_file.national_number)
    title = say(N_("Record of a worker in difficulty"))
    return document(made, f"{on_file.number}.pdf", title, subtitle, _blocks(head, on_file, answers))


def _blocks(head: Head, on_file: OnFile, answers: Answers) -> Iterator[Block]:
    yield heading(say(N_("The worker")))
    yield pairs([*_who(head), *answers.of(*YOU), *_class(on_file)])
    home = answers.of(*HOME)
    if home:
        yield heading(say(N_("Home")))
        yield pairs(home)
    yield heading(say(N_("People in the household besides the worker ({count})"), count=len(answers.household.members)))
    if people := list(answers.people()):
        yield table(MEMBER_HEADS, people, MEMBER_WIDTHS)
    yield heading(say(N_("Income and expenses")))
    yield pairs([*answers.of(*MONEY), *_sums(on_file)])
    yield heading(say(N_("What happened")))
    yield pairs([*answers.of(*CAUSES), *answers.others({*YOU, *HOME, *MONEY, *CAUSES}), *_papers(on_file)])
    yield heading(say(N_("Signatures")))
    yield to_sign(_places())


def _who(head: Head) -> Iterator[Pair]:
    yield line(N_("Name"), head.name)
    yield line(N_("Sex"), Text(SEXES[head.sex]) if head.sex else None)
    yield line(N_("Date of birth"), head.birth)
    yield line(N_("Number of the document"), head.number)
    yield line(N_("Phone"), head.phone)
    yield line(N_("Unit"), head.unit)


def _class(on_file: OnFile) -> Iterator[Pair]:
    yield line(N_("Class"), on_file.household_class)
    yield line(N_("Class worked out on"), on_file.class_on)
    yield line(N_("On file since"), on_file.opened)
    yield line(N_("Case officer"), on_file.officer)
    if on_file.entered is not None:
        yield line(N_("How it came in"), on_file.entered)


def _sums(on_file: OnFile) -> Iterator[Pair]:
    yield line(N_("Income in the year"), Money(on_file.income))
    yield line(N_("Rigid expenses in the year"), Money(on_file.rigid))
    yield line(N_("Left for each person and month"), on_file.net)
    if on_file.card:
        yield line(N_("Bank card"), on_file.card)


def _papers(on_file: OnFile) -> Iterator[Pair]:
    yield line(N_("Papers on file"), Joined(tuple(on_file.papers), ", ") if on_file.papers else None)


def _places() -> tuple[Sayable, ...]:
    return (
        lines(say(N_("The worker: what stands here is true (signature)"))),
        lines(say(N_("Case officer (signature)"))),
        lines(say(N_("The unit's union (opinion and stamp)"))),
        lines(say(N_("Assistance centre (opinion and stamp)"))),
    )
