"""The cases of one report: each for a list of its own, by the steps of that list, and about the same household."""

from collections.abc import Mapping
from typing import Any

from sqlmodel import col, select

from domain.procedure.state import Status
from models.households import HouseholdFile, HouseholdMember
from models.procedure import AidCase, Decision
from services.platform.work import Work
from services.procedure.grounds import grounds_of, print_of, prompts_of
from services.procedure.prompts import redraw_prompts

RUNNING = (Status.OPEN.value, Status.RETURNED.value)


def beside(work: Work, case: AidCase, *, reports: bool = False) -> list[AidCase]:
    """Return the other cases of the report of a case that were not taken back, in the order they came; none where there
    is one list. Of `reports` only those that are under way and rest, as this one does, on no file yet."""
    if len(work.house.policies.of(work.session, case.policy_version).lists) == 1 or (reports and not case.opens_file):
        return []
    others = select(AidCase).where(_of_report(case), AidCase.id != case.id, AidCase.status != Status.WITHDRAWN.value)
    if reports:
        others = others.where(col(AidCase.opens_file), col(AidCase.status).in_(RUNNING))
    return list(work.session.exec(others.order_by(col(AidCase.id))))


def _of_report(case: AidCase) -> Any:
    root = case.beside_id or case.id
    return (col(AidCase.id) == root) | (col(AidCase.beside_id) == root)


def rest_on(
    work: Work,
    case: AidCase,
    file: HouseholdFile,
    programme: str,
    *,
    subject: str,
    period: str,
    kept: Mapping[str, Any],
) -> None:
    """Another case of the report has put the household on file: this one rests on that from here on, as what asks for
    one more list does, and has of its answers what is `kept`. What was decided rests on the same as before, and what
    officers have seen is still that."""
    session, shown = work.session, print_of(work.session, case)
    seen = [prompt for prompt in prompts_of(session, case) if prompt.seen == shown]
    case.programme, case.opens_file, case.household_id, case.answers = programme, False, file.id, dict(kept)
    case.subject_print, case.period = subject, period
    case.once_key = case.wanted_key if case.status in RUNNING else None
    for member in session.exec(select(HouseholdMember).where(HouseholdMember.case_id == case.id)).all():
        if member.relation != "self":
            session.delete(member)
        member.household_id = file.id
    session.flush()
    grounds = grounds_of(session, case)
    for row in session.exec(select(Decision).where(Decision.case_id == case.id)).all():
        row.grounds = _moved(row.grounds, grounds) if row.grounds else row.grounds
    session.flush()
    for prompt in seen:
        prompt.seen = print_of(session, case)
    redraw_prompts(work, case)


def _moved(grounds: Mapping[str, Any], now: Mapping[str, Any]) -> dict[str, Any]:
    """Return what a decision rested on, with what was reported as what is on file."""
    reported, head = grounds.get("answers", {}), grounds.get("applicant", {})
    asked = {key: value for key, value in reported.items() if key in now["answers"]}
    return {**grounds, "answers": asked, "file": reported, "head": head, "student": now["student"]}
