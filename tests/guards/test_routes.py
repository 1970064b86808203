"""Every route and every button stands under an access rule, and none is open to whom the rule does not name."""

from __future__ import annotations

import dataclasses
import enum
from typing import Any, get_type_hints

import pytest

import handlers.routes as routes
from domain.access import OFFICERS, RULES, Action, Actor, Office, Subject, allowed
from domain.buttons import LARGEST_ID, MOST_BYTES, Button, decode, registered_buttons
from handlers.cards import CONVERSATIONS
from handlers.route import Command, Press
from handlers.start import LINKS

PRESSES = {route.button: route for route in routes.ROUTES if isinstance(route, Press)}
COMMANDS = {route.name: route for route in routes.ROUTES if isinstance(route, Command)}

# Who is meant to reach each button and command; "nobody else" is tested too.
EVERYBODY = {"stranger", "worker", "administrator", *OFFICERS}
WORKERS = {"worker", "administrator", *OFFICERS}
DECIDERS = {"reviewer", "approver", "recorder", "cashier"}
VISITORS = {"case_officer", "reviewer"}
OFFICE_BUTTONS: dict[str, set[str]] = {
    "dc": DECIDERS, "oc": set(OFFICERS), "pp": set(OFFICERS), "hi": set(OFFICERS), "sp": set(OFFICERS),
    "pg": set(OFFICERS), "rv": VISITORS, "cv": VISITORS, "dv": VISITORS, "en": {"recorder"}, "mp": {"cashier"},
    "sc": {"cashier"}, "ed": {"recorder"}, "pa": {"cashier"}, "aw": {"cashier"},
    "ra": WORKERS, "rm": WORKERS, "ao": {"approver"}, "on": EVERYBODY, "np": EVERYBODY, "up": {"administrator"},
    "uo": {"administrator"}, "ua": {"administrator"}, "uq": {"administrator"}, "op": {"administrator"},
    "aa": {"administrator"}, "ar": {"administrator"}, "ap": {"administrator"}, "ae": {"administrator"},
}  # fmt: skip
LEADING = {"reviewer", "approver"}
CASEWORKERS = {"case_officer", *LEADING}
OFFER_BUTTONS: dict[str, set[str]] = {
    "jl": CASEWORKERS, "jo": CASEWORKERS, "jr": CASEWORKERS, "jp": CASEWORKERS, "jg": CASEWORKERS,
    "jn": LEADING, "jq": LEADING, "jt": LEADING, "je": LEADING, "jx": LEADING,
    "ja": WORKERS, "jj": WORKERS, "jw": WORKERS,
}  # fmt: skip
TASK_BUTTONS: dict[str, set[str]] = dict.fromkeys(
    ("tl", "tn", "to", "ta", "ti", "tk", "tc", "tu", "tx", "tf", "tt", "tp", "tz"), CASEWORKERS
)
BROADCAST_BUTTONS: dict[str, set[str]] = {
    **dict.fromkeys(("bp", "bo", "bn", "bd", "bx"), LEADING), "mt": EVERYBODY,
}  # fmt: skip
HOUSEHOLD_BUTTONS: dict[str, set[str]] = {
    **dict.fromkeys(("hh", "hl", "hv", "hs", "hp", "hc"), CASEWORKERS),
    **dict.fromkeys(("hf", "ho", "ha", "hu", "hm", "hb", "hy", "ht"), LEADING),
}
OFFICE_COMMANDS: dict[str, set[str]] = {
    "households": CASEWORKERS, "household": CASEWORKERS, "officer": WORKERS,
    "broadcast": LEADING, "notifications": EVERYBODY,
    "tasks": CASEWORKERS,
    "offers": CASEWORKERS, "jobs": WORKERS,
    "pending": set(OFFICERS), "case": set(OFFICERS), "trail": {"auditor"}, "units": {"administrator"},
    "officers": {"administrator"}, "notices": EVERYBODY, "heat": {"administrator"},
}  # fmt: skip
OFFICE_FORMS: dict[str, set[str]] = {
    "home_visit": CASEWORKERS, "officer_table": LEADING,
    "broadcast": LEADING, "broadcast_time": LEADING, "broadcast_refusal": LEADING,
    "task_item": CASEWORKERS, "task_left_out": CASEWORKERS, "task_later": CASEWORKERS,
    "offer": LEADING, "offer_result": CASEWORKERS,
    "verdict": DECIDERS, "visit": VISITORS, "entry": {"recorder"}, "payment": {"cashier"}, "answer": {"approver"},
    "paid_again": {"cashier"}, "worker_answer": {"cashier"},
    "notice_objection": EVERYBODY, "unit": {"administrator"}, "heat": {"administrator"},
}  # fmt: skip


def somebody(kind: str) -> Actor:
    """Return a person of a kind: stranger, worker, administrator, or an officer's role."""
    if kind == "stranger":
        return Actor(1)
    offices = (Office(kind, 1, "/1/", "centre"),) if kind in OFFICERS else ()
    return Actor(1, consented=True, registered=True, administrator=kind == "administrator", offices=offices)


def reached_by(action: Action) -> set[str]:
    return {kind for kind in EVERYBODY if allowed(somebody(kind), action)}


