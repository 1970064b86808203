"""What a case officer does in a season: the list of households, each one's checklist, and its forms."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from domain.forms import Form
from domain.platform.access import Action, NotForYou
from domain.platform.messages import Message, key
from domain.platform.text import N_, Refusal, Sayable, paragraphs, say
from domain.tasks.buttons import (
    ChangeItem,
    ItemPhotos,
    LeaveItemOut,
    NextTask,
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
from domain.tasks.checklist import NotAhead, TaskState, check_amount, why_kept
from domain.tasks.questions import item_form, later_form, why_form
from handlers.forms import Conversation, begin, register
from handlers.menu.menu import Entry, entry, go_key, menu_key
from handlers.menu.office import pages
from handlers.platform.route import Press, Route
from handlers.platform.turn import Turn
from services.forms import Draft
from services.platform import outbox
from services.platform.undo import undone_when_refused
from services.tasks import card as task_view
from services.tasks import record as tasks
from services.tasks import ticking
from services.tasks.ticking import Given

DONE = say(N_("✅ Done."))
ALL_DONE = say(N_("🎉 Everything is done for this household. Thank you!"))

# Lists ---------------------------------------------------------------------------------------------------------------


def board(turn: Turn) -> None:
    """Show the running campaigns with this officer's progress."""
    shown = task_view.board(turn.work)
    if shown is None:
        turn.show(say(N_("No season with households of yours is running. You will hear of the next one here.")),
                  ((menu_key(),),))  # fmt: skip
        return
    turn.show(shown.text, (*shown.keys, (menu_key(),)))


def listed(turn: Turn, press: OpenTasks) -> None:
    """Show a page of a campaign's households."""
    shown, page = task_view.list_of(turn.work, press.campaign_id, press.page)
    turning = pages(lambda n: OpenTasks(press.campaign_id, n), page.page, page.total, tasks.A_PAGE)
    following = ((key(say(N_("Next household")), NextTask(press.campaign_id)),),) if page.numbers.left else ()
    turn.show(shown.text, (*shown.keys, *turning, *following, (go_key("tasks", say(N_("‹ Seasons"))),)))


def next_task(turn: Turn, press: NextTask) -> None:
    """Open the next household with something left."""
    _open_next(turn, press.campaign_id, tasks.next_of(turn.work, press.campaign_id))


def task_after(turn: Turn, press: TaskAfter) -> None:
    """Open the household that comes after this one."""
    campaign, following = tasks.next_after(turn.work, press.task_id)
    _open_next(turn, campaign.id, following)


def _open_next(turn: Turn, campaign_id: int, task_id: int | None) -> None:
    if task_id is None:
        _show(turn, task_view.nothing_left(turn.work, campaign_id))
        return
    _show_card(turn, task_id)


def open_task(turn: Turn, press: OpenTask) -> None:
    """Show one household's checklist."""
    _show_card(turn, press.task_id)


def _show(turn: Turn, message: Message) -> None:
    turn.show(message.text, message.keys)


def _show_card(turn: Turn, task_id: int, *, above: Sayable | None = None, is_look: bool = True) -> None:
    """Show the checklist as it stands now, below a sentence."""
    card = task_view.card(turn.work, task_id, is_look=is_look)
    turn.show(paragraphs(above, card.text), card.keys)


# Items ---------------------------------------------------------------------------------------------------------------


def open_item(turn: Turn, press: OpenItem) -> None:
    """Show one item in full."""
    _show(turn, task_view.full_item(turn.work, press.task_id, press.item))


def tick(turn: Turn, press: TickItem) -> None:
    """Tick an item off; one that needs something asks for it first."""

    def act() -> None:
        known = ticking.filling(turn.work, press.task_id, press.item)
        if known.item.needs:
            begin(turn, "task_item", subject=f"{press.task_id}:{press.item}:0", restart=True)
            return
        state = ticking.tick(turn.work, press.task_id, press.item, Given())
        _ticked(turn, press.task_id, state)

    _or_as_it_is(turn, press.task_id, act)


