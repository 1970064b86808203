"""Whether the money has come, as the worker says it."""

from sqlmodel import col, or_, select

from domain.payments.money import MoneyState
from domain.platform.text import N_, Text, say
from domain.procedure import late, procedure
from domain.procedure.state import CaseState, Status
from models.payments import MoneyRow
from models.procedure import AidCase
from models.units import Unit
from services.payments.loans.deferring import ask_anew
from services.payments.loans.settling import ask_cashiers_anew
from services.payments.rows import live_row, paid_row
from services.payments.second import ask_second
from services.platform import audit
from services.platform.work import Work
from services.procedure import close_prompts, lock, lock_own, move, put_prompt, record_decision, state_of, subject, tell
from services.units import covering


def confirm_receipt(work: Work, case_id: int) -> None:
    """The money is there, and the case is finished; raises NotForYou, CaseAlreadyClosed, ReceiptNotDue."""
    case = lock_own(work, case_id)
    before = state_of(work, case)
    if _is_unheard(work, case, before):
        _confirm_late(work, case)
        return
    after = procedure.confirm_receipt(before, by=work.person_id)
    row = paid_row(work.session, case)
    row.confirmed_at, row.missing_since = work.now, None
    audit.note(work, work.person_id, N_("has the money"), subject(case))
    is_over = after.status is Status.FINISHED
    source = N_("The worker has the money. The case is finished.") if is_over else N_("The worker has the money.")
    arrived = Text(source)
    close_prompts(work, case, f"dispute:{row.id}", arrived)
    _tell_heard(work, case, is_over=is_over)
    move(work, case, after, arrived)


def _tell_heard(work: Work, case: AidCase, *, is_over: bool) -> None:
    source = N_("Good to hear! Case {number} is finished.") if is_over else N_("Good to hear!")
    tell(work, case, say(source, number=case.number))


def dispute_receipt(work: Work, case_id: int) -> None:
    """The money did not come: the cashier looks for it; raises NotForYou, CaseAlreadyClosed, ReceiptNotDue."""
    case = lock_own(work, case_id)
    before = state_of(work, case)
    if _is_unheard(work, case, before):
        _reopen(work, case, before)
    else:
        procedure.dispute_receipt(before, by=work.person_id)
    row = paid_row(work.session, case)
    row.missing_since = row.missing_since or work.now
    audit.note(work, work.person_id, N_("says the money did not come"), subject(case))
    close_prompts(work, case, f"receipt:{case.version}", say(N_("The worker says that the money did not come.")))
    ask_cashiers(work, case, row)
    told = say(N_("Thank you for telling us. The cashier asks the bank about case {number}."), number=case.number)
    tell(work, case, told)


def _is_unheard(work: Work, case: AidCase, state: CaseState) -> bool:
    """Say whether a case was closed without a word of its worker about the money."""
    row = live_row(work.session, case)
    is_paid = row is not None and row.state == MoneyState.PAID
    confirmed = row is not None and row.confirmed_at is not None
    return late.is_unheard(state.status, state.steps, state.kind, paid=is_paid, confirmed=confirmed)


def _confirm_late(work: Work, case: AidCase) -> None:
    paid_row(work.session, case).confirmed_at = work.now
    audit.note(work, work.person_id, N_("has the money"), subject(case))
    _tell_heard(work, case, is_over=case.status == Status.FINISHED)


def _reopen(work: Work, case: AidCase, before: CaseState) -> None:
    """The money of a case that was closed unheard did not come: the case is at its receipt again."""
    after = late.speak_up(before, by=work.person_id, confirmed=False)
    record_decision(work, case, "speak_up", person_id=work.person_id, role="")
    # The row says so first: what the case waits for then is asked of it.
    paid_row(work.session, case).missing_since = work.now
    work.session.flush()
    move(work, case, after, say(N_("The worker says that the money did not come.")))


def route_disputes_anew(work: Work, unit_path: str) -> None:
    """Put the money below a unit that did not come, or came back, or is to come back later, before the officers whom it
    concerns now."""
    waiting = (
        select(MoneyRow, AidCase.id)
        .join(AidCase, col(AidCase.id) == col(MoneyRow.case_id))
        .join(Unit, col(Unit.id) == col(AidCase.unit_id))
        .where(col(Unit.path).startswith(unit_path), AidCase.status == Status.OPEN.value)
        .where(or_(col(MoneyRow.missing_since).is_not(None), MoneyRow.state == MoneyState.PROPOSED.value))
        .where(col(MoneyRow.state).in_((MoneyState.PAID.value, MoneyState.PROPOSED.value)))
    )
    ask_anew(work, col(Unit.path).startswith(unit_path))
    ask_cashiers_anew(work, unit_path)
    for row, case_id in work.session.exec(waiting.order_by(col(AidCase.id))).all():
        ask = ask_second if row.state == MoneyState.PROPOSED else ask_cashiers
        ask(work, lock(work.session, case_id), row)


def ask_cashiers(work: Work, case: AidCase, row: MoneyRow) -> None:
    """Ask whoever paid to look for the money; when they are no cashier any more or cannot be reached, the others."""
    unit = work.session.get_one(Unit, case.unit_id)
    holders = covering(work.session, unit, ["cashier"])
    reachable = {holder.person_id for holder in holders if holder.is_reachable}
    paid_it = {row.cashier_id} if row.cashier_id is not None else set[int]()
    for cashier in sorted(paid_it & reachable or reachable or {holder.person_id for holder in holders}):
        put_prompt(work, case, f"dispute:{row.id}", cashier)
