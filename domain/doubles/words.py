"""What is told when two files may be of one household, and refusals on the way."""

from __future__ import annotations

from domain.doubles.buttons import OpenDouble
from domain.platform.messages import Keys, key
from domain.platform.text import N_, Refusal, Sayable, say


class DoubleOver(Refusal):
    """It needs no answer any more."""

    text = N_("This is settled by now, or one of the two files is closed. Nothing was changed.")


class OwnDouble(Refusal):
    """Nobody decides about their own household."""

    text = N_("This is about your own household. A colleague decides it.")


class AnotherConfirms(Refusal):
    """Two pairs of eyes."""

    text = N_("You have said yourself that this is one household. A second officer over both units confirms it.")


class BothUnderWay(Refusal):
    """Nothing is paid twice, and nothing that is under way is lost."""

    text = N_(
        "Cases {numbers} are for the same, and the money of both is on its way. Please wait until one of them is over, "
        "or have one returned; then the files can become one. Nothing was changed."
    )


def asked(double_id: int) -> tuple[Sayable, Keys]:
    """Return what officers over both units are asked, and the key that shows both files."""
    source = N_(
        "This household's file and another one may be of one household. Please look at both and say whether they are. "
        "Neither household hears of it before that is settled."
    )
    return say(source), ((key(say(N_("See both files")), OpenDouble(double_id)),),)
