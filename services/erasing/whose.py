"""What is about somebody: the numbers of their cases, households and all that hangs on them, and their words."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, or_
from sqlmodel import Session, col, select

from domain.payments.money import MoneyState
from domain.platform.identifiers import mask_phone
from domain.procedure.state import Status
from models.campaigns import CampaignTask
from models.changes import Change
from models.forms import Draft
from models.households import HouseholdFile, HouseholdMember
from models.notices import Notice, Objection
from models.offers import OfferReply
from models.officers import Appointment
from models.payments import Deferral, MoneyRow
from models.people import AccountMove, Consent, Person
from models.plans.plans import HouseholdPlan, PlanMeasure
from models.procedure import AidCase
from models.requests.danger import DangerCall
from models.requests.threads import Request

# What a form is about, by its key: the number that its `subject` begins with. A form that is missing here, or in
# `services.erasing.registry.FORMS_OF_NOBODY`, fails a guard.
FORMS_ABOUT = {
    **dict.fromkeys(("verdict", "visit", "entry", "payment", "same_reference", "worker_answer", "money_back"), "case"),
    "repayment": "case", "settle_answer": "case", "contract_back": "case", "vote_sum": "case",
    "wait_proposed": "case", "wait_refused": "deferral",
    **dict.fromkeys(("months_paid", "months_same", "run_held", "run_ended"), "case"),
    **dict.fromkeys(("home_visit", "change"), "household"), "plan_measure": "plan", "measure_done": "measure",
    "plan_wish": "plan",
    **dict.fromkeys(("task_item", "task_left_out", "task_later"), "task"),
    "account_move": "move", "change_refusal": "change", "answer": "objection", "offer_result": "reply",
    **dict.fromkeys(("request_answer", "request_close"), "request"),
    "again_refused": "money", "notice_objection": "notice",
}  # fmt: skip
NOBODY = 0
SHORTEST = 8  # characters of a sentence that is looked for in messages; what is shorter many may say


@dataclass(frozen=True)
class Whose:
    """Somebody and what has a number; of their cases those in `kept` stay a while. `final`: nothing stays any more."""

    person_id: int
    cases: tuple[int, ...]
    kept: tuple[int, ...]
    households: tuple[int, ...]
    changes: tuple[int, ...]
    drafts: tuple[int, ...]
    final: bool = False

    @property
    def subjects(self) -> tuple[str, ...]:
        """How the trail names them."""
        named = (("case", self.cases), ("household", self.households), ("person", (self.person_id,)))
        return tuple(f"{kind}:{one}" for kind, some in named for one in some)


def whose(session: Session, person_id: int) -> Whose:
    """Return what is about somebody now."""
    cases = session.exec(select(AidCase).where(AidCase.applicant_id == person_id)).all()
    ids = tuple(case.id for case in cases)
    households = tuple(session.exec(select(HouseholdFile.id).where(HouseholdFile.head_id == person_id)))
    theirs = or_(col(Change.household_id).in_(households), col(Change.person_id) == person_id)
    changes = tuple(session.exec(select(Change.id).where(theirs)))
    paid = set(session.exec(select(MoneyRow.case_id).where(col(MoneyRow.case_id).in_(ids), _was_paid())))
    kept = tuple(case.id for case in cases if case.id in paid or case.status == Status.FINISHED)
    drafts = tuple(_drafts_about(session, person_id, ids, households, changes))
    return Whose(person_id, ids, kept, households, changes, drafts)


def what_stayed(session: Session, person_id: int, erased_at: datetime) -> Whose:
    """Return what had to stay when somebody was erased, now that its time is over. Of whoever has come back since
    only that: what is theirs again is nobody's here."""
    theirs, heads = AidCase.applicant_id == person_id, HouseholdFile.head_id == person_id
    cases = tuple(session.exec(select(AidCase.id).where(theirs, AidCase.opened_at <= erased_at)))
    households = tuple(session.exec(select(HouseholdFile.id).where(heads, HouseholdFile.opened_at <= erased_at)))
    changes = tuple(session.exec(select(Change.id).where(col(Change.household_id).in_(households))))
    drafts = tuple(_drafts_about(session, person_id, cases, households, changes))
    who = NOBODY if _came_back(session, person_id, erased_at) else person_id
    return Whose(who, cases, (), households, changes, drafts, final=True)


def _came_back(session: Session, person_id: int, erased_at: datetime) -> bool:
    person = session.get_one(Person, person_id)
    newer = select(AidCase.id).where(AidCase.applicant_id == person_id, AidCase.opened_at > erased_at)
    agreed = select(Consent.id).where(Consent.person_id == person_id, Consent.at > erased_at)
    office = select(Appointment.id).where(Appointment.person_id == person_id, col(Appointment.ended_at).is_(None))
    found = (session.exec(query.limit(1)).first() for query in (newer, agreed, office))
    return person.registered_at is not None or any(found)


def _was_paid() -> ColumnElement[bool]:
    return col(MoneyRow.state).in_((MoneyState.PAID.value, MoneyState.RETURNED.value))


