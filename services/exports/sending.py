"""A paper or list goes to whoever took it; with whole numbers in it, it does not stay in the chat."""

from datetime import timedelta
from typing import Any

from domain.exports.document import Made
from domain.platform.messages import Attachment, Message
from domain.platform.power.purposes import Purpose, kept
from domain.platform.text import N_, Refusal, Sayable, paragraphs, say
from models.people import Person
from services.platform import audit, outbox
from services.platform.work import Work

STAYS_MINUTES = 10


class PurposeNeeded(Refusal):
    """Nothing leaves the program without a word on what it is for."""

    text = N_("Please say first what it is for: nothing leaves the program without that.")


def made_by(work: Work, number: str, purpose: Purpose | None) -> Made:
    """Return who makes a paper with this number now, and for what."""
    name = work.session.get_one(Person, work.by_id).name or ""
    return Made(number, name, work.now, purpose.label if purpose else None)


def on_record(work: Work, action: str, subject: str, purpose: Purpose) -> None:
    """Put on record that somebody took something and what for; raises PurposeNeeded."""
    if purpose is Purpose.ASK:
        raise PurposeNeeded
    audit.note(work, work.person_id, action, subject, detail=kept(purpose))


def send(work: Work, text: Sayable, drawing: dict[str, Any], *, whole: bool = False) -> None:
    """Send a file to whoever acts; what is `whole` goes from the chat by itself."""
    goes = say(N_("This message is deleted by itself after {count} minutes."), count=STAYS_MINUTES) if whole else None
    key = f"export:{work.by_id}:{work.now.isoformat()}:{drawing['file_name']}"
    message = Message(paragraphs(text, goes), attachment=Attachment(drawing=drawing))
    outbox.put(work, work.by_id, message, key=key, priority=outbox.INTERACTIVE)
    if whole:
        outbox.delete(work, work.by_id, target_key=key, at=work.now + timedelta(minutes=STAYS_MINUTES))
