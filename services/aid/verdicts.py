"""Why a case was found as it was: what was looked at is kept when it is handed in, and told years later as it was."""

from collections.abc import Sequence

from sqlmodel import Session, col, select

from domain.aid.eligibility import assessment_of
from domain.aid.looked import both_orders_looked, household_looked, is_way_to_class
from domain.cases.buttons import SeeAllLooked
from domain.households.classes import NO_CLASS
from domain.kinds.kind import Found, Given
from domain.kinds.trace import Looked, Source, Trace, trace_from
from domain.platform.messages import Message, key
from domain.platform.money import in_yuan
from domain.platform.text import N_, Money, Sayable, paragraphs, say
from domain.procedure.events import SumChosen
from models.aid import Verdict
from models.procedure import AidCase
from services import cases
from services.platform import consent
from services.platform.work import Work
from services.procedure import find_case

LINES_A_MESSAGE = 14
_AGAINST, _IN_ORDER = N_("✗ {line}"), N_("– {line}")


def keep_verdict(work: Work, case: AidCase, given: Given, found: Found) -> None:
    """Keep everything that was looked at with a case that is handed in."""
    looked = (*work.house.kinds.of(given.programme).looked(given), *_orders(given, found), *_of_household(given))
    trace = Trace(
        given.policy.version, given.programme.key, given.today, found.household_class.value, found.amount, looked,
        found.said,
    )  # fmt: skip
    work.session.add(Verdict(case_id=case.id, trace=trace.kept, at=work.now))


def sum_chosen(work: Work, chosen: SumChosen) -> None:
    """Keep with the reasons how much whoever approved gives, and when."""
    case, before = find_case(work.session, chosen.case_id), trace_of(work.session, chosen.case_id)
    if before is None:
        return
    said = say(N_("On {day} the approval chose {amount}."), day=work.today, amount=Money(case.amount))
    line = Looked("chosen", in_yuan(case.amount), in_yuan(case.upto or 0), True, said, Source.OFFICER)
    trace = Trace(
        before.policy, before.programme, before.on, before.household_class, case.amount, (*before.looked, line),
        paragraphs(before.said, said),
    )  # fmt: skip
    work.session.add(Verdict(case_id=case.id, trace=trace.kept, at=work.now))


def _orders(given: Given, found: Found) -> tuple[Looked, ...]:
    if given.file is None:
        return ()
    return tuple(both_orders_looked(assessment_of(given), given.programme, given.granted, found.amount))


def _of_household(given: Given) -> tuple[Looked, ...]:
    return () if given.file is None else tuple(household_looked(assessment_of(given)))


def trace_of(session: Session, case_id: int) -> Trace | None:
    """Return what was looked at when a case was last handed in, None for one from before traces were kept."""
    kept = select(Verdict).where(Verdict.case_id == case_id).order_by(col(Verdict.id).desc())
    row = session.exec(kept).first()
    return trace_from(row.trace) if row else None


def why(work: Work, wanted: int | str) -> Message:
    """Return what was found and what spoke against it, to the worker of a case and to its officers; what holds stands
    behind a key.

    Raises UnknownCase, NotForYou; officers read nothing of who has withdrawn their consent (ConsentWithdrawn).
    """
    case = _opened(work, wanted)
    trace = trace_of(work.session, case.id)
    if trace is None:
        source = N_("{number} is older than what I keep of reasons. Its working stands under the case itself.")
        return Message(say(source, number=case.number))
    head = say(N_("<b>{number}</b>, as it was on {day}, by policy {version}:"), number=case.number, day=trace.on,
               version=trace.policy)  # fmt: skip
    if case.applicant_id == work.person_id:
        head = say(N_("<b>{number}</b>, as it was on {day}:"), number=case.number, day=trace.on)
    against = [one for one in trace.looked if _speaks_against(one, trace)]
    told = _by_source(N_("<b>This speaks against it</b>"), against) if against else [
        say(N_("Nothing of what was looked at speaks against it.")),
    ]  # fmt: skip
    holds = len(trace.looked) - len(against)
    see = say(N_("✓ What holds ({count})"), count=str(holds))
    keys = ((key(see, SeeAllLooked(case.id)),),) if holds else ()
    return Message(paragraphs(head, trace.said, *told), keys)


def what_holds(work: Work, case_id: int) -> tuple[Sayable, ...]:
    """Return everything that was looked at and holds, by messages; raises as `why` does."""
    trace = trace_of(work.session, _opened(work, case_id).id)
    looked = [one for one in trace.looked if not _speaks_against(one, trace)] if trace else []
    pages = (looked[start : start + LINES_A_MESSAGE] for start in range(0, len(looked), LINES_A_MESSAGE))
    return tuple(paragraphs(*_by_source(N_("<b>This holds, or was not needed</b>"), page, _IN_ORDER)) for page in pages)


def _speaks_against(one: Looked, trace: Trace) -> bool:
    """Say whether a line that does not hold counts: one way to a class is enough, the others were not needed."""
    was_needed = trace.household_class in {"", NO_CLASS} or not is_way_to_class(one.key)
    return was_needed and not one.holds


def _opened(work: Work, wanted: int | str) -> AidCase:
    case = cases.own_or_opened(work, wanted)
    if case.applicant_id != work.person_id and not consent.given(work.session, case.applicant_id):
        raise consent.ConsentWithdrawn(number=case.number)
    return case


def _by_source(head: str, looked: Sequence[Looked], otherwise: str = _AGAINST) -> list[Sayable]:
    """Say lines under the source of their values, each apart from the others, so that long ones stay readable."""
    told: list[Sayable] = [say(head)]
    for source in dict.fromkeys(one.source for one in looked):
        told.append(say(N_("<i>{source}</i>"), source=source.said))
        told += [_line(one, otherwise) for one in looked if one.source is source]
    return told


def _line(one: Looked, otherwise: str) -> Sayable:
    return say(N_("✓ {line}") if one.holds else otherwise, line=one.said)
