"""Short forms beside the big ones: a missing paper, a reason."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from domain.forms import ChoiceAnswer, Form, Option, Question, TextAnswer, answered
from domain.platform.text import N_, Text, say
from domain.policy import Paper
from domain.policy.questions import paper_question

OTHER = "other"
OTHER_REASON = Option(OTHER, say(N_("Another reason")))


def paper_form(paper: Paper) -> Form:
    """Ask for one missing paper of a case. Answers: `paper_<key>`."""
    question = replace(paper_question(paper), optional=False, section=None)
    return Form(key="paper", title=say(N_("Add a paper")), questions=(question,), summary=False)


def reason_form(presets: Sequence[Option] = (), *, prompt: Text | None = None, title: Text | None = None) -> Form:
    """Ask for a reason, one of `presets` or in own words. Answers: `preset` (if there are any), `reason` if typed."""
    named = title or say(N_("Reason"))
    asked = prompt or say(N_("What is the reason? The worker will read it."))
    typed = Question(
        key="reason",
        prompt=say(N_("Please write the reason in a sentence or two.")) if presets else asked,
        answer=TextAnswer(least=2, most=500),
        help=say(N_("Plain words help: say what is missing or which rule stands in the way, and what to do next.")),
        label=say(N_("Reason")),
        ask_if=answered("preset", OTHER) if presets else None,
        hint=say(N_("For example: the fee receipt is not readable, please send a new photo.")),
    )
    return Form(key="reason", title=named, questions=(*_chosen(presets, asked), typed), summary=False)


def _chosen(presets: Sequence[Option], asked: Text) -> tuple[Question, ...]:
    if not presets:
        return ()
    question = Question(
        key="preset",
        prompt=asked,
        answer=ChoiceAnswer((*presets, OTHER_REASON)),
        help=say(N_("Choose the reason that fits best, or press “Another reason” and write your own.")),
        label=say(N_("Reason")),
    )
    return (question,)
