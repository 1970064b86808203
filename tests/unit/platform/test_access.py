"""Access is denied unless a rule allows it, for every action and both ways."""

from dataclasses import replace

import pytest

from domain.platform.access import (
    OFFICERS,
    RULES,
    Action,
    Actor,
    ConsentNeeded,
    NotForYou,
    Office,
    RegistrationNeeded,
    Subject,
    allowed,
    require,
    roles_for,
)

MINE = Subject(owner_id=1, unit_path="/1/2/4/")
STRANGER = Actor(1)
CONSENTED = Actor(1, consented=True)
WORKER = Actor(1, consented=True, registered=True)
ADMINISTRATOR = Actor(1, consented=True, registered=True, administrator=True)


def officer(role: str, path: str = "/1/2/") -> Actor:
    return Actor(9, consented=True, registered=True, offices=(Office(role, 2, path, "station"),))


def test_every_action_has_a_rule() -> None:
    assert set(RULES) == set(Action)


def test_what_has_no_rule_is_denied(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delitem(RULES, Action.PAY)
    with pytest.raises(NotForYou):
        require(officer("cashier"), Action.PAY, MINE)


@pytest.mark.parametrize("action", Action)
def test_a_stranger_may_only_what_needs_nothing(action: Action) -> None:
    assert allowed(STRANGER, action) is (RULES[action].needs == "none")


@pytest.mark.parametrize("action", [action for action in Action if RULES[action].needs == "office"])
@pytest.mark.parametrize("role", sorted(OFFICERS))
def test_only_the_roles_of_the_rule_may(action: Action, role: str) -> None:
    assigned = replace(MINE, officer_id=officer(role).person_id)
    assert allowed(officer(role), action, assigned) is (role in roles_for(action))
    assert allowed(officer(role), action, MINE) is (role in roles_for(action) - roles_for(action, only_assigned=True))
    assert not allowed(WORKER, action, MINE)
    assert not allowed(ADMINISTRATOR, action, MINE)


@pytest.mark.parametrize("action", [action for action in Action if RULES[action].over == "covered"])
def test_an_office_reaches_its_unit_and_all_below_and_nothing_else(action: Action) -> None:
    role = sorted(roles_for(action) - roles_for(action, only_assigned=True))[0]
    for path, reaches in (("/1/", True), ("/1/2/", True), ("/1/2/4/", True), ("/1/3/", False), ("/1/2/4/8/", False)):
        assert allowed(officer(role, path), action, MINE) is reaches


@pytest.mark.parametrize("action", [action for action in Action if RULES[action].over == "own"])
def test_what_is_ones_own_is_nobody_elses(action: Action) -> None:
    assert allowed(WORKER, action, MINE)
    assert not allowed(WORKER, action, Subject(owner_id=2, unit_path="/1/2/4/"))


@pytest.mark.parametrize("action", [action for action in Action if RULES[action].needs == "administration"])
def test_only_administrators_administer(action: Action) -> None:
    assert allowed(ADMINISTRATOR, action)
    assert not any(allowed(officer(role), action) for role in OFFICERS)


def test_the_refusal_says_what_to_do_next() -> None:
    with pytest.raises(ConsentNeeded):
        require(STRANGER, Action.REPORT)
    with pytest.raises(RegistrationNeeded):
        require(CONSENTED, Action.REPORT)
