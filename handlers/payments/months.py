"""Cashiers record what was paid of what is given each month; officers hold it, let it go on, or end it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from domain.cases.buttons import Act, CasePress
from domain.forms import Form
from domain.payments.buttons import EndRun, HoldRun, LetRunOn, PayMonths, StopRun
from domain.payments.month_forms import run_ended_form, run_held_form
from domain.payments.questions import same_reference_form
from domain.platform.access import Action
from domain.platform.messages import key
from domain.platform.text import N_, Money, Nn_, Sayable, Text, lines, paragraphs, say, say_many
from domain.procedure.buttons import MonthsPaid
from domain.procedure.steps.payment import payment_form
from handlers.forms import Conversation, begin, register
from handlers.menu.office import OVER, finish
from handlers.platform.route import Press, Route
from handlers.platform.turn import Turn
from services import cases, payments, procedure
from services.forms import Draft

ALL = "all"  # how the subject of a draft begins that is about the whole list: "all:<count>:<fen>"


def months_paid(turn: Turn, press: MonthsPaid) -> None:
    """Ask for the day and the bank's reference of one case."""
    payments.check_may_pay(turn.work, press.case_id, press.version)
    begin(turn, "months_paid", subject=f"{press.case_id}:{press.version}", restart=True, below=True)


def all_paid(turn: Turn, press: PayMonths) -> None:
    """Ask for those of the whole list."""
    cases.check_listed(turn.work, press)
    begin(turn, "months_paid", subject=f"{ALL}:{press.count}:{press.fen}:{press.mark}", restart=True, below=True)


def _title(turn: Turn, subject: str) -> Text:
    which, count, *rest = subject.split(":")
    if which != ALL:
        return say(N_("Payment of case {number}"), number=procedure.number_of(turn.work, int(which)))
    source = Nn_("Payment of {count} case, {amount}", "Payment of {count} cases, {amount} in all")
    return say_many(*source, int(count), amount=Money(int(rest[0])))


def _paid_form(turn: Turn, draft: Draft) -> Form:
    return payment_form(_title(turn, draft.subject))


def _paid(turn: Turn, draft: Draft, answers: Mapping[str, Any]) -> None:
    _pay(turn, draft.subject, answers["paid_on"], answers["reference"])


def _pay(turn: Turn, subject: str, paid_on: str, reference: str, *, same_reference: bool = False) -> None:
    """Record it; a number of the bank that is on record already is asked about first."""
    pay = _all if subject.startswith(ALL) else _one
    given: dict[str, Any] = {
        "paid_on": date.fromisoformat(paid_on), "reference": reference, "same_reference": same_reference,
    }  # fmt: skip
    try:
        finish(turn, lambda: pay(turn, subject, given), (*OVER, cases.ListChanged, payments.Rests))
    except payments.ReferenceOnRecord:
        begin(turn, "months_same", subject=f"{subject}|{paid_on}|{reference}", restart=True)


def _one(turn: Turn, subject: str, given: Mapping[str, Any]) -> Sayable:
    case_id, version = map(int, subject.split(":"))
    fen = payments.pay_months(turn.work, case_id, version, **given)
    cases.lists_moved(turn.work, [case_id])
    return say(N_("Written down: {amount} paid."), amount=Money(fen))


def _all(turn: Turn, subject: str, given: Mapping[str, Any]) -> Sayable:
    done = cases.pay_listed(turn.work, _press(subject), **given)
    source = Nn_("Written down: {count} case paid, {amount}.", "Written down: {count} cases paid, {amount} in all.")
    told = say_many(*source, done.approved, amount=Money(done.fen))
    left = [lines(number, why, between=": ") for number, why in done.left]
    head = say(N_("Not written down, since a rule stands against it; please look at them one by one under /pending:"))
    return paragraphs(told, lines(head, *left) if left else None)


def _press(subject: str) -> PayMonths:
    """Return the press on the whole list that a form was begun by."""
    _, count, fen, mark = subject.split(":")
    return PayMonths(int(mark), int(count), int(fen))


