"""What waits for its worker: they are reminded of it on the days of the policy, and after the last one it ends."""

from collections.abc import Iterable, Sequence
from datetime import date, timedelta

from sqlalchemy import and_, or_
from sqlalchemy.orm import defer
from sqlmodel import col, select

from domain.payments.money import MoneyState
from domain.procedure.state import Status
from domain.procedure.steps import kind_of
from domain.procedure.waiting import WaitsFor, patience_of, waits_for
from domain.units.steps import StepKind
from models.forms import Draft
from models.payments import MoneyRow
from models.platform.outbox import Outbox
from models.procedure import AidCase
from services.cases.reminders import KINDS, remind
from services.platform import waiting
from services.platform.waiting import Due
from services.platform.work import Work
from services.procedure import Dossier

MOST_A_RUN = 200  # after a standstill thousands may be due at once, and nobody is to wait behind them


def call_on_workers(work: Work) -> None:
    """Remind workers of the cases that wait for them, and end those whose days are over; only some in one run."""
    due = _due(work)
    busy = _begun(work, due) | _disputed(work, due)
    reminders = waiting.reminders(work, [_key(case) for case in due if case.reminded])
    for case in due:
        what = waits_for(Status(case.status), StepKind(case.step))
        if what is None or _is_settled(work, case, what):
            waiting.stop(case)
        elif case.id in busy:
            waiting.put_off(work, case)
        else:
            _call_on(work, case, what, reminders.get(_key(case)))


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


def _disputed(work: Work, due: Iterable[AidCase]) -> set[int]:
    """Return the cases whose money is being looked for: they wait for the cashier; their days begin anew after that."""
    asked = {case.id: case for case in due if kind_of(case.step).waits_for is WaitsFor.RECEIPT}
    paid = select(MoneyRow.case_id).where(col(MoneyRow.case_id).in_(asked), MoneyRow.state == MoneyState.PAID.value)
    found = set(work.session.exec(paid.where(col(MoneyRow.missing_since).is_not(None))))
    for case_id in found:
        waiting.stop(asked[case_id])
    return found


def _key(case: AidCase) -> str:
    return f"waits:{case.id}:{case.version}:{case.waits_since}:{case.reminded}"


def _is_settled(work: Work, case: AidCase, what: WaitsFor) -> bool:
    """Say whether there is nothing to wait for after all: every paper is there."""
    return what is WaitsFor.PAPERS and not Dossier(work, case).missing_papers


def _call_on(work: Work, case: AidCase, what: WaitsFor, reminder: Outbox | None) -> None:
    patience = patience_of(Dossier(work, case).policy.waits, what)
    match waiting.what_is_due(work, case, patience, _since(work, case, what), reminder):
        case Due.REMIND | Due.LAST as due:
            remind(work, case, what, once=_key(case), is_last=due is Due.LAST)
        case Due.END:
            KINDS[what].end(work, case)
            if what is WaitsFor.PAPERS:
                waiting.stop(case)


def _since(work: Work, case: AidCase, what: WaitsFor) -> date:
    """Return from when the days count of a case that has none written down: of the version before, or money found."""
    return work.today if what is WaitsFor.RECEIPT else case.step_since.astimezone(work.house.zone).date()
