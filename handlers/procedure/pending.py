"""/pending: what waits for an officer; much of it is first counted by step, by programme, and what is overdue."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from domain.platform.access import Action, offices_for
from domain.platform.messages import Key, Keys, key
from domain.platform.text import N_, Nn_, Sayable, lines, paragraphs, say, say_many
from domain.procedure.buttons import EnterMany, PendingBy, PendingPage, ShowPrompt, Sort
from handlers.menu.lists import A_PAGE, page_of
from handlers.menu.menu import Entry, entry, go_key, menu_key
from handlers.platform.route import Press, Route
from handlers.platform.turn import Turn
from services import cases, erasing, procedure
from services.procedure import Waiting

ALL = PendingBy(Sort.ALL, "", 0)


def pending(turn: Turn) -> None:
    """List what waits for this officer, or count it where one page does not hold it; of an administrator also who
    wishes to be erased."""
    waiting, wishes = procedure.pending(turn.work), erasing.wishes_before(turn.work).said()
    if len(waiting) <= A_PAGE:
        _list(turn, waiting, ALL, wishes)
        return
    keys = (*_at_once(turn), *_sorts(waiting), (menu_key(),))
    turn.show(paragraphs(*wishes, lines(_counted(waiting), _late(waiting))), keys)


def pending_page(turn: Turn, press: PendingPage) -> None:
    """Another page of all of it, from a message of the version before."""
    _list(turn, procedure.pending(turn.work), PendingBy(Sort.ALL, "", press.page))


def pending_by(turn: Turn, press: PendingBy) -> None:
    """Show a page of one sort of it; when nothing of the sort waits any more, what there is."""
    shown = [one for one in procedure.pending(turn.work) if _is_of(one, press)]
    if shown:
        _list(turn, shown, press)
    else:
        pending(turn)


def _is_of(one: Waiting, press: PendingBy) -> bool:
    match press.sort:
        case Sort.LATE:
            return one.is_late
        case Sort.WHAT:
            return one.what == press.of
        case Sort.PROGRAMME:
            return one.programme == press.of
    return True


def _list(turn: Turn, shown: Sequence[Waiting], press: PendingBy, wishes: Sequence[Sayable] = ()) -> None:
    if not shown:
        turn.show(paragraphs(*wishes) if wishes else say(N_("Nothing waits for you.")), ((menu_key(),),))
        return
    page = page_of(shown, press.page)
    keys = page.keys(_prompt_key, lambda number: PendingBy(press.sort, press.of, number))
    is_part = press.sort is not Sort.ALL or page.total > A_PAGE
    back = (go_key("pending", say(N_("‹ What waits for me"))),) if is_part else ()
    head = lines(_sort_named(shown[0], press.sort), _counted(shown), _late(shown), say(N_("Choose one:")))
    turn.show(paragraphs(*wishes, head), (*_at_once(turn), *keys, (*back, menu_key())))


def _prompt_key(one: Waiting) -> Key:
    sign = "⏰" if one.is_late else "⏳" if one.decided else None
    number = lines(sign, one.number, between=" ") if sign else one.number
    return key(lines(number, one.said, one.title, between=" · "), ShowPrompt(one.prompt_id))


def _sort_named(one: Waiting, sort: Sort) -> Sayable | None:
    named = {Sort.WHAT: one.said, Sort.PROGRAMME: one.title, Sort.LATE: say(N_("⏰ Overdue"))}.get(sort)
    return say(N_("<b>{what}</b>"), what=named) if named is not None else None


def _counted(waiting: Sequence[Waiting]) -> Sayable:
    """Say how many wait, and how many are decided and take effect by themselves."""
    decided = [one.decided for one in waiting if one.decided]
    open_ones = len(waiting) - len(decided)
    wait = say_many(*Nn_("{count} case waits for you.", "{count} cases wait for you."), open_ones)
    if not decided:
        return wait
    source = Nn_(
        "⏳ {count} case is decided and takes effect by {time}.",
        "⏳ {count} cases are decided and take effect by {time}.",
    )
    return lines(wait if open_ones else None, say_many(*source, len(decided), time=max(decided)))


def _late(waiting: Sequence[Waiting]) -> Sayable | None:
    late = sum(one.is_late for one in waiting)
    return say_many(*Nn_("⏰ {count} of them is overdue.", "⏰ {count} of them are overdue."), late) if late else None


def _sorts(waiting: Sequence[Waiting]) -> Iterator[tuple[Key, ...]]:
    """Yield the ways in, each with its count: overdue, by what is to be done, by programme, and all."""
    if late := sum(one.is_late for one in waiting):
        yield (_sort_key(say(N_("⏰ Overdue")), late, Sort.LATE),)
    yield from _of_sort(Sort.WHAT, [(one.what, one.said) for one in waiting])
    yield from _of_sort(Sort.PROGRAMME, [(one.programme, one.title) for one in waiting])
    yield (_sort_key(say(N_("All of them")), len(waiting), Sort.ALL),)


def _of_sort(sort: Sort, named: Sequence[tuple[str, Sayable]]) -> Iterator[tuple[Key, ...]]:
    """What all of them are is no way to choose among them."""
    counted, said = Counter(of for of, _ in named), dict(named)
    if len(counted) > 1:
        yield from ((_sort_key(said[of], count, sort, of),) for of, count in counted.most_common())


def _sort_key(said: Sayable, count: int, sort: Sort, of: str = "") -> Key:
    return key(say(N_("{what} ({count})"), what=said, count=count), PendingBy(sort, of, 0))


def _at_once(turn: Turn) -> Keys:
    """Return the ways to deal with many at once, as far as the rules know any for what waits."""
    may_enter = bool(offices_for(turn.actor, Action.ENTER))
    many = may_enter and len(procedure.entries_waiting(turn.work)) > 1
    enter = ((key(say(N_("Enter several numbers")), EnterMany()),),) if many else ()
    return (*cases.list_keys(turn.work), *enter)


def _how_many(turn: Turn) -> int:
    return len(procedure.pending(turn.work)) + erasing.wishes_before(turn.work).count


def _has_any(turn: Turn) -> bool:
    """Say whether it is in somebody's menu: an officer's always, an administrator's while somebody wishes it."""
    return bool(offices_for(turn.actor, Action.SEE_WAITING)) or bool(erasing.wishes_before(turn.work).count)


def show_prompt(turn: Turn, press: ShowPrompt) -> None:
    """Put one prompt at the end of the chat."""
    if not procedure.show_again(turn.work, press.prompt_id):
        turn.toast(say(N_("This no longer waits for you.")), alert=True)


ROUTES: list[Route] = [
    entry(
        Entry(
            command="pending",
            label=say(N_("📥 What waits for me")),
            help=say(N_("officers: what waits for you")),
            access=Action.SEE_WAITING,
            function=pending,
            order=60,
            listed=False,
            waiting=_how_many,
            shown=_has_any,
        )
    ),
    Press(PendingPage, Action.SEE_PENDING, pending_page),
    Press(PendingBy, Action.SEE_PENDING, pending_by),
    Press(ShowPrompt, Action.SEE_PENDING, show_prompt),
]
