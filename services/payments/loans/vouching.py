"""Who stands for a loan hears that it is not paid back: whoever vouched, and all who borrowed it together."""

from sqlmodel import select

from domain.payments.loans import Instalment
from domain.platform.messages import Message
from domain.platform.text import N_, Money, say
from domain.procedure.state import Verdict
from domain.procedure.steps import kind_of
from models.procedure import AidCase, Decision
from services.platform import outbox
from services.platform.work import Work
from services.procedure import stand_together


def vouchers(work: Work, case: AidCase) -> set[int]:
    """Return who has vouched for the worker of a case."""
    approved = select(Decision).where(Decision.case_id == case.id, Decision.verdict == Verdict.APPROVE.value)
    return {one.person_id for one in work.session.exec(approved) if one.person_id and kind_of(one.step).is_vouched}


def tell_group(work: Work, case: AidCase, one: Instalment) -> None:
    """Tell who borrowed it together that a repayment is late, once."""
    source = N_(
        "Repayment {number} of the loan that you borrowed together, case {case}, {amount}, was due on {day} and has "
        "not come. You stand for one another: please talk about it. If it cannot be paid, whoever applied can ask here "
        "that it waits; your union helps: /officer"
    )
    for person_id in stand_together(work.session, case):
        _put(work, case, one, source, f"repay-group:{case.id}:{one.number}:{one.due_on}:{person_id}", person_id)


def tell_vouchers(work: Work, case: AidCase, one: Instalment) -> None:
    """Tell whoever vouched that a repayment is long late, once."""
    source = N_(
        "Repayment {number} of case {case}, for which you vouched, {amount}, was due on {day} and has still not come. "
        "Please talk with the worker; nothing is asked of you before your union has decided how it goes on."
    )
    for person_id in vouchers(work, case):
        _put(work, case, one, source, f"repay-voucher:{case.id}:{one.number}:{one.due_on}:{person_id}", person_id)


def _put(work: Work, case: AidCase, one: Instalment, source: str, once: str, person_id: int) -> None:
    said = say(source, number=one.number, case=case.number, amount=Money(one.left), day=one.due_on)
    outbox.put(work, person_id, Message(said), key=once, priority=outbox.REMINDER)
