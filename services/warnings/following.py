"""What becomes of early warnings when somebody agrees no longer, agrees again, or is erased."""

from __future__ import annotations

from sqlmodel import col, select

from domain.people.events import ConsentChanged, Leaves
from domain.platform.messages import Message
from domain.platform.text import say
from domain.warnings import words
from models.warnings.early import EarlyWarning
from services.platform.work import Work
from services.warnings.telling import put, redraw
from services.warnings.whom import is_shown


def follow_consent(work: Work, changed: ConsentChanged) -> None:
    """What officers have in their chats shows at once that a worker withdrew the consent, or agreed again."""
    theirs = select(EarlyWarning).where(EarlyWarning.person_id == changed.person_id, EarlyWarning.answer == "")
    for warning in work.session.exec(theirs.order_by(col(EarlyWarning.id))).all():
        if is_shown(work.session, warning):
            put(work, warning, warning.asked)
        else:
            redraw(work, warning, Message(say(words.HIDDEN, id=str(warning.id))))


def forget(work: Work, leaving: Leaves) -> None:
    """Somebody is erased: every message about them says in its place that it is over."""
    if not leaving.is_erased:
        return
    theirs = select(EarlyWarning).where(EarlyWarning.person_id == leaving.person_id)
    for warning in work.session.exec(theirs.order_by(col(EarlyWarning.id))).all():
        redraw(work, warning, Message(say(words.ERASED)))
