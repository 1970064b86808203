"""What the scheduler does to cases and drafts by itself; each run asks what is due now, so a second changes nothing."""

from datetime import date, datetime, timedelta

from sqlmodel import Session, col, select

from domain.platform.messages import Message
from domain.platform.text import N_, Text, say
from domain.procedure.procedure import Status, StepKind
from models.aid import ReInvitation
from models.forms import Draft
from models.procedure import AidCase
from services.platform import outbox
from services.platform.house import House
from services.procedure import prompts
from services.procedure.notice_end import end_if_over
from services.procedure.record import lock, policy_of, state_of
from services.units.offices import candidates

FORM_NAMES = {
    "report": N_("your hardship report"),
    "study_grant": N_("your application for a study grant"),
    "registration": N_("your registration"),
    "home_visit": N_("the record of a visit"),
    "task_item": N_("an item of a season"),
    "broadcast": N_("a notice to workers"),
    "offer": N_("a job or training offer"),
}


def end_notices(session: Session, house: House, now: datetime) -> None:
    """End the public notices whose days are over, and let their cases go on."""
    posted = select(AidCase).where(AidCase.step == StepKind.NOTICE.value, AidCase.status == Status.OPEN.value)
    for case in session.exec(posted.order_by(col(AidCase.id))).all():
        end_if_over(session, house, case, now=now)


def remind_overdue_steps(session: Session, house: House, now: datetime) -> None:
    """Remind of overdue steps; from the second working day on, one level up a day."""
    late = select(AidCase.id).where(AidCase.status == Status.OPEN.value, col(AidCase.due_at) <= now)
    for case_id in session.exec(late.order_by(col(AidCase.id))).all():
        case = lock(session, case_id or 0)
        if case.status == Status.OPEN and case.due_at is not None and case.due_at <= now:
            _remind(session, house, case, now)


def _remind(session: Session, house: House, case: AidCase, now: datetime) -> None:
    days = _working_days_late(session, house, case, now)
    if days == 0 or not StepKind(case.step).needs_officer:
        return
    if days - 1 > case.raised:
        case.raised = days - 1
        session.flush()
        prompts.refresh(session, house, case, now=now)
    for officer_id in prompts.asked_before(session, house, case, now=now):
        _once(session, officer_id, _overdue(case), f"overdue:{case.id}:{case.version}:{officer_id}", now)
    state = state_of(session, house, case)
    nobody_above = candidates(session, case, state) == candidates(session, case, state, raised=case.raised - 1)
    for admin in house.admin_ids if case.raised and nobody_above else ():
        _once(session, admin, _overdue(case), f"overdue-admin:{case.id}:{case.version}:{admin}", now)


def _working_days_late(session: Session, house: House, case: AidCase, now: datetime) -> int:
    assert case.due_at is not None
    calendar = policy_of(session, house, case).calendar
    first, today = case.due_at.astimezone(house.zone).date(), now.astimezone(house.zone).date()
    return sum(calendar.is_working_day(first + timedelta(days=n)) for n in range((today - first).days + 1))


def _overdue(case: AidCase) -> Text:
    source = N_("Case {number} has waited too long at this step: {step}. Please take it on: /pending")
    return say(source, number=case.number, step=StepKind(case.step).label)


def _once(session: Session, chat_id: int, text: Text, key: str, now: datetime) -> None:
    outbox.put(session, chat_id, Message(text), now=now, key=key, priority=outbox.REMINDER)


def nudge_drafts(session: Session, house: House, now: datetime) -> None:
    """Remind people of forms that have lain untouched for some days, once each time they were left."""
    rules = house.policies.current.drafts
    left, gone = now - timedelta(days=rules.nudge_after_days), now - timedelta(days=rules.expire_after_days)
    for draft in session.exec(select(Draft).where(col(Draft.touched_at) <= left, col(Draft.touched_at) > gone)).all():
        text = say(
            N_("You began {form} and have not finished it. Everything is kept; send /menu to go on."),
            form=_name_of(draft),
        )
        _once(session, draft.person_id, text, f"nudge:{draft.id}:{draft.touched_at:%Y-%m-%dT%H:%M}", now)


def expire_drafts(session: Session, house: House, now: datetime) -> None:
    """Remove forms that nobody has touched for weeks, and say so."""
    gone = now - timedelta(days=house.policies.current.drafts.expire_after_days)
    barred = _barred_since(session, gone.astimezone(house.zone).date())
    for draft in session.exec(select(Draft).where(col(Draft.touched_at) <= gone)).all():
        if draft.form_key == "report" and draft.person_id in barred:
            continue
        text = say(
            N_("We have removed {form}, which you began on {day} and did not finish. You can begin again with /menu."),
            form=_name_of(draft),
            day=draft.begun_at.astimezone(house.zone).date(),
        )
        _once(session, draft.person_id, text, f"expired:{draft.id}", now)
        session.delete(draft)


def _barred_since(session: Session, day: date) -> set[int]:
    """Return whose report a bar held back beyond `day`: they get the days anew from its end."""
    return set(session.exec(select(ReInvitation.person_id).where(col(ReInvitation.on) > day)).all())


def _name_of(draft: Draft) -> Text:
    return Text(FORM_NAMES.get(draft.form_key, N_("a form")))


def invite_unbarred(session: Session, house: House, now: datetime) -> None:
    """Tell workers whose report had to wait until a day that they can send it now."""
    today: date = now.astimezone(house.zone).date()
    waiting = select(ReInvitation).where(col(ReInvitation.on) <= today, col(ReInvitation.told_at).is_(None))
    for invitation in session.exec(waiting).all():
        text = say(N_("From today on you can send your hardship report again: /report. What you wrote before helps."))
        _once(session, invitation.person_id, text, f"unbarred:{invitation.person_id}:{invitation.on}", now)
        invitation.told_at = now
