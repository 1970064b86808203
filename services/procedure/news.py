"""What the worker is told when something happened to a case."""

from collections.abc import Sequence

from domain.platform.messages import Keys, Message
from domain.platform.text import N_, Joined, Sayable, Text, lines, paragraphs, say
from domain.procedure.reasons import reason_said
from domain.units.steps import StepKind
from models.procedure import AidCase
from services.platform import outbox
from services.platform.work import Work

NEXT = {
    StepKind.REVIEW: N_("Your union now reviews it; two colleagues will visit you at home, which costs nothing."),
    StepKind.NOTICE: N_("Now comes the public notice, with your surname, unit, class and programme only."),
    StepKind.APPROVAL: N_("Now the assistance centre decides."),
    StepKind.ENTRY: N_("It was approved. Now it is entered into the national system."),
    StepKind.PAYMENT: N_("It was approved. The cashier now pays it to the bank card."),
    StepKind.RECEIPT: N_("Please tell us whether the money has come."),
}


def tell(work: Work, case: AidCase, said: Sayable, *, keys: Keys = ()) -> None:
    """Queue a message to the applicant."""
    outbox.put(work, case.applicant_id, Message(said, keys))


def moved_on(work: Work, case: AidCase) -> None:
    """Tell at which step the case now is."""
    if case.step in set(StepKind):
        head = say(N_("There is news of your case {number}."), number=case.number)
        tell(work, case, lines(head, Text(NEXT[StepKind(case.step)])))


def returned(work: Work, case: AidCase, reason: str, *, missing: Sequence[Sayable] = ()) -> None:
    """Tell what has to be corrected, and how; `missing` are the papers that are not there."""
    tell(
        work,
        case,
        paragraphs(
            say(N_("Your case {number} came back to you, because something is to be corrected."), number=case.number),
            say(N_("Reason: {reason}"), reason=reason_said(reason)),
            say(N_("Still missing: {papers}"), papers=Joined(tuple(missing), ", ")) if missing else None,
            say(N_("Nothing is lost: send /cases, choose the case, correct it and hand it in again.")),
        ),
    )


def refused(work: Work, case: AidCase, reason: str) -> None:
    """Tell why not, and what can be done."""
    tell(
        work,
        case,
        paragraphs(
            say(N_("We are sorry: your case {number} was not approved."), number=case.number),
            say(N_("Reason: {reason}"), reason=reason_said(reason)),
            say(N_("If you see it differently, you can object under /cases; the centre then looks at it again.")),
        ),
    )
