"""What an item of a checklist found to be changed: its officer is sent on to where the file is corrected."""

from domain.households.buttons import ChangeFile
from domain.platform.messages import Message, key
from domain.platform.text import N_, Sayable, paragraphs, say
from domain.policy.seasons import CheckItem
from domain.tasks.checklist import Entry
from services.households import class_by_rules, class_on_record
from services.platform import outbox
from services.platform.work import Work
from services.tasks.record import Opened

__all__ = ["send_on"]


def send_on(work: Work, found: Opened, item: CheckItem, entry: Entry) -> None:
    """Lead on from a re-check: to the answers that have changed, or to a class that the rules give no longer."""
    if not item.changes:
        return
    told = [one for one in (_answers(found, item, entry), _class(work, found)) if one is not None]
    if told:
        keys = ((key(say(N_("✏️ Change something in the file")), ChangeFile(found.file.id, 0)),),)
        outbox.put(work, work.person_id, Message(paragraphs(*told), keys))


def _answers(found: Opened, item: CheckItem, entry: Entry) -> Sayable | None:
    if entry.choice not in item.changes:
        return None
    source = N_(
        "Household {number}: please enter what has changed, with old and new; a colleague confirms it. The file is "
        "right only then."
    )
    return say(source, number=found.file.number)


def _class(work: Work, found: Opened) -> Sayable | None:
    before = class_on_record(work, found.file)
    after = class_by_rules(work, found.file, found.file.data)
    if before == after:
        return None
    source = N_(
        "Household {number} is in {before}; by the rules in force today it would be in {after}. If that is right, "
        "propose to work the class out anew."
    )
    return say(source, number=found.file.number, before=before.label, after=after.label)
