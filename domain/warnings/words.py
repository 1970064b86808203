"""What officers read of an early warning."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from domain.households.buttons import CallWorker, LogVisit, OpenHousehold
from domain.menu.buttons import Go
from domain.plans.buttons import OpenPlan
from domain.platform.messages import Key, Keys, Message, key
from domain.platform.text import N_, Arg, Sayable, lines, paragraphs, say
from domain.policy.frame.warnings import Sign
from domain.warnings.answers import SIGNS, Answer
from domain.warnings.buttons import AnswerWarning, OpenWarning


@dataclass(frozen=True, slots=True)
class Warned:
    """A warning as an officer sees it; `number` is that of the household, empty without a file. `until`: the day by
    which it goes one level up."""

    warning_id: int
    sign: Sign
    name: Arg
    unit: Arg
    found_on: date
    number: str = ""
    household_id: int | None = None
    until: date | None = None
    answer: Answer | None = None
    answered_by: Arg = ""
    phone: str = ""


AGAIN = say(N_("⏰ <b>This still waits for an answer.</b>"))
FROM_BELOW = say(N_("Nobody answered this in time, so it comes to you."))
HIDDEN = N_(
    "⚠ Early warning {id}: the worker has withdrawn the consent to use their data, so nothing of it is shown. If they "
    "agree again, you get it anew."
)
CLOSED = N_("This early warning is over: the file of the household was closed.")
ERASED = N_("This early warning is over: the worker is not kept here any more.")
REASONS = (
    (Answer.SPOKE, say(N_("We spoke, nothing more is needed"))),
    (Answer.HELPED, say(N_("They get help already"))),
    (Answer.UNFOUNDED, say(N_("It is not so"))),
)


def card(one: Warned, why: Sayable | None = None) -> Message:
    """Return a warning with what can be done about it."""
    head = say(N_("⚠ <b>Early warning {id}</b>: {sign}"), id=str(one.warning_id), sign=SIGNS[one.sign])
    phone = say(N_("Phone: {phone}"), phone=one.phone) if one.phone else None
    if one.answer is not None:
        return Message(paragraphs(lines(head, _whose(one), phone), _became(one)), _file_keys(one))
    return Message(paragraphs(why, lines(head, _whose(one), phone), _asks(one)), _keys(one))


def _whose(one: Warned) -> Sayable:
    found = say(N_("found on {day}"), day=one.found_on)
    file = say(N_("household {number}"), number=one.number) if one.number else say(N_("no file yet"))
    return lines(one.name, one.unit, file, found, between=" · ")


def _became(one: Warned) -> Sayable:
    assert one.answer is not None
    return say(N_("Answered by {name}: {answer}."), name=one.answered_by, answer=one.answer.said)


def _asks(one: Warned) -> Sayable:
    please = say(N_("Please see what can help: a visit, or a talk. One press below says what became of it."))
    if one.until is None:
        return please
    return lines(please, say(N_("If nobody answers by {day}, it goes one level up."), day=one.until), between=" ")


def _keys(one: Warned) -> Keys:
    visited: Keys = (
        ((key(say(N_("🏠 Log a visit")), LogVisit(one.household_id)),),)
        if one.household_id is not None
        else ((key(say(N_("🏠 I have visited them")), AnswerWarning(one.warning_id, Answer.VISIT)),),)
    )
    plan: Keys = (
        ((key(say(N_("📋 Put a measure into the plan")), OpenPlan(one.household_id)),),)
        if one.household_id is not None
        else ()
    )
    reasons = tuple((key(label, AnswerWarning(one.warning_id, answer)),) for answer, label in REASONS)
    return (*visited, *plan, *reasons, *_file_keys(one))


def _file_keys(one: Warned) -> Keys:
    if one.household_id is None:
        return ((key(say(N_("See the warning")), OpenWarning(one.warning_id)), _list_key()),)
    return (
        (key(say(N_("📞 Call")), CallWorker(one.household_id)),
         key(say(N_("Open the household")), OpenHousehold(one.household_id))),
        (_list_key(),),
    )  # fmt: skip


def _list_key() -> Key:
    return key(say(N_("All warnings")), Go("warnings"))


def taken(name: Arg, answer: Answer) -> Message:
    """Return what stands with the others once somebody has answered."""
    return Message(say(N_("{name} has answered this early warning: {answer}."), name=name, answer=answer.said))


def line(one: Warned) -> Sayable:
    """Return a warning as it stands on the key of a list."""
    return say(N_("{day} · {name} · {sign}"), day=one.found_on, name=one.name, sign=SIGNS[one.sign])
