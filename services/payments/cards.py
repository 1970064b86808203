"""The card that money goes to: of the row that is alive, else the one on file; masked for all but the cashier."""

from sqlalchemy import ColumnElement
from sqlmodel import Session, col, select

from domain.households.history import Kind
from domain.kinds.payee import payee_in
from domain.payments.money import MoneyState
from domain.platform.identifiers import mask_card
from domain.platform.text import N_, Text, say
from domain.procedure.events import FileChanged
from models.households import HouseholdFile
from models.payments import MoneyRow
from models.people import Person
from models.procedure import AidCase
from services import households
from services.payments.rows import live_row
from services.platform import audit
from services.platform.work import Work
from services.procedure import household_changed, subject


def card_of(session: Session, case: AidCase) -> str | Text:
    """Return the masked number of the card that is paid to."""
    found = full_card(session, case)
    return mask_card(found[0]) if found else say(N_("your bank card"))


def full_card(session: Session, case: AidCase) -> tuple[str, str] | None:
    """Return number and holder of the card that is paid to."""
    row = live_row(session, case)
    return (row.card, row.payee or "-") if row is not None and row.card else card_on_file(session, case)


def card_on_file(session: Session, case: AidCase) -> tuple[str, str] | None:
    """Return number and holder of the card that was given: of whoever is paid instead of the worker, else theirs."""
    own = case.answers
    other = payee_in(own)
    if other is not None:
        return other.card, other.name
    file = session.get(HouseholdFile, case.household_id) if case.household_id else None
    number = (file.data if file else own).get("bank_card") or own.get("bank_card")
    holder = session.get_one(Person, file.head_id if file else case.applicant_id)
    return (str(number), holder.name or "-") if number else None


def keep_card(work: Work, case: AidCase, old: MoneyRow, new: MoneyRow) -> None:
    """Let what is paid from now on, or due already, go to the new card; the row that came back keeps its own."""
    if new.card is None or new.card == old.card:
        return
    other = payee_in(case.answers)
    if other is not None or case.household_id is None:
        case.answers = {**case.answers, other.card_key if other else "bank_card": new.card}
        _follow(work, col(AidCase.id) == case.id, old.card, new.card)
    else:
        file = households.lock(work.session, case.household_id)
        with households.changing(work, file, households.Why(Kind.CARD, work.person_id, case_id=case.id)):
            file.data = {**file.data, "bank_card": new.card}
        _follow(work, col(AidCase.household_id) == file.id, old.card, new.card)
    detail = f"{mask_card(old.card or '')} → {mask_card(new.card)}"
    audit.note(work, work.person_id, N_("changed the card that is paid to"), subject(case), detail=detail)
    work.session.flush()
    household_changed(work, household_id=case.household_id, person_id=case.applicant_id)
    if case.household_id is not None:
        work.happened(FileChanged(case.household_id, 0))


def _follow(work: Work, theirs: ColumnElement[bool], old: str | None, new: str) -> None:
    rows = select(MoneyRow).join(AidCase, col(AidCase.id) == col(MoneyRow.case_id))
    due = rows.where(theirs, MoneyRow.state == MoneyState.DUE.value)
    for row in work.session.exec(due).all():
        if row.card == old:
            row.card = new
