"""/tasks: the running seasons with an officer's progress, their households, and one checklist after the other."""

from __future__ import annotations

from domain.platform.access import Action
from domain.platform.messages import key
from domain.platform.text import N_, say
from domain.tasks.buttons import NextTask, OpenTask, OpenTasks, TaskAfter
from handlers.menu.lists import Page
from handlers.menu.menu import Entry, entry, go_key, menu_key
from handlers.platform.route import Press, Route
from handlers.platform.turn import Turn
from handlers.tasks.showing import show, show_card
from services import tasks


def board(turn: Turn) -> None:
    """Show the running campaigns with this officer's progress."""
    shown = tasks.board(turn.work)
    if shown is None:
        turn.show(say(N_("No season with households of yours is running. You will hear of the next one here.")),
                  ((menu_key(),),))  # fmt: skip
        return
    turn.show(shown.text, (*shown.keys, (menu_key(),)))


def listed(turn: Turn, press: OpenTasks) -> None:
    """Show a page of a campaign's households."""
    shown = tasks.list_of(turn.work, press.campaign_id, press.page)
    page = Page(shown.keys, shown.page, shown.total, shown.size)
    turning = page.turning(lambda number: OpenTasks(press.campaign_id, number))
    following = ((key(say(N_("Next household")), NextTask(press.campaign_id)),),) if shown.is_left else ()
    turn.show(shown.text, (*shown.keys, *turning, *following, (go_key("tasks", say(N_("‹ Seasons"))),)))


def next_task(turn: Turn, press: NextTask) -> None:
    """Open the next household with something left."""
    show(turn, tasks.next_card(turn.work, press.campaign_id))


def task_after(turn: Turn, press: TaskAfter) -> None:
    """Open the household that comes after this one."""
    show(turn, tasks.card_after(turn.work, press.task_id))


def open_task(turn: Turn, press: OpenTask) -> None:
    """Show one household's checklist."""
    show_card(turn, press.task_id)


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
]
