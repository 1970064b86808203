"""What did not come in time. A case that was not handed in again ends, and its worker can take it up again; papers of
what was paid at once are told upward."""

from collections.abc import Iterable
from datetime import date, timedelta

from domain.cases.buttons import Act, CasePress, OpenCase
from domain.cases.keys import with_missing
from domain.platform.messages import Keys, Message, key
from domain.platform.text import N_, Joined, Text, paragraphs, say
from domain.procedure import late, procedure
from domain.procedure.events import PapersDue, PeopleNamed
from domain.procedure.state import Status
from domain.procedure.steps import kind_of
from domain.procedure.steps.kind import WaitsFor
from models.households import HouseholdFile
from models.procedure import AidCase
from services.cases.one_household import check_household
from services.platform import audit, outbox, waiting
from services.platform.work import Work
from services.procedure import (
    Dossier,
    asked,
    case_officers,
    find_case,
    lock_own,
    move,
    record_decision,
    state_of,
    subject,
    take_along,
    tell,
    tell_moved_on,
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
        check_household(work.session, case.applicant_id, but=case)
    record_decision(work, case, "take_up", person_id=work.person_id, role="")
    audit.note(work, work.person_id, N_("took the case up again"), subject(case))
    move(work, case, after, say(N_("The worker took it up again.")))
    work.happened(PeopleNamed(case.id))
    if case.household_id is not None:
        take_along(work, work.session.get_one(HouseholdFile, case.household_id))
    return case


# Papers of what was paid at once: asked for after the money ----------------------------------------------------------


def papers_due(work: Work, due: PapersDue) -> None:
    """Ask for the papers of what was paid; when they are there already, the case goes on."""
    case = find_case(work.session, due.case_id)
    if not bring(work, case):
        source = N_(
            "Case {number} was paid at once, and its papers come now: {papers}. A photo of each is enough. Please send "
            "them by {day}; I remind you before."
        )
        tell(work, case, _said(work, case, source), keys=_keys(work, case))


def bring(work: Work, case: AidCase) -> bool:
    """Let a case go on that waits for papers of what was paid, once none is missing; say whether it did."""
    if kind_of(case.step).waits_for is not WaitsFor.PROOFS or Dossier(work, case).missing_papers:
        return False
    after = procedure.bring_papers(state_of(work, case))
    record_decision(work, case, "papers_in", person_id=None, role="")
    move(work, case, after, say(N_("All papers have come.")))
    if case.closed_at is None:
        tell(work, case, say(N_("Thank you, all papers of case {number} are here. Your union looks at them."),
                             number=case.number))  # fmt: skip
    else:
        tell(work, case, say(N_("Thank you, all papers are here. Case {number} is finished."), number=case.number))
    return True


def remind_of_papers(work: Work, case: AidCase) -> Message:
    """Return the reminder of its worker."""
    source = N_("Case {number} was paid, and these papers are still to come: {papers}. Please send them by {day}.")
    help_ = say(N_("If you cannot get one of them, please tell your union or call 12351; there may be another way."))
    return Message(paragraphs(_said(work, case, source), help_), _keys(work, case))


def ask_for_papers(work: Work, case: AidCase) -> None:
    """With the last reminder the case officer hears of it."""
    source = N_(
        "Case {number} was paid at once, and papers that were to follow are missing: {papers}. The worker has time "
        "until {day} and was reminded. A call or a visit may help."
    )
    tell_officers(work, case, _said(work, case, source), name="proofs")


def miss_papers(work: Work, case: AidCase) -> None:
    """The days are over: it is told upward, and whoever looks at the case next does so without them; where nobody does,
    it stays with its worker, and the days begin anew."""
    missing, before = _missing(work, case), state_of(work, case)
    after = late.miss_papers(before, today=work.today)
    audit.note(work, None, N_("papers after the payment have not come"), subject(case))
    if after is before:
        waiting.begin(work, case, Dossier(work, case).policy.waits.proofs, work.today)
    else:
        record_decision(work, case, "papers_over", person_id=None, role="")
        move(work, case, after, say(N_("The days for the papers are over.")))
        tell_moved_on(work, case)
    source = N_("Case {number} was paid at once, and papers that were to follow have not come in time: {papers}.")
    said = Text(source, {"number": case.number, "papers": missing})
    for admin in work.admin_ids:
        outbox.put(work, admin, Message(said), key=f"proofs-over:{case.id}:{case.version}:{case.waits_since}:{admin}")
    tell_officers(work, case, said, name="proofs-over", to={*case_officers(work, case), *asked(work, case)})


def _said(work: Work, case: AidCase, source: str) -> Text:
    until = case.waits_until or work.today
    return Text(source, {"number": case.number, "papers": _missing(work, case), "day": until})


def _missing(work: Work, case: AidCase) -> Joined:
    return Joined(tuple(kind.text for kind in Dossier(work, case).missing_papers), ", ")


def _keys(work: Work, case: AidCase) -> Keys:
    return with_missing(case.id, Dossier(work, case).missing_papers)
