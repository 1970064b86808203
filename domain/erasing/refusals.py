"""Why somebody cannot be erased just now, and what to do first."""

from __future__ import annotations

from domain.platform.text import N_, Refusal, Text


class NotYet(Refusal):
    """Somebody cannot be erased as long as something else goes on."""

    to_worker = ""

    @property
    def told(self) -> Text:
        """Say to whoever wishes it what it waits for; of others it tells nothing."""
        return Text(self.to_worker, self.args_given)


class HoldsOffice(NotYet):
    """What an officer decided is part of others' cases."""

    text = N_(
        "Whoever holds an office cannot be erased: what they decide is part of others' cases. An administrator has to "
        "end the appointment first (/officers); that there was one stays on record."
    )
    to_worker = N_(
        "Your wish to be erased has to wait: you hold an office. An administrator ends the appointment first; then it "
        "goes on by itself."
    )


class MoneyUnderWay(NotYet):
    """Money that is on its way has to arrive at somebody."""

    text = N_(
        "The money of case {number} is still under way, so nothing was erased. Once the worker has said under /cases "
        "that it came, or the case is closed, it can be done."
    )
    to_worker = N_(
        "Your wish to be erased has to wait: the money of case {number} is still under way. Once you have said under "
        "/cases that it came, or the case is closed, it goes on by itself."
    )


class HouseholdWaits(NotYet):
    """Somebody else of the household has a case that stands on the file, which would be closed."""

    text = N_(
        "Case {number} of another member of the household is still under way and stands on this file, so nothing was "
        "erased. Once that case has ended, it can be done."
    )
    to_worker = N_(
        "Your wish to be erased has to wait: your household's file cannot be closed just yet. There is nothing for you "
        "to do; it is looked at every morning and goes on by itself."
    )


class DangerRuns(NotYet):
    """Somebody is looked for, by what is kept of them."""

    text = N_(
        "They wrote words of danger that nobody has confirmed yet, and whoever looks for them needs what is kept, so "
        "nothing was erased. Once somebody has confirmed that they take care, it can be done."
    )
    to_worker = N_(
        "Your wish to be erased has to wait: after what you wrote, somebody of the union has to see to it that you are "
        "all right. Once somebody does, it goes on by itself."
    )


class NobodyThere(Refusal):
    """Nobody is known by this number."""

    text = N_("Nobody is known by {number}. Please give the number of a case, of a household's file, or Telegram's.")
