"""Which offices do not go together, and how many administrators must say who is meant."""

from __future__ import annotations

from collections.abc import Iterable, Set

from domain.platform.access import Office, Role


def excluded_by(role: Role, unit_path: str, held: Iterable[Office]) -> Office | None:
    """Return an office somebody holds that does not go with this one: at the same unit, above it, or below it."""
    for office in held:
        near = office.path.startswith(unit_path) or unit_path.startswith(office.path)
        if near and _are_apart(role, Role(office.role)):
            return office
    return None


def _are_apart(one: Role, other: Role) -> bool:
    return other in one.powers.apart or one in other.powers.apart


def yeses_needed(role: Role, administrators: Set[int]) -> int:
    """Say how many administrators must confirm an officer: two where the office decides or pays, if there are two.

    `administrators` are those who may say it: without the person whom it is about.
    """
    return min(2 if role.powers.decides else 1, max(1, len(administrators)))
