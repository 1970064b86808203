"""The joining: the premium has been paid, and somebody is a member from one day to another."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from typing import Any

from domain.forms import DateAnswer, Form, Question
from domain.platform.calendar import add_months
from domain.platform.text import N_, Money, Nn_, Sayable, Text, say, say_many
from domain.procedure.steps.kind import Kind
from domain.units.steps import Step, StepKind


def enrol_form(number: str) -> Form:
    """Ask from when on somebody is a member. Answers: `member_since`."""
    question = Question(
        key="member_since",
        prompt=say(N_("From which day on are they a member?")),
        answer=DateAnswer(near=True),
        help=say(N_("The day on which the premium was paid; of a renewal the day after the last membership ends.")),
        label=say(N_("Member from")),
    )
    return Form(
        key="enrol", title=say(N_("Membership, case {number}"), number=number), questions=(question,), summary=False
    )


class Enrol(Kind):
    """Whoever books the premium writes down from when on it holds; for how long, the policy says."""

    key = StepKind("enrol")
    name = N_("joining")
    prompt = N_("Has the premium of {premium} been paid? Then please write down from when on they are a member.")
    coming = N_("Please pay the premium of {premium} to your union. You are a member from the day on which it is paid.")
    approved = N_("{step}: written down by the {role}")
    settled = N_("Written down by the {role}, {unit}.")
    done = N_("Written down.")
    go = N_("Premium paid")
    follows = StepKind.REVIEW
    is_duty = needs_people = grants = tells = enrols = True

    def asked(self, step: Step) -> Sayable:
        """How much is to be paid."""
        return say(self.prompt, premium=Money(step.premium or 0))

    def comes(self, step: Step) -> Sayable:
        """How much is to be paid."""
        return say(self.coming, premium=Money(step.premium or 0))

    def offered(self, step: Step) -> Sayable | None:
        """The premium and how long it holds."""
        source = Nn_(
            "The premium is {premium} for {count} month. You are a member from the day on which you have paid it to "
            "your union.",
            "The premium is {premium} for {count} months. You are a member from the day on which you have paid it to "
            "your union.",
        )
        return say_many(*source, step.months, premium=Money(step.premium or 0))

    def asks(self, number: str, step: Step) -> Form | None:
        """From when on it holds."""
        return enrol_form(number)

    def kept(self, answers: Mapping[str, Any], step: Step) -> str:
        """First and last day, and the premium (fen)."""
        since = date.fromisoformat(str(answers["member_since"]))
        until = add_months(since, step.months) - timedelta(days=1)
        return json.dumps({"since": since.isoformat(), "until": until.isoformat(), "premium": step.premium or 0})

    def told(self, kept: str) -> Sayable | None:
        """From when to when."""
        if not kept:
            return None
        since, until = self.term(kept)
        source = N_("You are a member from {since} to {until}. Premium paid: {premium}")
        return say(source, since=since, until=until, premium=Money(json.loads(kept)["premium"]))

    def term(self, kept: str) -> tuple[date, date]:
        """Return the first and the last day that were kept."""
        held = json.loads(kept)
        return date.fromisoformat(held["since"]), date.fromisoformat(held["until"])

    def problems(self, step: Step) -> Iterator[Text]:
        """It says for how long, and the premium."""
        yield from super().problems(step)
        if not step.months or step.premium is None:
            yield say(
                N_("joining says for how many {months} and at which {premium}"), months="months", premium="premium"
            )


KIND = Enrol()
