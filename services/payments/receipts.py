"""Whether the money has come, as the worker says it."""

from sqlmodel import col, or_, select

from domain.payments.money import MoneyState
from domain.platform.text import N_, say
from domain.procedure import procedure
from domain.procedure.state import Status
from models.payments import MoneyRow
from models.procedure import AidCase
from models.units import Unit
from services.payments.rows import paid_row
from services.payments.second import ask_second
from services.platform import audit
from services.platform.work import Work
from services.procedure import close_prompts, lock, lock_own, move, put_prompt, state_of, subject, tell
from services.units import covering


def confirm_receipt(work: Work, case_id: int) -> None:
    """The money is there, and the case is finished; raises NotForYou, CaseAlreadyClosed, ReceiptNotDue."""
    case = lock_own(work, case_id)
    after = procedure.confirm_receipt(state_of(work, case), by=work.person_id)
    row = paid_row(work.session, case)
    row.confirmed_at, row.missing_since = work.now, None
    audit.note(work, work.person_id, N_("has the money"), subject(case))
    arrived = say(N_("The worker has the money. The case is finished."))
    close_prompts(work, case, f"dispute:{row.id}", arrived)
    move(work, case, after, arrived)
    tell(work, case, say(N_("Good to hear! Case {number} is finished."), number=case.number))


def dispute_receipt(work: Work, case_id: int) -> None:
    """The money did not come: the cashier looks for it; raises NotForYou, CaseAlreadyClosed, ReceiptNotDue."""
    case = lock_own(work, case_id)
    procedure.dispute_receipt(state_of(work, case), by=work.person_id)
    row = paid_row(work.session, case)
    row.missing_since = row.missing_since or work.now
    audit.note(work, work.person_id, N_("says the money did not come"), subject(case))
    _ask_cashiers(work, case, row)
    told = say(N_("Thank you for telling us. The cashier asks the bank about case {number}."), number=case.number)
    tell(work, case, told)


def route_disputes_anew(work: Work, unit_path: str) -> None:
    """Put the money below a unit that did not come, or came back, before the officers whom it concerns now."""
    waiting = (
        select(MoneyRow, AidCase.id)
        .join(AidCase, col(AidCase.id) == col(MoneyRow.case_id))
        .join(Unit, col(Unit.id) == col(AidCase.unit_id))
        .where(col(Unit.path).startswith(unit_path), AidCase.status == Status.OPEN.value)
        .where(or_(col(MoneyRow.missing_since).is_not(None), MoneyRow.state == MoneyState.PROPOSED.value))
        .where(col(MoneyRow.state).in_((MoneyState.PAID.value, MoneyState.PROPOSED.value)))
    )
    for row, case_id in work.session.exec(waiting).all():
        ask = ask_second if row.state == MoneyState.PROPOSED else _ask_cashiers
        ask(work, lock(work.session, case_id), row)


def _ask_cashiers(work: Work, case: AidCase, row: MoneyRow) -> None:
    """Ask whoever paid to look for the money; when they are no cashier any more, the others."""
    unit = work.session.get_one(Unit, case.unit_id)
    cashiers = {holder.person_id for holder in covering(work.session, unit, ["cashier"])}
    paid_it = {row.cashier_id} if row.cashier_id is not None else set[int]()
    for cashier in sorted(paid_it & cashiers or cashiers):
        put_prompt(work, case, f"dispute:{row.id}", cashier)
