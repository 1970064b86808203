"""Entry: the national system's number comes back, and the household file is opened under a number of our own."""

import re
import unicodedata
from datetime import date

from sqlalchemy.exc import IntegrityError
from sqlmodel import Session, col, select

from domain.platform.access import Action
from domain.platform.text import N_, Refusal, say
from domain.procedure import procedure
from domain.procedure.events import FileOpened
from domain.procedure.refusals import OnFileElsewhere
from domain.procedure.state import Verdict
from models.households import HouseholdFile, HouseholdMember
from models.procedure import AidCase, Decision
from services.platform import consent
from services.platform.counters import next_number
from services.platform.work import Work
from services.procedure import news
from services.procedure.decisions import step_in_hand

NUMBER = re.compile(r"[0-9A-Z][0-9A-Z./-]{2,39}")


class NumberNotReadable(Refusal):
    """A number of the national system has letters and digits only."""

    text = N_("That does not look like a number of the national system. It has 3 to 40 letters and digits, no spaces.")


class NumberTaken(Refusal):
    """Every household has its own number there."""

    text = N_("The number {number} already belongs to household file {file}. Please check it in the national system.")


def clean_number(text: str) -> str:
    """Return the number in one form: half width, capitals, no spaces; raises NumberNotReadable."""
    number = "".join(unicodedata.normalize("NFKC", text).split()).upper()
    if not NUMBER.fullmatch(number):
        raise NumberNotReadable
    return number


def enter(work: Work, case_id: int, version: int, national_number: str) -> str | None:
    """Record the national number and move the case on; a hardship case gets its household file.

    Returns the number of the file, None for a case that opens none. Raises NumberNotReadable, NumberTaken, NotForYou,
    ConsentWithdrawn, and what `domain.procedure.procedure.decide` raises.
    """
    number = clean_number(national_number)
    step = step_in_hand(work, case_id, version, Action.ENTER)
    after = procedure.decide(step.state, step.decision(Verdict.APPROVE, reference=number))
    consent.check(work.session, step.case.applicant_id, step.case.number)
    file = _open_file(work, step.case, number) if step.case.opens_file else None
    step.done(after, noted=N_("entered"), said=N_("Entered by the {role}, {unit}."), reason=number)
    if file is None:
        news.tell_verdict(work, step.case, Verdict.APPROVE)
        return None
    text = N_("Your household file number is <b>{number}</b>. You can now apply for aid: /apply")
    news.tell(work, step.case, say(text, number=file.number))
    work.happened(FileOpened(file.id))
    return file.number


def _open_file(work: Work, case: AidCase, national_number: str) -> HouseholdFile:
    _check_free(work.session, national_number)
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
    except IntegrityError:  # another recorder took the number at the same instant
        _check_free(work.session, national_number)
        raise
    case.household_id = file.id
    _let_live(work.session, case)
    return file


def _let_live(session: Session, case: AidCase) -> None:
    """Everybody whom the case names lives in its file from now on, and in no other; raises OnFileElsewhere."""
    try:
        with session.begin_nested():
            for member in session.exec(select(HouseholdMember).where(HouseholdMember.case_id == case.id)):
                member.household_id, member.file_key = case.household_id, member.resident_id_print
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
