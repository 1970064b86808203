"""What the scheduler does to cases and drafts by itself; each run asks what is due now, so a second changes nothing."""

from collections.abc import Mapping
from datetime import date, timedelta

from sqlmodel import Session, col, select

from domain.platform.messages import Message
from domain.platform.text import N_, Text, say
from domain.procedure.state import Status
from domain.units.steps import StepKind
from models.aid import ReInvitation
from models.forms import Draft
from models.procedure import AidCase
from services.platform import outbox
from services.platform.work import Work
from services.procedure import prompts
from services.procedure.notice_end import end_if_over
from services.procedure.record import lock, policy_of, state_of
from services.units import candidates

A_FORM = say(N_("a form"))


def end_notices(work: Work) -> None:
    """End the public notices whose days are over, and let their cases go on."""
    posted = select(AidCase).where(AidCase.step == StepKind.NOTICE.value, AidCase.status == Status.OPEN.value)
    for case in work.session.exec(posted.order_by(col(AidCase.id))).all():
        end_if_over(work, case)


def remind_overdue_steps(work: Work) -> None:
    """Remind of overdue steps; from the second working day on, one level up a day."""
    late = select(AidCase.id).where(AidCase.status == Status.OPEN.value, col(AidCase.due_at) <= work.now)
    for case_id in work.session.exec(late.order_by(col(AidCase.id))).all():
        case = lock(work.session, case_id)
        if case.status == Status.OPEN and case.due_at is not None and case.due_at <= work.now:
            _remind(work, case)


def _remind(work: Work, case: AidCase) -> None:
    days = _working_days_late(work, case)
    if days == 0 or not StepKind(case.step).needs_officer:
        return
    if days - 1 > case.raised:
        case.raised = days - 1
        work.session.flush()
        prompts.refresh(work, case)
    for officer_id in prompts.asked_before(work, case):
        _once(work, officer_id, _overdue(case), f"overdue:{case.id}:{case.version}:{officer_id}")
    state = state_of(work, case)
    nobody_above = candidates(work.session, case, state) == candidates(
        work.session, case, state, raised=case.raised - 1
    )
    for admin in work.house.admin_ids if case.raised and nobody_above else ():
        _once(work, admin, _overdue(case), f"overdue-admin:{case.id}:{case.version}:{admin}")


def _working_days_late(work: Work, case: AidCase) -> int:
    assert case.due_at is not None
    calendar = policy_of(work, case).calendar
    first, today = case.due_at.astimezone(work.house.zone).date(), work.today
    return sum(calendar.is_working_day(first + timedelta(days=n)) for n in range((today - first).days + 1))


def _overdue(case: AidCase) -> Text:
    source = N_("Case {number} has waited too long at this step: {step}. Please take it on: /pending")
    return say(source, number=case.number, step=StepKind(case.step).label)


def _once(work: Work, chat_id: int, text: Text, key: str) -> None:
    outbox.put(work, chat_id, Message(text), key=key, priority=outbox.REMINDER)


def nudge_drafts(work: Work, names: Mapping[str, Text]) -> None:
    """Remind people of forms that have lain untouched for some days, once each time they were left.

    `names` says what each form is called.
    """
    rules = work.house.policies.current.drafts
    left, gone = work.now - timedelta(days=rules.nudge_after_days), work.now - timedelta(days=rules.expire_after_days)
    for draft in work.session.exec(
        select(Draft).where(col(Draft.touched_at) <= left, col(Draft.touched_at) > gone)
    ).all():
        text = say(
            N_("You began {form} and have not finished it. Everything is kept; send /menu to go on."),
            form=names.get(draft.form_key, A_FORM),
        )
        _once(work, draft.person_id, text, f"nudge:{draft.id}:{draft.touched_at:%Y-%m-%dT%H:%M}")


def expire_drafts(work: Work, names: Mapping[str, Text]) -> None:
    """Remove forms that nobody has touched for weeks, and say so."""
    gone = work.now - timedelta(days=work.house.policies.current.drafts.expire_after_days)
    barred = _barred_since(work.session, gone.astimezone(work.house.zone).date())
    for draft in work.session.exec(select(Draft).where(col(Draft.touched_at) <= gone)).all():
        if draft.form_key == "report" and draft.person_id in barred:
            continue
        text = say(
            N_("We have removed {form}, which you began on {day} and did not finish. You can begin again with /menu."),
            form=names.get(draft.form_key, A_FORM),
            day=draft.begun_at.astimezone(work.house.zone).date(),
        )
        _once(work, draft.person_id, text, f"expired:{draft.id}")
        work.session.delete(draft)


def _barred_since(session: Session, day: date) -> set[int]:
    """Return whose report a bar held back beyond `day`: they get the days anew from its end."""
    return set(session.exec(select(ReInvitation.person_id).where(col(ReInvitation.on) > day)).all())


def invite_unbarred(work: Work) -> None:
    """Tell workers whose report had to wait until a day that they can send it now."""
    today: date = work.today
    waiting = select(ReInvitation).where(col(ReInvitation.on) <= today, col(ReInvitation.told_at).is_(None))
    for invitation in work.session.exec(waiting).all():
        text = say(N_("From today on you can send your hardship report again: /report. What you wrote before helps."))
        _once(work, invitation.person_id, text, f"unbarred:{invitation.person_id}:{invitation.on}")
        invitation.told_at = work.now