@pytest.mark.parametrize("route", routes.ROUTES, ids=lambda route: f"{type(route).__name__}-{route.function.__name__}")
def test_every_route_has_a_rule(route: Any) -> None:
    assert route.access in RULES


@pytest.mark.parametrize("button", registered_buttons().values(), ids=lambda button: button.__name__)
def test_every_button_has_one_route(button: type[Button]) -> None:
    if button.__module__.startswith(("domain.", "handlers.")):
        assert sum(isinstance(one, Press) and one.button is button for one in routes.ROUTES) == 1


@pytest.mark.parametrize("code", OFFICE_BUTTONS)
def test_a_button_is_for_whom_it_should_be_and_for_nobody_else(code: str) -> None:
    assert reached_by(PRESSES[registered_buttons()[code]].access) == OFFICE_BUTTONS[code]


def test_no_button_about_cases_is_left_out_above() -> None:
    about_cases = {code for code, one in registered_buttons().items() if one.__module__ == "domain.case_buttons"}
    assert about_cases == set(OFFICE_BUTTONS)


@pytest.mark.parametrize("code", OFFER_BUTTONS)
def test_a_button_of_an_offer_is_for_whom_it_should_be_and_for_nobody_else(code: str) -> None:
    assert reached_by(PRESSES[registered_buttons()[code]].access) == OFFER_BUTTONS[code]


def test_no_button_of_an_offer_is_left_out_above() -> None:
    about_offers = {code for code, one in registered_buttons().items() if one.__module__ == "domain.offer_buttons"}
    assert about_offers == set(OFFER_BUTTONS)


@pytest.mark.parametrize("code", TASK_BUTTONS)
def test_a_button_of_a_task_is_for_whom_it_should_be_and_for_nobody_else(code: str) -> None:
    assert reached_by(PRESSES[registered_buttons()[code]].access) == TASK_BUTTONS[code]


def test_no_button_of_a_task_is_left_out_above() -> None:
    about_tasks = {code for code, one in registered_buttons().items() if one.__module__ == "domain.season_buttons"}
    assert {code for code in about_tasks if code.startswith("t")} == set(TASK_BUTTONS)


@pytest.mark.parametrize("code", BROADCAST_BUTTONS)
def test_a_button_of_a_notice_is_for_whom_it_should_be_and_for_nobody_else(code: str) -> None:
    assert reached_by(PRESSES[registered_buttons()[code]].access) == BROADCAST_BUTTONS[code]


def test_no_button_of_a_notice_is_left_out_above() -> None:
    module = "domain.broadcast_buttons"
    assert {code for code, one in registered_buttons().items() if one.__module__ == module} == set(BROADCAST_BUTTONS)


@pytest.mark.parametrize("code", HOUSEHOLD_BUTTONS)
def test_a_button_of_a_household_is_for_whom_it_should_be_and_for_nobody_else(code: str) -> None:
    assert reached_by(PRESSES[registered_buttons()[code]].access) == HOUSEHOLD_BUTTONS[code]


def test_no_button_of_a_household_is_left_out_above() -> None:
    there = {code for code, one in registered_buttons().items() if one.__module__ == "domain.household_buttons"}
    assert there == set(HOUSEHOLD_BUTTONS)


@pytest.mark.parametrize("name", OFFICE_COMMANDS)
def test_a_command_is_for_whom_it_should_be_and_for_nobody_else(name: str) -> None:
    assert reached_by(COMMANDS[name].access) == OFFICE_COMMANDS[name]


@pytest.mark.parametrize("key", OFFICE_FORMS)
def test_a_form_is_for_whom_it_should_be_and_for_nobody_else(key: str) -> None:
    assert reached_by(CONVERSATIONS[key].access) == OFFICE_FORMS[key]


def test_an_invitation_is_for_registered_people() -> None:
    assert reached_by(LINKS["a_"].access) == WORKERS


@pytest.mark.parametrize("action", [action for action in Action if RULES[action].over == "covered"])
def test_an_office_elsewhere_does_not_reach_a_case(action: Action) -> None:
    elsewhere = Actor(1, True, True, offices=tuple(Office(role, 3, "/1/3/", "station") for role in OFFICERS))
    assert not allowed(elsewhere, action, Subject(unit_path="/1/2/4/"))
    assert allowed(elsewhere, action, Subject(unit_path="/1/3/5/"))


@pytest.mark.parametrize("button", registered_buttons().values(), ids=lambda button: button.__name__)
def test_the_longest_button_fits_and_comes_back(button: type[Button]) -> None:
    """Other numbers go up to 18 digits, which cannot all be long at once."""
    longest = button(**{one.name: _longest(get_type_hints(button)[one.name]) for one in dataclasses.fields(button)})  # type: ignore[arg-type]
    data = longest.encode()
    assert len(data.encode()) <= MOST_BYTES
    assert decode(data) == longest


def _longest(kind: Any) -> Any:
    if isinstance(kind, type) and issubclass(kind, enum.Enum):
        return max(kind, key=lambda one: len(str(one.value)))
    return LARGEST_ID if kind is int else "x" * 24


@pytest.mark.parametrize(
    "forged", ["dc", "dc:1", "dc:1:2:3", "dc:x:1:approve", "dc:1:1:approve:9", "ar:1:king", "zz:1", ""]
)
def test_forged_data_is_no_button(forged: str) -> None:
    assert decode(forged) is None
