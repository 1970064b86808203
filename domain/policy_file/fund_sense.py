"""What is wrong with the funds of a policy: what stands twice, and names that lead nowhere."""

from __future__ import annotations

from domain.platform.text import N_, say
from domain.policy.checks import Found, repeated
from domain.policy.conditions import Place
from domain.policy.model import Policy


def fund_problems(policy: Policy) -> Found:
    """Yield what is wrong with the funds, and with the programmes that name them."""
    yield from repeated([one.key for one in policy.funds], ("fund",))
    programmes = {one.key for one in policy.every}
    for number, fund in enumerate(policy.funds):
        for at, key in enumerate(fund.programmes):
            if key not in programmes:
                yield ("fund", number, "programmes", at), say(N_("there is no programme {name}"), name=key)
    for number, programme in enumerate(policy.programmes):
        yield from _of_programme(policy, programme.key, programme.fund, ("programme", number, "fund"))


def _of_programme(policy: Policy, programme: str, named: tuple[str, ...], place: Place) -> Found:
    by_key = {one.key: one for one in policy.funds}
    for at, key in enumerate(named):
        if key not in by_key:
            yield (*place, at), say(N_("there is no fund {name}"), name=key)
        elif by_key[key].programmes and programme not in by_key[key].programmes:
            source = N_(
                "the fund {name} is not for it; name it under the {programmes} of the fund, or leave it out here"
            )
            yield (*place, at), say(source, name=key, programmes="programmes")
