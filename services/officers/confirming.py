"""Whoever followed an invitation is named to the administrators, and the office runs only after their *Yes*."""

from dataclasses import dataclass, replace

from sqlmodel import Session, col, select

from domain.officers.buttons import NotMeant, ThatIsWhoIMeant
from domain.officers.offices import excluded_by, yeses_needed
from domain.platform.identifiers import mask_phone
from domain.platform.messages import Message, key
from domain.platform.text import N_, Refusal, paragraphs, say
from domain.units.steps import Role
from models.officers import Invitation
from models.people import Person
from models.units import Unit
from services.officers.appointments import appoint
from services.people import actor_of
from services.platform import audit, outbox
from services.platform import waiting as clock
from services.platform.work import Work

__all__ = [
    "Followed", "ask", "asked", "asked_key", "check_apart", "confirm", "decline", "followed_by", "to_ask", "waiting",
]  # fmt: skip


class OfficesApart(Refusal):
    """Two offices in one hand would be one pair of eyes."""

    text = N_(
        "{held} at {unit} and {role} do not go together in one hand: nobody audits what they decide, and nobody pays "
        "what they approve. An administrator has to end the one before the other can begin."
    )


class NothingToConfirm(Refusal):
    """It was answered already, or the link is free again."""

    text = N_("This has been answered already. /officers shows who holds which office.")


class ConfirmedAlready(Refusal):
    """The second yes is somebody else's."""

    text = N_("You have said yes already. A second administrator is asked, since this office decides or pays.")


class NotYourOwn(Refusal):
    """Nobody confirms themselves."""

    text = N_("This is about you, so another administrator has to answer it.")


def check_apart(work: Work, person_id: int, invitation: Invitation, unit: Unit) -> None:
    """Refuse an office that does not go with one the person holds; raises OfficesApart."""
    held = actor_of(work.session, person_id, admin_ids=work.house.admin_ids).offices
    office, role = excluded_by(Role(invitation.role), unit.path, held), Role(invitation.role).label
    if office is not None:
        at = work.session.get_one(Unit, office.unit_id).name
        raise OfficesApart(held=Role(office.role).label, unit=at, role=role)


@dataclass(frozen=True, slots=True)
class Followed:
    """Somebody who followed an invitation: what an administrator needs to know them by."""

    id: int
    person_id: int
    name: str
    home: str  # the unit they registered with
    phone: str  # masked
    role: Role
    unit: str
    unit_id: int
    yeses: tuple[int, ...]  # the administrators who have confirmed
    runs: bool = False  # the office has begun


def followed_by(work: Work, invitation: Invitation) -> Followed:
    """Return who followed this invitation; the yes of somebody who is no administrator any more is none."""
    session = work.session
    said = (invitation.confirmed_by, invitation.confirmed_too_by)
    person = session.get_one(Person, invitation.used_by)
    home = session.get(Unit, person.unit_id) if person.unit_id else None
    return Followed(
        invitation.id,
        person.id,
        person.name or "",
        home.name if home else "",
        mask_phone(person.phone or ""),
        Role(invitation.role),
        session.get_one(Unit, invitation.unit_id).name,
        invitation.unit_id,
        tuple(one for one in said if one in work.admin_ids),
    )


def waiting(work: Work) -> list[Followed]:
    """Return who followed an invitation and waits to be confirmed, the longest first."""
    open_ones = (col(Invitation.used_by).is_not(None), col(Invitation.ended_at).is_(None))
    found = work.session.exec(select(Invitation).where(*open_ones).order_by(col(Invitation.used_at)))
    return [followed_by(work, invitation) for invitation in found]


def asked(work: Work, invitation_id: int) -> Message:
    """Show who followed an invitation, and ask; raises NothingToConfirm."""
    return card(followed_by(work, _open(work.session, invitation_id)))


def _open(session: Session, invitation_id: int) -> Invitation:
    query = select(Invitation).where(Invitation.id == invitation_id).with_for_update()
    invitation = session.exec(query.execution_options(populate_existing=True)).first()
    if invitation is None or invitation.used_by is None or invitation.ended_at is not None:
        raise NothingToConfirm
    return invitation


