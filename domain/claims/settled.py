"""How it may be settled that somebody is named in two households; what it tells both of them."""

from __future__ import annotations

from enum import StrEnum

from domain.platform.text import N_, Refusal

SEVERAL = 2  # so many people whom somebody named and who do not belong there are told to the administrators


class Settled(StrEnum):
    """HERE and THERE: they are taken out of the later or of the earlier one. ONE: both are one household. WRONG: they
    are not the same person, the later one has a wrong number. OVER: one of the two no longer names them."""

    HERE = "here"
    THERE = "there"
    ONE = "one"
    WRONG = "wrong"
    OVER = "over"


class Said(StrEnum):
    """What an officer says who was named, and whoever is asked whether an account is somebody's."""

    YES = "y"
    NO = "n"


class ClashOver(Refusal):
    """It needs no answer any more."""

    text = N_("This is settled by now, so there is nothing to decide any more. Nothing was changed.")


class CannotBeTakenOut(Refusal):
    """What was paid stays."""

    text = N_(
        "Case {number} is paid or closed, so nobody can be taken out of it. Please take them out of the later case, or "
        "ask the centre."
    )


class NotAmongThese(Refusal):
    """This answer does not fit what is asked."""

    text = N_("That answer does not fit here. Please use one of the buttons under the message.")


class OwnClaim(Refusal):
    """Nobody decides about their own household or about what they said themselves."""

    text = N_("This is about your own household or your own proposal. A colleague decides it.")


class AccountAnswered(Refusal):
    """It is asked once, but a slip can be taken back by the officer of the household."""

    text = N_(
        "This is answered already. If it was a slip, the case officer of the household can have it asked anew: "
        "/accounts"
    )


class AnsweredAlready(Refusal):
    """It is asked once."""

    text = N_("You have said so already. If it was a slip, please tell the administrator of your union.")
