"""How far a notice has come, and what became of it, counted in people."""

from collections.abc import Mapping
from dataclasses import dataclass

from sqlmodel import Session

from models.broadcasts import Broadcast
from models.platform.outbox import WITHDRAWN
from services.broadcasts.record import UnknownNotice
from services.broadcasts.rows import NoticeRows

__all__ = ["Report", "report"]


@dataclass(frozen=True, slots=True)
class Report:
    """How far a notice has come, in people. `queued` = `delivered` + `blocked` + `failed` + `in_doubt` + `left`.

    `readers` is what was counted before; `excluded` tells how many of the audience do not get it, by reason:
    not_registered, blocked, muted, other_language. `reasons` counts what Telegram said of those who did not get it.
    """

    readers: int
    excluded: Mapping[str, int]
    queued: int
    delivered: int
    blocked: int
    failed: int
    in_doubt: int
    reasons: Mapping[str, int]

    @property
    def left(self) -> int:
        """For how many it still waits."""
        return self.queued - self.done

    @property
    def to_repeat(self) -> int:
        """How many of the failed `resend_failed` tries again."""
        return self.failed - self.reasons.get(WITHDRAWN, 0)

    @property
    def done(self) -> int:
        """For how many it is settled, in whatever way."""
        return self.delivered + self.blocked + self.failed + self.in_doubt


def report(session: Session, broadcast_id: int) -> Report:
    """Return how far a notice has come, as of this transaction; raises UnknownNotice."""
    row = session.get(Broadcast, broadcast_id, populate_existing=True)
    if row is None:
        raise UnknownNotice
    return Report(
        readers=row.readers,
        excluded=dict(row.excluded),
        queued=row.queued,
        delivered=row.delivered,
        blocked=row.blocked,
        failed=row.failed,
        in_doubt=row.in_doubt,
        reasons=NoticeRows(session, broadcast_id).reasons(),
    )
