"""What workers are reminded of, what becomes of it at the end, and when the case officer is asked to help."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date

from domain.cases.buttons import Act, CasePress
from domain.platform.messages import Key, Message, key
from domain.platform.text import N_, Joined, paragraphs, say
from domain.procedure.waiting import WaitsFor
from models.procedure import AidCase
from services.cases.lapsed import lapse, tell_officers
from services.payments import ask_keys, ask_to_call, close_unheard
from services.platform import outbox
from services.platform.work import Work
from services.procedure import Dossier, asked


@dataclass(frozen=True, slots=True)
class Kind:
    """One thing that a case waits for: how its worker is reminded, what the last reminder does beside, and the end."""

    reminder: Callable[[Work, AidCase], Message]
    at_last: Callable[[Work, AidCase], None]
    end: Callable[[Work, AidCase], None]


def _act(case: AidCase, act: Act) -> CasePress:
    return CasePress(case.id, act)


def _until(case: AidCase) -> date:
    assert case.waits_until is not None, "it waits"
    return case.waits_until


def _open(case: AidCase) -> tuple[Key, ...]:
    return (key(say(N_("See the case")), _act(case, Act.OPEN)),)


# Returned ------------------------------------------------------------------------------------------------------------


def _correct(_work: Work, case: AidCase) -> Message:
    source = N_(
        "Your case {number} still waits for you: something in it is to be corrected. Please hand it in again by {day}."
    )
    ends = say(N_("If it is not handed in by then, it ends. If you need help with it, ask your union or call 12351."))
    keys = ((key(say(N_("Correct and hand in again")), _act(case, Act.CORRECT)),), _open(case))
    return Message(paragraphs(say(source, number=case.number, day=_until(case)), ends), keys)


def _ask_to_help(work: Work, case: AidCase) -> None:
    source = N_(
        "Case {number} was returned and still waits for its worker, who has been reminded. It ends if it is not handed "
        "in again by {day}. A call or a visit may help."
    )
    tell_officers(work, case, say(source, number=case.number, day=_until(case)), name="waits-officer")


# Papers that were to follow ------------------------------------------------------------------------------------------


def _missing(work: Work, case: AidCase) -> Joined:
    return Joined(tuple(kind.text for kind in Dossier(work, case).missing_papers), ", ")


def _bring(work: Work, case: AidCase) -> Message:
    source = N_(
        "Case {number} still needs papers from you: {papers}. Please send them by {day}, so that the review can go on."
    )
    help_ = say(N_("If you cannot get one of them, please tell your union or call 12351; there may be another way."))
    keys = ((key(say(N_("Add a paper")), _act(case, Act.PAPERS)),), _open(case))
    said = say(source, number=case.number, papers=_missing(work, case), day=_until(case))
    return Message(paragraphs(said, help_), keys)


def _tell_reviewers(work: Work, case: AidCase) -> None:
    """The papers have not come: whoever reviews decides what is to be done, and the worker's days are over."""
    source = N_(
        "Papers of case {number} that were to follow have not come: {papers}. The worker was reminded. Please call, or "
        "return the case with the reason “A paper is missing”; it can also be decided without them."
    )
    said = say(source, number=case.number, papers=_missing(work, case))
    tell_officers(work, case, said, name="papers", to=asked(work, case))


# Whether the money came ----------------------------------------------------------------------------------------------


def _ask(_work: Work, case: AidCase) -> Message:
    source = N_("Has the money of case {number} come? Please look at your bank account and tell us by {day}.")
    return Message(say(source, number=case.number, day=_until(case)), (*ask_keys(case), _open(case)))


KINDS: Mapping[WaitsFor, Kind] = {
    WaitsFor.RETURNED: Kind(_correct, _ask_to_help, lapse),
    WaitsFor.PAPERS: Kind(_bring, lambda _work, _case: None, _tell_reviewers),
    WaitsFor.RECEIPT: Kind(_ask, ask_to_call, close_unheard),
}


def remind(work: Work, case: AidCase, what: WaitsFor, *, once: str, is_last: bool) -> None:
    """Remind the worker, once under a key; with the last reminder somebody beside hears of it, too."""
    kind = KINDS[what]
    outbox.put(work, case.applicant_id, kind.reminder(work, case), key=once, priority=outbox.REMINDER)
    if is_last:
        kind.at_last(work, case)
