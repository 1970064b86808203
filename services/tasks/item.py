"""One item of a household's checklist in full, its photos, and the days until which the household can wait."""

from collections.abc import Mapping
from datetime import date, timedelta

from sqlmodel import Session

from domain.forms import clipped
from domain.platform.access import Action
from domain.platform.messages import Key, Keys, Message, key
from domain.platform.text import N_, Joined, Sayable, Text, lines, paragraphs, say
from domain.policy.seasons import CheckItem
from domain.tasks.buttons import ChangeItem, ItemPhotos, LeaveItemOut, OpenTask, PutOffUntil, TickItem, UndoItem
from domain.tasks.checklist import Entry, ItemState, why_said
from models.people import Person
from models.procedure import AidCase
from services.cases import label_of_step
from services.households import as_albums, papers_about, subject
from services.platform import audit
from services.platform.work import Work
from services.tasks.card import details, name_line
from services.tasks.gifts import gift_of
from services.tasks.record import Opened, check_running, opened
from services.tasks.ticking import photos_about

__all__ = ["days_to_choose", "full_item", "photos"]


def full_item(work: Work, task_id: int, item_key: str) -> Message:
    """Return one item in full, with what may be done about it; raises as `card_of` does, and NoSuchItem."""
    found = opened(work, Action.SEE_HOUSEHOLD, task_id)
    item = found.item(item_key)
    audit.note(work, work.actor.person_id, N_("looked at the tasks of a household"), subject(found.file))
    entry = found.entries.get(item.key)
    has_photos = bool(papers_about(work.session, found.file, photos_about(task_id, item.key)))
    text = paragraphs(
        lines(name_line(work.session, found)),
        item.text,
        item.help,
        _on_record(work.session, found, item, entry) if entry is not None else None,
        _money(work, task_id, item),
    )  # fmt: skip
    return Message(text, _item_keys(found, item, entry, has_photos=has_photos))


def _money(work: Work, task_id: int, item: CheckItem) -> Text | None:
    """Return where the case of the money of an item stands."""
    gift = gift_of(work.session, task_id, item.key)
    if gift is None or gift.case_id is None:
        return None
    case = work.session.get_one(AidCase, gift.case_id)
    return say(N_("Money: case {number}, {step}"), number=case.number, step=label_of_step(case))


def _on_record(session: Session, found: Opened, item: CheckItem, entry: Entry) -> Joined:
    person = session.get(Person, entry.by) if entry.by is not None else None
    who = (person.name if person else None) or ""
    done = say(N_("✅ Done by {name}, {when}"), name=who, when=entry.at)
    if entry.by is None:
        done = say(N_("✅ Done, {when}"), when=entry.at)
    if entry.state is ItemState.NOT_NEEDED:
        left_out = say(N_("⏭ Not needed, says {name}, {when}"), name=who, when=entry.at)
        return lines(left_out, why_said(entry.why))
    return lines(done, *details(found, item, entry))


def _item_keys(found: Opened, item: CheckItem, entry: Entry | None, *, has_photos: bool) -> Keys:
    task_id = found.task_id
    back: Keys = ((key(say(N_("‹ Back")), OpenTask(task_id)),),)
    photos_: Keys = ((key(say(N_("Photos")), ItemPhotos(task_id, item.key)),),) if has_photos else ()
    if not found.is_running:
        return (*photos_, *back)
    if entry is None:
        out = (key(say(N_("⏭ Not needed")), LeaveItemOut(task_id, item.key)),) if item.not_needed else ()
        return ((key(say(N_("✅ Done")), TickItem(task_id, item.key)), *out), *photos_, *back)
    if entry.by is None:
        return (*photos_, *back)
    takes_more = entry.state is ItemState.DONE and item.needs
    change = (key(say(N_("✏️ Change")), ChangeItem(task_id, item.key, entry.stamp)),) if takes_more else ()
    undo = key(say(N_("↩️ Undo")), UndoItem(task_id, item.key, entry.stamp))
    return ((*change, undo), *photos_, *back)


def photos(work: Work, task_id: int, item_key: str) -> list[Message]:
    """Return the photos of an item, as albums; raises as `card_of` does, and NoSuchItem."""
    found = opened(work, Action.SEE_HOUSEHOLD, task_id)
    item = found.item(item_key)
    audit.note(work, work.actor.person_id, N_("looked at the photos of a household"), subject(found.file),
               detail=f"{found.campaign.season}:{item.key}")  # fmt: skip
    number, name = found.file.number, clipped(item.text)
    kept = papers_about(work.session, found.file, photos_about(task_id, item.key))
    return as_albums(say(N_("{number}: {item}"), number=number, item=name), number, name, kept)


# Later ---------------------------------------------------------------------------------------------------------------

LATER: Mapping[int, str] = {1: N_("Tomorrow"), 3: N_("In 3 days"), 7: N_("In a week")}


def days_to_choose(work: Work, task_id: int) -> Message:
    """Return the question until when a household waits; raises as `card_of` does, CampaignOver."""
    found = opened(work, Action.WORK_HOUSEHOLD, task_id)
    check_running(found)
    today = work.today
    choices = [(today + timedelta(days=days), source) for days, source in LATER.items()]
    rows: list[tuple[Key, ...]] = [
        (key(_day_label(source, day), PutOffUntil(task_id, day.isoformat())),)
        for day, source in choices
        if day <= found.campaign.closes
    ]
    text: Sayable = say(N_("When will you come back to this household? Until then the reminders leave it out."))
    if not rows:
        text = say(N_("The season ends today, so nothing can be put off any more."))
    elif found.campaign.closes > today:
        rows.append((key(say(N_("Another day")), PutOffUntil(task_id, "")),))
    back = (key(say(N_("‹ Back")), OpenTask(task_id)),)
    return Message(paragraphs(name_line(work.session, found), text), (*rows, back))


def _day_label(source: str, day: date) -> Joined:
    return lines(Text(source), day, between=" · ")
