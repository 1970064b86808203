"""Why somebody cannot be erased just now, and what to do first."""

from __future__ import annotations

from domain.platform.text import N_, Refusal


class HoldsOffice(Refusal):
    """What an officer decided is part of others' cases."""

    text = N_(
        "Whoever holds an office cannot be erased: what they decide is part of others' cases. An administrator has to "
        "end the appointment first (/officers); that there was one stays on record."
    )


class MoneyUnderWay(Refusal):
    """Money that is on its way has to arrive at somebody."""

    text = N_(
        "The money of case {number} is still under way, so nothing was erased. Once the worker has said under /cases "
        "that it came, or the case is closed, it can be done."
    )


class HouseholdWaits(Refusal):
    """Somebody else of the household has a case that stands on the file, which would be closed."""

    text = N_(
        "Case {number} of another member of the household is still under way and stands on this file, so nothing was "
        "erased. Once that case has ended, it can be done."
    )


class NobodyThere(Refusal):
    """Nobody is known by this number."""

    text = N_("Nobody is known by {number}. Please give the number of a case, of a household's file, or Telegram's.")
