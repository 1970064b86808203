"""A change of what is on record: proposed by one, confirmed or refused by another, and never by its own household."""

from __future__ import annotations

from collections.abc import Collection
from enum import StrEnum

from domain.kinds.payee import is_card
from domain.platform.access import NotForYou
from domain.platform.text import N_, Refusal, Text


class What(StrEnum):
    """What is changed."""

    ANSWER = "a"  # an answer about the household
    MEMBER = "m"  # an answer about somebody in it
    JOIN = "j"  # somebody lives with them now
    LEAVE = "l"  # somebody no longer does
    CLASS = "c"  # nothing but the class, by the rules in force
    PERSON = "p"  # what a worker said of themselves at registration
    OFF = "o"  # the household leaves a list, which it wants or an officer proposes
    CARD = "s"  # the card of whoever a case pays instead of the worker
    HEAD = "h"  # the head has died, and somebody else of the household heads it
    CLOSE = "x"  # the file is closed; why, says the field


class Standing(StrEnum):
    """How far a change is."""

    PROPOSED = "proposed"
    CONFIRMED = "confirmed"
    REFUSED = "refused"
    WITHDRAWN = "withdrawn"
    LAPSED = "lapsed"

    @property
    def said(self) -> Text:
        """How it ended, for people."""
        return Text(_SAID[self])


_SAID = {
    Standing.PROPOSED: N_("waits for confirmation"),
    Standing.CONFIRMED: N_("confirmed"),
    Standing.REFUSED: N_("refused"),
    Standing.WITHDRAWN: N_("taken back"),
    Standing.LAPSED: N_("ended, because nobody confirmed it in time"),
}


class ChangeOver(Refusal):
    """Somebody was faster."""

    text = N_("This change is decided already: {standing}. Nothing was changed.")


class OwnProposal(Refusal):
    """Whoever proposes does not confirm."""

    text = N_("You proposed this change yourself. A colleague has to confirm it.")


class AlreadyProposed(Refusal):
    """One thing is changed once at a time."""

    text = N_("A change of this is proposed already and waits for confirmation. It has to be decided first.")
    leads_to = "changes"


class NothingChanged(Refusal):
    """The new answer is the old one."""

    text = N_("That is what the file says already, so there is nothing to change.")


class FileMovedOn(Refusal):
    """What the change was made for is no longer what stands there."""

    text = N_(
        "What stands in the file has changed since this was proposed, so it cannot be confirmed as it is. Please "
        "refuse it with a word why; it can be proposed again."
    )


class ReadsOtherwise(Refusal):
    """An officer would decide on what they have not seen; whoever tells them shows the change as it is now."""

    text = N_("The file has changed since you saw change {id}, so nothing was decided. This is how it stands now.")


class UnknownChange(NotForYou):
    """There is no such change: told as if it were somebody else's."""


class StillUnderWay(Refusal):
    """What was asked for is decided, or taken back, before a file is closed."""

    text = N_(
        "The file cannot be closed yet: {numbers} is still under way. Once that is decided, or the worker has taken it "
        "back under /cases, the file can be closed."
    )


class NobodyToConfirm(Refusal):
    """A change needs a second pair of eyes, and there is none."""

    text = N_(
        "No second officer covers this unit who could confirm the change. Please ask the administrator to appoint a "
        "reviewer."
    )


def check_decider(standing: Standing, *, decider: int, proposer: int, household: Collection[int]) -> None:
    """Raise unless this officer may confirm or refuse a change; access to the file is checked before."""
    if standing is not Standing.PROPOSED:
        raise ChangeOver(standing=standing.said)
    if decider == proposer or decider in household:
        raise OwnProposal


def shows_number(what: What, field: str) -> bool:
    """Say whether what proves such a change shows the number of somebody's identity paper or card."""
    return what in (What.PERSON, What.JOIN) or is_card(field) or field == "resident_id"
