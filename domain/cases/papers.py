"""Until when a worker may take a paper back: as long as nobody has decided with it before them."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from domain.platform.text import N_, Refusal
from domain.procedure.state import Decision, Verdict

LETS_GO = (Verdict.RETURN, Verdict.REFUSE)  # after these it is looked at anew


def is_decided_on(sent_at: datetime, decisions: Iterable[Decision]) -> bool:
    """Say whether an officer has let a case go on since a paper was sent."""
    return any(one.at >= sent_at and one.verdict not in LETS_GO for one in decisions)


class PaperDecidedOn(Refusal):
    """What a decision rested on stays."""

    text = N_(
        "An officer has decided on case {number} with this paper, so it stays. You can add another one beside it; "
        "/officer says whom to ask."
    )


class PaperJustDecidedOn(Refusal):
    """A decision can still be taken back itself."""

    text = N_("An officer is just deciding on case {number}. Please look again in a few minutes; nothing was changed.")


class PaperIsInForm(Refusal):
    """A case that is to be corrected has the paper in its form, which hands it in again."""

    text = N_(
        "Case {number} is with you to be corrected. Press “Correct and hand in again” under the case: there you can "
        "take this paper out or send another one."
    )


class PaperBelongsToMoney(Refusal):
    """Of money that is out, a proof may be changed for another but not be missing."""

    text = N_(
        "The money of case {number} is paid, and this paper belongs to it. Please send another one in its place; then "
        "this one no longer counts."
    )


class PaperIsGone(Refusal):
    """There is no such paper any more."""

    text = N_("This paper is not there any more. Nothing was changed.")
