"""The card that money goes to: of the row that is alive, else the one on file; masked for all but the cashier."""

from sqlmodel import Session

from domain.platform.identifiers import mask_card
from domain.platform.text import N_, Text, say
from models.households import HouseholdFile
from models.people import Person
from models.procedure import AidCase
from services.payments.rows import live_row


def card_of(session: Session, case: AidCase) -> str | Text:
    """Return the masked number of the card that is paid to."""
    found = full_card(session, case)
    return mask_card(found[0]) if found else say(N_("your bank card"))


def full_card(session: Session, case: AidCase) -> tuple[str, str] | None:
    """Return number and holder of the card that is paid to."""
    row = live_row(session, case)
    return (row.card, row.payee or "-") if row is not None and row.card else card_on_file(session, case)


def card_on_file(session: Session, case: AidCase) -> tuple[str, str] | None:
    """Return number and holder of the card that was given: the student's if so chosen, else the worker's."""
    own = case.answers
    if own.get("payee") == "student" and own.get("student_card"):
        return str(own["student_card"]), str(own.get("student_name") or "-")
    file = session.get(HouseholdFile, case.household_id) if case.household_id else None
    number = (file.data if file else own).get("bank_card") or own.get("bank_card")
    holder = session.get_one(Person, file.head_id if file else case.applicant_id)
    return (str(number), holder.name or "-") if number else None
