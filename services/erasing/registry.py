"""What erasing somebody does to every table: which rows go, what of the others is emptied, and what stays and why.

A table, and each column of a table whose rows do not all go, is named here; `tests/guards/test_erasing.py` fails else.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import ColumnElement, and_, false, or_, true
from sqlmodel import SQLModel, col, select

from domain.aid.kinds import KINDS
from domain.platform.identifiers import mask_card
from domain.platform.names import mask_name
from models.aid import ReInvitation, Verdict
from models.broadcasts import Mute
from models.campaigns import CampaignTask, Gift
from models.changes import Change
from models.forms import Draft
from models.households import (
    Certificate,
    Clash,
    FileDouble,
    FileMark,
    FileVersion,
    HomeVisit,
    HouseholdFile,
    HouseholdMember,
    MemberAccount,
    NamedOfficer,
    OnList,
)
from models.notices import Notice, Objection
from models.offers import OfferReply
from models.officers import Invitation
from models.payments import Deferral, MoneyRow, MonthRun, Repayment
from models.people import AccountMove, Behalf, Consent, Person
from models.plans.plans import HouseholdPlan, PlanMeasure
from models.platform.audit import Audit
from models.platform.inbox import PARKED, Inbox
from models.procedure import AidCase, Decision, MeantDecision, Paper, Prompt, Visit, Vote
from models.rechecks.rounds import Recheck
from models.registers.imports import RegisteredHousehold
from models.requests.danger import DangerCall
from models.requests.threads import Request, RequestHolder, RequestWords
from models.surveys.rounds import SurveyReply
from models.warnings.early import EarlyWarning
from models.warnings.edges import EdgeHousehold
from services.erasing.asked_about import asked_to_move, asks_of_account, without_office
from services.erasing.behalves import begun_on_behalf_of, came_from, consents_on_paper, helps
from services.erasing.whose import Whose

Condition = Callable[[Whose], ColumnElement[bool]]
EMPTY = object()  # "" or None or {}, whichever the column takes


@dataclass(frozen=True)
class Fate:
    """Which rows of a table are `about` somebody, which of those go (by default all), what of the others is emptied:
    a value, or a function of the old one, the row and whose it is. `stays` names the columns that tell nothing."""

    table: type[SQLModel]
    about: Condition
    goes: Condition = lambda _: true()
    emptied: Mapping[str, Any] = field(default_factory=dict)
    stays: tuple[str, ...] = ()


def _of_case(column: Any) -> Condition:
    return lambda one: col(column).in_(one.cases)


def _of_file(column: Any) -> Condition:
    return lambda one: col(column).in_(one.households)


def _unless_kept(column: Any) -> Condition:
    """A row goes with its case, unless that stays because money was paid or a file opened."""
    return lambda one: col(column).not_in(one.kept)


def _file_at_the_end(one: Whose) -> ColumnElement[bool]:
    """Somebody else of the household may have a case that names the file."""
    others = select(AidCase.id).where(AidCase.household_id == HouseholdFile.id)
    return and_(_at_the_end(one), ~others.exists())


def _at_the_end(one: Whose) -> ColumnElement[bool]:
    return true() if one.final else false()


def _if_nothing_stays(one: Whose) -> ColumnElement[bool]:
    return false() if one.kept or (one.households and not one.final) else true()


def _either(*conditions: Condition) -> Condition:
    return lambda one: or_(*(condition(one) for condition in conditions))


def _is_theirs(column: Any) -> Condition:
    return lambda one: col(column) == one.person_id


def _of_request(column: Any) -> Condition:
    return lambda one: col(column).in_(select(Request.id).where(Request.person_id == one.person_id))


def _masked(name: str | None, _row: Any, one: Whose) -> str | None:
    """What stays has a masked name; where nothing stays, none."""
    return mask_name(name) if name and (one.kept or (one.households and not one.final)) else None


def _words(words: str, row: Any, one: Whose) -> str:
    """An objection to somebody else's notice that nobody has answered yet is still to be answered."""
    return words if row.answered_at is None and row.case_id not in one.cases else ""


