"""What officers do on a task: tick an item off, leave it out, take it back, put the household off; all on record."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime
from typing import Any

from sqlmodel import Session

from domain.campaigns.audience import audience_matches
from domain.households.history import Kind
from domain.households.visits import Findings
from domain.platform.access import Action, NotForYou
from domain.platform.messages import Message, key
from domain.platform.text import N_, Refusal, lines, say
from domain.policy.seasons import CheckItem, Need
from domain.tasks import checklist
from domain.tasks.buttons import OpenTask
from domain.tasks.checklist import Entry, Given, ItemState, TaskState
from models.households import HouseholdFile
from models.people import Person
from services import households
from services.campaigns import redraw_digest
from services.households import OwnFile, class_facts, household_in, keep_files, papers_about, subject, unit_of
from services.platform import audit
from services.platform.work import Work
from services.tasks import gifts, to_change
from services.tasks import record as tasks
from services.tasks.money import MoneyUnderWay, NobodyPays, NoCardOnFile, OtherAidAtHome, settle_money, take_money_back
from services.tasks.record import Opened

__all__ = [
    "OVER", "after_change", "check_free", "is_meant", "keep", "leave_out", "nothing_more", "photos_about",
    "put_off", "tick", "tick_at_once", "undo",
]  # fmt: skip


class AlreadySettled(Refusal):
    """Somebody was faster, or the button was pressed twice."""

    text = N_("{name} already ticked this off, at {when}. Nothing was changed.")


class SettledByItself(Refusal):
    """The grants of the students say so, and no officer."""

    text = N_("This was ticked off automatically, because the grants have reached that step. Nothing was changed.")


class ChangedMeanwhile(Refusal):
    """The button was made for what stood there before."""

    text = N_("This has changed since the message. Here is how it stands now.")


class StillMeant(Refusal):
    """The season is for this household after all."""

    text = N_(
        "The season still includes this household, so it cannot be left out as a whole. You can mark single "
        "items as not needed."
    )


class NothingLeft(Refusal):
    """There is nothing to put off."""

    text = N_("Everything is done for this household, there is nothing to put off.")


# When one of these comes, no other answer in a form would help: it is over.
OVER = (
    AlreadySettled, ChangedMeanwhile, SettledByItself, NothingLeft, checklist.MustBeDone, checklist.NoSuchItem,
    checklist.NothingToUndo, MoneyUnderWay, NobodyPays, NoCardOnFile,
    OtherAidAtHome, tasks.CampaignOver, tasks.NoLongerYours, tasks.UnknownTask, NotForYou, OwnFile,
)  # fmt: skip


def photos_about(task_id: int, item: str) -> str:
    """Return how the photos of an item are called among the papers of the household."""
    return f"task:{task_id}:{item}"


# Items ---------------------------------------------------------------------------------------------------------------


def tick(work: Work, task_id: int, item_key: str, given: Given, *, instead_of: int = 0) -> TaskState:
    """Tick an item off with what it needs, and return how far the household is now.

    `instead_of` is the stamp of the entry that this one changes. Raises what `tasks.opened` does, CampaignOver,
    NoSuchItem, AlreadySettled, SettledByItself, ChangedMeanwhile, what `checklist.check_entry` does, AboveOneTime,
    AboveTheYear.
    """
    with _worked_on(work, task_id) as found:
        item = found.item(item_key)
        check_free(work.session, found, item, instead_of)
        entry = Entry(ItemState.DONE, work.now, work.actor.person_id, given.choice, given.note.strip(), "", given.goods,
                      given.amount)  # fmt: skip
        about = photos_about(task_id, item.key)
        keep_files(work, found.file, about, given.files, by=work.actor.person_id)
        checklist.check_entry(found.season, item, entry, len(papers_about(work.session, found.file, about)))
        _give(work, found, item, entry)
        _record(work, found, item, entry.choice)
        audit.note(work, work.actor.person_id, N_("ticked an item off"), subject(found.file), detail=_of(found, item))
        keep(found, {**found.entries, item.key: entry}, work.now)
        _count_as_visit(work, found, item, given)
        _warn(work, found, item, entry)
        to_change.send_on(work, found, item, entry)
        return TaskState(found.task.state)


def tick_at_once(work: Work, task_id: int, item_key: str) -> TaskState | None:
    """Tick an item off that needs nothing; return None, and change nothing, if something is to be asked for first.

    Raises as `tick` does.
    """
    found = tasks.opened(work, Action.WORK_HOUSEHOLD, task_id)
    tasks.check_running(found)
    item = found.item(item_key)
    check_free(work.session, found, item)
    return None if item.needs else tick(work, task_id, item_key, Given())


def leave_out(work: Work, task_id: int, item_key: str, why: str) -> TaskState:
    """Mark an item as not needed; `why` is @ and a key of `checklist.WHYS`, or the officer's words.

    Raises as `tick` does, MustBeDone, WhyMissing.
    """
    with _worked_on(work, task_id) as found:
        item = found.item(item_key)
        check_free(work.session, found, item)
        checklist.check_leaving_out(item, why)
        entry = Entry(ItemState.NOT_NEEDED, work.now, work.actor.person_id, why=why.strip())
        audit.note(work, work.actor.person_id, N_("left an item out"), subject(found.file), detail=_of(found, item))
        keep(found, {**found.entries, item.key: entry}, work.now)
        return TaskState(found.task.state)


def undo(work: Work, task_id: int, item_key: str, stamp: int) -> None:
    """Open an item again; the gift recorded with it is taken back, its photos stay on file.

    Raises as `tick` does, NothingToUndo, ChangedMeanwhile (`stamp` is of another entry than the one there).
    """
    with _worked_on(work, task_id) as found:
        item, entries = found.item(item_key), found.entries
        rest = checklist.without(entries, item.key)
        if entries[item.key].by is None:
            raise SettledByItself
        if entries[item.key].stamp != stamp:
            raise ChangedMeanwhile
        take_money_back(work, gifts.gift_of(work.session, task_id, item.key))
        gifts.take_back(work.session, task_id, item.key)
        if item.records is not None and found.file.known:
            left = {fact: value for fact, value in found.file.known.items() if fact != item.records.fact}
            _keep_known(work, found.file, left)
        audit.note(work, work.actor.person_id, N_("opened an item again"), subject(found.file), detail=_of(found, item))
        keep(found, rest, work.now)


def nothing_more(work: Work, task_id: int) -> None:
    """Leave out all that is open, once the household is no longer in the audience; raises as `tick`, StillMeant."""
    with _worked_on(work, task_id) as found:
        if is_meant(work, found):
            raise StillMeant
        left = Entry(ItemState.NOT_NEEDED, work.now, work.actor.person_id, why=checklist.OUT_OF_AUDIENCE)
        open_ = {item.key: left for item in checklist.open_items(found.season, found.entries)}
        audit.note(work, work.actor.person_id, N_("left the rest of a season out"), subject(found.file),
                   detail=found.campaign.season)  # fmt: skip
        keep(found, {**found.entries, **open_}, work.now)


def is_meant(work: Work, found: Opened) -> bool:
    """Say whether a household is in the audience of the season by what is on record today."""
    file = found.file
    classes = class_facts(work.session, [file], work.house.policies.current)[file.id]
    known = {**classes, **(file.known or {})}
    return audience_matches(found.season, household_in(file), work.today, known=known).holds


@contextmanager
def _worked_on(work: Work, task_id: int) -> Iterator[Opened]:
    """Open a running task for a change, and let the officer's digest follow afterwards."""
    found = tasks.opened(work, Action.WORK_HOUSEHOLD, task_id)
    tasks.check_running(found)
    yield found
    after_change(work, found)


