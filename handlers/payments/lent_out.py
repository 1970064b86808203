"""/loans: what is lent out by unit, and where repayments are late."""

from __future__ import annotations

from domain.cases.buttons import OpenCase
from domain.platform.access import Action
from domain.platform.messages import key
from domain.platform.text import N_, Money, Nn_, Sayable, Text, lines, paragraphs, say, say_many
from handlers.menu.menu import Entry, entry, menu_key
from handlers.platform.route import Route
from handlers.platform.turn import Turn
from services import payments
from services.payments import LentLine, LentOut

MOST_UNITS = 20
MOST_KEYS = 8


def loans(turn: Turn) -> None:
    """Show what is lent out below the offices of whoever asks; the keys open what is late."""
    shown = payments.lent_out(turn.work)
    keys = tuple(
        (
            key(
                say(N_("{number}: {amount} late"), number=one.number, amount=Money(one.fen)),
                OpenCase(one.case_id),
            ),
        )
        for one in shown.arrears[:MOST_KEYS]
    )
    turn.show(_told(shown), (*keys, (menu_key(),)))


def _told(shown: LentOut) -> Sayable:
    if not shown.units:
        return say(N_("Nothing is lent out at the moment."))
    units = [_unit(one) for one in shown.units[:MOST_UNITS]]
    return paragraphs(lines(say(N_("<b>Lent out</b>")), _all(shown), _on_time(shown)), *units, _more(shown))


def _all(shown: LentOut) -> Text:
    source = Nn_("{count} loan, {left} of {lent} is still owed.", "{count} loans, {left} of {lent} is still owed.")
    left, lent = sum(one.left for one in shown.units), sum(one.lent for one in shown.units)
    return say_many(*source, sum(one.count for one in shown.units), left=Money(left), lent=Money(lent))


def _on_time(shown: LentOut) -> Text | None:
    """Say how much of what was due has come, in whole per cent, rounded down."""
    if not shown.due:
        return None
    source = N_("Of {due} that was due until today {came} has come ({share}%).")
    return say(source, due=Money(shown.due), came=Money(shown.came), share=100 * shown.came // shown.due)


def _unit(one: LentLine) -> Sayable:
    source = Nn_("{unit}: {count} loan, {left} of {lent} owed", "{unit}: {count} loans, {left} of {lent} owed")
    late = say(N_("late: {amount}"), amount=Money(one.late)) if one.late else None
    return lines(say_many(*source, one.count, unit=one.unit, left=Money(one.left), lent=Money(one.lent)), late)


def _more(shown: LentOut) -> Text | None:
    more = len(shown.units) - MOST_UNITS
    return say_many(*Nn_("… and {count} more unit", "… and {count} more units"), more) if more > 0 else None


ROUTES: list[Route] = [
    entry(
        Entry(
            command="loans",
            label=say(N_("Loans")),
            help=say(N_("what is lent out, and what is late")),
            access=Action.SEE_LOANS,
            function=loans,
            order=58,
            listed=False,
            in_menu=False,
        )
    ),
]
