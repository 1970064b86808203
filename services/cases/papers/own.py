"""A worker's own papers of a case as they see them, and what they do with them after the case was handed in."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlmodel import select

from domain.cases.papers import PaperIsGone
from domain.platform.access import NotForYou
from domain.platform.messages import Attachment
from domain.platform.text import N_, Local, Refusal, Text, lines, say
from domain.procedure.refusals import CaseAlreadyClosed
from domain.procedure.state import Status
from domain.procedure.steps import kind_of
from domain.procedure.steps.kind import WaitsFor
from domain.procedure.waiting import patience_of
from models.procedure import AidCase, Paper
from services.cases.lapsed import bring, tell_officers
from services.cases.papers.adding import add_files
from services.cases.papers.taking import take_out, why_it_stays
from services.platform import audit, waiting
from services.platform.work import Work
from services.procedure import Dossier, asked, beside, lock_own, redraw_prompts, ring, subject

__all__ = ["OwnPaper", "add_papers", "give_way", "own_paper", "own_papers", "take_paper_back"]


@dataclass(frozen=True, slots=True)
class OwnPaper:
    """A file that a worker sent for a case: the `place`-th of `count` of its kind, and when it came.

    `file` is None where it is not shown again, since it shows somebody's number. `stays` says why it cannot be taken
    back (None: it can), `no_other` why no other may come in its place.
    """

    id: int
    case_id: int
    kind: str
    text: Text | Local
    place: int
    count: int
    sent_at: datetime
    file: Attachment | None
    stays: Refusal | None
    no_other: Refusal | None


def own_papers(work: Work, case_id: int) -> tuple[OwnPaper, ...]:
    """Return what the worker has sent for a case that is not closed; raises NotForYou, CaseAlreadyClosed."""
    case = _open(work, case_id)
    sent = _sent(work, case)
    return tuple(_view(work, case, paper, sent) for paper in sent)


def own_paper(work: Work, paper_id: int) -> OwnPaper:
    """Return one of them; raises NotForYou, CaseAlreadyClosed, PaperIsGone."""
    case, paper = _found(work, paper_id)
    return _view(work, case, paper, _sent(work, case))


def _open(work: Work, case_id: int) -> AidCase:
    case = lock_own(work, case_id)
    if Status(case.status).is_closed:
        raise CaseAlreadyClosed(number=case.number)
    return case


def _sent(work: Work, case: AidCase) -> list[Paper]:
    theirs = (work.by_id, work.person_id, case.entered_by)
    return [paper for paper in Dossier(work, case).papers if paper.added_by in theirs]


def _found(work: Work, paper_id: int) -> tuple[AidCase, Paper]:
    case_id = work.session.exec(select(Paper.case_id).where(Paper.id == paper_id)).first()
    if case_id is None:
        raise PaperIsGone
    case = _open(work, case_id)
    found = [paper for paper in _sent(work, case) if paper.id == paper_id]
    if not found:
        raise PaperIsGone
    return case, found[0]


def _view(work: Work, case: AidCase, paper: Paper, sent: Sequence[Paper]) -> OwnPaper:
    policy = Dossier(work, case).policy
    name, of_kind = policy.paper(paper.kind).text, [one.id for one in sent if one.kind == paper.kind]
    place = of_kind.index(paper.id) + 1
    called = lines(case.number, name, str(place), between=" ")
    return OwnPaper(
        paper.id, case.id, paper.kind, name, place, len(of_kind), paper.added_at,
        None if policy.is_identity(paper.kind) else paper.attached(called),
        why_it_stays(work, case, paper), why_it_stays(work, case, paper, replaced=True),
    )  # fmt: skip


# What is done with them ----------------------------------------------------------------------------------------------


def take_paper_back(work: Work, paper_id: int) -> OwnPaper:
    """Let a paper be missing again and tell whoever has the case; return it as it was.

    Raises NotForYou, CaseAlreadyClosed, PaperIsGone, and why it stays.
    """
    case, paper = _found(work, paper_id)
    was = _view(work, case, paper, _sent(work, case))
    if was.stays is not None:
        raise was.stays
    take_out(work, case, paper)
    _wait_for_it(work, case)
    source = N_("The worker of case {number} took back a paper: {paper}. It does not count any more.")
    _tell(work, case, was, say(source, number=case.number, paper=was.text))
    return was


def give_way(work: Work, paper_id: int) -> None:
    """Let a paper go now that another is kept in its place, and tell whoever has the case; `work` is its worker's.

    Of a case that was closed meanwhile, or decided on, both stay.
    """
    try:
        case, paper = _found(work, paper_id)
    except (PaperIsGone, CaseAlreadyClosed, NotForYou):
        return
    was = _view(work, case, paper, _sent(work, case))
    if was.no_other is None:
        take_out(work, case, paper)
        source = N_("The worker of case {number} sent another file in place of one: {paper}. Please look at it anew.")
        _tell(work, case, was, say(source, number=case.number, paper=was.text))


def _wait_for_it(work: Work, case: AidCase) -> None:
    """Count the days anew in which it is to come, where none were counted any more."""
    dossier = Dossier(work, case)
    is_asked = case.status == Status.OPEN and kind_of(case.step).waits_for is WaitsFor.PAPERS
    if is_asked and case.call_on is None and dossier.missing_papers:
        waiting.begin(work, case, patience_of(dossier.policy.waits, WaitsFor.PAPERS), work.today)


def _tell(work: Work, case: AidCase, was: OwnPaper, said: Text) -> None:
    if case.status == Status.OPEN:
        tell_officers(work, case, said, name=f"paper-back:{was.id}", to=asked(work, case))
        redraw_prompts(work, case)


def add_papers(work: Work, case_id: int, answers: Mapping[str, Any], *, replaces: int | None = None) -> str:
    """Add a form's papers to a case that is not closed; return its number. Raises NotForYou, CaseAlreadyClosed.

    Once one of them is kept the paper that it `replaces` goes; a file that cannot be used leaves that in its place.
    """
    case = _open(work, case_id)
    old = work.session.get(Paper, replaces) if replaces is not None else None
    for each in (case, *beside(work, case, reports=True)):
        _add_to(work, each, answers, _same_in(work, each, old) if old is not None else None)
    return case.number


def _same_in(work: Work, case: AidCase, old: Paper) -> int | None:
    """Return the paper of a case that is the same file: itself, or that of the other case of one report."""
    alike = (
        one.id for one in _sent(work, case) if old.unique_id and (one.kind, one.unique_id) == (old.kind, old.unique_id)
    )
    return old.id if case.id == old.case_id else next(alike, None)


def _add_to(work: Work, case: AidCase, answers: Mapping[str, Any], replaces: int | None) -> None:
    added = add_files(work, case, answers, replaces)
    if added:
        audit.note(work, work.person_id, N_("added papers"), subject(case), detail=str(len(added)))
        if not bring(work, case):
            ring(work, case, once_a_day=bool(Dossier(work, case).missing_papers))
