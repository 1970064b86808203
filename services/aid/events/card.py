"""An event as its officers see it: how far each of its cases is, what all of it comes to, and that it is over."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import exists
from sqlmodel import col, select

from domain.aid.by_policy.for_events import DAY, NAME
from domain.payments.money import MoneyState
from domain.platform.access import NotForYou
from domain.platform.names import mask_name
from domain.platform.text import N_, Arg, Local, Text
from domain.procedure.state import Status
from models.aid import AidEvent
from models.payments import MoneyRow
from models.people import Person
from models.procedure import AidCase
from models.units import Unit
from services import cases
from services.aid.events.finding import office_at
from services.aid.events.opening import open_event
from services.platform import audit, consent
from services.platform.work import Work


@dataclass(frozen=True, slots=True)
class EventCase:
    """One case of an event: whose it is, fen, and where it stands."""

    case_id: int
    number: str
    name: Arg
    fen: int
    stands: Text
    is_paid: bool
    is_over: bool
    came_to_nothing: bool


@dataclass(frozen=True, slots=True)
class EventView:
    """An event with its cases, the oldest first; money in fen."""

    event_id: int
    number: str
    name: str
    day: date
    programme: Text | Local
    unit: str
    cases: tuple[EventCase, ...]
    ended_on: date | None

    @property
    def fen(self) -> int:
        """What those come to that have not come to nothing."""
        return sum(one.fen for one in self.cases if not one.came_to_nothing)

    @property
    def paid(self) -> int:
        """What has been paid."""
        return sum(one.fen for one in self.cases if one.is_paid)

    @property
    def is_over(self) -> bool:
        """Whether nothing is left to be done."""
        return all(one.is_over for one in self.cases)


def events_of(work: Work) -> tuple[EventView, ...]:
    """Return the events at the units that whoever acts leads, the newest first."""
    rows = work.session.exec(select(AidEvent, Unit).join(Unit, col(Unit.id) == col(AidEvent.unit_id))
                             .order_by(col(AidEvent.id).desc())).all()  # fmt: skip
    return tuple(_view(work, event, unit) for event, unit in rows if office_at(work, unit) is not None)


def event_card(work: Work, event_id: int) -> EventView:
    """Return an event; raises NotForYou. The look is on record."""
    event = work.session.get(AidEvent, event_id)
    unit = work.session.get(Unit, event.unit_id) if event else None
    if event is None or unit is None or office_at(work, unit) is None:
        raise NotForYou
    audit.note(work, work.person_id, N_("looked at an event"), f"event:{event.id}")
    return _view(work, event, unit)


def end_event(work: Work, event_id: int) -> None:
    """Nobody is added to it any more; its cases go on. Raises NotForYou, EventEnded."""
    event = open_event(work, event_id)
    event.ended_at = work.now
    audit.note(work, work.person_id, N_("ended an event"), f"event:{event.id}")
    work.session.flush()


def _view(work: Work, event: AidEvent, unit: Unit) -> EventView:
    policy = work.house.policies.of(work.session, event.policy_version)
    programme = policy.given(event.programme)
    ended = work.at(event.ended_at).today if event.ended_at else None
    return EventView(
        event.id, event.number, str(event.answers[NAME]), date.fromisoformat(str(event.answers[DAY])),
        work.house.kinds.of(programme).title(programme, running=False), unit.named, tuple(_cases(work, event)), ended,
    )  # fmt: skip


def _cases(work: Work, event: AidEvent) -> Sequence[EventCase]:
    paid = exists().where(col(MoneyRow.case_id) == col(AidCase.id), col(MoneyRow.state) == MoneyState.PAID.value)
    rows = work.session.exec(
        select(AidCase, Person, paid)
        .join(Person, col(Person.id) == col(AidCase.applicant_id))
        .where(AidCase.programme == event.programme, AidCase.period == event.number)
        .order_by(col(AidCase.id))
    )
    return [_line(case, person, is_paid=bool(is_paid)) for case, person, is_paid in rows]


def _line(case: AidCase, person: Person, *, is_paid: bool) -> EventCase:
    status = Status(case.status)
    other = str(case.answers.get("outsider_name") or "")
    name = mask_name(other) if other else consent.name_of(person)
    return EventCase(case.id, case.number, name, case.amount, cases.label_of_step(case), is_paid, status.is_closed,
                     status.came_to_nothing)  # fmt: skip


def lead_units(work: Work) -> tuple[tuple[int, str], ...]:
    """Return the units that whoever acts leads, and those below them, as (id, name)."""
    units = work.session.exec(select(Unit).where(col(Unit.closed_at).is_(None)).order_by(col(Unit.path))).all()
    return tuple((unit.id, unit.named) for unit in units if office_at(work, unit) is not None)
