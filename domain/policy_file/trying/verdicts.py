"""What a policy gives a household on a day: its class, every programme with its amount, and all that was looked at."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from enum import StrEnum
from fractions import Fraction
from typing import Any

from domain.aid.eligibility import Assessment, assess
from domain.aid.kinds import KINDS
from domain.aid.looked import class_looked, household_looked
from domain.aid.worked_out import household_reasons
from domain.households.household import Household
from domain.kinds.kind import Door, Given, OnFile
from domain.kinds.reasons import Grant, Reason
from domain.kinds.trace import Looked
from domain.platform.money import FEN_PER_YUAN, in_yuan
from domain.platform.text import N_, Local, Text, say
from domain.policy.model import Policy
from domain.policy.programmes import Programme
from domain.policy_file.trying.history import History

EXCLUDED = "excluded"
Answers = Mapping[str, Any]


class Answer(StrEnum):
    """What a programme says to a household."""

    YES = "yes"
    LATER = "later"  # it is only the day that speaks against it
    NO = "no"


@dataclass(frozen=True, slots=True)
class Tried:
    """One programme: fen (None: it depends on `asks`, the questions that are not answered yet), reasons, all lines.

    `on` is the day from which it would be possible, where only the day speaks against it.
    """

    key: str
    title: Text | Local
    verdict: Answer
    amount: int | None
    on: date | None
    reasons: tuple[Reason, ...]
    looked: tuple[Looked, ...]
    asks: tuple[str, ...] = ()
    by_officer: bool = False  # nobody applies for it: an officer asks, for one or for all whom an event has struck


@dataclass(frozen=True, slots=True)
class Trial:
    """A household under a policy: the key of its class or `excluded`, net income per head and month in yuan."""

    household_class: str
    net: Fraction
    reasons: tuple[Reason, ...]
    looked: tuple[Looked, ...]
    programmes: tuple[Tried, ...]
    lists: Mapping[str, str] = field(default_factory=dict)  # the class on each list, where there are several


def try_household(
    policy: Policy,
    household: Household,
    today: date,
    answers: Mapping[str, Answers] | None = None,
    history: History | None = None,
) -> Trial:
    """Try every programme that somebody applies for, or an officer asks for, as if the household were on file today.

    `answers` are those to a programme's own questions, by its key; `history` is what it had before.
    """
    assessment = assess(household, policy, today=today)
    found = EXCLUDED if assessment.exclusions else assessment.household_class.value
    own = answers or {}
    tried = (
        _Trying(policy, one, assessment, own.get(one.key, {}), history or History()).whole()
        for one in policy.programmes
        if KINDS.of(one).door(one) is not Door.VISIT
    )
    net, reasons = assessment.net_month / FEN_PER_YUAN, tuple(household_reasons(assessment))
    looked = (*class_looked(assessment), *household_looked(assessment))
    several = policy.lists if len(policy.lists) > 1 else ()
    lists = {one.key: EXCLUDED if assessment.exclusions else assessment.class_on(one.key).value for one in several}
    return Trial(found, net, reasons, looked, tuple(tried), lists)


@dataclass(frozen=True, slots=True)
class _Trying:
    policy: Policy
    programme: Programme
    assessment: Assessment
    answers: Answers
    history: History

    def whole(self) -> Tried:
        """What the household may have is what those may have who may have any; else the first of whom it is for."""
        kind = KINDS.of(self.programme)
        each = [self.one(presumed) for presumed in kind.tries(self.given({}))]
        if not each:
            return self.nobody()
        best = min((one.verdict for one in each), key=_ORDER.index)
        those = [one for one in each if one.verdict is best]
        amounts = [one.amount for one in those]
        total = None if None in amounts else sum(one or 0 for one in amounts)
        told = {reason.key: reason for one in those for reason in one.reasons}
        looked = tuple({str(line.plain): line for one in those for line in one.looked}.values())
        return self._told(tuple(told.values()), total, looked)

    def one(self, presumed: Answers) -> Tried:
        """Try it for one of the household; without answers to its questions the sum is not known."""
        kind = KINDS.of(self.programme)
        keys = {one.key: one.answer_key for one in self.policy.questions_of(self.programme.key)}
        own = {keys.get(key, key): value for key, value in self.answers.items()}
        given = self.given({**presumed, **own})
        against, amount = kind.before(given), None
        if not self.asks:
            found = kind.found(given)
            against, amount = found.against, found.in_a_year
        amount = 0 if against else amount
        return self._told(against, amount, kind.looked(given))

    def nobody(self) -> Tried:
        """Nobody of the household is meant."""
        said = say(N_("There is nobody in the household whom it is for."))
        against = (*KINDS.of(self.programme).before(self.given({})), Reason("nobody", said, said))
        return self._told(against, 0, ())

    def _told(self, against: tuple[Reason, ...], amount: int | None, looked: tuple[Looked, ...]) -> Tried:
        days = [one.on for one in against if one.on is not None]
        later = bool(against) and len(days) == len(against)
        verdict = Answer.YES if not against else Answer.LATER if later else Answer.NO
        title = KINDS.of(self.programme).title(self.programme, running=False)
        on = max(days) if later else None
        by_officer = KINDS.of(self.programme).door(self.programme) is not Door.WORKER
        return Tried(self.programme.key, title, verdict, amount, on, against, looked, self.asks, by_officer)

    @property
    def asks(self) -> tuple[str, ...]:
        """The programme's own questions that have to be answered first."""
        asked = self.policy.questions_of(self.programme.key)
        open_ = (one for one in asked if one.tried_as is None and not one.optional)
        return tuple(one.key for one in open_ if one.key not in self.answers)

    @property
    def assessed(self) -> Assessment:
        """The household as if it were on file since today."""
        return replace(self.assessment, asked_under=self.policy, asked_on=self.assessment.today)

    def given(self, answers: Answers) -> Given:
        """Return what a kind looks at."""
        found = self.assessment
        people = {f"m{number}": one for number, one in enumerate(found.household.members)}
        on_file = OnFile(found.household, found.household_class, self.policy, found.today, assessed=self.assessed)
        given = Given(
            policy=self.policy, programme=self.programme, answers=answers, today=found.today, file=on_file,
            people=people, memberships=self.history.memberships,
        )  # fmt: skip
        return replace(given, granted=tuple(self.granted(given)))

    def granted(self, given: Given) -> Iterator[Grant]:
        """Yield what the household had; the same programme was for the period of now, but never for the same event."""
        period = KINDS.of(self.programme).subject(replace(given, answers={})).period or "-"
        for one in self.history.granted:
            yield replace(one, period=period) if one.programme == self.programme.key else one


_ORDER = (Answer.YES, Answer.LATER, Answer.NO)


def plain(trial: Trial) -> dict[str, Any]:
    """Return a trial for machines: sums in yuan as text, the exact net income in lowest terms, days in ISO."""
    return {
        "class": trial.household_class,
        **({"lists": dict(trial.lists)} if trial.lists else {}),
        "net_income_per_head": str(trial.net),
        "reasons": [one.key for one in trial.reasons],
        "conditions": [one.plain for one in trial.looked],
        "programmes": [_plain(one) for one in trial.programmes],
    }


def _plain(one: Tried) -> dict[str, Any]:
    return {
        "key": one.key,
        "verdict": one.verdict.value,
        **({"on": one.on.isoformat()} if one.on else {}),
        "amount": None if one.amount is None else in_yuan(one.amount),
        "reasons": [reason.key for reason in one.reasons],
        "conditions": [line.plain for line in one.looked],
        **({"asks": list(one.asks)} if one.asks else {}),
        **({"by": "officer"} if one.by_officer else {}),
    }
