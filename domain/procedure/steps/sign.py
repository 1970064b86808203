"""The contract: it is signed by both sides, and a readable photo of it stays with the case."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from domain.forms import IMAGE, DateAnswer, Form, PaperAnswer, Question
from domain.platform.text import N_, Sayable, say
from domain.procedure.steps.kind import Kind
from domain.units.steps import Step, StepKind

MOST_PAGES = 6


def contract_form(number: str) -> Form:
    """Ask for a signed contract. Answers: `signed_on`, `contract` (photos of its pages)."""
    return Form(
        key="contract",
        title=say(N_("Case {number}: the contract"), number=number),
        questions=(
            Question(
                key="signed_on",
                prompt=say(N_("On which day was the contract signed?")),
                answer=DateAnswer(not_future=True, near=True),
                help=say(N_("The day beside the signatures.")),
                label=say(N_("Signed on")),
            ),
            Question(
                key="contract",
                prompt=say(N_("Please send a photo of each page, also those that the worker gave you.")),
                answer=PaperAnswer((IMAGE,), at_most=MOST_PAGES),
                help=say(N_("With this you confirm that sum, plan and both signatures can be read on them.")),
                label=say(N_("Contract")),
            ),
        ),
        summary=False,
    )


class Sign(Kind):
    """Nothing is paid before it; whoever sends the photos says that they can be read."""

    key = StepKind("sign")
    name = N_("contract")
    prompt = N_("Please sign the contract with the worker, then send me photos of it.")
    coming = N_("It was approved. Your union now signs the contract with you; please bring your ID card.")
    approved = N_("{step}: done by the {role}")
    settled = N_("Signed with the {role}, {unit}.")
    done = N_("Written down.")
    go = N_("Contract signed")
    follows = StepKind.APPROVAL
    goes_before = StepKind.PAYMENT
    is_granted = needs_people = tells = True

    def asks(self, number: str, step: Step) -> Form:
        """The day, and its pages."""
        return contract_form(number)

    def kept(self, answers: Mapping[str, Any], step: Step) -> str:
        """The day."""
        return str(answers["signed_on"])

    def files(self, answers: Mapping[str, Any]) -> Sequence[Mapping[str, Any]]:
        """Its pages."""
        pages: Sequence[Mapping[str, Any]] = answers.get("contract") or ()
        return pages

    def told(self, kept: str) -> Sayable | None:
        """When it was."""
        return say(N_("Contract signed on {day}."), day=date.fromisoformat(kept)) if kept else None


KIND = Sign()
