"""A paper is taken back by the worker who sent it: its file goes, it counts as missing, and that it was there stays."""

from typing import Any

from domain.cases.papers import PaperBelongsToMoney, PaperDecidedOn, PaperIsInForm, PaperJustDecidedOn, is_decided_on
from domain.platform.text import N_, Refusal
from domain.policy.questions import PAPER_PREFIX
from domain.procedure.state import Status
from domain.procedure.steps import kind_of
from domain.procedure.steps.kind import WaitsFor
from models.people import FileToErase
from models.procedure import NO_PAPER, TAKEN_BACK, AidCase, Paper
from services.platform import audit, outbox
from services.platform.work import Work
from services.procedure import meant_until, state_of, subject

__all__ = ["take_out", "why_it_stays"]


def why_it_stays(
    work: Work, case: AidCase, paper: Paper, *, in_form: bool = True, replaced: bool = False
) -> Refusal | None:
    """Return why a paper of a case that is not closed cannot be taken back now; `replaced`: another comes with it.

    `in_form` asks for those of a case that is to be corrected to be taken out in its form.
    """
    state = state_of(work, case)
    if state.votes or is_decided_on(paper.added_at, state.decisions):
        return PaperDecidedOn(number=case.number)
    if meant_until(work, case.id) is not None:
        return PaperJustDecidedOn(number=case.number)
    if in_form and case.status == Status.RETURNED and paper.unique_id in _in_form(case, paper):
        return PaperIsInForm(number=case.number)
    if state.payment is not None and not replaced and kind_of(case.step).waits_for is not WaitsFor.PROOFS:
        return PaperBelongsToMoney(number=case.number)
    return None


def take_out(work: Work, case: AidCase, paper: Paper) -> None:
    """Let a paper count as missing again, and its file go: from our disk, from the answers, and from the chat."""
    if paper.stored_as is not None:
        work.session.add(FileToErase(stored_as=paper.stored_as))
    if paper.message_id is not None:
        outbox.delete(work, paper.added_by, paper.message_id)
    case.answers = _without(case, paper)
    paper.taken_back_at, paper.fetch_error = work.now, f"{NO_PAPER}{TAKEN_BACK}"
    paper.stored_as = paper.message_id = paper.fetch_after = None
    paper.file_id = paper.unique_id = paper.name = ""
    work.session.flush()
    audit.note(work, work.person_id, N_("took a paper back"), subject(case), detail=str(paper.id))


def _in_form(case: AidCase, paper: Paper) -> set[str]:
    return {file["unique_id"] for file in case.answers.get(f"{PAPER_PREFIX}{paper.kind}") or ()}


def _without(case: AidCase, paper: Paper) -> dict[str, Any]:
    """Return the answers of a case without the file, so that the form asks for it again."""
    name = f"{PAPER_PREFIX}{paper.kind}"
    if paper.unique_id not in _in_form(case, paper):
        return dict(case.answers)
    left = [file for file in case.answers[name] if file["unique_id"] != paper.unique_id]
    return {**case.answers, name: left}
