"""Households of a register come on file, a piece at a time: all of it in one transaction, and none twice."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from sqlmodel import Session, col, select

from domain.platform.text import N_, pack
from domain.registers.events import HouseholdsTaken
from domain.registers.judging import Judged, Level
from models.households import HouseholdFile, HouseholdMember
from models.people import FIRST_OF_REGISTER, REGISTER, Person
from models.platform.seal import vault
from models.procedure import AidCase
from models.registers import RegisteredHousehold, RegisterImport, RegisterPiece
from services.households import subject as household_subject
from services.platform import audit, outbox
from services.platform.audit import Audit
from services.platform.counters import next_number
from services.platform.work import Work
from services.registers import cards, telling
from services.registers.doubles import refusals_now
from services.registers.reading import unpacked
from services.registers.record import TAKEN, TAKING, find, subject, wake

CLOSED, FINISHED = "closed", "finished"


def take_piece(work: Work, import_id: int) -> None:
    """Take the next piece of a register in, or end it when there is none left."""
    row = find(work.session, import_id, lock=True)
    if row is None or row.state != TAKING:
        return
    piece = next_piece(work.session, row, "read")
    if piece is None:
        _done(work, row)
        return
    every = [unpacked(kept) for kept in piece.households]
    chosen = [one for one in every if one.level is Level.TAKEN or (row.with_doubtful and one.level is Level.DOUBTFUL)]
    refused = refusals_now(work.session, chosen)
    came = [one for one in chosen if one.lines[0] not in refused]
    _write(work, row, came)
    piece.state = "taken"
    piece.households = [[numbers, pack(why)] for numbers, why in refused.items()]  # of the people nothing stays here
    row.done += 1
    counts = row.counts
    row.counts = counts | {"came": counts.get("came", 0) + len(came), "late": counts.get("late", 0) + len(refused)}
    telling.progress(work, row)
    wake(work)


def next_piece(session: Session, row: RegisterImport, state: str) -> RegisterPiece | None:
    """Return the first piece of a register that is in a state."""
    query = select(RegisterPiece).where(RegisterPiece.import_id == row.id, RegisterPiece.state == state)
    return session.exec(query.order_by(col(RegisterPiece.number)).limit(1)).first()


def _write(work: Work, row: RegisterImport, came: Sequence[Judged]) -> None:
    """Write what is kept of some households; a few statements for all of them together."""
    if not came:
        return
    session = work.session
    heads = _heads(work, came)
    files = _files(work, came, heads)
    session.add_all(heads)
    session.flush()
    session.add_all(files)
    session.flush()
    cases = _cases(work, row, came, files)
    session.add_all(cases)
    session.flush()
    session.add_all(member for one, file, case in zip(came, files, cases, strict=True)
                    for member in _members(one, file, case))  # fmt: skip
    session.add_all(
        RegisteredHousehold(import_id=row.id, household_id=file.id, case_id=case.id, line=one.lines[0])
        for one, file, case in zip(came, files, cases, strict=True)
    )
    session.add_all(_trail(work, row, files))
    session.flush()
    work.happened(HouseholdsTaken(tuple(file.id for file in files)))


def _heads(work: Work, came: Sequence[Judged]) -> list[Person]:
    last = next_number(work.session, "person:register", many=len(came))
    return [
        Person(
            id=FIRST_OF_REGISTER + number, address=FIRST_OF_REGISTER + number, channel=REGISTER,
            locale=work.house.default_locale, first_seen_at=work.now, unit_id=one.unit_id, name=one.name,
            resident_id=one.resident_id, phone=one.phone,
        )
        for number, one in enumerate(came, last - len(came) + 1)
    ]  # fmt: skip


def _files(work: Work, came: Sequence[Judged], heads: Sequence[Person]) -> list[HouseholdFile]:
    """The class is the one of the register: no version of the policy has worked it out."""
    year = work.now.astimezone(work.house.zone).year
    last = next_number(work.session, f"file:{year}", many=len(came))
    return [
        HouseholdFile(
            number=f"HF-{year}-{number:04d}", national_number=one.national_number, head_id=head.id, unit_id=one.unit_id,
            household_class=one.household_class, class_on=one.class_on or work.today, data=one.data, opened_at=work.now,
        )
        for number, (one, head) in enumerate(zip(came, heads, strict=True), last - len(came) + 1)
    ]  # fmt: skip


def _cases(work: Work, row: RegisterImport, came: Sequence[Judged], files: Sequence[HouseholdFile]) -> list[AidCase]:
    """What the people of a file hang on, as if it had been reported and entered at once."""
    policy = work.house.policies.current
    return [
        AidCase(
            number=f"R{row.id}-{one.lines[0]}", programme=policy.opening[0].key, opens_file=True,
            applicant_id=file.head_id, unit_id=file.unit_id, household_id=file.id, policy_version=policy.version,
            answers=file.data, household_class=file.household_class, step=CLOSED, status=FINISHED, opened_at=work.now,
            step_since=work.now, closed_at=work.now,
        )
        for one, file in zip(came, files, strict=True)
    ]  # fmt: skip


def _members(one: Judged, file: HouseholdFile, case: AidCase) -> Iterable[HouseholdMember]:
    """Everybody of the household, the head first; who has no number yet is found by none."""
    people = [("self", one.name, one.resident_id), *(
        (str(member["relation"]), str(member["name"]), str(member.get("resident_id") or ""))
        for member in one.data["members"]
    )]  # fmt: skip
    for relation, name, number in people:
        print_ = vault().fingerprint(number) if number else ""
        yield HouseholdMember(
            case_id=case.id, household_id=file.id, resident_id_print=print_, file_key=print_ or None,
            resident_id=number, name=name, relation=relation,
        )  # fmt: skip


def _trail(work: Work, row: RegisterImport, files: Iterable[HouseholdFile]) -> list[Audit]:
    return [
        Audit(at=work.now, person_id=row.confirmed_by, action=N_("brought the household in from a register"),
              subject=household_subject(file), detail=subject(row))
        for file in files
    ]  # fmt: skip


def _done(work: Work, row: RegisterImport) -> None:
    row.state, row.done = TAKEN, 0
    row.version += 1
    detail = f"{row.counts.get('came', 0)} households"
    audit.note(work, row.confirmed_by, N_("took a register in"), subject(row), detail=detail)
    telling.tell(work, row)
    if late := _late(work.session, row):
        late_rows = [[numbers, Level.REFUSED.value, "", "", why] for numbers, why in late]
        if row.person_id is not None:
            outbox.put(work, row.person_id, cards.report(row, late_rows), key=f"register:{row.id}:late")


def _late(session: Session, row: RegisterImport) -> list[tuple[str, Any]]:
    """Return the households that could be taken at the dry run, and not any more when it came to it."""
    pieces = session.exec(select(RegisterPiece).where(RegisterPiece.import_id == row.id)).all()
    return [(str(number), why) for piece in pieces for number, why in piece.households]
