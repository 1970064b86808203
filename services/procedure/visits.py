"""Home visits: one officer records them, the colleague who went along confirms."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any

from sqlmodel import col, select

from domain.forms import FileRef
from domain.platform.access import Action
from domain.platform.messages import Message
from domain.platform.text import N_, Refusal, Text, say
from domain.procedure import procedure
from domain.procedure.checks import kept_from_visits
from models.people import FileToErase
from models.procedure import AidCase, Paper, Visit
from models.units import Unit
from services.platform import audit, consent, outbox
from services.platform.house import House
from services.platform.work import Work
from services.procedure import prompts
from services.procedure.grounds import home_print, keep_files, visit_photos_of
from services.procedure.record import lock, office_for, state_of, subject
from services.procedure.standing import household_ids, parts_of
from services.units import Holder, covering

ROLES = ("case_officer", "reviewer")
LONGEST_AGO_DAYS = 365


class VisitInFuture(Refusal):
    """A visit is recorded when it has been made."""

    text = N_("Please give the day of the visit; it can be today or earlier, but not before {earliest}.")


class NobodyToGoWith(Refusal):
    """A visit is made in pairs."""

    text = N_("No second officer covers this unit. Please ask the administrator to appoint a case officer or reviewer.")


class VisitUnknown(Refusal):
    """The visit was withdrawn or is confirmed already, or somebody else is asked about it."""

    text = N_("This visit no longer waits for you. /pending shows what does.")


def check_may_record_visit(work: Work, case_id: int) -> None:
    """Raise unless this officer may record a visit now.

    Raises NotForYou, OwnHousehold, SecondPairOfEyesNeeded, CaseAlreadyClosed, CaseIsWithWorker, NotThisStep,
    VisitAlreadyRecorded, SecondVisitorNeeded (the own visit waits for the colleague), ConsentWithdrawn, NobodyToGoWith.
    """
    _recordable(work, case_id)


def _recordable(work: Work, case_id: int) -> tuple[AidCase, list[Holder]]:
    """Return the case and who may have gone along."""
    case = lock(work.session, case_id)
    office_for(work, Action.RECORD_VISIT, case)
    procedure.record_visit(state_of(work, case), work.person_id)
    consent.check(work.session, case.applicant_id, case.number)
    colleagues = _colleagues(work, case)
    if not colleagues:
        raise NobodyToGoWith
    return case, colleagues


def _colleagues(work: Work, case: AidCase) -> list[Holder]:
    """Return the officers whose visit could count, without who asks."""
    apart = kept_from_visits(state_of(work, case))
    left_out = household_ids(work.session, case) | apart | {work.person_id}
    holders = (holder for holder in covering(work.session, work.session.get_one(Unit, case.unit_id), ROLES))
    return list({one.person_id: one for one in holders if one.person_id not in left_out}.values())


def colleagues_for(work: Work, case_id: int) -> list[Holder]:
    """Return who may have gone along with this officer; nothing is checked here."""
    return _colleagues(work, work.session.get_one(AidCase, case_id))


def record_visit(
    work: Work,
    case_id: int,
    *,
    second_appointment: int,
    visited_on: date,
    findings: str,
    photos: Sequence[Mapping[str, Any]] = (),
) -> int:
    """Record a visit with its photos (`FileRef.to_json()`) and ask the colleague to confirm it; return its id.

    Raises what `check_may_record_visit` does, and VisitInFuture.
    """
    case, colleagues = _recordable(work, case_id)
    second = next((one for one in colleagues if one.appointment_id == second_appointment), None)
    if second is None:
        raise NobodyToGoWith
    _check_day(work.house, visited_on, work.now)
    visit = _kept(work, case, second.person_id, visited_on, findings.strip())
    _keep_photos(work, case, visit, photos)
    audit.note(work, work.person_id, N_("recorded a visit"), subject(case))
    prompts.close_prompts(work, case, f"visit:{case.version}", say(N_("A home visit was recorded.")))
    prompts.put_prompt(work, case, f"confirm:{visit.id}", second.person_id)
    return visit.id


def _kept(work: Work, case: AidCase, second: int, visited_on: date, findings: str) -> Visit:
    """Keep a visit; when the household has changed since one that the same two made on the same day, it is one visit
    with both findings, to be confirmed anew."""
    of_day = select(Visit).where(Visit.case_id == case.id, Visit.visited_on == visited_on)
    theirs = of_day.where(Visit.first_id == work.person_id, Visit.second_id == second)
    same = work.session.exec(theirs).first() if parts_of(work.session, case, "visit") else None
    visit = same or Visit(case_id=case.id, first_id=work.person_id, second_id=second, visited_on=visited_on,
                          findings="", recorded_at=work.now)  # fmt: skip
    visit.findings = f"{visit.findings}\n{findings}".strip()
    visit.about, visit.recorded_at, visit.confirmed_at = home_print(work.session, case), work.now, None
    work.session.add(visit)
    work.session.flush()
    return visit


def _keep_photos(work: Work, case: AidCase, visit: Visit, photos: Sequence[Mapping[str, Any]]) -> None:
    if not photos:
        return
    there = {paper.unique_id for paper in visit_photos_of(work.session, case).get(visit.id, ()) if paper.unique_id}
    new = [one for one in photos if FileRef.from_json(one).unique_id not in there]
    keep_files(work, case, f"visit:{visit.id}", new)


def _drop_photos(work: Work, case: AidCase, visit: Visit) -> None:
    """What was recorded with a visit that never counted goes with it, the files too."""
    for paper in work.session.exec(select(Paper).where(Paper.case_id == case.id, Paper.about == f"visit:{visit.id}")):
        if paper.stored_as is not None:
            work.session.add(FileToErase(stored_as=paper.stored_as))
        work.session.delete(paper)


def _check_day(house: House, visited_on: date, now: datetime) -> None:
    today = now.astimezone(house.zone).date()
    earliest = date.fromordinal(today.toordinal() - LONGEST_AGO_DAYS)
    if not earliest <= visited_on <= today:
        raise VisitInFuture(earliest=earliest)


def confirm_visit(work: Work, visit_id: int) -> None:
    """The colleague was there: the visit counts. Raises VisitUnknown, NotForYou, OwnHousehold, NotThisStep."""
    case, visit = _waiting(work, visit_id)
    procedure.confirm_visit(state_of(work, case), work.person_id)
    visit.confirmed_at = work.now
    audit.note(work, work.person_id, N_("confirmed a visit"), subject(case))
    work.session.flush()
    prompts.close_prompts(work, case, f"confirm:{visit.id}", say(N_("You confirmed the home visit.")))
    prompts.ring(work, case)


def deny_visit(work: Work, visit_id: int) -> None:
    """The colleague was not there: the record is taken back, and the officers are asked for a visit anew."""
    case, visit = _waiting(work, visit_id)
    audit.note(work, work.person_id, N_("said that they were not at the visit"), subject(case))
    prompts.close_prompts(work, case, f"confirm:{visit.id}", say(N_("You said that you were not there.")))
    _take_back(work, case, visit)


RECORD_AGAIN = N_("Your visit of {day} for case {number} was not confirmed and is taken back. Please record it again.")
HAS_MOVED = N_(
    "Your visit of {day} for case {number} is taken back: nobody had confirmed it when the household moved to another "
    "unit. The officers there visit it."
)


def _take_back(work: Work, case: AidCase, visit: Visit, source: str = RECORD_AGAIN) -> None:
    """Remove a record that nobody confirms, and ask for a visit anew; `source` has places for day and number."""
    text = Text(source, {"day": visit.visited_on, "number": case.number})
    outbox.put(work, visit.first_id, Message(text))
    _drop_photos(work, case, visit)
    work.session.delete(visit)
    work.session.flush()
    prompts.refresh_prompts(work, case)
    prompts.redraw_prompts(work, case)


def give_up_confirming(work: Work, officer_id: int, unit_path: str) -> None:
    """An officer's appointment ended: what they were to confirm is recorded anew with somebody else."""
    waiting = select(Visit).where(Visit.second_id == officer_id, col(Visit.confirmed_at).is_(None))
    for visit in work.session.exec(waiting).all():
        case = lock(work.session, visit.case_id)
        if work.session.get_one(Unit, case.unit_id).path.startswith(unit_path):
            _give_up(work, case, visit)


