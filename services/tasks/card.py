"""How campaigns, their lists and the checklist of one household read for the officers who work on them."""

import re
from collections.abc import Mapping
from datetime import date, timedelta

from sqlmodel import Session

from domain.forms import clip, clipped
from domain.households.buttons import OpenHousehold
from domain.households.classes import HouseholdClass
from domain.platform.access import Action
from domain.platform.messages import Attachment, Key, Keys, Message, key
from domain.platform.text import N_, Arg, Joined, Local, Money, Nn_, Sayable, Text, lines, paragraphs, say, say_many
from domain.policy.options import Option
from domain.policy.seasons import CheckItem
from domain.tasks.buttons import (
    ChangeItem,
    ItemPhotos,
    LeaveItemOut,
    NothingMore,
    OpenItem,
    OpenTask,
    OpenTasks,
    PutOff,
    PutOffUntil,
    TaskAfter,
    TickItem,
    UndoItem,
)
from domain.tasks.checklist import Entry, ItemState, TaskState, open_items, why_said
from models.people import Person
from services.campaigns import bar, heading
from services.households import head_of, household_in, papers_about, subject, unit_of
from services.platform import audit
from services.platform.work import Work
from services.tasks import record as tasks
from services.tasks import students, ticking
from services.tasks.record import Numbers, Opened, Page, TaskLine

__all__ = ["board", "card", "days_to_choose", "full_item", "list_of", "nothing_left", "photos"]

LONGEST_NOTE = 60
LONGEST_LABEL = 28


# Campaigns and lists -------------------------------------------------------------------------------------------------


def board(work: Work) -> Message | None:
    """Return the running campaigns with this person's progress; None when there is none for them."""
    running = tasks.running_for(work)
    if not running:
        return None
    told = (
        lines(heading(campaign, season), say(N_("until {closes}"), closes=campaign.closes), _progress(numbers))
        for campaign, season, numbers in running
    )
    keys = tuple((key(season.title, OpenTasks(campaign.id, 0)),) for campaign, season, _ in running)
    return Message(paragraphs(*told), keys)


def _progress(numbers: Numbers) -> Joined:
    begun = say(N_("{count} begun"), count=numbers.in_work) if numbers.in_work else None
    later = say(N_("⏰ {count} put off"), count=numbers.later) if numbers.later else None
    return lines(bar(numbers), begun, later, between=" · ")


def list_of(work: Work, campaign_id: int, page: int) -> tuple[Message, Page]:
    """Return a page of a campaign's households, with what turns the pages left to the caller; raises UnknownTask."""
    shown = tasks.page_of(work, campaign_id, page)
    head = lines(
        heading(shown.campaign, shown.season),
        say(N_("until {closes}"), closes=shown.campaign.closes),
        _progress(shown.numbers) if shown.numbers.total else say(N_("No household here is yours.")),
    )
    keys = tuple((key(_line(one, leads=shown.leads), OpenTask(one.task_id)),) for one in shown.lines)
    return Message(head, keys), shown


def _line(one: TaskLine, *, leads: bool) -> Joined:
    officer = (one.officer or say(N_("no officer"))) if leads else None
    if one.state == TaskState.DONE:
        return lines(f"✅ {one.name}", officer, between=" · ")
    if one.later_on is not None:
        return lines(f"⏰ {one.name}", one.later_on, officer, between=" · ")
    left = say(N_("{count} left"), count=one.left)
    return lines(f"⬜ {one.name}", left, officer, between=" · ")


def nothing_left(work: Work, campaign_id: int) -> Message:
    """Return what is said when no household is next; raises UnknownTask."""
    campaign = tasks.campaign_of(work.session, campaign_id)
    said = say(N_("Everything is done, except what you put off. Thank you!"))
    text = paragraphs(heading(campaign, tasks.season_of(work, campaign)), said)
    return Message(text, ((key(say(N_("‹ List")), OpenTasks(campaign_id, 0)),),))


# One household -------------------------------------------------------------------------------------------------------


