"""The hardship self-report: easy questions first, the household, money, causes, papers, and the card last."""

from __future__ import annotations

from domain.aid.household_questions import household_questions
from domain.aid.own_questions import holds_when, own_questions
from domain.forms import Condition, Form, any_of, bank_card_question
from domain.households.household import cause_among
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
            *household_questions(policy),
            *own_questions(policy),
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
    extras = (holds_when(extra.when) for extra in _extras_with(policy, paper))
    return any_of(*((cause_among(*causes),) if causes else ()), *extras)


def _causes_with(policy: Policy, paper: Paper) -> tuple[str, ...]:
    return tuple(cause.key for cause in policy.causes if paper.key in cause.papers)


def _extras_with(policy: Policy, paper: Paper) -> tuple[ExtraPapers, ...]:
    return tuple(extra for extra in policy.extra_papers if paper.key in extra.papers)


_BANK_CARD = bank_card_question(
    "bank_card",
    say(N_("To which bank card should the aid go? It has to be a card in your own name.")),
    say(
        N_(
            "Aid is paid to the worker's own card, never in cash. The number is kept sealed and shown only in part, "
            "like **** 0005. The union never asks for a password or a code."
        )
    ),
    say(N_("Bank card number")),
)
