"""What a worker reports about themselves, the home and what is owned: each question declared once.

There is no `from __future__ import annotations` here: the annotations are the questions.
"""

from dataclasses import KW_ONLY, dataclass
from datetime import date
from typing import Annotated

from domain.forms import DateAnswer, NumberAnswer, YesNoAnswer, answered
from domain.households.asked import Asked, OneOf, Reader
from domain.platform.text import N_, say

ENTRY = frozenset({Reader.RECORDER})

YOU = say(N_("About you"))
HOME = say(N_("Home and property"))


@dataclass(frozen=True, slots=True)
class WorkerAndHome:
    """The applicant, their home, and what the household owns. The order of the fields is that of the questions."""

    # fmt: off
    _: KW_ONLY
    marital_status: Annotated[str, Asked(
        prompt=say(N_("Are you married?")),
        help=say(N_("It tells us who belongs to your household. Single parents can get more help with school costs.")),
        label=say(N_("Marital status")),
        fact=N_("marital status"),
        answer=OneOf("marital_status"),
        section=YOU,
        read_by=ENTRY,
        example="married",
    )] = ""
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
    self_work_status: Annotated[str, Asked(
        prompt=say(N_("What do you do at present?")),
        help=say(N_("Choose what fits best today. On sick leave or laid off is just as fine an answer as any other.")),
        label=say(N_("Your work")),
        called=say(N_("Work")),
        fact=N_("work of the worker"),
        answer=OneOf("work_status"),
        section=YOU,
        read_by=ENTRY,
        example="on_duty",
    )] = ""
    self_health: Annotated[str, Asked(
        prompt=say(N_("How is your health?")),
        help=say(N_("Serious illness and disability are reasons for more help. Choose what a doctor has confirmed.")),
        label=say(N_("Your health")),
        called=say(N_("Health")),
        fact=N_("health of the worker"),
        answer=OneOf("health"),
        section=YOU,
        read_by=ENTRY,
        example="good",
    )] = ""
    migrant: Annotated[bool, Asked(
        prompt=say(N_("Have you come from the countryside to work here (migrant worker)?")),
        help=say(N_("Yes, if your household is registered in a village and you work for wages away from the fields.")),
        label=say(N_("Migrant worker")),
        fact=N_("migrant worker"),
        answer=YesNoAnswer(),
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
    housing_kind: Annotated[str, Asked(
        prompt=say(N_("How do you live?")),
        help=say(N_("Choose what fits the home in which your household lives now.")),
        label=say(N_("Housing")),
        fact=N_("housing"),
        answer=OneOf("housing_kind"),
        section=HOME,
        read_by=ENTRY,
        example="owned",
    )] = ""
    home_area: Annotated[str, Asked(
        prompt=say(N_("How large is the home, about?")),
        help=say(N_("The floor area of the home you live in. It stands in the deed or the lease; a guess is fine.")),
        label=say(N_("Size of the home")),
        fact=N_("size of the home"),
        answer=OneOf("home_area"),
        section=HOME,
        read_by=ENTRY,
        example="50_to_70",
    )] = ""
    homes: Annotated[int, Asked(
        prompt=say(N_("How many homes does your household own, everywhere together?")),
        help=say(N_(
            "Count every flat or house in somebody's name, also in the home village. If you only rent, send 0."
        )),
        label=say(N_("Homes owned")),
        hint=say(N_("For example 1. If you own none, send 0.")),
        fact=N_("homes owned"),
        answer=NumberAnswer(least=0, most=20),
        section=HOME,
        read_by=ENTRY,
        example=1,
    )] = 1
    car: Annotated[str, Asked(
        prompt=say(N_("Does your household have a car?")),
        help=say(N_(
            "A car for work or for somebody with a disability does not count against you. Scooters are not cars."
        )),
        label=say(N_("Car")),
        fact=N_("car"),
        answer=OneOf("car"),
        section=HOME,
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
        section=HOME,
        example=False,
    )] = False
    # fmt: on
