"""The hardship self-report: easy questions first, the household, money, causes, papers, and the card last."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from domain.aid.home_questions import HIGH_FEE_SCHOOL, about_you, home
from domain.aid.members_form import members_question
from domain.aid.money_questions import cause_among, causes, income, rigid
from domain.forms import Condition, Form, Scope, any_of, bank_card_question, satisfies
from domain.households.facts import facts_of
from domain.households.household import from_answers
from domain.platform.predicates import FactValue, evaluate
from domain.platform.text import N_, say
from domain.policy import Paper, Policy
from domain.policy.hardship import ExtraPapers
from domain.policy.questions import paper_question


def report_form(policy: Policy) -> Form:
    """Build the hardship report from the choices of a policy.

    Answers: what `household.from_answers` reads, `paper_<key>` for each paper the answers call for, and `bank_card`.
    """
    return Form(
        key="report",
        title=say(N_("Hardship report")),
        questions=(
            *about_you(policy),
            *home(policy),
            members_question(policy),
            HIGH_FEE_SCHOOL,
            *income(),
            *(rigid(option) for option in policy.options("rigid")),
            *causes(policy),
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


def _is_used(policy: Policy, paper: Paper) -> bool:
    """Say whether the hardship report ever asks for this paper; others belong to the programmes."""
    return paper.key in policy.papers_always or bool(_causes_with(policy, paper)) or bool(_extras_with(policy, paper))


def _paper_needed(policy: Policy, paper: Paper) -> Condition | None:
    """Return when the paper is needed, None for always; agrees with `eligibility.papers_needed`."""
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
        return evaluate(rule, _facts_in(scope)).holds

    return satisfies("extra papers of the policy", holds)


@dataclass(frozen=True, slots=True)
class _Known:
    """The facts of a household, and the answers and the day they came from."""

    answers: Mapping[str, Any]
    today: date
    facts: Mapping[str, FactValue]


_last_known: _Known | None = None  # every paper of a walk asks for the same; replaced as a whole, as threads need


def _facts_in(scope: Scope) -> Mapping[str, FactValue]:
    global _last_known
    last, today = _last_known, scope.facts.today
    if last is None or last.today != today or last.answers != scope.answers:
        answers = dict(scope.answers)
        last = _last_known = _Known(answers, today, facts_of(from_answers(answers), today))
    return last.facts


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
