"""A loan comes back: the cashier writes down what came; repayments wait, or all is paid back at once."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from domain.cases.buttons import Act, CasePress
from domain.forms import Form
from domain.payments.buttons import AnswerSettling, AskToSettle, AskToWait, DecideWait, ProposeWait
from domain.payments.deferrals import wait_form, wait_refused_form
from domain.payments.repayment_form import repayment_form, settle_answer_form
from domain.platform.access import Action
from domain.platform.messages import Keys, key
from domain.platform.text import N_, Money, Sayable, lines, say
from domain.procedure.buttons import Repaid
from handlers.forms import Conversation, begin, register
from handlers.menu.menu import menu_key
from handlers.menu.office import OVER, finish
from handlers.platform.route import Press, Route
from handlers.platform.turn import Turn
from services import payments
from services.forms import Draft


def repaid(turn: Turn, press: Repaid) -> None:
    """Ask how much has come, when, and under which number of the bank."""
    payments.owed(turn.work, press.case_id, press.version)
    begin(turn, "repayment", subject=f"{press.case_id}:{press.version}", restart=True, below=True)


def _repayment_form(turn: Turn, draft: Draft) -> Form:
    return repayment_form(*payments.owed(turn.work, *map(int, draft.subject.split(":"))))


def _repaid(turn: Turn, draft: Draft, answers: Mapping[str, Any]) -> None:
    def act() -> Sayable:
        case_id, version = map(int, draft.subject.split(":"))
        day, reference = date.fromisoformat(answers["paid_on"]), answers["reference"]
        left = payments.repay(turn.work, case_id, version, fen=answers["repaid"], paid_on=day, reference=reference)
        if not left:
            return say(N_("Written down. The loan is paid back in full, and the case is finished."))
        return say(N_("Written down. Still owed: {left}"), left=Money(left))

    finish(turn, act)


# Repayments wait -----------------------------------------------------------------------------------------------------


def ask_to_wait(turn: Turn, press: AskToWait) -> None:
    """The worker cannot pay: ask for how long, and why."""
    payments.may_wait(turn.work, press.case_id)
    begin(turn, "wait", subject=str(press.case_id), restart=True, below=True)


def _wait_form(turn: Turn, draft: Draft) -> Form:
    asked = payments.may_wait(turn.work, int(draft.subject))
    return wait_form(asked.number, asked.most, by_worker=True)


def _asked(turn: Turn, draft: Draft, answers: Mapping[str, Any]) -> None:
    case_id = int(draft.subject)
    payments.ask_to_wait(turn.work, case_id, months=int(answers["wait_months"]), reason=answers["wait_reason"])
    source = N_("Thank you for telling us. Two colleagues decide whether it waits; you hear from me here.")
    until = N_("Until then the plan is as it was, and nobody asks you for a fee.")
    turn.show(lines(say(source), say(until)), _to_case(case_id))


def _to_case(case_id: int) -> Keys:
    return ((key(say(N_("See the case")), CasePress(case_id, Act.OPEN)), menu_key()),)


def propose_wait(turn: Turn, press: ProposeWait) -> None:
    """An officer asks it for the worker."""
    payments.may_wait(turn.work, press.case_id)
    begin(turn, "wait_proposed", subject=str(press.case_id), restart=True, below=True)


def _proposed_form(turn: Turn, draft: Draft) -> Form:
    asked = payments.may_wait(turn.work, int(draft.subject))
    return wait_form(asked.number, asked.most, by_worker=False)


def _proposed(turn: Turn, draft: Draft, answers: Mapping[str, Any]) -> None:
    def act() -> Sayable:
        months, reason = int(answers["wait_months"]), answers["wait_reason"]
        payments.ask_to_wait(turn.work, int(draft.subject), months=months, reason=reason)
        return say(N_("Thank you. A leader decides as the second officer; the worker is told."))

    finish(turn, act)


def decide_wait(turn: Turn, press: DecideWait) -> None:
    """Let it wait at once; why not is asked first."""
    if press.lets:
        turn.toast(payments.let_wait(turn.work, press.deferral_id, press.number))
        return
    payments.check_wait(turn.work, press.deferral_id)
    begin(turn, "wait_refused", subject=str(press.deferral_id), restart=True, below=True)


def _refused_form(turn: Turn, draft: Draft) -> Form:
    return wait_refused_form(payments.check_wait(turn.work, int(draft.subject)))


def _refused(turn: Turn, draft: Draft, answers: Mapping[str, Any]) -> None:
    def act() -> Sayable:
        payments.refuse_wait(turn.work, int(draft.subject), reason=answers["reason"])
        return say(N_("Thank you, it is written down. The worker is told."))

    finish(turn, act)


# All at once ---------------------------------------------------------------------------------------------------------


def ask_to_settle(turn: Turn, press: AskToSettle) -> None:
    """The worker would like to pay back all of it now."""
    left = payments.ask_to_settle(turn.work, press.case_id)
    source = N_("{left} is still owed. You can pay all of it back at any time, and nothing is added. The cashier "
                "writes to you here how.")  # fmt: skip
    turn.say(say(source, left=left), _to_case(press.case_id))


def answer_settling(turn: Turn, press: AnswerSettling) -> None:
    """The cashier writes how."""
    payments.check_may_tell_how(turn.work, press.case_id)
    begin(turn, "settle_answer", subject=str(press.case_id), restart=True, below=True)


def _answer_form(turn: Turn, draft: Draft) -> Form:
    return settle_answer_form(payments.check_may_tell_how(turn.work, int(draft.subject)))


def _answered(turn: Turn, draft: Draft, answers: Mapping[str, Any]) -> None:
    def act() -> Sayable:
        payments.tell_how(turn.work, int(draft.subject), words=answers["answer"])
        return say(N_("Thank you, the worker has your answer. Please write down the repayment once it is there."))

    finish(turn, act, OVER)


register(Conversation("repayment", Action.PAY, _repayment_form, _repaid))
register(Conversation("wait", Action.CHANGE_OWN_CASE, _wait_form, _asked, name=say(N_("Repayments that wait"))))
register(Conversation("wait_proposed", Action.DEFER, _proposed_form, _proposed))
register(Conversation("wait_refused", Action.DEFER, _refused_form, _refused))
register(Conversation("settle_answer", Action.PAY, _answer_form, _answered))

ROUTES: list[Route] = [
    Press(Repaid, Action.PAY, repaid),
    Press(AskToWait, Action.CHANGE_OWN_CASE, ask_to_wait),
    Press(ProposeWait, Action.DEFER, propose_wait),
    Press(DecideWait, Action.DEFER, decide_wait),
    Press(AskToSettle, Action.CHANGE_OWN_CASE, ask_to_settle),
    Press(AnswerSettling, Action.PAY, answer_settling),
]
