"""Appointments: one-time links that make officers, the officers there are, and the end of an appointment."""

import hashlib
import secrets
from dataclasses import dataclass
from datetime import timedelta

from sqlalchemy import CursorResult, update
from sqlmodel import Session, col, select

from domain.platform.access import RegistrationNeeded
from domain.platform.messages import Message
from domain.platform.text import N_, Refusal, Text, say
from domain.procedure.state import Status
from domain.units.steps import Role
from models.notices import Objection
from models.officers import Appointment, Invitation
from models.payments import Payment
from models.people import Person
from models.procedure import AidCase, Prompt
from models.units import Unit
from services import care
from services.notices import objections
from services.payments.receipts import ask_cashiers
from services.people import row_of
from services.platform import audit, outbox
from services.platform.work import Work
from services.procedure import prompts, visits
from services.procedure.record import lock

__all__ = ["AppointmentView", "Offered", "accept", "end", "get", "invite", "invited_as", "listed"]

VALID = timedelta(days=7)


class InvitationUnknown(Refusal):
    """There is no such invitation."""

    text = N_("This invitation link is not valid. Please ask your administrator for a new one.")


class InvitationUsed(Refusal):
    """A link works once."""

    text = N_("This invitation link has been used already. If it was not you, please tell your administrator.")


class InvitationExpired(Refusal):
    """A link is good for seven days."""

    text = N_("This invitation link has expired, it was good for seven days. Please ask for a new one.")


class AppointmentOver(Refusal):
    """There is nothing to end."""

    text = N_("This appointment has already ended. /officers shows those that run.")


def invite(work: Work, *, unit_id: int, role: Role, by: int) -> str:
    """Make a one-time link for a role at a unit; only the hash of its token is kept."""
    token = secrets.token_urlsafe(18)
    work.session.add(
        Invitation(
            token_hash=_hash(token),
            role=role.value,
            unit_id=unit_id,
            made_by=by,
            made_at=work.now,
            expires_at=work.now + VALID,
        )
    )
    audit.note(work, by, N_("made an invitation"), f"unit:{unit_id}", detail=role.value)
    return work.house.deep_link(f"a_{token}")


