"""Once per what: the key by which the database lets one live case have a programme, a subject and a period."""

from sqlalchemy.exc import IntegrityError
from sqlmodel import col, select

from domain.procedure.events import PeopleNamed
from domain.procedure.refusals import OnceApplied, OnceOnly, PeopleUnsettled
from domain.units.steps import StepKind
from models.households import Clash
from models.procedure import AidCase
from services.platform.work import Work


def once_key(case: AidCase) -> str | None:
    """Return what there may be only one of; None for what is held otherwise.

    A hardship report has none: its "once" is every person of a household, who is in one open file
    (`HouseholdMember.file_key`), and no single key says that.
    """
    return f"{case.programme}:{case.subject_print}:{case.period}" if case.subject_print else None


def check_once(work: Work, case: AidCase) -> None:
    """Raise OnceOnly when another case has the key now; who takes it, hears it from the database."""
    wanted = once_key(case)
    taken = select(AidCase.number).where(AidCase.once_key == wanted, AidCase.id != case.id)
    other = work.session.exec(taken).first() if wanted else None
    if other is not None:
        raise OnceOnly(number=case.number, other=other)


def take_at_door(work: Work, case: AidCase) -> None:
    """Take the key for what a worker hands in; when another household has it, the case is taken in without it, and an
    officer over both decides. Raises OnceApplied when it is the own household."""
    try:
        take_once(work, case, OnceApplied)
    except OnceApplied:
        other = work.session.exec(select(AidCase).where(AidCase.once_key == once_key(case))).one()
        if other.applicant_id == case.applicant_id or other.household_id == case.household_id:
            raise
        work.happened(PeopleNamed(case.id))


def check_people(work: Work, case: AidCase) -> None:
    """Raise PeopleUnsettled while somebody whom the case names was in another household before it; whoever was there
    first is not held up by what others say later."""
    open_ones = select(Clash.id).where(Clash.case_id == case.id, col(Clash.settled_at).is_(None))
    is_open = work.session.exec(open_ones).first() is not None
    if is_open and case.step in (StepKind.APPROVAL, StepKind.ENTRY, StepKind.PAYMENT):
        raise PeopleUnsettled(number=case.number)
    if not is_open:
        take_once(work, case)


def take_once(work: Work, case: AidCase, refusal: type[OnceOnly] = OnceOnly) -> None:
    """Take the key for a case that begins, comes back to life, is approved or paid; raises OnceOnly.

    The database decides, so that of two at one instant the second one waits for the first and is refused.
    """
    wanted = once_key(case)
    if wanted == case.once_key:
        return
    try:
        with work.session.begin_nested():
            case.once_key = wanted
            work.session.flush()
    except IntegrityError as taken:
        other = work.session.exec(select(AidCase.number).where(AidCase.once_key == wanted)).first()
        if other is None:  # it was something else
            raise
        raise refusal(number=case.number, other=other) from taken
