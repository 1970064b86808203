"""What a second officer is asked who does not confirm a change."""

from __future__ import annotations

from domain.forms import Form, Question, TextAnswer
from domain.platform.text import N_, say


def refusal_form(number: str) -> Form:
    """Build the form of a refusal. Answers: `reason`."""
    return Form(
        key="change_refusal",
        title=say(N_("Change {id} is not confirmed"), id=number),
        questions=(
            Question(
                key="reason",
                prompt=say(N_("Why is it not confirmed? Whoever proposed it reads this.")),
                answer=TextAnswer(least=2, most=300),
                help=say(N_("Say what does not agree, or which proof is missing, so that it can be put right.")),
                label=say(N_("Reason")),
            ),
        ),
        summary=False,
    )
