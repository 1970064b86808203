"""The hardship self-report: easy questions first, the household, money, causes, papers, and the card last."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from domain.aid.asked_at_once import questions_at_once
from domain.aid.household_questions import household_questions
from domain.aid.on_lists.asked import asked_in_report, each_once, is_paper
from domain.aid.own_questions import holds_when, own_questions
from domain.forms import (
    Condition,
    Form,
    Question,
    Tick,
    TicksAnswer,
    any_of,
    bank_card_question,
    ticked_together,
)
from domain.households.household import Household, cause_among
from domain.platform.text import N_, Nn_, Sayable, lines, say, say_many
from domain.policy import Paper, Policy
from domain.policy.frame.lists import ListWords
from domain.policy.hardship import ExtraPapers
from domain.policy.questions import SECTION_PAPERS, paper_question

AS_USUAL = ListWords()


def report_form(policy: Policy, words: ListWords = AS_USUAL) -> Form:
    """Build the hardship report from the choices of a policy, with as few questions as will do.

    `words` are those of the list whose file it opens.

    Answers: what `household.from_answers` reads, `paper_<key>` for each paper the answers call for, and `bank_card`.
    """
    own = (*own_questions(policy), *asked_in_report(policy))
    form = _form(
        "report",
        (
            *questions_at_once(Household, policy),
            *(one for one in own if not is_paper(one)),
            *_papers_at_once(policy, own),
        ),
    )
    return replace(
        form, title=words.title or form.title, intro=words.intro or form.intro,
        declaration=words.declaration or form.declaration,
    )  # fmt: skip


def record_form(policy: Policy) -> Form:
    """Build the same report with each question by itself: what can be changed of a household on file."""
    return _form("record", (*household_questions(policy), *own_questions(policy), *_papers(policy)))


def _form(key: str, questions: tuple[Question, ...]) -> Form:
    return Form(
        key=key,
        title=say(N_("Hardship report")),
        questions=(*questions, _BANK_CARD),
        intro=_INTRO,
        declaration=_DECLARATION,
    )


def _papers(policy: Policy) -> tuple[Question, ...]:
    used = (paper for paper in policy.papers if _is_used(policy, paper))
    return tuple(paper_question(paper, _paper_needed(policy, paper)) for paper in used)


def _papers_at_once(policy: Policy, own: Sequence[Question]) -> tuple[Question, ...]:
    """Return the screen that asks which papers are at hand, and a question for each; the others come later."""
    papers = each_once((*(one for one in own if is_paper(one)), *_papers(policy)))
    return ticked_together(_AT_HAND, [Tick(paper, paper.label, lambda _scope: None) for paper in papers])


def _counted(now: int, later: int) -> Sayable:
    told = say_many(*Nn_("{count} paper now", "{count} papers now"), now) if now else None
    left = say_many(*Nn_("{count} paper later", "{count} papers later"), later) if later else None
    return lines(*(one for one in (told, left) if one is not None), between=" / ")


_AT_HAND = Question(
    key="papers_at_hand",
    prompt=say(N_("These papers are needed. Which do you have at hand now?")),
    answer=TicksAnswer((), say(N_("I bring them all later")), _counted),
    help=say(
        N_(
            "Your report goes on without them. Whatever you do not tick you can send under /cases, or show when you "
            "are visited."
        )
    ),
    label=say(N_("Papers")),
    section=SECTION_PAPERS,
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
