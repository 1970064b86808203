"""The household is put on file: no money, and the national number at the end."""

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any, ClassVar, cast

from domain.aid.eligibility import Assessment, assess, papers_needed
from domain.aid.looked import class_looked, household_looked
from domain.aid.report_form import report_form
from domain.aid.worked_out import findings_said, for_officer, for_worker
from domain.forms import Form
from domain.households.asked import Reader
from domain.households.household import Member, from_answers
from domain.kinds.kind import Asking, Door, Found, Given, Need, Problems, Subject
from domain.kinds.reasons import Reason
from domain.kinds.trace import Looked
from domain.platform.access import Action
from domain.platform.text import N_, Local, Sayable, Text, lines, paragraphs, say
from domain.policy import Policy, Programme
from domain.policy.conditions import OptionKeys, Place
from domain.policy.examples import Example
from domain.policy.frame.entries import HardshipFile as Table
from domain.policy.frame.lists import Beside, HardshipList

_forms: dict[str, Form] = {}  # every step of a report needs it


class HardshipFile:
    """A report of hardship: about the household as its answers have it, which is in one file only."""

    key: ClassVar[str] = "hardship_file"
    asking: ClassVar[Asking | None] = Asking("report", say(N_("your hardship report")), Action.REPORT)

    def need(self, programme: Programme) -> Need:
        """It opens the file."""
        return Need.OPENS

    def door(self, programme: Programme) -> Door:
        """The worker reports."""
        return Door.WORKER

    def form(self, policy: Policy, programme: Programme, people: Mapping[str, Member] | None) -> Form:
        """Return the report: it asks who lives there."""
        if policy.version not in _forms:
            _forms[policy.version] = report_form(policy)
        return _forms[policy.version]

    def subject(self, given: Given) -> Subject:
        """Once is held by the file: each person lives in one."""
        return Subject(str(given.today.year), members=tuple(from_answers(given.answers).members))

    def before(self, given: Given) -> tuple[Reason, ...]:
        """Anybody may report."""
        return ()

    def found(self, given: Given) -> Found:
        """Return the class and the sum, or what keeps the household from a file.

        A report is for the first list that the household can come on; a case that is of a list already, for that one.
        """
        assessment, programme = _by_list(given)
        head = say(N_("<b>First calculation</b>"))
        worked_out = lines(*for_worker(assessment))
        if assessment.may_open_file:
            leads_to = programme.key if programme.key != given.programme.key else ""
            also = {opening.key: one.beside is Beside.AT_ONCE for opening, one in _beside(assessment)}
            said = paragraphs(head, worked_out, _lists_said(assessment))
            return Found(assessment.household_class, said, also=also, leads_to=leads_to)
        said = paragraphs(head, worked_out, *_untold_bars(assessment), _other_help(assessment))
        until = assessment.bar.until if assessment.bar else None
        return Found(assessment.household_class, said, against=tuple(_reasons(assessment)), again_on=until)

    def looked(self, given: Given) -> tuple[Looked, ...]:
        """Return the lines with the exact sums, the accident, exclusions and bars."""
        assessment = _assessed(given)
        return (*class_looked(assessment), *household_looked(assessment))

    def tries(self, given: Given) -> tuple[Mapping[str, Any], ...]:
        """It is about the household as it stands."""
        return (given.answers,)

    def again(self, given: Given) -> Mapping[str, Any]:
        """Everything that was reported."""
        return given.answers

    def handed_in(self, programme: Programme, number: str) -> Sayable:
        """Say what comes now: the review, the visit, the notice, the decision."""
        source = N_(
            "As with every report, a colleague first looks at the people you named. Your union reviews it, and two "
            "colleagues will visit you. Then it is posted for some working days without your full name, and the "
            "centre decides. I tell you about every step. It costs nothing."
        )
        return paragraphs(
            say(N_("Your report is handed in. Its number is <b>{number}</b>."), number=number), say(source)
        )

    def listed(self, programme: Programme, today: date) -> Sayable | None:
        """It is what aid needs, and has an entry of its own in the menu."""
        return None

    def papers(self, given: Given) -> tuple[str, ...]:
        """Return what the causes and conditions of the household ask for."""
        needed = papers_needed(from_answers(given.answers), given.policy, today=given.today)
        return tuple(paper.key for paper in needed)

    def title(self, programme: Programme, *, running: bool) -> Text | Local:
        """A report that is still running has no file yet."""
        title = cast(Table, programme).title
        if title is not None:
            return say(N_("Opening a hardship file, for {list}"), list=title) if running else title
        return say(N_("Opening a hardship file")) if running else say(N_("Hardship file"))

    def shown(self, given: Given, reader: Reader) -> tuple[Sayable, ...]:
        """It is about the household alone."""
        return ()

    def exemplified(self, policy: Policy, programme: Programme, example: Example) -> tuple[int, tuple[Reason, ...]]:
        """It has no examples in the file."""
        return 0, ()

    def problems(self, policy: Policy, programme: Programme, place: Place, options: OptionKeys) -> Problems:
        """Every policy says by which steps a file is opened; where it names lists, that is said of the list."""
        if programme.procedure not in policy.procedure and not policy.own_lists:
            yield ("procedure",), say(N_("the procedure {name} is missing"), name=programme.procedure)