def give_up_elsewhere(work: Work, case: AidCase) -> None:
    """A case went to another unit: what somebody without an office there was to confirm is recorded anew."""
    there = {holder.person_id for holder in covering(work.session, work.session.get_one(Unit, case.unit_id), ROLES)}
    waiting = select(Visit).where(Visit.case_id == case.id, col(Visit.confirmed_at).is_(None))
    for visit in work.session.exec(waiting).all():
        if visit.second_id not in there:
            source = RECORD_AGAIN if visit.first_id in there else HAS_MOVED
            _give_up(work, case, visit, source)


def give_up_unconfirmed(work: Work, case: AidCase, visit_id: int) -> None:
    """The colleague did not say in time whether they were there: the visit is recorded anew, with whoever was."""
    visit = work.session.get(Visit, visit_id)
    if visit is not None and visit.confirmed_at is None:
        _give_up(work, case, visit)


def _give_up(work: Work, case: AidCase, visit: Visit, source: str = RECORD_AGAIN) -> None:
    over = say(N_("This no longer waits for you."))
    prompts.close_prompts(work, case, f"confirm:{visit.id}", over)
    _take_back(work, case, visit, source)


def _waiting(work: Work, visit_id: int) -> tuple[AidCase, Visit]:
    found = work.session.get(Visit, visit_id)
    if found is None or found.second_id != work.person_id:
        raise VisitUnknown
    case = lock(work.session, found.case_id)
    visit = work.session.exec(
        select(Visit).where(Visit.id == visit_id).execution_options(populate_existing=True)
    ).first()
    if visit is None or visit.confirmed_at is not None:
        raise VisitUnknown
    office_for(work, Action.RECORD_VISIT, case)
    return case, visit
