"""The two consents, asked one after the other, shown and withdrawn under /privacy."""

from __future__ import annotations

from datetime import datetime

from domain.people.buttons import Answer, ConsentPress, PrivacyPress
from domain.people.consent import ConsentKind
from domain.platform.access import Action
from domain.platform.identifiers import mask_phone, mask_resident_id
from domain.platform.messages import Keys, key
from domain.platform.text import N_, Sayable, lines, paragraphs, say
from handlers.menu.menu import Entry, entry, menu_key
from handlers.platform.route import Press, Route
from handlers.platform.turn import Turn
from services.people import registration

PROCESSING_TEXT = paragraphs(
    say(N_("<b>How your data is used</b>")),
    say(
        N_(
            "Telegram's servers are abroad, so I ask only for what a step needs. Your name, id number and phone are "
            "kept sealed by the union and shown only in part. A message with an id or card number is deleted from this "
            "chat once I have read it."
        )
    ),
    say(N_("Only the officers of your case see it, and every look is recorded. You can withdraw with /privacy.")),
    say(N_("<b>May the union keep and use your personal data to handle your applications?</b>")),
)
SENSITIVE_TEXT = paragraphs(
    say(N_("<b>Sensitive data</b>")),
    say(
        N_(
            "To work out what help fits, the union also needs to know about health, money and children in your "
            "household. The law asks for a separate consent for that. It is used only for your aid, and a guardian "
            "agrees for a child under 14."
        )
    ),
    say(N_("<b>May the union also keep and use these sensitive data?</b>")),
)
TEXTS: dict[ConsentKind, Sayable] = {
    ConsentKind.PROCESSING: PROCESSING_TEXT,
    ConsentKind.SENSITIVE: SENSITIVE_TEXT,
}


def consent_keys(kind: ConsentKind) -> Keys:
    """Return the keys under a consent."""
    yes = key(say(N_("Yes, I agree")), ConsentPress(kind, Answer.YES))
    no = key(say(N_("I do not agree")), ConsentPress(kind, Answer.NO))
    return ((yes, no),)


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
    from handlers.people.start import go_on

    registration.set_consent(turn.work, turn.person, kind, True)
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
    turn.show(paragraphs(CONSEQUENCES[kind], KEPT_CASES), keys)


CONSEQUENCES: dict[ConsentKind, Sayable] = {
    ConsentKind.PROCESSING: say(
        N_("If you withdraw, I take no new steps for you until you agree again: no reports, applications or changes.")
    ),
    ConsentKind.SENSITIVE: say(
        N_("If you withdraw, I take no new reports or applications that ask about health, money or children.")
    ),
}
KEPT_CASES = say(
    N_(
        "Cases that are already handed in stay on record as the law asks, and officers may finish them; you can "
        "withdraw a case itself under /cases. A form that is not handed in yet cannot be continued without the "
        "consent; it is removed after some weeks."
    )
)


def _withdrawn(turn: Turn, kind: ConsentKind) -> None:
    registration.set_consent(turn.work, turn.person, kind, False)
    turn.show(
        say(N_("Your consent is withdrawn, from this moment on. To give it again, send /privacy or /start.")),
        ((menu_key(),),),
    )


# /privacy ------------------------------------------------------------------------------------------------------------


def privacy(turn: Turn) -> None:
    """Show both consents, with ways to change them and to see what is kept."""
    turn.show(
        paragraphs(
            say(N_("<b>Your data</b>")),
            lines(*(_state_line(turn, kind) for kind in ConsentKind)),
            say(N_("You may see what is kept, correct it, and withdraw at any time.")),
        ),
        (
            *((_change_key(turn, kind),) for kind in ConsentKind),
            (key(say(N_("See what is kept")), PrivacyPress("data")),),
            (key(say(N_("Consents so far")), PrivacyPress("history")),),
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


def _change_key(turn: Turn, kind: ConsentKind):  # type: ignore[no-untyped-def]
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
        case _:
            privacy(turn)


def _my_data(turn: Turn) -> Sayable:
    """Show what is kept of the person, the numbers masked."""
    person = turn.person
    unit = registration.unit_of(turn.session, person.unit_id)
    if person.registered_at is None:
        return say(N_("You are not registered, so I keep only your Telegram number and your language."))
    return paragraphs(
        say(N_("<b>What is kept of you</b>")),
        lines(
            say(N_("Name: {name}"), name=person.name or ""),
            say(N_("Resident id: {number}"), number=mask_resident_id(person.resident_id or "")),
            say(N_("Phone: {number}"), number=mask_phone(person.phone or "")),
            say(N_("Unit: {unit}"), unit=unit.name if unit else ""),
            say(N_("Registered: {when}"), when=person.registered_at),
        ),
        say(N_("Your cases and what you reported are under /cases. If something is wrong, your officer corrects it.")),
    )


def _history(turn: Turn) -> Sayable:
    rows = registration.consents_of(turn.session, turn.person)
    told = [
        say(N_("{when}: {what}, agreed") if row.given else N_("{when}: {what}, withdrawn"),
            when=row.at, what=NAMES[ConsentKind(row.kind)])
        for row in rows
    ]  # fmt: skip
    return paragraphs(say(N_("<b>Your consents so far</b>")), lines(*told) if told else say(N_("None yet.")))


ROUTES: list[Route] = [
    entry(Entry("privacy", say(N_("🔒 My data")), say(N_("your consents, and what is kept of you")), Action.TALK,
                privacy, 83)),
    Press(ConsentPress, Action.TALK, pressed),
    Press(PrivacyPress, Action.TALK, page),
]  # fmt: skip
