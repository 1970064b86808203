"""What the hardship report asks about income, expenses, and the causes with the loss they brought."""

from __future__ import annotations

from domain.forms import ChoiceAnswer, Condition, ManyChoicesAnswer, MoneyAnswer, Question, answered, any_of
from domain.households.household import RIGID_PREFIX
from domain.platform.money import yuan
from domain.platform.text import N_, Sayable, say
from domain.policy import Option, Policy
from domain.policy.questions import as_options

MOST_A_YEAR = yuan(10_000_000)

SECTION_MONEY = say(N_("Income and expenses"))
SECTION_CAUSE = say(N_("What happened"))


def cause_among(*causes: str) -> Condition:
    """The main cause or one of the others is among these."""
    return any_of(answered("main_cause", *causes), answered("other_causes", *causes))


def income() -> tuple[Question, ...]:
    """Ask what comes in."""
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


def rigid(option: Option) -> Question:
    """Ask for one kind of unavoidable expense in a year, under "rigid_<kind>"."""
    plain = say(N_("Only what you paid yourselves, after insurance and refunds. It is taken off your income."))
    prompt = say(N_("How much were {what} in the last twelve months, all together?"), what=option.text)
    return _money(f"{RIGID_PREFIX}{option.key}", prompt, option.text.beginning_a_line, option.help or plain)


def causes(policy: Policy) -> tuple[Question, ...]:
    """Ask why, and after an accident or disaster how large the loss was."""
    options = as_options(policy.causes)
    accident = cause_among(*policy.accident.causes)
    return (
        _main_cause(causes_answer=ChoiceAnswer(options)),
        _other_causes(ManyChoicesAnswer(options, policy.most_other_causes, except_key_of="main_cause")),
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
