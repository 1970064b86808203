"""The hardship self-report: easy questions first, the household, money, causes, papers, and the card last."""

from __future__ import annotations

from datetime import date

from domain.aid.members_form import SECTION_FAMILY, members_question
from domain.forms import (
    ChoiceAnswer,
    Condition,
    DateAnswer,
    Form,
    ManyChoicesAnswer,
    MoneyAnswer,
    NumberAnswer,
    Question,
    Scope,
    YesNoAnswer,
    answered,
    any_of,
    bank_card_question,
    satisfies,
)
from domain.households.facts import facts_of
from domain.households.household import RIGID_PREFIX, from_answers
from domain.platform.money import yuan
from domain.platform.predicates import evaluate
from domain.platform.text import N_, Sayable, Text, say
from domain.policy import Option as PolicyOption
from domain.policy import Paper, Policy
from domain.policy.hardship import ExtraPapers
from domain.policy.questions import as_options, paper_question, policy_options

MOST_A_YEAR = yuan(10_000_000)

SECTION_YOU = say(N_("About you"))
SECTION_HOME = say(N_("Home and property"))
SECTION_MONEY = say(N_("Income and expenses"))
SECTION_CAUSE = say(N_("What happened"))

SOMEBODY_STUDIES = satisfies(
    "somebody in the household studies",
    lambda scope: any(member.get("work_status") == "student" for member in scope.get("members") or ()),
)


def cause_among(*causes: str) -> Condition:
    """The main cause or one of the others is among these."""
    return any_of(answered("main_cause", *causes), answered("other_causes", *causes))


def report_form(policy: Policy) -> Form:
    """Build the hardship report from the choices of a policy.

    Answers: what `domain.household.from_answers` reads, `paper_<key>` for each paper the answers call for, and
    `bank_card`.
    """
    return Form(
        key="report",
        title=say(N_("Hardship report")),
        questions=(
            *_about_you(policy),
            *_home(policy),
            members_question(policy),
            _HIGH_FEE_SCHOOL,
            *_income(),
            *(_rigid(option) for option in policy.options("rigid")),
            *_causes(policy),
            *(
                paper_question(paper, _paper_needed(policy, paper))
                for paper in policy.papers
                if _is_used(policy, paper)
            ),
            _BANK_CARD,
        ),
        intro=_INTRO,
        declaration=_DECLARATION,
    )


_INTRO = say(
    N_(
        "I ask about you, your home, your household and what happened, about ten minutes. You can stop at any "
        "time and go on later; nothing is lost, and at the end you can change every answer."
    )
)

