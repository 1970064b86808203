"""A report of hardship: on which list the household comes with its file, or what keeps it from one."""

from __future__ import annotations

from collections.abc import Iterator

from domain.aid.eligibility import Assessment
from domain.aid.worked_out import findings_said, for_officer, for_worker
from domain.kinds.kind import Found, Given
from domain.kinds.reasons import Reason
from domain.platform.text import N_, Sayable, lines, paragraphs, say
from domain.policy import Policy
from domain.policy.frame.entries import ComingOnList
from domain.policy.frame.lists import Beside, HardshipList

OTHERWISE = say(
    N_(
        "Without a file there is still help: temporary aid in an emergency, legal aid for unpaid wages or an "
        "injury, job fairs and training. Ask your union, or call 12351."
    )
)


def opened(given: Given, programme: ComingOnList, by_first: Assessment) -> Found:
    """Return the class and the sum, or what keeps the household from a file.

    A report is for the first list that the household can come on; a case that is of a list already, for that one.
    """
    assessment, leads_to = _by_list(given.policy, programme, by_first)
    head = say(N_("<b>First calculation</b>"))
    worked_out = lines(*for_worker(assessment))
    if assessment.may_open_file:
        also = {opening.key: one.beside is Beside.AT_ONCE for opening, one in _beside(assessment)}
        said = paragraphs(head, worked_out, _lists_said(assessment))
        return Found(assessment.household_class, said, also=also, leads_to=leads_to)
    other = _other_help(assessment, programme.words.otherwise or OTHERWISE)
    said = paragraphs(head, worked_out, *_untold_bars(assessment), other)
    until = assessment.bar.until if assessment.bar else None
    return Found(assessment.household_class, said, against=tuple(_reasons(assessment)), again_on=until)


def _by_list(policy: Policy, programme: ComingOnList, found: Assessment) -> tuple[Assessment, str]:
    """Return what is found by the list that a report is for, and the key of its programme where that is another one."""
    if found.may_open_file or programme.on_lists:
        return found, ""
    others = ((found.seen_from(one.on_lists), one.key) for one in policy.opening if one.key != programme.key)
    return next((pair for pair in others if pair[0].may_open_file), (found, ""))


def _beside(assessment: Assessment) -> Iterator[tuple[ComingOnList, HardshipList]]:
    """Yield what the same report can be handed in for as well, with its list."""
    named = assessment.named_list
    for opening, one in zip(assessment.rules.opening, assessment.rules.lists, strict=True):
        is_other = named is not None and one.key != named.key and one.beside is not Beside.NEVER
        if is_other and assessment.class_on(one.key).gets_file:
            yield opening, one


def _lists_said(assessment: Assessment) -> Sayable | None:
    """Say for which of several lists the report is, and for which others it is or can be handed in, too."""
    named = assessment.named_list
    if named is None:
        return None
    head = say(N_("Your report is for {list}, class {household_class}."), list=named.title,
               household_class=assessment.household_class.label)  # fmt: skip
    at_once = N_("It is handed in for {list}, class {household_class}, at the same time.")
    asked = N_("Once it is handed in, one press hands it in for {list}, class {household_class}, too.")
    return lines(head, *(
        say(at_once if one.beside is Beside.AT_ONCE else asked, list=one.title,
            household_class=assessment.class_on(one.key).label)
        for _, one in _beside(assessment)
    ))  # fmt: skip


def _reasons(assessment: Assessment) -> Iterator[Reason]:
    for found in assessment.exclusions:
        yield Reason(f"excluded_{found.key}", found.worker, findings_said(assessment, found.reasons))
    for bar in assessment.bars:
        said = lines(bar.worker, say(N_("You could send it on {until} at the earliest."), until=bar.until))
        officer = findings_said(assessment, bar.reasons)
        yield Reason(f"barred_{bar.key}", said, officer, on=bar.until)
    if not assessment.household_class.gets_file and not assessment.exclusions:
        yield Reason("above_lines", lines(*for_worker(assessment)), lines(*for_officer(assessment)))


def _untold_bars(assessment: Assessment) -> list[Sayable]:
    """Bars are part of the sum for a household with a class; for the others they are told here, so none is missing."""
    if assessment.household_class.gets_file:
        return []
    again = N_("You could send it on {until} at the earliest.")
    return [lines(bar.worker, say(again, until=bar.until)) for bar in assessment.bars]


def _other_help(assessment: Assessment, other: Sayable) -> Sayable:
    if assessment.bar is None:
        return other
    kept = say(N_("I will remind you on {until}."), until=assessment.bar.until)
    return paragraphs(kept, other)
