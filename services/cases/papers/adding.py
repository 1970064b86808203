"""Files of a form's answers become papers of a case, and those that the worker takes out of it go."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from domain.policy import Policy
from domain.policy.questions import paper_files
from models.procedure import AidCase, Paper
from services.cases.papers.taking import take_out, why_it_stays
from services.platform.work import Work
from services.procedure import Dossier

__all__ = ["PaperEntry", "add_files", "leave_out", "papers_in"]


@dataclass(frozen=True)
class PaperEntry:
    """One file of one kind of paper as Telegram knows it."""

    kind: str
    file_id: str
    unique_id: str = ""
    is_photo: bool = False
    name: str = ""
    mime: str = ""
    size: int = 0
    message_id: int | None = None


def papers_in(answers: Mapping[str, Any], policy: Policy) -> list[PaperEntry]:
    """Return the files of a form's answers; a photo is what came without a file name. What shows somebody's number
    keeps its message, since that goes from the chat."""
    return [
        PaperEntry(
            kind,
            file.file_id,
            file.unique_id,
            is_photo=file.is_photo,
            name=file.name,
            mime=file.mime,
            size=file.size,
            message_id=file.message_id or None if policy.is_identity(kind) else None,
        )
        for kind, files in paper_files(answers).items()
        for file in files
    ]


def add_files(work: Work, case: AidCase, answers: Mapping[str, Any], replaces: int | None = None) -> list[str]:
    """Keep the files of a form's answers that are not there yet; return the kinds that were added."""
    there = {(paper.kind, paper.unique_id) for paper in Dossier(work, case).papers}
    added = []
    for paper in papers_in(answers, work.house.policies.current):
        if (paper.kind, paper.unique_id) in there and paper.unique_id:
            continue
        there.add((paper.kind, paper.unique_id))
        row = Paper(case_id=case.id, added_by=work.by_id, added_at=work.now, **vars(paper))
        row.replaces = replaces
        work.session.add(row)
        added.append(paper.kind)
    work.session.flush()
    return added


def leave_out(work: Work, case: AidCase, answers: Mapping[str, Any]) -> None:
    """Take back what the worker took out of a form that is handed in again, but for what has been decided on."""
    gone = _files(case.answers) - _files(answers)
    for paper in Dossier(work, case).papers if gone else ():
        if (paper.kind, paper.unique_id) in gone and why_it_stays(work, case, paper, in_form=False) is None:
            take_out(work, case, paper)


def _files(answers: Mapping[str, Any]) -> set[tuple[str, str]]:
    return {(kind, file.unique_id) for kind, files in paper_files(answers).items() for file in files if file.unique_id}