def card(work: Work, task_id: int, *, is_look: bool = True) -> Message:
    """Return one household's checklist; a look is recorded, unless it only follows a change.

    Raises UnknownTask, NoLongerYours, NotForYou, OwnFile.
    """
    found = tasks.opened(work, Action.SEE_HOUSEHOLD, task_id)
    if is_look:
        audit.note(work, work.actor.person_id, N_("looked at the tasks of a household"), subject(found.file))
    ticking.settle_one(work, found)
    meant = not open_items(found.season, found.entries) or ticking.is_meant(work.house, found, work.now)
    text = paragraphs(
        _head(work.session, found),
        lines(*(_item_line(found, item) for item in found.season.checklist)),
        _students(work, found),
        _standing(found, meant=meant),
    )
    return Message(text, _card_keys(found, meant=meant))


def _head(session: Session, found: Opened) -> Joined:
    file = found.file
    people = say_many(*Nn_("{count} person", "{count} people"), household_in(file).size)
    grade = HouseholdClass(file.household_class or "none").heading
    return lines(
        heading(found.campaign, found.season),
        say(N_("<b>{name}</b> · {number}"), name=head_of(session, file).name or "", number=file.number),
        lines(grade, unit_of(session, file).name, people, between=" · "),
    )


def _item_line(found: Opened, item: CheckItem) -> Joined:
    entry = found.entries.get(item.key)
    if entry is None:
        return lines("⬜", clipped(item.text), between=" ")
    if entry.state is ItemState.NOT_NEEDED:
        said = say(N_("⏭ {item}: not needed ({why})"), item=clipped(item.text), why=_short(why_said(entry.why)))
        return lines(said)
    done = lines("✅", clipped(item.text), between=" ")
    details = [_short(one) for one in _details(found, item, entry)]
    return lines(done, lines("–", lines(*details, between=" · "), between=" ")) if details else done


def _details(found: Opened, item: CheckItem, entry: Entry) -> list[Arg]:
    """Return what was given with an item: choice, goods, money, note."""
    goods = tuple(_named(found.season.goods, one) for one in entry.goods)
    given: list[Arg] = [_named(item.choices, entry.choice)] if entry.choice else []
    given += [Joined(goods, ", ")] if goods else []
    given += [Money(entry.amount)] if entry.amount else []
    given += [entry.note] if entry.note else []
    return (
        given if entry.by is not None else [*given, say(N_("automatically, because the grants have reached that step"))]
    )


def _named(options: tuple[Option, ...], name: str) -> Arg:
    return next((option.text for option in options if option.key == name), name)


def _short(arg: Arg) -> Arg:
    if isinstance(arg, str):
        return clip(arg, LONGEST_NOTE)
    return clipped(arg) if isinstance(arg, Local) else arg


def _students(work: Work, found: Opened) -> Joined | None:
    today = work.today
    theirs = students.students_of(work.session, found.policy, found.season, found.campaign, found.file, today=today)
    return lines(say(N_("Students:")), *(lines("🎓", one.said, between=" ") for one in theirs)) if theirs else None


def _standing(found: Opened, *, meant: bool) -> Text | None:
    """Return what is to be said of the household as a whole."""
    if not found.is_running:
        source = N_("{season} has ended. What is written here stays as it is.")
        return say(source, season=found.season.title)
    if found.task.state == TaskState.DONE:
        return say(N_("🎉 Everything is done for this household. Thank you!"))
    if not meant:
        return say(N_("By what is on record now, the season is no longer for this household."))
    if found.task.later_on is not None:
        return say(N_("⏰ Put off until {day}."), day=found.task.later_on)
    return None


def _card_keys(found: Opened, *, meant: bool) -> Keys:
    task_id = found.task_id
    items = tuple((_item_key(found, item),) for item in found.season.checklist)
    file = key(say(N_("Household file")), OpenHousehold(found.file.id))
    back = key(say(N_("‹ List")), OpenTasks(found.task.campaign_id, 0))
    if not found.is_running:
        return (*items, (file,), (back,))
    is_done = found.task.state == TaskState.DONE
    following = key(say(N_("Next household ›")) if is_done else say(N_("Next ›")), TaskAfter(task_id))
    rest: Keys = () if meant else ((key(say(N_("Nothing more is needed here")), NothingMore(task_id)),),)
    later = () if is_done else (key(say(N_("⏰ Later")), PutOff(task_id)),)
    return (*items, *rest, (*later, file), (back, following))


