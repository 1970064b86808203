"""Nobody said whether the money came: the case officer asks, in the end the case is closed; its worker may yet say."""

from sqlmodel import col, or_, select

from domain.payments.buttons import Heard
from domain.platform.access import Action
from domain.platform.text import N_, Text, paragraphs, say
from domain.procedure import late
from domain.procedure.events import CaseOfficersChanged
from domain.procedure.state import Status
from models.payments import Deferral, MoneyRow
from models.procedure import AidCase, Prompt
from services.payments.loans.deferring import ask_officers
from services.payments.payments import ask_keys
from services.payments.receipts import ask_cashiers
from services.payments.rows import paid_row
from services.platform import audit
from services.platform.work import Work
from services.procedure import (
    case_officers,
    close_prompts,
    lock,
    move,
    office_for,
    put_before,
    record_decision,
    state_of,
    subject,
    tell,
)

NOTED = {
    Heard.ARRIVED: N_("asked the worker: the money has come"),
    Heard.MISSING: N_("asked the worker: the money has not come"),
    Heard.NOBODY: N_("could not reach the worker about the money"),
}
SAID = {
    Heard.ARRIVED: N_("It was written down that the money has come."),
    Heard.MISSING: N_("It was written down that the money has not come. The cashier asks the bank."),
    Heard.NOBODY: N_("It was written down that nobody could be reached."),
}


def ask_to_call(work: Work, case: AidCase) -> None:
    """Ask the case officers to call the worker; whoever paid is left out."""
    cashier = paid_row(work.session, case).cashier_id
    put_before(work, case, _about(case), [one for one in case_officers(work, case) if one != cashier])


def follow_officers(work: Work, event: CaseOfficersChanged) -> None:
    """Whoever was asked to call a worker, or whether repayments wait, is asked no longer, but who is the officer of
    their household now."""
    asked = or_(*(col(Prompt.about).startswith(kind) for kind in ("receipt:", "defer:")))
    open_ones = (
        select(AidCase, Prompt.about)
        .join(Prompt, col(Prompt.case_id) == col(AidCase.id))
        .where(col(AidCase.household_id).in_(event.household_ids), col(Prompt.closed_at).is_(None), asked)
    )
    for case, about in work.session.exec(open_ones.order_by(col(AidCase.id), col(Prompt.about)).distinct()).all():
        kind, _, number = about.partition(":")
        if kind == "receipt":
            ask_to_call(work, case)
        else:
            ask_officers(work, case, work.session.get_one(Deferral, int(number)))


def _about(case: AidCase) -> str:
    return f"receipt:{case.version}"


def hear(work: Work, case_id: int, version: int, heard: Heard) -> Text:
    """Write down what an officer heard from the worker; return how it reads.

    Raises NotForYou, OwnHousehold, CaseAlreadyClosed, NotThisStep, SecondPairOfEyesNeeded.
    """
    case = lock(work.session, case_id)
    office_for(work, Action.HEAR_RECEIPT, case)
    after = late.hear(state_of(work, case), by=work.person_id, turn=version, arrived=heard is Heard.ARRIVED)
    record_decision(work, case, f"heard_{heard.name.lower()}", person_id=work.person_id, role="")
    audit.note(work, work.person_id, NOTED[heard], subject(case))
    work.session.flush()
    said = Text(SAID[heard])
    close_prompts(work, case, _about(case), said)
    row = paid_row(work.session, case)
    if heard is Heard.ARRIVED:
        close_prompts(work, case, f"dispute:{row.id}", said)
        row.missing_since = None
        move(work, case, after, said)
        over = N_("You told an officer that the money of case {number} has come. The case is finished.")
        goes_on = N_("You told an officer that the money of case {number} has come. The case goes on.")
        _tell(work, case, over if after.status is Status.FINISHED else goes_on)
    elif heard is Heard.MISSING:
        row.missing_since = row.missing_since or work.now
        ask_cashiers(work, case, row)
        source = N_("You told an officer that the money of case {number} has not come. The cashier asks the bank.")
        _tell(work, case, source)
    return said


def _tell(work: Work, case: AidCase, source: str) -> None:
    not_right = say(N_("If that is not right, please press what is."))
    tell(work, case, paragraphs(Text(source, {"number": case.number}), not_right), keys=ask_keys(case))


def close_unheard(work: Work, case: AidCase) -> None:
    """Close a case, locked before, of which nobody said whether the money came; raises NotThisStep, StillTime."""
    after = late.close_unheard(state_of(work, case), today=work.today)
    row = paid_row(work.session, case)
    record_decision(work, case, "unheard", person_id=None, role="")
    audit.note(work, None, N_("closed as paid, receipt not confirmed"), subject(case))
    _tell_closed(work, case, row, is_over=after.status is Status.FINISHED)
    move(work, case, after, say(N_("Nobody said whether the money came. The case is closed as paid.")))


def _tell_closed(work: Work, case: AidCase, row: MoneyRow, *, is_over: bool) -> None:
    source = N_(
        "The money of case {number} was paid on {day}, and we have not heard from you whether it came. The case goes "
        "on without that. If the money has not come, you can tell us here at any time: the cashier then asks the bank."
    )
    if is_over:
        source = N_(
            "The money of case {number} was paid on {day}, and we have not heard from you whether it came. So the case "
            "is closed now. If the money has not come, you can tell us here at any time: the cashier then asks the "
            "bank."
        )
    tell(work, case, say(source, number=case.number, day=row.paid_on or work.today), keys=ask_keys(case))
