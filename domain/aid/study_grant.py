"""Whether a student gets a study grant, how much, and every reason when not."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from domain.aid.eligibility import Assessment
from domain.aid.examples import assessment_of, day_of, granted_by, stated_by
from domain.aid.looked import stacking_looked, window_looked
from domain.aid.stacking import stacking_reasons
from domain.aid.worked_out import household_reasons
from domain.households.facts import facts_of, finding_said
from domain.households.household import Member
from domain.kinds.comparisons import comparisons
from domain.kinds.reasons import Grant, Progress, Reason
from domain.kinds.trace import Looked, Source, looked_at
from domain.platform.predicates import Facts, evaluate
from domain.platform.text import N_, Joined, Money, Sayable, say
from domain.policy.examples import Example
from domain.policy.model import Policy
from domain.policy.programmes import StudyGrant, WindowState

CHILDREN = frozenset({"son", "daughter", "grandchild"})


@dataclass(frozen=True, slots=True)
class Student:
    """The child a grant is asked for; `stage` and `track` are option keys, `new` is for the first year of a stage."""

    resident_id: str
    name: str
    stage: str
    new: bool
    track: str = ""


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


def is_student(member: Member) -> bool:
    """Say whether somebody of a household is one of its children, or at school."""
    return member.relation in CHILDREN or member.work_status == "student"


def study_grant(
    assessment: Assessment,
    student: Student,
    programme: StudyGrant,
    *,
    today: date,
    granted_this_year: Sequence[Grant] = (),
    already: Collection[str] = (),
    own: Facts | None = None,
) -> Offer | NoOffer:
    """Say what the programme gives a student of an assessed household (DOMAIN section 3).

    `granted_this_year` are grants to the household for this year, of all programmes, also those that are only asked
    for. `already` are the resident ids of students with an application to this programme. `own` are the facts of what
    the policy itself asks under the programme.
    """
    reasons = (
        *_window_reasons(programme, student, today),
        *household_reasons(assessment),
        *_student_reasons(assessment, programme, student),
        *_repeat_reasons(programme, student, granted_this_year, already, today),
        *stacking_reasons(assessment, programme, granted_this_year),
        *_condition_reasons(assessment, programme, today, own or {}),
    )
    if reasons:
        return NoOffer(reasons)
    amount = programme.amount(assessment.household_class, student.stage)
    assert amount is not None, "_student_reasons refuses a stage without an amount"
    return Offer(amount, _why(assessment, student, amount))


def programme_reasons(
    assessment: Assessment, programme: StudyGrant, *, today: date, granted_this_year: Sequence[Grant] = ()
) -> tuple[Reason, ...]:
    """Return what speaks against a programme before any student is named: for the list of programmes."""
    return (
        *_window_reasons(programme, None, today),
        *household_reasons(assessment),
        *_class_reasons(assessment, programme),
        *stacking_reasons(assessment, programme, granted_this_year),
        *_condition_reasons(assessment, programme, today, None),
    )


def looked(
    assessment: Assessment,
    student: Student,
    programme: StudyGrant,
    *,
    today: date,
    granted: Sequence[Grant],
    own: Facts,
) -> Iterator[Looked]:
    """Yield everything that the verdict on a student looks at."""
    yield from window_looked(programme.state(today, new_student=student.new), today)
    yield _stage_looked(assessment, programme, student)
    excluded = programme.excluded_track(student.track)
    left_out = [entry.track for entry in programme.excluded_tracks]
    said = say(N_("Track of study: {track}."), track=student.track or say(N_("not among those left out")))
    yield Looked("study_track", student.track, left_out, excluded is None, said, Source.ANSWER, "not_in")
    year = programme.academic_year(today)
    repeated = next(_repeat_reasons(programme, student, granted, (), today), None)
    once = say(N_("One grant per student and academic year ({year})."), year=str(year))
    yield Looked("once", repeated is not None, False, repeated is None, once, Source.REGISTER)
    yield from stacking_looked(assessment, programme, granted)
    if programme.requires is not None:
        facts = {**facts_of(assessment.household, today), **own}
        yield from looked_at(comparisons(programme.requires.condition, facts), assessment.rules.word)


def exemplified(policy: Policy, programme: StudyGrant, example: Example) -> Offer | NoOffer:
    """Return what a worked example of the file comes to; raises Unfit.

    Beside facts it states `stage`, `new` (true in the first year there) and `track` of the student.
    """
    given = {key: value for key, value in example.given.items() if key not in ("new", "track")}
    on = day_of(policy, programme, example)
    stated = stated_by(policy, programme, example.model_copy(update={"given": given}))
    track, new = str(example.given.get("track", "")), bool(example.given.get("new"))
    student = Student("", "-", str(stated.get("stage", "")), new, track)
    return study_grant(
        assessment_of(policy, stated, on).seen_from(policy.lists_for(programme)), student, programme, today=on,
        granted_this_year=granted_by(example, on),
        own=stated,
    )  # fmt: skip


def _stage_looked(assessment: Assessment, programme: StudyGrant, student: Student) -> Looked:
    amount = programme.amount(assessment.household_class, student.stage)
    covered = list(programme.amounts.get(assessment.household_class.value, ()))
    names = Joined(tuple(assessment.rules.option("stage", one).text for one in covered), ", ")
    stage = next((one.text for one in assessment.rules.options("stage") if one.key == student.stage), student.stage)
    if amount is None:
        said = say(N_("The table of amounts has {covered}, not {stage}."), covered=names, stage=stage)
    else:
        source = N_("{household_class}, {stage}: the table gives {amount}.")
        label = assessment.household_class.heading
        said = say(source, household_class=label, stage=stage, amount=Money(amount))
    return Looked("stage", student.stage, covered, amount is not None, said, Source.ANSWER, "in")


def _why(assessment: Assessment, student: Student, amount: int) -> tuple[Sayable, ...]:
    stage = assessment.rules.option("stage", student.stage).text
    source = N_("Your household is in {household_class}; for {stage} the table gives {amount}.")
    return (
        say(source, household_class=assessment.household_class.label, stage=stage, amount=Money(amount)),
        say(N_("The grant is per student and academic year. It is paid only after review, notice and approval.")),
    )


def _window_reasons(programme: StudyGrant, student: Student | None, today: date) -> Iterator[Reason]:
    state = programme.state(today, new_student=student.new if student else None)
    rule = N_("Window {opens} to {closes}, today {today}.")
    officer = say(rule, opens=state.opens_on, closes=state.closes_on, today=today)
    if state.state is WindowState.OPENS_LATER:
        source = N_("Applications open on {opens}. Please come back then.")
        yield Reason("opens_later", say(source, opens=state.opens_on), officer, on=state.opens_on)
    elif state.state is WindowState.CLOSED:
        source = N_(
            "Applications are closed for this year. The next ones open on {opens}. In need now? Ask your union."
        )
        if student and not student.new and programme.state(today, new_student=True).is_open:
            source = N_(
                "For students already enrolled, applications are closed; only new students can still apply. "
                "The next ones open on {opens}. In need now? Ask your union."
            )
        yield Reason("closed", say(source, opens=state.opens_on), officer, on=state.opens_on)


def _class_reasons(assessment: Assessment, programme: StudyGrant) -> Iterator[Reason]:
    household_class = assessment.household_class
    if not household_class.gets_file or household_class.value in programme.amounts:
        return
    worker = say(
        N_("This grant is not meant for {household_class}. Other aid may be: please ask your union."),
        household_class=household_class.label,
    )
    officer = say(N_("The table of amounts has no class {household_class}."), household_class=household_class.label)
    yield Reason("class_not_covered", worker, officer)


def _student_reasons(assessment: Assessment, programme: StudyGrant, student: Student) -> Iterator[Reason]:
    yield from _class_reasons(assessment, programme)
    household_class = assessment.household_class
    if household_class.value in programme.amounts and programme.amount(household_class, student.stage) is None:
        yield _stage_reason(assessment.rules, programme.amounts[household_class.value], student)
    track = programme.excluded_track(student.track)
    if track is not None:
        name = assessment.rules.option("study_track", track.track).text
        yield Reason(f"track_{track.track}", track.worker, say(N_("The programme leaves out: {track}."), track=name))


def _stage_reason(policy: Policy, covered: Collection[str], student: Student) -> Reason:
    names = Joined(tuple(policy.option("stage", stage).text for stage in covered), ", ")
    stage = next((option.text for option in policy.options("stage") if option.key == student.stage), student.stage)
    source = N_("This grant is for {covered}. {name} is at {stage}; please apply when the time comes.")
    worker = say(source, covered=names, name=student.name, stage=stage)
    officer = say(N_("The table of amounts has {covered}, not {stage}."), covered=names, stage=stage)
    return Reason("stage_not_covered", worker, officer)


def _repeat_reasons(
    programme: StudyGrant, student: Student, granted: Sequence[Grant], already: Collection[str], today: date
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
        source = N_("There is already an application for {name}. Whoever sent it can follow it with /cases.")
        yield Reason("already_applied", say(source, name=student.name), officer)


def _condition_reasons(
    assessment: Assessment, programme: StudyGrant, today: date, own: Facts | None
) -> Iterator[Reason]:
    """What the programme itself asks (`own`) is not known before somebody applies, and then speaks against nobody."""
    if programme.requires is None:
        return
    asked = {one.key for one in assessment.rules.questions_of(programme.key)}
    outcome = evaluate(programme.requires.condition, {**facts_of(assessment.household, today), **(own or {})})
    if own is None and any(finding.fact in asked for finding in outcome.failed):
        return
    for finding in outcome.failed:
        officer = finding_said(finding, assessment.rules.word)
        yield Reason(f"condition_{finding.fact}", finding.worker or officer, officer)