def _item_key(found: Opened, item: CheckItem) -> Key:
    entry = found.entries.get(item.key)
    icon = "⬜" if entry is None else "✅" if entry.state is ItemState.DONE else "⏭"
    return key(lines(icon, _for_a_button(item.text), between=" "), OpenItem(found.task_id, item.key))


def _for_a_button(text: Local) -> Local:
    return Local({locale: _in_short(words) for locale, words in text.by_locale.items()})


def _in_short(words: str) -> str:
    """Return the beginning of an item up to a colon, cut between words; the card has the whole of it above."""
    short = clip(re.split("[:：]", words, maxsplit=1)[0], LONGEST_LABEL)
    return f"{short[: short.rindex(' ')]}…" if short.endswith("…") and " " in short else short


# One item ------------------------------------------------------------------------------------------------------------


def full_item(work: Work, task_id: int, item_key: str) -> Message:
    """Return one item in full, with what may be done about it; raises as `card` does, and NoSuchItem."""
    found = tasks.opened(work, Action.SEE_HOUSEHOLD, task_id)
    item = found.item(item_key)
    audit.note(work, work.actor.person_id, N_("looked at the tasks of a household"), subject(found.file))
    entry = found.entries.get(item.key)
    has_photos = bool(papers_about(work.session, found.file, ticking.photos_about(task_id, item.key)))
    text = paragraphs(
        lines(say(N_("<b>{name}</b> · {number}"), name=head_of(work.session, found.file).name or "",
                  number=found.file.number)),
        item.text,
        item.help,
        _on_record(work.session, found, item, entry) if entry is not None else None,
    )  # fmt: skip
    return Message(text, _item_keys(found, item, entry, has_photos=has_photos))


def _on_record(session: Session, found: Opened, item: CheckItem, entry: Entry) -> Joined:
    person = session.get(Person, entry.by) if entry.by is not None else None
    who = (person.name if person else None) or ""
    done = say(N_("✅ Done by {name}, {when}"), name=who, when=entry.at)
    if entry.by is None:
        done = say(N_("✅ Done, {when}"), when=entry.at)
    if entry.state is ItemState.NOT_NEEDED:
        left_out = say(N_("⏭ Not needed, says {name}, {when}"), name=who, when=entry.at)
        return lines(left_out, why_said(entry.why))
    return lines(done, *_details(found, item, entry))


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
    """Return the photos of an item, one message each; raises as `card` does, and NoSuchItem."""
    found = tasks.opened(work, Action.SEE_HOUSEHOLD, task_id)
    item = found.item(item_key)
    audit.note(work, work.actor.person_id, N_("looked at the photos of a household"), subject(found.file),
               detail=f"{found.campaign.season}:{item.key}")  # fmt: skip
    caption = say(N_("{number}: {item}"), number=found.file.number, item=clipped(item.text))
    kept = papers_about(work.session, found.file, ticking.photos_about(task_id, item.key))
    return [Message(caption, attachment=Attachment(file_id=one.file_id, is_photo=one.is_photo)) for one in kept]


# Later ---------------------------------------------------------------------------------------------------------------

LATER: Mapping[int, str] = {1: N_("Tomorrow"), 3: N_("In 3 days"), 7: N_("In a week")}


def days_to_choose(work: Work, task_id: int) -> Message:
    """Return the question until when a household waits; raises as `card` does, CampaignOver."""
    found = tasks.opened(work, Action.WORK_HOUSEHOLD, task_id)
    tasks.check_running(found)
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
    head = say(
        N_("<b>{name}</b> · {number}"), name=head_of(work.session, found.file).name or "", number=found.file.number
    )
    return Message(paragraphs(head, text), (*rows, (key(say(N_("‹ Back")), OpenTask(task_id)),)))


def _day_label(source: str, day: date) -> Joined:
    return lines(Text(source), day, between=" · ")
