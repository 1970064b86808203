"""One-time links to an office: made by an administrator, followed by whoever has them first.

An invitation is no identity: who followed it is named to the administrators, and only their *Yes* appoints.
"""

import hashlib
import secrets
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from sqlalchemy import CursorResult, update
from sqlmodel import col, select

from domain.platform.access import RegistrationNeeded
from domain.platform.text import N_, Refusal, Text, say
from domain.units.steps import Role
from models.officers import Invitation
from models.units import Unit
from services.officers.confirming import ask, check_apart, followed_by
from services.people import row_of
from services.platform import audit, waiting
from services.platform.work import Work

__all__ = ["Invited", "Offered", "follow", "good_until", "invite", "invited_as"]


class InvitationUnknown(Refusal):
    """A link that was never made, was used, or is too old: whoever holds it reads the same, and so learns nothing."""

    text = N_(
        "This invitation link does not work, or no longer. If you have not followed it yourself, please tell your "
        "administrator, and ask for a new one."
    )


class OwnInvitation(Refusal):
    """Nobody gives themselves power."""

    text = N_(
        "You made this invitation yourself, and nobody takes an office by their own invitation. Another administrator "
        "has to invite you; the link stays good for whom you meant."
    )


@dataclass(frozen=True, slots=True)
class Invited:
    """A one-time link, and the last day on which it works."""

    link: str
    until: date


def invite(work: Work, *, unit_id: int, role: Role, by: int) -> Invited:
    """Make a one-time link for a role at a unit; only the hash of its token is kept."""
    token = secrets.token_urlsafe(18)
    invitation = Invitation(
        token_hash=_hash(token),
        role=role.value,
        unit_id=unit_id,
        made_by=by,
        made_at=work.now,
        expires_at=work.now,
    )
    waiting.begin(work, invitation, work.house.policies.current.waits.invitation, work.today)
    invitation.expires_at = good_until(work, invitation)
    work.session.add(invitation)
    audit.note(work, by, N_("made an invitation"), f"unit:{unit_id}", detail=role.value)
    return Invited(work.house.deep_link(f"a_{token}"), invitation.waits_until or work.today)


def good_until(work: Work, invitation: Invitation) -> datetime:
    """Return the moment from which a link works no longer: the end of the last day that its clock gives."""
    last = invitation.waits_until or work.today
    return datetime.combine(last + timedelta(days=1), time.min, work.house.zone)


def _hash(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()


@dataclass(frozen=True, slots=True)
class Offered:
    """What an invitation offers: a role, and the name of the unit."""

    role: Role
    unit: str


def invited_as(work: Work, token: str) -> Offered | None:
    """Return what a link still offers, None when it is not valid (any more); it is not used up."""
    try:
        invitation, unit = _good(work, token)
    except Refusal:
        return None
    return Offered(Role(invitation.role), unit.named)


def _good(work: Work, token: str) -> tuple[Invitation, Unit]:
    """Return an invitation that can be followed now; what was planned with it is asked again when it is."""
    invitation = work.session.exec(select(Invitation).where(Invitation.token_hash == _hash(token))).first()
    unit = work.session.get(Unit, invitation.unit_id) if invitation else None
    if invitation is None or unit is None or unit.closed_at is not None:
        raise InvitationUnknown
    is_used = invitation.used_by is not None or invitation.ended_at is not None
    if is_used or work.now >= invitation.expires_at or invitation.made_by not in work.admin_ids:
        raise InvitationUnknown
    return invitation, unit


def follow(work: Work, token: str) -> Text:
    """Note who followed a link, and ask the administrators whether that is who was meant; return what to tell them.

    Raises RegistrationNeeded, InvitationUnknown, OwnInvitation, OfficesApart.
    """
    person = row_of(work)
    if person.registered_at is None:
        raise RegistrationNeeded
    invitation, unit = _good(work, token)
    if invitation.made_by == person.id:
        raise OwnInvitation
    check_apart(work, person.id, invitation, unit)
    _use(work, invitation, person.id)
    waiting.begin(work, invitation, work.house.policies.current.waits.invitation, work.today)
    audit.note(work, person.id, N_("followed an invitation"), f"unit:{unit.id}", detail=invitation.role)
    one = followed_by(work, invitation)
    ask(work, one, {invitation.made_by})
    source = N_(
        "Thank you. Before you are {role} at {unit}, an administrator says whether you are who was meant. You will "
        "hear of it here."
    )
    return say(source, role=one.role.label, unit=one.unit)


def _use(work: Work, invitation: Invitation, person_id: int) -> None:
    """Use the link up; of two people at the same instant the database lets one through."""
    unused = update(Invitation).where(col(Invitation.id) == invitation.id, col(Invitation.used_by).is_(None))
    done = work.session.execute(unused.values(used_by=person_id, used_at=work.now))
    assert isinstance(done, CursorResult)
    if done.rowcount != 1:
        raise InvitationUnknown
    work.session.refresh(invitation)
