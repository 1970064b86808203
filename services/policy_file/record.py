"""A policy that was sent in the chat: where it stands, and what is raised when it has moved on."""

from __future__ import annotations

from sqlmodel import col, select

from domain.platform.access import Action, NotForYou
from domain.platform.access import require as require_access
from domain.platform.text import N_, Refusal
from models.policy import SentPolicy
from services.platform.work import Work

FETCHING, SENT, WRONG, SAME, READY = "fetching", "sent", "wrong", "same", "ready"
PROPOSED, CONFIRMED, IN_FORCE, OUTDATED, CALLED_OFF = "proposed", "confirmed", "in_force", "outdated", "called_off"
OPEN = (FETCHING, SENT, READY, PROPOSED, CONFIRMED)
COMPARED = (READY, PROPOSED, CONFIRMED)  # with the policy that was in force; another one since makes them outdated


class SentMovedOn(Refusal):
    """A press on a policy that stands elsewhere by now."""

    text = N_("That is over: this policy stands elsewhere by now. Nothing was changed; you see below where it stands.")


class NotYourOwn(Refusal):
    """Whoever sent a policy does not confirm it."""

    text = N_("You sent this policy yourself. Another administrator has to look at it and confirm it.")


class ForSender(Refusal):
    """From when on a policy holds is said by whoever sent it."""

    text = N_("Whoever sent this policy says from when on it shall hold; you are asked to confirm it after that.")


def subject(row: SentPolicy) -> str:
    """Return how the trail names a policy that was sent."""
    return f"policy:{row.id}"


def locked(work: Work, sent_id: int) -> SentPolicy:
    """Return a policy that was sent, locked; raises NotForYou."""
    require_access(work.actor, Action.INSTALL_POLICY)
    query = select(SentPolicy).where(col(SentPolicy.id) == sent_id).with_for_update()
    row = work.session.exec(query.execution_options(populate_existing=True)).first()
    if row is None:
        raise NotForYou
    return row


def wake(work: Work) -> None:
    """Let the watch of the policy look at once when this work is written down."""
    work.session.info["policy"] = True
