"""The contract: it is signed by both sides, and a readable photo of it stays with the case."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from domain.forms import IMAGE, DateAnswer, Form, PaperAnswer, Question, TextAnswer
from domain.platform.text import N_, Sayable, Text, say
from domain.procedure.events import ToBeSigned
from domain.procedure.steps.kind import Kind
from domain.units.steps import Step, StepKind

MOST_PAGES = 6


def contract_form(number: str) -> Form:
    """Ask for a signed contract. Answers: `signed_on`, `contract` (photos of its pages)."""
    prompt = say(N_("Please send a photo of each page, also those that the worker gave you."))
    return _contract_form(number, _pages(prompt))


def contract_sent_form(number: str) -> Form:
    """Ask the same where its worker has sent the pages; `contract` may stay empty then."""
    prompt = say(
        N_("The worker has sent photos of the contract; “Papers” shows them. If a page is missing, please add it.")
    )
    theirs = replace(_pages(prompt), optional=True, skip_label=say(N_("All of it can be read")))
    return _contract_form(number, theirs)


def own_contract_form(number: str) -> Form:
    """Ask its worker for photos of what was signed. Answers: `contract`."""
    prompt = say(N_("Please send a photo of each page of the signed contract."))
    help_ = say(N_("In good light, from above, one page on each photo. Your union looks whether all can be read."))
    title = say(N_("Case {number}: the contract"), number=number)
    return Form(key="own_contract", title=title, questions=(replace(_pages(prompt), help=help_),), summary=False)


def contract_back_form(number: str) -> Form:
    """Ask what cannot be read on the worker's photos. Answers: `reason`."""
    question = Question(
        key="reason",
        prompt=say(N_("What cannot be read? The worker reads it as you write it.")),
        answer=TextAnswer(least=2, most=500),
        help=say(N_("Such as: the second page is blurred, the seal is cut off.")),
        label=say(N_("Reason")),
    )
    title = say(N_("Case {number}: the contract is sent once more"), number=number)
    return Form(key="contract_back", title=title, questions=(question,), summary=False)


def _contract_form(number: str, pages: Question) -> Form:
    signed_on = Question(
        key="signed_on",
        prompt=say(N_("On which day was the contract signed?")),
        answer=DateAnswer(not_future=True, near=True),
        help=say(N_("The day beside the signatures.")),
        label=say(N_("Signed on")),
    )
    title = say(N_("Case {number}: the contract"), number=number)
    return Form(key="contract", title=title, questions=(signed_on, pages), summary=False)


def _pages(prompt: Text) -> Question:
    return Question(
        key="contract",
        prompt=prompt,
        answer=PaperAnswer((IMAGE,), at_most=MOST_PAGES),
        help=say(N_("With this you confirm that sum, plan and both signatures can be read on them.")),
        label=say(N_("Contract")),
    )


class Sign(Kind):
    """Nothing is paid before it; its officer says that the photos can be read, whoever took them."""

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
    is_granted = needs_people = tells = is_signed = True

    def entered(self, case_id: int) -> Iterator[object]:
        """Who borrows together and has not agreed yet is asked once more."""
        yield ToBeSigned(case_id)

    def asks(self, number: str, step: Step) -> Form:
        """The day, and its pages."""
        return contract_form(number)

    def asks_with(self, number: str, step: Step, sent: int) -> Form:
        """The day, and only what is missing of the pages."""
        return contract_sent_form(number) if sent else contract_form(number)

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
