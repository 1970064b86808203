"""/behalf: for whom one acts: an officer for somebody without an account, by the forms that a worker fills in."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from domain.behalf.acting import WAYS, By
from domain.behalf.buttons import ActFor, ConsentOnPaper, EndBehalf, EnterForSomebody, LettersToPrint
from domain.behalf.questions import FORM, behalf_form
from domain.forms import Form
from domain.platform.access import Action, allowed
from domain.platform.messages import Keys, key
from domain.platform.text import N_, Nn_, Sayable, lines, paragraphs, say, say_many
from domain.policy.questions import TAKEN_OUT
from handlers.behalf.helping import helpers_told
from handlers.forms import Conversation, begin, register
from handlers.menu.menu import Entry, entry, go_key, menu_key
from handlers.people.registration import find_units
from handlers.platform.route import Press, Route
from handlers.platform.turn import Turn
from services import behalf
from services.behalf import Ward
from services.forms import Draft
from services.platform import outbox

BACK = key(say(N_("‹ All for whom I act")), ActFor(0))


def listed(turn: Turn) -> None:
    """Show for whom somebody acts, and how an officer begins."""
    found, may_enter = behalf.wards(turn.work), allowed(turn.actor, Action.ASK_FOR_OTHERS)
    head = say(N_("<b>For whom you act</b>")) if found else say(N_("You act for nobody now."))
    for_officer = say(
        N_(
            "For somebody who is old or ill, has no phone or cannot read, you can report and apply: their consent on "
            "paper comes first, and a colleague decides."
        )
    )
    ways = ((key(say(N_("➕ Enter for somebody")), EnterForSomebody()),),) if may_enter else ()
    keys = tuple((key(_line(one), ActFor(one.behalf_id)),) for one in found)
    theirs, own = helpers_told(turn)
    turn.show(paragraphs(head, for_officer if may_enter else None, theirs), (*keys, *ways, *own, (menu_key(),)))


def _line(one: Ward) -> Sayable:
    letters = say_many(*Nn_("✉ {count} letter", "✉ {count} letters"), one.letters) if one.letters else None
    return lines(one.name, one.unit, letters, between=" · ")


def shown(turn: Turn, press: ActFor) -> None:
    """Show one person, with all that can be done for them."""
    if press.behalf_id:
        _show(turn, press.behalf_id)
    else:
        listed(turn)


def _show(turn: Turn, behalf_id: int, above: Sayable | None = None) -> None:
    one, acting = behalf.ward(turn.work, behalf_id), behalf.acting(turn.work, behalf_id)
    ways = tuple((go_key(to),) for may in one.may_now for to in WAYS[may])
    turn.show(paragraphs(above, _told(one)), (*acting.marked(ways), *_own_keys(one), (BACK, menu_key())))


def _told(one: Ward) -> Sayable:
    head = say(N_("✍️ For <b>{name}</b>"), name=one.name)
    if one.by is By.OFFICER:
        source = N_("Unit: {unit}. You have entered for them since {day}, with their consent on paper.")
        plain = N_("What you do here is done for them, and stands there as entered by you. A colleague decides.")
        return lines(head, say(source, unit=one.unit, day=one.since), say(plain))
    may = lines(*(say(N_("• {what}"), what=each.label) for each in one.may))
    return lines(head, say(N_("Until {day} you may:"), day=one.until or one.since), may)


def _own_keys(one: Ward) -> Keys:
    end = (key(say(N_("I no longer act for them")), EndBehalf(one.behalf_id, 0)),)
    if one.by is not By.OFFICER:
        return (end,)
    count = say_many(*Nn_("🖨 {count} letter to print", "🖨 {count} letters to print"), one.letters)
    letters = ((key(count, LettersToPrint(one.behalf_id, 0)),),) if one.letters else ()
    return (*letters, (key(say(N_("Consent on paper")), ConsentOnPaper(one.behalf_id)),), end)


def enter(turn: Turn, press: EnterForSomebody) -> None:
    """Ask for whom an officer enters."""
    begin(turn, FORM)


def _form(_turn: Turn, _draft: Draft) -> Form:
    return behalf_form()


def _entered(turn: Turn, _draft: Draft, answers: Mapping[str, Any]) -> None:
    behalf_id = behalf.enter_for(turn.work, answers)
    said = say(N_("Their consent is kept. Now you can report hardship for them, and apply, by the same forms."))
    _show(turn, behalf_id, paragraphs(said, TAKEN_OUT))


def consent_shown(turn: Turn, press: ConsentOnPaper) -> None:
    """Show the consent on paper."""
    for message in behalf.consent_shown(turn.work, press.behalf_id):
        outbox.put(turn.work, turn.person_id, message, priority=outbox.INTERACTIVE)


def ended(turn: Turn, press: EndBehalf) -> None:
    """Ask whether it is to end, then end it."""
    if not press.sure:
        text = say(N_("Shall you no longer act for them? What was entered stays; their case goes on without you."))
        keys = ((key(say(N_("Yes, it ends")), EndBehalf(press.behalf_id, 1)),),
                (key(say(N_("No, I stay")), ActFor(press.behalf_id)),))  # fmt: skip
        turn.show(text, keys)
        return
    behalf.end_own(turn.work, press.behalf_id)
    turn.show(say(N_("You no longer act for them.")), ((BACK,), (menu_key(),)))


register(
    Conversation(
        key=FORM, name=say(N_("for whom you enter")), access=Action.ASK_FOR_OTHERS, build=_form, complete=_entered,
        lookup=find_units,
    )
)  # fmt: skip

ROUTES: list[Route] = [
    entry(Entry("behalf", say(N_("✍️ Act for somebody")), say(N_("report and apply for somebody else")), Action.ACT_FOR,
                listed, 62, in_menu=False)),
    Press(ActFor, Action.ACT_FOR, shown),
    Press(EnterForSomebody, Action.ASK_FOR_OTHERS, enter),
    Press(ConsentOnPaper, Action.ASK_FOR_OTHERS, consent_shown),
    Press(EndBehalf, Action.ACT_FOR, ended),
]  # fmt: skip
