"""A stranger names another family's children: both read the same sentence, and an officer over both decides."""

from __future__ import annotations

from bot.demo import embedded
from domain.claims.settled import Said, Settled
from domain.procedure.refusals import SayFirst
from models.people import Person
from services.claims.accounts import OVER
from services.claims.settling import DONE, LABELS
from tests.data.households import answers_of, households
from tests.season_tasks import add_household, add_member
from tests.town import Town
from tests.words import t
from tests.workers import registers, registers_as, reports

NO_FILE = (
    "No household file is open to you here. If your household has none yet, /report begins it; if it has one, it opens "
    "to you once the household or a colleague has said that you live there. What you gave at registration you can "
    "change here."
)
NEUTRAL = t("Your report is handed in. Its number is <b>{number}</b>.", number="|").partition("|")[0].partition("<")[0]


async def test_who_names_another_familys_children_learns_nothing_and_an_officer_decides(town: Town) -> None:
    await registers(town.lin, "DEMO-H01")
    await reports(town.lin, "DEMO-H01")
    first = await town.lin.sees(NEUTRAL, "2026-0001")
    await registers(town.aygul, "DEMO-H04")
    await reports(town.aygul, "DEMO-H01")
    second = await town.aygul.sees(NEUTRAL, "2026-0002")
    assert str(second.text).replace("2026-0002", "2026-0001") == str(first.text)

    await town.station.presses(t("See both"))
    await town.station.sees("2026-0001", "2026-0002", "▶")
    await town.station.presses(t(LABELS[Settled.HERE]))
    await town.station.sees(t(DONE[Settled.HERE]))
    back = await town.aygul.sees("2026-0002")
    assert "2026-0001" not in str(back)
    await town.lin.sends("/cases")
    await town.lin.sees("2026-0001", t("review"))


async def test_a_reviewer_who_is_named_as_a_relative_is_asked_and_stays_who_decides(town: Town) -> None:
    with town.program.database.work() as session:
        number = session.get_one(Person, town.station.id).resident_id
    member = {**answers_of(households()["DEMO-H01"])["members"][0], "resident_id": number}
    await registers(town.lin, "DEMO-H01")
    await reports(town.lin, "DEMO-H01", members=[member])
    await town.lin.sees(NEUTRAL, "2026-0001")
    await town.station.sees("2026-0001", t("Please review it."))
    await town.station.presses(t("Approve"))
    await town.station.sees(t(SayFirst.text))
    await town.station.presses(t("No"))
    assert await town.station.toast() == t("Thank you, it is written down.")
    await town.station.sends("/case 2026-0001")
    await town.station.sees("2026-0001", t("Applicant: {name}", name="|").partition("|")[0])


async def test_who_registers_as_somebodys_daughter_reads_no_file_before_the_household_says_yes(town: Town) -> None:
    daughter = households()["DEMO-H01"]["members"][2]
    await registers(town.lin, "DEMO-H01")
    await reports(town.lin, "DEMO-H01")
    await town.lin.sees(NEUTRAL, "2026-0001")
    with town.program.database.work() as session:
        file_id = add_household(session, town.program.clock.now(), head=embedded.LIN, officer=embedded.POINT, number=7)
        add_member(session, 1, file_id, daughter["id_number"], daughter["name"])
    await registers_as(town.aygul, "某某", daughter["id_number"])
    await town.aygul.sends("/file")
    shown = await town.aygul.sees(t(NO_FILE))
    assert "HF-2026-0007" not in str(shown.text)

    await town.point.sees("HF-2026-0007", daughter["name"])
    await town.lin.sees(daughter["name"], "138****8000")
    await town.lin.presses(t("Yes, that is {member}", member=daughter["name"]))
    assert await town.lin.toast() == t("Thank you, it is written down.")
    await town.lin.sees(t(OVER[Said.YES]))
    await town.aygul.sees(t("It is confirmed that you live in your household: its file is open to you under /file."))
    await town.aygul.sends("/file")
    await town.aygul.sees("HF-2026-0007")
