"""What the worker is told when something happened to a case."""

from collections.abc import Sequence
from datetime import datetime

from sqlmodel import Session

from domain.platform.messages import Keys, Message
from domain.platform.text import N_, Joined, Sayable, Text, lines, paragraphs, say
from domain.procedure.procedure import StepKind
from domain.procedure.reasons import reason_said
from models.procedure import AidCase
from services.platform import outbox

NEXT = {
    StepKind.REVIEW: N_("Your union now reviews it; two colleagues will visit you at home, which costs nothing."),
    StepKind.NOTICE: N_("Now comes the public notice, with your surname, unit, class and programme only."),
    StepKind.APPROVAL: N_("Now the assistance centre decides."),
    StepKind.ENTRY: N_("It was approved. Now it is entered into the national system."),
    StepKind.PAYMENT: N_("It was approved. The cashier now pays it to the bank card."),
    StepKind.RECEIPT: N_("Please tell us whether the money has come."),
}


def tell(session: Session, case: AidCase, said: Sayable, *, now: datetime, keys: Keys = ()) -> None:
    """Queue a message to the applicant."""
    outbox.put(session, case.applicant_id, Message(said, keys), now=now)


def moved_on(session: Session, case: AidCase, *, now: datetime) -> None:
    """Tell at which step the case now is."""
    if case.step in set(StepKind):
        head = say(N_("There is news of your case {number}."), number=case.number)
        tell(session, case, lines(head, Text(NEXT[StepKind(case.step)])), now=now)


def returned(session: Session, case: AidCase, reason: str, *, now: datetime, missing: Sequence[Sayable] = ()) -> None:
    """Tell what has to be corrected, and how; `missing` are the papers that are not there."""
    tell(
        session,
        case,
        paragraphs(
            say(N_("Your case {number} came back to you, because something is to be corrected."), number=case.number),
            say(N_("Reason: {reason}"), reason=reason_said(reason)),
            say(N_("Still missing: {papers}"), papers=Joined(tuple(missing), ", ")) if missing else None,
            say(N_("Nothing is lost: send /cases, choose the case, correct it and hand it in again.")),
        ),
        now=now,
    )


def refused(session: Session, case: AidCase, reason: str, *, now: datetime) -> None:
    """Tell why not, and what can be done."""
    tell(
        session,
        case,
        paragraphs(
            say(N_("We are sorry: your case {number} was not approved."), number=case.number),
            say(N_("Reason: {reason}"), reason=reason_said(reason)),
            say(N_("If you see it differently, you can object under /cases; the centre then looks at it again.")),
        ),
        now=now,
    )
