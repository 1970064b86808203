"""The two consents, asked one after the other, shown and withdrawn under /privacy."""

from __future__ import annotations

from datetime import datetime

from domain.erasing.buttons import Erase, EraseMe
from domain.erasing.words import OF_OTHERS
from domain.people.buttons import Answer, ConsentPress, PrivacyPress
from domain.people.consent import ConsentKind
from domain.platform.access import Action
from domain.platform.messages import Key, key
from domain.platform.text import N_, Nn_, Sayable, lines, paragraphs, say, say_many
from handlers.forms import of_workers
from handlers.menu.menu import Entry, entry, menu_key
from handlers.people.welcome import go_on
from handlers.people.words import PROCESSING_TEXT, SENSITIVE_TEXT, consent_keys
from handlers.platform.route import Press, Route
from handlers.platform.turn import Turn
from services import erasing, people


def pressed(turn: Turn, press: ConsentPress) -> None:
    """An answer to one of the two questions."""
    match press.answer:
        case Answer.YES:
            _agreed(turn, press.kind)
        case Answer.NO:
            _declined(turn)
        case Answer.WITHDRAW:
            _ask_again(turn, press.kind)
        case Answer.SURE:
            _withdrawn(turn, press.kind)
        case _:
            turn.toast(say(N_("That button is no longer in use. Send /privacy.")), alert=True)


def _agreed(turn: Turn, kind: ConsentKind) -> None:
    people.set_consent(turn.work, kind, True)
    turn.stand_anew()
    if turn.person.consented_at is None:
        turn.show(PROCESSING_TEXT, consent_keys(ConsentKind.PROCESSING))
    elif turn.person.sensitive_consented_at is None:
        turn.show(SENSITIVE_TEXT, consent_keys(ConsentKind.SENSITIVE))
    else:
        go_on(turn)


def _declined(turn: Turn) -> None:
    kept = say(N_("That is your right. I keep only your Telegram number, your language and what you agreed to."))
    if turn.person.registered_at is not None:
        kept = say(N_("That is your right. What you gave before stays on record; /privacy shows it."))
    ways = say(
        N_(
            "Without this consent I cannot take applications, but your union's office can, on paper. You can read the "
            "public notices with /notices, and come back with /start."
        )
    )
    turn.show(lines(kept, ways), ((menu_key(),),))


def _ask_again(turn: Turn, kind: ConsentKind) -> None:
    keys = (
        (key(say(N_("Yes, withdraw my consent")), ConsentPress(kind, Answer.SURE)),),
        (key(say(N_("No, leave it as it is")), PrivacyPress("show")),),
    )
    turn.show(paragraphs(CONSEQUENCES[kind], HIDDEN, KEPT_CASES), keys)


CONSEQUENCES: dict[ConsentKind, Sayable] = {
    ConsentKind.PROCESSING: say(
        N_("If you withdraw, I take no new steps for you until you agree again: no reports, applications or changes.")
    ),
    ConsentKind.SENSITIVE: say(
        N_("If you withdraw, I take no new reports or applications that ask about health, money or children.")
    ),
}
HIDDEN = say(
    N_(
        "Officers no longer see what you told us, from that moment on, and nothing new is begun for your household. "
        "Forms that you have not handed in are deleted at once."
    )
)
KEPT_CASES = say(
    N_(
        "A case that is already handed in stays on record as the law asks. Where its next step needs what you told us "
        "(a visit, the entry) it rests until you agree again. Money that is ready to be paid is paid, and only the "
        "cashier still sees the card. Under /cases you still see it, withdraw it, object, and say whether the money "
        "came."
    )
)


def _withdrawn(turn: Turn, kind: ConsentKind) -> None:
    dropped = people.withdraw(turn.work, kind, of_workers(sensitive=kind is ConsentKind.SENSITIVE))
    is_emptied = kind is ConsentKind.PROCESSING and erasing.withdrew(turn.work)
    turn.stand_anew()
    gone = Nn_(
        "{count} form that you had not handed in is deleted.", "{count} forms that you had not handed in are deleted."
    )
    turn.show(
        lines(
            say(N_("Your consent is withdrawn, from this moment on. To give it again, send /privacy or /start.")),
            say_many(*gone, dropped) if dropped else None,
            say(N_("Since nothing was handed in, what you told me of yourself is erased.")) if is_emptied else None,
            say(OF_OTHERS) if is_emptied else None,
        ),
        ((menu_key(),),),
    )


