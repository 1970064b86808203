"""What a worker reports of their household: each question declared once, and what follows from the answers.

There is no `from __future__ import annotations` here: the annotations are the questions.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Annotated, Any

from domain.forms import MONTH, YEAR, Condition, MoneyAnswer, NumberAnswer, YesNoAnswer, answered, any_of
from domain.households.asked import (
    OWN_PREFIX,
    Asked,
    ForEach,
    OfPolicy,
    OneOf,
    People,
    Reader,
    Rules,
    SomeOf,
    Ticked,
)
from domain.households.member import USUAL_A_MONTH
from domain.households.member import Member as Member
from domain.households.screens import (
    COSTS,
    OWNED,
    SOMEBODY_DISABLED,
    SOMEBODY_ILL,
    SOMEBODY_STUDIES,
    homes_lived_in,
    lives_with_spouse,
)
from domain.households.stored import own_answers, read
from domain.households.worker_and_home import DECISION, ENTRY, WorkerAndHome
from domain.platform.money import yuan
from domain.platform.text import N_, Text, say

MONTHS = 12
MOST_MEMBERS = 12
MOST = yuan(10_000_000)
A_MONTH = MoneyAnswer(at_most=MOST, per=MONTH, usual=USUAL_A_MONTH)
A_YEAR = MoneyAnswer(at_most=MOST, per=YEAR, usual=(yuan(10), yuan(500_000)))
A_LOSS = MoneyAnswer(at_most=MOST, usual=(yuan(50), yuan(3_000_000)))
CARD_AND_ENTRY = frozenset({Reader.OFFICER, Reader.RECORDER})

OWN = OfPolicy(OWN_PREFIX, papers="paper_")

FAMILY = say(N_("Your household"))
MONEY = say(N_("Income and expenses"))
CAUSE = say(N_("What happened"))


def cause_among(*causes: str) -> Condition:
    """The main cause or one of the others is among these."""
    return any_of(answered("main_cause", *causes), answered("other_causes", *causes))


def after_accident(rules: Rules) -> Condition:
    """It was an accident or a disaster, as the rules count them."""
    return cause_among(*rules.accident.causes)


@dataclass(frozen=True, slots=True)
class Household(WorkerAndHome):
    """One household as its applicant reports it; money in fen, a year's figures unless named monthly.

    The order of the fields is the order of the questions, those of `WorkerAndHome` first. `members` are those who live
    together with the applicant, who is not among them but counts in `size`. `own` is what the policy itself asked.
    """

    # fmt: off
    members: Annotated[tuple[Member, ...], Asked(
        prompt=say(N_("Who lives with you and shares the household money? Press what the person is to you.")),
        help=say(N_(
            "Count husband or wife, children (also those who study elsewhere) and parents who live with you. The "
            "income of the household is divided by the number of people, so nobody should be forgotten."
        )),
        label=say(N_("People in the household")),
        answer=People(Member, at_most=MOST_MEMBERS, add_by="relation"),
        section=FAMILY,
        example=[],
    )] = ()
    marital_status: Annotated[str, Asked(
        prompt=say(N_("Are you married?")),
        help=say(N_("It tells us who belongs to your household. Single parents can get more help with school costs.")),
        label=say(N_("Marital status")),
        fact=N_("marital status"),
        answer=OneOf("marital_status"),
        presumed=lives_with_spouse,
        section=FAMILY,
        read_by=ENTRY,
        example="married",
    )] = ""
    homes: Annotated[int, Asked(
        prompt=say(N_("How many homes does your household own, everywhere together?")),
        help=say(N_(
            "Count every flat or house in somebody's name, also in the home village. If you only rent, send 0."
        )),
        label=say(N_("Homes owned")),
        hint=say(N_("For example 1. If you own none, send 0.")),
        fact=N_("homes owned"),
        answer=NumberAnswer(least=0, most=20, usual=(1, 5)),
        ticked=Ticked(OWNED, homes_lived_in, say(N_("Another home, also in the village"))),
        section=FAMILY,
        read_by=ENTRY,
        example=1,
    )] = 1
    car: Annotated[str, Asked(
        prompt=say(N_("Which kind of car does your household have?")),
        help=say(N_(
            "A car for work or for somebody with a disability does not count against you. Scooters are not cars."
        )),
        label=say(N_("Car")),
        fact=N_("car"),
        answer=OneOf("car"),
        ticked=Ticked(OWNED, "none", say(N_("A car"))),
        section=FAMILY,
        example="none",
    )] = "none"
    business: Annotated[bool, Asked(
        prompt=say(N_("Does anybody in your household run a shop or employ others?")),
        help=say(N_(
            "A stall without employees or riding for a delivery platform is not meant. If unsure, ask your officer."
        )),
        label=say(N_("Shop or employees")),
        fact=N_("runs a shop or employs others"),
        answer=YesNoAnswer(),
        ticked=Ticked(OWNED, False, say(N_("A shop or employees of one's own"))),
        section=FAMILY,
        example=False,
    )] = False
    high_fee_school: Annotated[bool, Asked(
        prompt=say(N_("Is anybody at a high-fee private school, or abroad to study at your own cost?")),
        help=say(N_(
            "Ordinary fees of a public school, college or university are not meant, nor are private colleges "
            "with usual fees."
        )),
        label=say(N_("High-fee school or study abroad")),
        fact=N_("high-fee school or self-funded study abroad"),
        answer=YesNoAnswer(),
        ask_if=SOMEBODY_STUDIES,
        ticked=Ticked(OWNED, False, say(N_("Costly private school, or abroad to study"))),
        section=FAMILY,
        example=False,
    )] = False
    self_monthly_income: Annotated[int, Asked(
        prompt=say(N_("What do you earn a month yourself?")),
        help=say(N_("What reaches your account after tax and insurance, as an average of the last twelve months.")),
        label=say(N_("Your monthly income")),
        called=say(N_("Own income a month")),
        answer=A_MONTH,
        section=MONEY,
        read_by=DECISION,
        example=0,
    )] = 0
    other_annual_income: Annotated[int, Asked(
        prompt=say(N_("Did other money come in over the last twelve months? How much, all together?")),
        help=say(N_(
            "For example rent, land, allowances, dibao, help from relatives. Wages you gave above do not count."
        )),
        label=say(N_("Other income in a year")),
        answer=A_YEAR,
        section=MONEY,
        read_by=DECISION,
        example=0,
    )] = 0
    rigid: Annotated[Mapping[str, int], Asked(
        prompt=Text(N_("{what}: how much was it in the last twelve months, all together?")),
        help=say(N_("Only what you paid yourselves, after insurance and refunds. It is taken off your income.")),
        label=say(N_("Rigid expense a year")),
        answer=ForEach("rigid", "rigid_", A_YEAR),
        ticked=Ticked(COSTS, 0, likely={
            "medical": SOMEBODY_ILL, "education": SOMEBODY_STUDIES, "disability": SOMEBODY_DISABLED,
        }),
        section=MONEY,
        read_by=DECISION,
        example=0,
    )] = field(default_factory=dict)
    main_cause: Annotated[str, Asked(
        prompt=say(N_("What is the main cause of the hardship?")),
        help=say(N_("Choose the one that weighs most. You can name others in the next question.")),
        label=say(N_("Main cause")),
        fact=N_("main cause"),
        answer=OneOf("cause"),
        section=CAUSE,
        read_by=CARD_AND_ENTRY,
        example="other",
    )] = ""
    other_causes: Annotated[tuple[str, ...], Asked(
        prompt=say(N_("Are there other causes?")),
        help=say(N_("Press every cause that applies; a second press takes it away. Then press Done, or “None of "
                    "these”.")),
        label=say(N_("Other causes")),
        answer=SomeOf("cause", except_key_of="main_cause"),
        optional=True,
        section=CAUSE,
        read_by=CARD_AND_ENTRY,
        example=None,
    )] = ()
    loss_gross: Annotated[int, Asked(
        prompt=say(N_("How large was the loss or damage, all together?")),
        help=say(N_("Add up what was destroyed, the repairs and the costs. A first estimate is fine.")),
        label=say(N_("Loss")),
        answer=A_LOSS,
        ask_if=after_accident,
        section=CAUSE,
        example=0,
    )] = 0
    loss_compensated: Annotated[int, Asked(
        prompt=say(N_("How much of it was paid back by insurance or others?")),
        help=say(N_("Count insurance, compensation and donations you already have or are sure to get.")),
        label=say(N_("Paid back")),
        answer=A_LOSS,
        ask_if=after_accident,
        section=CAUSE,
        example=0,
    )] = 0
    # fmt: on
    own: Annotated[Mapping[str, Any], OWN] = field(default_factory=dict)

    @property
    def size(self) -> int:
        """How many people live together, the applicant included."""
        return len(self.members) + 1

    @property
    def annual_income(self) -> int:
        """Disposable income of a year in fen: twelve months of every wage, and what comes beside."""
        monthly = self.self_monthly_income + sum(member.monthly_income for member in self.members)
        return monthly * MONTHS + self.other_annual_income

    @property
    def annual_rigid(self) -> int:
        """Unavoidable expenses of a year in fen."""
        return sum(self.rigid.values())

    @property
    def loss(self) -> int:
        """What a sudden event cost after compensation, in fen; never below zero."""
        return max(self.loss_gross - self.loss_compensated, 0)

    @property
    def causes(self) -> tuple[str, ...]:
        """All causes, the main one first, each once."""
        return tuple(dict.fromkeys(cause for cause in (self.main_cause, *self.other_causes) if cause))

    @property
    def resident_ids(self) -> frozenset[str]:
        """The resident ids of the members (the applicant's is kept with their registration)."""
        return frozenset(member.resident_id for member in self.members if member.resident_id)


def own_of(answers: Mapping[str, Any]) -> Mapping[str, Any]:
    """Return what questions of the policy itself were answered, by their key, as it is kept."""
    return own_answers(answers, OWN)


def from_answers(answers: Mapping[str, Any]) -> Household:
    """Build a household from answers as they are kept; whatever is missing (not asked, or skipped) is the default."""
    return read(Household, answers)
