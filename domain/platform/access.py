"""Who may do what, decided here and nowhere else; what has no rule is denied.

A rule names what kind of person may act and how that person must stand to the subject. Routes check the first half
before a handler runs; services check both with the subject in hand.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from domain.platform.power.actions import Action as Action
from domain.platform.power.roles import LEADERS as LEADERS
from domain.platform.power.roles import OFFICERS as OFFICERS
from domain.platform.power.roles import Role as Role
from domain.platform.power.roles import roles_for as roles_for
from domain.platform.text import N_, Refusal


@dataclass(frozen=True)
class Rule:
    """`needs`: none | consent | record | registration | office | administration | colleague (an office or
    administration); `record` is a registration without asking the consent, for to see what is one's own, to stop it and
    to object to it needs none. Which offices may is said by the roles. `over`: how the person must stand to the
    subject: anything | own | covered (an office at the subject's unit or above)."""

    needs: str
    over: str = "anything"


RULES: dict[Action, Rule] = {
    Action.TALK: Rule("none"),
    Action.WALK: Rule("none"),
    Action.FILL_FORM: Rule("none"),
    Action.REGISTER: Rule("consent"),
    Action.REPORT: Rule("registration"),
    Action.APPLY: Rule("registration"),
    Action.SEE_OWN_CASE: Rule("record", over="own"),
    Action.STOP_OWN_CASE: Rule("record", over="own"),
    Action.CHANGE_OWN_CASE: Rule("registration", over="own"),
    Action.SEE_NOTICES: Rule("none"),
    Action.OBJECT_TO_NOTICE: Rule("none"),
    Action.MANAGE_UNITS: Rule("administration"),
    Action.MANAGE_OFFICERS: Rule("administration"),
    Action.ACCEPT_APPOINTMENT: Rule("registration"),
    Action.SEE_WAITING: Rule("colleague"),
    Action.SEE_PENDING: Rule("office"),
    Action.SEE_CASE: Rule("office", over="covered"),
    Action.SEE_LIVING: Rule("office", over="covered"),
    Action.RECORD_VISIT: Rule("office", over="covered"),
    # Recorder and cashier return cases too; which role decides a step is asked with the case in hand.
    Action.DECIDE: Rule("office", over="covered"),
    Action.ANSWER_OBJECTION: Rule("office", over="covered"),
    Action.ENTER: Rule("office", over="covered"),
    Action.PAY: Rule("office", over="covered"),
    Action.STEER_RUN: Rule("office", over="covered"),
    Action.LET_PAY_AGAIN: Rule("office", over="covered"),
    Action.DEFER: Rule("office", over="covered"),
    Action.LET_DEFER: Rule("office", over="covered"),
    Action.SEE_LOANS: Rule("office", over="covered"),
    Action.SEE_FUNDS: Rule("office", over="covered"),
    Action.ENTER_MONEY: Rule("office", over="covered"),
    Action.CONFIRM_MONEY: Rule("office", over="covered"),
    Action.HEAR_RECEIPT: Rule("office", over="covered"),
    # Numbers in full: only whoever types them into the bank's or the national system.
    Action.SEE_CARD: Rule("office", over="covered"),
    Action.SEE_ENTRY_DATA: Rule("office", over="covered"),
    Action.SEE_TRAIL: Rule("office", over="covered"),
    Action.SEE_HOUSEHOLD: Rule("office", over="covered"),
    Action.WORK_HOUSEHOLD: Rule("office", over="covered"),
    Action.MANAGE_HOUSEHOLDS: Rule("office", over="covered"),
    Action.CHANGE_HOUSEHOLD: Rule("office", over="covered"),
    Action.CONFIRM_CHANGE: Rule("office", over="covered"),
    Action.SEE_OWN_FILE: Rule("record"),
    Action.CHANGE_OWN_FILE: Rule("registration"),
    Action.SEE_OWN_OFFICER: Rule("record"),
    Action.SEE_SEASON: Rule("office", over="covered"),
    Action.MANAGE_OFFERS: Rule("office", over="covered"),
    Action.ANSWER_OFFER: Rule("registration"),
    Action.SEND_BROADCAST: Rule("office", over="covered"),
    Action.WARN_OF_HEAT: Rule("administration"),
    Action.CHOOSE_TOPICS: Rule("none"),
    Action.ERASE_ONESELF: Rule("none"),
    Action.IMPORT_REGISTER: Rule("colleague"),
    Action.SEE_POLICY: Rule("colleague"),
    Action.INSTALL_POLICY: Rule("administration"),
    Action.TRY_AGAIN: Rule("administration"),
    Action.TRUST_CLOCK: Rule("administration"),
    Action.SETTLE_CLAIM: Rule("office", over="covered"),
    Action.MOVE_ACCOUNT: Rule("colleague"),
    Action.SEND_REQUEST: Rule("registration"),
    Action.SEE_OWN_REQUEST: Rule("record"),
    Action.ANSWER_REQUEST: Rule("colleague"),
    Action.ANSWER_WARNING: Rule("colleague", over="covered"),
    Action.ASK_FOR_OTHERS: Rule("office", over="covered"),
    Action.ACT_FOR: Rule("registration"),
    Action.ANSWER_CLAIM: Rule("registration"),
}


@dataclass(frozen=True)
class Office:
    """One running appointment: a role at the unit with this path (`/1/4/`), level and name."""

    role: str
    unit_id: int
    path: str
    level: str
    unit_name: str = field(default="", compare=False)


@dataclass(frozen=True)
class Actor:
    """The person who asks, as far as access is concerned."""

    person_id: int
    consented: bool = False
    registered: bool = False
    administrator: bool = False
    offices: tuple[Office, ...] = ()
    on_record: bool = False  # was registered, whether they agree to it now or not


@dataclass(frozen=True)
class Subject:
    """What is asked about: whose it is, the path of its unit, and the officer it is assigned to."""

    owner_id: int | None = None
    unit_path: str = ""
    officer_id: int | None = None


class NotForYou(Refusal):
    """The person may not do this; nothing about the subject is told."""

    text = N_(
        "This is not open to you, or it is over and no longer kept here. If you think you should see it, please ask "
        "your trade union's administrator."
    )


class ConsentNeeded(Refusal):
    """Nothing may be kept about a person who has not agreed."""

    text = N_("Before we can go on, please read how your data is used and agree to it: send /start.")
    leads_to = "start"


class RegistrationNeeded(Refusal):
    """The step needs to know who the person is."""

    text = N_("Please register first, it takes two minutes: send /start.")
    leads_to = "start"


def covers(office: Office, subject: Subject) -> bool:
    """Tell whether an office reaches the subject: its unit is the subject's or above it."""
    return bool(subject.unit_path) and subject.unit_path.startswith(office.path)


def offices_for(actor: Actor, action: Action, subject: Subject | None = None) -> tuple[Office, ...]:
    """Return the actor's offices whose role the rule names and, with a subject, that cover it."""
    rule = RULES.get(action)
    if rule is None:
        return ()
    roles = roles_for(action)
    fitting = tuple(office for office in actor.offices if office.role in roles)
    if subject is None or rule.over != "covered":
        return fitting
    is_theirs = subject.officer_id == actor.person_id
    bound = roles_for(action, only_assigned=True)
    return tuple(office for office in fitting if covers(office, subject) and (is_theirs or office.role not in bound))


def needs(action: Action) -> str:
    """Return what kind of person the rule asks for."""
    rule = RULES.get(action)
    return rule.needs if rule is not None else ""


def needs_offices(action: Action) -> bool:
    """Tell whether the rule looks at a person's offices (which cost a query to know)."""
    return needs(action) in ("office", "colleague")


def require(actor: Actor, action: Action, subject: Subject | None = None) -> None:
    """Raise a `Refusal` unless the actor may do this (to this subject, where one is given)."""
    rule = RULES.get(action)
    if rule is None:
        raise NotForYou
    _require_standing(actor, rule, action, subject)
    if subject is not None and rule.over == "own" and subject.owner_id != actor.person_id:
        raise NotForYou


def _require_standing(actor: Actor, rule: Rule, action: Action, subject: Subject | None) -> None:
    if rule.needs == "consent" and not actor.consented:
        raise ConsentNeeded
    is_known = actor.registered or (rule.needs == "record" and actor.on_record)
    if rule.needs in ("registration", "record") and not is_known:
        raise RegistrationNeeded if actor.consented else ConsentNeeded
    if rule.needs == "administration" and not actor.administrator:
        raise NotForYou
    if rule.needs == "office" and not offices_for(actor, action, subject):
        raise NotForYou
    if rule.needs == "colleague" and not (actor.administrator or offices_for(actor, action, subject)):
        raise NotForYou


def allowed(actor: Actor, action: Action, subject: Subject | None = None) -> bool:
    """Tell whether `require` would pass (for menus that show only what works)."""
    try:
        require(actor, action, subject)
    except Refusal:
        return False
    return True
