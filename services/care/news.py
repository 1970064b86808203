"""What is told when a household gets another case officer: to the old one, the new one and the worker."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from sqlmodel import Session, col, select

from domain.households.buttons import HouseholdsPage, OpenHousehold, Shown
from domain.platform.messages import Keys, Message, key
from domain.platform.text import N_, Joined, Nn_, Sayable, lines, paragraphs, say, say_many
from domain.procedure.events import CaseOfficersChanged
from domain.units.steps import Role
from models.households import HouseholdFile
from models.officers import Appointment
from models.people import Person
from services.campaigns import redraw_digest, running
from services.care.suggestions import Holder, holder_of
from services.households import head_of, unit_of
from services.platform import consent, outbox
from services.platform.work import Work

__all__ = ["Move", "card", "tell", "tell_unit"]

MOST_NAMED = 10


@dataclass(frozen=True)
class Move:
    """A household that went from one officer to another; None where there is none."""

    file: HouseholdFile
    old: int | None
    new: int | None


def tell(work: Work, moves: Sequence[Move]) -> None:
    """Tell everybody concerned: one message for each officer however many households it is, and one for each worker.

    What the officers see of the running seasons is brought up to date, and what waits for them goes along."""
    work.session.info["people_told"] = _people(work.session, moves)  # keeps them from being collected
    _each(work, moves, lambda one: one.new, _received)
    still = _still_officers(work.session, {one.old for one in moves if one.old is not None})
    _each(work, moves, lambda one: one.old if one.old in still else None, _given_up)
    held: dict[tuple[int, int], Holder | None] = {}
    for one in moves:
        outbox.put(work, one.file.head_id, Message(_to_worker(work.session, one, held)))
    work.session.flush()
    officers = {who for one in moves for who in (one.old, one.new)}
    for campaign in running(work.session) if moves else ():
        for officer_id in officers:
            redraw_digest(work, campaign.id, officer_id)
    if moves:
        work.happened(CaseOfficersChanged(tuple(one.file.id for one in moves)))


def _people(session: Session, moves: Sequence[Move]) -> Sequence[Person]:
    """Load heads and officers in one query."""
    wanted = {who for one in moves for who in (one.file.head_id, one.old, one.new) if who is not None}
    return session.exec(select(Person).where(col(Person.id).in_(wanted))).all() if len(moves) > 1 else ()


def _each(
    work: Work,
    moves: Sequence[Move],
    whose: Callable[[Move], int | None],
    worded: Callable[[Session, Sequence[Move]], Message],
) -> None:
    theirs: dict[int, list[Move]] = {}
    for one in moves:
        if (officer := whose(one)) is not None:
            theirs.setdefault(officer, []).append(one)
    for officer, some in theirs.items():
        outbox.put(work, officer, worded(work.session, some))


def _still_officers(session: Session, people: set[int]) -> set[int]:
    """Return who of these holds any office; others read no names of households any more."""
    running = select(Appointment.person_id).where(col(Appointment.ended_at).is_(None))
    return set(session.exec(running.where(col(Appointment.person_id).in_(people)))) if people else set()


def _received(session: Session, moves: Sequence[Move]) -> Message:
    source = Nn_(
        "You are now the case officer of one more household. Please introduce yourself soon; the worker has your "
        "name and phone number.",
        "You are now the case officer of {count} more households. Please introduce yourself soon; the workers have "
        "your name and phone number.",
    )
    return Message(paragraphs(say_many(*source, len(moves)), _named(session, moves)), _ways(moves))


def _given_up(session: Session, moves: Sequence[Move]) -> Message:
    source = Nn_(
        "A household has gone from you to a colleague. Thank you for what you did for it.",
        "{count} households have gone from you to colleagues. Thank you for what you did for them.",
    )
    return Message(paragraphs(say_many(*source, len(moves)), _named(session, moves)))


def _named(session: Session, moves: Sequence[Move]) -> Joined:
    named = (_name(session, one.file) for one in moves[:MOST_NAMED])
    more = len(moves) - MOST_NAMED
    rest = say_many(*Nn_("and {count} more: /households", "and {count} more: /households"), more) if more > 0 else None
    return lines(*named, rest)


def _name(session: Session, file: HouseholdFile) -> Joined:
    return lines(file.number, consent.name_of(head_of(session, file)), unit_of(session, file).named, between=" · ")


def _ways(moves: Sequence[Move]) -> Keys:
    if len(moves) == 1:
        return ((key(say(N_("Open the household")), OpenHousehold(moves[0].file.id)),),)
    return ((key(say(N_("My households")), HouseholdsPage(Shown.OWN, "", 0)),),)


def _to_worker(session: Session, one: Move, held: dict[tuple[int, int], Holder | None]) -> Sayable:
    """Return the card of the new officer, or that there is none just now."""
    if one.new is not None:
        new = say(N_("You have a new case officer.")) if one.old is not None else None
        where = (one.file.unit_id, one.new)
        if where not in held:
            held[where] = holder_of(session, unit_of(session, one.file), one.new)
        return paragraphs(new, _card(session, one.file, held[where]))
    return say(
        N_(
            "Your case officer has changed, and a new one is being chosen. We will tell you here who it is. Until "
            "then your union helps you, or call the hotline 12351."
        )
    )


def card(session: Session, file: HouseholdFile) -> Sayable:
    """Return the contact card of a household's case officer, for the worker; the file has one."""
    return _card(session, file, holder_of(session, unit_of(session, file), file.case_officer_id or 0))


def _card(session: Session, file: HouseholdFile, held: Holder | None) -> Sayable:
    officer = session.get_one(Person, file.case_officer_id)
    phone = say(N_("Phone: {phone}"), phone=officer.phone) if officer.phone else None
    office = say(N_("{role}, {unit}"), role=Role(held.role).label, unit=held.unit_name) if held else None
    help_ = N_(
        "Your case officer visits you, helps with papers and applications, and tells you what is open to you. Call "
        "when something changes at home or when you are stuck."
    )
    free = N_("Visits and help cost nothing; please never pay anybody for them. The union's hotline is 12351.")
    return paragraphs(
        lines(say(N_("<b>Your case officer: {name}</b>"), name=officer.name or ""), office),
        lines(phone, say(N_("Household file: {number}"), number=file.number)),
        say(help_),
        say(free),
    )


def tell_unit(work: Work, file: HouseholdFile, officer_id: int | None) -> None:
    """Tell the worker that the file belongs to another unit now, and the officer who goes on looking after it."""
    unit = unit_of(work.session, file).named
    told = say(N_("Your household file {number} belongs to {unit} now."), number=file.number, unit=unit)
    stays = paragraphs(told, card(work.session, file)) if officer_id is not None else told
    outbox.put(work, file.head_id, Message(stays))
    if officer_id is not None:
        said = say(
            N_("Household {number} ({name}) belongs to {unit} now. You stay its case officer."),
            number=file.number,
            name=consent.name_of(head_of(work.session, file)),
            unit=unit,
        )
        keys = ((key(say(N_("Open the household")), OpenHousehold(file.id)),),)
        outbox.put(work, officer_id, Message(said, keys))
