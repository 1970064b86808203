"""A repayment that is to wait: what is asked, and what its officers and its worker read of it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from domain.forms import ChoiceAnswer, Form, Option, Question, TextAnswer
from domain.payments.buttons import DecideWait
from domain.platform.messages import Keys, key
from domain.platform.text import N_, Money, Nn_, Sayable, Text, lines, say, say_many

MONTHS = (1, 2, 3, 6, 12)


class Wait(StrEnum):
    """Where it stands: ASKED by the worker, PROPOSED by an officer to a second one; DROPPED: nothing waits any more."""

    ASKED = "asked"
    PROPOSED = "proposed"
    LET = "let"
    REFUSED = "refused"
    DROPPED = "dropped"


OPEN = (Wait.ASKED.value, Wait.PROPOSED.value)


@dataclass(frozen=True, slots=True)
class Waiting:
    """What is asked for: that the repayment of a number (`fen` are open of it) moves from one day to another one, and
    those after it along; `reason` is None while its worker does not agree that it is read."""

    id: int
    number: int
    fen: int
    due_on: date
    moves_to: date
    by_worker: bool
    is_proposed: bool
    reason: str | None


def wait_form(number: str, most: int, *, by_worker: bool) -> Form:
    """Ask for how many months, at `most`, repayments are to wait, and why. Answers: `wait_months`, `wait_reason`."""
    title = say(N_("Case {number}: repayments wait"), number=number)
    return Form(
        key="wait",
        title=title,
        questions=(_months_question(most), _reason_question(by_worker=by_worker)),
        summary=False,
    )


def _months_question(most: int) -> Question:
    offered = tuple(Option(str(count), _months(count)) for count in MONTHS if count <= max(most, 1))
    return Question(
        key="wait_months",
        prompt=say(N_("For how long should the repayments wait?")),
        answer=ChoiceAnswer(offered),
        help=say(N_("All that is open moves by as much. The sums stay the same, and nothing is added.")),
        label=say(N_("Wait for")),
    )


def _months(count: int) -> Text:
    return say_many(*Nn_("{count} month", "{count} months"), count)


def _reason_question(*, by_worker: bool) -> Question:
    source = N_("What is the reason? A sentence or two. Your case officer and a colleague who decides read it.")
    if not by_worker:
        source = N_("What is the reason? A sentence or two. A colleague decides by it, and the worker is told.")
    return Question(
        key="wait_reason",
        prompt=say(source),
        answer=TextAnswer(least=2, most=500),
        help=say(N_("Such as: ill since the 3rd, wages are late, the shop was closed.")),
        label=say(N_("Reason")),
    )


def wait_refused_form(number: str) -> Form:
    """Ask why a repayment may not wait. Answers: `reason`."""
    question = Question(
        key="reason",
        prompt=say(N_("Why can it not wait, and what should the worker do instead? They read it as you write it.")),
        answer=TextAnswer(least=2, most=500),
        help=say(N_("Such as: half of it will do this month. Plain words help.")),
        label=say(N_("Reason")),
    )
    title = say(N_("Case {number}: the repayment does not wait"), number=number)
    return Form(key="wait_refused", title=title, questions=(question,), summary=False)


def asked(wait: Waiting) -> tuple[Sayable, Keys]:
    """Return what an officer is asked: the first whether it should wait, the second whether it does."""
    source = N_("The case officer asks that repayments of this loan may wait.")
    if wait.by_worker:
        source = N_("The worker cannot pay and asks that repayments of this loan may wait.")
    told = lines(say(source), moving(wait), _why(wait), _ask(wait))
    yes, no = say(N_("Let it wait")), say(N_("Do not let it wait"))
    return told, ((key(yes, DecideWait(wait.id, wait.number, 1)), key(no, DecideWait(wait.id, wait.number, 0))),)


def moving(wait: Waiting) -> Text:
    """Say which repayment moves from when to when."""
    source = N_("Repayment {number}, {amount}: from {before} to {after}; those after it move along.")
    return say(source, number=wait.number, amount=Money(wait.fen), before=wait.due_on, after=wait.moves_to)


def _why(wait: Waiting) -> Text | None:
    return say(N_("Reason: {reason}"), reason=wait.reason) if wait.reason is not None else None


def _ask(wait: Waiting) -> Text:
    if wait.is_proposed:
        return say(N_("A colleague is for it. You decide as the second officer."))
    return say(N_("If you are for it, a leader decides as the second officer."))