_DECLARATION = say(
    N_(
        "I declare that what I wrote is true and complete. I agree that the union checks the means of my household "
        "with the offices concerned, and I know that wrong statements can end the help."
    )
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


def _about_you(policy: Policy) -> tuple[Question, ...]:
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


def _home(policy: Policy) -> tuple[Question, ...]:
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

_HIGH_FEE_SCHOOL = Question(
    key="high_fee_school",
    prompt=say(N_("Is anybody at a high-fee private school, or abroad to study at your own cost?")),
    answer=YesNoAnswer(),
    help=say(N_("Ordinary fees of a public school, college or university are not meant, nor are private colleges "
                "with usual fees.")),
    label=say(N_("High-fee school or study abroad")),
    ask_if=SOMEBODY_STUDIES,
    section=SECTION_FAMILY,
)  # fmt: skip


def _income() -> tuple[Question, ...]:
    return (
        _money(
            "self_monthly_income",
            say(N_("How much do you earn in a month yourself?")),
            say(N_("Your monthly income")),
            say(N_("What reaches your account after tax and insurance, as an average of the last twelve months.")),
        ),
        _money(
            "other_annual_income",
            say(N_("What other income did your household have in the last twelve months, all together?")),
            say(N_("Other income in a year")),
            say(
                N_("For example rent, land, allowances, dibao, help from relatives. Wages you gave above do not count.")
            ),
        ),
    )


def _money(
    key: str, prompt: Sayable, label: Sayable, help_text: Sayable, *, ask_if: Condition | None = None,
    section: Sayable = SECTION_MONEY,
) -> Question:  # fmt: skip
    answer = MoneyAnswer(at_most=MOST_A_YEAR)
    return Question(key=key, prompt=prompt, answer=answer, help=help_text, label=label, ask_if=ask_if, section=section)


def _rigid(option: PolicyOption) -> Question:
    """Ask for one kind of unavoidable expense in a year, under "rigid_<kind>"."""
    plain = say(N_("Only what you paid yourselves, after insurance and refunds. It is taken off your income."))
    prompt = say(N_("How much were {what} in the last twelve months, all together?"), what=option.text)
    return _money(f"{RIGID_PREFIX}{option.key}", prompt, option.text.beginning_a_line, option.help or plain)


def _causes(policy: Policy) -> tuple[Question, ...]:
    causes = as_options(policy.causes)
    accident = cause_among(*policy.accident.causes)
    return (
        _main_cause(causes_answer=ChoiceAnswer(causes)),
        _other_causes(ManyChoicesAnswer(causes, policy.most_other_causes, except_key_of="main_cause")),
        _money(
            "loss_gross",
            say(N_("How large was the loss or damage, all together?")),
            say(N_("Loss")),
            say(N_("Add up what was destroyed, the repairs and the costs. A first estimate is fine.")),
            ask_if=accident,
            section=SECTION_CAUSE,
        ),
        _money(
            "loss_compensated",
            say(N_("How much of it was paid back by insurance or others?")),
            say(N_("Paid back")),
            say(N_("Count insurance, compensation and donations you already have or are sure to get.")),
            ask_if=accident,
            section=SECTION_CAUSE,
        ),
    )


def _main_cause(causes_answer: ChoiceAnswer) -> Question:
    return Question(
        key="main_cause",
        prompt=say(N_("What is the main cause of the hardship?")),
        answer=causes_answer,
        help=say(N_("Choose the one that weighs most. You can name others in the next question.")),
        label=say(N_("Main cause")),
        section=SECTION_CAUSE,
    )


def _other_causes(answer: ManyChoicesAnswer) -> Question:
    return Question(
        key="other_causes",
        prompt=say(N_("Are there other causes?")),
        answer=answer,
        help=say(
            N_("Press every cause that applies; a second press takes it away. Then press Done, or “None of these”.")
        ),
        label=say(N_("Other causes")),
        optional=True,
        section=SECTION_CAUSE,
    )


def _is_used(policy: Policy, paper: Paper) -> bool:
    """Say whether the hardship report ever asks for this paper; others belong to the programmes."""
    return paper.key in policy.papers_always or bool(_causes_with(policy, paper)) or bool(_extras_with(policy, paper))


def _paper_needed(policy: Policy, paper: Paper) -> Condition | None:
    """Return when the paper is needed, None for always; agrees with `domain.eligibility.papers_needed`."""
    if paper.key in policy.papers_always:
        return None
    causes = _causes_with(policy, paper)
    extras = (_extra_applies(extra) for extra in _extras_with(policy, paper))
    return any_of(*((cause_among(*causes),) if causes else ()), *extras)


def _causes_with(policy: Policy, paper: Paper) -> tuple[str, ...]:
    return tuple(cause.key for cause in policy.causes if paper.key in cause.papers)


def _extras_with(policy: Policy, paper: Paper) -> tuple[ExtraPapers, ...]:
    return tuple(extra for extra in policy.extra_papers if paper.key in extra.papers)


def _extra_applies(extra: ExtraPapers) -> Condition:
    rule = extra.when.condition

    def holds(scope: Scope) -> bool:
        return evaluate(rule, facts_of(from_answers(scope.answers), scope.facts.today)).holds

    return satisfies("extra papers of the policy", holds)


_BANK_CARD = bank_card_question(
    "bank_card",
    say(N_("Last one: to which bank card should the aid go? It has to be a card in your own name.")),
    say(
        N_(
            "Aid is paid to the worker's own card, never in cash. The number is kept sealed and shown only in part, "
            "like **** 0005. The union never asks for a password or a code."
        )
    ),
    say(N_("Bank card number")),
)
