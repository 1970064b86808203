"""/warnings: early warnings that wait, their counts by unit, and households near the line that have no file."""

from __future__ import annotations

from domain.platform.access import Action
from domain.platform.messages import Key, Keys, key
from domain.platform.text import N_, Nn_, Sayable, lines, paragraphs, say, say_many
from domain.warnings import words
from domain.warnings.buttons import AnswerWarning, EdgesPage, OpenEdge, OpenWarning, WarningsPage
from handlers.menu.lists import page_of
from handlers.menu.menu import Entry, entry, menu_key
from handlers.platform.route import Press, Route
from handlers.platform.turn import Turn
from services import warnings

MOST_UNITS = 12


def listed(turn: Turn) -> None:
    """List what waits, the oldest first."""
    _show(turn, 0)


def page(turn: Turn, press: WarningsPage) -> None:
    """Another page of it."""
    _show(turn, press.page)


def _show(turn: Turn, number: int) -> None:
    found = warnings.waiting_ones(turn.work)
    shown = page_of(found, number)
    keys = shown.keys(lambda one: key(words.line(one), OpenWarning(one.warning_id)), WarningsPage)
    none = say(N_("No early warning waits for an answer."))
    many = Nn_("<b>{count} early warning</b> waits for an answer:", "<b>{count} early warnings</b> wait for an answer:")
    text = say_many(*many, len(found)) if found else none
    edges = len(warnings.edges(turn.work))
    near: Keys = ((key(say(N_("Near the line, no file ({count})"), count=edges), EdgesPage(0)),),) if edges else ()
    turn.show(paragraphs(text, _counts(turn)), (*keys, *near, (menu_key(),)))


def _counts(turn: Turn) -> Sayable | None:
    """Say how many there were this year, by unit, to whom leads some."""
    units = warnings.counts(turn.work)
    if not units:
        return None
    source = N_("{unit}: {total}, of which {waiting} wait")
    told = (say(source, unit=one.unit, total=str(one.total), waiting=str(one.waiting)) for one in units[:MOST_UNITS])
    total = say(N_("<b>This year</b>: {count} in all"), count=sum(one.total for one in units))
    return lines(total, *told)


def open_one(turn: Turn, press: OpenWarning) -> None:
    """Show one warning."""
    message = warnings.opened(turn.work, press.warning_id)
    turn.show(message.text, message.keys)


def answered(turn: Turn, press: AnswerWarning) -> None:
    """An officer says what became of it."""
    message = warnings.answer(turn.work, press.warning_id, press.answer)
    turn.show(message.text, message.keys)


def edges(turn: Turn, press: EdgesPage) -> None:
    """List the households near the line that have no file."""
    shown = page_of(warnings.edges(turn.work), press.page)
    label = N_("{name} · {unit} · {percent}% above")
    keys = shown.keys(
        lambda one: key(say(label, name=one.name, unit=one.unit, percent=one.above), OpenEdge(one.edge_id)), EdgesPage
    )
    text = say(N_("<b>Near the line, no file</b>: households a little above it, the latest first."))
    none = say(N_("No household without a file is known to be near the line."))
    turn.show(text if shown.total else none, (*keys, (_back(),)))


def open_edge(turn: Turn, press: OpenEdge) -> None:
    """Show the short record of one of them."""
    one = warnings.edge(turn.work, press.edge_id)
    told = (
        lines(say(N_("<b>{name}</b> · {unit}"), name=one.name, unit=one.unit),
              say(N_("Phone: {phone}"), phone=one.phone) if one.phone else None),
        lines(say(N_("Near the line since {day}, worked out last on {last}"), day=one.since, last=one.found_on),
              say(N_("Income per person and month {net}, the line {line}: {percent}% above"), net=one.net,
                  line=one.line, percent=one.above)),
        lines(*map(_warned, one.warnings)),
    )  # fmt: skip
    turn.show(paragraphs(*told), ((key(say(N_("‹ Near the line")), EdgesPage(0)),),))


def _warned(one: words.Warned) -> Sayable:
    became = one.answer.said if one.answer is not None else say(N_("waits for an answer"))
    return lines(words.line(one), became, between=": ")


def _back() -> Key:
    return key(say(N_("‹ Warnings")), WarningsPage(0))


ROUTES: list[Route] = [
    entry(
        Entry(
            "warnings", say(N_("⚠ Early warnings")), say(N_("officers: first signs of trouble that wait")),
            Action.ANSWER_WARNING, listed, 64, listed=False, in_menu=False,
        )
    ),
    Press(WarningsPage, Action.ANSWER_WARNING, page),
    Press(OpenWarning, Action.ANSWER_WARNING, open_one),
    Press(AnswerWarning, Action.ANSWER_WARNING, answered),
    Press(EdgesPage, Action.ANSWER_WARNING, edges),
    Press(OpenEdge, Action.ANSWER_WARNING, open_edge),
]  # fmt: skip
