"""The words of the procedure: kinds of step, roles, levels, and one step as a policy describes it."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated, Self

from pydantic import BaseModel, ConfigDict, Field, model_validator

from domain.platform.fields import Fen, Unfit
from domain.platform.text import N_, Text, say


class StepKind(StrEnum):
    """What happens in a step (DOMAIN section 2, five steps; payment and receipt follow for a grant)."""

    REVIEW = "review"
    NOTICE = "notice"
    APPROVAL = "approval"
    ENTRY = "entry"
    PAYMENT = "payment"
    RECEIPT = "receipt"

    @property
    def label(self) -> Text:
        """The name of the step, for people."""
        return Text(_STEP_LABELS[self])

    @property
    def needs_officer(self) -> bool:
        """Whether an officer decides it: a notice ends by itself and a receipt is the worker's."""
        return self not in (StepKind.NOTICE, StepKind.RECEIPT)


class Role(StrEnum):
    """What an officer is appointed to do; administrators are named in the settings, not here."""

    CASE_OFFICER = "case_officer"
    REVIEWER = "reviewer"
    APPROVER = "approver"
    RECORDER = "recorder"
    CASHIER = "cashier"
    AUDITOR = "auditor"

    @property
    def label(self) -> Text:
        """The name of the role, for people."""
        return Text(_ROLE_LABELS[self])


class Level(StrEnum):
    """A level of the network, from the team up to the centre (Xingtai)."""

    POINT = "point"
    STATION = "station"
    CENTRE = "centre"

    @property
    def label(self) -> Text:
        """The name of the level, for people."""
        return Text(_LEVEL_LABELS[self])

    @property
    def rank(self) -> int:
        """0 for a point, 2 for the centre."""
        return list(Level).index(self)

    @property
    def above(self) -> Level:
        """The next level up; the centre stays itself."""
        return list(Level)[min(self.rank + 1, len(Level) - 1)]


_STEP_LABELS = {
    StepKind.REVIEW: N_("review"),
    StepKind.NOTICE: N_("public notice"),
    StepKind.APPROVAL: N_("approval"),
    StepKind.ENTRY: N_("entry into the national system"),
    StepKind.PAYMENT: N_("payment"),
    StepKind.RECEIPT: N_("confirmation by the worker"),
}
_ROLE_LABELS = {
    Role.CASE_OFFICER: N_("case officer"),
    Role.REVIEWER: N_("reviewer"),
    Role.APPROVER: N_("approver"),
    Role.RECORDER: N_("recorder"),
    Role.CASHIER: N_("cashier"),
    Role.AUDITOR: N_("auditor"),
}
_LEVEL_LABELS = {
    Level.POINT: N_("assistance point"),
    Level.STATION: N_("assistance station"),
    Level.CENTRE: N_("assistance centre"),
}


class Decider(BaseModel):
    """Who decides a step: a role at a level (an appointment covers its unit and all units below)."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    level: Level
    role: Role


class Band(Decider):
    """From an amount on (fen, included) somebody else decides."""

    from_amount: Fen


class Step(BaseModel):
    """One step of a procedure.

    `days` are the working days officers have for it (0: no limit); `visitors` is how many officers must have visited
    the home before it is approved; `working_days` is the length of a public notice.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    kind: StepKind
    level: Level | None = None
    role: Role | None = None
    days: Annotated[int, Field(ge=0)] = 0
    visitors: Annotated[int, Field(ge=0)] = 0
    working_days: Annotated[int, Field(ge=0)] = 0
    bands: tuple[Band, ...] = ()

    @model_validator(mode="after")
    def _is_complete(self) -> Self:
        if self.kind.needs_officer and (self.level is None or self.role is None):
            raise Unfit(say(N_("the step {step} does not say which level and role decide it"), step=self.kind.value))
        if self.kind is StepKind.NOTICE and not self.working_days:
            raise Unfit(say(N_("a notice must say for how many working_days it is posted")))
        return self

    def decider(self, amount_fen: int = 0) -> Decider | None:
        """Return who decides a case of this amount; None for a notice and a receipt."""
        if self.level is None or self.role is None:
            return None
        reached = [band for band in self.bands if amount_fen >= band.from_amount]
        highest = max(reached, key=lambda band: band.from_amount, default=None)
        return Decider(level=highest.level, role=highest.role) if highest else Decider(level=self.level, role=self.role)