def _hash(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()


@dataclass(frozen=True, slots=True)
class Offered:
    """What an invitation offers: a role, and the name of the unit."""

    role: Role
    unit: str


def invited_as(work: Work, token: str) -> Offered | None:
    """Return what a link still offers, None when it is not valid (any more); it is not used up."""
    invitation = work.session.exec(select(Invitation).where(Invitation.token_hash == _hash(token))).first()
    if invitation is None or invitation.used_by is not None or work.now >= invitation.expires_at:
        return None
    unit = work.session.get(Unit, invitation.unit_id)
    return Offered(Role(invitation.role), unit.name) if unit is not None and unit.closed_at is None else None


def accept(work: Work, token: str) -> Text:
    """Make who follows a link an officer and return what to tell them; the administrator is told.

    Raises RegistrationNeeded, InvitationUnknown, InvitationUsed, InvitationExpired.
    """
    person = row_of(work)
    if person.registered_at is None:
        raise RegistrationNeeded
    invitation = work.session.exec(select(Invitation).where(Invitation.token_hash == _hash(token))).first()
    unit = work.session.get(Unit, invitation.unit_id) if invitation else None
    if invitation is None or unit is None or unit.closed_at is not None:
        raise InvitationUnknown
    if invitation.used_by is not None:
        raise InvitationUsed
    if work.now >= invitation.expires_at:
        raise InvitationExpired
    _use(work, invitation, person.id)
    _appoint(work, person.id, invitation)
    audit.note(work, person.id, N_("became an officer"), f"unit:{unit.id}", detail=invitation.role)
    _tell_administrator(work, person, invitation, unit)
    _route_anew(work, unit.path)
    if invitation.role == Role.CASE_OFFICER:
        care.take_unowned(work, unit.path)
    role = Role(invitation.role).label
    return say(N_("You are now {role} at {unit}. What waits for you: /pending"), role=role, unit=unit.name)


def _use(work: Work, invitation: Invitation, person_id: int) -> None:
    """Use the link up; of two people at the same instant the database lets one through."""
    unused = update(Invitation).where(col(Invitation.id) == invitation.id, col(Invitation.used_by).is_(None))
    done = work.session.execute(unused.values(used_by=person_id, used_at=work.now))
    assert isinstance(done, CursorResult)
    if done.rowcount != 1:
        raise InvitationUsed


def _appoint(work: Work, person_id: int, invitation: Invitation) -> None:
    running = select(Appointment).where(Appointment.person_id == person_id, col(Appointment.ended_at).is_(None))
    same = running.where(Appointment.role == invitation.role, Appointment.unit_id == invitation.unit_id)
    if work.session.exec(same).first() is None:
        work.session.add(
            Appointment(
                person_id=person_id,
                role=invitation.role,
                unit_id=invitation.unit_id,
                appointed_by=invitation.made_by,
                since=work.now,
            )
        )
        work.session.flush()


def _tell_administrator(work: Work, person: Person, invitation: Invitation, unit: Unit) -> None:
    text = say(
        N_("{name} accepted: {role} at {unit}."),
        name=person.name or "",
        role=Role(invitation.role).label,
        unit=unit.name,
    )
    outbox.put(work, invitation.made_by, Message(text))


@dataclass(frozen=True, slots=True)
class AppointmentView:
    """A running appointment: whose it is, as what, and at which unit."""

    id: int
    name: str
    role: Role
    unit: str


def _view(held: Appointment, person: Person, unit: Unit) -> AppointmentView:
    return AppointmentView(held.id, person.name or "", Role(held.role), unit.name)


def listed(session: Session) -> list[AppointmentView]:
    """Return the running appointments, from the top of the network down."""
    rows = session.exec(
        select(Appointment, Person, Unit)
        .join(Person, col(Person.id) == col(Appointment.person_id))
        .join(Unit, col(Unit.id) == col(Appointment.unit_id))
        .where(col(Appointment.ended_at).is_(None))
        .order_by(col(Unit.path), col(Appointment.id))
    )
    return [_view(*row) for row in rows]


def get(session: Session, appointment_id: int) -> AppointmentView:
    """Return a running appointment; raises AppointmentOver."""
    return _view(*_running(session, appointment_id))


def _running(session: Session, appointment_id: int) -> tuple[Appointment, Person, Unit]:
    held = session.get(Appointment, appointment_id)
    if held is None or held.ended_at is not None:
        raise AppointmentOver
    return held, session.get_one(Person, held.person_id), session.get_one(Unit, held.unit_id)


def end(work: Work, appointment_id: int, *, by: int) -> None:
    """End an appointment; what waited for the officer and their households go to others. Raises AppointmentOver."""
    held, person, unit = _running(work.session, appointment_id)
    running = update(Appointment).where(col(Appointment.id) == held.id, col(Appointment.ended_at).is_(None))
    done = work.session.execute(running.values(ended_at=work.now))
    assert isinstance(done, CursorResult)
    if done.rowcount != 1:
        raise AppointmentOver
    work.session.refresh(held)
    audit.note(work, by, N_("ended an appointment"), f"unit:{unit.id}", detail=held.role)
    role = Role(held.role).label
    said = say(
        N_("Your appointment as {role} at {unit} has ended. Thank you for your work."), role=role, unit=unit.name
    )
    outbox.put(work, person.id, Message(said))
    _take_from(work, person.id, held.role, unit.path)
    care.hand_over(work, person.id)
    _route_anew(work, unit.path)


ROLE_OF = {"visit": "case_officer", "objection": "approver", "appeal": "approver", "dispute": "cashier"}


def _take_from(work: Work, officer_id: int, role: str, unit_path: str) -> None:
    """Take back what waits for an officer under a role that ended (a step is matched anew anyway)."""
    rows = work.session.exec(
        select(Prompt, AidCase)
        .join(AidCase, col(AidCase.id) == col(Prompt.case_id))
        .join(Unit, col(Unit.id) == col(AidCase.unit_id))
        .where(Prompt.officer_id == officer_id, col(Prompt.closed_at).is_(None), col(Unit.path).startswith(unit_path))
    ).all()
    for prompt, case in rows:
        if ROLE_OF.get(prompt.about.split(":")[0]) == role:
            prompts.take_back(work, case, prompt)
    if role in visits.ROLES:
        visits.give_up_confirming(work, officer_id, unit_path)


def _route_anew(work: Work, unit_path: str) -> None:
    """Put what waits below a unit before the officers whom it concerns now."""
    below = (
        select(AidCase.id).join(Unit, col(Unit.id) == col(AidCase.unit_id)).where(col(Unit.path).startswith(unit_path))
    )
    for case_id in work.session.exec(below.where(AidCase.status == Status.OPEN.value)).all():
        case = lock(work.session, case_id)
        prompts.refresh(work, case)
        missing = select(Payment).where(Payment.case_id == case.id, col(Payment.missing_since).is_not(None))
        for payment in work.session.exec(missing).all():
            ask_cashiers(work, case, payment)
    unanswered = select(Objection).where(col(Objection.answered_at).is_(None))
    for objection in work.session.exec(unanswered.where(col(Objection.case_id).in_(below))).all():
        objections.put_before_approvers(work, lock(work.session, objection.case_id), objection)
