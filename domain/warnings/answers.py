"""What became of an early warning, and what may not be answered."""

from __future__ import annotations

from enum import StrEnum

from domain.platform.text import N_, Refusal, Sayable, say
from domain.policy.frame.warnings import Sign


class Answer(StrEnum):
    """What an officer did about it, or why nothing is to be done."""

    VISIT = "v"
    MEASURE = "m"
    SPOKE = "s"
    HELPED = "h"
    UNFOUNDED = "u"
    OVER = "o"  # the file was closed meanwhile

    @property
    def said(self) -> Sayable:
        """The same, for people."""
        return _SAID[self]


_SAID = {
    Answer.VISIT: say(N_("the household was visited")),
    Answer.MEASURE: say(N_("a measure was put into the plan")),
    Answer.SPOKE: say(N_("somebody spoke with them, and nothing more is needed now")),
    Answer.HELPED: say(N_("they get help for it already")),
    Answer.UNFOUNDED: say(N_("it is not so")),
    Answer.OVER: say(N_("the file was closed")),
}

SIGNS = {
    Sign.EDGE: say(N_("The household is only a little above the line")),
    Sign.ILLNESS: say(N_("Somebody of the household has fallen ill")),
    Sign.LAY_OFF: say(N_("Somebody of the household has lost their work")),
    Sign.ARREARS: say(N_("Money is owed: repayments of a loan stay away, or wages do not come")),
    Sign.NO_VISIT: say(N_("Nobody has visited the household in time")),
    Sign.REFUSED: say(N_("Applications of this worker were refused, more than once")),
    Sign.WORDS: say(N_("What the worker wrote sounds like trouble")),
    Sign.SURVEY: say(N_("In the survey the worker said that there are difficulties")),
}


class Answered(Refusal):
    """A colleague was faster."""

    text = N_("{name} has answered this warning already: {answer}. Nothing was changed.")
