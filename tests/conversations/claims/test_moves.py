"""Somebody lost their Telegram account: at a new one they get all they had, after two colleagues have looked at it."""

from __future__ import annotations

from bot.demo import embedded
from domain.claims import move_words as words
from domain.people.questions import registration_form
from domain.platform.access import NotForYou
from models.people import Person
from services.people import NeedsALook
from tests.data.households import households
from tests.form_filler import Filler
from tests.season_tasks import add_household
from tests.town import Town
from tests.words import t
from tests.workers import UNIT, agrees, registers, reports

LIN = households()["DEMO-H01"]["members"][0]
ASK = t("Ask a colleague to look at it")
ASKED = t(
    "A colleague of your union is asked, and will want to see you in person with your identity card; you hear of it "
    "here by {day} at the latest. If a digit is wrong after all, change it: your form is kept.",
    day="|",
).partition("|")[0]
SEEN = t("I have seen them")
TOLD = str(getattr(words.to_old_account(1).text, "source", ""))


async def asks(town: Town, resident_id: str = LIN["id_number"]) -> None:
    """At the new account, everything is typed as at the old one."""
    await agrees(town.aygul)
    answers = {"name": "林示例", "phone": "13900139002", "resident_id": resident_id}
    await Filler(town.aygul, registration_form(), answers, "zh_Hans", prefill=UNIT).fill()
    await town.aygul.presses(t("Everything is right"))
    await town.aygul.sees(t(NeedsALook.text))
    await town.aygul.presses(ASK)
    await town.aygul.sees(ASKED)


async def test_a_worker_gets_everything_at_the_new_account(town: Town) -> None:
    await registers(town.lin, "DEMO-H01")
    with town.program.database.work() as session:
        now = town.program.clock.now()
        add_household(session, now, head=embedded.LIN, officer=embedded.POINT, number=7)
    await asks(town)
    await town.lin.sees(t(TOLD))
    await town.point.presses(SEEN)
    await town.point.sees(t("What did you look at, and where did you meet? A colleague reads this and confirms it."))
    await town.point.sends("站里当面看了身份证")
    await town.point.sees(t("Thank you, it is written down. A colleague is asked to confirm it; then everything is at "
                            "the new account."))  # fmt: skip
    await town.station.sees("站里当面看了身份证")
    await town.station.presses(t("✅ Confirm"))
    confirmed = t("Confirmed. Everything is at the new account now; both accounts were told.")
    assert await town.station.toast() == confirmed

    await town.aygul.sees(t(words.SINCE))
    await town.aygul.presses(t("My file"))
    await town.aygul.sees("HF-2026-0007")
    await town.lin.sees(t(words.CUT_OFF))
    await town.lin.sends("/file")
    await town.lin.sees(t("Before we can go on, please read how your data is used and agree to it: send /start."))


async def test_the_old_account_stops_it(town: Town) -> None:
    await registers(town.lin, "DEMO-H01")
    await asks(town)
    await town.lin.presses(t("That was not me"))
    thanks = t("Thank you. Your union is told at once, and somebody will be in touch with you.")
    assert await town.lin.toast() == thanks
    await town.lin.sees(t(words.STAYS))
    await town.aygul.sees(t(words.NOT_FOUND))
    await town.station.sees(t("The old account says that it was not them."))
    await town.admin.sees("1")
    await town.lin.sends("/file")
    await town.lin.sees("机械厂一车间")


async def test_a_slip_in_the_number_is_put_right_and_nothing_was_lost(town: Town) -> None:
    await registers(town.lin, "DEMO-H01")
    await asks(town)
    await town.aygul.presses(t("Change something"))
    await town.aygul.presses(t("Change an answer"))
    await town.aygul.presses(t("Id number"))
    await town.aygul.sends("990101199105150307")
    await town.aygul.presses(t("Everything is right"))
    await town.aygul.sees(t("You are registered."))
    await town.station.sees(t("They have registered with another number. Nothing is to be done."))


async def test_an_officer_keeps_the_office_at_the_new_account(town: Town) -> None:
    with town.program.database.work() as session:
        number = session.get_one(Person, embedded.STATION).resident_id
    await registers(town.lin, "DEMO-H01")
    await reports(town.lin, "DEMO-H01")
    await town.station.sees("2026-0001")
    await asks(town, number or "")
    await town.admin.sees(t("They hold an office: it goes along, with all that waits for them."))
    await town.admin.presses(SEEN)
    await town.admin.sends("在办公室当面看了身份证和工作证")
    await town.approver.presses(t("✅ Confirm"))
    await town.aygul.sees(t(words.SINCE))
    await town.aygul.presses(t("What waits for me"))
    await town.aygul.sends("/case 2026-0001")
    await town.aygul.sees("2026-0001", "林示例")
    await town.station.sends("/pending")
    await town.station.sees(t(NotForYou.text))  # fmt: skip
    await town.lin.sends("/cases")
    await town.lin.sees("2026-0001")


async def test_numbers_are_not_tried_out(town: Town) -> None:
    await registers(town.lin, "DEMO-H01")
    await asks(town)
    for _ in range(2):
        await town.aygul.presses(t("Change something"))
        await town.aygul.presses(t("Everything is right"))
        await town.aygul.sees(t(NeedsALook.text))
        await town.aygul.presses(ASK)
        await town.aygul.sees(ASKED)
    await town.aygul.presses(t("Change something"))
    await town.aygul.presses(t("Change an answer"))
    await town.aygul.presses(t("Id number"))
    await town.aygul.sends("990101199105150307")
    await town.aygul.presses(t("Everything is right"))
    await town.aygul.sees(t(NeedsALook.text))
    await town.admin.sees("林示例", "139****9002")
