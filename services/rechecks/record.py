"""The round of a year and what one household answered, between the tables and the rules."""

from dataclasses import dataclass

from sqlmodel import Session, col, select

from domain.platform.access import Action
from domain.platform.access import require as require_access
from domain.policy.frame.yearly import Recheck as Rules
from domain.rechecks.parts import NothingToRecheck
from models.households import HouseholdFile
from models.rechecks.rounds import Recheck, RecheckRound
from services import households
from services.platform.work import Work

OPEN, ANSWERED, MISSED = "open", "answered", "missed"


@dataclass(frozen=True)
class Asked:
    """A household that is asked: its file, locked, what it answered so far, in which round, by which rules."""

    file: HouseholdFile
    row: Recheck
    round: RecheckRound
    rules: Rules

    @property
    def subject(self) -> str:
        """How the trail names it."""
        return households.subject(self.file)


def rules_of(work: Work, one: RecheckRound) -> Rules:
    """Return the rules that a round opened with."""
    rules = work.house.policies.of(work.session, one.policy_version).recheck
    assert rules is not None, "a round opens only by its rules"
    return rules


def running(session: Session) -> list[RecheckRound]:
    """Return the rounds that are not over, the oldest first."""
    query = select(RecheckRound).where(col(RecheckRound.closed_at).is_(None))
    return list(session.exec(query.order_by(col(RecheckRound.id))))


def asked(work: Work, household_id: int | None) -> Asked:
    """Return what a household is asked, for its officer, or the own (None); raises NothingToRecheck, and what opening
    the file does."""
    file = _own(work) if household_id is None else households.opened_to(work, Action.CHANGE_HOUSEHOLD, household_id)
    found = None if file is None else _of_file(work.session, file)
    if file is None or found is None or not _is_waited_for(file):
        raise NothingToRecheck
    row, one = found
    return Asked(file, row, one, rules_of(work, one))


def _own(work: Work) -> HouseholdFile | None:
    require_access(work.actor, Action.CHANGE_OWN_FILE)
    file = households.file_of_person(work.session, work.person_id)
    return None if file is None else households.lock(work.session, file.id)


def _of_file(session: Session, file: HouseholdFile) -> tuple[Recheck, RecheckRound] | None:
    newest = select(Recheck, RecheckRound).join(RecheckRound).where(Recheck.household_id == file.id)
    return session.exec(newest.order_by(col(Recheck.id).desc()).limit(1)).first()


def _is_waited_for(file: HouseholdFile) -> bool:
    """Until it is answered, and as long as the file rests for it."""
    return file.recheck_until is not None or file.suspended_on is not None


def is_waited_for(work: Work, household_id: int | None) -> bool:
    """Say whether a household, or the own (None), is to answer; whoever asks has opened it."""
    if household_id is None:
        file = households.file_of_person(work.session, work.person_id)
    else:
        file = work.session.get(HouseholdFile, household_id)
    return file is not None and _is_waited_for(file)
