"""What a case rests on: its papers, there or missing, and all that a decision is made with, kept with the decision."""

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import Any

from sqlalchemy import update
from sqlmodel import Session, col, select

from domain.forms import FileRef
from domain.households.household import from_answers
from domain.households.numbers import numbers_missing
from domain.kinds.payee import is_card
from domain.payments.money import LIVE
from domain.policy import Paper as PaperKind
from domain.procedure.grounds import Change, Missing, answers_that_count, changes
from domain.procedure.refusals import ReadsOtherwise
from domain.procedure.state import Verdict
from models.households import HouseholdFile
from models.payments import MoneyRow
from models.people import Person
from models.platform.known import known, known_rows
from models.platform.seal import NotOurSeal, Vault, vault
from models.procedure import AidCase, Decision, Paper, Prompt, Visit
from services.kinds import given_of, kind_of
from services.platform.work import Work
from services.procedure.standing import latest_grounds, papers_there, parts_of

SET_ASIDE = "contract_back:"  # how what could not be read is named


def papers_of(session: Session, case: AidCase) -> list[Paper]:
    """Return the files of a case that count as there, in the order they came."""
    return [paper for paper in _files_of(session, case) if not paper.about]


def visit_photos_of(session: Session, case: AidCase) -> dict[int, list[Paper]]:
    """Return the photos of the visits of a case, by the id of the visit."""
    photos: dict[int, list[Paper]] = {}
    for paper in _files_of(session, case):
        if paper.about.startswith("visit:"):
            photos.setdefault(int(paper.about.rpartition(":")[2]), []).append(paper)
    return photos


def signed_of(session: Session, case: AidCase) -> list[Paper]:
    """Return the photos of signatures for what was handed over, and of contracts that can be read."""
    others = ("visit:", SET_ASIDE)
    return [paper for paper in _files_of(session, case) if paper.about and not paper.about.startswith(others)]


def contract_of(session: Session, case: AidCase) -> list[Paper]:
    """Return the photos of the contract that its worker sent at the present step."""
    return [paper for paper in _files_of(session, case) if paper.about == f"contract:{case.version}"]


def keep_files(work: Work, case: AidCase, about: str, files: Sequence[Mapping[str, Any]]) -> None:
    """Keep files (`FileRef.to_json()`) with a case that are no papers of it, but about something there."""
    if not files:
        return
    work.session.add_all(
        Paper(
            case_id=case.id, about=about, kind=about.partition(":")[0], file_id=ref.file_id, unique_id=ref.unique_id,
            is_photo=ref.is_photo, name=ref.name, mime=ref.mime, size=ref.size,
            added_by=work.person_id, added_at=work.now,
        )
        for ref in map(FileRef.from_json, files)
    )  # fmt: skip
    work.session.flush()


def _files_of(session: Session, case: AidCase) -> list[Paper]:
    query = select(Paper).where(Paper.case_id == case.id).order_by(col(Paper.id))
    found = known_rows(session, ("papers", case.id), Paper, lambda: session.exec(query))
    return [paper for paper in found if not paper.is_none]


def file_behind(session: Session, case: AidCase) -> HouseholdFile | None:
    """Return the file that a case rests on; one that opens a file rests on itself."""
    return session.get(HouseholdFile, case.household_id) if case.household_id and not case.opens_file else None


def needed_papers(work: Work, case: AidCase, *, later: bool = False) -> tuple[PaperKind, ...]:
    """Return the kinds of paper that the policy asks for, also those of `later` that follow the money."""
    given = given_of(work, case)
    given = replace(given, is_paid=True) if later else given
    return tuple(map(given.policy.paper, kind_of(work, case).papers(given)))


def missing_papers(work: Work, case: AidCase) -> tuple[Missing, ...]:
    """Return the kinds of paper that are needed and of which there is no file; of a report also numbers to follow."""
    there = papers_there(work.session, case)
    papers = (kind for kind in needed_papers(work, case) if kind.required and kind.key not in there)
    numbers = numbers_missing(from_answers(case.answers)) if case.opens_file else ()
    return (*numbers, *papers)


def grounds_of(session: Session, case: AidCase) -> dict[str, Any]:
    """Return what a decision about a case would rest on now, as `domain.procedure.grounds` says."""
    file = file_behind(session, case)
    answers, data = dict(case.answers), dict(file.data) if file else {}
    return {
        "answers": answers_that_count(answers),
        "file": answers_that_count(data),
        "case": {"household_class": case.household_class, "amount": case.amount, "unit": case.unit_id},
        "student": _student(case, data),
        "applicant": _person(session, case.applicant_id),
        "head": _person(session, file.head_id) if file else {},
    }


def _student(case: AidCase, data: Mapping[str, Any]) -> dict[str, str]:
    """Name the student of a grant; whoever has left the file since is known by name and fingerprint only."""
    if case.subject_print is None:
        return {}
    ids = (member.resident_id for member in from_answers(data).members)
    found = next((one for one in ids if one and vault().fingerprint(one) == case.subject_print), case.subject_print)
    return {"name": str(case.answers.get("student_name") or ""), "resident_id": found}


def _person(session: Session, person_id: int) -> dict[str, Any]:
    person = session.get_one(Person, person_id)
    return {"name": person.name, "resident_id": person.resident_id}


