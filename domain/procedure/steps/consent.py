"""The consent: whoever vouches for the worker says yes or no, and for what they stand."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from domain.forms import Form, Question, TextAnswer
from domain.platform.text import N_, Sayable, say
from domain.procedure.grounds import Change
from domain.procedure.steps.kind import Kind
from domain.units.steps import Step, StepKind


def consent_form(number: str) -> Form:
    """Ask for what somebody vouches. Answers: `vouched`."""
    return Form(
        key="consent",
        title=say(N_("Case {number}: you vouch for the worker"), number=number),
        questions=(
            Question(
                key="vouched",
                prompt=say(N_("For what do you vouch, and since when do you know the worker? A few sentences.")),
                answer=TextAnswer(least=2, most=500),
                help=say(N_("The worker and whoever decides read this. It counts as the word of your unit.")),
                label=say(N_("Vouched for")),
            ),
        ),
        summary=False,
    )


class Consent(Kind):
    """Whoever vouches decides nothing else of the case, and is shown no more of it than they need for that."""

    key = StepKind("consent")
    name = N_("consent of who vouches")
    prompt = N_("The worker asks your unit to vouch for them. Please open the case, then say yes or no.")
    coming = N_("Your unit is now asked whether it vouches for you. You need not do anything.")
    nobody = N_(
        "It waits now: nobody at your unit can vouch for you yet. Your union has been told to name somebody, "
        "and the case goes on by itself then. You need not do anything; /officer says whom to ask."
    )
    approved = N_("{step}: given by the {role}")
    settled = N_("The {role} vouches, {unit}.")
    done = N_("Written down. Thank you.")
    go = N_("I vouch for it")
    follows = StepKind.REVIEW
    goes_before = StepKind.APPROVAL
    is_duty = is_vouched = tells = True

    def rests_on(self, change: Change) -> bool:
        """Who vouches does so for the person, whatever changed at home; the review looks at that."""
        return False

    def asks(self, number: str, step: Step) -> Form | None:
        """For what."""
        return consent_form(number)

    def kept(self, answers: Mapping[str, Any], step: Step) -> str:
        """What they wrote."""
        return str(answers["vouched"])

    def told(self, kept: str) -> Sayable | None:
        """What they wrote."""
        return say(N_("Vouched for by your unit: {words}"), words=kept) if kept else None


KIND = Consent()