def _same_form(turn: Turn, draft: Draft) -> Form:
    subject, _, reference = draft.subject.split("|", 2)
    stands = payments.standing_at(turn.work, reference)
    return same_reference_form(_named(turn, subject), reference, stands)


def _named(turn: Turn, subject: str) -> Sayable | str:
    which, count, *_ = subject.split(":")
    if which != ALL:
        return procedure.number_of(turn.work, int(which))
    first = cases.check_listed(turn.work, _press(subject))
    return first if count == "1" else say(N_("{number} and others"), number=first)


def _same(turn: Turn, draft: Draft, answers: Mapping[str, Any]) -> None:
    subject, paid_on, reference = draft.subject.split("|", 2)
    if answers["is_right"]:
        _pay(turn, subject, paid_on, reference, same_reference=True)
    else:
        begin(turn, "months_paid", subject=subject, prefill={"paid_on": paid_on}, restart=True)


# It rests, goes on, or ends ------------------------------------------------------------------------------------------


def hold(turn: Turn, press: HoldRun) -> None:
    """Ask why it is to rest."""
    payments.check_may_steer(turn.work, press.case_id)
    begin(turn, "run_held", subject=str(press.case_id), restart=True, below=True)


def end(turn: Turn, press: EndRun) -> None:
    """Ask why it ends."""
    payments.check_may_steer(turn.work, press.case_id)
    begin(turn, "run_ended", subject=str(press.case_id), restart=True, below=True)


def let_go_on(turn: Turn, press: LetRunOn) -> None:
    """It goes on at once."""
    payments.let_go_on(turn.work, press.case_id)
    turn.toast(say(N_("Thank you. It goes on, and the worker is told.")))


def stop(turn: Turn, press: StopRun) -> None:
    """Ask its worker once, with the day, then end it with the month."""
    number, last = payments.check_may_stop(turn.work, press.case_id)
    see = key(say(N_("See the case")), CasePress(press.case_id, Act.OPEN))
    if press.sure:
        payments.stop(turn.work, press.case_id)
        turn.show(say(N_("Thank you. It ends on {day}."), day=last), ((see,),))
        return
    source = N_(
        "Do you need what case {number} gives you each month no more? This month still comes; it ends on {day}."
    )
    yes = key(say(N_("Yes, let it end")), StopRun(press.case_id, 1))
    turn.show(say(source, number=number, day=last), ((yes,), (see,)))


def _asking(form: Callable[[str], Form]) -> Callable[[Turn, Draft], Form]:
    return lambda turn, draft: form(procedure.number_of(turn.work, int(draft.subject)))


def _held(turn: Turn, draft: Draft, answers: Mapping[str, Any]) -> None:
    def act() -> Sayable:
        payments.hold(turn.work, int(draft.subject), reason=answers["reason"])
        return say(N_("Thank you. It rests, the worker is told, and a colleague says how it goes on."))

    finish(turn, act)


def _ended(turn: Turn, draft: Draft, answers: Mapping[str, Any]) -> None:
    def act() -> Sayable:
        payments.end_for_good(turn.work, int(draft.subject), reason=answers["reason"])
        return say(N_("Thank you. It has ended, and the worker is told."))

    finish(turn, act)


register(Conversation("months_paid", Action.PAY, _paid_form, _paid))
register(Conversation("months_same", Action.PAY, _same_form, _same))
register(Conversation("run_held", Action.STEER_RUN, _asking(run_held_form), _held))
register(Conversation("run_ended", Action.STEER_RUN, _asking(run_ended_form), _ended))

ROUTES: list[Route] = [
    Press(MonthsPaid, Action.PAY, months_paid),
    Press(PayMonths, Action.PAY, all_paid),
    Press(StopRun, Action.CHANGE_OWN_CASE, stop),
    Press(HoldRun, Action.STEER_RUN, hold),
    Press(LetRunOn, Action.STEER_RUN, let_go_on),
    Press(EndRun, Action.STEER_RUN, end),
]
