"""Every version of a file is kept: whoever changes one does so inside `changing`, the only place that writes them."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from pydantic_core import from_json, to_json
from sqlmodel import Session, col, select

from domain.households.events import FileClosed
from domain.households.history import DATA, KNOWN, LIST, Closed, Kind, difference, replayed
from models.households import FileVersion, HouseholdFile, HouseholdMember
from models.procedure import AidCase
from services.households.on_lists import leave, rows_of
from services.platform.work import Work

__all__ = ["Why", "changing", "close", "opened", "opening_again", "stands", "state_after"]


@dataclass(frozen=True, slots=True)
class Why:
    """Why a file has another version: who said it, who confirmed it (nobody: one was enough, or the clock), and the
    case or the change that it came from."""

    kind: Kind
    said_by: int | None = None
    confirmed_by: int | None = None
    case_id: int | None = None
    change_id: int | None = None


@contextmanager
def changing(work: Work, file: HouseholdFile, why: Why, *, lists: bool = True) -> Iterator[None]:
    """Keep as a version what is changed inside, if anything is; `lists=False`: no list of the household is."""
    looks_at_lists = lists or not file.version
    before = stands(work, file, lists=looks_at_lists)
    if not file.version:  # it was written by a version of the program that kept no history
        _keep(work, file, Why(Kind.FOUND), {}, before)
    yield
    old, new = difference(before, stands(work, file, lists=looks_at_lists))
    if old or new:
        _keep(work, file, why, old, new)


def opened(work: Work, file: HouseholdFile, why: Why) -> None:
    """Keep the first version of a file that was just written, as `version` 1 of it."""
    work.session.add(_version(work, file, why, {}, stands(work, file)))


def close(work: Work, file: HouseholdFile, why: Why, closed: Closed | None = None) -> None:
    """End a file: the only place that does; what hangs on it is for whoever ends it. Nobody lives in it any more, and
    it stands on no list but in the class that it had."""
    with changing(work, file, why):
        file.closed_at, file.closed_for = work.now, closed.value if closed else ""
        for row in rows_of(work.session, file):
            leave(work, row)
        for member in work.session.exec(_people(file)):
            member.file_key = None
        work.session.flush()
    work.happened(FileClosed(file.id))


@contextmanager
def opening_again(work: Work, file: HouseholdFile, why: Why) -> Iterator[None]:
    """Open a file that was closed again, the only place that does, with what is changed inside. Who lived there is
    named anew by the report."""
    with changing(work, file, why):
        file.closed_at, file.closed_for, file.suspended_on, file.recheck_until = None, "", None, None
        for member in work.session.exec(_people(file)).all():
            if work.session.get_one(AidCase, member.case_id).opens_file:
                work.session.delete(member)
        work.session.flush()
        yield


def _people(file: HouseholdFile) -> Any:
    return select(HouseholdMember).where(HouseholdMember.household_id == file.id)


def _keep(work: Work, file: HouseholdFile, why: Why, old: Mapping[str, Any], new: Mapping[str, Any]) -> None:
    file.version += 1
    work.session.add(_version(work, file, why, old, new))


def _version(work: Work, file: HouseholdFile, why: Why, old: Mapping[str, Any], new: Mapping[str, Any]) -> FileVersion:
    return FileVersion(
        household_id=file.id, number=file.version, kind=why.kind.value, at=work.now, said_by=why.said_by or None,
        confirmed_by=why.confirmed_by or None, case_id=why.case_id, change_id=why.change_id, old=dict(old),
        new=dict(new),
    )  # fmt: skip


def stands(work: Work, file: HouseholdFile, *, lists: bool = True) -> dict[str, Any]:
    """Return all that a file says now, as plain JSON; shape: `domain.households.history`."""
    several = lists and len(work.house.policies.current.lists) > 1
    on = {f"{LIST}{row.list}": row.household_class for row in rows_of(work.session, file)} if several else {}
    found: dict[str, Any] = {
        "head": file.head_id, "unit": file.unit_id, "officer": file.case_officer_id, "class": file.household_class,
        "class_on": file.class_on, "class_version": file.class_version, "national": file.national_number,
        "closed": file.closed_at is not None, **on, **_while_it_is_so(file),
        **{f"{DATA}{key}": value for key, value in file.data.items()},
        **{f"{KNOWN}{key}": value for key, value in (file.known or {}).items()},
    }  # fmt: skip
    plain: dict[str, Any] = from_json(to_json(found))
    return plain


def _while_it_is_so(file: HouseholdFile) -> dict[str, Any]:
    found = {"rechecked": file.rechecked_on, "suspended": file.suspended_on, "closed_for": file.closed_for or None}
    return {key: one for key, one in found.items() if one is not None}


def state_after(session: Session, household_id: int, *, number: int | None = None) -> dict[str, Any]:
    """Return what stood in a file after its version `number`, by its history alone (None: the latest one)."""
    query = select(FileVersion).where(FileVersion.household_id == household_id).order_by(col(FileVersion.number))
    rows = session.exec(query if number is None else query.where(FileVersion.number <= number))
    return replayed((row.old, row.new) for row in rows)
