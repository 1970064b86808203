"""The words of the procedure: kinds of step, roles, levels, and one step as a policy describes it."""

from __future__ import annotations

from collections.abc import Sequence
from enum import StrEnum
from typing import Annotated, Any, ClassVar

from pydantic import BaseModel, ConfigDict, Field, model_validator
from pydantic_core import core_schema

from domain.platform.access import Role as Role
from domain.platform.fields import Fen, LocalText, gathered
from domain.platform.text import N_, Text

_NAMES: dict[str, StepKind] = {}


class StepKind(str):
    """The name of a kind of step, as a policy file writes it; what it means stands in its file in
    `domain/procedure/steps`. Those that rules speak of have a name here, too."""

    __slots__ = ()

    REVIEW: ClassVar[StepKind]
    NOTICE: ClassVar[StepKind]
    APPROVAL: ClassVar[StepKind]
    ENTRY: ClassVar[StepKind]
    PAYMENT: ClassVar[StepKind]
    RECEIPT: ClassVar[StepKind]

    def __new__(cls, name: str) -> StepKind:
        """Return the one object of this name."""
        return _NAMES.setdefault(name, super().__new__(cls, name))

    @property
    def value(self) -> str:
        """The same, as it is kept."""
        return str(self)

    @classmethod
    def __get_pydantic_core_schema__(cls, _source: Any, _handler: Any) -> core_schema.CoreSchema:
        return core_schema.no_info_after_validator_function(cls, core_schema.str_schema())


for _name in ("review", "notice", "approval", "entry", "payment", "receipt"):
    setattr(StepKind, _name.upper(), StepKind(_name))


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


_LEVEL_LABELS = {
    Level.POINT: N_("assistance point"),
    Level.STATION: N_("assistance station"),
    Level.CENTRE: N_("assistance centre"),
}


def is_past_payment(steps: Sequence[Step], name: str) -> bool:
    """Say whether a step, by its name, or the end of all of them stands behind the payment."""
    names = [str(step.kind) for step in steps]
    return StepKind.PAYMENT in names and name not in names[: names.index(StepKind.PAYMENT) + 1]


class Tie(StrEnum):
    """What becomes of a vote in which as many are for it as against it."""

    REFUSE = "refuse"
    CHAIR = "chair"  # whoever chairs the meeting says


class SumBy(StrEnum):
    """How a meeting comes to a sum that is left open: its chair records it, or it follows from the sums that those
    name who are for it, in whole yuan downwards."""

    CHAIR = "chair"
    MEDIAN = "median"  # of an even number the lower of the two in the middle
    MEAN = "mean"
    LEAST = "least"


class Decider(BaseModel):
    """Who decides a step: a role at a level (an appointment covers its unit and all units below)."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    level: Level
    role: Role


class Band(Decider):
    """From an amount on (fen, included) somebody else decides."""

    from_amount: Fen


class Choice(BaseModel):
    """Something that is chosen or asked for in a step: what is kept, and what people read."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    key: Annotated[str, Field(pattern=r"^[a-z0-9][a-z0-9_]{0,31}$")]
    text: LocalText

    @model_validator(mode="before")
    @classmethod
    def _gather_languages(cls, data: Any) -> Any:
        return gathered(data)


class Step(BaseModel):
    """One step of a procedure.

    `days` are the working days officers have for it (0: no limit); `visitors` is how many officers must have visited
    the home before it is approved; `working_days` is the length of a public notice. `to` is whom a case is handed over
    to, `answers` are what comes back, and `sums` the money that is asked for with it. Who joins
    pays a `premium` (fen) and is a member for so many `months`. A loan is paid back in so many `months`, or as many as
    the question `count` of the programme asks, the `first` time so many months after it was paid. In a meeting those
    with the role `members` vote, at least a `quorum` of them; `tie` says what becomes of a tie, `sum` how
    it comes to a sum that is left open.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    kind: StepKind
    level: Level | None = None
    role: Role | None = None
    days: Annotated[int, Field(ge=0, le=250)] = 0
    visitors: Annotated[int, Field(ge=0, le=4)] = 0
    working_days: Annotated[int, Field(ge=0, le=60)] = 0
    bands: tuple[Band, ...] = ()
    to: LocalText | None = None
    answers: tuple[Choice, ...] = ()
    sums: tuple[Choice, ...] = ()
    premium: Fen | None = None
    months: Annotated[int, Field(ge=0, le=120)] = 0
    count: Annotated[str, Field(pattern=r"^[a-z][a-z0-9_]{0,31}$")] | None = None
    first: Annotated[int, Field(ge=1, le=24)] = 1
    members: Role | None = None
    quorum: Annotated[int, Field(ge=0, le=99)] = 0
    tie: Tie = Tie.REFUSE
    sum: SumBy | None = None

    def decider(self, amount_fen: int = 0) -> Decider | None:
        """Return who decides a case of this amount; None for a notice and a receipt."""
        if self.level is None or self.role is None:
            return None
        reached = [band for band in self.bands if amount_fen >= band.from_amount]
        highest = max(reached, key=lambda band: band.from_amount, default=None)
        return Decider(level=highest.level, role=highest.role) if highest else Decider(level=self.level, role=self.role)
