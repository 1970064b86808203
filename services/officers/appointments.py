"""Appointments: an office begins, the officers there are, and the end of an appointment."""

from dataclasses import dataclass

from sqlalchemy import CursorResult, update
from sqlmodel import Session, col, select

from domain.menu.buttons import Go
from domain.platform.messages import Message, key
from domain.platform.text import N_, Refusal, say
from domain.procedure.events import OfficesChanged
from domain.units.steps import Role
from models.officers import Appointment, Invitation
from models.people import Person
from models.units import Unit
from services import care
from services.notices import route_objections_anew
from services.payments import route_disputes_anew
from services.platform import audit, outbox
from services.platform.work import Work
from services.procedure import route_steps_anew, take_from

__all__ = ["AppointmentView", "appoint", "end", "get", "listed"]


class AppointmentOver(Refusal):
    """There is nothing to end."""

    text = N_("This appointment has already ended. /officers shows those that run.")


def appoint(work: Work, person_id: int, invitation: Invitation, unit: Unit) -> None:
    """Make an officer of who was invited; what waits at the unit and below goes to them, too."""
    _add(work, person_id, invitation)
    audit.note(work, person_id, N_("became an officer"), f"unit:{unit.id}", detail=invitation.role)
    role = Role(invitation.role).label
    said = say(N_("You are now {role} at {unit}. What waits for you: /pending"), role=role, unit=unit.named)
    outbox.put(work, person_id, Message(said, ((key(say(N_("📥 Show what waits for me")), Go("pending")),),)))
    _route_anew(work, unit.path)
    if invitation.role == Role.CASE_OFFICER:
        care.take_unowned(work, unit.path)


def _add(work: Work, person_id: int, invitation: Invitation) -> None:
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


@dataclass(frozen=True, slots=True)
class AppointmentView:
    """A running appointment: whose it is, as what, and at which unit."""

    id: int
    name: str
    role: Role
    unit: str


def _view(held: Appointment, person: Person, unit: Unit) -> AppointmentView:
    return AppointmentView(held.id, person.name or "", Role(held.role), unit.named)


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
    source = N_(
        "Your appointment as {role} at {unit} has ended. Thank you for your work. What was on its way to you and has "
        "not arrived is not sent any more; what concerns yourself is under /menu."
    )
    said = say(source, role=role, unit=unit.named)
    outbox.put(work, person.id, Message(said))
    care.hand_over(work, person.id)  # first: what waits for them about a household goes along with it
    take_from(work, person.id, held.role, unit.path)
    _route_anew(work, unit.path)


def _route_anew(work: Work, unit_path: str) -> None:
    """Put what waits below a unit before the officers whom it concerns now."""
    route_steps_anew(work, unit_path)
    route_disputes_anew(work, unit_path)
    route_objections_anew(work, unit_path)
    work.happened(OfficesChanged(unit_path))
