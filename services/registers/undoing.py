"""A whole import goes again, a piece at a time, but for households on which something was built since."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from sqlalchemy import ColumnElement, or_
from sqlalchemy import delete as delete_rows
from sqlmodel import Session, col, select

from domain.platform.text import N_, Sayable, Text, pack
from models.campaigns import CampaignTask, Gift
from models.changes import Change
from models.households import (
    Clash,
    FileDouble,
    FileMark,
    FileVersion,
    HomeVisit,
    HouseholdFile,
    HouseholdMember,
    MemberAccount,
    OnList,
)
from models.offers import OfferReply
from models.people import FIRST_OF_REGISTER, Behalf, Person
from models.procedure import AidCase, Paper, Prompt
from models.registers.imports import RegisteredHousehold, RegisterImport
from services.platform import audit, outbox
from services.platform.audit import Audit
from services.platform.work import Work
from services.registers import cards, telling
from services.registers.record import TAKEN, UNDOING, UNDONE, find, subject, wake, went_on

SOME = 100  # households
AT_ONCE = {"synchronize_session": False}
UNTOUCHED = "untouched"
WHY = {
    "joined": N_("somebody of it has joined, or registered with a number of it"),
    "behalf": N_("an officer enters for its head"),
    "case": N_("there is a case"),
    "visit": N_("somebody visited it"),
    "change": N_("a change was proposed"),
    "task": N_("something was done for it in a season"),
    "paper": N_("there are papers"),
    "list": N_("it came on another list"),
    "closed": N_("its file was closed"),
}


def undo_piece(work: Work, import_id: int) -> None:
    """Let the next households of an import go, or end it when there are none left to look at."""
    row = find(work.session, import_id, lock=True)
    if row is None or row.state != UNDOING:
        return
    after = int(row.counts.get("undone_to", 0))
    query = select(RegisteredHousehold).where(
        RegisteredHousehold.import_id == row.id, col(RegisteredHousehold.id) > after
    )
    some = work.session.exec(query.order_by(col(RegisteredHousehold.id)).limit(SOME)).all()
    if not some:
        _done(work, row)
        return
    stays = _built_on(work, some)
    goes = [one for one in some if one.household_id not in stays]
    last = some[-1].id
    _delete(work, row, goes)
    counts = went_on(row.counts)
    row.counts = counts | {
        "undone_to": last, "came": counts["came"] - len(goes), "left": counts.get("left", 0) + len(stays),
    }  # fmt: skip
    row.done = min(row.done + 1, row.pieces)
    telling.progress(work, row)
    wake(work)


def _built_on(work: Work, some: Sequence[RegisteredHousehold]) -> dict[int, str]:
    """Return the households that cannot go, each with the first reason; they are locked first."""
    ids = [one.household_id for one in some]
    files = select(HouseholdFile.id).where(col(HouseholdFile.id).in_(ids)).order_by(col(HouseholdFile.id))
    work.session.exec(files.with_for_update()).all()
    found: dict[int, str] = {}
    for why, column, where in _reasons(ids, [one.case_id for one in some]):
        for household in work.session.exec(select(column).where(where).distinct()):
            found.setdefault(household, why)
    return found


def _reasons(ids: Sequence[int], cases: Sequence[int]) -> Iterator[tuple[str, Any, ColumnElement[bool]]]:
    """Yield what keeps a household: why, where its number stands, and which rows say so."""
    file = col(HouseholdFile.id)
    yield "joined", file, file.in_(ids) & (col(HouseholdFile.head_id) < FIRST_OF_REGISTER)
    yield "behalf", file, file.in_(ids) & col(HouseholdFile.head_id).in_(select(Behalf.person_id))
    yield "joined", col(MemberAccount.household_id), col(MemberAccount.household_id).in_(ids)
    yield "closed", file, file.in_(ids) & col(HouseholdFile.closed_at).is_not(None)
    yield "case", col(AidCase.household_id), col(AidCase.household_id).in_(ids) & col(AidCase.id).not_in(cases)
    clashing = col(AidCase.id).in_(select(Clash.other_id).where(col(Clash.other_id).in_(cases)))
    yield "case", col(AidCase.household_id), clashing
    yield "visit", col(HomeVisit.household_id), col(HomeVisit.household_id).in_(ids)
    yield "visit", file, file.in_(ids) & col(HouseholdFile.last_visit_on).is_not(None)
    yield "change", col(Change.household_id), col(Change.household_id).in_(ids)
    done = or_(col(CampaignTask.state) != UNTOUCHED, col(CampaignTask.later_on).is_not(None))
    yield "task", col(CampaignTask.household_id), col(CampaignTask.household_id).in_(ids) & done
    yield "task", col(Gift.household_id), col(Gift.household_id).in_(ids)
    yield "task", col(OfferReply.household_id), col(OfferReply.household_id).in_(ids)
    yield "paper", col(Paper.household_id), col(Paper.household_id).in_(ids)
    yield "list", col(OnList.household_id), col(OnList.household_id).in_(ids)


def _delete(work: Work, row: RegisterImport, goes: Sequence[RegisteredHousehold]) -> None:
    ids, cases = [one.household_id for one in goes], [one.case_id for one in goes]
    if not ids:
        return
    heads = list(work.session.exec(select(HouseholdFile.head_id).where(col(HouseholdFile.id).in_(ids))))
    for table, where in (
        (Prompt, col(Prompt.about).in_(_asked_of(work.session, ids))),
        (FileDouble, col(FileDouble.low_id).in_(ids) | col(FileDouble.high_id).in_(ids)),
        (FileMark, col(FileMark.household_id).in_(ids)),
        (CampaignTask, col(CampaignTask.household_id).in_(ids)),
        (RegisteredHousehold, col(RegisteredHousehold.household_id).in_(ids)),
        (HouseholdMember, col(HouseholdMember.case_id).in_(cases)),
        (Prompt, col(Prompt.case_id).in_(cases)),
        (AidCase, col(AidCase.id).in_(cases)),
        (FileVersion, col(FileVersion.household_id).in_(ids)),
        (HouseholdFile, col(HouseholdFile.id).in_(ids)),
        (Person, col(Person.id).in_(heads) & (col(Person.id) >= FIRST_OF_REGISTER)),
    ):
        work.session.execute(delete_rows(table).where(where), execution_options=AT_ONCE)
    work.session.add_all(
        Audit(at=work.now, person_id=row.confirmed_by, action=N_("undid what a register brought in"),
              subject=f"household:{number}", detail=subject(row))
        for number in ids
    )  # fmt: skip


def _asked_of(session: Session, ids: Sequence[int]) -> list[str]:
    """Return what officers were asked about pairs of files of which one goes."""
    either = col(FileDouble.low_id).in_(ids) | col(FileDouble.high_id).in_(ids)
    return [f"double:{number}" for number in session.exec(select(FileDouble.id).where(either))]


def _done(work: Work, row: RegisterImport) -> None:
    stays = select(RegisteredHousehold).where(RegisteredHousehold.import_id == row.id)
    left = work.session.exec(stays.order_by(col(RegisteredHousehold.id))).all()
    row.state = TAKEN if left else UNDONE
    row.version, row.ended_at = row.version + 1, work.now
    detail = f"{len(left)} households stay"
    audit.note(work, row.confirmed_by, N_("undid a register"), subject(row), detail=detail)
    telling.tell(work, row)
    if left and row.person_id is not None:
        outbox.put(
            work, row.person_id, cards.staying(row, _staying(work, left)), key=f"register:{row.id}:{row.version}"
        )


def _staying(work: Work, left: Sequence[RegisteredHousehold]) -> list[list[Any]]:
    """Return line, file and reason of the households that cannot go."""
    rows: list[list[Any]] = []
    for at in range(0, len(left), SOME):
        some = left[at : at + SOME]
        why = _built_on(work, some)
        found = select(HouseholdFile.id, HouseholdFile.number)
        ids = [one.household_id for one in some]
        numbers = dict(work.session.exec(found.where(col(HouseholdFile.id).in_(ids))).all())
        rows.extend([str(one.line), numbers[one.household_id], _reason(why.get(one.household_id))] for one in some)
    return rows


def _reason(why: str | None) -> Any:
    said: Sayable = Text(WHY[why]) if why else Text(WHY["case"])
    return pack(said)