def after_change(work: Work, found: Opened) -> None:
    """Let the digest of the household's officer show how far they are now."""
    work.session.flush()
    if found.file.case_officer_id is not None:
        redraw_digest(work, found.task.campaign_id, found.file.case_officer_id)


def check_free(session: Session, found: Opened, item: CheckItem, instead_of: int = 0) -> None:
    """Raise when the item is settled already, unless it is this very entry that is to be changed."""
    there = found.entries.get(item.key)
    if there is None or (there.by is not None and there.stamp == instead_of):
        return
    if there.by is None:
        raise SettledByItself
    if instead_of:
        raise ChangedMeanwhile
    person = session.get(Person, there.by)
    raise AlreadySettled(name=(person.name if person else "") or "", when=there.at)


def _of(found: Opened, item: CheckItem) -> str:
    return f"{found.campaign.season}:{item.key}"


def keep(found: Opened, entries: checklist.Entries, now: datetime) -> None:
    """Write the entries down, and how far the household is with them."""
    task = found.task
    task.items = {name: entry.to_json() for name, entry in entries.items()}
    state = checklist.state_of(found.season, entries)
    task.state = state.value
    task.begun_at = None if state is TaskState.UNTOUCHED else task.begun_at or now
    task.finished_at = (task.finished_at or now) if state is TaskState.DONE else None
    if state is TaskState.DONE:
        task.later_on = None


