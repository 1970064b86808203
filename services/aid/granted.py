"""What may be handed in, and the case that comes of it."""

from dataclasses import dataclass

from domain.kinds.kind import Found, Given, Subject
from domain.procedure.events import ToBeSigned
from models.platform.seal import vault
from models.procedure import AidCase
from services import cases
from services.aid.others.groups import ask_group
from services.aid.standing import Standing
from services.aid.verdicts import keep_verdict
from services.platform.work import Work


@dataclass(frozen=True, slots=True)
class Granted:
    """What is handed in: everything that was looked at, what was found, and for whom it is."""

    given: Given
    found: Found
    subject: Subject
    standing: Standing | None


def opened(work: Work, granted: Granted, *, unit_id: int | None = None, beside: AidCase | None = None) -> AidCase:
    """Open the case of what was found, and keep why; raises as `cases.open_case` does."""
    given, found, subject = granted.given, granted.found, granted.subject
    case = cases.open_case(
        work, programme=given.programme.key, policy=given.policy, answers={**given.answers, **subject.kept},
        household_class=found.household_class.value, amount=found.amount, least=found.least, months=found.months,
        members=subject.members, household_id=granted.standing.file_id if granted.standing else None,
        subject_print=print_for(subject), period=subject.period, unit_id=unit_id, beside=beside,
    )  # fmt: skip
    keep_verdict(work, case, given, found)
    ask_group(work, ToBeSigned(case.id))
    return case


def print_for(subject: Subject) -> str | None:
    """Return the fingerprint of whom or what it may be had once for; None where the file holds that."""
    stands_for = subject.person.resident_id if subject.person else subject.key
    return vault().fingerprint(stands_for) if stands_for else None
