"""Entry: the national system's number comes back, for one case or many, and what the case ends in follows."""

from collections.abc import Mapping
from dataclasses import dataclass

from sqlmodel import col, select

from domain.platform.access import Action
from domain.platform.text import N_, Local, Refusal, Sayable, Text, say
from domain.procedure import procedure
from domain.procedure.entries import clean_number
from domain.procedure.events import Entered, FileOpened
from domain.procedure.meant.rules import Act
from domain.procedure.refusals import NotThisStep
from domain.procedure.state import CaseState, Status, Verdict
from domain.procedure.steps import named
from models.households import HouseholdFile
from models.procedure import AidCase, Prompt
from services.platform import consent
from services.platform.undo import only_tried, undone_when_refused
from services.platform.work import Work
from services.procedure import news
from services.procedure.decisions import StepInHand, step_in_hand
from services.procedure.meant import keeping
from services.procedure.record import find_case, list_behind, lock, lock_all, policy_of
from services.procedure.reports.holding import hold_beside
from services.procedure.standing import is_undecided


@dataclass(frozen=True, slots=True)
class EntriesDone:
    """What became of many entries: the numbers of those that were recorded, and the others, each with the reason;
    `until` is the time of day until which they can be taken back."""

    done: tuple[str, ...]
    left: tuple[tuple[str, Sayable], ...]
    until: str | None = None


def enter(work: Work, case_id: int, version: int, national_number: str, *, at_once: bool = False) -> str | None:
    """Record the national number and move the case on; what its kind ends in follows.

    Unless it is to count `at_once`, it can be taken back as `decide` says: whether it would do is tried now.

    Returns the number of the file, None for a case that opens none, or not yet. Raises NumberNotReadable, NotForYou,
    ConsentWithdrawn, what `domain.procedure.procedure.decide` raises, and what the act of `Entered` raises.
    """
    number = clean_number(national_number)
    hold_beside(work, case_id)
    step = step_in_hand(work, case_id, version, Action.ENTER)
    after = procedure.decide(step.state, step.decision(Verdict.APPROVE, reference=number))
    consent.check(work.session, step.case.applicant_id, step.case.number)
    if not work.house.undo_seconds or at_once:
        return _entered(work, step, after, number)
    with only_tried(work.session):
        _entered(work, step, after, number)
    case = lock(work.session, case_id)
    keeping.mean(work, case, step.office, Verdict.APPROVE, answers={"number": number}, act=Act.ENTER)
    return None


def _entered(work: Work, step: StepInHand, after: CaseState, number: str) -> str | None:
    work.happened(Entered(step.case.id, number))
    file = work.session.get_one(HouseholdFile, step.case.household_id) if step.case.opens_file else None
    step.done(after, noted=N_("entered"), said=N_("Entered by the {role}, {unit}."), reason=number)
    if file is None:
        news.tell_verdict(work, step.case, Verdict.APPROVE, told=_listed(work, step.case))
        return None
    text = N_("Your household file number is <b>{number}</b>. You can now apply for aid: /apply")
    if file.version > 1:
        text = N_("Your household's file <b>{number}</b> is open again, with all that stood in it. You can now apply "
                  "for aid: /apply")  # fmt: skip
    news.tell(work, step.case, say(text, number=file.number), keys=news.TO_APPLY)
    work.happened(FileOpened(file.id))
    return file.number


def _listed(work: Work, case: AidCase) -> Sayable | None:
    policy = policy_of(work, case)
    key = policy.given(case.programme).enters
    if key is None:
        return None
    return say(N_("Your household now stands on {list}. What there is for it: /apply"), list=policy.list_of(key).title)


def list_asked(work: Work, case_id: int) -> Local | Text | None:
    """Return the list for which the number of a case is asked; None: the national system gives it."""
    listed = list_behind(work, find_case(work.session, case_id))
    return listed.title if listed else None


# Many at once: each is checked and recorded by itself -----------------------------------------------------------------


def entries_waiting(work: Work) -> Mapping[str, tuple[int, int]]:
    """Return the cases that whoever acts is asked to enter, by their number: id, and the version they were shown."""
    query = select(AidCase.number, AidCase.id, Prompt.about).join(Prompt, col(Prompt.case_id) == col(AidCase.id))
    theirs = query.where(Prompt.officer_id == work.person_id, col(Prompt.closed_at).is_(None))
    at_entry = col(AidCase.step).in_(named(lambda kind: kind.shows is Action.SEE_ENTRY_DATA))
    steps = theirs.where(col(Prompt.about).startswith("step:"), at_entry, AidCase.status == Status.OPEN.value)
    steps = steps.where(is_undecided())
    found = work.session.exec(steps.order_by(col(AidCase.id))).all()
    return {number: (case_id, int(about.partition(":")[2])) for number, case_id, about in found}


def enter_all(work: Work, numbers: Mapping[str, str]) -> EntriesDone:
    """Record the national number of each of these cases (by number) as `enter` does; what a rule stops is left as it
    was, with the reason."""
    waiting, done, left = entries_waiting(work), list[str](), list[tuple[str, Sayable]]()
    ids = [waiting[case][0] for case in numbers if case in waiting]
    hold_beside(work, *ids)
    lock_all(work.session, ids)
    for case in sorted(numbers):
        try:
            with undone_when_refused(work.session):
                if case not in waiting:
                    raise NotThisStep(number=case)
                enter(work, *waiting[case], numbers[case])
        except Refusal as refusal:
            left.append((case, refusal.said))
        else:
            done.append(case)
    until = keeping.together(work, [waiting[case][0] for case in done])
    return EntriesDone(tuple(done), tuple(left), until)
