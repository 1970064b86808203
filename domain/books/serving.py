"""Which funds of a policy serve what is applied for."""

from __future__ import annotations

from datetime import date

from domain.policy.model import Policy


def funds_for(policy: Policy, programme: str, today: date) -> tuple[str, ...]:
    """Return the keys of the funds that something may be set aside of for a programme, in their order."""
    by_key = {one.key: one for one in policy.funds}
    given = next((one for one in policy.every if one.key == programme), None)
    named = given.fund if given is not None and given.fund else tuple(by_key)
    return tuple(key for key in named if key in by_key and by_key[key].serves(programme, today))
