"""The offices of a union, each in one place: its name, what it may, and what it does not go with."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from functools import cache

from domain.platform.power.actions import Action
from domain.platform.text import N_, Text


@dataclass(frozen=True)
class Powers:
    """What comes with a role: its name for people, what it `may` do at its unit and below, and what only about that
    which is `assigned` to its holder. `leads`: hears of what nobody else has. `decides` or pays: two administrators say
    who is meant. `apart`: the roles (by key) that do not go with it in one unit."""

    label: str
    may: frozenset[Action]
    assigned: frozenset[Action] = frozenset()
    leads: bool = False
    decides: bool = False
    apart: frozenset[str] = frozenset()


EVERY_OFFICE = frozenset({Action.SEE_WAITING, Action.SEE_PENDING, Action.SEE_CASE, Action.SEE_POLICY})
HOUSEHOLDS = frozenset({Action.SEE_HOUSEHOLD, Action.WORK_HOUSEHOLD, Action.CHANGE_HOUSEHOLD, Action.CONFIRM_CHANGE})
PEOPLE = frozenset({Action.MOVE_ACCOUNT, Action.ANSWER_REQUEST, Action.ANSWER_WARNING, Action.ASK_FOR_OTHERS})
VISITS = frozenset({Action.RECORD_VISIT, Action.HEAR_RECEIPT, Action.SEE_LIVING, Action.DEFER})
LEADING = HOUSEHOLDS | PEOPLE | {
    Action.DECIDE, Action.SEE_LIVING, Action.MANAGE_HOUSEHOLDS, Action.SEE_SEASON, Action.MANAGE_OFFERS,
    Action.SEND_BROADCAST, Action.SETTLE_CLAIM, Action.DEFER, Action.LET_DEFER, Action.SEE_LOANS, Action.STEER_RUN,
}  # fmt: skip


NONE = Powers("", frozenset())


class Role(StrEnum):
    """What an officer is appointed to do; administrators are named in the settings, not here."""

    powers: Powers

    def __new__(cls, key: str, powers: Powers = NONE) -> Role:
        """Let a role be its key, with its powers beside it; a role is found by its key alone."""
        role = str.__new__(cls, key)
        role._value_, role.powers = key, powers
        return role

    CASE_OFFICER = "case_officer", Powers(N_("case officer"), VISITS | PEOPLE, assigned=HOUSEHOLDS)
    REVIEWER = "reviewer", Powers(N_("reviewer"), VISITS | LEADING, leads=True, decides=True)
    APPROVER = (
        "approver",
        Powers(
            N_("approver"),
            LEADING | {Action.ANSWER_OBJECTION, Action.LET_PAY_AGAIN, Action.SEE_FUNDS, Action.CONFIRM_MONEY},
            leads=True,
            decides=True,
        ),
    )
    # Recorder and cashier return cases too; which role decides a step is asked with the case in hand. Numbers in full
    # are for whoever types them into the bank's or the national system.
    RECORDER = (
        "recorder",
        Powers(
            N_("recorder"),
            frozenset(
                {
                    Action.DECIDE,
                    Action.ENTER,
                    Action.LET_PAY_AGAIN,
                    Action.SEE_ENTRY_DATA,
                    Action.IMPORT_REGISTER,
                }
            ),
            decides=True,
        ),
    )
    CASHIER = (
        "cashier",
        Powers(
            N_("cashier"),
            frozenset(
                {
                    Action.DECIDE,
                    Action.PAY,
                    Action.LET_PAY_AGAIN,
                    Action.SEE_CARD,
                    Action.SEE_LOANS,
                    Action.SEE_FUNDS,
                    Action.ENTER_MONEY,
                }
            ),
            decides=True,
            apart=frozenset({"approver"}),  # nobody pays what they approve
        ),
    )
    # The union of an employer: it says whether it vouches for its worker, and reads nothing of how they live.
    VOUCHER = "voucher", Powers(N_("voucher"), frozenset({Action.DECIDE}), decides=True)
    # Whoever votes where a meeting decides; it is chaired under another office.
    MEMBER = "member", Powers(N_("committee member"), frozenset({Action.DECIDE}), decides=True)
    AUDITOR = (
        "auditor",
        Powers(
            N_("auditor"),
            frozenset({Action.SEE_TRAIL, Action.SEE_SEASON, Action.SEE_FUNDS}),
            apart=frozenset({"reviewer", "approver", "recorder", "cashier", "member"}),  # nobody audits their own work
        ),
    )

    @property
    def label(self) -> Text:
        """The name of the role, for people."""
        return Text(self.powers.label)


OFFICERS = frozenset(role.value for role in Role)
LEADERS = frozenset(role.value for role in Role if role.powers.leads)


@cache
def roles_for(action: Action, *, only_assigned: bool = False) -> frozenset[str]:
    """Return the roles that may do something at all, or of these the ones that may only about what is theirs."""
    theirs = frozenset(role.value for role in Role if action in role.powers.assigned)
    if only_assigned:
        return theirs
    return theirs | {role.value for role in Role if action in role.powers.may | EVERY_OFFICE}
