"""The certificate that a household is on file: number, class, until when, and a code that says whether it is valid."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from domain.exports.answers import line
from domain.exports.document import Block, Made, document, gap, pairs, paragraph
from domain.platform.text import N_, Sayable, lines, say


@dataclass(frozen=True, slots=True)
class Certified:
    """What a certificate says; whoever scans it reads none of that."""

    number: str
    name: str
    unit: str
    household_class: Sayable
    issued_on: date
    valid_until: date


def certificate(made: Made, certified: Certified, code: Sequence[Sequence[int]]) -> dict[str, Any]:
    """Return the drawing of the certificate; `code` are the squares to scan."""
    title = say(N_("Certificate of a worker in difficulty"))
    subtitle = say(N_("Certificate number {number}"), number=certified.number)
    return document(made, f"{certified.number}.pdf", title, subtitle, _blocks(certified, code))


def _blocks(certified: Certified, code: Sequence[Sequence[int]]) -> Iterator[Block]:
    yield gap(12)
    source = N_("This is to certify that {name} of {unit} is on file with the trade union as a worker in difficulty.")
    yield paragraph(say(source, name=certified.name, unit=certified.unit))
    yield gap(8)
    yield pairs(
        [
            line(N_("Name"), certified.name), line(N_("Class"), certified.household_class),
            line(N_("Issued on"), certified.issued_on), line(N_("Valid until"), certified.valid_until),
        ]
    )  # fmt: skip
    yield gap(16)
    yield {"code": [list(row) for row in code]}
    source = N_("Whoever scans the code reads whether this certificate is valid today, and nothing else.")
    yield {**paragraph(say(source), "center"), "size": 9}
    yield gap(30)
    yield paragraph(say(N_("{unit} (stamp)"), unit=certified.unit), "right")
    yield paragraph(lines(certified.issued_on), "right")
