"""A study grant: once per student and academic year, by a table of class and stage."""

from collections.abc import Mapping
from datetime import date
from typing import Any, ClassVar, cast

from domain.aid.eligibility import assessment_of
from domain.aid.own_questions import own_papers
from domain.aid.rows import own_rows
from domain.aid.study_grant import NoOffer, Student, exemplified, is_student, looked, programme_reasons, study_grant
from domain.aid.study_grant_form import study_grant_form
from domain.forms import Form, Option
from domain.households.asked import Reader
from domain.households.classes import NO_CLASS
from domain.households.facts import own_facts
from domain.households.household import Member, own_of
from domain.kinds.kind import Asking, Door, Found, Given, Need, Problems, Subject
from domain.kinds.reasons import Reason
from domain.kinds.trace import Looked
from domain.platform.access import Action
from domain.platform.text import N_, Joined, Local, Money, Refusal, Sayable, Text, lines, paragraphs, say
from domain.policy import Policy, Programme
from domain.policy.checks import facts_for, no_procedure, repeated, unknown
from domain.policy.conditions import OptionKeys, Place, rule_problems
from domain.policy.examples import Example
from domain.policy.programmes import StudyGrant as Table
from domain.units.steps import StepKind


class NoStudents(Refusal):
    """A study grant needs a child in the file."""

    text = N_("In your household's file there is no child at school. If there is one, please send that under /file.")
    leads_to = "file"


class StudentGone(Refusal):
    """Whom an application is for is no longer a student of the household."""

    text = N_("The student of this application is no longer in your household's file. Please choose the student again.")
    leads_to = "apply"


class StudyGrant:
    """About one student of a household on file."""

    key: ClassVar[str] = "study_grant"
    asking: ClassVar[Asking | None] = Asking(key, say(N_("your application for a study grant")), Action.APPLY)

    def need(self, programme: Programme) -> Need:
        """The household is on file."""
        return Need.RESTS

    def door(self, programme: Programme) -> Door:
        """The worker applies."""
        return Door.WORKER

    def form(self, policy: Policy, programme: Programme, people: Mapping[str, Member] | None) -> Form:
        """Return the application; raises NoStudents when there is nobody to choose."""
        students = {key: member for key, member in (people or {}).items() if is_student(member)}
        if people is not None and not students:
            raise NoStudents
        options = tuple(Option(key, lines(member.name)) for key, member in students.items())
        return study_grant_form(policy, options, _table(programme))

    def subject(self, given: Given) -> Subject:
        """The student may have it once in an academic year; raises StudentGone."""
        member = _member(given)
        period = str(_table(given.programme).academic_year(given.today))
        return Subject(period, member, (member,), {"student_name": member.name})

    def before(self, given: Given) -> tuple[Reason, ...]:
        """Return what speaks against it before a student is named."""
        return programme_reasons(
            assessment_of(given), _table(given.programme), today=given.today, granted_this_year=given.granted
        )

    def found(self, given: Given) -> Found:
        """Return the sum of the table; raises StudentGone."""
        answers, assessment, student = given.answers, assessment_of(given), _student(given)
        offer = study_grant(
            assessment, student, _table(given.programme), today=given.today, granted_this_year=given.granted,
            already=(student.resident_id,) if given.is_running else (), own=own_facts(own_of(answers)),
        )  # fmt: skip
        if isinstance(offer, NoOffer):
            head = say(N_("<b>This application cannot be handed in, because:</b>"))
            told = [say(N_("• {reason}"), reason=reason.worker) for reason in offer.reasons]
            return Found(assessment.household_class, paragraphs(head, *told), against=offer.reasons)
        source = N_("It would be <b>{amount}</b>, if it is approved, and as long as funds last.")
        said = paragraphs(say(source, amount=Money(offer.amount)), Joined(offer.why))
        return Found(assessment.household_class, said, offer.amount)

    def looked(self, given: Given) -> tuple[Looked, ...]:
        """Return window, exclusions, the table, once in the year, and what is in the way."""
        own = own_facts(own_of(given.answers))
        found = looked(
            assessment_of(given),
            _student(given),
            _table(given.programme),
            today=given.today,
            granted=given.granted,
            own=own,
        )
        return tuple(found)

    def tries(self, given: Given) -> tuple[Mapping[str, Any], ...]:
        """Return each child or student, at the stage that the file knows; the first year there counts as new."""
        year = _table(given.programme).academic_year(given.today)
        students = ((key, member) for key, member in given.people.items() if is_student(member))
        return tuple(
            {"student": key, "stage": member.stage, "new_student": member.entry_year == year}
            for key, member in students
        )

    def again(self, given: Given) -> Mapping[str, Any]:
        """Return all answers, but the student's when that is not the same or not there any more."""
        known, named = given.people, str(given.answers.get("student"))
        member = known.get(named)
        if member is None or not is_student(member) or member.name != given.answers.get("student_name"):
            return {key: value for key, value in given.answers.items() if key != "student"}
        return {**given.answers, "student": next(key for key, one in known.items() if one is member)}

    def handed_in(self, programme: Programme, number: str) -> Sayable:
        """Say that the review comes now."""
        source = N_(
            "Your application is handed in. Its number is <b>{number}</b>. Your union reviews it now, and I "
            "tell you about every step."
        )
        return say(source, number=number)

    def listed(self, programme: Programme, today: date) -> Sayable | None:
        """Return its window, what it is for, and from how much to how much."""
        table = _table(programme)
        least, most = table.amount_range()
        amounts = say(N_("From {least} to {most} for each student and year."), least=Money(least), most=Money(most))
        head = say(N_("<b>{programme}</b>: {state}"), programme=table.title, state=table.state(today).said)
        return lines(head, table.summary, amounts)

    def papers(self, given: Given) -> tuple[str, ...]:
        """Return those of a new or a returning student."""
        table, answers = _table(given.programme), given.answers
        keys = table.papers_for(new_student=bool(answers.get("new_student")))
        own = own_papers(given.policy, table.key, own_facts(own_of(answers)))
        return tuple(dict.fromkeys((*keys, *own)))

    def title(self, programme: Programme, *, running: bool) -> Text | Local:
        """Return the title of the policy."""
        return _table(programme).title

    def shown(self, given: Given, reader: Reader) -> tuple[Sayable, ...]:
        """Return the student, the school, and who is paid; and what the policy itself asked."""
        answers, policy = given.answers, given.policy
        own = own_rows(reader, own_of(answers), policy, given.programme.key)
        return (*_student_shown(policy, answers), *own) if reader is Reader.OFFICER else tuple(own)

    def exemplified(self, policy: Policy, programme: Programme, example: Example) -> tuple[int, tuple[Reason, ...]]:
        """Return what a student of an example gets, or the reasons against it."""
        found = exemplified(policy, _table(programme), example)
        return (0, found.reasons) if isinstance(found, NoOffer) else (found.amount, ())

    def problems(self, policy: Policy, programme: Programme, place: Place, options: OptionKeys) -> Problems:
        """Yield names that lead nowhere, and a procedure that pays nothing."""
        table = _table(programme)
        yield from no_procedure(policy, table, place)
        steps = policy.procedure.get(table.procedure)
        if steps is not None and not any(step.kind == StepKind.PAYMENT for step in steps):
            yield (*place, "procedure"), say(N_("a grant needs a procedure with a payment"))
        yield from _amount_problems(policy, table, place, options)
        yield from _name_problems(table, place, options)
        if table.requires is not None:
            yield from rule_problems(table.requires, (*place, "requires"), options, facts_for(policy, table.key))


