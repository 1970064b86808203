"""What is asked of every kind of step: who acts in it, what they give and are asked, and what it leaves behind."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from enum import Enum, StrEnum, auto
from typing import Any, ClassVar

from domain.forms import Form, Question
from domain.platform.access import Action
from domain.platform.calendar import WorkingCalendar
from domain.platform.messages import Key, Keys, key
from domain.platform.text import N_, Sayable, Text, say
from domain.procedure.buttons import DecideStep
from domain.procedure.grounds import Change
from domain.procedure.state import CaseState, Decision, Verdict
from domain.units.steps import Step, StepKind


class Actor(Enum):
    """Who brings a case past a step."""

    OFFICER = auto()  # by level and role, as the policy says
    TIME = auto()
    WORKER = auto()


class WaitsFor(StrEnum):
    """What the worker is to do; named as the policy names its days."""

    RETURNED = "returned"  # correct the case and hand it in again
    PAPERS = "papers"  # bring the papers that were to follow
    RECEIPT = "receipt"  # say whether the money has come
    PROOFS = "proofs"  # bring the papers of what was paid at once


class Kind:
    """One kind of step; it has a file of its own beside this one, in which `KIND` is it.

    Sentences are marked sources without a place, if nothing else is said. A kind knows no other, but by the name of the
    one that has to come before it (`follows`).
    """

    key: ClassVar[StepKind]
    name: ClassVar[str]
    prompt: ClassVar[str] = ""  # what its officers are asked
    prompt_paid: ClassVar[str] = ""  # the same, of a case that is paid already
    prompt_listed: ClassVar[str] = ""  # the same, of a {list} behind the first
    coming: ClassVar[str]  # what the worker reads when the case comes to it
    nobody: ClassVar[str] = ""  # what they read instead when there is no officer for it; "": the same
    coming_listed: ClassVar[str] = ""  # what the worker reads, of a {list} behind the first
    approved: ClassVar[str] = N_("{step}: approved by the {role}")  # its line in the history
    settled: ClassVar[str] = N_("Approved by the {role}, {unit}.")  # what the others who were asked read
    done: ClassVar[str] = N_("Approved.")  # what whoever approved it reads
    go: ClassVar[str] = N_("Approve")  # the key that approves it
    stop: ClassVar[str] = N_("Refuse")  # the key that refuses it
    actor: ClassVar[Actor] = Actor.OFFICER
    verdicts: ClassVar[frozenset[Verdict]] = frozenset({Verdict.APPROVE, Verdict.RETURN, Verdict.REFUSE})
    follows: ClassVar[StepKind | None] = None
    stands_for: ClassVar[StepKind | None] = None  # what has to come before another step may be this instead
    goes_before: ClassVar[StepKind | None] = None  # what has to stand somewhere behind it
    is_duty: ClassVar[bool] = False  # whoever decides it decides no other such step of the case
    is_visited: ClassVar[bool] = False  # home visits are recorded in it, and whoever visits may decide it
    is_posted: ClassVar[bool] = False  # a public notice stands while it lasts
    is_money: ClassVar[bool] = False  # money is due, or out, while it lasts
    pays_out: ClassVar[bool] = False  # what is due is paid in it
    runs: ClassVar[bool] = False  # ... month by month, and its officers are asked while a month is due
    is_granted: ClassVar[bool] = False  # what was asked for has been approved by then
    is_listed: ClassVar[bool] = False  # many of one sort are put before its officers in a list
    asks_aid: ClassVar[bool] = False  # what else the household has is looked at once more before it is approved
    gives: ClassVar[bool] = False  # goods are handed over in it
    grants: ClassVar[bool] = False  # whether the union helps at all is decided in it
    is_outside: ClassVar[bool] = False  # somebody outside the union has it: nothing takes it back to its review
    enrols: ClassVar[bool] = False  # somebody becomes a member in it
    repays: ClassVar[bool] = False  # what was lent comes back in it, by a plan
    is_vouched: ClassVar[bool] = False  # somebody vouches for the worker in it, who knows nothing of the household
    tells: ClassVar[bool] = False  # the worker reads under /cases what was kept in it
    is_signed: ClassVar[bool] = False  # its worker may send photos of what was signed themselves
    chooses_sum: ClassVar[bool] = False  # where the programme leaves the sum open, its officer says how much
    needs_people: ClassVar[bool] = False  # nobody whom the case names may be in another household
    waits_for: ClassVar[WaitsFor | None] = None  # what the worker may have to do meanwhile
    shows: ClassVar[Action | None] = None  # what its officers are shown in full

    @property
    def label(self) -> Text:
        """The name of the step, for people."""
        return Text(self.name)

    @property
    def by_officer(self) -> bool:
        """Whether an officer decides it."""
        return self.actor is Actor.OFFICER

    def check(self, case: CaseState, decision: Decision) -> None:
        """Raise a Refusal unless what an approval needs is there; nothing more than a reason is asked for a return."""

    def check_ready(self, case: CaseState, verdict: Verdict) -> None:
        """Raise a Refusal unless the step is as far as this verdict needs; asked before anything is filled in, too."""

    def so_far(self, case: CaseState) -> Sayable | None:
        """Return how far the step is, for its officers; None: nothing is to be said."""
        return None

    def last_day(self, step: Step, since: date, calendar: WorkingCalendar) -> date | None:
        """Return the last day on which it is in time, if it began on a day; None: it is never late."""
        return calendar.add_working_days(since, step.days) if step.days else None

    def rests_on(self, change: Change) -> bool:
        """Say whether something that changed since the latest approval is in the way of this one."""
        return True

    def entered(self, case_id: int) -> Iterator[object]:
        """Yield what happens when a case has come to it, or is approved anew; events of `domain.procedure.events`."""
        yield from ()

    def left(self, case_id: int) -> Iterator[object]:
        """Yield what happens when a case leaves it and nothing is due to the case any more."""
        yield from ()

    def asked(self, step: Step) -> Sayable:
        """Return what its officers are asked."""
        return Text(self.prompt)

    def comes(self, step: Step) -> Sayable:
        """Return what the worker reads when the case comes to it."""
        return Text(self.coming)

    def offered(self, step: Step) -> Sayable | None:
        """Return what a worker reads of it before they apply for help that is not in money; None: nothing."""
        return None

    def term(self, kept: str) -> tuple[date, date]:
        """Return the first and the last day of a membership by what was kept; only a kind that `enrols` is asked."""
        raise AssertionError(f"nobody joins anything in the step {self.key}")

    def asks(self, number: str, step: Step) -> Form | None:
        """Return what its officers fill in after they have pressed the key that approves; None when that press is all.

        A step with keys of its own begins its own conversation by them.
        """
        return None

    def asks_with(self, number: str, step: Step, sent: int) -> Form | None:
        """Return the same where its worker has `sent` so many pages of what was signed; if it `is_signed`."""
        return self.asks(number, step)

    def asks_with_refusal(self) -> Sequence[Question]:
        """Return what its officers give beside the reason when they refuse it."""
        return ()

    def sum_voted(self, case: CaseState) -> int | None:
        """Return the sum (fen) that was come to by votes; None: its officer says how much."""
        return None

    def noted(self, case: CaseState) -> str:
        """Return what of the case itself is kept with an approval, where nothing that was filled in is."""
        return ""

    def kept(self, answers: Mapping[str, Any], step: Step) -> str:
        """Return what is kept of those answers with the decision, as text."""
        return ""

    def files(self, answers: Mapping[str, Any]) -> Sequence[Mapping[str, Any]]:
        """Return the files of those answers (`FileRef.to_json()`), which are kept with the case."""
        return ()

    def told(self, kept: str) -> Sayable | None:
        """Return what the worker, and whoever looks at the case, reads of what was kept; None: nothing."""
        return None

    def keys(self, case_id: int, version: int, *, can_return: bool) -> Keys:
        """Return what its officers can press, without visits, and without the ways to look at the case."""
        named = ((Verdict.APPROVE, self.go), (Verdict.RETURN, N_("Return")), (Verdict.REFUSE, self.stop))
        offered = [(verdict, label) for verdict, label in named if verdict in self.verdicts]
        return (
            tuple(
                key(Text(label), DecideStep(case_id, version, verdict))
                for verdict, label in offered
                if verdict is not Verdict.RETURN or can_return
            ),
        )

    def problems(self, step: Step) -> Iterator[Text]:
        """Yield what is wrong with a step of this kind as a policy file describes it."""
        if self.by_officer and (step.level is None or step.role is None):
            yield say(N_("the step {step} does not say which level and role decide it"), step=str(self.key))


def back_key(case_id: int, version: int) -> Key:
    """Return the key that gives a case back to its worker."""
    return key(say(N_("Return")), DecideStep(case_id, version, Verdict.RETURN))