WAITS = ("waits_since", "waits_until", "reminded", "call_on")

# In the order in which they go: what refers to others before these.
REGISTRY: tuple[Fate, ...] = (
    Fate(Draft, lambda one: or_(
        col(Draft.person_id) == one.person_id, col(Draft.id).in_(one.drafts), begun_on_behalf_of(one))),
    Fate(Mute, _is_theirs(Mute.person_id)),
    Fate(DangerCall, _is_theirs(DangerCall.person_id)),
    Fate(EarlyWarning, _either(_is_theirs(EarlyWarning.person_id), _of_file(EarlyWarning.household_id))),
    Fate(EdgeHousehold, _is_theirs(EdgeHousehold.person_id)),
    # The words of officers go along: they were said to whoever goes.
    Fate(RequestWords, _of_request(RequestWords.request_id)),
    Fate(RequestHolder, _of_request(RequestHolder.request_id)),
    Fate(Request, _is_theirs(Request.person_id)),
    Fate(ReInvitation, _is_theirs(ReInvitation.person_id)),
    Fate(SurveyReply, _is_theirs(SurveyReply.person_id)),
    # Who had another account: the row of who asked is the old account's by then, and of a stranger.
    Fate(AccountMove, asked_to_move),
    # That consent was given for what stays is kept as long as that.
    Fate(Consent, _is_theirs(Consent.person_id), _if_nothing_stays, stays=("id", "person_id", "kind", "given", "at")),
    # What was handled is empty already; what waits is handled by itself, as a stranger's.
    Fate(Inbox, lambda one: and_(came_from(one), col(Inbox.state) == PARKED)),
    Fate(Prompt, _either(_of_case(Prompt.case_id), asks_of_account)),
    Fate(Certificate, _of_file(Certificate.household_id)),
    Fate(FileMark, _of_file(FileMark.household_id)),
    Fate(FileDouble, _either(_of_file(FileDouble.low_id), _of_file(FileDouble.high_id))),
    Fate(MemberAccount, _either(_is_theirs(MemberAccount.person_id), _of_file(MemberAccount.household_id))),
    Fate(
        NamedOfficer,
        _either(_of_case(NamedOfficer.case_id), lambda one: col(NamedOfficer.change_id).in_(one.changes)),
    ),
    Fate(
        Clash,
        _either(_of_case(Clash.case_id), _of_case(Clash.other_id), lambda one: col(Clash.change_id).in_(one.changes)),
    ),
    # Rows of money: the caps of a year count them.
    Fate(
        Gift, _of_file(Gift.household_id), _at_the_end,
        {"case_id": lambda case_id, _, one: case_id if case_id in one.kept else None},
        ("id", "task_id", "household_id", "item", "year", "amount", "goods", "given_on", "given_by"),
    ),
    Fate(
        Decision, _of_case(Decision.case_id), _unless_kept(Decision.case_id), {"reason": EMPTY, "grounds": EMPTY},
        ("seal", "id", "case_id", "step", "verdict", "person_id", "role", "round", "at"),
    ),
    # What can still be taken back, or was; what counts is a decision.
    Fate(MeantDecision, _of_case(MeantDecision.case_id)),
    Fate(Verdict, _of_case(Verdict.case_id)),
    Fate(
        Visit, _of_case(Visit.case_id), _unless_kept(Visit.case_id), {"findings": "", "about": ""},
        ("seal", "id", "case_id", "first_id", "second_id", "visited_on", "recorded_at", "confirmed_at"),
    ),
    Fate(Vote, _of_case(Vote.case_id), _unless_kept(Vote.case_id), {},
         ("id", "case_id", "version", "officer_id", "choice", "fen", "at")),
    Fate(
        Notice, _of_case(Notice.case_id), _unless_kept(Notice.case_id), {},
        ("id", "case_id", "unit_id", "masked_name", "household_class", "programme", "posted_at", "stands_since",
         "first_day", "last_day", "days_uncertain", "taken_down_at"),
    ),
    # Who objected is forgotten at once.
    Fate(
        Objection, _either(_of_case(Objection.case_id), _is_theirs(Objection.person_id)),
        lambda one: and_(col(Objection.case_id).in_(one.cases), col(Objection.case_id).not_in(one.kept)),
        {"words": _words, "answer": EMPTY, "person_id": lambda who, _, one: 0 if who == one.person_id else who},
        ("seal", "id", "case_id", "kind", "made_at", "agreed_at", "upheld", "answered_by", "answered_at"),
    ),
    Fate(
        MoneyRow, _of_case(MoneyRow.case_id), _unless_kept(MoneyRow.case_id),
        {"payee": lambda name, _, __: mask_name(name) if name else None,
         "card": lambda card, _, __: mask_card(card) if card else None},
        ("seal", *WAITS, "id", "case_id", "period", "attempt", "kind", "fen", "state", "made_at", "made_by",
         "released_by", "released_at", "paid_on", "bank_reference", "reference_key", "cashier_id", "recorded_at",
         "confirmed_at", "missing_since", "card_since", "cause", "returned_on", "return_reference",
         "returned_by", "returned_at"),
    ),
    Fate(
        MonthRun, _of_case(MonthRun.case_id), _unless_kept(MonthRun.case_id), {"held_reason": EMPTY},
        ("seal", "id", "case_id", "fen", "first", "months", "held_since", "held_by", "ended_on", "ended"),
    ),
    Fate(
        Repayment, _of_case(Repayment.case_id), _unless_kept(Repayment.case_id), {},
        ("id", "case_id", "fen", "paid_on", "bank_reference", "reference_key", "cashier_id", "recorded_at"),
    ),
    Fate(
        Deferral, _of_case(Deferral.case_id), _unless_kept(Deferral.case_id), {"reason": EMPTY, "refusal": EMPTY},
        ("seal", "id", "case_id", "number", "fen", "due_on", "moves_to", "months", "state", "asked_by", "asked_at",
         "first_id", "first_at", "decided_by", "decided_at"),
    ),
    Fate(
        Paper,
        _either(
            _of_case(Paper.case_id), _of_file(Paper.household_id),
            lambda one: col(Paper.about).in_([f"change:{number}" for number in one.changes]),
            consents_on_paper,
        ),
    ),
    Fate(Change, lambda one: col(Change.id).in_(one.changes)),
    Fate(OfferReply, _either(_is_theirs(OfferReply.person_id), _of_file(OfferReply.household_id))),
    Fate(
        CampaignTask, _of_file(CampaignTask.household_id), _at_the_end, {"items": {}},
        ("seal", "id", "campaign_id", "household_id", "state", "later_on", "added_at", "begun_at", "finished_at"),
    ),
    Fate(Recheck, _of_file(Recheck.household_id)),
    Fate(FileVersion, _of_file(FileVersion.household_id)),
    Fate(PlanMeasure, _of_file(PlanMeasure.household_id)),
    Fate(HouseholdPlan, _of_file(HouseholdPlan.household_id)),
    Fate(HomeVisit, _of_file(HomeVisit.household_id)),
    Fate(OnList, _of_file(OnList.household_id)),
    Fate(RegisteredHousehold, _of_file(RegisteredHousehold.household_id)),
    Fate(HouseholdMember, _either(_of_case(HouseholdMember.case_id), _of_file(HouseholdMember.household_id))),
    # By what right somebody acts for them stays as long as what they entered; a helper's own goes with the helper.
    Fate(
        Behalf, _either(_is_theirs(Behalf.person_id), helps), _either(_if_nothing_stays, helps),
        {"resident_id_print": EMPTY, "open_key": EMPTY},
        ("id", "person_id", "hand_id", "kind", "may", "until", "begun_at", "agreed_at", "ended_at", "ended_by",
         "joined_at", "right_since"),
    ),
    # `once_key` is a keyed fingerprint: nobody is given the same aid twice.
    Fate(
        AidCase, _of_case(AidCase.id), _unless_kept(AidCase.id), {"answers": {}, "subject_print": EMPTY},
        ("seal", *WAITS, "id", "number", "programme", "applicant_id", "entered_by", "unit_id", "household_id",
         "policy_version",
         "household_class", "amount", "least", "upto", "months", "set_aside", "short_since", "period", "once_key",
         "opens_file", "beside_id",
         "step", "status", "version", "opened_at", "step_since", "due_at", "raised", "closed_at"),
    ),
    Fate(
        HouseholdFile, _of_file(HouseholdFile.id), _file_at_the_end, {"data": {}, "known": EMPTY},
        ("seal", *WAITS, "id", "number", "national_number", "head_id", "unit_id", "household_class", "class_on",
         "class_version", "opened_at", "closed_at", "closed_for", "case_officer_id", "officer_since", "last_visit_on",
         "recheck_until", "rechecked_on", "suspended_on", "version", "merged_into"),
    ),
    # Whoever followed an invitation and got no office; the others are offices. The link is not free for the next one.
    Fate(
        Invitation, without_office, lambda _: false(),
        {"ended_at": lambda ended, row, _: ended or row.used_at, "used_by": EMPTY, "used_at": EMPTY,
         "confirmed_by": EMPTY, "confirmed_too_by": EMPTY},
        (*WAITS, "id", "token_hash", "role", "unit_id", "made_by", "made_at", "expires_at"),
    ),
    # The trail keeps that something was done, by Telegram's number, without a word.
    Fate(
        Audit, _either(_is_theirs(Audit.person_id), lambda one: col(Audit.subject).in_(one.subjects)),
        lambda _: false(), {"detail": ""}, ("id", "at", "person_id", "action", "subject"),
    ),
    # Telegram's number and the language are known of everybody who ever wrote.
    Fate(
        Person, _is_theirs(Person.id), lambda _: false(),
        {"name": _masked,
         **dict.fromkeys(("consented_at", "sensitive_consented_at", "registered_at", "unit_id", "pending_unit_id",
                          "pending_link", "resident_id", "resident_id_print", "phone"), EMPTY)},
        ("seal", "id", "address", "channel", "locale", "first_seen_at", "blocked_at", "gone_at"),
    ),
)  # fmt: skip

