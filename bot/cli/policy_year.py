"""The year ahead of a policy, printed for people or as JSON for machines."""

from __future__ import annotations

import json
from datetime import UTC
from typing import Any

from delivery.rendering import render_plain
from domain.campaigns.plan import Event, season_year
from domain.platform.text import LOCALES, Arg
from domain.policy import Policy
from domain.policy_file.season_sense import EVERY_YEAR


class NotInRange(Exception):
    """The year lies outside those for which the dates are sure; the sentence says which are."""


def read_year(word: str) -> int:
    """Return the year that a person typed; raises NotInRange."""
    if not (word.isascii() and word.isdigit() and int(word) in EVERY_YEAR):
        first, last = EVERY_YEAR[0], EVERY_YEAR[-1]
        raise NotInRange(f"Please give a year from {first} to {last}, like 2027; {word} is none of them.")
    return int(word)


def year_as_text(policy: Policy, year: int) -> str:
    """Return one line an event: date, what, season and what it is about."""
    events = season_year(policy, year)
    name = _said(policy.pack.name, "zh_Hans")
    if not events:
        return f"{name}: nothing is planned in {year}; this policy has no seasons and no programmes."
    what_width = max(len(event.what) for event in events)
    season_width = max(len(event.season) for event in events)
    rows = (
        f"{event.day}  {event.what:{what_width}}  {event.season:{season_width}}  {_said(event.detail, 'en')}"
        for event in events
    )
    return "\n".join((f"{name}, {year}: {len(events)} events", *rows))


def year_as_json(policy: Policy, year: int) -> str:
    """Return {policy, version, year, events: [...]}, dates in ISO form."""
    events = [_as_data(event) for event in season_year(policy, year)]
    whole = {"policy": policy.pack.key, "version": policy.version, "year": year, "events": events}
    return json.dumps(whole, ensure_ascii=False, indent=2)


def _as_data(event: Event) -> dict[str, Any]:
    return {
        "date": event.day.isoformat(),
        "season": event.season,
        "what": event.what.value,
        "point": event.point,
        "key": event.key,
        "detail": {locale: _said(event.detail, locale) for locale in LOCALES},
    }


def _said(text: Arg, locale: str) -> str:
    return render_plain(text, locale, timezone=UTC)
