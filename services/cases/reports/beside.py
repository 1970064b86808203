"""The cases of one report beside each other: as its worker sees them, and how they keep the same answers."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlmodel import col, select

from domain.households.household import Member
from domain.platform.text import Local, Text
from domain.procedure.state import Status
from models.procedure import AidCase
from services.cases.papers.adding import add_files, leave_out
from services.cases.reports.labels import label_of_step
from services.cases.worker_side import replace_members, resubmit
from services.kinds import given_of, kind_of, title_of
from services.platform.work import Work
from services.procedure import Dossier, beside, follow_change


@dataclass(frozen=True, slots=True)
class Beside:
    """Another case of the same report, and where it stands."""

    id: int
    number: str
    title: Text | Local
    step: Text


@dataclass(frozen=True, slots=True)
class AlsoFor:
    """A list that a report under way can be handed in for as well; `key` is that of what it would be a case of."""

    key: str
    title: Text | Local


def seen_beside(work: Work, case: AidCase) -> tuple[Beside, ...]:
    """Return the other cases of the report of a case, but those that were taken back."""
    return tuple(
        Beside(one.id, one.number, title_of(work, one, running=True), label_of_step(one)) for one in beside(work, case)
    )


def also_for(work: Work, case: AidCase) -> tuple[AlsoFor, ...]:
    """Return the lists for which a report under way can be handed in, too, and is not yet."""
    policy = Dossier(work, case).policy
    if len(policy.lists) == 1 or not case.opens_file or Status(case.status).is_closed:
        return ()
    taken = {one.programme for one in beside(work, case)}
    found = kind_of(work, case).found(given_of(work, case))
    return tuple(AlsoFor(key, policy.list_of(policy.given(key).enters or "").title)
                 for key in found.also if key not in taken)  # fmt: skip


def lists_asked_for(work: Work, household_id: int | None) -> frozenset[str]:
    """Return the keys of the lists that whoever acts, or somebody of their household on file, asks for just now."""
    if len(work.house.policies.current.lists) == 1:
        return frozenset()
    whose = AidCase.applicant_id == work.person_id if household_id is None else AidCase.household_id == household_id
    running = work.session.exec(select(AidCase).where(whose, col(AidCase.closed_at).is_(None)))
    policies = ((work.house.policies.of(work.session, one.policy_version), one.programme) for one in running)
    entered = ((policy, policy.given(key).enters) for policy, key in policies)
    return frozenset(policy.list_of(key).key for policy, key in entered if key is not None)


def share(
    work: Work, case: AidCase, answers: Mapping[str, Any], household_class: str, members: Sequence[Member]
) -> None:
    """Let another case of a report that was corrected rest on the same answers: what had been looked at already is
    looked at anew, and what was with the worker is handed in again."""
    if case.status == Status.RETURNED:
        resubmit(work, case.id, answers=answers, household_class=household_class, amount=0, members=members)
        return
    leave_out(work, case, answers)
    add_files(work, case, answers)
    case.answers, case.household_class = dict(answers), household_class
    replace_members(work, case, members)
    work.session.flush()
    follow_change(work, case)