def _student_shown(policy: Policy, answers: Mapping[str, Any]) -> tuple[Sayable, ...]:
    stages = {option.key: option.text for option in policy.options("stage")}
    payees = {option.key: option.text for option in policy.options("payee")}
    new = say(N_("first year")) if answers.get("new_student") else say(N_("goes on at the same school"))
    return (
        say(N_("Student: {name}"), name=str(answers.get("student_name") or "-")),
        say(N_("Paid to: {payee}"), payee=payees.get(str(answers.get("payee")), "-")),
        say(N_("Stage: {stage}, {new}"), stage=stages.get(str(answers.get("stage")), "-"), new=new),
        say(N_("School: {school}"), school=str(answers.get("school") or "-")),
    )


def _table(programme: Programme) -> Table:
    return cast(Table, programme)


def _member(given: Given) -> Member:
    member = given.people.get(str(given.answers["student"]))
    if member is None or not is_student(member):
        raise StudentGone
    return member


def _student(given: Given) -> Student:
    member, answers = _member(given), given.answers
    track = answers.get("study_track", "")
    return Student(member.resident_id, member.name, answers["stage"], answers["new_student"], track)


def _amount_problems(policy: Policy, table: Table, place: Place, options: OptionKeys) -> Problems:
    if NO_CLASS in table.amounts:
        yield (*place, "amounts", "none"), say(N_("a household above the lines has no grant"))
    classes = [one.value for one in policy.classes_for(table)]
    for household_class, stages in table.amounts.items():
        if household_class not in {*classes, NO_CLASS}:
            source = N_("{given} is not known here; there are {expected}")
            said = say(source, given=household_class, expected=", ".join(classes))
            yield (*place, "amounts", household_class), said
        for key in (key for key in stages if key not in options.get("stage", frozenset())):
            source = N_("{key} is not in the list {name}")
            yield (*place, "amounts", household_class, key), say(source, key=key, name="stage")


def _name_problems(table: Table, place: Place, options: OptionKeys) -> Problems:
    yield from unknown(table.papers.new, (*place, "papers", "new"), "paper", options)
    yield from unknown(table.papers.returning, (*place, "papers", "returning"), "paper", options)
    yield from unknown(table.payees, (*place, "payees"), "payee", options)
    for number, entry in enumerate(table.excluded_tracks):
        if entry.track not in options.get("study_track", frozenset()):
            source = N_("{key} is not in the list {name}")
            yield (*place, "excluded_tracks", number, "track"), say(source, key=entry.track, name="study_track")
    yield from repeated([entry.track for entry in table.excluded_tracks], (*place, "excluded_tracks"))
