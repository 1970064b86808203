"""The checklist of one household as its officer reads it, with what may be done about it."""

import re

from sqlmodel import Session

from domain.forms import clip, clipped
from domain.households.buttons import OpenHousehold
from domain.platform.access import Action
from domain.platform.messages import Key, Keys, Message, key
from domain.platform.text import N_, Arg, Joined, Local, Money, Nn_, Text, lines, paragraphs, say, say_many
from domain.policy.options import Option
from domain.policy.seasons import CheckItem
from domain.tasks.buttons import NothingMore, OpenItem, OpenTasks, PutOff, TaskAfter
from domain.tasks.checklist import Entry, ItemState, TaskState, open_items, why_said
from services.campaigns import heading
from services.households import class_on_record, head_of, household_in, subject, unit_of
from services.platform import audit
from services.platform.work import Work
from services.tasks import students
from services.tasks.record import Opened, opened
from services.tasks.settling import settle_one
from services.tasks.ticking import is_meant

__all__ = ["card_of", "details", "name_line"]

LONGEST_NOTE = 60
LONGEST_LABEL, LONGEST_CHINESE = 28, 20  # characters that a button holds beside its mark on a phone


def card_of(work: Work, task_id: int, *, is_look: bool = True) -> Message:
    """Return one household's checklist; a look is recorded, unless it only follows a change.

    Raises UnknownTask, NoLongerYours, NotForYou, OwnFile.
    """
    found = opened(work, Action.SEE_HOUSEHOLD, task_id)
    if is_look:
        audit.note(work, work.actor.person_id, N_("looked at the tasks of a household"), subject(found.file))
    settle_one(work, found)
    meant = not open_items(found.season, found.entries) or is_meant(work, found)
    text = paragraphs(
        _head(work, found),
        lines(*(_item_line(found, item) for item in found.season.checklist)),
        _students(work, found),
        _standing(found, meant=meant),
    )
    return Message(text, _card_keys(found, meant=meant))


def name_line(session: Session, found: Opened) -> Text:
    """Return whose household it is."""
    file = found.file
    return say(N_("<b>{name}</b> · {number}"), name=head_of(session, file).name or "", number=file.number)


def _head(work: Work, found: Opened) -> Joined:
    file, session = found.file, work.session
    people = say_many(*Nn_("{count} person", "{count} people"), household_in(file).size)
    grade = class_on_record(work, file).heading
    return lines(
        heading(found.campaign, found.season),
        name_line(session, found),
        lines(grade, unit_of(session, file).named, people, between=" · "),
    )


def _item_line(found: Opened, item: CheckItem) -> Joined:
    entry = found.entries.get(item.key)
    if entry is None:
        return lines("⬜", clipped(item.text), between=" ")
    if entry.state is ItemState.NOT_NEEDED:
        said = say(N_("⏭ {item}: not needed ({why})"), item=clipped(item.text), why=_short(why_said(entry.why)))
        return lines(said)
    done = lines("✅", clipped(item.text), between=" ")
    given = [_short(one) for one in details(found, item, entry)]
    return lines(done, lines("–", lines(*given, between=" · "), between=" ")) if given else done


def details(found: Opened, item: CheckItem, entry: Entry) -> list[Arg]:
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
    return key(lines(icon, for_a_button(item.text), between=" "), OpenItem(found.task_id, item.key))


def for_a_button(text: Local) -> Local:
    """Return the name of an item as a button holds it."""
    return Local({locale: _in_short(words) for locale, words in text.by_locale.items()})


def _in_short(words: str) -> str:
    """Return the beginning of an item up to a colon, cut between words; the card has the whole of it above."""
    most = LONGEST_LABEL if words.isascii() else LONGEST_CHINESE
    short = clip(re.split("[:：]", words, maxsplit=1)[0], most)
    return f"{short[: short.rindex(' ')]}…" if short.endswith("…") and " " in short else short
