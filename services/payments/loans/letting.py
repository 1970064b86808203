"""Repayments that wait: one officer is for it, a second one lets them; a repayment that comes meanwhile moves it on."""

from __future__ import annotations

from domain.cases.buttons import Act, CasePress
from domain.menu.buttons import Go
from domain.payments.deferrals import OPEN, Wait
from domain.platform.access import Action, NotForYou
from domain.platform.messages import Keys, Message, key
from domain.platform.text import N_, Money, Nn_, Refusal, Sayable, Text, lines, paragraphs, say, say_many
from domain.procedure.checks import check_not_own
from domain.procedure.refusals import NotThisStep, ReasonNeeded, SecondPairOfEyesNeeded
from models.payments import Deferral
from models.procedure import AidCase
from services.payments.loans.deferring import ask_officers, open_wait, what_waits
from services.payments.loans.standing import loan_of
from services.platform import audit, outbox
from services.platform.work import Work
from services.procedure import (
    close_prompts,
    lock,
    office_for,
    record_decision,
    redraw_prompts,
    state_of,
    subject,
    tell,
)


class PlanHasMoved(Refusal):
    """What would wait is another repayment now."""

    text = N_("Of case {number} a repayment came meanwhile. The message above now says what would wait.")


def check_wait(work: Work, deferral_id: int) -> str:
    """Return the number of the case to an officer who may decide now.

    Raises NotForYou, OwnHousehold, SecondPairOfEyesNeeded, NotThisStep.
    """
    return _open(work, deferral_id)[0].number


def _open(work: Work, deferral_id: int) -> tuple[AidCase, Deferral]:
    row = work.session.get(Deferral, deferral_id)
    if row is None:
        raise NotForYou
    case = lock(work.session, row.case_id)
    work.session.refresh(row)
    office_for(work, Action.LET_DEFER if row.state == Wait.PROPOSED else Action.DEFER, case)
    if row.state not in OPEN:
        raise NotThisStep(number=case.number)
    check_not_own(state_of(work, case), work.person_id)
    if row.first_id == work.person_id:
        raise SecondPairOfEyesNeeded(number=case.number)
    return case, row


def let_wait(work: Work, deferral_id: int, number: int) -> Text:
    """An officer lets the repayment of a number wait; return what they read. Raises as `check_wait`, PlanHasMoved."""
    case, row = _open(work, deferral_id)
    if row.number != number:
        raise PlanHasMoved(number=case.number)
    audit.note(work, work.person_id, N_("let repayments wait"), subject(case))
    if row.state == Wait.ASKED:
        return _first(work, case, row)
    return _let(work, case, row)


def _first(work: Work, case: AidCase, row: Deferral) -> Text:
    row.state, row.first_id, row.first_at = Wait.PROPOSED.value, work.person_id, work.now
    record_decision(work, case, "wait_proposed", person_id=work.person_id, role="")
    work.session.flush()
    said = say(N_("You are for it. A leader decides as the second officer."))
    close_prompts(work, case, f"defer:{row.id}", say(N_("A colleague is for it; a leader decides.")))
    ask_officers(work, case, row)
    return said


def _let(work: Work, case: AidCase, row: Deferral) -> Text:
    _end(work, case, row, Wait.LET, say(N_("The repayments wait; two officers were for it.")))
    source = Nn_(
        "Your repayments for case {number} wait for {count} month: the next one, {amount}, is due on {day}. The sums "
        "stay the same.",
        "Your repayments for case {number} wait for {count} months: the next one, {amount}, is due on {day}. The sums "
        "stay the same.",
    )
    loan = loan_of(work, case)
    assert loan is not None
    coming = loan.open[0]
    said = say_many(*source, row.months, number=case.number, amount=Money(coming.left), day=coming.due_on)
    tell(work, case, said, keys=_see(case))
    return say(N_("The repayments wait. The worker is told."))


def refuse_wait(work: Work, deferral_id: int, *, reason: str) -> None:
    """An officer, the first or the second, does not let it wait; raises as `check_wait` does, ReasonNeeded."""
    case, row = _open(work, deferral_id)
    if not reason.strip():
        raise ReasonNeeded(number=case.number)
    row.refusal = reason.strip()
    audit.note(work, work.person_id, N_("did not let repayments wait"), subject(case))
    said = say(N_("The repayments do not wait."))
    _end(work, case, row, Wait.REFUSED, said)
    why = say(N_("Reason: {reason}"), reason=row.refusal)
    source = N_("The repayments of your loan, case {number}, do not wait: {amount} is due on {day}.")
    help_ = say(N_("If you cannot pay it, please tell a person of your union; they look for a way with you."))
    no = say(source, number=case.number, amount=Money(row.fen), day=row.due_on)
    tell(
        work, case, paragraphs(lines(no, why), help_), keys=((key(say(N_("🙋 Ask a person")), Go("ask")),), *_see(case))
    )
    _tell_first(work, case, row, lines(say(N_("Case {number}: the repayments do not wait."), number=case.number), why))


def _tell_first(work: Work, case: AidCase, row: Deferral, said: Sayable) -> None:
    if row.first_id is not None and row.first_id != work.person_id:
        outbox.put(work, row.first_id, Message(said), key=f"no-wait:{row.id}")


def _see(case: AidCase) -> Keys:
    return ((key(say(N_("See the case")), CasePress(case.id, Act.OPEN)),),)


def _end(work: Work, case: AidCase, row: Deferral, state: Wait, said: Text) -> None:
    row.state, row.decided_by, row.decided_at = state.value, work.person_id, work.now
    record_decision(work, case, f"wait_{state}", person_id=work.person_id, role="")
    work.session.flush()
    close_prompts(work, case, f"defer:{row.id}", said)


# While it is open ----------------------------------------------------------------------------------------------------


def follow_repayment(work: Work, case: AidCase) -> None:
    """A repayment came: what is asked to wait is the next one now; with the last, nothing waits any more."""
    row, loan = open_wait(work.session, case), loan_of(work, case)
    if row is None or loan is None:
        return
    if not loan.open:
        _end(work, case, row, Wait.DROPPED, say(N_("The loan is paid back; nothing waits any more.")))
        return
    for name, value in what_waits(loan, row.months).items():
        setattr(row, name, value)
    work.session.flush()
    redraw_prompts(work, case, f"defer:{row.id}")
