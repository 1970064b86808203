"""What one sort of help asks, gives and ends in. Everything else asks this and knows no kind by name."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from typing import Any, ClassVar, Protocol

from domain.forms import Form
from domain.households.asked import Reader
from domain.households.classes import HouseholdClass
from domain.households.household import Household, Member
from domain.kinds.reasons import Grant, Membership, Reason
from domain.kinds.trace import Looked
from domain.platform.access import Action
from domain.platform.text import Local, Sayable, Text
from domain.policy import Policy, Programme
from domain.policy.conditions import OptionKeys, Place
from domain.policy.examples import Example

Problems = Iterator[tuple[Place, Text]]


class Need(StrEnum):
    """What a programme has to do with the household's file."""

    OPENS = "opens"  # a finished case puts the household on file: it names everybody who lives there
    RESTS = "rests"  # it rests on the open file of the household
    NONE = "none"  # it is for a worker, whose file is looked at if there is one


class Door(StrEnum):
    """Who lets a case of a programme begin."""

    WORKER = "worker"  # hands it in
    OFFICER = "officer"  # hands it in for somebody without an account, or for a unit
    EVENT = "event"  # opens it once for every household that an event has struck; approved and paid by lists of many
    VISIT = "visit"  # an officer settled it at a visit; its approval and payment stand in lists of many


@dataclass(frozen=True, slots=True)
class OnFile:
    """A household as it stands on file: its class, and the policy and the day by which that was worked out."""

    household: Household
    household_class: HouseholdClass
    policy: Policy
    on: date
    number: str = ""
    assessed: Any = None  # the Assessment of all this, where it was made already
    listed: Mapping[str, HouseholdClass] = field(default_factory=dict)  # its classes on the lists behind the first
    stands_on: tuple[str, ...] = ()  # the lists, by their keys
    came_on: Mapping[str, int] = field(default_factory=dict)  # how often it came on each of the lists behind the first


@dataclass(frozen=True, slots=True, kw_only=True)
class Given:
    """Everything a kind may look at, loaded once; a kind neither queries nor reads the clock. Money in fen.

    `policy` is the one the case began under, `today` the day on which it was first handed in. What only `found` needs
    (file, grants, what is running) is loaded for it alone.
    """

    policy: Policy
    programme: Programme
    answers: Mapping[str, Any]
    today: date
    file: OnFile | None = None  # None: it rests on none
    worker: str = ""  # what stands for whoever asks, where no file is needed
    born: date | None = None  # when the worker was, by the number of their document
    people: Mapping[str, Member] = field(default_factory=dict)  # who lives there, by the keys that forms know them by
    granted: tuple[Grant, ...] = ()  # to this household, of every programme, also what is only asked for
    is_running: bool = False  # whom it is for has a case of this programme and period already
    memberships: tuple[Membership, ...] = ()  # of the worker, where the programme is for members
    is_paid: bool = False  # papers that follow the money are due
    settled_by: str = ""  # the name of the officer who settled it at a visit
    settled_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Subject:
    """Whom a case is for, and once per what: `person` may have it once in the `period`, else what `key` stands for.

    Without both, once is held by the file. `members` is everybody whom the case names, `kept` what is kept with its
    answers; among it may be `posted_as`, the name that a public notice bears in the place of the applicant's.
    """

    period: str
    person: Member | None = None
    members: tuple[Member, ...] = ()
    kept: Mapping[str, Any] = field(default_factory=dict)
    key: str = ""


@dataclass(frozen=True, slots=True)
class Found:
    """What the rules say: what it gives (fen, 0 for no money) and every reason against it, as the worker reads it."""

    household_class: HouseholdClass
    said: Sayable
    amount: int = 0
    against: tuple[Reason, ...] = ()  # empty: it may be handed in
    again_on: date | None = None  # from this day on it could be handed in: the worker is reminded
    least: int | None = None  # fen: whoever approves chooses the sum, from this up to the amount; None: it is the sum
    also: Mapping[str, bool] = field(default_factory=dict)  # programmes to hand it in for as well; True: at once
    leads_to: str = ""  # the key of the programme that a case is of then, where that is another one
    months: int = 0  # in how many months the amount is given, the same each month; 0: at once

    @property
    def in_a_year(self) -> int:
        """What it gives in a year, in fen."""
        return self.amount * min(self.months, 12) // self.months if self.months else self.amount


@dataclass(frozen=True, slots=True)
class Asking:
    """How its form is filled in: the key by which drafts are found again, what people call it, and who may."""

    form: str
    name: Text
    action: Action


class Kind(Protocol):
    """One sort of help; `key` is what `kind =` says in the policy. What differs by programme is asked, never kept."""

    key: ClassVar[str]
    askings: ClassVar[tuple[Asking, ...]]  # all ways to ask; none: nothing is asked of the worker

    def asking(self, programme: Programme) -> Asking | None:
        """Return how it is asked for; None: nothing is asked of the worker."""
        ...

    def need(self, programme: Programme) -> Need:
        """Return what it has to do with the household's file."""
        ...

    def door(self, programme: Programme) -> Door:
        """Return who lets a case begin."""
        ...

    def form(self, policy: Policy, programme: Programme, people: Mapping[str, Member] | None) -> Form:
        """Return what is asked, of `people` who live in the household; None: answers are only read by it."""
        ...

    def subject(self, given: Given) -> Subject:
        """Return for whom it is, and once per what."""
        ...

    def before(self, given: Given) -> tuple[Reason, ...]:
        """Return what speaks against it before anything is asked: for the list of programmes."""
        ...

    def found(self, given: Given) -> Found:
        """Return what it gives with its why, or every reason against it, in the order a worker would meet them."""
        ...

    def looked(self, given: Given) -> tuple[Looked, ...]:
        """Return everything that `found` looks at beside the household itself, whether it speaks for or against it."""
        ...

    def tries(self, given: Given) -> tuple[Mapping[str, Any], ...]:
        """Return the answers that the household itself gives, once for each whom it may be for; none: nobody."""
        ...

    def again(self, given: Given) -> Mapping[str, Any]:
        """Return the answers that a returned case comes back with: those that still hold."""
        ...

    def handed_in(self, programme: Programme, number: str) -> Sayable:
        """Return what a worker reads once it is handed in: what comes now."""
        ...

    def listed(self, programme: Programme, today: date) -> Sayable | None:
        """Return how it stands in the list of what can be applied for; None: it does not."""
        ...

    def papers(self, given: Given) -> tuple[str, ...]:
        """Return the keys of the papers it needs."""
        ...

    def title(self, programme: Programme, *, running: bool) -> Text | Local:
        """Return its name, for people; of a case that is `running` what it is about to do."""
        ...

    def shown(self, given: Given, reader: Reader) -> tuple[Sayable, ...]:
        """Return the lines that say to a reader what a case is about, beside the household."""
        ...

    def exemplified(self, policy: Policy, programme: Programme, example: Example) -> tuple[int, tuple[Reason, ...]]:
        """Return fen and every reason against it for a worked example of the file; raises Unfit for a wrong one."""
        ...

    def problems(self, policy: Policy, programme: Programme, place: Place, options: OptionKeys) -> Problems:
        """Yield every contradiction of its part of a policy, with the place of the entry."""
        ...
