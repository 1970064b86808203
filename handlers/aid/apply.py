"""/apply: what can be applied for, with its state and what speaks against it, and the way into the form."""

from __future__ import annotations

from domain.aid.buttons import ApplyTo
from domain.platform.access import Action
from domain.platform.messages import key
from domain.platform.text import N_, Sayable, lines, paragraphs, say
from handlers.forms import begin
from handlers.menu.menu import Entry, entry, go_key, menu_key
from handlers.platform.route import Press, Route
from handlers.platform.turn import Turn
from services import aid, cases
from services.aid import Listed
from services.cases import UnderWay


def programmes(turn: Turn) -> None:
    """List the programmes with their state, and how to apply."""
    has_file, listed = aid.listed(turn.work)
    keys = tuple((key(say(N_("Apply: {programme}"), programme=one.title), ApplyTo(one.key)),)
                 for one in listed if one.is_open)  # fmt: skip
    running = None if has_file else cases.report_under_way(turn.work)
    missing = None if has_file else _file_missing(running)
    way = () if has_file else ((go_key("cases" if running else "report"),),)
    without = say(N_("What needs no file has a button below.")) if keys and not has_file else None
    text = paragraphs(missing, without, say(N_("<b>Aid you can apply for</b>")), *map(_programme, listed))
    turn.show(text, (*way, *keys, (menu_key(),)))


def _programme(one: Listed) -> Sayable:
    against = [say(N_("Not now, because: {reason}"), reason=reason.worker) for reason in one.against]
    return lines(one.said, *against)


def _file_missing(running: UnderWay | None) -> Sayable:
    if running is not None:
        return say(
            N_("Your hardship report {number} is under way: {step}. Once the file is open, you can apply here."),
            number=running.number,
            step=running.step,
        )
    return say(N_("First comes the hardship report: aid needs a hardship file that is open to you (/file)."))


def pressed(turn: Turn, press: ApplyTo) -> None:
    """A press on a programme: what speaks against it now is told, else the form opens."""
    _, listed = aid.listed(turn.work)
    wanted = next((one for one in listed if one.key == press.programme and one.is_open), None)
    if wanted is None:
        programmes(turn)
        return
    begin(turn, wanted.form, subject=wanted.key)


ROUTES: list[Route] = [
    entry(Entry("apply", say(N_("🎓 Apply for aid")), say(N_("programmes, and how to apply")), Action.APPLY, programmes,
                20)),
    Press(ApplyTo, Action.APPLY, pressed),
]  # fmt: skip
