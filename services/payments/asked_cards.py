"""Another card for money that came back: asked of the worker, and given."""

from dataclasses import dataclass

from sqlmodel import Session

from domain.payments.buttons import GiveCard
from domain.payments.money import Cause, MoneyState
from domain.platform.messages import key
from domain.platform.text import N_, Sayable, Text, paragraphs, say
from domain.procedure.steps import kind_of
from models.payments import MoneyRow
from models.procedure import AidCase
from services.payments.rows import live_row, returned_row
from services.platform import waiting
from services.platform.work import Work
from services.procedure import Dossier, tell


@dataclass(frozen=True, slots=True)
class CameBack:
    """Money that came back and is not due again: why, and whether the worker has to give a card for it."""

    cause: Text
    wants_card: bool


def came_back(session: Session, case: AidCase) -> CameBack | None:
    """Return what came back of a case and waits for a card or a second officer, None when nothing does."""
    live = live_row(session, case)
    if not kind_of(case.step).pays_out or (live is not None and live.state != MoneyState.PROPOSED):
        return None
    try:
        cause = Cause(returned_row(session, case).cause)
    except LookupError:
        return None
    return CameBack(cause.label, cause.needs_card and live is None)


def begin_waiting(work: Work, case: AidCase, back: MoneyRow) -> None:
    """Let the days count in which the worker may give another card for what came back."""
    waiting.begin(work, back, Dossier(work, case).policy.waits.card, work.today)


def ask_card(work: Work, case: AidCase, said: Sayable) -> None:
    """Ask the worker for another card, after what happened to the one before."""
    asked = say(N_("Please give us another card with the button below or under /cases. Nothing else has to be done."))
    tell(work, case, paragraphs(said, asked), keys=((key(say(N_("Give another card")), GiveCard(case.id)),),))
