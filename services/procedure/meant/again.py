"""What an officer typed before they took a decision back: it is offered when they decide once more."""

from typing import Any

from sqlmodel import col, select

from domain.procedure.meant.rules import Act, MeantState
from domain.procedure.state import Verdict
from models.procedure import MeantDecision
from services.platform.work import Work


def to_offer_again(row: MeantDecision) -> dict[str, Any] | None:
    """Return what an officer typed who takes a decision back, for when they decide once more."""
    assert row.given is not None, "it has waited until now"
    typed = row.given["answers"].get("number") if row.act == Act.ENTER else row.given["reason"]
    return {"typed": typed} if typed else None


def given_before(work: Work, case_id: int, version: int, verdict: Verdict) -> str:
    """Return the reason, or the number of an entry, that whoever acts gave with this verdict on this step before they
    took it back; empty when they did not."""
    theirs = select(MeantDecision).where(
        MeantDecision.case_id == case_id, MeantDecision.version == version, MeantDecision.verdict == verdict.value,
        MeantDecision.officer_id == work.person_id, MeantDecision.state == MeantState.TAKEN_BACK.value,
    )  # fmt: skip
    row = work.session.exec(theirs.order_by(col(MeantDecision.id).desc())).first()
    return str(row.given["typed"]) if row is not None and row.given else ""
