"""A household on file comes on one more list: no money, no questions, and the number of that list at the end."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any, ClassVar, cast

from domain.aid.eligibility import Assessment, assess
from domain.aid.looked import class_looked, household_looked
from domain.aid.worked_out import for_worker, household_reasons
from domain.forms import Form
from domain.households.asked import Reader
from domain.households.household import Household, Member
from domain.kinds.kind import Asking, Door, Found, Given, Need, Problems, Subject
from domain.kinds.reasons import Reason
from domain.kinds.trace import Looked
from domain.platform.access import Action
from domain.platform.text import N_, Local, Sayable, Text, lines, paragraphs, say
from domain.policy import Policy, Programme
from domain.policy.conditions import OptionKeys, Place
from domain.policy.examples import Example
from domain.policy.frame.entries import ListEntry as Table
from domain.policy.frame.lists import Beside

DECLARATION = say(
    N_(
        "I declare that what stands in my household's file is true. If the steps of this list ask for it, name and "
        "unit are posted in part, as surname and 某某."
    )
)


class ListEntry:
    """About the household as its file has it."""

    key: ClassVar[str] = "list_entry"
    asking: ClassVar[Asking | None] = Asking(key, say(N_("your application for a list")), Action.APPLY)

    def need(self, programme: Programme) -> Need:
        """The household is on file."""
        return Need.RESTS

    def door(self, programme: Programme) -> Door:
        """The worker applies."""
        return Door.WORKER

    def form(self, policy: Policy, programme: Programme, people: Mapping[str, Member] | None) -> Form:
        """Return what is asked: nothing that the file does not say."""
        title = _table(programme).title
        intro = say(N_("Everything comes from your household's file. Your union looks at it for {list}."), list=title)
        return Form(key=self.key, title=title, questions=(), intro=intro, declaration=DECLARATION)

    def subject(self, given: Given) -> Subject:
        """Once for each time: who has left the list can come on it again."""
        file = given.file
        times = file.came_on.get(given.programme.on_lists[0], 0) if file else 0
        return Subject(f"time {times + 1}", key=file.number if file else "")

    def before(self, given: Given) -> tuple[Reason, ...]:
        """Return what speaks against it, which nothing that is asked can change."""
        return self.found(given).against

    def found(self, given: Given) -> Found:
        """Return the class on the list and the sum, or what keeps the household from it."""
        assessment = _assessed(given)
        against = tuple(_reasons(given, assessment))
        if against:
            head = say(N_("<b>This application cannot be handed in, because:</b>"))
            told = [say(N_("• {reason}"), reason=reason.worker) for reason in against]
            return Found(assessment.household_class, paragraphs(head, *told), against=against)
        head = say(N_("<b>First calculation for {list}</b>"), list=_table(given.programme).title)
        return Found(assessment.household_class, paragraphs(head, lines(*for_worker(assessment))))

    def looked(self, given: Given) -> tuple[Looked, ...]:
        """Return the lines of the list with the exact sums, exclusions and bars."""
        assessment = _assessed(given)
        return (*class_looked(assessment), *household_looked(assessment))

    def tries(self, given: Given) -> tuple[Mapping[str, Any], ...]:
        """It is about the household as it stands."""
        return ({},)

    def again(self, given: Given) -> Mapping[str, Any]:
        """Nothing was answered."""
        return given.answers

    def handed_in(self, programme: Programme, number: str) -> Sayable:
        """Say that the review comes now."""
        source = N_(
            "Your application is handed in. Its number is <b>{number}</b>. Your union reviews it now, and I "
            "tell you about every step."
        )
        return say(source, number=number)

    def listed(self, programme: Programme, today: date) -> Sayable | None:
        """It stands in the list of what can be applied for."""
        title = _table(programme).title
        return say(N_("<b>{programme}</b>: your household can come on it, beside other lists"), programme=title)

    def papers(self, given: Given) -> tuple[str, ...]:
        """The papers of the household are with its file."""
        return ()

    def title(self, programme: Programme, *, running: bool) -> Text | Local:
        """Return the name of the list; of a case that is running what it is about to do."""
        title = _table(programme).title
        return say(N_("Coming on {list}"), list=title) if running else title

    def shown(self, given: Given, reader: Reader) -> tuple[Sayable, ...]:
        """It is about the household alone."""
        return ()

    def exemplified(self, policy: Policy, programme: Programme, example: Example) -> tuple[int, tuple[Reason, ...]]:
        """It has no examples in the file."""
        return 0, ()

    def problems(self, policy: Policy, programme: Programme, place: Place, options: OptionKeys) -> Problems:
        """What is wrong with a list is said of the list."""
        yield from ()


def _table(programme: Programme) -> Table:
    return cast(Table, programme)


def _assessed(given: Given) -> Assessment:
    household = given.file.household if given.file else Household()
    return assess(household, given.policy, today=given.today).seen_from(given.programme.on_lists)


def _reasons(given: Given, assessment: Assessment) -> Iterator[Reason]:
    """What keeps a household from a list: it stands there, or the rules say no."""
    title = _table(given.programme).title
    if given.file and given.programme.on_lists[0] in given.file.stands_on:
        said = say(N_("Your household stands on {list} already."), list=title)
        yield Reason("on_list", said, said)
    elif given.is_running:
        source = N_("There is already an application for this. Whoever sent it can follow it with /cases.")
        yield Reason("already_applied", say(source), say(N_("One application for a list at a time.")))
    elif _is_for_others(assessment):
        said = say(N_("This is for households that come on no other list, and yours can."))
        yield Reason("on_another_list", said, said)
    else:
        yield from household_reasons(assessment)


def _is_for_others(assessment: Assessment) -> bool:
    """Say whether a list takes only whom no other one takes, and another one does."""
    named = assessment.named_list
    if named is None or named.beside is not Beside.NEVER:
        return False
    return any(assessment.class_on(one.key).gets_file for one in assessment.rules.lists if one.key != named.key)
