"""Every route and every button stands under an access rule, and none is open to whom the rule does not name."""

from __future__ import annotations

import dataclasses
import enum
import importlib
import pkgutil
from pathlib import Path
from typing import Any, get_type_hints

import pytest

import domain
import handlers
import handlers.routes as routes
from domain.aid.kinds import KINDS
from domain.platform.access import OFFICERS, RULES, Action, Actor, Office, Subject, allowed
from domain.platform.buttons import LARGEST_ID, MOST_BYTES, Button, decode, registered_buttons
from handlers.forms import CONVERSATIONS
from handlers.menu.menu import ENTRIES
from handlers.people.links import LINKS
from handlers.platform.route import Command, Press

PRESSES = {route.button: route for route in routes.ROUTES if isinstance(route, Press)}
OURS = ("domain.", "handlers.")  # other modules make buttons only in tests
COMMANDS = {route.name: route for route in routes.ROUTES if isinstance(route, Command)}

# Who is meant to reach each button and command; "nobody else" is tested too.
EVERYBODY = {"stranger", "worker", "administrator", *OFFICERS}
WORKERS = {"worker", "administrator", *OFFICERS}
DECIDERS = {"reviewer", "approver", "recorder", "cashier", "voucher", "member"}
SECOND = {"cashier", "recorder", "approver"}
VISITORS = {"case_officer", "reviewer"}
LEADING = {"reviewer", "approver"}
CASEWORKERS = {"case_officer", *LEADING}
OVERSEEING = {"auditor", *LEADING}
COLLEAGUES = {"administrator", *CASEWORKERS}
IMPORTING = {"administrator", "recorder"}
READING = {"administrator", *OFFICERS}
BUTTONS: dict[str, set[str]] = {
    "gj": WORKERS, "rw": WORKERS,
    "at": WORKERS, "wn": WORKERS, "zl": WORKERS, "eo": LEADING, "ep": LEADING, "eq": LEADING,
    "bp": LEADING, "bo": LEADING, "bn": LEADING, "bd": LEADING, "bx": LEADING, "mt": EVERYBODY,
    "sa": OVERSEEING, "sb": OVERSEEING, "sd": OVERSEEING, "se": OVERSEEING,
    "oc": set(OFFICERS), "pp": set(OFFICERS), "hi": set(OFFICERS), "wy": CASEWORKERS, "wa": EVERYBODY,
    "mc": WORKERS, "ad": WORKERS, "pt": WORKERS, "pb": WORKERS, "po": WORKERS,
    "f": EVERYBODY, "fd": EVERYBODY, "go": EVERYBODY,
    "hh": CASEWORKERS, "hl": CASEWORKERS, "hv": CASEWORKERS, "hs": CASEWORKERS, "hp": CASEWORKERS, "hc": CASEWORKERS,
    "hf": LEADING, "ho": LEADING, "ha": LEADING, "hu": LEADING, "hm": LEADING, "hb": LEADING, "hy": LEADING,
    "ht": LEADING, "le": CASEWORKERS, "lx": CASEWORKERS, "kv": WORKERS, "kx": WORKERS, "ke": CASEWORKERS,
    "ko": CASEWORKERS, "lo": WORKERS, "lw": WORKERS, "qb": WORKERS, "qd": CASEWORKERS, "qe": WORKERS,
    "qf": CASEWORKERS, "qg": WORKERS, "qh": CASEWORKERS, "qi": OVERSEEING, "qj": CASEWORKERS,
    "qk": WORKERS, "ql": WORKERS, "qm": WORKERS, "qp": COLLEAGUES,
    "ao": {"approver"}, "on": EVERYBODY, "oa": EVERYBODY, "np": EVERYBODY,
    "jl": CASEWORKERS, "jo": CASEWORKERS, "jr": CASEWORKERS, "jf": CASEWORKERS, "jp": CASEWORKERS, "jg": CASEWORKERS,
    "jn": LEADING, "jq": LEADING, "jt": LEADING, "je": LEADING, "jx": LEADING,
    "ja": WORKERS, "jj": WORKERS, "jk": WORKERS, "jw": WORKERS,
    "op": {"administrator"}, "aa": {"administrator"}, "ar": {"administrator"}, "ap": {"administrator"},
    "ae": {"administrator"},
    "iv": {"administrator"},
    "iy": {"administrator"},
    "in": {"administrator"},
    "mp": {"cashier"}, "sc": {"cashier"}, "pa": {"cashier"}, "aw": {"cashier"}, "ra": WORKERS, "rm": WORKERS,
    "mo": {"cashier"}, "mz": {"cashier"}, "rx": LEADING, "ry": LEADING, "rz": LEADING,
    "wr": WORKERS, "ws": WORKERS, "wp": CASEWORKERS, "wd": CASEWORKERS, "wc": WORKERS, "cb": DECIDERS,
    "wh": {"cashier"}, "rp": {"cashier"}, "dg": SECOND, "gc": WORKERS, "ls": DECIDERS, "al": DECIDERS,
    "rh": VISITORS,
    "ba": WORKERS, "bf": WORKERS, "bh": WORKERS, "bi": WORKERS, "bj": WORKERS,
    "bc": CASEWORKERS, "be": CASEWORKERS, "bg": CASEWORKERS,
    "cs": EVERYBODY, "pv": EVERYBODY, "er": EVERYBODY, "la": EVERYBODY,
    "dc": DECIDERS, "dw": DECIDERS, "vo": DECIDERS, "tb": set(OFFICERS), "nw": set(OFFICERS),
    "sp": set(OFFICERS), "pg": set(OFFICERS), "pf": set(OFFICERS),
    "rv": VISITORS, "cv": VISITORS, "dv": VISITORS,
    "en": {"recorder"}, "ed": {"recorder"}, "em": {"recorder"},
    **dict.fromkeys(("tl", "tn", "to", "ta", "ti", "tk", "tc", "tu", "tx", "tf", "tt", "tp", "tz"), CASEWORKERS),
    "up": {"administrator"}, "uo": {"administrator"}, "ua": {"administrator"}, "uq": {"administrator"},
    "un": {"administrator"},
    **dict.fromkeys(("kf", "ka", "kb", "kk", "kn", "ks", "kc", "kr", "kp"), CASEWORKERS),
    "kl": WORKERS, "kw": WORKERS, "ki": WORKERS, "kt": EVERYBODY,
    "xo": LEADING, "xe": LEADING, "xs": LEADING, "xn": WORKERS, "xa": WORKERS, "xb": COLLEAGUES,
    "do": LEADING, "dn": LEADING, "dk": LEADING, "dm": LEADING, "dy": LEADING, "dx": LEADING,
    "qa": WORKERS, "qu": WORKERS, "qt": WORKERS, "qn": WORKERS, **dict.fromkeys(("qo", "qs", "qc", "qx"), COLLEAGUES),
    "ty": {"administrator"}, "tg": {"administrator"}, "tq": EVERYBODY, "th": {"administrator"}, "tj": {"administrator"},
    "td": {"administrator"},
    "tv": {"administrator"},
    "ya": WORKERS, "yb": EVERYBODY, "yc": WORKERS, "yd": WORKERS, "ye": EVERYBODY, "yf": EVERYBODY, "yn": EVERYBODY,
    **dict.fromkeys(("yh", "yi", "yj", "yk", "yl", "ym"), COLLEAGUES),
    **dict.fromkeys(("va", "vb", "vc"), READING), "vd": {"administrator"}, "ve": {"administrator"},
    "vf": {"administrator"},
    **dict.fromkeys(("za", "zb", "zc", "zd", "ze", "zf"), IMPORTING), "zg": WORKERS,
    "xp": CASEWORKERS, "xq": WORKERS, "xl": CASEWORKERS, "xm": WORKERS,
    "xc": WORKERS, "xd": CASEWORKERS, "xt": CASEWORKERS, "xu": {"recorder"},
    "fm": {"cashier"}, "fw": {"approver"}, "fk": {"approver"},
    **dict.fromkeys(("ew", "ea", "ex", "ee", "eh"), COLLEAGUES),
    **dict.fromkeys(("pl", "pm", "pn", "pu", "pr", "px", "py"), CASEWORKERS),
    **dict.fromkeys(("pz", "pw", "pq"), WORKERS),
    "zk": {"administrator"}, "zr": EVERYBODY, "zw": EVERYBODY,
}  # fmt: skip
ROOT = Path(domain.__path__[0]).parent
for file in (ROOT / "domain").rglob("*buttons.py"):  # also those that nothing imports
    importlib.import_module(".".join(file.relative_to(ROOT).with_suffix("").parts))
