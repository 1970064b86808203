"""A household comes on a list of its union, by a report that opens its file or beside other lists: no money, and the
number of that list at the end."""

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any, ClassVar, cast

from domain.aid.eligibility import Assessment, assess, papers_needed
from domain.aid.looked import class_looked, household_looked
from domain.aid.on_lists.asked import answered_of, asked_of, papers_of
from domain.aid.on_lists.joining import joined
from domain.aid.on_lists.opening import opened
from domain.aid.own_questions import own_in
from domain.aid.report_form import report_form
from domain.aid.rows import own_rows
from domain.forms import Form
from domain.households.asked import Reader
from domain.households.household import Household, Member, from_answers
from domain.kinds.kind import Asking, Door, Found, Given, Need, Problems, Subject
from domain.kinds.reasons import Reason
from domain.kinds.trace import Looked
from domain.platform.access import Action
from domain.platform.text import N_, Local, Sayable, Text, lines, paragraphs, say
from domain.policy import Policy, Programme
from domain.policy.checks import no_procedure, unknown
from domain.policy.conditions import OptionKeys, Place, rule_problems
from domain.policy.examples import Example
from domain.policy.frame.entries import ComingOnList as Table
from domain.policy.own import facts_asked

DECLARATION = say(
    N_(
        "I declare that what stands in my household's file is true. If the steps of this list ask for it, name and "
        "unit are posted in part, as surname and 某某."
    )
)
REPORTED = N_(
    "As with every report, a colleague first looks at the people you named. Your union reviews it, and two "
    "colleagues will visit you. Then it is posted for some working days without your full name, and the "
    "centre decides. I tell you about every step. It costs nothing."
)
REPORT = Asking("report", say(N_("your hardship report")), Action.REPORT)
ENTRY = Asking("list_entry", say(N_("your application for a list")), Action.APPLY)

_forms: dict[tuple[str, str], Form] = {}  # every step of a report needs it