def _assessed(given: Given) -> Assessment:
    found = assess(from_answers(given.answers), given.policy, today=given.today)
    return found.seen_from(given.programme.on_lists)


def _by_list(given: Given) -> tuple[Assessment, Programme]:
    """Return what is found of the household by the list that its report is for, and the programme of that list."""
    assessment = _assessed(given)
    if assessment.may_open_file or given.programme.on_lists:
        return assessment, given.programme
    each = ((assessment.seen_from(one.on_lists), one) for one in given.policy.opening)
    return next((pair for pair in each if pair[0].may_open_file), (assessment, given.programme))


def _beside(assessment: Assessment) -> Iterator[tuple[Table, HardshipList]]:
    """Yield what the same report can be handed in for as well, with its list."""
    named = assessment.named_list
    for opening, one in zip(assessment.rules.opening, assessment.rules.lists, strict=True):
        is_other = named is not None and one.key != named.key and one.beside is not Beside.NEVER
        if is_other and assessment.class_on(one.key).gets_file:
            yield opening, one


def _lists_said(assessment: Assessment) -> Sayable | None:
    """Say for which of several lists the report is, and for which others it is or can be handed in, too."""
    named = assessment.named_list
    if named is None:
        return None
    head = say(N_("Your report is for {list}, class {household_class}."), list=named.title,
               household_class=assessment.household_class.label)  # fmt: skip
    at_once = N_("It is handed in for {list}, class {household_class}, at the same time.")
    asked = N_("Once it is handed in, one press hands it in for {list}, class {household_class}, too.")
    return lines(head, *(
        say(at_once if one.beside is Beside.AT_ONCE else asked, list=one.title,
            household_class=assessment.class_on(one.key).label)
        for _, one in _beside(assessment)
    ))  # fmt: skip


def _reasons(assessment: Assessment) -> Iterator[Reason]:
    for found in assessment.exclusions:
        yield Reason(f"excluded_{found.key}", found.worker, findings_said(assessment, found.reasons))
    for bar in assessment.bars:
        said = lines(bar.worker, say(N_("You could send it on {until} at the earliest."), until=bar.until))
        officer = findings_said(assessment, bar.reasons)
        yield Reason(f"barred_{bar.key}", said, officer, on=bar.until)
    if not assessment.household_class.gets_file and not assessment.exclusions:
        yield Reason("above_lines", lines(*for_worker(assessment)), lines(*for_officer(assessment)))


def _untold_bars(assessment: Assessment) -> list[Sayable]:
    """Bars are part of the sum for a household with a class; for the others they are told here, so none is missing."""
    if assessment.household_class.gets_file:
        return []
    again = N_("You could send it on {until} at the earliest.")
    return [lines(bar.worker, say(again, until=bar.until)) for bar in assessment.bars]


def _other_help(assessment: Assessment) -> Sayable:
    other = say(
        N_(
            "Without a file there is still help: temporary aid in an emergency, legal aid for unpaid wages or an "
            "injury, job fairs and training. Ask your union, or call 12351."
        )
    )
    if assessment.bar is None:
        return other
    kept = say(N_("I will remind you on {until}."), until=assessment.bar.until)
    return paragraphs(kept, other)
