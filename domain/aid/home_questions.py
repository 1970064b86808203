"""What the hardship report asks about the worker, the home, and school."""

from __future__ import annotations

from datetime import date

from domain.aid.members_form import SECTION_FAMILY
from domain.forms import ChoiceAnswer, DateAnswer, NumberAnswer, Question, YesNoAnswer, answered, satisfies
from domain.platform.text import N_, Sayable, Text, say
from domain.policy import Policy
from domain.policy.questions import policy_options

SECTION_YOU = say(N_("About you"))
SECTION_HOME = say(N_("Home and property"))

SOMEBODY_STUDIES = satisfies(
    "somebody in the household studies",
    lambda scope: any(member.get("work_status") == "student" for member in scope.get("members") or ()),
)


def _choice(policy: Policy, key: str, words: tuple[Text, Text, Text], section: Sayable, options: str = "") -> Question:
    prompt, label, help_text = words
    answer = ChoiceAnswer(policy_options(policy, options or key))
    return Question(key=key, prompt=prompt, answer=answer, help=help_text, label=label, section=section)


_MARITAL = (
    say(N_("Are you married?")),
    say(N_("Marital status")),
    say(N_("It tells us who belongs to your household. Single parents can get more help with school costs.")),
)
_HUKOU = (
    say(N_("Where is your household registered (hukou)?")),
    say(N_("Hukou")),
    say(N_("It is on the first page of your household book. The union helps you wherever you are registered.")),
)
_WORK = (
    say(N_("What do you do at present?")),
    say(N_("Your work")),
    say(N_("Choose what fits best today. On sick leave or laid off is just as fine an answer as any other.")),
)
_HEALTH = (
    say(N_("How is your health?")),
    say(N_("Your health")),
    say(N_("Serious illness and disability are reasons for more help. Choose what a doctor has confirmed.")),
)


def about_you(policy: Policy) -> tuple[Question, ...]:
    """Ask about the worker who reports."""
    return (
        _choice(policy, "marital_status", _MARITAL, SECTION_YOU),
        _choice(policy, "hukou", _HUKOU, SECTION_YOU),
        _choice(policy, "self_work_status", _WORK, SECTION_YOU, "work_status"),
        _choice(policy, "self_health", _HEALTH, SECTION_YOU, "health"),
        _MIGRANT,
        _CONTRACT,
    )


_MIGRANT = Question(
    key="migrant",
    prompt=say(N_("Have you come from the countryside to work here (migrant worker)?")),
    answer=YesNoAnswer(),
    help=say(N_("Yes, if your household is registered in a village and you work for wages away from the fields.")),
    label=say(N_("Migrant worker")),
    section=SECTION_YOU,
)

_CONTRACT = Question(
    key="contract_start",
    prompt=say(N_("On which day did your present work contract begin?")),
    answer=DateAnswer(not_future=True, earliest=date(1960, 1, 1)),
    help=say(N_("The day stands in the contract. If the contract was renewed, give the day of the first one.")),
    label=say(N_("Contract since")),
    ask_if=answered("migrant", True),
    section=SECTION_YOU,
)

_HOUSING = (
    say(N_("How do you live?")),
    say(N_("Housing")),
    say(N_("Choose what fits the home in which your household lives now.")),
)
_AREA = (
    say(N_("How large is the home, about?")),
    say(N_("Size of the home")),
    say(N_("The floor area of the home you live in. It stands in the deed or the lease; a guess is fine.")),
)
_CAR = (
    say(N_("Does your household have a car?")),
    say(N_("Car")),
    say(N_("A car for work or for somebody with a disability does not count against you. Scooters are not cars.")),
)


def home(policy: Policy) -> tuple[Question, ...]:
    """Ask how the household lives and what it owns."""
    return (
        _choice(policy, "housing_kind", _HOUSING, SECTION_HOME),
        _choice(policy, "home_area", _AREA, SECTION_HOME),
        _HOMES,
        _choice(policy, "car", _CAR, SECTION_HOME),
        _BUSINESS,
    )


_HOMES = Question(
    key="homes",
    prompt=say(N_("How many homes does your household own, everywhere together?")),
    answer=NumberAnswer(least=0, most=20),
    help=say(N_("Count every flat or house in somebody's name, also in the home village. If you only rent, send 0.")),
    label=say(N_("Homes owned")),
    hint=say(N_("For example 1. If you own none, send 0.")),
    section=SECTION_HOME,
)

_BUSINESS = Question(
    key="business",
    prompt=say(N_("Does anybody in your household run a shop or employ others?")),
    answer=YesNoAnswer(),
    help=say(
        N_("A stall without employees or riding for a delivery platform is not meant. If unsure, ask your officer.")
    ),
    label=say(N_("Shop or employees")),
    section=SECTION_HOME,
)

HIGH_FEE_SCHOOL = Question(
    key="high_fee_school",
    prompt=say(N_("Is anybody at a high-fee private school, or abroad to study at your own cost?")),
    answer=YesNoAnswer(),
    help=say(N_("Ordinary fees of a public school, college or university are not meant, nor are private colleges "
                "with usual fees.")),
    label=say(N_("High-fee school or study abroad")),
    ask_if=SOMEBODY_STUDIES,
    section=SECTION_FAMILY,
)  # fmt: skip