class ComingOnList:
    """About the household: as its report has it, which is in one file only, or as its file does."""

    key: ClassVar[str] = "coming_on_list"
    askings: ClassVar[tuple[Asking, ...]] = (REPORT, ENTRY)

    def asking(self, programme: Programme) -> Asking:
        """A report opens the file; who has one applies."""
        return REPORT if _table(programme).opens else ENTRY

    def need(self, programme: Programme) -> Need:
        """It opens the file, or rests on it."""
        return Need.OPENS if _table(programme).opens else Need.RESTS

    def door(self, programme: Programme) -> Door:
        """The worker reports, and applies."""
        return Door.WORKER

    def form(self, policy: Policy, programme: Programme, people: Mapping[str, Member] | None) -> Form:
        """Return the report, which asks who lives there, or what the list asks beside what the file says."""
        place = (policy.version, programme.key)
        if place not in _forms:
            table = _table(programme)
            _forms[place] = report_form(policy, table.words) if table.opens else _entry_form(policy, table)
        return _forms[place]

    def subject(self, given: Given) -> Subject:
        """A report is held by the file, in which each person lives once; on one more list a household comes once for
        each time, since who has left it can come on it again."""
        if _table(given.programme).opens:
            return Subject(str(given.today.year), members=tuple(from_answers(given.answers).members))
        file = given.file
        times = file.came_on.get(given.programme.on_lists[0], 0) if file else 0
        kept = answered_of(_table(given.programme).rules, given.answers)
        return Subject(f"time {times + 1}", key=file.number if file else "", kept=kept)

    def before(self, given: Given) -> tuple[Reason, ...]:
        """Anybody may report; what speaks against one more list nothing that is asked can change."""
        return () if _table(given.programme).opens else self.found(given).against

    def found(self, given: Given) -> Found:
        """Return the class and the sum, or what keeps the household from the list."""
        table = _table(given.programme)
        return (opened if table.opens else joined)(given, table, _assessed(given))

    def looked(self, given: Given) -> tuple[Looked, ...]:
        """Return the lines with the exact sums, the accident, exclusions and bars."""
        assessment = _assessed(given)
        return (*class_looked(assessment), *household_looked(assessment))

    def tries(self, given: Given) -> tuple[Mapping[str, Any], ...]:
        """It is about the household as it stands."""
        return (given.answers,) if _table(given.programme).opens else ({},)

    def again(self, given: Given) -> Mapping[str, Any]:
        """Everything that was answered."""
        return given.answers

    def handed_in(self, programme: Programme, number: str) -> Sayable:
        """Say what comes now: the review, the visit, the notice, the decision."""
        table = _table(programme)
        if table.opens:
            head = say(N_("Your report is handed in. Its number is <b>{number}</b>."), number=number)
            return paragraphs(head, table.words.handed_in or say(REPORTED))
        source = N_(
            "Your application is handed in. Its number is <b>{number}</b>. Your union reviews it now, and I "
            "tell you about every step."
        )
        return paragraphs(say(source, number=number), table.words.handed_in)

    def listed(self, programme: Programme, today: date) -> Sayable | None:
        """A report is what aid needs, and has an entry of its own in the menu; lists can be applied for."""
        table = _table(programme)
        if table.opens:
            return None
        source = N_("<b>{programme}</b>: your household can come on it, beside other lists")
        return lines(say(source, programme=table.rules.title), table.words.summary)

    def papers(self, given: Given) -> tuple[str, ...]:
        """Return what the list asks for, and in a report what the causes and conditions of the household do."""
        table = _table(given.programme)
        own = papers_of(given.policy, table.rules, given.answers)
        if not table.opens:
            return own
        needed = papers_needed(from_answers(given.answers), given.policy, today=given.today)
        return tuple(dict.fromkeys((*(paper.key for paper in needed), *own)))

    def title(self, programme: Programme, *, running: bool) -> Text | Local:
        """Return the name of the list; of a case that is running what it is about to do."""
        table = _table(programme)
        if running:
            return table.words.running or _running(table)
        return table.rules.own_title or say(N_("Hardship file"))

    def shown(self, given: Given, reader: Reader) -> tuple[Sayable, ...]:
        """Return what the list itself asked."""
        joins = _table(given.programme).rules.joins
        return tuple(own_rows(reader, own_in(given.policy, joins, given.answers), given.policy, joins))

    def exemplified(self, policy: Policy, programme: Programme, example: Example) -> tuple[int, tuple[Reason, ...]]:
        """It has no examples in the file."""
        return 0, ()

    def problems(self, policy: Policy, programme: Programme, place: Place, options: OptionKeys) -> Problems:
        """Yield steps and papers that there are not; its questions are looked at with all others."""
        table = _table(programme)
        if table.opens:
            yield from no_procedure(policy, programme, place)
            yield from _paper_problems(policy, table, place, options)


def _table(programme: Programme) -> Table:
    return cast(Table, programme)


def _entry_form(policy: Policy, table: Table) -> Form:
    title, words = table.rules.title, table.words
    intro = say(N_("Everything comes from your household's file. Your union looks at it for {list}."), list=title)
    return Form(
        key=ENTRY.form, title=words.title or title, questions=asked_of(policy, table.rules),
        intro=words.intro or intro, declaration=words.declaration or DECLARATION,
    )  # fmt: skip


def _running(table: Table) -> Text:
    if not table.opens:
        return say(N_("Coming on {list}"), list=table.rules.title)
    if table.rules.own_title is None:
        return say(N_("Opening a hardship file"))
    return say(N_("Opening a hardship file, for {list}"), list=table.rules.title)


def _assessed(given: Given) -> Assessment:
    on_file = given.file.household if given.file else Household()
    household = from_answers(given.answers) if _table(given.programme).opens else on_file
    return assess(household, given.policy, today=given.today).seen_from(given.programme.on_lists)


def _paper_problems(policy: Policy, table: Table, place: Place, options: OptionKeys) -> Iterator[tuple[Place, Text]]:
    asked = facts_asked(table.ask)
    for number, one in enumerate(table.rules.papers):
        yield from ((at, said) for at, said in unknown([one.paper], (*place, "papers"), "paper", options))
        if one.when is not None:
            yield from rule_problems(one.when, (*place, "papers", number, "when"), options, asked)
