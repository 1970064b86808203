"""What a worker reports about themselves and the home: each question declared once.

There is no `from __future__ import annotations` here: the annotations are the questions.
"""

from dataclasses import KW_ONLY, dataclass
from datetime import date
from typing import Annotated

from domain.forms import MONTH, DateAnswer, Known, MoneyAnswer, Scope, TextAnswer, YesNoAnswer, answered, satisfies
from domain.households.asked import Asked, OneOf, Reader
from domain.households.screens import HEALTH
from domain.platform.money import yuan
from domain.platform.text import N_, say

ENTRY = frozenset({Reader.RECORDER})
HOME_VISIT = frozenset({Reader.VISITOR, Reader.RECORDER})
DECISION = frozenset({Reader.DECIDER, Reader.RECORDER})

YOU = say(N_("About you"))
HOME = say(N_("Your home"))

NO_MIGRANTS = ("urban_local", "rural_local", "urban_other")  # whoever is registered so has not come from a village
RENTED = ("rented", "public_rental", "unit")
NOBODY = satisfies("of no worker", lambda _scope: False)


def _no_migrant(scope: Scope) -> Known | None:
    return Known(False) if scope.get("hukou") in NO_MIGRANTS else None


@dataclass(frozen=True, slots=True)
class WorkerAndHome:
    """The applicant and their home. The order of the fields is that of the questions."""

    # fmt: off
    _: KW_ONLY
    hukou: Annotated[str, Asked(
        prompt=say(N_("Where is your household registered (hukou)?")),
        help=say(N_(
            "It is on the first page of your household book. The union helps you wherever you are registered."
        )),
        label=say(N_("Hukou")),
        fact=N_("household registration"),
        answer=OneOf("hukou"),
        section=YOU,
        read_by=ENTRY,
        example="urban_local",
    )] = ""
    migrant: Annotated[bool, Asked(
        prompt=say(N_("Have you come from a village to work here?")),
        help=say(N_("Yes, if your household is registered in a village and you work for wages away from the fields.")),
        label=say(N_("Migrant worker")),
        fact=N_("migrant worker"),
        answer=YesNoAnswer(),
        presumed=_no_migrant,
        section=YOU,
        example=False,
    )] = False
    contract_start: Annotated[date | None, Asked(
        prompt=say(N_("On which day did your present work contract begin?")),
        help=say(N_("The day stands in the contract. If the contract was renewed, give the day of the first one.")),
        label=say(N_("Contract since")),
        fact=N_("start of the contract"),
        answer=DateAnswer(not_future=True, earliest=date(1960, 1, 1)),
        ask_if=answered("migrant", True),
        section=YOU,
        example="2020-07-20",
    )] = None
    self_work_status: Annotated[str, Asked(
        prompt=say(N_("What do you do at present?")),
        help=say(N_("Choose what fits best today. On sick leave or laid off is just as fine an answer as any other.")),
        label=say(N_("Your work")),
        called=say(N_("Work")),
        fact=N_("work of the worker"),
        answer=OneOf("work_status", only={"kindergarten": NOBODY}),
        section=YOU,
        read_by=DECISION,
        example="on_duty",
    )] = ""
    housing_kind: Annotated[str, Asked(
        prompt=say(N_("How do you live?")),
        help=say(N_("Choose what fits the home in which your household lives now.")),
        label=say(N_("Housing")),
        fact=N_("housing"),
        answer=OneOf("housing_kind"),
        section=HOME,
        read_by=DECISION,
        example="owned",
    )] = ""
    monthly_rent: Annotated[int, Asked(
        prompt=say(N_("How much rent do you pay a month?")),
        help=say(N_("What you pay yourselves, without water and electricity. If it costs nothing, press “Nothing”.")),
        label=say(N_("Rent a month")),
        fact=N_("rent a month"),
        answer=MoneyAnswer(at_most=yuan(1_000_000), per=MONTH, usual=(yuan(20), yuan(8_000))),
        ask_if=answered("housing_kind", *RENTED),
        section=HOME,
        read_by=frozenset({Reader.OFFICER, Reader.RECORDER}),
        example=0,
    )] = 0
    home_area: Annotated[str, Asked(
        prompt=say(N_("How large is the home, about?")),
        help=say(N_("The floor area of the home you live in. It stands in the deed or the lease; a guess is fine.")),
        label=say(N_("Size of the home")),
        fact=N_("size of the home"),
        answer=OneOf("home_area"),
        section=HOME,
        read_by=DECISION,
        example="50_to_70",
    )] = ""
    home_address: Annotated[str, Asked(
        prompt=say(N_("What is the address of the home? Two colleagues will visit you there.")),
        help=say(N_("Street, building, staircase, door. Only those who visit you and who enter the file read it.")),
        label=say(N_("Address")),
        answer=TextAnswer(least=4, most=120),
        section=HOME,
        read_by=HOME_VISIT,
        example="示例路1号2栋301",
    )] = ""
    self_health: Annotated[str, Asked(
        prompt=say(N_("How is your health?")),
        help=say(N_("Serious illness and disability are reasons for more help. Choose what a doctor has confirmed.")),
        label=say(N_("Your health")),
        called=say(N_("Health")),
        fact=N_("health of the worker"),
        answer=OneOf("health"),
        of_each=HEALTH,
        section=YOU,
        read_by=DECISION,
        example="good",
    )] = ""
    # fmt: on
