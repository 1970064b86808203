"""What waits for its worker: they are reminded of it on the days of the policy, and after the last one it ends."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy import and_, or_
from sqlalchemy.orm import defer
from sqlmodel import col, select

from domain.cases.buttons import Act, CasePress
from domain.payments.money import MoneyState
from domain.platform.messages import Key, Message, key
from domain.platform.text import N_, Joined, paragraphs, say
from domain.procedure.state import Status
from domain.procedure.steps import kind_of
from domain.procedure.waiting import WaitsFor, patience_of, waits_for
from domain.units.steps import StepKind
from models.forms import Draft
from models.payments import MoneyRow
from models.platform.outbox import Outbox
from models.procedure import AidCase
from services.cases.lapsed import ask_for_papers, lapse, miss_papers, remind_of_papers, tell_officers
from services.payments import ask_keys, ask_to_call, close_unheard
from services.platform import outbox, waiting
from services.platform.waiting import Due
from services.platform.work import Work
from services.procedure import Dossier, asked, state_of

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
    return what in (WaitsFor.PAPERS, WaitsFor.PROOFS) and not Dossier(work, case).missing_papers


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


# What workers are reminded of, what becomes of it at the end, and when the case officer is asked to help --------------


@dataclass(frozen=True, slots=True)
class Kind:
    """One thing that a case waits for: how its worker is reminded, what the last reminder does beside, and the end."""

    reminder: Callable[[Work, AidCase], Message]
    at_last: Callable[[Work, AidCase], None]
    end: Callable[[Work, AidCase], None]


def _act(case: AidCase, act: Act) -> CasePress:
    return CasePress(case.id, act)


def _until(case: AidCase) -> date:
    assert case.waits_until is not None, "it waits"
    return case.waits_until


def _open(case: AidCase) -> tuple[Key, ...]:
    return (key(say(N_("See the case")), _act(case, Act.OPEN)),)


# Returned ------------------------------------------------------------------------------------------------------------


def _correct(_work: Work, case: AidCase) -> Message:
    source = N_(
        "Your case {number} still waits for you: something in it is to be corrected. Please hand it in again by {day}."
    )
    ends = say(N_("If it is not handed in by then, it ends. If you need help with it, ask your union or call 12351."))
    keys = ((key(say(N_("Correct and hand in again")), _act(case, Act.CORRECT)),), _open(case))
    return Message(paragraphs(say(source, number=case.number, day=_until(case)), ends), keys)


def _ask_to_help(work: Work, case: AidCase) -> None:
    source = N_(
        "Case {number} was returned and still waits for its worker, who has been reminded. It ends if it is not handed "
        "in again by {day}. A call or a visit may help."
    )
    tell_officers(work, case, say(source, number=case.number, day=_until(case)), name="waits-officer")


# Papers that were to follow ------------------------------------------------------------------------------------------


def _missing(work: Work, case: AidCase) -> Joined:
    return Joined(tuple(kind.text for kind in Dossier(work, case).missing_papers), ", ")


def _bring(work: Work, case: AidCase) -> Message:
    source = N_(
        "Case {number} still needs papers from you: {papers}. Please send them by {day}, so that the review can go on."
    )
    help_ = say(N_("If you cannot get one of them, please tell your union or call 12351; there may be another way."))
    keys = ((key(say(N_("Add a paper")), _act(case, Act.PAPERS)),), _open(case))
    said = say(source, number=case.number, papers=_missing(work, case), day=_until(case))
    return Message(paragraphs(said, help_), keys)


def _tell_reviewers(work: Work, case: AidCase) -> None:
    """The papers have not come: whoever reviews decides what is to be done, and the worker's days are over."""
    source = N_(
        "Papers of case {number} that were to follow have not come: {papers}. The worker was reminded. Please call, or "
        "return the case with the reason “A paper is missing”; it can also be decided without them."
    )
    if state_of(work, case).payment is not None:
        source = N_(
            "Papers of case {number}, which is paid, have not come: {papers}. The worker was reminded. Please call, "
            "then say whether it is in order."
        )
    said = say(source, number=case.number, papers=_missing(work, case))
    tell_officers(work, case, said, name="papers", to=asked(work, case))


# Whether the money came ----------------------------------------------------------------------------------------------


def _ask(_work: Work, case: AidCase) -> Message:
    source = N_("Has the money of case {number} come? Please look at your bank account and tell us by {day}.")
    return Message(say(source, number=case.number, day=_until(case)), (*ask_keys(case), _open(case)))


KINDS: Mapping[WaitsFor, Kind] = {
    WaitsFor.RETURNED: Kind(_correct, _ask_to_help, lapse),
    WaitsFor.PAPERS: Kind(_bring, lambda _work, _case: None, _tell_reviewers),
    WaitsFor.PROOFS: Kind(remind_of_papers, ask_for_papers, miss_papers),
    WaitsFor.RECEIPT: Kind(_ask, ask_to_call, close_unheard),
}


def remind(work: Work, case: AidCase, what: WaitsFor, *, once: str, is_last: bool) -> None:
    """Remind the worker, once under a key; with the last reminder somebody beside hears of it, too."""
    kind = KINDS[what]
    outbox.put(work, case.applicant_id, kind.reminder(work, case), key=once, priority=outbox.REMINDER)
    if is_last:
        kind.at_last(work, case)
