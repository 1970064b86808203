"""A database as the version before left it, row by row in its own schema, with a case in every step and status.

Written without the models: they have moved on. What comes after a migration is done by the services.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from typing import Any

from alembic import command
from sqlalchemy import Connection, Engine, MetaData, Table, insert, text

from bot.run.migrate import _config
from domain.policy_file.loading import load_policy
from models.platform.seal import vault
from tests.union import ANSWERS, CASHIER, DEMO, MONDAY, OFFICERS, POINT, RECORDER, ROOM, STATION, UNITS, ZONE

REVISION = "a3a100d07c1f"
# What the policy file did not know yet.
POLICY = re.sub(r"\n\[waits\]\n(?:.+\n)+", "\n", DEMO.read_text("utf-8"))
PERIOD = "2026"
ADMIN, OBJECTOR, FIRST_WORKER = 90, 2, 101
ORDER = {"hardship_file": ("review", "notice", "approval", "entry", "closed"),
         "golden_autumn": ("review", "notice", "approval", "payment", "receipt", "closed")}  # fmt: skip
DECIDERS = {"review": (STATION, "reviewer"), "approval": (21, "approver"), "entry": (RECORDER, "recorder"),
            "payment": (CASHIER, "cashier")}  # fmt: skip


@dataclass(frozen=True)
class Old:
    """A case of the version before: where it stands, and what there is about it."""

    name: str
    step: str
    status: str = "open"
    programme: str = "hardship_file"
    visit: str = ""  # recorded | confirmed; of a case past its review always confirmed
    post: str = "sent"  # of its notice: sent | waiting | parked | none
    objection: str = ""  # notice | decision
    disputed: bool = False
    subject: str = ""


def _grants(*cases: Old) -> tuple[Old, ...]:
    return tuple(
        replace(one, name=f"grant: {one.name}", programme="golden_autumn", subject=one.subject or f"student {one.name}")
        for one in cases
    )


CASES = (
    Old("review", "review"),
    Old("review, visit recorded", "review", visit="recorded"),
    Old("review, visited", "review", visit="confirmed"),
    Old("returned by the reviewer", "review", "returned"),
    Old("notice", "notice"),
    Old("notice on its way", "notice", post="waiting"),
    Old("notice that the room refused", "notice", post="parked"),
    Old("notice without a room", "notice", post="none"),
    Old("notice with an objection", "notice", objection="notice"),
    Old("approval", "approval"),
    Old("returned by the approver", "approval", "returned"),
    Old("entry", "entry"),
    Old("returned by the recorder", "entry", "returned"),
    Old("refused at review", "review", "refused"),
    Old("refused at approval, objected to", "approval", "refused", objection="decision"),
    Old("withdrawn", "notice", "withdrawn"),
    Old("finished", "closed", "finished"),
    *_grants(
        Old("review", "review"),
        Old("notice", "notice"),
        Old("approval", "approval"),
        Old("payment", "payment"),
        Old("returned by the cashier", "payment", "returned"),
        Old("receipt", "receipt"),
        Old("receipt, disputed", "receipt", disputed=True),
        Old("finished", "closed", "finished"),
        Old("refused", "approval", "refused"),
        Old("twin", "review", subject="one student"),
        Old("other twin", "approval", subject="one student"),
    ),
)  # fmt: skip


def build(engine: Engine) -> None:
    """Make the schema of the version before in an empty database, and put its rows in."""
    with engine.begin() as connection:
        config = _config()
        config.attributes["connection"] = connection
        command.upgrade(config, REVISION)
        rows = _Rows(connection)
        _put_union(rows)
        for number, case in enumerate(CASES, 1):
            _put_case(rows, number, case)
        rows.add("counter", name="case:2026", value=len(CASES))
        rows.add("counter", name="file:2026", value=1)
        if connection.dialect.name == "postgresql":  # rows with ids of their own leave the numbering behind
            for table in (
                "unit",
                "aid_case",
                "notice",
                "objection",
                "payment",
                "visit",
                "prompt",
                "appointment",
                "household_file",
                "household_member",
            ):
                sequence = f"SELECT setval(pg_get_serial_sequence('{table}', 'id'), (SELECT max(id) FROM {table}))"  # noqa: S608 - ours
                connection.execute(text(sequence))


class _Rows:
    """Writes rows of the schema that is there, as the version before sealed and dated them."""

    def __init__(self, connection: Connection) -> None:
        self._connection, self._metadata = connection, MetaData()

    def add(self, into: str, /, **values: Any) -> None:
        table = Table(into, self._metadata, autoload_with=self._connection)
        self._connection.execute(insert(table).values(**{column: self._kept(one) for column, one in values.items()}))

    def _kept(self, value: Any) -> Any:
        if isinstance(value, datetime):
            utc = value.astimezone(UTC)
            return utc.replace(tzinfo=None) if self._connection.dialect.name == "sqlite" else utc
        return value


def sealed(value: Any) -> bytes:
    return vault().seal((value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)).encode(), b"")


def applicant_of(number: int) -> int:
    return FIRST_WORKER + number


def _put_union(rows: _Rows) -> None:
    rows.add("policy_text", version=version(), file_name=DEMO.name, toml=POLICY, first_used_at=MONDAY)
    for unit_id, above, level, path in UNITS:
        rows.add("unit", id=unit_id, parent_id=above, level=level, path=path, name=f"Unit {unit_id}")
    workers = (applicant_of(number) for number in range(1, len(CASES) + 1))
    for place, person_id in enumerate((ADMIN, OBJECTOR, *(one[0] for one in OFFICERS), *workers)):
        resident_id = f"99010119700101{place:04d}"
        rows.add("person", id=person_id, locale="en", first_seen_at=MONDAY, consented_at=MONDAY,
                 sensitive_consented_at=MONDAY, registered_at=MONDAY, unit_id=4, name=sealed("林示例"),
                 resident_id=sealed(resident_id), resident_id_print=vault().fingerprint(resident_id),
                 phone=sealed("13800138000"))  # fmt: skip
    for number, (person_id, role, unit_id) in enumerate(OFFICERS, 1):
        rows.add("appointment", id=number, person_id=person_id, role=role, unit_id=unit_id, appointed_by=ADMIN,
                 since=MONDAY)  # fmt: skip


def version() -> str:
    """Return what the policy of the version before is called."""
    return load_policy(POLICY, name=DEMO.name, years=()).version


def _put_case(rows: _Rows, number: int, case: Old) -> None:
    order = ORDER[case.programme]
    over = order[: order.index(case.step)]
    closed = case.status not in ("open", "returned")
    turn = 1 + len(over) + (case.status != "open")
    amount = 750_000 if case.programme == "golden_autumn" else 0
    rows.add("aid_case", id=number, number=f"2026-{number:04d}", programme=case.programme,
             applicant_id=applicant_of(number), unit_id=4, policy_version=version(), answers=sealed(dict(ANSWERS)),
             household_class="deep", amount=amount, subject_print=case.subject or None, period=PERIOD, step=case.step,
             status=case.status, version=turn, opened_at=MONDAY, step_since=MONDAY,
             due_at=None if closed else datetime(2026, 7, 28, tzinfo=ZONE), raised=0,
             closed_at=MONDAY if closed else None)  # fmt: skip
    _put_member(rows, number, case)
    if over or case.visit or case.status in ("returned", "refused"):
        confirmed = None if case.visit == "recorded" else MONDAY
        rows.add("visit", id=number, case_id=number, first_id=POINT, second_id=STATION, visited_on=date(2026, 7, 20),
                 findings=sealed("All as reported."), recorded_at=MONDAY, confirmed_at=confirmed)  # fmt: skip
    for step in (one for one in over if one in DECIDERS):
        _put_decision(rows, number, step, "approve")
    if case.status in ("returned", "refused"):
        _put_decision(rows, number, case.step, "return" if case.status == "returned" else "refuse")
    if "notice" in (*over, case.step):
        _put_notice(rows, number, case, ended="notice" in over or closed)
    if case.step in DECIDERS and case.status == "open":
        officer = DECIDERS[case.step][0]
        rows.add("prompt", id=number, case_id=number, about=f"step:{turn}", officer_id=officer, issue=1,
                 key=f"prompt:{number}:{turn}:{officer}", issued_at=MONDAY)  # fmt: skip
    if "payment" in over:
        rows.add("payment", id=number, case_id=number, amount=amount, paid_on=date(2026, 7, 20),
                 bank_reference=f"OLD-{number}", cashier_id=CASHIER, recorded_at=MONDAY,
                 confirmed_at=MONDAY if case.status == "finished" else None,
                 missing_since=MONDAY if case.disputed else None)  # fmt: skip
    if case.objection:
        who = OBJECTOR if case.objection == "notice" else applicant_of(number)
        rows.add("objection", id=number, case_id=number, kind=case.objection, person_id=who,
                 words=sealed("This is not right."), made_at=MONDAY)  # fmt: skip


def _put_member(rows: _Rows, number: int, case: Old) -> None:
    place = 2 + len(OFFICERS) + number - 1
    resident_id = f"99010119700101{place:04d}"
    file_id = None
    if (case.programme, case.status) == ("hardship_file", "finished"):
        file_id = 1
        rows.add("household_file", id=file_id, number="HF-2026-0001", national_number="OLD-1",
                 head_id=applicant_of(number), unit_id=4, household_class="deep", data=sealed(dict(ANSWERS)),
                 opened_at=MONDAY, case_officer_id=POINT, officer_since=MONDAY)  # fmt: skip
    rows.add("household_member", id=number, case_id=number, household_id=file_id, resident_id=sealed(resident_id),
             resident_id_print=vault().fingerprint(resident_id), name=sealed("林示例"), relation="self")  # fmt: skip


def _put_decision(rows: _Rows, number: int, step: str, verdict: str) -> None:
    officer, role = DECIDERS[step]
    rows.add("decision", case_id=number, step=step, verdict=verdict, person_id=officer, role=role, round=1, at=MONDAY,
             reason=None if verdict == "approve" else sealed("other"))  # fmt: skip


def _put_notice(rows: _Rows, number: int, case: Old, *, ended: bool) -> None:
    rows.add("notice", id=number, case_id=number, unit_id=4, masked_name="林某某", household_class="deep",
             programme=case.programme, posted_at=MONDAY, first_day=date(2026, 7, 21), last_day=date(2026, 7, 27),
             days_uncertain=False, taken_down_at=MONDAY if ended else None)  # fmt: skip
    if case.post == "none":
        return
    body = {"message": {"text": {"$": "text", "s": "<b>Public notice</b> · {programme}", "a": {"programme": "x"}}}}
    sent = {"sent_at": MONDAY, "message_id": number} if case.post == "sent" else {}
    error = "chat not found" if case.post == "parked" else None
    rows.add("outbox", chat_id=ROOM, kind="send", body=sealed(body), priority=1, key=f"notice:{number}",
             state=case.post, attempts=1, created_at=MONDAY, error=error, **sent)  # fmt: skip
