"""The menu: what a person can do now, as buttons; every entry is a command, too."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from domain.forms import is_short
from domain.forms.buttons import DraftPress, Way
from domain.menu.buttons import Go
from domain.platform.access import Action, allowed
from domain.platform.messages import Key, Keys, key
from domain.platform.text import N_, Sayable, Text, lines, paragraphs, say
from handlers.forms import continue_key, running_if_open, unfinished_keys
from handlers.platform.route import Command, Press, Route
from handlers.platform.turn import Turn
from services import forms as drafts


@dataclass(frozen=True)
class Entry:
    """One thing that can be done: its command, its button, one line of help, who may, and the function.

    `listed` entries stand in Telegram's own command menu, which everybody sees; the others are an officer's work.
    `order` sorts the menu. `waiting` counts what waits there for whoever looks at it. It is in a worker's menu while it
    is `shown`; who may do `also_work` has it among an officer's work, too.
    """

    command: str
    label: Text
    help: Text
    access: Action
    function: Callable[[Turn], None]
    order: int = 50
    listed: bool = True
    in_menu: bool = True
    waiting: Callable[[Turn], int] | None = None
    shown: Callable[[Turn], bool] | None = None
    also_work: Action | None = None


ENTRIES: dict[str, Entry] = {}


def entry(one: Entry) -> Route:
    """Add an entry to the menu and return the route of its command."""
    ENTRIES[one.command] = one
    return Command(one.command, one.access, lambda turn, _rest: one.function(turn))


def commands() -> Sequence[tuple[str, Text]]:
    """Return the commands for Telegram's menu, in order, with what each does."""
    return [(one.command, one.help) for one in _sorted() if one.listed]


def _sorted() -> list[Entry]:
    return sorted(ENTRIES.values(), key=lambda one: one.order)


def go_key(command: str, label: Sayable | None = None) -> Key:
    """Make the key of an entry."""
    return key(label or ENTRIES[command].label, Go(command))


def menu_key() -> Key:
    """Make the key that leads back to the menu."""
    return key(say(N_("‹ Menu")), Go("menu"))


def menu_keys(turn: Turn) -> Keys:
    """Return a key for everything this person can do now: the way in first, then unfinished forms."""
    kept = unfinished_keys(turn)
    begin = () if turn.actor.registered else ((go_key("start"),),)
    work = _able(turn, listed=False)
    if not work:
        return (*begin, *kept, *_side_by_side(turn, _able(turn, listed=True)))
    return (*begin, *kept, *_side_by_side(turn, work), (go_key("mine"), go_key("help")))


def _able(turn: Turn, *, listed: bool) -> Sequence[Entry]:
    """Return what this person can do for themselves, which is `listed`, or as an officer."""
    return [one for one in _sorted() if one.in_menu and _is_theirs(turn, one, listed=listed)]


def _is_theirs(turn: Turn, one: Entry, *, listed: bool) -> bool:
    if not listed and one.also_work is not None:
        return allowed(turn.actor, one.also_work)
    may = one.listed is listed and allowed(turn.actor, one.access)
    return may and (one.shown is None or one.shown(turn))


def _side_by_side(turn: Turn, able: Sequence[Entry]) -> Keys:
    """Put neighbours with short labels two in a row."""
    rows: list[tuple[Entry, ...]] = []
    for one in able:
        if rows and len(rows[-1]) == 1 and is_short(rows[-1][0].label) and is_short(one.label):
            rows[-1] = (*rows[-1], one)
        else:
            rows.append((one,))
    return tuple(tuple(_counted_key(turn, one) for one in row) for row in rows)


def _counted_key(turn: Turn, one: Entry) -> Key:
    """Return the key of an entry, with how much waits there."""
    count = one.waiting(turn) if one.waiting is not None else 0
    return go_key(one.command, say(N_("{what} ({count})"), what=one.label, count=count) if count else None)


def mine(turn: Turn) -> None:
    """Show an officer what they can do for themselves, as any worker can."""
    turn.show(say(N_("What you can do for yourself, as any worker can:")),
              (*_side_by_side(turn, _able(turn, listed=True)), (menu_key(),)))  # fmt: skip


def menu(turn: Turn) -> None:
    """Show what this person can do now."""
    turn.show(say(N_("What would you like to do?")), menu_keys(turn))


def help_(turn: Turn) -> None:
    """Say what the bot does and which commands there are."""
    intro = say(
        N_(
            "I am the union's assistant for workers in difficulty. With me you can report hardship, apply for aid, "
            "hand in papers by photo, and see where your case stands. It costs nothing, and you can stop at any time: "
            "what you answered is kept."
        )
    )
    able = [one for one in _sorted() if allowed(turn.actor, one.access)]
    listed = [lines(f"/{one.command}", one.help, between=" – ") for one in able]
    forms = say(N_("While you fill in a form: /back, /skip, /done and /cancel do what the buttons do."))
    people = say(N_("If you would rather speak with a person: the union's hotline is 12351."))
    turn.show(paragraphs(intro, lines(*listed), forms, people), ((menu_key(),),))


def went(turn: Turn, press: Go) -> None:
    """A press on an entry of the menu."""
    chosen = ENTRIES.get(press.to)
    if chosen is None:
        turn.toast(say(N_("That entry is gone. Send /menu to see what there is now.")), alert=True)
        return
    turn.require(chosen.access)
    chosen.function(turn)


def cancel(turn: Turn) -> None:
    """Put the open form aside, and offer to throw it away."""
    draft = drafts.put_aside(turn.work)
    run = running_if_open(turn, draft) if draft is not None else None
    if draft is None or run is None:
        turn.show(say(N_("No form is open, so there is nothing to stop.")), menu_keys(turn))
        return
    text = say(
        N_("Stopped: <b>{form}</b>. Your answers are kept; after {days} days without an answer they are removed."),
        form=run.form.title,
        days=turn.house.policies.current.drafts.expire_after_days,
    )
    turn.show(text, (*draft_choices(draft), *unfinished_keys(turn, but=draft.id), (menu_key(),)))


def draft_choices(draft: drafts.Draft) -> Keys:
    """Return the keys to continue a draft or to throw it away."""
    drop = key(say(N_("Throw it away")), DraftPress(draft.id, Way.DROP))
    return ((continue_key(draft), drop),)


ROUTES: list[Route] = [
    entry(Entry("menu", say(N_("Menu")), say(N_("what I can do for you")), Action.TALK, menu, 80, in_menu=False)),
    entry(Entry("help", say(N_("❓ Help")), say(N_("how this works, and whom to call")), Action.TALK, help_, 81)),
    entry(Entry("cancel", say(N_("Stop")), say(N_("stop the open form")), Action.TALK, cancel, 84, in_menu=False)),
    entry(Entry("mine", say(N_("👤 For myself")), say(N_("what every worker can do")), Action.TALK, mine, 79,
                listed=False, in_menu=False)),
    Press(Go, Action.WALK, went),
]  # fmt: skip
