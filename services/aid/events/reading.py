"""A table of whom an event has struck, once it is fetched: what it says waits as a form until an officer has looked."""

from collections.abc import Sequence
from typing import Any

from domain.aid.buttons import MoreOfEvent
from domain.aid.events.questions import PEOPLE, WHOM, Whom, event_more_form
from domain.forms import Facts, FormState, start
from domain.forms.buttons import DraftPress, Way
from domain.platform.messages import Keys, Message, key
from domain.platform.text import N_, Nn_, Refusal, lines, say, say_many
from models.people import FileToErase
from models.procedure import Paper
from services import forms
from services.aid.events.listed import TableNotFetched, lines_of
from services.aid.events.opening import event_title
from services.people import actor_of
from services.platform import outbox
from services.platform.work import Work

FORM = "event_more"


def event_table_fetched(work: Work, paper: Paper, content: bytes | None) -> None:
    """Put a table that was sent before its officer as a form with all its lines (None: it cannot be fetched), or tell
    them what is wrong with it. The file goes: there are many numbers in it."""
    event_id, officer = int(paper.about.rpartition(":")[2]), paper.added_by
    theirs = work.by(actor_of(work.session, officer, admin_ids=work.house.admin_ids))
    try:
        title = event_title(theirs, event_id)
        if content is None:
            raise TableNotFetched
        found = lines_of(work, content)
    except Refusal as refusal:
        again: Keys = ((key(say(N_("Add households")), MoreOfEvent(event_id)),),)
        outbox.put(work, officer, Message(refusal.said, again), key=f"event-table:{paper.id}")
    else:
        draft = _kept(theirs, event_id, title, found)
        look: Keys = ((key(say(N_("Look at the list")), DraftPress(draft.id, Way.CONTINUE)),),)
        outbox.put(work, officer, Message(_read(title, len(found)), look), key=f"event-table:{paper.id}")
    if paper.stored_as is not None:
        work.session.add(FileToErase(stored_as=paper.stored_as))
    work.session.delete(paper)


def _read(title: str, count: int) -> Any:
    source = Nn_(
        "I have read your table for {event}: {count} line. Please look at who would get a case, then send it.",
        "I have read your table for {event}: {count} lines. Please look at who would get a case, then send it.",
    )
    return say_many(*source, count, event=title)


def _kept(work: Work, event_id: int, title: str, found: Sequence[str]) -> forms.Draft:
    """Keep the lines as answers of a form, behind those that its officer has typed there; what they are at goes on."""
    busy, before = forms.active(work), forms.find(work, FORM, str(event_id))
    typed = FormState.from_json(before.state).answers.get(PEOPLE) if before is not None else None
    words = "\n".join((*((str(typed),) if typed else ()), *found))
    state = start(event_more_form(lines(title)), Facts(work.today), {WHOM: Whom.NAMED.value, PEOPLE: words})
    draft = forms.begin(
        work, FORM, state.to_json(), subject=str(event_id), policy_version=work.house.policies.current.version
    )
    forms.save(work, draft, state.to_json())
    if busy is None:
        forms.put_aside(work)
    elif busy.id != draft.id:
        forms.resume(work, busy)
    return draft
