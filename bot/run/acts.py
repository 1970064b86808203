"""What is done when something has happened: the table from events to acts; no room knows what stands above it."""

from collections.abc import Callable, Mapping
from typing import Any

from domain.books.events import FundGrew, FundIsToGrow
from domain.households.events import FileClosed, Visited
from domain.people.events import BackAgain, ConsentChanged, Leaves, Registered
from domain.plans.events import MeasureAdded
from domain.procedure.events import (
    AidAsked,
    CameToNothing,
    CardConfirmed,
    CaseOfficersChanged,
    ChangeNames,
    Entered,
    FileChanged,
    FileOpened,
    InArrears,
    MoneyDue,
    MoneyOff,
    NearTheLine,
    OfficesChanged,
    PapersDue,
    PeopleNamed,
    RunBegun,
    RunOff,
    Signing,
    SumChosen,
    ToBeSigned,
)
from domain.registers.events import HouseholdsTaken
from services import (
    aid,
    campaigns,
    care,
    cases,
    changes,
    claims,
    doubles,
    erasing,
    officers,
    payments,
    plans,
    procedure,
    requests,
    tasks,
    warnings,
)
from services.platform.work import Work


def came_to_nothing(work: Work, event: CameToNothing) -> None:
    """What was settled at a visit is open again, and whom the case named is named by it no longer."""
    tasks.open_again(work, event)
    claims.match_case(work, PeopleNamed(event.case_id))


def file_opened(work: Work, event: FileOpened) -> None:
    """A household gets its case officer, accounts with the number of somebody who lives there are asked about, and
    another file may be of the same household."""
    care.assign_by_rule(work, event)
    claims.match_file(work, event)
    doubles.file_opened(work, event)


def file_closed(work: Work, event: FileClosed) -> None:
    """The plan of the household ends, and nothing warns of it any more."""
    plans.end_with(work, event.household_id)
    warnings.end_with(work, event.household_id)


def visited(work: Work, event: Visited) -> None:
    """A visit ticks measures off that are one, and answers what was warned of."""
    plans.visited(work, event)
    warnings.visited(work, event)


def files_taken(work: Work, event: HouseholdsTaken) -> None:
    """The same for households of a register, all of them at once."""
    claims.match_files(work, event)
    doubles.files_taken(work, event)


def follow_consent(work: Work, changed: ConsentChanged) -> None:
    """What officers have in their chats shows at once that a worker withdrew the consent, or agreed again."""
    erasing.follow_consent(work, changed)
    procedure.follow_consent(work, changed)
    campaigns.follow_consent(work, changed)
    changes.follow_consent(work, changed)
    officers.follow_consent(work, changed)
    requests.follow_consent(work, changed)
    warnings.follow_consent(work, changed)


def forget(work: Work, leaving: Leaves) -> None:
    """Whatever officers have in their chats about somebody who is erased says that it is over."""
    claims.forget(work, leaving)
    changes.forget(work, leaving)
    officers.forget(work, leaving)
    procedure.forget(work, leaving)
    requests.forget(work, leaving)
    warnings.forget(work, leaving)


def registered(work: Work, event: Registered) -> None:
    """Who asked for an account of before asks no longer, and what they wrote before can be sent."""
    claims.registered(work, event)
    requests.registered(work, event)


def offices_changed(work: Work, event: OfficesChanged) -> None:
    """What waits below a unit goes to whom it concerns now; its cases were put before them already."""
    claims.ask_anew(work, event)
    changes.follow_offices(work, event)
    doubles.ask_anew(work, event)


def case_officers_changed(work: Work, event: CaseOfficersChanged) -> None:
    """What waits for the officer of a household goes along with it."""
    payments.follow_officers(work, event)
    changes.follow_officers(work, event)
    claims.follow_officers(work, event)
    doubles.follow_officers(work, event)


ACTS: Mapping[type[Any], Callable[..., None]] = {
    FileOpened: file_opened,
    FileChanged: doubles.file_changed,
    FundIsToGrow: procedure.hold_waiting,
    FundGrew: procedure.let_go_on,
    BackAgain: care.tell_of_return,
    Registered: registered,
    AidAsked: tasks.check_asked,
    CameToNothing: came_to_nothing,
    PeopleNamed: claims.match_case,
    ChangeNames: claims.match_change,
    OfficesChanged: offices_changed,
    CaseOfficersChanged: case_officers_changed,
    MoneyDue: payments.money_due,
    CardConfirmed: payments.card_confirmed,
    MoneyOff: payments.money_off,
    RunBegun: payments.begin_run,
    RunOff: payments.run_off,
    Entered: aid.entered,
    SumChosen: aid.sum_chosen,
    Signing: aid.check_group,
    ToBeSigned: aid.ask_group,
    PapersDue: cases.papers_due,
    ConsentChanged: follow_consent,
    Leaves: forget,
    HouseholdsTaken: files_taken,
    InArrears: warnings.in_arrears,
    NearTheLine: warnings.near_the_line,
    Visited: visited,
    FileClosed: file_closed,
    MeasureAdded: warnings.measure_added,
}