# What goes with a tick -----------------------------------------------------------------------------------------------


def _give(work: Work, found: Opened, item: CheckItem, entry: Entry) -> None:
    if not {Need.MONEY, Need.GOODS} & set(item.needs):
        return
    today = work.today
    gift = gifts.give(
        work.session, found.season, found.file, found.task, item.key,
        amount=entry.amount, goods=entry.goods, by=entry.by or 0, today=today,
    )  # fmt: skip
    settle_money(work, found, item, gift)


def _record(work: Work, found: Opened, item: CheckItem, choice: str) -> None:
    """Keep the fact that an answer settles with the household, for the audiences to come."""
    if item.records is not None:
        now = {**(found.file.known or {}), item.records.fact: choice in item.records.yes}
        _keep_known(work, found.file, now)


def _keep_known(work: Work, file: HouseholdFile, known: dict[str, Any]) -> None:
    with households.changing(work, file, households.Why(Kind.NOTED, work.actor.person_id), lists=False):
        file.known = known


def _count_as_visit(work: Work, found: Opened, item: CheckItem, given: Given) -> None:
    """Log the visit, unless this officer has logged one to the household today: it is the same one then."""
    today = work.today
    logged = {(visit.officer_id, visit.visited_on) for visit in households.visits_of(work.session, found.file)}
    if not item.visit or (work.actor.person_id, today) in logged:
        return
    known = [entry.choice for entry in found.entries.values() if entry.choice in set(Findings)]
    findings = known[-1] if known else Findings.UNCHANGED.value
    household_id, note = found.task.household_id, given.note
    households.log(work, household_id, visited_on=today, findings=findings, note=note, files=given.files)


def _warn(work: Work, found: Opened, item: CheckItem, entry: Entry) -> None:
    """Tell the station's leaders of an answer that they should hear of at once; once a day, also if a visit says so."""
    if entry.choice not in item.warns:
        return
    unit = unit_of(work.session, found.file)
    what = next(choice.text for choice in item.choices if choice.key == entry.choice)
    head = say(N_("🔔 Early warning: household {number}, {unit}"), number=found.file.number, unit=unit.named)
    text = lines(head, say(N_("{season}: {item}"), season=found.season.title, item=item.text), what)
    keys = ((key(say(N_("Open")), OpenTask(found.task_id)),),)
    what_was_found = entry.choice if entry.choice in set(Findings) else f"{item.key}:{entry.choice}"
    households.warn_leaders(work, found.file, what_was_found, Message(text, keys), by=entry.by or 0)


# Later ---------------------------------------------------------------------------------------------------------------


def put_off(work: Work, task_id: int, day: date) -> None:
    """Let a household wait until a day, in follow-ups too; raises as `tick`, NothingLeft, NotAhead, AfterClosing."""
    with _worked_on(work, task_id) as found:
        if found.task.state == TaskState.DONE:
            raise NothingLeft
        checklist.check_later(day, today=work.today, closes=found.campaign.closes)
        found.task.later_on = day
        audit.note(work, work.actor.person_id, N_("put a household off"), subject(found.file),
                   detail=f"{found.campaign.season}:{day.isoformat()}")  # fmt: skip
