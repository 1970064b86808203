"""A household on file comes on one more list, or reads what keeps it from there."""

from __future__ import annotations

from collections.abc import Iterator

from domain.aid.eligibility import Assessment
from domain.aid.on_lists.asked import is_for_others
from domain.aid.worked_out import for_worker, household_reasons
from domain.kinds.kind import Found, Given
from domain.kinds.reasons import Reason
from domain.platform.text import N_, lines, paragraphs, say
from domain.policy.frame.entries import ComingOnList


def joined(given: Given, programme: ComingOnList, assessment: Assessment) -> Found:
    """Return the class on the list and the sum, or what keeps the household from it."""
    against = tuple(_reasons(given, programme, assessment))
    if against:
        head = say(N_("<b>This application cannot be handed in, because:</b>"))
        told = [say(N_("• {reason}"), reason=reason.worker) for reason in against]
        return Found(assessment.household_class, paragraphs(head, *told), against=against)
    head = say(N_("<b>First calculation for {list}</b>"), list=programme.rules.title)
    return Found(assessment.household_class, paragraphs(head, lines(*for_worker(assessment))))


def _reasons(given: Given, programme: ComingOnList, assessment: Assessment) -> Iterator[Reason]:
    """What keeps a household from a list: it stands there, or the rules say no."""
    if given.file and programme.list in given.file.stands_on:
        said = say(N_("Your household stands on {list} already."), list=programme.rules.title)
        yield Reason("on_list", said, said)
    elif given.is_running:
        source = N_("There is already an application for this. Whoever sent it can follow it with /cases.")
        yield Reason("already_applied", say(source), say(N_("One application for a list at a time.")))
    elif is_for_others(assessment):
        said = say(N_("This is for households that come on no other list, and yours can."))
        yield Reason("on_another_list", said, said)
    else:
        yield from household_reasons(assessment)
