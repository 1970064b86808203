"""Goods: what was approved is handed over against a signature, and no money is paid."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from domain.forms import IMAGE, DateAnswer, Form, PaperAnswer, Question
from domain.platform.text import N_, Sayable, say
from domain.procedure.steps.kind import Kind
from domain.units.steps import Step, StepKind

MOST_PHOTOS = 3


def goods_form(number: str) -> Form:
    """Ask for the hand-over of goods. Answers: `given_on`, `signed` (photos of the signature)."""
    return Form(
        key="goods",
        title=say(N_("Case {number}: goods handed over"), number=number),
        questions=(
            Question(
                key="given_on",
                prompt=say(N_("On which day did they get it?")),
                answer=DateAnswer(not_future=True, near=True),
                help=say(N_("The day on which they had it in their hands.")),
                label=say(N_("Given out on")),
            ),
            Question(
                key="signed",
                prompt=say(N_("Please send a photo of the signed slip.")),
                answer=PaperAnswer((IMAGE,), at_most=MOST_PHOTOS),
                help=say(N_("The signature of whoever got it, with the list of what it was. It stays with the case.")),
                label=say(N_("Signed slip")),
            ),
        ),
        summary=False,
    )


class Give(Kind):
    """Whoever hands it over is neither who reviewed nor who approved; the signature is kept as a photo."""

    key = StepKind("give")
    name = N_("handing over")
    prompt = N_("Please hand the goods over, and let whoever gets them sign for them.")
    coming = N_("It was approved. Your union now hands the goods over to you.")
    approved = N_("{step}: done by the {role}")
    settled = N_("Given out by the {role}, {unit}.")
    done = N_("Written down.")
    go = N_("The worker has it")
    follows = StepKind.APPROVAL
    is_duty = is_granted = asks_aid = needs_people = gives = tells = True

    def asks(self, number: str, step: Step) -> Form:
        """The day, and the signature."""
        return goods_form(number)

    def kept(self, answers: Mapping[str, Any], step: Step) -> str:
        """The day."""
        return str(answers["given_on"])

    def files(self, answers: Mapping[str, Any]) -> Sequence[Mapping[str, Any]]:
        """The photos of the signature."""
        signed: Sequence[Mapping[str, Any]] = answers.get("signed") or ()
        return signed

    def told(self, kept: str) -> Sayable | None:
        """When it was."""
        try:
            day = date.fromisoformat(kept)
        except ValueError:
            return None
        source = N_("Handed over on {day}, and signed for. If you have not got it, please tell your union: /officer")
        return say(source, day=day)


KIND = Give()
