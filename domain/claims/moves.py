"""Somebody has another Telegram account by now: how far that is, who may say that it is so, and the questions."""

from __future__ import annotations

from enum import StrEnum

from domain.forms import Form, Question, TextAnswer
from domain.platform.text import N_, Refusal, say


class MoveState(StrEnum):
    """How far it is that somebody gets their registration back at another account."""

    ASKED = "asked"  # an officer is to see them
    CHECKED = "checked"  # a second one is to confirm
    MOVED = "moved"
    REFUSED = "refused"
    STOPPED = "stopped"  # the account of before said that it was not them
    WITHDRAWN = "withdrawn"  # who asked has registered with another number, or asks for another one
    LAPSED = "lapsed"


OPEN = (MoveState.ASKED, MoveState.CHECKED)


class MoveOver(Refusal):
    """Somebody was faster, or it was stopped."""

    text = N_("This is settled by now, so there is nothing to decide any more. Nothing was changed.")


class SeeThemFirst(Refusal):
    """Nothing is confirmed that nobody has looked at."""

    text = N_("Nobody has seen them yet. Somebody looks at it in person first and writes down what; then you confirm.")


class SeenAlready(Refusal):
    """A colleague was faster; their word is to be confirmed."""

    text = N_("A colleague has seen them already. Please open it anew and confirm it, or say that it is not them.")


class SecondPairNeeded(Refusal):
    """Two see to it."""

    text = N_("You have seen them yourself. A colleague has to confirm it.")


class StillAdministrator(Refusal):
    """The settings name accounts, not people: the old one would administer on."""

    text = N_(
        "By its settings the old account administers this bot. Whoever runs it first takes its number out of ADMIN_IDS "
        "and starts the bot anew; then you can confirm it."
    )


class AskedOften(Refusal):
    """Each is looked at by people."""

    text = N_(
        "You have asked {count} times today, as often as one account can in a day. Please go to your union in person "
        "with your identity card, or ask again tomorrow."
    )


def account_move_form(number: str) -> Form:
    """Build the form of an officer who has seen somebody. Answers: `looked_at`."""
    return Form(
        key="account_move",
        title=say(N_("Request {id}: seen in person"), id=number),
        questions=(
            Question(
                key="looked_at",
                prompt=say(N_("What did you look at, and where did you meet? A colleague reads this and confirms it.")),
                answer=TextAnswer(least=4, most=300),
                help=say(
                    N_(
                        "For example: identity card and face, at the station on Tuesday. Please write no numbers here. "
                        "A call or a photo is not enough: whoever has the phone has the photos, too."
                    )
                ),
                label=say(N_("Looked at")),
            ),
        ),
        summary=False,
    )
