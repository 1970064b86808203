"""Who is named in two households: found when somebody is named, and over as soon as one of the two no longer does."""

from collections.abc import Iterator

from sqlmodel import Session, col, or_, select

from domain.changes.asked import Part
from domain.changes.change import Standing
from domain.claims.settled import Settled
from domain.platform.identifiers import normalise
from domain.platform.text import N_, say
from domain.procedure.events import ChangeNames, FileOpened, PeopleNamed
from domain.procedure.state import Status
from domain.procedure.steps import kind_of
from models.changes import Change
from models.households import Clash, HouseholdFile, HouseholdMember
from models.platform.seal import NO_NUMBER, vault
from models.procedure import AidCase
from services.claims import accounts, asking, named
from services.platform import audit
from services.platform.undo import is_first
from services.platform.work import Work
from services.procedure import Dossier, close_prompts, ring, subject

RUNNING = (Status.OPEN.value, Status.RETURNED.value)


def match_case(work: Work, event: PeopleNamed) -> None:
    """Compare whom a case names with what other households have; nothing of it is told to whoever named them."""
    case = work.session.get_one(AidCase, event.case_id)
    named.ask_of_case(work, case)
    if Dossier(work, case).is_in_a_clash:
        _end_those_over(work, col(Clash.case_id) == case.id, col(Clash.other_id) == case.id)
    if not is_live(work.session, case):
        return
    for print_, other in _elsewhere(work, case):
        later, earlier = (other, case) if _is_on_file(case) and not _is_on_file(other) else (case, other)
        _keep(work, later, None, earlier, print_, later.applicant_id)


def match_change(work: Work, event: ChangeNames) -> None:
    """The same for somebody who is to live in a household on file."""
    change = work.session.get_one(Change, event.change_id)
    report = report_of(work.session, change)
    named.ask_of_change(work, change, report)
    _end_those_over(work, col(Clash.change_id) == change.id)
    if change.state != Standing.PROPOSED or report is None:
        if report is not None:
            match_case(work, PeopleNamed(report.id))  # what was confirmed may be the end of another clash
        if change.household_id is not None:
            accounts.match_file(work, FileOpened(change.household_id))
        return
    print_ = named_in(change)
    for other in _living_with(work.session, print_) if print_ else ():
        if other.household_id != change.household_id:
            _keep(work, None, change, other, print_, change.proposed_by)


def named_in(change: Change) -> str:
    """Return the print of whom a change brings into a household, or gives another number; empty for none."""
    number = (Part.from_json(change.new).member or {}).get("resident_id")
    return vault().fingerprint(normalise(str(number))) if number else ""


def report_of(session: Session, change: Change) -> AidCase | None:
    """Return the report that the file of a change came from."""
    of_file = select(AidCase).where(AidCase.household_id == change.household_id, col(AidCase.opens_file))
    return session.exec(of_file.order_by(col(AidCase.id))).first() if change.household_id is not None else None


def is_live(session: Session, case: AidCase) -> bool:
    """Say whether a case goes on, or has opened a file that is not closed."""
    if case.status != Status.FINISHED or not case.opens_file:
        return case.status in (*RUNNING, Status.FINISHED.value)
    file = session.get(HouseholdFile, case.household_id) if case.household_id is not None else None
    return file is not None and file.closed_at is None


def _is_on_file(case: AidCase) -> bool:
    return case.opens_file and case.status == Status.FINISHED


def _elsewhere(work: Work, case: AidCase) -> Iterator[tuple[str, AidCase]]:
    if not case.opens_file:
        has_it = select(AidCase).where(AidCase.once_key == case.wanted_key, AidCase.id != case.id)
        for other in work.session.exec(has_it):
            yield case.subject_print or "", other
        return
    prints = select(HouseholdMember.resident_id_print).where(
        HouseholdMember.case_id == case.id, HouseholdMember.resident_id_print != NO_NUMBER
    )
    for print_ in sorted(set(work.session.exec(prints))):
        for other in _living_with(work.session, print_):
            if other.id != case.id and other.applicant_id != case.applicant_id:
                yield print_, other


