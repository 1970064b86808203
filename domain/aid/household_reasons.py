"""What speaks against any aid that rests on a file: exclusions, bars, and an income above every line."""

from __future__ import annotations

from collections.abc import Iterator

from domain.aid.eligibility import Assessment
from domain.aid.worked_out import findings_said, for_officer
from domain.kinds.reasons import Reason
from domain.platform.text import N_, lines, say
from domain.policy.lists import HardshipList


def household_reasons(assessment: Assessment) -> Iterator[Reason]:
    """Yield every reason that holds for the household, whatever aid is asked for."""
    for found in assessment.exclusions:
        officer = findings_said(assessment, found.reasons)
        yield Reason(f"excluded_{found.key}", found.worker, officer)
    for bar in assessment.bars:
        again = say(N_("You can apply from {until} on."), until=bar.until)
        officer = findings_said(assessment, bar.reasons)
        yield Reason(f"barred_{bar.key}", lines(bar.worker, again), officer, on=bar.until)
    if assessment.household_class.gets_file or assessment.exclusions:
        return
    if assessment.named_list is not None:
        yield _not_listed(assessment, assessment.named_list)
    else:
        source = N_(
            "By its income your household does not count as in hardship. If something has changed, send it, with "
            "proof, under /file."
        )
        yield Reason("above_lines", say(source), lines(*for_officer(assessment)))


def _not_listed(assessment: Assessment, named: HardshipList) -> Reason:
    """Say on which list the household would have to stand."""
    source = N_(
        "This is for households on {list}, and by what is on record yours is not on it. If something has changed, send "
        "it, with proof, under /file; which lists there are for you, /apply shows."
    )
    return Reason("above_lines", say(source, list=named.title), lines(*for_officer(assessment)))
