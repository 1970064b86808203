"""Whether a household of a register can be taken: as it stands, with doubts, or not, and why; pure."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Any

from domain.forms import Facts
from domain.households.household import MOST_MEMBERS
from domain.platform.identifiers import birth_of
from domain.platform.text import N_, Sayable, Text, lines, say
from domain.procedure.entries import NumberNotReadable, clean_number
from domain.registers.cells import read_cell
from domain.registers.lines import OF_HEAD, OF_HOUSEHOLD, OF_PERSON, Line, said
from domain.registers.words import Words


class Level(StrEnum):
    """What becomes of a household: it is taken, or only if somebody says so, or not."""

    TAKEN = "taken"
    DOUBTFUL = "doubtful"
    REFUSED = "refused"


@dataclass(slots=True)
class Judged:
    """A household of a register: its lines, what is to be kept of it, and what stands against that."""

    lines: tuple[int, ...]
    shown: tuple[str, str] = ("", "")  # name and number of the head as they stand in the table
    name: str = ""
    resident_id: str = ""
    phone: str | None = None
    unit_id: int = 0
    household_class: str = ""
    class_on: date | None = None
    national_number: str | None = None
    data: dict[str, Any] = field(default_factory=dict)
    doubts: list[Sayable] = field(default_factory=list)
    refusals: list[Sayable] = field(default_factory=list)

    @property
    def level(self) -> Level:
        """What becomes of it."""
        return Level.REFUSED if self.refusals else Level.DOUBTFUL if self.doubts else Level.TAKEN

    @property
    def people(self) -> tuple[tuple[str, str], ...]:
        """Relation and id number of everybody whose number is known, the head first."""
        members = ((str(one["relation"]), str(one.get("resident_id") or "")) for one in self.data.get("members", ()))
        return tuple(one for one in (("self", self.resident_id), *members) if one[1])


@dataclass(frozen=True)
class Rules:
    """What households are judged by: the day, the words of the policy in force, and which unit a name means (or why
    none)."""

    facts: Facts
    words: Words
    unit_of: Callable[[str], int | Sayable]


LABELS: Mapping[str, Text] = {
    "name": say(N_("Name")),
    "resident_id": say(N_("Id number")),
    "phone": say(N_("Phone")),
    "bank_card": say(N_("Bank card")),
    "home_address": say(N_("Address")),
    "income": say(N_("Monthly income")),
    "birth": say(N_("Born")),
}
CHOICES = {"work": "work_status", "health": "health", "home_kind": "housing_kind", "marital": "marital_status",
           "hukou": "hukou"}  # fmt: skip
HEAD_KEYS = {"work": "self_work_status", "health": "self_health", "home_kind": "housing_kind",
             "marital": "marital_status", "hukou": "hukou", "income": "self_monthly_income"}  # fmt: skip
MEMBER_KEYS = {"work": "work_status", "health": "health", "income": "monthly_income", "birth": "born"}


def judge(group: Sequence[Line], rules: Rules) -> Judged:
    """Judge the lines of one household, in whatever order they come."""
    ordered = sorted(group, key=lambda one: one.number)
    return _Household(ordered, rules).judged()


class _Household:
    def __init__(self, group: Sequence[Line], rules: Rules) -> None:
        self._lines, self._rules = group, rules
        self._found = Judged(tuple(one.number for one in group))

    def judged(self) -> Judged:
        for line in self._lines:
            self._found.refusals.extend(_at(line.number, problem) for problem in line.problems)
        self._head()
        self._household()
        self._members()
        return self._found

    # The head -------------------------------------------------------------------------------------------------------

    def _head(self) -> None:
        found = self._found
        named = [line for line in self._lines if any(line.head)]
        name = self._same(N_("the name of the head"), [(line.number, line.head[0]) for line in named])
        number = self._same(N_("the id number of the head"), [(line.number, line.head[1]) for line in named])
        found.shown = (name, number)
        if not name and not number:
            self._refuse(say(N_("the head of this household does not stand in the table")))
            return
        found.name = str(self._read("name", name) or "")
        found.resident_id = str(self._read("resident_id", number) or "")
        if not number:
            self._refuse(say(N_("the id number of the head is missing")))
        if not name:
            self._refuse(say(N_("the name of the head is missing")))
        own = [line for line in self._lines if not line.is_member or line.has_member_cells]
        for key, words in self._once(own, OF_HEAD):
            self._head_says(key, words)

    def _head_says(self, key: str, words: str) -> None:
        if key == "birth":
            return
        value = self._value(key, words)
        if key == "phone":
            self._found.phone = value
        elif value is not None:
            self._found.data[HEAD_KEYS.get(key, key)] = value

    # What is said of the whole ----------------------------------------------------------------------------------------

    def _household(self) -> None:
        told = dict(self._once(self._lines, OF_HOUSEHOLD))
        self._unit(told.get("unit", ""))
        self._class(told.get("class", ""), told.get("class_on", ""))
        self._cause(told.get("cause", ""))
        if number := told.get("national_number"):
            self._national(number)
        for key in ("home_address", "home_kind"):
            if key in told and (value := self._value(key, told[key])) is not None:
                self._found.data[HEAD_KEYS.get(key, key)] = value
        self._size = told.get("size", "")

    def _unit(self, words: str) -> None:
        unit = self._rules.unit_of(words) if words else say(N_("the unit is missing"))
        if isinstance(unit, int):
            self._found.unit_id = unit
        else:
            self._refuse(unit)

    def _class(self, words: str, day: str) -> None:
        key = self._rules.words.class_of(words) if words else None
        if not words:
            self._refuse(say(N_("the class is missing")))
        elif key is None:
            self._refuse(say(N_("there is no class “{words}” in the policy"), words=words))
        self._found.household_class = key or ""
        if day:
            cell = read_cell("birth", day, self._rules.facts)
            if cell.refused is not None:
                self._doubt(say(N_("the day of the class, {words}, is no day; today's is taken"), words=day))
            else:
                self._found.class_on = date.fromisoformat(cell.value)

    def _cause(self, words: str) -> None:
        found, unknown = self._rules.words.causes_in(words) if words else ((), ())
        if found:
            self._found.data |= {"main_cause": found[0], "other_causes": list(found[1:])}
        if unknown:
            source = N_("the policy has no cause “{words}”; it is left out")
            self._doubt(say(source, words="、".join(unknown)))

    def _national(self, words: str) -> None:
        try:
            self._found.national_number = clean_number(words)
        except NumberNotReadable as refusal:
            self._refuse(refusal.said)

    # Who lives with them ----------------------------------------------------------------------------------------------

    def _members(self) -> None:
        members: dict[str, tuple[int, dict[str, Any]]] = {}
        for line in self._lines:
            if line.is_member and any(line.member):
                key, member = self._member(line)
                there = members.setdefault(key or f"line {line.number}", (line.number, member))
                if there[0] != line.number:
                    self._twice(there, line.number, member)
        if self._found.resident_id in members:
            self._refuse(say(N_("the head stands among the others, too, with the same id number")))
        self._found.data["members"] = [member for _, member in members.values()][:MOST_MEMBERS]
        if len(members) > MOST_MEMBERS:
            self._refuse(say(N_("there are more than {most} people"), most=str(MOST_MEMBERS)))
        self._check_size(len(members) + 1)

    def _member(self, line: Line) -> tuple[str, dict[str, Any]]:
        name, number = line.member
        relation = self._rules.words.entry("relation", line.get("relation")) if line.get("relation") else None
        if relation is None:
            source = N_("the relation “{words}” is none that the policy knows")
            self._refuse(_at(line.number, say(source, words=line.get("relation") or "–")))
        member: dict[str, Any] = {"relation": relation or "", "name": self._read("name", name, line.number) or ""}
        if not name:
            self._refuse(_at(line.number, say(N_("the name is missing"))))
        if number:
            member["resident_id"] = self._read("resident_id", number, line.number) or ""
        else:
            self._doubt(_at(line.number, say(N_("there is no id number; it is to follow"))))
        if not line.has_member_cells:
            for key in OF_PERSON:
                if words := line.get(key):
                    self._member_says(member, key, words, line.number)
        return str(member.get("resident_id") or ""), member

    def _member_says(self, member: dict[str, Any], key: str, words: str, line: int) -> None:
        if key == "birth" and birth_of(str(member.get("resident_id") or "")) is not None:
            return
        value = self._value(key, words, line)
        if value is not None:
            member[MEMBER_KEYS[key]] = value

    def _twice(self, there: tuple[int, dict[str, Any]], line: int, member: dict[str, Any]) -> None:
        if there[1] == member:
            self._doubt(say(N_("lines {one} and {other} say the same of one person"), one=str(there[0]),
                            other=str(line)))  # fmt: skip
        else:
            self._refuse(say(N_("lines {one} and {other} say different things of one person"), one=str(there[0]),
                             other=str(line)))  # fmt: skip

    def _check_size(self, named: int) -> None:
        words = "".join(one for one in self._size if one.isdigit())
        if words and int(words) != named:
            source = N_("the register counts {counted} people, and names {named}; the others are to be added")
            self._doubt(say(source, counted=words, named=str(named)))

    # Cells ------------------------------------------------------------------------------------------------------------

    def _value(self, key: str, words: str, line: int = 0) -> Any:
        """Read what is typed or chosen; None, and what is wrong is noted, when it cannot be."""
        if key not in CHOICES:
            return self._read(key, words, line)
        entry = self._rules.words.entry(CHOICES[key], words)
        if entry is None:
            source = N_("the policy has no “{words}” in that column; it is left out")
            self._doubt(_at(line, say(source, words=words)))
        return entry

    def _read(self, key: str, words: str, line: int = 0) -> Any:
        if not words:
            return None
        cell = read_cell(key, words, self._rules.facts)
        if cell.refused is not None:
            self._refuse(_at(line, say(N_("{column}: {problem}"), column=LABELS[key], problem=cell.refused)))
        elif cell.doubt is not None:
            self._doubt(_at(line, cell.doubt))
        return cell.value

    def _once(self, group: Sequence[Line], keys: Sequence[str]) -> list[tuple[str, str]]:
        """Return what lines agree on, column by column; where they do not is told."""
        told = []
        for key, found in said(group, keys):
            if len(found) > 1:
                self._differ([number for numbers in found.values() for number in numbers])
            told.append((key, next(iter(found))))
        return told

    def _same(self, what: str, told: Sequence[tuple[int, str]]) -> str:
        words = {word: number for number, word in reversed(told) if word}
        if len(words) > 1:
            source = N_("{what} is not the same in lines {lines}")
            numbers = ", ".join(map(str, sorted(words.values())))
            self._refuse(say(source, what=Text(what), lines=numbers))
        return next((word for _, word in told if word), "")

    def _differ(self, numbers: Sequence[int]) -> None:
        told = say(N_("the lines {lines} say different things of one household"),
                   lines=", ".join(map(str, sorted(set(numbers)))))  # fmt: skip
        if told not in self._found.refusals:
            self._refuse(told)

    def _doubt(self, why: Sayable) -> None:
        self._found.doubts.append(why)

    def _refuse(self, why: Sayable) -> None:
        self._found.refusals.append(why)


def _at(line: int, problem: Sayable) -> Sayable:
    return lines(say(N_("Line {line}: {problem}"), line=str(line), problem=problem)) if line else problem
