"""Once per what: the key by which the database lets one live case have a programme, a subject and a period."""

from sqlalchemy.exc import IntegrityError
from sqlmodel import select

from domain.procedure.refusals import OnceOnly
from models.procedure import AidCase
from services.platform.work import Work


def once_key(case: AidCase) -> str | None:
    """Return what there may be only one of; None for what is held otherwise.

    A hardship report has none: its "once" is every person of a household, who may be in one open case or file
    (`services.cases.check_household`), and no single key says that.
    """
    return f"{case.programme}:{case.subject_print}:{case.period}" if case.subject_print else None


def check_once(work: Work, case: AidCase) -> None:
    """Raise OnceOnly when another case has the key now; who takes it, hears it from the database."""
    wanted = once_key(case)
    taken = select(AidCase.number).where(AidCase.once_key == wanted, AidCase.id != case.id)
    other = work.session.exec(taken).first() if wanted else None
    if other is not None:
        raise OnceOnly(number=case.number, other=other)


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
