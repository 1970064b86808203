"""The rows that a household of a register becomes, as plain values; many are written in one statement."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from sqlalchemy import insert
from sqlmodel import Session, SQLModel

from domain.platform.text import N_
from domain.registers.judging import Judged
from models.people import FIRST_OF_REGISTER, REGISTER
from models.platform.seal import vault
from models.platform.sealed import SEAL
from models.registers.imports import RegisterImport
from services.platform.counters import next_number
from services.platform.work import Work
from services.registers.record import subject

Values = Mapping[str, Any]
CLOSED, FINISHED = "closed", "finished"
HEAD = "self"


class Writer:
    """Writes many rows of a table in one statement, past the objects that each would be."""

    def __init__(self, session: Session) -> None:
        session.flush()
        self._connection = session.connection()

    def many(self, table: type[SQLModel], rows: Sequence[Values]) -> None:
        """Write rows."""
        if rows:
            self._connection.execute(insert(table), _whole(table, rows))

    def numbered(self, table: Any, rows: Sequence[Values]) -> list[Values]:
        """Write rows, and return them with the number that each was given."""
        numbers = insert(table).returning(table.id, sort_by_parameter_order=True)
        given = self._connection.execute(numbers, _whole(table, rows)).scalars()
        return [{**row, "id": number} for row, number in zip(rows, given, strict=True)]


def _whole(table: type[SQLModel], rows: Sequence[Values]) -> list[dict[str, Any]]:
    """Return rows with what the table takes for what they do not say; each is sealed by itself when it is written."""
    usual = table.model_construct().model_dump(exclude={"id", SEAL})
    return [{**usual, **row} for row in rows]


def head_rows(work: Work, came: Sequence[Judged]) -> list[Values]:
    """Return the people who head the households: known by name, reached by nothing."""
    last = next_number(work.session, "person:register", many=len(came))
    return [
        {"id": FIRST_OF_REGISTER + number, "address": FIRST_OF_REGISTER + number, "channel": REGISTER,
         "locale": work.house.default_locale, "first_seen_at": work.now, "unit_id": one.unit_id, "name": one.name,
         "resident_id": one.resident_id, "phone": one.phone}
        for number, one in enumerate(came, last - len(came) + 1)
    ]  # fmt: skip


def file_rows(work: Work, came: Sequence[Judged], heads: Sequence[Values]) -> list[Values]:
    """Return the files; the class is the one of the register: no version of the policy has worked it out."""
    year = work.now.astimezone(work.house.zone).year
    last = next_number(work.session, f"file:{year}", many=len(came))
    return [
        {"number": f"HF-{year}-{number:04d}", "national_number": one.national_number, "head_id": head["id"],
         "unit_id": one.unit_id, "household_class": one.household_class, "class_on": one.class_on or work.today,
         "data": one.data, "opened_at": work.now}
        for number, (one, head) in enumerate(zip(came, heads, strict=True), last - len(came) + 1)
    ]  # fmt: skip


def case_rows(work: Work, row: RegisterImport, came: Sequence[Judged], files: Sequence[Values]) -> list[Values]:
    """Return what the people of the files hang on: cases as if each had been reported and entered at once."""
    policy = work.house.policies.current
    return [
        {"number": f"R{row.id}-{one.lines[0]}", "programme": policy.opening[0].key, "opens_file": True,
         "applicant_id": file["head_id"], "unit_id": file["unit_id"], "household_id": file["id"],
         "policy_version": policy.version, "answers": file["data"], "household_class": file["household_class"],
         "step": CLOSED, "status": FINISHED, "opened_at": work.now, "step_since": work.now, "closed_at": work.now}
        for one, file in zip(came, files, strict=True)
    ]  # fmt: skip


def member_rows(one: Judged, file: Values, case: Values) -> Iterable[Values]:
    """Yield everybody of a household, the head first; who has no number yet is found by none."""
    head = {"relation": HEAD, "name": one.name, "resident_id": one.resident_id}
    for member in (head, *one.data["members"]):
        number = str(member.get("resident_id") or "")
        print_ = vault().fingerprint(number) if number else ""
        yield {"case_id": case["id"], "household_id": file["id"], "resident_id_print": print_,
               "file_key": print_ or None, "resident_id": number, "name": member["name"],
               "relation": member["relation"]}  # fmt: skip


def trail_rows(work: Work, row: RegisterImport, files: Iterable[Values]) -> list[Values]:
    """Return a line of the trail for each household."""
    action = N_("brought the household in from a register")
    return [
        {"at": work.now, "person_id": row.confirmed_by, "action": action, "subject": f"household:{file['id']}",
         "detail": subject(row)}
        for file in files
    ]  # fmt: skip