# /privacy ------------------------------------------------------------------------------------------------------------


def privacy(turn: Turn) -> None:
    """Show both consents, with ways to change them and to see what is kept."""
    turn.show(
        paragraphs(
            say(N_("<b>Your data</b>")),
            lines(*(_state_line(turn, kind) for kind in ConsentKind)),
            say(N_("You may see what is kept, correct it (/file), and withdraw at any time.")),
        ),
        (
            *((_change_key(turn, kind),) for kind in ConsentKind),
            (key(say(N_("See what is kept")), PrivacyPress("data")),),
            (key(say(N_("Consents so far")), PrivacyPress("history")),),
            (key(say(N_("Erase my data")), EraseMe(Erase.ASK)),),
            (menu_key(),),
        ),
    )


NAMES: dict[ConsentKind, Sayable] = {
    ConsentKind.PROCESSING: say(N_("Personal data")),
    ConsentKind.SENSITIVE: say(N_("Sensitive data (health, money, children)")),
}


def _since(turn: Turn, kind: ConsentKind) -> datetime | None:
    person = turn.person
    return person.consented_at if kind is ConsentKind.PROCESSING else person.sensitive_consented_at


def _state_line(turn: Turn, kind: ConsentKind) -> Sayable:
    since = _since(turn, kind)
    if since is None:
        return say(N_("{what}: not agreed"), what=NAMES[kind])
    return say(N_("{what}: agreed on {when}"), what=NAMES[kind], when=since)


def _change_key(turn: Turn, kind: ConsentKind) -> Key:
    if _since(turn, kind) is None:
        return key(say(N_("Agree: {what}"), what=NAMES[kind]), ConsentPress(kind, Answer.YES))
    return key(say(N_("Withdraw: {what}"), what=NAMES[kind]), ConsentPress(kind, Answer.WITHDRAW))


def page(turn: Turn, press: PrivacyPress) -> None:
    """A press under /privacy."""
    match press.page:
        case "data":
            turn.show(_my_data(turn), ((key(say(N_("‹ Back")), PrivacyPress("show")),),))
        case "history":
            turn.show(_history(turn), ((key(say(N_("‹ Back")), PrivacyPress("show")),),))
        case "law" if turn.person.consented_at is None:
            turn.show(PROCESSING_TEXT, consent_keys(ConsentKind.PROCESSING))
        case _:
            privacy(turn)


def _my_data(turn: Turn) -> Sayable:
    """Show what is kept of the person, the numbers masked."""
    kept = people.registered(turn.work)
    if kept is None:
        return say(N_("You are not registered, so I keep only your Telegram number and your language."))
    return paragraphs(
        say(N_("<b>What is kept of you</b>")),
        lines(
            say(N_("Name: {name}"), name=kept.name),
            say(N_("Id number: {number}"), number=kept.resident_id),
            say(N_("Phone: {number}"), number=kept.phone),
            say(N_("Unit: {unit}"), unit=kept.unit),
            say(N_("Registered: {when}"), when=kept.since),
        ),
        say(N_("Your cases and what you reported are under /cases. If something is wrong, correct it under /file.")),
    )


def _history(turn: Turn) -> Sayable:
    rows = people.consents_of(turn.work)
    told = [
        say(N_("{when}: {what}, agreed") if row.given else N_("{when}: {what}, withdrawn"),
            when=row.at, what=NAMES[row.kind])
        for row in rows
    ]  # fmt: skip
    return paragraphs(say(N_("<b>Your consents so far</b>")), lines(*told) if told else say(N_("None yet.")))


ROUTES: list[Route] = [
    entry(Entry("privacy", say(N_("🔒 My data")), say(N_("your consents, and what is kept of you")), Action.TALK,
                privacy, 83)),
    Press(ConsentPress, Action.TALK, pressed),
    Press(PrivacyPress, Action.TALK, page),
]  # fmt: skip
