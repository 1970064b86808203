"""A sign of trouble becomes a warning, once for each event."""

from __future__ import annotations

from contextlib import suppress

from sqlalchemy.exc import IntegrityError
from sqlmodel import select

from domain.platform.text import N_
from domain.policy.frame.warnings import Sign
from domain.procedure.events import InArrears
from models.households import HouseholdFile
from models.people import Person
from models.procedure import AidCase
from models.warnings.early import EarlyWarning
from services.households import file_of_person
from services.platform import audit, waiting
from services.platform.work import Work
from services.warnings.telling import rule_of, tell_next
from services.warnings.whom import is_shown


def sign(work: Work, whom: int | HouseholdFile, kind: Sign, source_key: str) -> bool:
    """Warn of a sign of trouble at a household: `whom` is the number of a person, or the file. Say whether it is new.

    `source_key` names the event, such as `change:12`; one event of somebody warns once, however often it is told. A
    sign that the policy in force does not list, somebody of no unit, and who has withdrawn the consent warn nobody.
    """
    if work.house.policies.current.warning(kind) is None:
        return False
    file = file_of_person(work.session, whom) if isinstance(whom, int) else whom
    person_id = file.head_id if file is not None else whom
    assert isinstance(person_id, int)
    once = f"{kind.value}:{person_id}:{source_key}"
    unit_id = file.unit_id if file is not None else work.session.get_one(Person, person_id).unit_id
    if unit_id is None or work.session.exec(select(EarlyWarning.id).where(EarlyWarning.once == once)).first():
        return False
    row = EarlyWarning(
        sign=kind.value, once=once, person_id=person_id, household_id=file.id if file is not None else None,
        unit_id=unit_id, found_at=work.now, asked=[],
    )  # fmt: skip
    return is_shown(work.session, row) and _keep(work, row)


def _keep(work: Work, row: EarlyWarning) -> bool:
    with suppress(IntegrityError), work.session.begin_nested():  # another process may have seen the same event
        work.session.add(row)
        work.session.flush()
    if row.id is None or row not in work.session:
        return False
    audit.note(work, None, N_("an early warning was given"), f"warning:{row.id}", detail=row.sign)
    if not tell_next(work, row):  # nobody can be reached just now; the clock tries again
        waiting.begin(work, row, rule_of(work, row).wait, work.today)
    work.session.flush()
    return True


def words_said(work: Work, lead: str) -> None:
    """Whoever acts has said words of a lead: they may be a sign, once a day."""
    for rule in work.house.policies.current.warnings:
        if lead in rule.leads:
            sign(work, work.person_id, rule.key, f"lead:{lead}:{work.today}")


def in_arrears(work: Work, event: InArrears) -> None:
    """So many repayments of a loan stay away as a leader hears of."""
    case = work.session.get_one(AidCase, event.case_id)
    sign(work, case.applicant_id, Sign.ARREARS, f"case:{event.case_id}:{event.number}")
