"""/apply: what there is for a household now, with a file, later and not, why, and the way into the form."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from domain.aid.buttons import ApplyTo, WhyNot
from domain.forms import in_pages, is_short
from domain.kinds.reasons import Reason
from domain.platform.access import Action
from domain.platform.messages import Key, Keys, key
from domain.platform.text import N_, Joined, Sayable, lines, paragraphs, say
from handlers.forms import begin
from handlers.menu.menu import Entry, entry, go_key, menu_key
from handlers.platform.route import Press, Route
from handlers.platform.turn import Turn
from services import aid, cases
from services.aid import Chance, Listed
from services.cases import UnderWay

A_FEW = 4  # programmes of which a phone still shows all that is said


def programmes(turn: Turn) -> None:
    """List what there is, most of it by name only: what can be applied for now says more, and has a key."""
    has_file, listed = aid.listed(turn.work)
    running = None if has_file else cases.report_under_way(turn.work)
    missing = None if has_file else _file_missing(running)
    way = () if has_file else ((go_key("cases" if running else "report"),),)
    now = _with(listed, Chance.NOW)
    head = say(N_("<b>Aid you can apply for</b>")) if now else say(N_("<b>Just now there is nothing to apply for.</b>"))
    text = paragraphs(
        missing,
        head,
        *_open(now),
        _with_a_file(_with(listed, Chance.WITH_A_FILE), reported=running is not None),
        _later(_with(listed, Chance.LATER)),
        _not(_with(listed, Chance.NOT)),
    )
    turn.show(text, (*way, *_keys(now), *_why_key(listed), (menu_key(),)))


def _open(now: Sequence[Listed]) -> tuple[Sayable, ...]:
    """Say of a few what each is; of many their keys have the names, and the first card of each form says the rest."""
    if len(now) <= A_FEW:
        return tuple(one.said for one in now)
    return (say(N_("Press one to read what it is. Nothing is handed in by that.")),)


def _keys(now: Sequence[Listed]) -> Keys:
    """Return a key for each, of many by its name alone and short ones side by side."""
    if len(now) <= A_FEW:
        return tuple((key(say(N_("Apply: {programme}"), programme=one.title), ApplyTo(one.key)),) for one in now)
    rows: list[tuple[Listed, ...]] = []
    for one in now:
        if rows and len(rows[-1]) == 1 and is_short(rows[-1][0].title) and is_short(one.title):
            rows[-1] = (*rows[-1], one)
        else:
            rows.append((one,))
    return tuple(tuple(key(one.title, ApplyTo(one.key)) for one in row) for row in rows)


def after_report(turn: Turn) -> tuple[Sayable | None, Keys]:
    """Return what there will be once the file of a report that was just handed in is open, and the way to the rest."""
    found = _with(aid.listed(turn.work)[1], Chance.WITH_A_FILE)
    return _with_a_file(found, reported=True), ((go_key("apply"),),)


def _with(listed: Iterable[Listed], chance: Chance) -> list[Listed]:
    return [one for one in listed if one.chance is chance]


def _with_a_file(found: list[Listed], *, reported: bool) -> Joined | None:
    head = say(N_("<b>Once you have a file</b>"))
    if reported:
        head = say(N_("<b>Once your file is open, you can apply for</b> (by what you reported)"))
    return _in_a_line(head, found)


def _later(found: list[Listed]) -> Joined | None:
    named = [say(N_("{programme}: from {day} on"), programme=one.title, day=one.on) for one in found if one.on]
    return _named(say(N_("<b>Later</b>")), named)


def _not(found: list[Listed]) -> Joined | None:
    return _in_a_line(say(N_("<b>Not for your household as it is now</b>")), found)


def _in_a_line(head: Sayable, found: Sequence[Listed]) -> Joined | None:
    return lines(head, lines(*(one.title for one in found), between=" · ")) if found else None


def _named(head: Sayable, names: Sequence[Sayable]) -> Joined | None:
    return lines(head, *(say(N_("• {line}"), line=one) for one in names)) if names else None


def _why_key(listed: Iterable[Listed]) -> tuple[tuple[Key, ...], ...]:
    return ((key(say(N_("❓ Why not the others")), WhyNot()),),) if any(one.against for one in listed) else ()


def why_not(turn: Turn, press: WhyNot) -> None:
    """Tell every reason against each of the others, as the rules stand now."""
    against = [one for one in aid.listed(turn.work)[1] if one.against]
    told = [lines(say(N_("<b>{programme}</b>"), programme=one.title), *map(_reason, one.against)) for one in against]
    if not told:
        programmes(turn)
        return
    *first, last = in_pages(told)
    for page in first:
        turn.say(paragraphs(*page))
    turn.say(paragraphs(*last), ((go_key("apply"),), (menu_key(),)))


def _reason(reason: Reason) -> Sayable:
    return say(N_("• {reason}"), reason=reason.worker)


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
    wanted = next((one for one in listed if one.key == press.programme), None)
    if wanted is not None and wanted.is_open:
        begin(turn, wanted.form, subject=wanted.key)
    else:
        programmes(turn)


ROUTES: list[Route] = [
    entry(Entry("apply", say(N_("🎓 Apply for aid")), say(N_("programmes, and how to apply")), Action.APPLY, programmes,
                20)),
    Press(ApplyTo, Action.APPLY, pressed),
    Press(WhyNot, Action.APPLY, why_not),
]  # fmt: skip
