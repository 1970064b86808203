"""The screens of the report that ask several questions at once, and what follows for others from the answers."""

from __future__ import annotations

from domain.forms import Known, Scope, satisfies
from domain.households.asked import OfEach, Screen
from domain.platform.text import N_, say

HEALTH = OfEach(
    own="self_health",
    field="health",
    prompt=say(N_("Is anybody ill, disabled or frail? Press the name until it is right.")),
    help=say(N_("Serious illness and disability are reasons for more help. Choose what a doctor has confirmed.")),
    label=say(N_("Health")),
    own_name=say(N_("You")),
    none_label=say(N_("All are well")),
    none_said=say(N_("all are well")),
)
OWNED = Screen(
    key="owned",
    prompt=say(N_("Does somebody in your household have any of these?")),
    help=say(N_("Beside the home you live in. A car for work or a stall is no harm; say it, and it is looked at.")),
    label=say(N_("Beside the home")),
    none_label=say(N_("None of these")),
)
COSTS = Screen(
    key="costs",
    prompt=say(
        N_(
            "Which of these did you have to pay yourselves in the last twelve months? Costs of illness and school, if "
            "not listed here, I ask next."
        )
    ),
    help=say(N_("What you tick here I ask the amount of. It is taken off your income.")),
    label=say(N_("Other costs")),
    none_label=say(N_("None of these")),
)

SOMEBODY_STUDIES = satisfies(
    "somebody in the household studies",
    lambda scope: any(member.get("work_status") == "student" for member in scope.get("members") or ()),
)


def _of_all(scope: Scope) -> list[str]:
    """Return the health of everybody, as far as it is known."""
    others = (member.get("health") for member in scope.get("members") or ())
    return [one for one in (scope.get("self_health"), *others) if one]


SOMEBODY_ILL = satisfies("somebody is not well", lambda scope: any(one != "good" for one in _of_all(scope)))
SOMEBODY_DISABLED = satisfies("somebody is disabled", lambda scope: "disabled" in _of_all(scope))


def lives_with_spouse(scope: Scope) -> Known | None:
    """Who lives with husband or wife is married."""
    together = any(member.get("relation") == "spouse" for member in scope.get("members") or ())
    return Known("married") if together else None


def homes_lived_in(scope: Scope) -> int:
    """Who owns the home they live in has one home, everybody else none, if there is no other."""
    return 1 if scope.get("housing_kind") == "owned" else 0