def _ticked(turn: Turn, task_id: int, state: TaskState) -> None:
    turn.toast(ALL_DONE if state is TaskState.DONE else DONE)
    _show_card(turn, task_id, is_look=False)


def change(turn: Turn, press: ChangeItem) -> None:
    """Ask anew for what an item needs."""

    def act() -> None:
        ticking.filling(turn.work, press.task_id, press.item, instead_of=press.stamp)
        begin(turn, "task_item", subject=f"{press.task_id}:{press.item}:{press.stamp}", restart=True)

    _or_as_it_is(turn, press.task_id, act)


def _item_form(turn: Turn, draft: Draft) -> Form:
    task_id, item, stamp = _item_in(draft)
    known = ticking.filling(turn.work, task_id, item, instead_of=stamp)
    season, room = known.found.season, known.room
    return item_form(
        season, known.item, had=room.had, left=room.left, has_photos=known.has_photos,
        check_amount=lambda fen: check_amount(season, fen, room.had, room.year),
    )  # fmt: skip


def _item_given(turn: Turn, draft: Draft, answers: Mapping[str, Any]) -> None:
    task_id, item, stamp = _item_in(draft)
    given = Given(
        choice=answers.get("choice") or "",
        note=answers.get("note") or "",
        goods=tuple(answers.get("goods") or ()),
        amount=answers.get("amount") or 0,
        files=answers.get("photos") or (),
    )

    def act() -> None:
        state = ticking.tick(turn.work, task_id, item, given, instead_of=stamp)
        _ticked(turn, task_id, state)

    _or_over(turn, task_id, act)


def _item_in(draft: Draft) -> tuple[int, str, int]:
    task_id, item, stamp = draft.subject.split(":")
    return int(task_id), item, int(stamp)


def leave_out(turn: Turn, press: LeaveItemOut) -> None:
    """Ask why an item is not needed."""

    def act() -> None:
        ticking.to_leave_out(turn.work, press.task_id, press.item)
        begin(turn, "task_left_out", subject=f"{press.task_id}:{press.item}", restart=True)

    _or_as_it_is(turn, press.task_id, act)


def _why_form(turn: Turn, draft: Draft) -> Form:
    task_id, item = draft.subject.split(":")
    return why_form(ticking.to_leave_out(turn.work, int(task_id), item).text)


def _why_given(turn: Turn, draft: Draft, answers: Mapping[str, Any]) -> None:
    task_id, item = draft.subject.split(":")
    why = why_kept(answers.get("preset"), answers.get("reason"))

    def act() -> None:
        state = ticking.leave_out(turn.work, int(task_id), item, why)
        turn.toast(ALL_DONE if state is TaskState.DONE else say(N_("⏭ Marked as not needed.")))
        _show_card(turn, int(task_id), is_look=False)

    _or_over(turn, int(task_id), act)


def undo(turn: Turn, press: UndoItem) -> None:
    """Open an item again."""

    def act() -> None:
        ticking.undo(turn.work, press.task_id, press.item, press.stamp)
        turn.toast(say(N_("It is open again.")))
        _show_card(turn, press.task_id, is_look=False)

    _or_as_it_is(turn, press.task_id, act)


def photos(turn: Turn, press: ItemPhotos) -> None:
    """Send the photos of an item."""
    for message in task_view.photos(turn.work, press.task_id, press.item):
        outbox.put(turn.work, turn.person_id, message, priority=outbox.INTERACTIVE)


def nothing_more(turn: Turn, press: NothingMore) -> None:
    """Leave out all that is open at a household for which the season is not meant any more."""

    def act() -> None:
        ticking.nothing_more(turn.work, press.task_id)
        turn.toast(say(N_("⏭ Marked as not needed.")))
        _show_card(turn, press.task_id, is_look=False)

    _or_as_it_is(turn, press.task_id, act)


# Later ---------------------------------------------------------------------------------------------------------------


def ask_day(turn: Turn, press: PutOff) -> None:
    """Ask until when a household waits."""

    def act() -> None:
        _show(turn, task_view.days_to_choose(turn.work, press.task_id))

    _or_as_it_is(turn, press.task_id, act)


