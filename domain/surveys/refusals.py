"""What is said when there is nothing to answer."""

from __future__ import annotations

from domain.platform.text import N_, Refusal


class NoSurvey(Refusal):
    """None runs, or it is over."""

    text = N_("There is no survey just now. If something is hard, do not wait for one: /report, or write to me here.")


class NeverAsked(Refusal):
    """None was ever opened."""

    text = N_("There has been no survey yet. The policy says on which day one opens.")
