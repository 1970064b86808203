"""A case that was not handed in again in time: it ends, both sides are told, and its worker can take it up again."""

from collections.abc import Iterable
from datetime import date, timedelta

from domain.cases.buttons import Act, CasePress, OpenCase
from domain.platform.messages import Message, key
from domain.platform.text import N_, Text, paragraphs, say
from domain.procedure import late
from domain.procedure.events import PeopleNamed
from domain.procedure.state import Status
from models.households import HouseholdFile
from models.procedure import AidCase
from services.cases.one_household import check_household
from services.platform import audit, outbox
from services.platform.work import Work
from services.procedure import (
    Dossier,
    case_officers,
    lock_own,
    move,
    record_decision,
    state_of,
    subject,
    take_along,
    tell,
)


def back_until(work: Work, case: AidCase) -> date | None:
    """Return the last day on which a case that has lapsed can be taken up again, None for any other."""
    if case.status != Status.LAPSED or case.closed_at is None:
        return None
    days = Dossier(work, case).policy.waits.back_within_days
    return case.closed_at.astimezone(work.house.zone).date() + timedelta(days=days)


def lapse(work: Work, case: AidCase) -> None:
    """End a case, locked before, whose worker had days to hand it in again; raises NotReturned, StillTime."""
    until = case.waits_until or work.today
    after = late.lapse(state_of(work, case), today=work.today)
    record_decision(work, case, "lapse", person_id=None, role="")
    audit.note(work, None, N_("ended, since it was not handed in again in time"), subject(case))
    move(work, case, after, say(N_("It was not handed in again in time and has ended.")))
    back = back_until(work, case)
    assert back is not None, "it has just lapsed"
    told = paragraphs(
        say(N_("Your case {number} has ended, because it was not handed in again by {day}."), number=case.number,
            day=until),
        say(N_("Your answers and papers are kept. Until {day} you can take it up again with one press, and then "
               "correct it."), day=back),
    )  # fmt: skip
    tell(work, case, told, keys=((key(say(N_("Take it up again")), CasePress(case.id, Act.TAKE_UP)),),))
    source = N_(
        "Case {number} has ended: its worker did not hand it in again by {day}. Until {back} they can take it up again "
        "under /cases. Perhaps you ask how they are; they may need help with it."
    )
    tell_officers(work, case, say(source, number=case.number, day=until, back=back), name="lapsed")


def tell_officers(work: Work, case: AidCase, said: Text, *, name: str, to: Iterable[int] | None = None) -> None:
    """Tell officers, the case officers if nobody is named, of a case; once for `name` and version."""
    keys = ((key(say(N_("Open")), OpenCase(case.id)),),)
    for officer_id in case_officers(work, case) if to is None else to:
        once = f"{name}:{case.id}:{case.version}:{officer_id}"
        outbox.put(work, officer_id, Message(said, keys), key=once, priority=outbox.REMINDER)


def take_up(work: Work, case_id: int) -> AidCase:
    """Bring a case that has lapsed back to its worker, with its answers, at the step that returned it.

    Raises NotForYou, NotLapsed, TooLateToTakeUp, HouseholdInOpenCase, and OnceApplied when another one is for the same.
    """
    case = lock_own(work, case_id)
    after = late.take_up(
        state_of(work, case), by=work.person_id, today=work.today, until=back_until(work, case) or work.today
    )
    if case.opens_file:
        check_household(work.session, case.applicant_id, but=case.id)
    record_decision(work, case, "take_up", person_id=work.person_id, role="")
    audit.note(work, work.person_id, N_("took the case up again"), subject(case))
    move(work, case, after, say(N_("The worker took it up again.")))
    work.happened(PeopleNamed(case.id))
    if case.household_id is not None:
        take_along(work, work.session.get_one(HouseholdFile, case.household_id))
    return case
