"""What somebody's free words lead to: the first entry of the policy that they fit."""

from __future__ import annotations

import re
from functools import lru_cache

from domain.policy.leads import Lead
from domain.requests.phrases import heard, pattern


def lead_in(text: str, leads: tuple[Lead, ...]) -> Lead | None:
    """Return the first lead whose words stand in a text; None when nothing fits."""
    said = heard(text)
    for lead, words, unless in _compiled(leads):
        if words.search(unless.sub("|", said) if unless else said):
            return lead
    return None


@lru_cache(maxsize=4)
def _compiled(leads: tuple[Lead, ...]) -> tuple[tuple[Lead, re.Pattern[str], re.Pattern[str] | None], ...]:
    return tuple((one, pattern(one.words), pattern(one.unless) if one.unless else None) for one in leads)
