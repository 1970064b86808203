"""Which offices do not go together, and how many administrators must say who is meant."""

from __future__ import annotations

from collections.abc import Iterable, Set

from domain.platform.access import Office
from domain.units.steps import Role

DECIDING_OR_PAYING = frozenset({Role.REVIEWER, Role.APPROVER, Role.RECORDER, Role.CASHIER})
APART = {
    Role.AUDITOR: DECIDING_OR_PAYING,  # nobody audits what they decide or pay
    Role.APPROVER: frozenset({Role.CASHIER}),  # nobody pays what they approve
}


def excluded_by(role: Role, unit_path: str, held: Iterable[Office]) -> Office | None:
    """Return an office somebody holds that does not go with this one: at the same unit, above it, or below it."""
    for office in held:
        near = office.path.startswith(unit_path) or unit_path.startswith(office.path)
        if near and _are_apart(role, Role(office.role)):
            return office
    return None


def _are_apart(one: Role, other: Role) -> bool:
    return other in APART.get(one, ()) or one in APART.get(other, ())


def yeses_needed(role: Role, administrators: Set[int]) -> int:
    """Say how many administrators must confirm an officer: two where the office decides or pays, if there are two.

    `administrators` are those who may say it: without the person whom it is about.
    """
    return min(2 if role in DECIDING_OR_PAYING else 1, max(1, len(administrators)))
