"""A database of the version before is migrated with a case in every step, and each of them goes on to its end."""

from __future__ import annotations

import shutil
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from datetime import date, datetime, time, timedelta
from pathlib import Path

import pytest
from sqlmodel import col, select

from bot.run.acts import ACTS
from bot.run.database import Database
from bot.run.migrate import is_current, migrate
from bot.run.scheduler import SCHEDULE
from domain.aid.kinds import KINDS
from domain.notices.buttons import Answer
from domain.procedure.state import Status
from models.households import HouseholdFile
from models.notices import Notice, Objection
from models.platform.outbox import PARKED, Outbox
from models.platform.seal import Vault, use_vault
from models.procedure import AidCase, Visit
from services import notices, procedure
from services.cases import worker_side
from services.payments import receipts
from services.platform.house import House
from services.platform.policies import PolicyBook
from tests.databases import ON_POSTGRES
from tests.union import ADMIN, APPROVER_TOO, DEMO, MONDAY, POINT, ROOM, STATION, STATION_TOO, ZONE, World
from tests.version_before import CASES, build

NUMBERS = {case.name: number for number, case in enumerate(CASES, 1)}
MOST_STEPS = 12
DUMP = Path(__file__).parents[2] / "data" / "version_before.sql"


def brought_up_to_date(url: str) -> None:
    """Build what the version before left in an empty database, and migrate it."""
    use_vault(Vault(b"k" * 32))
    database = Database(url)
    build(database.engine)
    migrate(database.engine)
    assert is_current(database.engine)
    database.close()


