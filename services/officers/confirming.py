"""Whoever followed an invitation is named to the administrators, and the office runs only after their *Yes*."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from sqlmodel import Session, col, select

from domain.officers.buttons import NotMeant, ThatIsWhoIMeant
from domain.officers.offices import excluded_by, yeses_needed
from domain.people.events import ConsentChanged, Leaves
from domain.platform.identifiers import mask_phone
from domain.platform.messages import Message, key
from domain.platform.text import N_, Arg, Refusal, paragraphs, say
from domain.units.steps import Role
from models.officers import Invitation
from models.people import Person
from models.platform.outbox import Outbox
from models.units import Unit
from services.officers.appointments import appoint
from services.people import actor_of
from services.platform import audit, consent, outbox
from services.platform import waiting as clock
from services.platform.work import Work

__all__ = [
    "Followed", "ask", "asked", "asked_key", "check_apart", "confirm", "decline", "follow_consent", "followed_by",
    "forget", "to_ask", "waiting",
]  # fmt: skip


class OfficesApart(Refusal):
    """Two offices in one hand would be one pair of eyes."""

    text = N_(
        "{held} at {unit} and {role} do not go together in one hand: nobody audits what they decide, and nobody pays "
        "what they approve. An administrator has to end the one before the other can begin."
    )


class NothingToConfirm(Refusal):
    """It was answered already, or the link is free again."""

    text = N_(
        "This is over: it has been answered, or whoever followed the link is not here any more. /officers shows who "
        "holds which office."
    )


class ConfirmedAlready(Refusal):
    """The second yes is somebody else's."""

    text = N_("You have said yes already. A second administrator is asked, since this office decides or pays.")


class FollowerWithdrew(Refusal):
    """Who is not named cannot be the one who is meant."""

    text = N_(
        "Whoever followed this invitation has withdrawn the consent to use their data, so nobody can say who it is, "
        "and the office cannot begin. If they agree again (/privacy), you are asked anew. With “No, somebody else” the "
        "link ends."
    )


class NotYourOwn(Refusal):
    """Nobody confirms themselves."""

    text = N_("This is about you, so another administrator has to answer it.")


def check_apart(work: Work, person_id: int, invitation: Invitation, unit: Unit) -> None:
    """Refuse an office that does not go with one the person holds; raises OfficesApart."""
    held = actor_of(work.session, person_id, admin_ids=work.house.admin_ids).offices
    office, role = excluded_by(Role(invitation.role), unit.path, held), Role(invitation.role).label
    if office is not None:
        at = work.session.get_one(Unit, office.unit_id).named
        raise OfficesApart(held=Role(office.role).label, unit=at, role=role)


@dataclass(frozen=True, slots=True)
class Followed:
    """Somebody who followed an invitation: what an administrator needs to know them by."""

    id: int
    person_id: int
    name: Arg
    home: Arg  # the unit they registered with
    phone: Arg  # masked
    role: Role
    unit: str
    unit_id: int
    yeses: tuple[int, ...]  # the administrators who have confirmed
    runs: bool = False  # the office has begun
    is_named: bool = True  # they agree that it is shown who they are


def followed_by(work: Work, invitation: Invitation) -> Followed:
    """Return who followed this invitation; the yes of somebody who is no administrator any more is none."""
    session = work.session
    said = (invitation.confirmed_by, invitation.confirmed_too_by)
    person = session.get_one(Person, invitation.used_by)
    home = session.get(Unit, person.unit_id) if person.unit_id else None
    is_named = consent.named_since(person) is not None
    return Followed(
        invitation.id,
        person.id,
        consent.shown(person.name, is_named),
        consent.shown(home.named if home else "", is_named),
        consent.shown(mask_phone(person.phone or ""), is_named),
        Role(invitation.role),
        session.get_one(Unit, invitation.unit_id).named,
        invitation.unit_id,
        tuple(one for one in said if one in work.admin_ids),
        is_named=is_named,
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
    no = key(say(N_("No, somebody else")), NotMeant(one.id))
    if not one.is_named:
        source = N_("Somebody followed the invitation: {role} at {unit}.")
        followed = say(source, role=one.role.label, unit=one.unit)
        return Message(paragraphs(followed, FollowerWithdrew().said), ((no,),))
    who = say(
        N_("{name} of {home}, phone {phone}, followed the invitation: {role} at {unit}."),
        name=one.name, home=one.home, phone=one.phone, role=one.role.label, unit=one.unit,
    )  # fmt: skip
    before = say(N_("One administrator has said yes. This office decides or pays, so a second one confirms it."))
    asked = say(
        N_("<b>Is that who is meant?</b> The office begins with your yes. If you are not sure, call them first.")
    )
    yes = key(say(N_("Yes, that is who I meant")), ThatIsWhoIMeant(one.id))
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

    Raises NothingToConfirm, FollowerWithdrew, NotYourOwn, ConfirmedAlready, OfficesApart.
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

    Raises NothingToConfirm of somebody who is not registered any more, FollowerWithdrew.
    """
    whose = select(Person).where(Person.id == invitation.used_by).with_for_update()
    person = work.session.exec(whose.execution_options(populate_existing=True)).one()
    if person.registered_at is None:
        raise NothingToConfirm
    if consent.named_since(person) is None:
        raise FollowerWithdrew


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


# Who followed agrees no longer, or is erased -------------------------------------------------------------------------


def follow_consent(work: Work, changed: ConsentChanged) -> None:
    """Administrators who are asked about somebody read no longer who it is; once they agree again, it is asked anew."""
    since = consent.named_since(work.session.get_one(Person, changed.person_id))
    for invitation in _followed(work, changed.person_id):
        one = followed_by(work, invitation)
        if since is None:
            _edit(work, invitation, card(one))
        elif since == work.now:
            ask(work, one, to_ask(work, one), again=work.now.isoformat())


def forget(work: Work, leaving: Leaves) -> None:
    """Somebody is erased: nobody is asked about them any more, and what was asked names nobody."""
    for invitation in _followed(work, leaving.person_id):
        _over(work, invitation)
        source = N_("Whoever followed the invitation ({role} at {unit}) is not here any more. Nothing is to be done.")
        unit = work.session.get_one(Unit, invitation.unit_id).named
        _edit(work, invitation, Message(say(source, role=Role(invitation.role).label, unit=unit)))


def _followed(work: Work, person_id: int) -> Sequence[Invitation]:
    open_ones = select(Invitation).where(Invitation.used_by == person_id, col(Invitation.ended_at).is_(None))
    return work.session.exec(open_ones.order_by(col(Invitation.id))).all()


def _edit(work: Work, invitation: Invitation, message: Message) -> None:
    """Change what every administrator was asked about a link, however often."""
    sent = select(Outbox.chat_id, Outbox.key).where(col(Outbox.key).startswith(f"followed:{invitation.id}:"))
    for admin, asked_by in work.session.exec(sent.order_by(col(Outbox.id))).all():
        outbox.edit(work, admin, message, target_key=asked_by)
