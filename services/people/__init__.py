"""Who somebody is: consent, registration, language."""

from services.people.addresses import address_of, change_addresses
from services.people.finding import find_units, tell_taken_in, units_instead
from services.people.gone import lay_to_rest, without_account
from services.people.people import (
    NEEDED_ALWAYS,
    PersonView,
    actor_of,
    agreeing,
    meet,
    name_of,
    preload,
    row_of,
    seen,
    set_blocked,
    set_locale,
)
from services.people.registration import (
    NeedsALook,
    UnitView,
    consents_of,
    count_try,
    register,
    registered,
    remember_link,
    remember_unit,
    remembered_link,
    remembered_unit,
    set_consent,
    take_link,
    unit_of_poster,
    withdraw,
)

__all__ = [
    "NEEDED_ALWAYS", "NeedsALook", "PersonView", "UnitView", "actor_of", "address_of", "agreeing", "change_addresses",
    "consents_of", "count_try", "find_units", "lay_to_rest", "meet", "name_of", "preload", "register", "registered",
    "remember_link", "remember_unit", "remembered_link", "remembered_unit", "row_of", "seen", "set_blocked",
    "set_consent", "set_locale", "take_link", "tell_taken_in", "unit_of_poster", "units_instead", "withdraw",
    "without_account",
]  # fmt: skip
