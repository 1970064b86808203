"""An event is opened once: whom it has struck is shown first, then each gets a case that begins with its approval."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from sqlmodel import col, select

from domain.aid.by_policy.for_events import DAY, EVENT, NAME
from domain.aid.events.questions import LISTED, PEOPLE, PLACE, UNIT, WHOM, Whom
from domain.kinds.kind import Found, Given
from domain.platform.access import NotForYou
from domain.platform.identifiers import birth_of
from domain.platform.names import mask_name
from domain.platform.text import N_, Joined, Money, Refusal, Sayable, Text, lines, paragraphs, say
from domain.policy import Policy, Programme
from domain.procedure.refusals import OnceApplied
from domain.procedure.steps import kind_of
from models.aid import AidEvent
from models.procedure import AidCase
from models.units import Unit
from services import cases
from services.aid.events.finding import CardMissing, LeftOut, Struck, find_struck, office_at
from services.aid.events.listed import keep_listed
from services.aid.other_aid import grants_for, lock_household
from services.aid.people import born_of, known_in
from services.aid.standing import standing_on
from services.aid.verdicts import keep_verdict
from services.payments import card_of
from services.platform import audit
from services.platform.counters import next_number
from services.platform.undo import undone_when_refused
from services.platform.work import Work
from services.procedure import tell

ONCE_ONLY = (
    UNIT,
    WHOM,
    PEOPLE,
    LISTED,
    PLACE,
)  # answers that are not kept with the event: whom it has struck is its cases
ALREADY = say(N_("they have a case of this event already"))


class NobodyStruck(Refusal):
    """An event without anybody is none."""

    text = N_("Nobody can get a case by these answers, so nothing is opened. Please change an answer.")


class EventEnded(Refusal):
    """Nobody is added to what an officer has ended."""

    text = N_("The event {name} was ended on {day}, so nobody is added any more. Please open a new one under /apply.")


@dataclass(frozen=True, slots=True)
class Place:
    """One who gets a case, with all that was looked at, and what was found."""

    struck: Struck
    given: Given
    found: Found


@dataclass(frozen=True, slots=True)
class PlanView:
    """What would be opened, as an officer reads it: a line for each, all of it together (fen), and who is left out."""

    told: tuple[Sayable, ...]
    fen: int
    left: tuple[LeftOut, ...]
    to_read: bool = False  # a table was sent, and nothing is opened by it before it was read and looked at


NOT_READ_YET = PlanView((), 0, (), to_read=True)


@dataclass(frozen=True, slots=True)
class Plan:
    """What would be opened, and who is left out."""

    places: tuple[Place, ...]
    left: tuple[LeftOut, ...]

    @property
    def view(self) -> PlanView:
        """The same, for an officer."""
        told = (lines(one.struck.said, Money(one.found.amount), between=" · ") for one in self.places)
        return PlanView(tuple(told), sum(one.found.amount for one in self.places), self.left)


@dataclass(frozen=True, slots=True)
class Opened:
    """An event whose cases were opened just now, and who was left out."""

    event_id: int
    left: tuple[LeftOut, ...]
    to_read: bool = False  # a table of them was sent, which is looked at first


def plan(work: Work, policy: Policy, programme: Programme, answers: Mapping[str, Any]) -> PlanView:
    """Return who would get a case of a new event; raises NotForYou."""
    if answers[WHOM] == Whom.TABLE:
        return NOT_READ_YET
    return _plan(work, policy, programme, answers, _unit(work, int(answers[UNIT])), frozenset()).view


def plan_more(work: Work, event_id: int, answers: Mapping[str, Any]) -> PlanView:
    """Return who would get one, too; raises NotForYou, EventEnded."""
    event = open_event(work, event_id)
    if answers[WHOM] == Whom.TABLE:
        return NOT_READ_YET
    policy = work.house.policies.of(work.session, event.policy_version)
    return _plan(
        work,
        policy,
        policy.given(event.programme),
        {**event.answers, **answers},
        _unit(work, event.unit_id),
        _taken(work, event),
    ).view


def begin_event(work: Work, policy: Policy, programme: Programme, answers: Mapping[str, Any]) -> Opened:
    """Open an event and the cases of whom it has struck.

    Where a table of them was sent, none is opened before it is read and looked at. Raises NotForYou, NobodyStruck,
    TableTooLong.
    """
    unit, year = _unit(work, int(answers[UNIT])), work.today.year
    number = f"E{year}-{next_number(work.session, f'event:{year}'):03d}"
    kept = {**{key: value for key, value in answers.items() if key not in ONCE_ONLY}, EVENT: number}
    event = AidEvent(
        number=number, programme=programme.key, policy_version=policy.version, unit_id=unit.id, answers=kept,
        opened_by=work.person_id, opened_at=work.now,
    )  # fmt: skip
    work.session.add(event)
    work.session.flush()
    audit.note(work, work.person_id, N_("opened an event"), f"event:{event.id}")
    return _opened(work, event, answers)


def add_to_event(work: Work, event_id: int, answers: Mapping[str, Any]) -> Opened:
    """Open cases of whom an event has struck, too; of a table as `begin_event` does. Raises NotForYou, EventEnded,
    NobodyStruck, TableTooLong."""
    return _opened(work, open_event(work, event_id), answers)


def open_event(work: Work, event_id: int) -> AidEvent:
    """Return an event, locked, to which whoever acts may add; raises NotForYou, EventEnded."""
    event = work.session.exec(select(AidEvent).where(AidEvent.id == event_id).with_for_update()).first()
    if event is None:
        raise NotForYou
    _unit(work, event.unit_id)
    if event.ended_at is not None:
        raise EventEnded(name=str(event.answers[NAME]), day=work.at(event.ended_at).today)
    return event


def event_title(work: Work, event_id: int) -> str:
    """Return what an event is called, to whoever may add to it; raises as `open_event` does."""
    return str(open_event(work, event_id).answers[NAME])


def _unit(work: Work, unit_id: int) -> Unit:
    unit = work.session.get(Unit, unit_id)
    if unit is None or office_at(work, unit) is None:
        raise NotForYou
    return unit


def _opened(work: Work, event: AidEvent, answers: Mapping[str, Any]) -> Opened:
    if answers[WHOM] == Whom.TABLE:
        keep_listed(work, event.id, answers[LISTED])
        return Opened(event.id, (), to_read=True)
    policy = work.house.policies.of(work.session, event.policy_version)
    programme, unit = policy.given(event.programme), _unit(work, event.unit_id)
    asked = {**event.answers, **{key: answers[key] for key in ONCE_ONLY if key in answers}}
    planned = _plan(work, policy, programme, asked, unit, _taken(work, event))
    begun, left = list[AidCase](), list(planned.left)
    for place in planned.places:
        try:
            with undone_when_refused(work.session):
                begun.append(_case(work, event, place))
        except OnceApplied:
            left.append(LeftOut(place.struck.said, ALREADY))
    if not begun:
        raise NobodyStruck
    cases.show_lists(work, begun[-1])
    return Opened(event.id, tuple(left))


def _taken(work: Work, event: AidEvent) -> frozenset[str]:
    """Return the prints of everybody who has a case of the event that has not come to nothing, with their household."""
    of_event = select(AidCase).where(AidCase.programme == event.programme, AidCase.period == event.number)
    live = work.session.exec(of_event.where(col(AidCase.once_key).is_not(None))).all()
    return frozenset(case.subject_print for case in live if case.subject_print)


def _plan(
    work: Work, policy: Policy, programme: Programme, answers: Mapping[str, Any], unit: Unit, taken: frozenset[str]
) -> Plan:  # fmt: skip
    places, left = list[Place](), list[LeftOut]()
    for one in find_struck(work, unit, answers):
        if isinstance(one, LeftOut):
            left.append(one)
        elif taken & set(one.prints):
            left.append(LeftOut(one.said, ALREADY))
        else:
            place = _place(work, policy, programme, answers, one)
            (places if isinstance(place, Place) else left).append(place)  # type: ignore[arg-type]
    return Plan(tuple(places), tuple(left))


def _place(
    work: Work, policy: Policy, programme: Programme, answers: Mapping[str, Any], struck: Struck
) -> Place | LeftOut:  # fmt: skip
    if not struck.card:
        return LeftOut(struck.said, CardMissing().said)
    kept = {key: value for key, value in answers.items() if key not in ONCE_ONLY}
    given = _given(work, Given(policy=policy, programme=programme, answers=kept, today=work.today), struck)
    found = work.house.kinds.of(programme).found(given)
    if found.against:
        return LeftOut(struck.said, Joined(tuple(one.officer for one in found.against), " "))
    return Place(struck, given, found)


def _given(work: Work, given: Given, struck: Struck) -> Given:
    """Fill in what is known of them."""
    if struck.file is not None:
        lock_household(work.session, struck.file.id)
        standing = standing_on(work, struck.file, given.policy, today=given.today)
        return replace(
            given, file=standing.on_file, people=known_in(standing.household), granted=standing.granted,
            born=born_of(work, standing.head_id),
        )  # fmt: skip
    granted = grants_for(work.session, struck.prints[0])
    number = struck.named.number if struck.named else ""
    return replace(given, granted=granted, worker=struck.prints[0], born=birth_of(number))


def _case(work: Work, event: AidEvent, place: Place) -> AidCase:
    struck, given, found = place.struck, place.given, place.found
    answers = {**given.answers, "settled_by": work.person_id, **_of(struck)}
    about = struck.prints[0]
    if struck.file is not None:
        case = cases.open_for(work, struck.file, given.programme, given.policy, answers=answers, amount=found.amount,
                              about=about, period=event.number)  # fmt: skip
    else:
        person = struck.person
        case = cases.open_without_file(
            work, given.programme, given.policy, applicant_id=person.id if person else work.person_id,
            unit_id=(person.unit_id if person else None) or event.unit_id, answers=answers,
            household_class=found.household_class.value, amount=found.amount, about=about, period=event.number,
        )  # fmt: skip
    keep_verdict(work, case, given, found)
    work.session.flush()
    if struck.file is not None or struck.person is not None:
        tell(work, case, _told(work, case, given))
    return case


def _of(struck: Struck) -> Mapping[str, Any]:
    """Return what stands in the answers of whoever has no file: the card, and whose it is."""
    if struck.named is None:
        return {}
    if struck.person is not None:
        return {"bank_card": struck.named.card}
    named = {"payee": "outsider", "outsider_name": struck.named.name, "outsider_card": struck.named.card}
    return {**named, "outsider_number": struck.named.number, "posted_as": mask_name(struck.named.name)}


def _told(work: Work, case: AidCase, given: Given) -> Sayable:
    source = N_(
        "{event} on {day}: your union has opened case {number} for you, {programme}, {amount}. You need not apply. "
        "Once it is approved, it is paid to {card}, and I tell you. You can follow it with /cases. Nobody may ask you "
        "for a fee."
    )
    title, step = work.house.kinds.of(given.programme).title(given.programme, running=False), kind_of(case.step)
    opened = say(
        source, event=str(given.answers[NAME]), day=date.fromisoformat(str(given.answers[DAY])),
        number=case.number, programme=title, amount=Money(case.amount), card=card_of(work.session, case),
    )  # fmt: skip
    return paragraphs(opened, Text(step.coming) if step.is_posted else None)