def money_of(session: Session, case: AidCase) -> list[MoneyRow]:
    """Return the rows of money of a case, in the order they came; once it is locked, as they are then."""
    query = select(MoneyRow).where(MoneyRow.case_id == case.id).order_by(col(MoneyRow.id))
    query = query.execution_options(populate_existing=True)
    kinds = ("money", "month")
    read = lambda: session.exec(query) if any(parts_of(session, case, one) for one in kinds) else ()  # noqa: E731
    return known_rows(session, ("money", case.id), MoneyRow, read)


def home_print(session: Session, case: AidCase) -> str:
    """Return the fingerprint of what a home visit is about."""
    return vault().fingerprint(_home(session, case))


def _home(session: Session, case: AidCase) -> str:
    """Return the household as reported or on file, without its card."""
    file = file_behind(session, case)
    data = case.answers if case.opens_file else dict(file.data) if file else {}
    home = {key: value for key, value in answers_that_count(data).items() if not is_card(key)}
    return json.dumps(home, ensure_ascii=False, sort_keys=True)


def counts(about: str, home: str) -> bool:
    """Say whether a visit is about the household as it is now; one of the version before is taken for it."""
    return about in ("", home)


ACCEPTS = (Verdict.APPROVE.value, "card")  # "card": a second officer confirmed another one


def rested_on(session: Session, case: AidCase) -> Mapping[str, Any]:
    """Return what the latest approval of a step rested on, else the latest decision; before there is one, what the case
    rests on now."""
    latest = known(session, ("rested", case.id), (Decision,), lambda: latest_grounds(session, case, ACCEPTS))
    return latest or grounds_of(session, case)


def note_rested(session: Session, case: AidCase, grounds: Mapping[str, Any]) -> None:
    """Know what an approval rested on that has just been written down."""
    known(session, ("rested", case.id), (Decision,), lambda: grounds)


def changed_since(session: Session, case: AidCase, rested: Mapping[str, Any] | None = None) -> tuple[Change, ...]:
    """Return what reads otherwise than it did when the case was decided the last time, or than `rested`."""
    return changes(rested or rested_on(session, case), grounds_of(session, case))


# What an officer was shown: a press decides only on that, and what has changed since is shown first -------------------


def print_of(session: Session, case: AidCase) -> str:
    """Return the fingerprint of all that a decision about a case rests on now."""
    return vault().fingerprint(_shown(session, case))


def _shown(session: Session, case: AidCase) -> str:
    """Return all that a decision about a case rests on now, the card that is paid to among it.

    Papers, of which nothing goes that somebody decided with, and visits are no part of it.
    """
    money = [[row.card, row.payee, row.fen] for row in money_of(session, case) if row.state in LIVE]
    shown: list[Any] = [grounds_of(session, case), money]
    return json.dumps(shown, ensure_ascii=False, sort_keys=True)


def mark_seen(work: Work, case: AidCase) -> None:
    """Write down that whoever acts has now been shown the case as it is."""
    for prompt in _steps_before(work, case):
        prompt.seen = print_of(work.session, case)


def check_seen(work: Work, case: AidCase) -> None:
    """Raise ReadsOtherwise when the case reads otherwise than it was shown to whoever acts; a prompt of the version
    before does not know what it showed."""
    for prompt in _steps_before(work, case):
        if prompt.seen and prompt.seen != print_of(work.session, case):
            raise ReadsOtherwise(number=case.number)


def _steps_before(work: Work, case: AidCase) -> list[Prompt]:
    theirs = (prompt for prompt in open_prompts(work.session, case) if prompt.officer_id == work.person_id)
    return [prompt for prompt in theirs if prompt.about == f"step:{case.version}"]


def prompts_of(session: Session, case: AidCase) -> list[Prompt]:
    """Return all that was put before officers about a case, in the order it was."""
    query = select(Prompt).where(Prompt.case_id == case.id).order_by(col(Prompt.id))
    return known_rows(session, ("prompts", case.id), Prompt, lambda: session.exec(query))


def open_prompts(session: Session, case: AidCase) -> list[Prompt]:
    """Return what of it still waits."""
    return [prompt for prompt in prompts_of(session, case) if prompt.closed_at is None]


# Another key of the data ---------------------------------------------------------------------------------------------


def mark_anew(session: Session, old: Vault, new: Vault, renewed: Callable[[str], str]) -> None:
    """Give anew what was marked with the old key, which is still in use: the home that a visit was about, and the case
    that an officer was shown. What was the same as now stays the same, and what was not does not become so.

    `renewed` gives the fingerprints in a text anew.
    """
    for table, name, read in ((Visit, "about", _home), (Prompt, "seen", _shown)):
        column = table.__table__.c[name]  # type: ignore[union-attr]
        for row_id, case_id, mark in session.exec(select(table.id, table.case_id, column).where(column != "")).all():
            try:
                now = read(session, session.get_one(AidCase, case_id))
            except NotOurSeal:  # told of as a value that does not open
                now = ""
            again = new.fingerprint(renewed(now) if old.fingerprint(now) == mark else mark)
            session.connection().execute(update(table).where(col(table.id) == row_id).values({name: again}))
