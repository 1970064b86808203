"""Who joined is a member from the day that was written down; a renewal goes on, and only a finished case counts."""

from datetime import date

from domain.procedure.state import Verdict
from services.aid.memberships import memberships_of
from services.procedure import decisions
from tests.union import AYGUL, LIN, RECORDER, STATION, World


def joins(world: World, since: str, period: str, *, person: int = LIN, finished: bool = True) -> int:
    case_id: int = world.opens(
        person, "mutual_aid", household_class="none", answers={"own_mutual_employed": True}, period=period
    )
    world.decides(STATION, case_id)
    version = world.case(case_id).version
    if finished:
        with world.work() as session:
            answers = {"member_since": since}
            work = world.at_work(session, RECORDER)
            decisions.decide(work, case_id, version, Verdict.APPROVE, answers=answers)
    return case_id


def test_a_membership_begins_when_it_is_written_down_and_a_renewal_goes_on(world: World) -> None:
    first = joins(world, "2026-07-20", "2026")
    joins(world, "2027-07-20", "2027")
    joins(world, "2028-09-01", "2028")
    joins(world, "-", "2029", finished=False)
    assert world.case(first).status == "finished"
    with world.work() as session:
        found = memberships_of(session, LIN)
        assert memberships_of(session, AYGUL) == ()
    assert [(one.since, one.until, one.unbroken_since) for one in found] == [
        (date(2026, 7, 20), date(2027, 7, 19), date(2026, 7, 20)),
        (date(2027, 7, 20), date(2028, 7, 19), date(2026, 7, 20)),
        (date(2028, 9, 1), date(2029, 8, 31), date(2028, 9, 1)),
    ]
    assert "2026" in world.messages(LIN)[-1]
