"""What is written at the end of a case, by what its kind has to do with the household's file."""

from collections.abc import Callable, Mapping
from datetime import date

from sqlalchemy.exc import IntegrityError
from sqlmodel import Session, col, select

from domain.kinds.kind import Need
from domain.platform.text import N_, Refusal
from domain.procedure.events import Entered
from domain.procedure.refusals import OnFileElsewhere
from models.households import HouseholdFile, HouseholdMember
from models.procedure import AidCase, Decision
from services.platform.counters import next_number
from services.platform.work import Work
from services.procedure import find_case


class NumberTaken(Refusal):
    """Every household has its own number there."""

    text = N_("The number {number} already belongs to household file {file}. Please check it in the national system.")


def entered(work: Work, event: Entered) -> None:
    """Carry out what follows when a case is entered under a national number; raises NumberTaken, OnFileElsewhere."""
    case = find_case(work.session, event.case_id)
    ending = ENDINGS.get(Need.OPENS if case.opens_file else Need.RESTS)
    if ending is not None:
        ending(work, case, event.national_number)


def open_file(work: Work, case: AidCase, national_number: str) -> None:
    """Open the household's file under a number of our own."""
    year = work.now.astimezone(work.house.zone).year
    file = HouseholdFile(
        number=f"HF-{year}-{next_number(work.session, f'file:{year}'):04d}",
        national_number=national_number,
        head_id=case.applicant_id,
        unit_id=case.unit_id,
        household_class=case.household_class,
        class_on=_handed_in_on(work, case),
        class_version=case.policy_version,
        data=case.answers,
        opened_at=work.now,
    )
    try:
        with work.session.begin_nested():
            work.session.add(file)
            work.session.flush()
    except IntegrityError:  # the number is somebody's; the database decides, also of two recorders at one instant
        _check_free(work.session, national_number)
        raise
    work.holds(file)
    case.household_id = file.id
    _let_live(work.session, case)


ENDINGS: Mapping[Need, Callable[[Work, AidCase, str], None]] = {Need.OPENS: open_file}  # others end by being finished


def _let_live(session: Session, case: AidCase) -> None:
    """Everybody whom the case names lives in its file from now on, and in no other; raises OnFileElsewhere."""
    try:
        with session.begin_nested():
            for member in session.exec(select(HouseholdMember).where(HouseholdMember.case_id == case.id)):
                member.household_id, member.file_key = case.household_id, member.resident_id_print or None
            session.flush()
    except IntegrityError:
        raise OnFileElsewhere(number=case.number) from None


def _handed_in_on(work: Work, case: AidCase) -> date:
    """Return the day on which the answers of the case came, and its class was worked out."""
    again = select(Decision.at).where(Decision.case_id == case.id, Decision.verdict == "resubmit")
    last = work.session.exec(again.order_by(col(Decision.id).desc())).first()
    return (last or case.opened_at).astimezone(work.house.zone).date()


def _check_free(session: Session, national_number: str) -> None:
    taken = session.exec(select(HouseholdFile).where(HouseholdFile.national_number == national_number)).first()
    if taken is not None:
        raise NumberTaken(number=national_number, file=taken.number)
