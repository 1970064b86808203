"""Vacancies, training places and job fairs: their kinds, how a worker stands to one, and whom one fits."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import Any

from domain.households.household import Household
from domain.platform.text import N_, Text
from domain.policy.seasons import Season

ADULT = 18
JOBLESS = frozenset({"unemployed", "laid_off"})
ASKED_FOR = timedelta(days=30)
_DAY = timedelta(days=1)


class Kind(StrEnum):
    """What is offered."""

    VACANCY = "vacancy"
    TRAINING = "training"
    FAIR = "fair"

    @property
    def label(self) -> Text:
        """The name of the kind, for people, with its picture."""
        return Text(_KIND_LABELS[self])

    @property
    def icon(self) -> str:
        """The picture of the kind, for lists."""
        return _ICONS[self]


_ICONS = {Kind.VACANCY: "💼", Kind.TRAINING: "🛠", Kind.FAIR: "🤝"}
SEARCHED_AS = {
    Kind.VACANCY: "vacancy",
    Kind.TRAINING: "培训 课程 学习 training course",
    Kind.FAIR: "招聘会 双选会 fair",
}
_KIND_LABELS = {
    Kind.VACANCY: N_("💼 Vacancy"),
    Kind.TRAINING: N_("🛠 Training places"),
    Kind.FAIR: N_("🤝 Job fair"),
}


class State(StrEnum):
    """How one worker stands to one offer, in the order in which officers read them."""

    INTERESTED = "interested"
    WAITING_LIST = "waiting_list"
    TOLD = "told"
    HIRED = "hired"
    WENT = "went"
    NOT_SUITABLE = "not_suitable"
    DECLINED = "declined"

    @property
    def label(self) -> Text:
        """The name of the state, for officers."""
        return Text(_STATE_LABELS[self])

    @property
    def takes_a_place(self) -> bool:
        """Whether one of the places is theirs."""
        return self in (State.INTERESTED, State.WENT, State.HIRED)

    @property
    def is_result(self) -> bool:
        """Whether an officer logged what became of it; the worker cannot change it then."""
        return self in (State.WENT, State.HIRED, State.NOT_SUITABLE)


_STATE_LABELS = {
    State.INTERESTED: N_("interested"),
    State.WAITING_LIST: N_("on the waiting list"),
    State.TOLD: N_("no answer yet"),
    State.HIRED: N_("hired"),
    State.WENT: N_("took part"),
    State.NOT_SUITABLE: N_("not suitable"),
    State.DECLINED: N_("not interested"),
}


class Result(StrEnum):
    """What became of it, as an officer logs it; each is a state, too."""

    WENT = "went"
    HIRED = "hired"
    NOT_SUITABLE = "not_suitable"

    @property
    def label(self) -> Text:
        """The key under which it is logged."""
        return Text(_RESULT_LABELS[self])


_RESULT_LABELS = {
    Result.WENT: N_("Took part"),
    Result.HIRED: N_("Was hired"),
    Result.NOT_SUITABLE: N_("Was not suitable"),
}


class Wish(StrEnum):
    """What the jobless adults of a household want, as their case officer wrote it down."""

    JOB = "job"
    TRAINING = "training"
    NOT_NOW = "not_now"
    UNKNOWN = "unknown"


class Fit(StrEnum):
    """Whether an offer fits a household; UNKNOWN: somebody is jobless, and nobody has asked what they want."""

    FITS = "fits"
    UNKNOWN = "unknown"
    NO = "no"


def jobless_adults(household: Household, today: date) -> int:
    """Count the adults without work; the worker, and a member whose birth date is not known, count as adults."""
    members = sum(one.work_status in JOBLESS and _is_adult(one.age_on(today)) for one in household.members)
    return members + (household.self_work_status in JOBLESS)


def _is_adult(age: int | None) -> bool:
    return age is None or age >= ADULT


def wish_in(season: Season, items: Mapping[str, Any]) -> Wish:
    """Return what a task of a season says about the wishes; `items` are the task's, by the key of the checklist."""
    asked = (item.key for item in season.checklist if item.wishes)
    given = (str((items.get(key) or {}).get("choice") or "") for key in asked)
    return next((Wish(choice) for choice in given if choice in set(Wish)), Wish.UNKNOWN)


def fit_of(kind: Kind, wish: Wish, jobless: int) -> Fit:
    """Say whether an offer of a kind fits a household with so many jobless adults."""
    match wish:
        case Wish.UNKNOWN:
            return Fit.UNKNOWN if jobless else Fit.NO
        case Wish.TRAINING:
            return Fit.FITS if kind is Kind.TRAINING else Fit.NO
        case Wish.JOB:
            return Fit.NO if kind is Kind.TRAINING else Fit.FITS
        case Wish.NOT_NOW:
            return Fit.NO


@dataclass(frozen=True, slots=True)
class Terms:
    """What the rules need to know of an offer: `closes` is the last day to answer; `is_ended`: it was withdrawn."""

    places: int
    closes: date
    begins: date | None = None
    is_ended: bool = False

    @property
    def last_day(self) -> date:
        """The last day on which it concerns anybody: to answer, or that on which it begins."""
        return max(self.closes, self.begins or self.closes)

    def is_open(self, today: date) -> bool:
        """Say whether workers can still answer."""
        return not self.is_ended and today <= self.closes

    def is_over(self, today: date) -> bool:
        """Say whether it has closed and begun, or was withdrawn."""
        return self.is_ended or today > self.last_day

    def moves_up(self, today: date) -> bool:
        """Say whether a place that becomes free still goes to the waiting list: it has not begun by then."""
        until = self.closes if self.begins is None else max(self.closes, self.begins - _DAY)
        return not self.is_ended and today <= until

    def asks_for_results(self, today: date) -> bool:
        """Say whether officers are asked what became of it: from the day after it is over, for a month."""
        return not self.is_ended and self.last_day < today <= self.last_day + ASKED_FOR


def free_places(places: int, states: Iterable[State]) -> int:
    """Return how many places are left; officers may log more people than there were places."""
    return max(0, places - sum(state.takes_a_place for state in states))


def answered(now: State | None, interested: bool, free: int) -> State:
    """Return the state after a worker's answer; somebody who has a place or waits for one keeps it."""
    if not interested:
        return State.DECLINED
    if now in (State.INTERESTED, State.WAITING_LIST):
        return now
    return State.INTERESTED if free > 0 else State.WAITING_LIST
