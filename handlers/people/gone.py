"""The account of somebody who has died: whoever writes from it is told where the union is, and nothing else."""

from __future__ import annotations

from domain.platform.text import N_, say
from handlers.platform.turn import Turn

SAID = say(
    N_(
        "Your union has written down that the person who had this account has died, so it is not used any more. If you "
        "are of the family: we are very sorry, and your union is there for you, in person and under 12351. If this is "
        "not right, please call there, too, and it is put right."
    )
)


def heard(turn: Turn) -> bool:
    """Answer whoever writes from such an account; say whether it is one."""
    if turn.person.gone_at is None:
        return False
    turn.say(SAID)
    turn.toast()
    return True
