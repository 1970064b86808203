"""Cases that an officer opens: money settled at a visit, or for whoever an event has struck; nobody hands them in."""

from collections.abc import Mapping
from typing import Any

from domain.platform.text import N_
from domain.policy import Policy, Programme
from models.households import HouseholdFile
from models.procedure import AidCase
from services.cases.worker_side import new_number
from services.platform import audit
from services.platform.work import Work
from services.procedure import begin, subject


def open_for(
    work: Work, file: HouseholdFile, programme: Programme, policy: Policy, *, answers: Mapping[str, Any], amount: int,
    about: str, period: str,
) -> AidCase:  # fmt: skip
    """Open a case of a household on file at its first step; `amount` in fen, `about` what there is only one of in the
    `period`.

    Raises OnceApplied when there is one for the same.
    """
    case = AidCase(
        number=new_number(work), programme=programme.key, applicant_id=file.head_id, unit_id=file.unit_id,
        household_id=file.id, policy_version=policy.version, answers=dict(answers),
        household_class=file.household_class, amount=amount, subject_print=about, period=period, step="",
        opened_at=work.now, step_since=work.now,
    )  # fmt: skip
    return _begun(work, case)


def open_without_file(
    work: Work, programme: Programme, policy: Policy, *, applicant_id: int, unit_id: int, answers: Mapping[str, Any],
    household_class: str, amount: int, about: str, period: str,
) -> AidCase:  # fmt: skip
    """Open a case of somebody who is on no file, as `open_for` does; the news come to the applicant."""
    case = AidCase(
        number=new_number(work), programme=programme.key, applicant_id=applicant_id, unit_id=unit_id,
        policy_version=policy.version, answers=dict(answers), household_class=household_class, amount=amount,
        subject_print=about, period=period, step="", opened_at=work.now, step_since=work.now,
    )  # fmt: skip
    return _begun(work, case)


def _begun(work: Work, case: AidCase) -> AidCase:
    work.session.add(case)
    work.session.flush()
    audit.note(work, work.person_id, N_("opened"), subject(case))
    begin(work, case)
    return case