def _drafts_about(
    session: Session, person_id: int, cases: tuple[int, ...], households: tuple[int, ...], changes: tuple[int, ...]
) -> Iterator[int]:
    """Yield the forms that officers have begun about them."""
    replies = col(OfferReply.household_id).in_(households)
    numbers = {
        "case": set(cases), "household": set(households), "change": set(changes),
        "task": set(session.exec(select(CampaignTask.id).where(col(CampaignTask.household_id).in_(households)))),
        "objection": set(session.exec(select(Objection.id).where(col(Objection.case_id).in_(cases)))),
        "notice": set(session.exec(select(Notice.id).where(col(Notice.case_id).in_(cases)))),
        "deferral": set(session.exec(select(Deferral.id).where(col(Deferral.case_id).in_(cases)))),
        "money": set(session.exec(select(MoneyRow.id).where(col(MoneyRow.case_id).in_(cases)))),
        "move": set(session.exec(select(AccountMove.id).where(_of_move(person_id)))),
        "request": set(session.exec(select(Request.id).where(Request.person_id == person_id))),
        "plan": set(session.exec(select(HouseholdPlan.id).where(col(HouseholdPlan.household_id).in_(households)))),
        "measure": set(session.exec(select(PlanMeasure.id).where(col(PlanMeasure.household_id).in_(households)))),
        "reply": set(session.exec(select(OfferReply.id).where(replies))),
    }  # fmt: skip
    begun = select(Draft.id, Draft.form_key, Draft.subject).where(col(Draft.form_key).in_(FORMS_ABOUT))
    for draft_id, key, subject in session.exec(begun):
        number = subject.partition(":")[0]
        if number.isdigit() and int(number) in numbers[FORMS_ABOUT[key]]:
            yield draft_id


def _of_move(person_id: int) -> ColumnElement[bool]:
    """The condition that somebody asks for an account, or that it is theirs."""
    return or_(col(AccountMove.person_id) == person_id, col(AccountMove.asker_id) == person_id)


@dataclass(frozen=True)
class Words:
    """What gives somebody away in a message: `names` and numbers of people, what else was `said` or is numbered, and of
    that the `sentences` that they or officers wrote. `exact` is found only as a whole, being short perhaps, and `keys`
    are how the keys of messages begin that are about nothing else."""

    names: frozenset[str]
    said: frozenset[str]
    sentences: frozenset[str] = frozenset()
    exact: frozenset[str] = frozenset()
    keys: tuple[str, ...] = ()


def words_of(session: Session, one: Whose) -> Words:
    """Return the words by which messages about somebody are found, before anything is emptied."""
    person = session.get(Person, one.person_id)  # none for who has come back
    names = {person.name, person.resident_id, person.phone} if person is not None else set()
    said: set[str | None] = set()
    of_case, of_file = (
        col(HouseholdMember.case_id).in_(one.cases),
        col(HouseholdMember.household_id).in_(one.households),
    )
    for member in session.exec(select(HouseholdMember).where(or_(of_case, of_file))):
        names |= {member.name, member.resident_id}
    for move in session.exec(select(AccountMove).where(AccountMove.asker_id == one.person_id)):
        names |= {move.name, move.phone, mask_phone(move.phone)}
    for row in session.exec(select(MoneyRow).where(col(MoneyRow.case_id).in_(one.cases))):
        names |= {row.card}
    cases = session.exec(select(AidCase).where(col(AidCase.id).in_(one.cases))).all()
    files = session.exec(select(HouseholdFile).where(col(HouseholdFile.id).in_(one.households))).all()
    names |= {str(held.get("bank_card") or "") for held in (*(row.answers for row in cases), *(f.data for f in files))}
    said |= {case.number for case in cases} | {file.number for file in files}
    exact, keys = _said_freely(session, one.person_id)
    return Words(_longer(names, 2), _longer(said | names, 2), exact=exact, keys=keys)


def _said_freely(session: Session, person_id: int) -> tuple[frozenset[str], tuple[str, ...]]:
    """Return the words of danger as they stood in messages, which grew line by line, and the keys of such messages and
    of those about requests."""
    calls = session.exec(select(DangerCall).where(DangerCall.person_id == person_id)).all()
    threads = session.exec(select(Request.id).where(Request.person_id == person_id)).all()
    lines = [call.words.split("\n") for call in calls]
    grown = {"\n".join(some[:count]) for some in lines for count in range(1, len(some) + 1)}
    keys = (*(f"danger:{call.id}:" for call in calls), *(f"request:{one}:" for one in threads))
    return frozenset(grown - {""}), keys


def sentences_in(values: Iterable[Any]) -> Iterator[str]:
    """Yield the sentences among values that are about to be emptied: text, and text within plain data."""
    for value in values:
        if isinstance(value, str) and len(value) >= SHORTEST:
            yield value
        elif isinstance(value, dict):
            yield from (one for one in sentences_in(value.values()) if " " in one or not one.isascii())
        elif isinstance(value, list):
            yield from sentences_in(value)


def _longer(words: Iterable[str | None], least: int) -> frozenset[str]:
    return frozenset(word for word in words if word and len(word) >= least)
