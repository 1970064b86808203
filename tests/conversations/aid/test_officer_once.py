"""A grant is given once: an approver who would take a refusal back reads what is in the way."""

from __future__ import annotations

from bot.demo import embedded
from domain.procedure.refusals import OnceOnly
from models.procedure import AidCase
from services.cases import worker_side as cases
from services.platform.work import Work
from tests.conversations.aid.test_worker_apply import with_file
from tests.town import Town
from tests.words import t


def grant_for_the_daughter(town: Town) -> None:
    """Hand in an application for one and the same student."""
    program = town.program
    with program.database.work() as session:
        cases.open_case(
            Work(session, program.house(), program.clock.now(), embedded.LIN),
            programme="golden_autumn",
            policy=program.policies.current,
            answers={"stage": "higher", "new_student": True, "school": "示例大学", "payee": "worker"},
            household_class="deep",
            amount=750_000,
            members=(),
            household_id=1,
            subject_print="the daughter",
            period="2026",
        )


async def test_a_refusal_is_not_taken_back_while_another_case_is_for_the_same(town: Town) -> None:
    await with_file(town)
    grant_for_the_daughter(town)
    await town.station.sees("2026-0001", t("Please review it."))
    await town.station.presses(t("Refuse"))
    await town.station.presses(t("Another reason"))
    await town.station.sends("The home was sold in May.")
    await town.lin.sees("The home was sold in May.")
    await town.lin.sends("/cases")
    await town.lin.presses("2026-0001")
    await town.lin.presses(t("Object to the decision"))
    await town.lin.sends("It was not our home.")
    await town.lin.presses(t("I confirm, send it"))
    await town.approver.sees("It was not our home.")
    grant_for_the_daughter(town)
    await town.approver.presses(t("Decide anew"))
    await town.approver.sends("It was their parents' home.")
    await town.approver.sees(t(OnceOnly.text, number="2026-0001", other="2026-0002"))
    await town.lin.sees_nothing_of("It was their parents' home.")
    with town.program.database.work() as session:
        assert [session.get_one(AidCase, number).status for number in (1, 2)] == ["refused", "open"]
