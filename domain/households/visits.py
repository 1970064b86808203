"""Home visits to households on file: what is found there, and when the next one is due."""

from __future__ import annotations

import calendar
from datetime import date
from enum import StrEnum

from domain.platform.text import N_, Text

LONGEST_AGO_DAYS = 365  # a visit is logged within a year


class Findings(StrEnum):
    """What a case officer found at a household, beside what the file says."""

    UNCHANGED = "unchanged"
    CHANGED = "changed"
    BETTER = "better"
    WORSE = "worse"

    @property
    def label(self) -> Text:
        """The finding, for people."""
        return Text(_LABELS[self])

    @property
    def is_warning(self) -> bool:
        """Whether the leaders hear of it at once (early warning, DOMAIN section 2)."""
        return self in (Findings.BETTER, Findings.WORSE)


_LABELS = {
    Findings.UNCHANGED: N_("Nothing has changed"),
    Findings.CHANGED: N_("Something has changed"),
    Findings.BETTER: N_("They are better off, perhaps no longer in hardship"),
    Findings.WORSE: N_("They are worse off"),
}


def add_months(day: date, months: int) -> date:
    """Return the same day so many months later, or the last day of that month if it has no such day."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    last = calendar.monthrange(year, month + 1)[1]
    return date(year, month + 1, min(day.day, last))