def put_off(turn: Turn, press: PutOffUntil) -> None:
    """Put a household off until a day, or ask for one."""

    def act() -> None:
        if not press.day:
            ticking.to_put_off(turn.work, press.task_id)
            begin(turn, "task_later", subject=str(press.task_id), restart=True)
            return
        _put_off(turn, press.task_id, press.day)

    _or_as_it_is(turn, press.task_id, act)


def _put_off(turn: Turn, task_id: int, day: str) -> None:
    try:
        until = date.fromisoformat(day)
    except ValueError:
        raise NotAhead from None
    ticking.put_off(turn.work, task_id, until)
    turn.toast(say(N_("⏰ Put off until {day}."), day=until))
    _show_card(turn, task_id, is_look=False)


def _later_form(turn: Turn, draft: Draft) -> Form:
    found = ticking.to_put_off(turn.work, int(draft.subject))
    return later_form(turn.today, found.campaign.closes)


def _day_given(turn: Turn, draft: Draft, answers: Mapping[str, Any]) -> None:
    task_id = int(draft.subject)
    _or_over(turn, task_id, lambda: _put_off(turn, task_id, answers["day"]))


# When it cannot be done ----------------------------------------------------------------------------------------------


def _or_as_it_is(turn: Turn, task_id: int, act: Callable[[], None]) -> None:
    """Do what a button says; when that is no longer possible, say why and show the household as it stands."""
    try:
        with undone_when_refused(turn.session):
            act()
    except NotForYou:
        raise
    except Refusal as refusal:
        _show_after(turn, task_id, refusal)


def _or_over(turn: Turn, task_id: int, act: Callable[[], None]) -> None:
    """Do what a form was for; if no other answer would help any more, say why and close the form."""
    try:
        with undone_when_refused(turn.session):
            act()
    except ticking.OVER as refusal:
        _show_after(turn, task_id, refusal)


def _show_after(turn: Turn, task_id: int, refusal: Refusal) -> None:
    """Say why not, as an alert on a button and else above the card, and show the household as it stands now."""
    turn.toast(refusal.said, alert=True)
    try:
        _show_card(turn, task_id, above=None if turn.press else refusal.said, is_look=False)
    except Refusal:  # the household itself is not for this person any more
        turn.show(refusal.said)


register(Conversation("task_item", Action.WORK_HOUSEHOLD, _item_form, _item_given, name=say(N_("an item of a season"))))
register(Conversation("task_left_out", Action.WORK_HOUSEHOLD, _why_form, _why_given))
register(Conversation("task_later", Action.WORK_HOUSEHOLD, _later_form, _day_given))

ROUTES: list[Route] = [
    entry(
        Entry(
            command="tasks",
            label=say(N_("✅ Season tasks")),
            help=say(N_("officers: what is to be done in this season")),
            access=Action.SEE_HOUSEHOLD,
            function=board,
            order=63,
            listed=False,
        )
    ),
    Press(OpenTasks, Action.SEE_HOUSEHOLD, listed),
    Press(NextTask, Action.SEE_HOUSEHOLD, next_task),
    Press(TaskAfter, Action.SEE_HOUSEHOLD, task_after),
    Press(OpenTask, Action.SEE_HOUSEHOLD, open_task),
    Press(OpenItem, Action.SEE_HOUSEHOLD, open_item),
    Press(ItemPhotos, Action.SEE_HOUSEHOLD, photos),
    Press(TickItem, Action.WORK_HOUSEHOLD, tick),
    Press(ChangeItem, Action.WORK_HOUSEHOLD, change),
    Press(UndoItem, Action.WORK_HOUSEHOLD, undo),
    Press(LeaveItemOut, Action.WORK_HOUSEHOLD, leave_out),
    Press(NothingMore, Action.WORK_HOUSEHOLD, nothing_more),
    Press(PutOff, Action.WORK_HOUSEHOLD, ask_day),
    Press(PutOffUntil, Action.WORK_HOUSEHOLD, put_off),
]
