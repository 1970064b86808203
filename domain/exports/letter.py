"""A decision in a letter: approved with the sum and its working, not approved and why, or what is to be completed."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any

from domain.exports.document import Block, Made, document, gap, heading, paragraph
from domain.platform.text import N_, Arg, Money, Sayable, Text, lines, say


class Outcome(StrEnum):
    """What a letter says."""

    APPROVED = "approved"
    REFUSED = "refused"
    RETURNED = "returned"


TITLES = {
    Outcome.APPROVED: N_("Notice of approval"),
    Outcome.REFUSED: N_("Notice of refusal"),
    Outcome.RETURNED: N_("Request to complete an application"),
}


@dataclass(frozen=True, slots=True)
class Decided:
    """One verdict of a case: `unit` decided on `day`; `amount` is None where no money is given; `worked_out` says how
    class and sum came about, `against` what spoke against it, `missing` which papers are, `until` by when."""

    outcome: Outcome
    number: str
    title: Arg
    name: str
    handed_in: date
    day: date
    unit: str
    amount: Money | None = None
    reason: Arg = ""
    worked_out: Sayable | None = None
    against: Sequence[Sayable] = ()
    missing: Sequence[Sayable] = ()
    until: date | None = None
    entered: Sayable | None = None  # who entered it on their behalf


def letter(made: Made, decided: Decided) -> dict[str, Any]:
    """Return the drawing of the letter."""
    subtitle = lines(say(N_("Case {number}"), number=decided.number), decided.title, between=" · ")
    title, name = Text(TITLES[decided.outcome]), f"{decided.number}-{decided.outcome.value}.pdf"
    return document(made, name, title, subtitle, _blocks(decided))


def _blocks(decided: Decided) -> Iterator[Block]:
    yield gap(8)
    yield paragraph(say(N_("Dear {name},"), name=decided.name or "-"))
    yield from {Outcome.APPROVED: _approved, Outcome.REFUSED: _refused, Outcome.RETURNED: _returned}[decided.outcome](
        decided
    )
    if decided.entered is not None:
        yield paragraph(decided.entered)
    yield gap(8)
    yield paragraph(say(N_("To ask somebody: /officer says who looks after you; the hotline is 12351.")))
    yield gap(30)
    yield paragraph(say(N_("{unit} (stamp)"), unit=decided.unit), "right")
    yield paragraph(lines(decided.day), "right")


def _approved(decided: Decided) -> Iterator[Block]:
    source = N_("Your application {title} (case {number}), handed in on {handed_in}, was approved on {day}.")
    yield paragraph(_told(source, decided))
    if decided.amount is not None:
        yield paragraph(say(N_("You get {amount}."), amount=decided.amount))
    yield from _working(decided)


def _refused(decided: Decided) -> Iterator[Block]:
    source = N_(
        "We are sorry: your application {title} (case {number}), handed in on {handed_in}, was not approved on {day}."
    )
    yield paragraph(_told(source, decided))
    yield paragraph(say(N_("Reason: {reason}"), reason=decided.reason))
    if decided.against:
        yield heading(say(N_("What spoke against it, and would have to change")))
        yield from (paragraph(one) for one in decided.against)
    yield from _working(decided)
    yield heading(say(N_("If you see it differently")))
    source = N_(
        "You can object: in the chat choose the case under /cases, then “Object to the decision”. The centre looks at "
        "it again, and you get an answer. If something changes in your household, tell us: you can apply again."
    )
    yield paragraph(say(source))


def _returned(decided: Decided) -> Iterator[Block]:
    source = N_(
        "Your application {title} (case {number}), handed in on {handed_in}, came back to you on {day}, because "
        "something is to be corrected or added. Nothing is lost."
    )
    yield paragraph(_told(source, decided))
    yield paragraph(say(N_("Reason: {reason}"), reason=decided.reason))
    if decided.missing:
        yield heading(say(N_("Still missing:")))
        yield from (paragraph(say(N_("– {paper}"), paper=one)) for one in decided.missing)
    if decided.until:
        yield paragraph(say(N_("Please hand it in again by {day}; after that it ends."), day=decided.until))
    yield paragraph(say(N_("In the chat: send /cases, choose the case, correct it and hand it in again.")))


def _working(decided: Decided) -> Iterator[Block]:
    if decided.worked_out is not None:
        yield heading(say(N_("How it was worked out")))
        yield paragraph(decided.worked_out)


def _told(source: str, decided: Decided) -> Text:
    args = {"title": decided.title, "number": decided.number, "handed_in": decided.handed_in, "day": decided.day}
    return Text(source, args)
