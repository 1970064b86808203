"""/events: an officer opens an event once for everybody it has struck, and sees it through."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from domain.aid.buttons import EndEvent, MoreOfEvent, OpenEvent
from domain.aid.events.questions import event_form, event_more_form
from domain.aid.own_questions import own_questions
from domain.cases.buttons import OpenCase
from domain.forms import Form, Option
from domain.platform.access import Action
from domain.platform.messages import Key, Keys, key
from domain.platform.text import N_, Money, Nn_, Sayable, lines, paragraphs, say, say_many
from domain.policy import Policy
from handlers.forms import Conversation, Preview, begin, register
from handlers.menu.lists import page_of
from handlers.menu.menu import Entry, entry, go_key, menu_key
from handlers.platform.route import Press, Route
from handlers.platform.turn import Turn
from services import aid
from services.aid import EventView, PlanView
from services.forms import Draft

MOST_TOLD = 30  # lines of those who are left out, or would get a case


def _policy(turn: Turn, draft: Draft) -> Policy:
    return turn.house.policies.of(turn.session, draft.policy_version)


def _form(turn: Turn, draft: Draft) -> Form:
    policy = _policy(turn, draft)
    programme = policy.given(draft.subject)
    kind = turn.house.kinds.of(programme)
    units = [Option(str(unit_id), lines(name)) for unit_id, name in aid.lead_units(turn.work)]
    intro = kind.form(policy, programme, None).intro or lines("")
    title = kind.title(programme, running=False)
    return event_form(title, intro, units, own_questions(policy, programme.key))


def _preview(turn: Turn, draft: Draft, answers: Mapping[str, Any]) -> Preview:
    policy = _policy(turn, draft)
    return _planned(aid.plan(turn.work, policy, policy.given(draft.subject), answers))


def _more_preview(turn: Turn, draft: Draft, answers: Mapping[str, Any]) -> Preview:
    return _planned(aid.plan_more(turn.work, int(draft.subject), answers))


def _planned(plan: PlanView) -> Preview:
    if plan.to_read:
        return Preview(say(N_("I read the table once you send this. You look at the list before any case is opened.")))
    count = Nn_(
        "<b>{count} case would be opened, {amount}:</b>", "<b>{count} cases would be opened, {amount} in all:</b>"
    )
    head = say_many(*count, len(plan.told), amount=Money(plan.fen))
    nobody = say(N_("<b>Nobody gets a case by these answers.</b>"))
    return Preview(
        paragraphs(lines(head, *_some(plan.told)) if plan.told else nobody, _left(plan.left)), ready=bool(plan.told)
    )


def _some(told: Sequence[Sayable]) -> Sequence[Sayable]:
    """A message holds no more; of the rest it says how many there are."""
    more = len(told) - MOST_TOLD
    rest = (say_many(*Nn_("and {count} more", "and {count} more"), more),) if more > 0 else ()
    return (*told[:MOST_TOLD], *rest)


def _left(left: Sequence[aid.LeftOut]) -> Sayable | None:
    if not left:
        return None
    told = [say(N_("• {who}: {why}"), who=one.said, why=one.why) for one in left]
    return lines(say(N_("<b>No case is opened for:</b>")), *_some(told))


def _given(turn: Turn, draft: Draft, answers: Mapping[str, Any]) -> None:
    policy = _policy(turn, draft)
    opened = aid.begin_event(turn.work, policy, policy.given(draft.subject), answers)
    done = say(N_("The event is open.")) if opened.to_read else say(N_("The event is open, and all of them are told."))
    _show_opened(turn, opened.event_id, done, opened.left, to_read=opened.to_read)


def _more_given(turn: Turn, draft: Draft, answers: Mapping[str, Any]) -> None:
    opened = aid.add_to_event(turn.work, int(draft.subject), answers)
    done = None if opened.to_read else say(N_("They are added, and told."))
    _show_opened(turn, opened.event_id, done, opened.left, to_read=opened.to_read)


def _show_opened(
    turn: Turn, event_id: int, done: Sayable | None, left: Sequence[aid.LeftOut], *, to_read: bool
) -> None:  # fmt: skip
    reading = say(N_("I read the table now and write to you here what came of it.")) if to_read else None
    _show(turn, event_id, above=paragraphs(lines(done, reading), _left(left)))


# The card ------------------------------------------------------------------------------------------------------------


def listed(turn: Turn) -> None:
    """List the events at the units that this officer leads."""
    found = aid.events_of(turn.work)
    keys = tuple(
        (key(lines(one.name, one.number, between=" · "), OpenEvent(one.event_id, 0)),) for one in found[:MOST_TOLD]
    )
    none = say(N_("No event is open. Under /apply you can open one for all whom it has struck."))
    turn.show(say(N_("<b>Events</b>")) if found else none, (*keys, (go_key("apply"), menu_key())))


def opened(turn: Turn, press: OpenEvent) -> None:
    """Show how far each case of an event is."""
    _show(turn, press.event_id, press.page)


def _show(turn: Turn, event_id: int, page: int = 0, *, above: Sayable | None = None) -> None:
    view = aid.event_card(turn.work, event_id)
    shown = page_of(view.cases, page)
    told = [lines(one.number, one.name, Money(one.fen), one.stands, between=" · ") for one in shown.shown]
    cases = tuple((key(lines(one.number, one.name, between=" · "), OpenCase(one.case_id)),) for one in shown.shown)
    turning = shown.turning(lambda number: OpenEvent(event_id, number))
    turn.show(paragraphs(above, _head(view), lines(*told), _end(view)), (*cases, *turning, *_ways(view)))


def _head(view: EventView) -> Sayable:
    count = Nn_("{count} case, {amount}; paid so far: {paid}.", "{count} cases, {amount} in all; paid so far: {paid}.")
    return lines(
        say(N_("<b>Event: {name}</b>"), name=lines(view.name, view.number, between=" · ")),
        lines(view.programme, view.unit, view.day, between=" · "),
        say_many(*count, len(view.cases), amount=Money(view.fen), paid=Money(view.paid)),
    )


def _end(view: EventView) -> Sayable | None:
    over = say(N_("All of its cases are finished.")) if view.is_over else None
    ended = say(N_("Ended on {day}: nobody is added any more."), day=view.ended_on) if view.ended_on else None
    return lines(over, ended) if over or ended else None


def _ways(view: EventView) -> Keys:
    if view.ended_on is not None:
        return ((menu_key(),),)
    more = key(say(N_("Add households")), MoreOfEvent(view.event_id))
    return ((more, key(say(N_("End the event")), EndEvent(view.event_id, 0))), (menu_key(),))


def more(turn: Turn, press: MoreOfEvent) -> None:
    """Ask whom it has struck, too."""
    aid.event_title(turn.work, press.event_id)
    begin(turn, "event_more", subject=str(press.event_id), below=True)


def _more_form(turn: Turn, draft: Draft) -> Form:
    return event_more_form(lines(aid.event_title(turn.work, int(draft.subject))))


def end(turn: Turn, press: EndEvent) -> None:
    """Ask once, then let nobody be added any more."""
    if press.sure:
        aid.end_event(turn.work, press.event_id)
        _show(turn, press.event_id)
        return
    name = aid.event_title(turn.work, press.event_id)
    asked = say(N_("End the event {name}? Its cases go on to their end; nobody is added any more."), name=name)
    back: Key = key(say(N_("No, go back")), OpenEvent(press.event_id, 0))
    turn.show(asked, ((key(say(N_("Yes, end it")), EndEvent(press.event_id, 1)), back),))


register(Conversation("event", Action.MANAGE_HOUSEHOLDS, _form, _given, preview=_preview, name=say(N_("an event"))))
register(Conversation("event_more", Action.MANAGE_HOUSEHOLDS, _more_form, _more_given, preview=_more_preview))

ROUTES: list[Route] = [
    entry(
        Entry(
            "events", say(N_("🌊 Events")), say(N_("officers: events that have struck many, and how far each case is")),
            Action.MANAGE_HOUSEHOLDS, listed, order=66, listed=False, in_menu=False,
        )
    ),
    Press(OpenEvent, Action.MANAGE_HOUSEHOLDS, opened),
    Press(MoreOfEvent, Action.MANAGE_HOUSEHOLDS, more),
    Press(EndEvent, Action.MANAGE_HOUSEHOLDS, end),
]  # fmt: skip
