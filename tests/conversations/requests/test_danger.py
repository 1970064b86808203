"""Words of danger in the middle of whatever somebody does: the numbers at once, and a person who takes care."""

from __future__ import annotations

from datetime import timedelta

from domain.policy.danger import Danger
from domain.requests.words import CALL, GLAD
from tests.town import Town
from tests.words import t
from tests.workers import registers

QUESTION = t("Where is your household registered (hukou)?")
READ = t("I have read it and take care")


async def test_danger_in_the_middle_of_a_form(town: Town) -> None:
    """The numbers come before the question, which waits; the station's leader is told, then the centre's."""
    await registers(town.lin, "DEMO-H01")
    await town.lin.sends("/report")
    await town.lin.sends("我不想活了")
    await town.lin.sees(t(CALL[Danger.LIFE].source)[:12])
    await town.lin.sees(t("Your form waits, nothing of it is lost. If these words were meant as your answer, send them "
                          "once more."))  # fmt: skip
    await town.lin.sees(QUESTION)
    await town.station.sees("我不想活了")

    town.program.clock.shift += timedelta(minutes=5)
    await town.program.catch_up()
    await town.approver.sees(t("Nobody has confirmed it yet."))
    await town.approver.presses(READ)
    await town.approver.sees("林示例")
    await town.station.sees(t("{name} has read it and takes care. Nothing more is to be done here.", name="").strip())
    await town.lin.sees(
        t("{name} of your union has read what you wrote and looks after it.", name="|").rpartition("|")[2]
    )


async def test_danger_needs_no_registration(town: Town) -> None:
    """Somebody who has never been here is answered, and the administrator told; “I am all right” is told, too."""
    await town.aygul.sends("/start 老公又打我")
    await town.aygul.sees(t(CALL[Danger.VIOLENCE].source)[:12])
    await town.admin.sees("老公又打我")
    await town.aygul.presses(t("I am all right"))
    await town.aygul.sees(t(GLAD.source))
    assert any(t(CALL[Danger.VIOLENCE].source)[:12] in one.text for one in town.aygul.messages), "the numbers stay"
    await town.admin.sees(
        t("{name} says that they are all right. Please see for yourself all the same.", name="|").strip("|")
    )
