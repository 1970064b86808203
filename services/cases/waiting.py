"""What waits for its worker: they are reminded of it on the days of the policy, and after the last one it ends."""

from collections.abc import Iterable, Sequence
from datetime import date, timedelta

from sqlalchemy import and_, or_
from sqlalchemy.orm import defer
from sqlmodel import col, select

from domain.cases.buttons import Act, CasePress
from domain.platform.messages import Message, key
from domain.platform.text import N_, paragraphs, say
from domain.policy.waits import Patience, Waiting
from domain.procedure.state import Status
from domain.procedure.waiting import patience_with
from models.forms import Draft
from models.platform.outbox import CLAIMED, WAITING, Outbox
from models.procedure import AidCase
from services.cases.lapsed import lapse, tell_case_officers
from services.platform import outbox
from services.platform.work import Work
from services.procedure import Dossier

MOST_A_RUN = 200  # after a standstill thousands may be due at once, and nobody is to wait behind them


def call_on_workers(work: Work) -> None:
    """Remind workers of the cases that wait for them, and end those whose days are over; only some in one run."""
    due = _due(work)
    busy, reminders = _begun(work, due), _reminders(work, due)
    for case in due:
        patience = _patience(work, case)
        if patience is None or case.call_on is None or case.call_on > work.today:
            continue
        if case.id in busy:
            _tomorrow(work, case)
        elif patience.is_last(_waiting(work, case)):
            _end(work, case, patience, reminders.get(_key(case)))
        else:
            _remind(work, case, patience)


def _patience(work: Work, case: AidCase) -> Patience | None:
    """Return the patience with a case; the days of one that the version before wrote down begin to count here."""
    patience = patience_with(Status(case.status), Dossier(work, case).policy.waits)
    if patience is None:
        case.call_on = None
    elif case.waits_until is None:
        _keep(case, patience.begun(_since(work, case), work.house.policies.current.calendar))
    return patience


def _due(work: Work) -> Sequence[AidCase]:
    """Return cases about which there is something to do today, locked; what is sealed in them is not read."""
    uncounted = and_(col(AidCase.status) == Status.RETURNED.value, col(AidCase.call_on).is_(None))
    query = select(AidCase).where(or_(col(AidCase.call_on) <= work.today, uncounted)).order_by(col(AidCase.id))
    locked = query.limit(MOST_A_RUN).with_for_update().execution_options(populate_existing=True)
    return work.session.exec(locked.options(defer(AidCase.answers))).all()  # type: ignore[arg-type]


def _begun(work: Work, due: Iterable[AidCase]) -> set[int]:
    """Return the cases whose workers are just correcting them: a form about them was touched in the last days."""
    whose = {(case.applicant_id, str(case.id)): case.id for case in due if case.status == Status.RETURNED}
    lately = work.now - timedelta(days=work.house.policies.current.drafts.nudge_after_days)
    rows = work.session.exec(
        select(Draft.person_id, Draft.subject).where(
            col(Draft.person_id).in_({person for person, _ in whose}), col(Draft.touched_at) > lately
        )
    )
    return {whose[row] for row in rows if row in whose}


def _reminders(work: Work, due: Iterable[AidCase]) -> dict[str | None, Outbox]:
    """Return the last reminders of these cases, as they stand in the outbox, by their keys."""
    keys = [_key(case) for case in due if case.reminded]
    rows = work.session.scalars(select(Outbox).where(col(Outbox.key).in_(keys)).options(defer(Outbox.body)))  # type: ignore[arg-type]
    return {row.key: row for row in rows}


def _key(case: AidCase) -> str:
    return f"waits:{case.id}:{case.version}:{case.reminded}"


def _waiting(work: Work, case: AidCase) -> Waiting:
    since = _since(work, case)
    return Waiting(since, case.reminded, case.waits_until or since, case.call_on or since)


def _since(work: Work, case: AidCase) -> date:
    return case.step_since.astimezone(work.house.zone).date()


def _keep(case: AidCase, waiting: Waiting) -> None:
    case.reminded, case.waits_until, case.call_on = waiting.reminded, waiting.until, waiting.call_on


def _tomorrow(work: Work, case: AidCase) -> None:
    case.call_on = work.today + timedelta(days=1)


def _remind(work: Work, case: AidCase, patience: Patience) -> None:
    """Remind the worker; with the last reminder the case officer hears of it, too."""
    waiting = patience.reminded(_waiting(work, case), work.today, work.house.policies.current.calendar)
    _keep(case, waiting)
    outbox.put(work, case.applicant_id, _reminder(case, waiting), key=_key(case), priority=outbox.REMINDER)
    if patience.is_last(waiting):
        source = N_(
            "Case {number} was returned and still waits for its worker, who has been reminded. It ends if it is not "
            "handed in again by {day}. A call or a visit may help."
        )
        tell_case_officers(work, case, say(source, number=case.number, day=waiting.until), name="waits-officer")


def _reminder(case: AidCase, waiting: Waiting) -> Message:
    source = N_(
        "Your case {number} still waits for you: something in it is to be corrected. Please hand it in again by {day}."
    )
    ends = say(N_("If it is not handed in by then, it ends. If you need help with it, ask your union or call 12351."))
    keys = (
        (key(say(N_("Correct and hand in again")), CasePress(case.id, Act.CORRECT)),),
        (key(say(N_("See the case")), CasePress(case.id, Act.OPEN)),),
    )
    return Message(paragraphs(say(source, number=case.number, day=waiting.until), ends), keys)


def _end(work: Work, case: AidCase, patience: Patience, reminder: Outbox | None) -> None:
    """End what nobody came back to, but never before the last reminder has gone out in time."""
    if reminder is not None and reminder.state in (WAITING, CLAIMED):
        _tomorrow(work, case)
        return
    sent = reminder.sent_at.astimezone(work.house.zone).date() if reminder and reminder.sent_at else None
    waiting = _waiting(work, case)
    counted = patience.reminded(waiting, sent, work.house.policies.current.calendar) if sent else waiting
    if counted.until > waiting.until:
        _keep(case, counted)
    else:
        lapse(work, case)
