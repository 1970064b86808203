"""The embedded simulator: its people, and the units and officers of the demonstration."""

from dataclasses import replace
from datetime import date, datetime, time, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

from sqlmodel import Session, select

from bot.clock import Clock
from domain.platform.identifiers import check_character
from models.officers import Appointment
from models.people import Person as PersonRow
from models.platform.seal import vault
from models.platform.setting import Setting
from models.units import Unit
from simulator import Person, Room, Simulator, TimeMachine, serving

__all__ = ["ADMIN_IDS", "NOTICE_ROOM", "build", "keep_clock", "seed", "serving", "set_the_stage", "three"]

FIRST_DAY, FIRST_TIME = date(2026, 7, 20), time(9, 0)  # a Monday on which the study grant is open
NOTICE_ROOM = -1001000000001
LIN, AYGUL, POINT, STATION, APPROVER, RECORDER, CASHIER, ADMIN = 1001, 1002, 2001, 2002, 2003, 2004, 2005, 2006
ADMIN_IDS = frozenset({ADMIN})


def three(zh_hans: str, zh_hant: str, en: str) -> dict[str, str]:
    """One line for each language of the chat page."""
    return {"zh_Hans": zh_hans, "zh_Hant": zh_hant, "en": en}


CAST = (
    Person(
        LIN,
        "林示例",
        role=three("职工", "職工", "Worker"),
        note=three(
            "家里有困难，女儿今年上大学。先发 /start。",
            "家裡有困難，女兒今年上大學。先發 /start。",
            "In hardship; a daughter starts university this year. Begin with /start.",
        ),
    ),
    Person(
        AYGUL,
        "阿依古丽·样本",
        role=three("职工", "職工", "Worker"),
        note=three("单亲，带着两个孩子。", "單親，帶著兩個孩子。", "A single parent of two."),
    ),
    Person(
        POINT,
        "陈帮扶",
        role=three("班组帮扶联系人", "班組幫扶聯繫人", "Case officer, point"),
        note=three(
            "入户核查，帮职工把材料交齐。", "入戶核查，幫職工把材料交齊。", "Visits homes and helps with papers."
        ),
    ),
    Person(
        STATION,
        "吴审核",
        role=three("站审核人", "站審核人", "Reviewer, station"),
        note=three("审核申请。", "審核申請。", "Reviews applications."),
    ),
    Person(
        APPROVER,
        "郑审批",
        role=three("中心审批人", "中心審批人", "Approver, centre"),
        note=three("公示期满后审批。", "公示期滿後審批。", "Approves when the public notice has ended."),
    ),
    Person(
        RECORDER,
        "冯录入",
        role=three("中心录入员", "中心錄入員", "Recorder, centre"),
        note=three("录入全国系统，登记编号。", "錄入全國系統，登記編號。", "Enters cases into the national system."),
    ),
    Person(
        CASHIER,
        "褚出纳",
        role=three("中心出纳", "中心出納", "Cashier, centre"),
        note=three("把钱打到职工卡上。", "把錢打到職工卡上。", "Pays to the worker's bank card."),
    ),
    Person(
        ADMIN,
        "卫管理",
        role=three("管理员、审计", "管理員、審計", "Administrator and auditor"),
        note=three(
            "设单位、任命人员、查痕迹。",
            "設單位、任命人員、查痕跡。",
            "Sets up units, appoints officers, sees the trail.",
        ),
    ),
)

ROOMS = (Room(NOTICE_ROOM, "示例市困难职工帮扶中心公示", "channel", tuple(person.id for person in CAST)),)

UNITS = (
    (1, None, "centre", "示例市困难职工帮扶中心", "C1"),
    (2, 1, "station", "示例机械厂工会", "S1"),
    (3, 1, "station", "示例纺织厂工会", "S2"),
    (4, 2, "point", "机械厂一车间", "P1"),
    (5, 2, "point", "机械厂二车间", "P2"),
    (6, 3, "point", "纺织厂细纱车间", "P3"),
)

OFFICERS = (
    (POINT, "case_officer", 4),
    (POINT, "case_officer", 5),
    (POINT, "case_officer", 6),
    (STATION, "reviewer", 2),
    (STATION, "reviewer", 3),
    (APPROVER, "approver", 1),
    (RECORDER, "recorder", 1),
    (CASHIER, "cashier", 1),
    (ADMIN, "auditor", 1),
    (ADMIN, "voucher", 2),
    (ADMIN, "voucher", 3),
)


def build(token: str, folder: Path, time_machine: TimeMachine) -> Simulator:
    """Build the simulator with the people, the notice channel and the clock of a program; its data is in `folder`."""
    return Simulator(
        token=token,
        people=[replace(person, started=person.id not in (LIN, AYGUL)) for person in CAST],
        rooms=ROOMS,
        journal=folder / "simulator.sqlite3",
        time_machine=time_machine,
    )


def set_the_stage(session: Session, clock: Clock, zone: ZoneInfo) -> None:
    """Set the clock where the demonstration was left (at first to its first moment), and put its people in, once."""
    shift = session.get(Setting, "clock_shift")
    if shift is not None:
        clock.shift = timedelta(seconds=float(shift.value))
    else:
        clock.shift += datetime.combine(FIRST_DAY, FIRST_TIME, zone) - clock.now()
        keep_clock(session, clock)
    seed(session, now=clock.now())


def keep_clock(session: Session, clock: Clock) -> None:
    """Write down how far the clock has been moved."""
    session.merge(Setting(name="clock_shift", value=str(clock.shift.total_seconds())))


def seed(session: Session, *, now: datetime) -> None:
    """Put in the units and officers of the demonstration, once."""
    if session.exec(select(Unit)).first() is not None:
        return
    units = _seed_units(session)
    for person_id in dict.fromkeys(officer for officer, _, _ in OFFICERS):
        _seed_person(session, person_id, next(units[n] for who, _, n in OFFICERS if who == person_id), now)
    session.flush()
    for person_id, role, number in OFFICERS:
        session.add(Appointment(person_id=person_id, role=role, unit_id=units[number], appointed_by=ADMIN, since=now))


def _seed_units(session: Session) -> dict[int, int]:
    """Put the units in; return their ids by the numbers they have here."""
    made: dict[int, Unit] = {}
    for number, parent, level, name, code in UNITS:
        above = made[parent] if parent else None
        made[number] = Unit(parent_id=above.id if above else None, level=level, name=name, code=code)
        session.add(made[number])
        session.flush()
        made[number].path = f"{above.path if above else '/'}{made[number].id}/"
    return {number: unit.id for number, unit in made.items()}


def _seed_person(session: Session, person_id: int, unit_id: int, now: datetime) -> None:
    known = next(person for person in CAST if person.id == person_id)
    digits = f"990101{date(1970, 1, 1) + timedelta(days=person_id):%Y%m%d}{person_id % 1000:03d}"
    resident_id = digits + check_character(digits)
    session.add(
        PersonRow(
            id=person_id,
            locale="zh_Hans",
            first_seen_at=now,
            consented_at=now,
            sensitive_consented_at=now,
            registered_at=now,
            unit_id=unit_id,
            name=known.first_name,
            resident_id=resident_id,
            resident_id_print=vault().fingerprint(resident_id),
            phone="13800138000",
        )
    )
