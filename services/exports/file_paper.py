"""The household file as a PDF: for its officers, who say what for, and for the worker whose it is."""

from typing import Any

from sqlmodel import col, select

from domain.exports.answers import Answers
from domain.exports.file_sheet import Head, OnFile, file_sheet
from domain.households.asked import Reader
from domain.platform.access import Action, Subject, offices_for
from domain.platform.identifiers import birth_of, mask_card, mask_phone, sex_of
from domain.platform.power.purposes import Purpose
from domain.platform.text import N_, say
from models.households import HouseholdFile
from models.people import Person
from models.procedure import AidCase, Paper
from services import households
from services.behalf import entered_for_file
from services.exports.sending import made_by, on_record, send
from services.platform import audit
from services.platform.work import Work

READS = (
    (Action.SEE_LIVING, Reader.DECIDER), (Action.RECORD_VISIT, Reader.VISITOR),
    (Action.SEE_ENTRY_DATA, Reader.RECORDER),
)  # fmt: skip
TOOK = N_("took the household file on paper")
TOOK_OWN = N_("took their own file on paper")


def file_paper(work: Work, household_id: int, purpose: Purpose) -> None:
    """Send an officer the file of a household; raises PurposeNeeded, and as `households.opened_to` does."""
    file = households.opened_to(work, Action.SEE_HOUSEHOLD, household_id)
    on_record(work, TOOK, households.subject(file), purpose)
    place = Subject(file.head_id, households.unit_of(work.session, file).path, file.case_officer_id)
    more = (reader for action, reader in READS if offices_for(work.actor, action, place))
    readers = frozenset({Reader.OFFICER, *more})
    whole = Reader.RECORDER in readers
    source = N_("Household {number} on paper, {purpose}. Please keep it as you keep a paper file.")
    text = say(source, number=file.number, purpose=purpose.label)
    send(work, text, _drawing(work, file, readers, purpose, whole=whole), whole=whole)


def own_file_paper(work: Work) -> None:
    """Send a worker the file of their household, with all answers and numbers in part; raises UnknownHousehold."""
    file = households.file_of_person(work.session, work.person_id)
    if file is None:
        raise households.UnknownHousehold
    audit.note(work, work.person_id, TOOK_OWN, households.subject(file))
    text = say(N_("Your household's file {number} on paper. Numbers of documents and cards are shown in part."),
               number=file.number)  # fmt: skip
    send(work, text, _drawing(work, file, frozenset(Reader), None, whole=False))


def _drawing(
    work: Work, file: HouseholdFile, readers: frozenset[Reader], purpose: Purpose | None, *, whole: bool
) -> dict[str, Any]:
    policy, household = work.house.policies.current, households.household_in(file)
    answers = Answers(household, readers, policy, work.today, whole)
    made = made_by(work, file.number, purpose)
    return file_sheet(made, _head(work, file, answers), _on_file(work, file, answers), answers)


def _head(work: Work, file: HouseholdFile, answers: Answers) -> Head:
    person = households.head_of(work.session, file)
    number, phone = person.resident_id or "", person.phone or ""
    birth = birth_of(number)
    full = answers.whole or Reader.VISITOR in answers.readers
    return Head(
        person.name or "", sex_of(number) if birth else None, birth, answers.number(number),
        phone if full else mask_phone(phone), households.unit_of(work.session, file).named,
    )  # fmt: skip


def _on_file(work: Work, file: HouseholdFile, answers: Answers) -> OnFile:
    household, card = answers.household, str(file.data.get("bank_card") or "")
    found = households.assessment_of(work, file, answers.policy, today=work.today)
    officer = work.session.get(Person, file.case_officer_id) if file.case_officer_id else None
    return OnFile(
        number=file.number, national_number=file.national_number,
        opened=file.opened_at.astimezone(work.house.zone).date(),
        household_class=households.class_on_record(work, file).heading, class_on=file.class_on,
        officer=officer.name if officer else None,
        income=household.annual_income, rigid=household.annual_rigid, net=found.shown_net,
        card=(card if answers.whole else mask_card(card)) if card else "", papers=_papers(work, file),
        entered=entered_for_file(work.session, file.id),
    )  # fmt: skip


def _papers(work: Work, file: HouseholdFile) -> list[Any]:
    """Return which kinds of paper are there, with the file and with the cases that opened or changed it."""
    of_cases = select(AidCase.id).where(AidCase.household_id == file.id, col(AidCase.opens_file))
    there = select(Paper).where(col(Paper.case_id).in_(of_cases)).order_by(col(Paper.id))
    policy = work.house.policies.current
    known = {one.key: one.text for one in policy.papers}
    kinds = dict.fromkeys(one.kind for one in work.session.exec(there) if not one.is_none)
    return [known[kind] for kind in kinds if kind in known]
