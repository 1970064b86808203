"""Invitations to an office in the small union: made by an administrator, followed, answered."""

from __future__ import annotations

from dataclasses import replace

from domain.units.steps import Role
from services.officers import confirming, invitations
from tests.union import ADMIN, World


def invites(world: World, role: Role = Role.REVIEWER, unit_id: int = 2, *, by: int = ADMIN) -> str:
    """An administrator makes a link; return its token."""
    with world.work() as session:
        link = invitations.invite(world.at_work(session), unit_id=unit_id, role=role, by=by).link
    assert link.startswith("https://t.me/sisong_bot?start=a_")
    payload = link.partition("start=")[2]
    assert len(payload) <= 64, "Telegram takes 64 characters in a deep link"
    return payload.removeprefix("a_")


def follows(world: World, person_id: int, token: str) -> int:
    """Somebody follows a link; return the number under which administrators are asked."""
    with world.work() as session:
        invitations.follow(world.at_work(session, person_id), token)
        return next(one.id for one in confirming.waiting(world.at_work(session)) if one.person_id == person_id)


def says_yes(world: World, invitation_id: int, admin: int = ADMIN) -> bool:
    """An administrator says that it is who was meant; return whether the office runs now."""
    with world.work() as session:
        return confirming.confirm(world.at_work(session, admin), invitation_id).runs


def says_no(world: World, invitation_id: int, admin: int = ADMIN) -> None:
    with world.work() as session:
        confirming.decline(world.at_work(session, admin), invitation_id)


def accepts(world: World, person_id: int, token: str) -> None:
    """Somebody follows a link, and the one administrator there is says that it is who was meant."""
    assert says_yes(world, follows(world, person_id, token))


def administrators(world: World, *people: int) -> None:
    """Let these be the administrators from now on."""
    world.house = replace(world.house, admin_ids=frozenset(people))
