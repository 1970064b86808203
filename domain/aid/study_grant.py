"""Whether a student gets a study grant, how much, and every reason when not."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from enum import IntEnum

from domain.aid.eligibility import Assessment
from domain.aid.worked_out import for_officer
from domain.households.classes import HouseholdClass
from domain.households.facts import facts_of, finding_said
from domain.households.household import Household, Member
from domain.platform.money import round_half_up
from domain.platform.predicates import evaluate
from domain.platform.text import N_, Joined, Money, Sayable, Text, lines, say
from domain.policy.hardship import Stacking
from domain.policy.model import Policy
from domain.policy.programmes import Programme, WindowState

CHILDREN = frozenset({"son", "daughter", "grandchild"})


@dataclass(frozen=True, slots=True)
class Student:
    """The child a grant is asked for; `stage` and `track` are option keys, `new` is for the first year of a stage."""

    resident_id: str
    name: str
    stage: str
    new: bool
    track: str = ""


class Progress(IntEnum):
    """How far a grant has come."""

    ASKED = 0
    APPROVED = 1
    PAID = 2


@dataclass(frozen=True, slots=True)
class Grant:
    """A grant of the household: programme, the person it is for, fen, the year its case is for, and how far it is."""

    programme: str
    resident_id: str
    amount: int
    year: int
    progress: Progress = Progress.PAID
    number: str = ""


@dataclass(frozen=True, slots=True)
class Offer:
    """What the rules give: fen, and the lines that say why. Nothing is promised before approval."""

    amount: int
    why: tuple[Sayable, ...]


@dataclass(frozen=True, slots=True)
class NoOffer:
    """Every reason why not (key and sentence with the next step), in the order a worker would meet them."""

    reasons: tuple[Reason, ...]

    @property
    def keys(self) -> tuple[str, ...]:
        """The keys of the reasons."""
        return tuple(reason.key for reason in self.reasons)

    @property
    def said(self) -> Joined:
        """All reasons as one text."""
        return Joined(tuple(reason.worker for reason in self.reasons))


@dataclass(frozen=True, slots=True)
class Reason:
    """One reason against a grant: for the worker with the next step, for the officer with the rule and the numbers."""

    key: str
    worker: Sayable
    officer: Sayable
    cases: tuple[str, ...] = ()  # the numbers of what is in the way, if it is cases


def students_in(household: Household) -> dict[str, Member]:
    """Return the children of a household, and others at school, by a key that names nobody."""
    return {
        f"m{index}": member
        for index, member in enumerate(household.members)
        if member.relation in CHILDREN or member.work_status == "student"
    }


def study_grant(
    assessment: Assessment,
    student: Student,
    programme: Programme,
    *,
    today: date,
    granted_this_year: Sequence[Grant] = (),
    already: Collection[str] = (),
) -> Offer | NoOffer:
    """Say what the programme gives a student of an assessed household (DOMAIN section 3).

    `granted_this_year` are grants to the household for this year, of all programmes, also those that are only asked
    for. `already` are the resident ids of students with an application to this programme.
    """
    reasons = (
        *_window_reasons(programme, student, today),
        *_household_reasons(assessment),
        *_student_reasons(assessment, programme, student),
        *_repeat_reasons(programme, student, granted_this_year, already, today),
        *stacking_reasons(assessment, programme, granted_this_year),
        *_condition_reasons(assessment, programme, today),
    )
    if reasons:
        return NoOffer(reasons)
    amount = programme.amount(assessment.household_class, student.stage)
    assert amount is not None, "_student_reasons refuses a stage without an amount"
    return Offer(amount, _why(assessment, student, amount))


def programme_reasons(
    assessment: Assessment, programme: Programme, *, today: date, granted_this_year: Sequence[Grant] = ()
) -> tuple[Reason, ...]:
    """Return what speaks against a programme before any student is named: for the list of programmes."""
    return (
        *_window_reasons(programme, None, today),
        *_household_reasons(assessment),
        *_class_reasons(assessment, programme),
        *stacking_reasons(assessment, programme, granted_this_year),
        *_condition_reasons(assessment, programme, today),
    )


def _why(assessment: Assessment, student: Student, amount: int) -> tuple[Sayable, ...]:
    stage = assessment.policy.option("stage", student.stage).text
    source = N_("Your household is in {household_class}; for {stage} the table gives {amount}.")
    return (
        say(source, household_class=assessment.household_class.label, stage=stage, amount=Money(amount)),
        say(N_("The grant is per student and academic year. It is paid only after review, notice and approval.")),
    )


def _window_reasons(programme: Programme, student: Student | None, today: date) -> Iterator[Reason]:
    state = programme.state(today, new_student=student.new if student else None)
    rule = N_("Window {opens} to {closes}, today {today}.")
    officer = say(rule, opens=state.opens_on, closes=state.closes_on, today=today)
    if state.state is WindowState.OPENS_LATER:
        source = N_("Applications open on {opens}. Please come back then.")
        yield Reason("opens_later", say(source, opens=state.opens_on), officer)
    elif state.state is WindowState.CLOSED:
        source = N_(
            "Applications are closed for this year. The next ones open on {opens}. In need now? Ask your union."
        )
        if student and not student.new and programme.state(today, new_student=True).is_open:
            source = N_(
                "For students already enrolled, applications are closed; only new students can still apply. "
                "The next ones open on {opens}. In need now? Ask your union."
            )
        yield Reason("closed", say(source, opens=state.opens_on), officer)


def _household_reasons(assessment: Assessment) -> Iterator[Reason]:
    for found in assessment.exclusions:
        officer = Joined(tuple(finding_said(finding) for finding in found.reasons), "; ")
        yield Reason(f"excluded_{found.key}", found.worker, officer)
    for bar in assessment.bars:
        again = say(N_("You can apply from {until} on."), until=bar.until)
        yield Reason(f"barred_{bar.key}", lines(bar.worker, again), Joined(tuple(map(finding_said, bar.reasons)), "; "))
    if assessment.household_class is HouseholdClass.NONE and not assessment.exclusions:
        source = N_(
            "By its income your household is in none of the classes of hardship. If something changed, tell your case "
            "officer, who can correct the file."
        )
        worker = say(source)
        yield Reason("above_lines", worker, lines(*for_officer(assessment)))


def _class_reasons(assessment: Assessment, programme: Programme) -> Iterator[Reason]:
    household_class = assessment.household_class
    if household_class is HouseholdClass.NONE or household_class in programme.amounts:
        return
    worker = say(
        N_("This grant is not meant for {household_class}. Other aid may be: please ask your union."),
        household_class=household_class.label,
    )
    officer = say(N_("The table of amounts has no class {household_class}."), household_class=household_class.label)
    yield Reason("class_not_covered", worker, officer)


def _student_reasons(assessment: Assessment, programme: Programme, student: Student) -> Iterator[Reason]:
    yield from _class_reasons(assessment, programme)
    household_class = assessment.household_class
    if household_class in programme.amounts and programme.amount(household_class, student.stage) is None:
        yield _stage_reason(assessment.policy, programme.amounts[household_class], student)
    track = programme.excluded_track(student.track)
    if track is not None:
        name = assessment.policy.option("study_track", track.track).text
        yield Reason(f"track_{track.track}", track.worker, say(N_("The programme leaves out: {track}."), track=name))


def _stage_reason(policy: Policy, covered: Collection[str], student: Student) -> Reason:
    names = Joined(tuple(policy.option("stage", stage).text for stage in covered), ", ")
    stage = next((option.text for option in policy.options("stage") if option.key == student.stage), student.stage)
    source = N_("This grant is for {covered}. {name} is at {stage}; please apply when the time comes.")
    worker = say(source, covered=names, name=student.name, stage=stage)
    officer = say(N_("The table of amounts has {covered}, not {stage}."), covered=names, stage=stage)
    return Reason("stage_not_covered", worker, officer)


def _repeat_reasons(
    programme: Programme, student: Student, granted: Sequence[Grant], already: Collection[str], today: date
) -> Iterator[Reason]:
    year = programme.academic_year(today)
    officer = say(N_("One grant per student and academic year ({year})."), year=str(year))
    if any(
        grant.programme == programme.key
        and grant.resident_id == student.resident_id
        and grant.year == year
        and grant.progress is not Progress.ASKED
        for grant in granted
    ):
        source = N_("{name} already has this grant for this academic year. You can apply again next year.")
        yield Reason("already_granted", say(source, name=student.name), officer)
    elif student.resident_id in already:
        source = N_("There is already an application for {name}. You can follow it with /cases.")
        yield Reason("already_applied", say(source, name=student.name), officer)


def stacking_reasons(assessment: Assessment, programme: Programme, granted: Sequence[Grant]) -> Iterator[Reason]:
    """Say why what the household has or has asked for this year leaves no room for one more grant.

    Grants of the same programme do not stand in each other's way: twins get one each (DOMAIN section 3).
    """
    this_year = [grant for grant in granted if grant.year == assessment.today.year]
    others = [grant for grant in this_year if grant.programme != programme.key]
    match assessment.policy.stacking.rule(assessment.household_class):
        case Stacking.RETEST if others:
            yield from _retest_reasons(assessment, others)
        case Stacking.ONE_PROGRAMME if others:
            source = N_(
                "Your household already has another aid this year; in {name} it is one a year. Come back next year."
            )
            yield _one_only("one_programme", source, assessment, others)
        case Stacking.ONE_GRANT if this_year:
            source = N_(
                "Your household already has its one grant in {name}. If things got worse, tell your case officer, "
                "who can correct the file."
            )
            yield _one_only("one_grant", source, assessment, this_year)


def _one_only(key: str, source: str, assessment: Assessment, grants: Sequence[Grant]) -> Reason:
    name, heading = assessment.household_class.label, assessment.household_class.heading
    asked = next((grant for grant in grants if grant.progress is Progress.ASKED), None)
    if asked is None:
        worker = Text(source, {"name": name})
    else:
        source = N_(
            "Your household has already applied for aid this year, case {number}, and in {name} there is one. Please "
            "wait for the answer; if you would rather have this one, take that case back with /cases first."
        )
        worker = say(source, number=asked.number, name=name)
    taken = Money(sum(grant.amount for grant in grants))
    officer = N_("{name}: one allowed, {count} already granted or applied for ({amount}).")
    said = say(officer, name=heading, count=len(grants), amount=taken)
    return Reason(key, worker, said, _numbers(grants))


def _numbers(grants: Sequence[Grant]) -> tuple[str, ...]:
    return tuple(grant.number for grant in grants)


def _retest_reasons(assessment: Assessment, others: Sequence[Grant]) -> Iterator[Reason]:
    """Each grant counts as income; the household must still be in its class before the next programme."""
    taken = sum(grant.amount for grant in others)
    after = assessment.after_grants(taken)
    if after.household_class is assessment.household_class:
        return
    test = after.line_test(assessment.household_class)
    limit, name = Money(round_half_up(test.limit)), assessment.household_class.label
    source = N_(
        "With the {taken} your household already got this year, each person has {net} a month, "
        "and the line of {name} is {limit}. Please come back next year."
    )
    if any(grant.progress is Progress.ASKED for grant in others):
        source = N_(
            "With the {taken} your household got or applied for this year, each person would have {net} a month, and "
            "the line of {name} is {limit}. Please wait for the answer, or take the other application back with /cases."
        )
    worker = say(source, taken=Money(taken), net=after.shown_net, limit=limit, name=name)
    rule = N_("Re-test after grants of {taken}: net {net}, line of {name} {limit}: not met.")
    officer = say(rule, taken=Money(taken), net=Money(after.net_fen), name=name, limit=limit)
    yield Reason("retest_failed", worker, officer, _numbers(others))


def _condition_reasons(assessment: Assessment, programme: Programme, today: date) -> Iterator[Reason]:
    if programme.requires is None:
        return
    outcome = evaluate(programme.requires.condition, facts_of(assessment.household, today))
    for finding in outcome.failed:
        officer = finding_said(finding)
        yield Reason(f"condition_{finding.fact}", finding.worker or officer, officer)
