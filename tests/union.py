"""A small union in a database: a centre with two stations and their points, officers, workers, and short verbs."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from hashlib import sha256
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from sqlmodel import Session, col, select

from bot.run.acts import ACTS
from bot.run.database import Database
from bot.run.scheduler import SCHEDULE
from delivery.rendering import render_plain
from domain.aid.kinds import KINDS
from domain.forms import FileRef
from domain.households.household import Member
from domain.platform.access import Actor
from domain.platform.text import unpack
from domain.procedure.state import Verdict
from models.officers import Appointment
from models.people import Person
from models.platform.outbox import SENT, WAITING, Outbox
from models.platform.seal import Vault, use_vault, vault
from models.procedure import AidCase, Prompt
from models.units import Unit
from services import policy_file
from services.cases import worker_side as cases
from services.payments import payments
from services.people import people
from services.platform.house import House
from services.platform.policies import PolicyBook
from services.platform.work import Work
from services.procedure import decisions, entry, visits
from tests.played import Progress, played_once

DEMO = Path(__file__).parent.parent / "policies" / "demo.toml"
ZONE = ZoneInfo("Asia/Shanghai")
MONDAY = datetime(2026, 7, 20, 9, tzinfo=ZONE)
ROOM = -100500
ADMIN = 90

LIN, AYGUL, STRANGER = 1, 2, 3
POINT, STATION, STATION_TOO, OTHER_STATION, CENTRE_REVIEWER = 11, 12, 13, 14, 15
APPROVER, APPROVER_TOO, RECORDER, CASHIER, AUDITOR = 21, 22, 23, 24, 25
UNITS = ((1, None, "centre", "/1/"), (2, 1, "station", "/1/2/"), (3, 1, "station", "/1/3/"),
         (4, 2, "point", "/1/2/4/"), (5, 3, "point", "/1/3/5/"))  # fmt: skip
OFFICERS = (
    (POINT, "case_officer", 4), (STATION, "reviewer", 2), (STATION_TOO, "reviewer", 2), (OTHER_STATION, "reviewer", 3),
    (CENTRE_REVIEWER, "reviewer", 1), (APPROVER, "approver", 1), (APPROVER_TOO, "approver", 1),
    (RECORDER, "recorder", 1), (CASHIER, "cashier", 1), (AUDITOR, "auditor", 1),
)  # fmt: skip
ANSWERS: Mapping[str, Any] = {
    "members": [], "self_monthly_income": 70_000, "self_work_status": "on_duty", "homes": 1, "home_area": "20_to_50",
    "main_cause": "serious_illness", "bank_card": "6222020000000000005",
}  # fmt: skip


def told(data: Any) -> str:
    """Return a packed text as an English reader sees it."""
    return render_plain(unpack(data), "en", timezone=ZONE, limit=4000)


@dataclass
class World:
    """The union; `now` is moved by tests."""

    database: Database
    house: House
    now: datetime = MONDAY
    cases: list[int] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.progress = Progress(self.database, self.house)

    @played_once
    def is_founded(self, _policy: str, _file: str, _room: str) -> None:
        """Put the units, the people and the officers in; the policy and the room are named, for they make the house."""
        with self.work() as session:
            policy_file.begun(self.at_work(session))
            units = {number: Unit(parent_id=above, level=level, path=path, name=f"Unit {number}")
                     for number, above, level, path in UNITS}  # fmt: skip
            session.add_all(units.values())
            session.flush()
            assert [unit.id for unit in units.values()] == list(units), "the database counts as UNITS does"
            for number, person_id in enumerate((LIN, AYGUL, STRANGER, ADMIN, *(one[0] for one in OFFICERS))):
                home = 5 if person_id == AYGUL else 4
                _add_person(session, person_id, home, f"99010119700101{number:04d}", self.now)
            session.flush()
            for person_id, role, unit_id in OFFICERS:
                session.add(
                    Appointment(person_id=person_id, role=role, unit_id=unit_id, appointed_by=ADMIN, since=self.now)
                )

    @contextmanager
    def work(self) -> Iterator[Session]:
        with self.database.work() as session:
            yield session

    def passes(self, **span: float) -> None:
        self.now += timedelta(**span)

    def at_work(self, session: Session, person_id: int = 0) -> Work:
        """What services are given now; by this person, if one is named."""
        work = Work(session, self.house, self.now)
        return work.by(self.actor(session, person_id)) if person_id else work

    def actor(self, session: Session, person_id: int) -> Actor:
        return people.actor_of(session, person_id, admin_ids=self.house.admin_ids)

    @played_once
    def opens(self, applicant: int = LIN, programme: str = "hardship_file", amount: int = 0, **more: Any) -> int:
        """A worker hands in a case; return its id."""
        with self.work() as session:
            given: dict[str, Any] = {
                "answers": dict(ANSWERS), "household_class": "deep", "members": (), "household_id": None,
                "subject_print": None, "period": "2026",
            } | more  # fmt: skip
            case = cases.open_case(
                self.at_work(session, applicant), programme=programme, policy=self.house.policies.current,
                amount=amount, **given,
            )  # fmt: skip
            return case.id

    def case(self, case_id: int) -> AidCase:
        with self.work() as session:
            return session.get_one(AidCase, case_id)

    @played_once
    def decides(
        self, officer: int, case_id: int, verdict: str = "approve", *, version: int = 0, reason: str = "because"
    ) -> None:
        with self.work() as session:
            seen = version or session.get_one(AidCase, case_id).version
            decisions.decide(self.at_work(session, officer), case_id, seen, Verdict(verdict), reason=reason)

    @played_once
    def visits(self, first: int, second: int, case_id: int, *, confirm: bool = True) -> int:
        """One officer records a visit, the other confirms it."""
        with self.work() as session:
            held = session.exec(
                select(Appointment).where(Appointment.person_id == second).order_by(col(Appointment.id))
            ).all()[0]
            visit_id = visits.record_visit(
                self.at_work(session, first), case_id, second_appointment=held.id,
                visited_on=self.now.astimezone(ZONE).date(), findings="All as reported.",
            )  # fmt: skip
        if confirm:
            with self.work() as session:
                visits.confirm_visit(self.at_work(session, second), visit_id)
        return visit_id

    @played_once
    def reviewed(self, case_id: int) -> None:
        """Visit and review: the case is at its public notice then."""
        self.visits(POINT, STATION, case_id)
        self.decides(STATION, case_id)

    @played_once
    def noticed(self, case_id: int) -> None:
        """As far as the approval."""
        self.reviewed(case_id)
        self.now = datetime(2026, 7, 28, 0, 1, tzinfo=ZONE)
        self.keeps_up("end public notices")

    @played_once
    def approved(self, case_id: int) -> None:
        self.noticed(case_id)
        self.decides(APPROVER, case_id)

    @played_once
    def enters(self, case_id: int, number: str = "N-001", *, officer: int = RECORDER, version: int = 0) -> None:
        with self.work() as session:
            seen = version or session.get_one(AidCase, case_id).version
            entry.enter(self.at_work(session, officer), case_id, seen, number)

    @played_once
    def pays(
        self, case_id: int, *, officer: int = CASHIER, on: date | None = None, version: int = 0, reference: str = ""
    ) -> None:
        with self.work() as session:
            seen = version or session.get_one(AidCase, case_id).version
            payments.pay(
                self.at_work(session, officer), case_id, seen,
                paid_on=on or self.now.astimezone(ZONE).date(), reference=reference or f"BANK-{case_id}",
            )  # fmt: skip

    @played_once
    def keeps_up(self, job: str) -> None:
        """Let a job of the schedule run, named by its line there, after the notice room has got what waits for it."""
        self.room_gets()
        with self.work() as session:
            SCHEDULE[job].job(self.at_work(session))

    def room_gets(self, state: str = SENT, error: str | None = None, *, at: datetime | None = None) -> None:
        """Let all that waits for the notice room be sent, at the moment it was put if none is named, or be refused."""
        self.gets(ROOM, state, error, at=at)

    def gets(self, chat_id: int, state: str = SENT, error: str | None = None, *, at: datetime | None = None) -> None:
        """Let all that waits for a chat be sent, or be refused."""
        with self.work() as session:
            for row in session.exec(select(Outbox).where(Outbox.chat_id == chat_id, Outbox.state == WAITING)):
                row.state, row.error, row.attempts = state, error, row.attempts + 1
                if state == SENT:
                    row.sent_at, row.message_id = at or row.created_at, row.id

    def prompted(self, case_id: int, about: str = "step") -> set[int]:
        """Return the officers before whom something of a case lies open."""
        with self.work() as session:
            query = select(Prompt).where(Prompt.case_id == case_id, col(Prompt.closed_at).is_(None))
            return {one.officer_id for one in session.exec(query) if one.about.split(":")[0] == about}

    def messages(self, chat_id: int, kind: str = "send") -> list[str]:
        """Return what was queued for a chat, in English."""
        with self.work() as session:
            query = select(Outbox).where(Outbox.chat_id == chat_id, Outbox.kind == kind).order_by(col(Outbox.id))
            return [told(row.body["message"]["text"]) for row in session.exec(query) if row.body]

    def presses(self, chat_id: int) -> list[str]:
        """Return the data of the buttons under the last message of a chat."""
        with self.work() as session:
            query = select(Outbox).where(Outbox.chat_id == chat_id, col(Outbox.kind).in_(("send", "edit")))
            last = session.exec(query.order_by(col(Outbox.id).desc())).first()
            rows = last.body["message"].get("keys", []) if last else []
            return [press for row in rows for _, press, _ in row]

    def edited(self, chat_id: int) -> list[str]:
        return self.messages(chat_id, "edit")


def found(database: Database, now: datetime = MONDAY, *, policy: Path = DEMO, room: int | None = ROOM) -> World:
    """Build the union in a migrated database."""
    use_vault(Vault(b"k" * 32))
    house = House(
        PolicyBook(policy),
        ZONE,
        "sisong_bot",
        admin_ids=frozenset({ADMIN}),
        notice_chat_id=room,
        acts=ACTS,
        kinds=KINDS,
    )
    world = World(database, house, now)
    world.is_founded(sha256(policy.read_bytes()).hexdigest(), policy.name, str(room))
    return world


NAMES = {LIN: "林示例", AYGUL: "阿依古丽·样本", STRANGER: "马某人", ADMIN: "卫管理"}


def _add_person(session: Session, person_id: int, unit_id: int, resident_id: str, now: datetime) -> None:
    session.add(
        Person(
            id=person_id,
            locale="en",
            first_seen_at=now,
            consented_at=now,
            sensitive_consented_at=now,
            registered_at=now,
            unit_id=unit_id,
            name=NAMES.get(person_id, f"员{person_id}"),
            resident_id=resident_id,
            resident_id_print=vault().fingerprint(resident_id),
            phone="13800138000",
        )
    )


PAPER = {"paper_diagnosis": [FileRef("file-1", "unique-1", mime="image/jpeg").to_json()]}
DAUGHTER = Member("daughter", "林小例", resident_id="990101200801010019")
