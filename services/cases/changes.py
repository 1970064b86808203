"""What reads otherwise than when a case was decided the last time: old and new side by side, as officers read it."""

from collections.abc import Iterator, Mapping
from typing import Any

from domain.aid.report_form import report_form
from domain.forms import HIDDEN, Form, GroupAnswer, Question, answer_line, in_pages, shown
from domain.platform.numbers.documents import masked
from domain.platform.text import N_, Arg, Joined, Money, Sayable, Text, lines, paragraphs, say
from domain.procedure.grounds import Change, by_id
from domain.procedure.state import Status
from models.units import Unit
from services.procedure import Dossier

NAMES = {
    ("case", "household_class"): N_("Class"),
    ("case", "amount"): N_("Sum"),
    ("case", "unit"): N_("Unit"),
    ("student", "name"): N_("Student"),
    ("student", "resident_id"): N_("Student's resident id"),
    ("applicant", "name"): N_("Applicant's name"),
    ("applicant", "resident_id"): N_("Applicant's resident id"),
    ("head", "name"): N_("Name of the head of the household"),
    ("head", "resident_id"): N_("Resident id of the head of the household"),
}
SAID_ELSEWHERE = ("relation", "name", "guardian_consent")  # in a person's title, or by their age


def old_and_new(dossier: Dossier) -> list[Joined]:
    """Return what changed since the last decision, over as many texts as it takes; none when nothing did."""
    changes = () if Status(dossier.case.status).is_closed else dossier.changed_since(dossier.rested_on)
    if not changes:
        return []
    head = say(N_("<b>Case {number}</b>: changed since the last decision, before → now"), number=dossier.case.number)
    return [paragraphs(head, lines(*page)) for page in in_pages([_said(dossier, change) for change in changes])]


def _said(dossier: Dossier, change: Change) -> Sayable:
    section, *rest = change.place
    if section not in ("answers", "file"):
        return _side_by_side(say(_name_of(change)), *(_plainly(dossier, change.place, one) for one in _both(change)))
    form = _form(dossier, section)
    question = form.question(rest[0])
    if question is None:
        return _side_by_side(lines(rest[0]), HIDDEN, HIDDEN)  # these rules do not say whether it is private
    if len(rest) > 1 and isinstance(question.answer, GroupAnswer):
        return _of_person(dossier, question.answer, change)
    return _of_question(question, change)


def _both(change: Change) -> tuple[Any, Any]:
    return change.old, change.new


def _name_of(change: Change) -> str:
    return NAMES[(change.place[0], change.place[-1])]


def _plainly(dossier: Dossier, place: tuple[str, ...], value: Any) -> Arg:
    if value in (None, ""):
        return "-"
    match place[-1]:
        case "household_class":
            return dossier.policy.household_class(str(value)).label
        case "amount":
            return Money(value)
        case "unit":
            return dossier.work.session.get_one(Unit, value).named
        case "resident_id":
            return masked(value)
    return str(value)


def _form(dossier: Dossier, section: str) -> Form:
    """Return the form whose answers these are: the household's report, or the application."""
    return report_form(dossier.policy) if section == "file" else dossier.form


def _of_question(question: Question, change: Change) -> Sayable:
    old, new = (shown(question, one) for one in _both(change))
    return _side_by_side(question.label, old, new)


def _side_by_side(label: Sayable, old: Arg, new: Arg) -> Sayable:
    if old == new:
        source = N_("{label}: changed, though what may be shown of it reads the same: {value}")
        return say(source, label=label, value=new)
    return say(N_("{label}: {old} → {new}"), label=label, old=old, new=new)


def _of_person(dossier: Dossier, group: GroupAnswer, change: Change) -> Sayable:
    section, members, resident_id, *field = change.place
    if field:
        question = group.form.question(field[0])
        person = _title(group, by_id(dossier.rested_on[section][members])[resident_id])
        told = _of_question(question, change) if question else lines(field[0])
        return lines(person, told, between=" · ")
    came = N_("New in the household: {person}")
    source = came if change.old is None else N_("No longer in the household: {person}")
    known = change.new or change.old
    return lines(Text(source, {"person": _title(group, known)}), *_answers(group, known), between="; ")


def _title(group: GroupAnswer, person: Mapping[str, Any]) -> Sayable:
    return group.item_title(person, 1)


def _answers(group: GroupAnswer, person: Mapping[str, Any]) -> Iterator[Sayable]:
    """Return what was answered about somebody, but what their title says already."""
    for question in group.form.questions:
        if person.get(question.key) not in (None, "") and question.key not in SAID_ELSEWHERE:
            yield answer_line(question, person[question.key])
