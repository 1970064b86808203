"""The items of a checklist: ticked off with what they need, changed, left out with a reason, opened again."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from domain.forms import Form
from domain.platform.access import Action
from domain.platform.text import N_, say
from domain.tasks.buttons import ChangeItem, ItemPhotos, LeaveItemOut, NothingMore, OpenItem, TickItem, UndoItem
from domain.tasks.checklist import Given, TaskState, check_amount, why_kept
from domain.tasks.questions import item_form, why_form
from handlers.forms import Conversation, begin, register
from handlers.platform.route import Press, Route
from handlers.platform.turn import Turn
from handlers.tasks.showing import or_as_it_is, or_over, show, show_card
from services import tasks
from services.forms import Draft
from services.platform import outbox

DONE = say(N_("✅ Done."))
ALL_DONE = say(N_("🎉 Everything is done for this household. Thank you!"))


def open_item(turn: Turn, press: OpenItem) -> None:
    """Show one item in full."""
    show(turn, tasks.full_item(turn.work, press.task_id, press.item))


def tick(turn: Turn, press: TickItem) -> None:
    """Tick an item off; one that needs something asks for it first."""

    def act() -> None:
        state = tasks.tick_at_once(turn.work, press.task_id, press.item)
        if state is None:
            begin(turn, "task_item", subject=f"{press.task_id}:{press.item}:0", restart=True)
        else:
            _ticked(turn, press.task_id, state)

    or_as_it_is(turn, press.task_id, act)


def _ticked(turn: Turn, task_id: int, state: TaskState) -> None:
    turn.toast(ALL_DONE if state is TaskState.DONE else DONE)
    show_card(turn, task_id, is_look=False)


def change(turn: Turn, press: ChangeItem) -> None:
    """Ask anew for what an item needs."""

    def act() -> None:
        tasks.filling(turn.work, press.task_id, press.item, instead_of=press.stamp)
        begin(turn, "task_item", subject=f"{press.task_id}:{press.item}:{press.stamp}", restart=True)

    or_as_it_is(turn, press.task_id, act)


def _item_form(turn: Turn, draft: Draft) -> Form:
    task_id, item, stamp = _item_in(draft)
    known = tasks.filling(turn.work, task_id, item, instead_of=stamp)
    season, room = known.season, known.room
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
        state = tasks.tick(turn.work, task_id, item, given, instead_of=stamp)
        _ticked(turn, task_id, state)

    or_over(turn, task_id, act)


def _item_in(draft: Draft) -> tuple[int, str, int]:
    task_id, item, stamp = draft.subject.split(":")
    return int(task_id), item, int(stamp)


def leave_out(turn: Turn, press: LeaveItemOut) -> None:
    """Ask why an item is not needed."""

    def act() -> None:
        tasks.to_leave_out(turn.work, press.task_id, press.item)
        begin(turn, "task_left_out", subject=f"{press.task_id}:{press.item}", restart=True)

    or_as_it_is(turn, press.task_id, act)


def _why_form(turn: Turn, draft: Draft) -> Form:
    task_id, item = draft.subject.split(":")
    return why_form(tasks.to_leave_out(turn.work, int(task_id), item).text)


def _why_given(turn: Turn, draft: Draft, answers: Mapping[str, Any]) -> None:
    task_id, item = draft.subject.split(":")
    why = why_kept(answers.get("preset"), answers.get("reason"))

    def act() -> None:
        state = tasks.leave_out(turn.work, int(task_id), item, why)
        turn.toast(ALL_DONE if state is TaskState.DONE else say(N_("⏭ Marked as not needed.")))
        show_card(turn, int(task_id), is_look=False)

    or_over(turn, int(task_id), act)


def undo(turn: Turn, press: UndoItem) -> None:
    """Open an item again."""

    def act() -> None:
        tasks.undo(turn.work, press.task_id, press.item, press.stamp)
        turn.toast(say(N_("It is open again.")))
        show_card(turn, press.task_id, is_look=False)

    or_as_it_is(turn, press.task_id, act)


def photos(turn: Turn, press: ItemPhotos) -> None:
    """Send the photos of an item."""
    for message in tasks.photos(turn.work, press.task_id, press.item):
        outbox.put(turn.work, turn.person_id, message, priority=outbox.INTERACTIVE)


def nothing_more(turn: Turn, press: NothingMore) -> None:
    """Leave out all that is open at a household for which the season is not meant any more."""

    def act() -> None:
        tasks.nothing_more(turn.work, press.task_id)
        turn.toast(say(N_("⏭ Marked as not needed.")))
        show_card(turn, press.task_id, is_look=False)

    or_as_it_is(turn, press.task_id, act)


register(Conversation("task_item", Action.WORK_HOUSEHOLD, _item_form, _item_given, name=say(N_("an item of a season"))))
register(Conversation("task_left_out", Action.WORK_HOUSEHOLD, _why_form, _why_given))

ROUTES: list[Route] = [
    Press(OpenItem, Action.SEE_HOUSEHOLD, open_item),
    Press(ItemPhotos, Action.SEE_HOUSEHOLD, photos),
    Press(TickItem, Action.WORK_HOUSEHOLD, tick),
    Press(ChangeItem, Action.WORK_HOUSEHOLD, change),
    Press(UndoItem, Action.WORK_HOUSEHOLD, undo),
    Press(LeaveItemOut, Action.WORK_HOUSEHOLD, leave_out),
    Press(NothingMore, Action.WORK_HOUSEHOLD, nothing_more),
]