def _living_with(session: Session, print_: str) -> list[AidCase]:
    """Return the reports that name somebody and are under way, or have opened a file that they live in."""
    rows = select(AidCase).join(HouseholdMember, col(HouseholdMember.case_id) == col(AidCase.id))
    found = rows.where(HouseholdMember.resident_id_print == print_, col(AidCase.opens_file))
    return [one for one in session.exec(found.order_by(col(AidCase.id)).distinct()).all() if is_live(session, one)]


def _keep(
    work: Work, case: AidCase | None, change: Change | None, other: AidCase, print_: str, named_by: int
) -> None:  # fmt: skip
    """Write down a clash, once, whichever of the two is looked at, and put it before officers over both."""
    side = f"case:{case.id}" if case is not None else f"change:{change.id if change else 0}"
    keys = {f"{side}:{other.id}:{print_}", f"case:{other.id}:{case.id if case else 0}:{print_}"}
    if work.session.exec(select(Clash.id).where(col(Clash.open_key).in_(keys))).first() is not None:
        return
    clash = Clash(
        case_id=case.id if case else None, change_id=change.id if change else None, other_id=other.id,
        resident_id_print=print_, named_by=named_by, found_at=work.now, open_key=f"{side}:{other.id}:{print_}",
    )  # fmt: skip
    if not is_first(work.session, clash):
        return
    audit.note(work, None, N_("names somebody whom another household names, too"), subject(case or other))
    asking.ask(work, clash)


def _end_those_over(work: Work, *touching: object) -> None:
    open_ones = select(Clash).where(or_(*touching), col(Clash.settled_at).is_(None))  # type: ignore[arg-type]
    for clash in work.session.exec(open_ones.order_by(col(Clash.id))).all():
        if not holds(work.session, clash):
            end(work, clash, Settled.OVER)


def holds(session: Session, clash: Clash) -> bool:
    """Say whether both sides still name the same person."""
    other = session.get_one(AidCase, clash.other_id)
    if clash.change_id is not None:
        change = session.get_one(Change, clash.change_id)
        return change.state == Standing.PROPOSED and _name(session, clash.resident_id_print, other)
    case = session.get_one(AidCase, clash.case_id or 0)
    if not case.opens_file:
        wants = case.subject_print == clash.resident_id_print and case.once_key is None
        return is_live(session, case) and wants and other.once_key == case.wanted_key
    return _name(session, clash.resident_id_print, case, other)


def _name(session: Session, print_: str, *cases: AidCase) -> bool:
    named = col(HouseholdMember.case_id).in_([case.id for case in cases])
    rows = select(HouseholdMember.case_id).where(named, HouseholdMember.resident_id_print == print_)
    return {case.id for case in cases} == set(session.exec(rows)) and all(is_live(session, case) for case in cases)


def end_within(work: Work, household_id: int) -> None:
    """Two files became one: who was named in both lives in one household now."""
    mine = select(AidCase.id).where(AidCase.household_id == household_id)
    changes = select(Change.id).where(Change.household_id == household_id)
    later = or_(col(Clash.case_id).in_(mine), col(Clash.change_id).in_(changes))
    both = select(Clash).where(later, col(Clash.other_id).in_(mine), col(Clash.settled_at).is_(None))
    for clash in work.session.exec(both.order_by(col(Clash.id))).all():
        end(work, clash, Settled.OVER)


def end(work: Work, clash: Clash, how: Settled, *, by: int | None = None) -> None:
    """Write down how it was settled, and take it back from whoever has it before them."""
    clash.settled, clash.settled_by, clash.settled_at, clash.open_key = how.value, by, work.now, None
    work.session.flush()
    home = work.session.get_one(AidCase, clash.case_id or clash.other_id)
    close_prompts(work, home, f"clash:{clash.id}", say(N_("It is settled. Nothing is to be done.")))
    if how in (Settled.THERE, Settled.OVER):
        _let_go_on(work, home)


def _let_go_on(work: Work, case: AidCase) -> None:
    """Whoever could not approve a case before somebody in it was settled hears that they can."""
    still = select(Clash.id).where(Clash.case_id == case.id, col(Clash.settled_at).is_(None))
    waits = case.status == Status.OPEN and kind_of(case.step).needs_people
    if waits and work.session.exec(still).first() is None:
        ring(work, case)
