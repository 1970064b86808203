"""Money has come: who waited for it goes on, in the order in which they were approved."""

from domain.books.events import FundGrew, FundIsToGrow
from domain.platform.text import N_, Money, lines, say
from domain.procedure.steps import kind_of
from models.procedure import AidCase
from services import books
from services.platform import audit
from services.platform.work import Work
from services.procedure import course, news
from services.procedure.record import lock, lock_all, step_of, subject

MOST = 100  # at once; the next run takes the next ones


def hold_waiting(work: Work, _event: FundIsToGrow) -> None:
    """Lock the cases that may go on, before any fund is."""
    if ids := books.waiting(work, MOST):
        lock_all(work.session, ids)


def let_go_on(work: Work, _grew: FundGrew | None = None) -> None:
    """Let cases that wait for money go on, as far as the funds reach: nobody is overtaken by who was approved later."""
    ids = books.waiting(work, MOST)
    if not ids:
        return
    lock_all(work.session, ids)
    too_little: set[int] = set()
    for case_id in ids:
        case = lock(work.session, case_id)
        its = set(books.serving(work, case))
        if case.short_since is None or its & too_little:
            continue
        if books.cover(work, case, case.amount):
            _goes_on(work, case)
        else:
            too_little |= its


def _goes_on(work: Work, case: AidCase) -> None:
    audit.note(work, work.person_id or None, N_("money was set aside for the case"), subject(case))
    course.go_on(work, case)
    kind = kind_of(case.step)
    head = say(N_("The money for your case {number} is there now: {amount} is set aside for you."),
               number=case.number, amount=Money(case.amount))  # fmt: skip
    news.tell(work, case, lines(head, kind.comes(step_of(work, case)) if kind.coming else None))