@pytest.fixture(scope="module")
def sqlite_of_before(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """On SQLite it is the dump of one, with the policy of that time; PostgreSQL gets the same rows from `build`."""
    file = tmp_path_factory.mktemp("before") / "before.db"
    with closing(sqlite3.connect(file)) as before:
        before.executescript(DUMP.read_text("utf-8"))
    use_vault(Vault(b"k" * 32))
    with closing(Database(f"sqlite:///{file}")) as database:
        migrate(database.engine)
        assert is_current(database.engine)
    return file


@pytest.fixture(params=["sqlite", ON_POSTGRES])
def url_of_before(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """The URL of such a database, made once and copied; the test runs once on SQLite and once on PostgreSQL."""
    if request.param == "sqlite":
        shutil.copyfile(request.getfixturevalue("sqlite_of_before"), tmp_path / "test.db")
        return f"sqlite:///{tmp_path / 'test.db'}"
    template = request.getfixturevalue("migrated_template")(brought_up_to_date)
    new: Callable[..., str] = request.getfixturevalue("new_postgres_database")
    return new(template=template)


@pytest.fixture
def world(url_of_before: str, policies_read_once: None) -> Iterator[World]:
    use_vault(Vault(b"k" * 32))
    database = Database(url_of_before)
    house = House(
        PolicyBook(DEMO), ZONE, "sisong_bot", admin_ids=frozenset({ADMIN}), notice_chat_id=ROOM, acts=ACTS, kinds=KINDS
    )  # fmt: skip
    world = World(database, house, MONDAY + timedelta(days=1))
    with world.work() as session:
        house.policies.keep(session, now=world.now)
    yield world
    database.close()


def goes_on(world: World, case_id: int) -> None:
    """Do what the case waits for, whoever it waits for."""
    case = world.case(case_id)
    if case.status == Status.RETURNED:
        as_worker(world, case)
    elif case.step == "review":
        reviewed(world, case_id)
    elif case.step == "notice":
        notice_over(world, case_id)
    elif case.step == "approval":
        world.decides(APPROVER_TOO, case_id)
    elif case.step == "entry":
        world.enters(case_id, f"N-{case_id}")
    elif case.step == "payment":
        world.pays(case_id)
    else:
        with world.work() as session:
            receipts.confirm_receipt(world.at_work(session, case.applicant_id), case_id)


def test_what_went_before_numbers_were_given_once_is_left_out(sqlite_of_before: Path) -> None:
    """Tables are copied for it with all that refers to them; numbers that may have been erased come no more."""
    with closing(sqlite3.connect(sqlite_of_before)) as after:
        assert after.execute("PRAGMA foreign_key_check").fetchall() == []
        assert after.execute("SELECT count(*) FROM aid_case").fetchone() == (len(CASES),)
        (least,) = after.execute("SELECT min(seq) FROM sqlite_sequence WHERE name <> 'file_version'").fetchone()
    assert least >= 1_000


def as_worker(world: World, case: AidCase) -> None:
    with world.work() as session:
        worker_side.resubmit(
            world.at_work(session, case.applicant_id), case.id, answers=case.answers,
            household_class=case.household_class, amount=case.amount, subject_print=case.subject_print,
        )  # fmt: skip


def reviewed(world: World, case_id: int) -> None:
    with world.work() as session:
        visit = session.exec(select(Visit).where(Visit.case_id == case_id)).first()
        if visit is not None and visit.confirmed_at is None:
            procedure.confirm_visit(world.at_work(session, visit.second_id), visit.id)
    if visit is None:
        world.visits(POINT, STATION, case_id)
    world.decides(STATION_TOO, case_id)


def notice_over(world: World, case_id: int) -> None:
    """The room takes the post if it did not yet, objections are answered, and the days pass."""
    with world.work() as session:
        work = world.at_work(session, ADMIN)
        for row in session.exec(select(Outbox).where(Outbox.key == f"notice:{case_id}", Outbox.state == PARKED)):
            procedure.try_again(work, row.id)
    world.keeps_up("end public notices")
    answers(world, case_id, Answer.DISMISS)
    with world.work() as session:
        last = session.exec(select(Notice).where(Notice.case_id == case_id).order_by(col(Notice.id).desc())).first()
        assert last is not None
        assert last.stands_since is not None
        over = datetime.combine(last.last_day + timedelta(days=1), time(0, 1), ZONE)
    if world.now < over:
        world.now = over
    world.keeps_up("end public notices")


def answers(world: World, case_id: int, how: Answer) -> None:
    with world.work() as session:
        query = select(Objection.id).where(Objection.case_id == case_id, col(Objection.answered_at).is_(None))
        waiting = session.exec(query).all()
    for objection_id in waiting:
        with world.work() as session:
            notices.answer(world.at_work(session, APPROVER_TOO), objection_id, how, words="We looked into it.")


def to_its_end(world: World, case_id: int) -> AidCase:
    for _ in range(MOST_STEPS):
        if Status(world.case(case_id).status).is_closed:
            break
        goes_on(world, case_id)
    return world.case(case_id)


RUNNING = [case for case in CASES if case.status in ("open", "returned") and "twin" not in case.name]


def test_every_case_that_was_running_goes_on_to_its_end_under_its_own_policy(world: World) -> None:
    ends = {case.name: to_its_end(world, NUMBERS[case.name]) for case in RUNNING}
    assert {name: case.status for name, case in ends.items()} == dict.fromkeys(ends, Status.FINISHED)
    (theirs,) = {case.policy_version for case in ends.values()}
    assert theirs != world.house.policies.current.version


def test_a_refusal_that_was_objected_to_is_decided_anew(world: World) -> None:
    case_id = NUMBERS["refused at approval, objected to"]
    answers(world, case_id, Answer.RETURN)
    assert world.case(case_id).status == Status.OPEN
    assert to_its_end(world, case_id).status == Status.FINISHED


def test_a_refusal_of_before_can_still_be_objected_to(world: World) -> None:
    for name in ("refused at review", "grant: refused"):
        case = world.case(NUMBERS[name])
        with world.work() as session:
            notices.object_to_decision(world.at_work(session, case.applicant_id), case.id, words="Please look again.")
        answers(world, case.id, Answer.RETURN)
        assert to_its_end(world, case.id).status == Status.FINISHED


def test_one_student_is_paid_once_though_two_cases_of_before_were_for_the_same(world: World) -> None:
    older, younger = NUMBERS["grant: twin"], NUMBERS["grant: other twin"]
    with pytest.raises(Exception, match="Once"):
        world.decides(APPROVER_TOO, younger)
    assert to_its_end(world, older).status == Status.FINISHED
    with pytest.raises(Exception, match="Once"):
        world.decides(APPROVER_TOO, younger)


def test_every_job_of_the_schedule_runs_over_what_was_there(world: World) -> None:
    """Twice on the first morning, and after three weeks in which nobody did anything."""
    for day in (1, 1, 21):
        world.now = MONDAY + timedelta(days=day)
        for job in SCHEDULE:
            world.keeps_up(job)
    ended = {case.name for case in CASES if world.case(NUMBERS[case.name]).step == "approval" and case.step == "notice"}
    assert ended == {"notice", "notice on its way", "notice without a room", "grant: notice"}


def test_what_was_over_is_left_as_it_was(world: World) -> None:
    for name, status in (("withdrawn", "withdrawn"), ("finished", "finished"), ("grant: finished", "finished")):
        assert world.case(NUMBERS[name]).status == status
    with world.work() as session:
        (file,) = session.exec(select(HouseholdFile)).all()
        assert (file.number, file.head_id) == ("HF-2026-0001", 101 + NUMBERS["finished"])


def test_a_notice_that_stood_keeps_its_days_and_one_that_did_not_waits(world: World) -> None:
    with world.work() as session:
        procedure.end_notices(world.at_work(session))
    stood = ("notice", "notice without a room", "notice with an objection", "grant: notice")
    waiting = ("notice on its way", "notice that the room refused")
    with world.work() as session:
        found = {name: session.get_one(Notice, NUMBERS[name]) for name in (*stood, *waiting)}
    assert {found[name].last_day for name in stood} == {date(2026, 7, 27)}
    assert {found[name].stands_since for name in stood} == {MONDAY}
    assert {found[name].stands_since for name in waiting} == {None}
    assert any("public notice of case 2026-0007" in one for one in world.messages(ADMIN))