OUR_BUTTONS = {code: one for code, one in registered_buttons().items() if one.__module__.startswith(OURS)}
OFFICE_COMMANDS: dict[str, set[str]] = {
    "ask": EVERYBODY, "requests": EVERYBODY,
    **dict.fromkeys(("start", "menu", "help", "cancel", "back", "skip", "done", "language", "privacy"), EVERYBODY),
    "events": LEADING, "mine": EVERYBODY, "report": WORKERS, "apply": WORKERS, "cases": WORKERS, "season": OVERSEEING,
    "recheck": OVERSEEING, "survey": WORKERS,
    "households": CASEWORKERS, "household": CASEWORKERS, "officer": WORKERS,
    "broadcast": LEADING, "notifications": EVERYBODY,
    "tasks": CASEWORKERS,
    "offers": CASEWORKERS, "jobs": WORKERS, "loans": {"cashier", *LEADING},
    "funds": {"cashier", "approver", "auditor"},
    "why": EVERYBODY, "pending": READING, "case": set(OFFICERS), "trail": {"auditor"}, "units": {"administrator"},
    "file": WORKERS, "changes": CASEWORKERS, "accounts": COLLEAGUES,
    "officers": {"administrator"}, "policy": READING, "upload": {"recorder"}, "certificate": WORKERS,
    "registers": IMPORTING, "behalf": WORKERS, "warnings": COLLEAGUES, "plan": WORKERS,
    "undelivered": {"administrator"}, "notices": EVERYBODY, "heat": {"administrator"},
}  # fmt: skip
OFFICE_FORMS: dict[str, set[str]] = {
    **dict.fromkeys(("registration", *KINDS.forms, "paper", "number", "objection"), WORKERS),
    "request_ask": WORKERS, "request_more": WORKERS, "request_answer": COLLEAGUES, "request_close": COLLEAGUES,
    "account_move": COLLEAGUES, "change": CASEWORKERS, "own_change": WORKERS, "change_refusal": CASEWORKERS,
    "plan_measure": CASEWORKERS, "measure_done": CASEWORKERS, "plan_wish": WORKERS,
    "home_visit": CASEWORKERS, "officer_table": LEADING, "event": LEADING, "event_more": LEADING,
    "broadcast": LEADING, "broadcast_time": LEADING, "broadcast_refusal": LEADING,
    "task_item": CASEWORKERS, "task_left_out": CASEWORKERS, "task_later": CASEWORKERS,
    "offer": LEADING, "offer_result": CASEWORKERS, "offer_words": CASEWORKERS, "job_words": WORKERS,
    "verdict": DECIDERS, "visit": VISITORS, "entry": {"recorder"}, "entries": {"recorder"},
    "payment": {"cashier"}, "answer": {"approver"},
    "same_reference": {"cashier"}, "money_back": {"cashier"}, "again_refused": SECOND, "new_card": WORKERS,
    "worker_answer": {"cashier"}, "repayment": {"cashier"}, "wait": WORKERS,
    "wait_proposed": CASEWORKERS, "wait_refused": CASEWORKERS, "settle_answer": {"cashier"},
    "fund_receipt": {"cashier"}, "fund_taken_out": {"cashier"}, "fund_receipt_refused": {"approver"},
    "own_contract": WORKERS, "contract_back": DECIDERS, "vote_sum": DECIDERS,
    "months_paid": {"cashier"}, "months_same": {"cashier"}, "run_held": LEADING, "run_ended": LEADING,
    "notice_objection": EVERYBODY, "unit": {"administrator"}, "unit_names": {"administrator"},
    "heat": {"administrator"}, "policy_file": {"administrator"}, "policy_day": {"administrator"},
    "register": IMPORTING, "behalf": CASEWORKERS, "helper": WORKERS,
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


@pytest.mark.parametrize("button", OUR_BUTTONS.values(), ids=lambda button: button.__name__)
def test_every_button_has_one_route(button: type[Button]) -> None:
    assert sum(isinstance(one, Press) and one.button is button for one in routes.ROUTES) == 1


@pytest.mark.parametrize("button", OUR_BUTTONS.values(), ids=lambda button: button.__name__)
def test_every_button_stands_among_the_buttons_of_its_room(button: type[Button]) -> None:
    """Whoever looks for the buttons of a room knows the name of the file."""
    assert button.__module__.startswith("domain.")
    assert button.__module__.endswith((".buttons", "_buttons"))


@pytest.mark.parametrize("code", BUTTONS)
def test_a_button_is_for_whom_it_should_be_and_for_nobody_else(code: str) -> None:
    assert reached_by(PRESSES[OUR_BUTTONS[code]].access) == BUTTONS[code]


def test_no_button_is_left_out_above() -> None:
    assert set(OUR_BUTTONS) == set(BUTTONS)


@pytest.mark.parametrize("name", OFFICE_COMMANDS)
def test_a_command_is_for_whom_it_should_be_and_for_nobody_else(name: str) -> None:
    assert reached_by(COMMANDS[name].access) == OFFICE_COMMANDS[name]


@pytest.mark.parametrize("key", OFFICE_FORMS)
def test_a_form_is_for_whom_it_should_be_and_for_nobody_else(key: str) -> None:
    assert reached_by(CONVERSATIONS[key].access) == OFFICE_FORMS[key]


def test_no_command_and_no_form_is_left_out_above() -> None:
    assert {*COMMANDS, *ENTRIES} == set(OFFICE_COMMANDS)
    assert set(CONVERSATIONS) == set(OFFICE_FORMS)


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


def test_every_file_with_routes_stands_in_the_one_list() -> None:
    files = [one.name for one in pkgutil.walk_packages(handlers.__path__, "handlers.") if not one.ispkg]
    modules = [importlib.import_module(name) for name in files if name != routes.__name__]
    listed = {id(route) for route in routes.ROUTES}
    missing = {
        f"{module.__name__}: {type(route).__name__} {route.function.__name__}"
        for module in modules
        for route in getattr(module, "ROUTES", ())
        if id(route) not in listed
    }
    assert not missing
