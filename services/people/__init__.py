"""Who somebody is: consent, registration, language."""

from services.people.addresses import address_of, change_addresses
from services.people.people import (
    NEEDED_ALWAYS,
    PersonView,
    actor_of,
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
    consents_of,
    count_try,
    register,
    registered,
    remember_link,
    remember_unit,
    remembered_link,
    remembered_unit,
    search_units,
    set_consent,
    take_link,
    withdraw,
)

__all__ = [
    "NEEDED_ALWAYS", "NeedsALook", "PersonView", "actor_of", "address_of", "change_addresses", "consents_of",
    "count_try", "meet", "name_of", "preload", "register", "registered", "remember_link", "remember_unit",
    "remembered_link", "remembered_unit", "row_of", "search_units", "seen", "set_blocked", "set_consent", "set_locale",
    "take_link", "withdraw",
]  # fmt: skip
