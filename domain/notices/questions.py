"""What is asked about an objection, to a public notice or a decision: the objection itself, and its answer."""

from __future__ import annotations

from domain.forms import Form, Question, TextAnswer
from domain.platform.text import N_, Sayable, say


def objection_form() -> Form:
    """Ask for an objection to a public notice or a decision. Answers: `objection`."""
    question = Question(
        key="objection",
        prompt=say(N_("What is not right? Please tell us what you know, in your own words.")),
        answer=TextAnswer(least=5, most=1000),
        help=say(
            N_(
                "Facts help most: what you saw, when and where. The centre looks into it and answers you. "
                "The household does not learn who wrote."
            )
        ),
        label=say(N_("Objection")),
        hint=say(N_("Your name stays confidential.")),
    )
    declaration = say(N_("I write this in good faith. I know that the centre will look into it and answer me here."))
    return Form(
        key="objection", title=say(N_("Objection")), questions=(question,), declaration=declaration, summary=False
    )


def answer_form(prompt: Sayable) -> Form:
    """Ask for the answer to an objection. Answers: `answer`."""
    question = Question(
        key="answer",
        prompt=prompt,
        answer=TextAnswer(least=5, most=800),
        help=say(N_("Plain words: what you looked at, and why you answer so. The person who objected stays unnamed.")),
        label=say(N_("Answer")),
    )
    return Form(key="answer", title=say(N_("Answer to an objection")), questions=(question,), summary=False)