# Messages are gone through one by one, whoever they are for: services/erasing/messages.py.
BY_HAND = {"outbox"}
# These tell nothing of a worker; `appointment` is an office, and what an officer did is part of others' cases.
# The pieces of a register are emptied once it is taken in or called off, at the latest when nobody decides about it.
OF_NOBODY = {
    "aid_event", "appointment", "book_end", "book_entry", "broadcast", "campaign", "counter", "erasure",
    "file_to_erase", "fund", "fund_hold", "fund_receipt", "offer", "policy_text", "policy_use", "recheck_round",
    "register_heading", "register_import", "register_piece", "sent_policy", "setting", "survey_round", "unit",
}  # fmt: skip
# Forms that are about no worker but, if at all, about whoever fills them in.
FORMS_OF_NOBODY = {
    "event", "event_more", "fund_receipt", "fund_receipt_refused", "fund_taken_out", "behalf", "helper", "register",
    "broadcast", "broadcast_refusal", "broadcast_time", "heat", "new_card", "objection", "offer", "officer_table",
    "number", "own_change", "paper", "policy_day", "policy_file", "registration", "request_ask", "request_more", "unit",
    "wait", "own_contract", "entries", "unit_names", "job_words", "offer_words", *KINDS.forms,
}  # fmt: skip
