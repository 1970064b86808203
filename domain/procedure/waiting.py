"""For how long a case waits for its worker, as it stands."""

from __future__ import annotations

from domain.policy.waits import Patience, Waits
from domain.procedure.state import Status


def patience_with(status: Status, waits: Waits) -> Patience | None:
    """Return the patience of a policy with a case that stands so; None when it does not wait for its worker."""
    return waits.returned if status is Status.RETURNED else None
