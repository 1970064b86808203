"""The tables, one small file per aggregate; importing this package registers them all."""

from models.aid_case import AidCase, Decision, Visit
from models.audit import Audit
from models.broadcast import Broadcast, Mute
from models.campaign import Campaign, CampaignTask, Gift
from models.counter import Counter
from models.draft import Draft
from models.home_visit import HomeVisit
from models.household import HouseholdFile, HouseholdMember
from models.inbox import Inbox
from models.notice import Notice, Objection
from models.offer import Offer, OfferReply
from models.officer import Appointment, Invitation
from models.outbox import Outbox
from models.paper import Paper
from models.payment import Payment
from models.person import Consent, Person
from models.policy_text import PolicyText
from models.prompt import Prompt
from models.re_invitation import ReInvitation
from models.setting import Setting
from models.unit import Unit

__all__ = [
    "AidCase",
    "Appointment",
    "Audit",
    "Broadcast",
    "Campaign",
    "CampaignTask",
    "Consent",
    "Counter",
    "Decision",
    "Draft",
    "Gift",
    "HomeVisit",
    "HouseholdFile",
    "HouseholdMember",
    "Inbox",
    "Invitation",
    "Mute",
    "Notice",
    "Objection",
    "Offer",
    "OfferReply",
    "Outbox",
    "Paper",
    "Payment",
    "Person",
    "PolicyText",
    "Prompt",
    "ReInvitation",
    "Setting",
    "Unit",
    "Visit",
]
