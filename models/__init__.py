"""The tables, one small file per aggregate; importing this package registers them all."""

from sqlmodel import SQLModel

from models.aid import AidEvent, ReInvitation, Verdict
from models.books.ledger import BookEnd, BookEntry, Fund, FundHold, FundReceipt
from models.broadcasts import Broadcast, Mute
from models.campaigns import Campaign, CampaignTask, Gift
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
from models.offers import Offer, OfferReply
from models.officers import Appointment, Invitation
from models.payments import Deferral, MoneyRow, MonthRun, Repayment
from models.people import AccountMove, Behalf, Consent, Erasure, FileToErase, Person
from models.plans.plans import HouseholdPlan, PlanMeasure
from models.platform.audit import Audit
from models.platform.columns import number_once
from models.platform.counter import Counter
from models.platform.inbox import Inbox
from models.platform.known import hold
from models.platform.outbox import Outbox
from models.platform.setting import Setting
from models.policy import PolicyText, PolicyUse, SentPolicy
from models.procedure import AidCase, Decision, MeantDecision, Paper, Prompt, Visit, Vote
from models.rechecks.rounds import Recheck, RecheckRound
from models.registers.imports import RegisteredHousehold, RegisterHeading, RegisterImport, RegisterPiece
from models.requests.danger import DangerCall
from models.requests.threads import Request, RequestHolder, RequestWords
from models.surveys.rounds import SurveyReply, SurveyRound
from models.units import Unit
from models.warnings.early import EarlyWarning
from models.warnings.edges import EdgeHousehold

__all__ = [
    "AccountMove",
    "AidCase",
    "AidEvent",
    "Appointment",
    "Audit",
    "Behalf",
    "BookEnd",
    "BookEntry",
    "Broadcast",
    "Campaign",
    "CampaignTask",
    "Certificate",
    "Change",
    "Clash",
    "Consent",
    "Counter",
    "DangerCall",
    "Decision",
    "Deferral",
    "Draft",
    "EarlyWarning",
    "EdgeHousehold",
    "Erasure",
    "FileDouble",
    "FileMark",
    "FileToErase",
    "FileVersion",
    "Fund",
    "FundHold",
    "FundReceipt",
    "Gift",
    "HomeVisit",
    "HouseholdFile",
    "HouseholdMember",
    "HouseholdPlan",
    "Inbox",
    "Invitation",
    "MeantDecision",
    "MemberAccount",
    "MoneyRow",
    "MonthRun",
    "Mute",
    "NamedOfficer",
    "Notice",
    "Objection",
    "Offer",
    "OfferReply",
    "OnList",
    "Outbox",
    "Paper",
    "Person",
    "PlanMeasure",
    "PolicyText",
    "PolicyUse",
    "Prompt",
    "ReInvitation",
    "Recheck",
    "RecheckRound",
    "RegisterHeading",
    "RegisterImport",
    "RegisterPiece",
    "RegisteredHousehold",
    "Repayment",
    "Request",
    "RequestHolder",
    "RequestWords",
    "SentPolicy",
    "Setting",
    "SurveyReply",
    "SurveyRound",
    "Unit",
    "Verdict",
    "Visit",
    "Vote",
]

hold(HouseholdFile, Person, Unit)
number_once(SQLModel.metadata)