def card(one: Followed) -> Message:
    """Show who followed, and ask."""
    who = say(
        N_("{name} of {home}, phone {phone}, followed the invitation: {role} at {unit}."),
        name=one.name, home=one.home, phone=one.phone, role=one.role.label, unit=one.unit,
    )  # fmt: skip
    before = say(N_("One administrator has said yes. This office decides or pays, so a second one confirms it."))
    asked = say(
        N_("<b>Is that who is meant?</b> The office begins with your yes. If you are not sure, call them first.")
    )
    yes = key(say(N_("Yes, that is who I meant")), ThatIsWhoIMeant(one.id))
    no = key(say(N_("No, somebody else")), NotMeant(one.id))
    return Message(paragraphs(who, before if one.yeses else None, asked), ((yes,), (no,)))


def ask(work: Work, one: Followed, administrators: set[int], *, again: str = "") -> None:
    """Ask those of the administrators who have not said yes, and whom it is not about."""
    for admin in administrators & to_ask(work, one):
        outbox.put(work, admin, card(one), key=asked_key(one, again, admin))


def to_ask(work: Work, one: Followed) -> set[int]:
    """Return the administrators who may yet say yes."""
    return set(work.admin_ids) - {one.person_id, *one.yeses}


def asked_key(one: Followed, again: str, admin: int) -> str:
    """Return the outbox key under which an administrator is asked, once more (`again` says which time) or first."""
    return f"followed:{one.id}:{len(one.yeses)}:{again}:{admin}"


def confirm(work: Work, invitation_id: int) -> Followed:
    """An administrator says that it is who was meant; return who it is. If it does not run now, a second one is asked.

    Raises NothingToConfirm, NotYourOwn, ConfirmedAlready, OfficesApart.
    """
    invitation, unit = _answerable(work, invitation_id)
    _hold(work, invitation)
    check_apart(work, invitation.used_by or 0, invitation, unit)
    others = work.admin_ids - {invitation.used_by}
    needed = yeses_needed(Role(invitation.role), others)
    _say_yes(work, invitation, needed)
    audit.note(work, work.person_id, N_("confirmed an officer"), f"unit:{unit.id}", detail=invitation.role)
    one = followed_by(work, invitation)
    if len(one.yeses) < needed:
        clock.begin(work, invitation, work.house.policies.current.waits.invitation, work.today)
        ask(work, one, set(others))
        return one
    _over(work, invitation)
    appoint(work, one.person_id, invitation, unit)
    return replace(one, runs=True)


def _hold(work: Work, invitation: Invitation) -> None:
    """Let one person get one office at a time, so that two at one instant are asked whether they go together.

    Raises NothingToConfirm of somebody who is not registered any more.
    """
    whose = select(Person).where(Person.id == invitation.used_by).with_for_update()
    person = work.session.exec(whose.execution_options(populate_existing=True)).one()
    if person.registered_at is None:
        raise NothingToConfirm


def _say_yes(work: Work, invitation: Invitation, needed: int) -> None:
    """Write a yes down; whoever said the first one says no second while another administrator is there for it."""
    before = followed_by(work, invitation).yeses
    if work.person_id in before:
        if len(before) < needed:
            raise ConfirmedAlready
    elif before:
        invitation.confirmed_by, invitation.confirmed_too_by = before[0], work.person_id
    else:
        invitation.confirmed_by, invitation.confirmed_too_by = work.person_id, None


def _over(work: Work, invitation: Invitation) -> None:
    invitation.ended_at = work.now
    clock.stop(invitation)


def _answerable(work: Work, invitation_id: int) -> tuple[Invitation, Unit]:
    invitation = _open(work.session, invitation_id)
    unit = work.session.get_one(Unit, invitation.unit_id)
    if invitation.used_by == work.person_id:
        raise NotYourOwn
    if unit.closed_at is not None:
        raise NothingToConfirm
    return invitation, unit


def decline(work: Work, invitation_id: int) -> Followed:
    """It was not who was meant: the link is over, and whoever followed it is told. Return who it was.

    Raises NothingToConfirm, NotYourOwn.
    """
    invitation, unit = _answerable(work, invitation_id)
    _over(work, invitation)
    one = followed_by(work, invitation)
    audit.note(
        work, work.person_id, N_("declined who followed an invitation"), f"unit:{unit.id}", detail=one.role.value
    )
    said = N_(
        "The invitation to be {role} at {unit} was meant for somebody else, so it has ended; nothing else has changed. "
        "If that is a mistake, please tell your administrator."
    )
    outbox.put(work, one.person_id, Message(say(said, role=one.role.label, unit=one.unit)))
    return one
