"""One report for several lists: a case for each, by its own steps, with the same answers."""

from collections.abc import Iterable
from dataclasses import replace

from domain.kinds.kind import Found, Given
from domain.platform.text import N_, Refusal
from domain.policy import Policy
from domain.procedure.state import Status
from models.procedure import AidCase
from services import cases
from services.aid.granted import Granted, opened
from services.aid.verdicts import keep_verdict
from services.platform.work import Work
from services.procedure import beside, lock_own


class NotForThatList(Refusal):
    """A report is handed in for another list while it is under way, and while the household can come on that."""

    text = N_("Case {number} cannot be handed in for this list just now. What there is for your household: /apply")
    leads_to = "apply"


def hand_in_beside(work: Work, case_id: int, key: str) -> str:
    """Hand the report of a case of whoever acts in for another list, too (`key` of what it is a case of then), and
    return the number of that case; one that is there already stays. Raises NotForYou, NotForThatList."""
    case = lock_own(work, case_id)
    there = next((one for one in beside(work, case) if one.programme == key), None)
    if there is not None:
        return there.number
    policy = work.house.policies.of(work.session, case.policy_version)
    found = _found(work, case, policy, case.programme)[1]
    if not case.opens_file or Status(case.status).is_closed or key not in found.also:
        raise NotForThatList(number=case.number)
    given, found = _found(work, case, policy, key)
    subject = work.house.kinds.of(given.programme).subject(given)
    return opened(work, Granted(given, found, subject, None), beside=case).number


def _found(work: Work, case: AidCase, policy: Policy, key: str) -> tuple[Given, Found]:
    given = Given(policy=policy, programme=policy.given(key), answers=case.answers, today=work.today)
    return given, work.house.kinds.of(given.programme).found(given)


def share_with(work: Work, others: Iterable[AidCase], granted: Granted) -> None:
    """Let other cases of a corrected report rest on the same answers; one for a list that the household does not come
    on with them is taken back, as its worker was told before handing in."""
    for other in others:
        given = replace(granted.given, programme=granted.given.policy.given(other.programme))
        found = work.house.kinds.of(given.programme).found(given)
        if found.against:
            cases.withdraw(work, other.id)
            continue
        cases.share(work, other, given.answers, found.household_class.value, granted.subject.members)
        keep_verdict(work, other, given, found)
