"""An administrator sets up units and officers in the chat; people accept by link, and links are refused kindly."""

from __future__ import annotations

import re

from domain.platform.access import NotForYou
from handlers.menu.menu import ENTRIES
from tests.town import Town
from tests.words import ASKED, t
from tests.workers import registers, reports

USED = t(
    "This invitation link does not work, or no longer. If you have not followed it yourself, please "
    "tell your administrator, and ask for a new one."
)
NOT_FOR_YOU = t(NotForYou.text)
FOLLOWED = (
    "Thank you. Before you are {role} at {unit}, an administrator says whether you are who was meant. You will hear of "
    "it here."
)
MEANT_FOR_ANOTHER = (
    "The invitation to be {role} at {unit} was meant for somebody else, so it has ended; nothing else has changed. If "
    "that is a mistake, please tell your administrator."
)
OWN = (
    "You made this invitation yourself, and nobody takes an office by their own invitation. Another administrator has "
    "to invite you; the link stays good for whom you meant."
)
LINK = re.compile(r"https://t\.me/\w+\?start=a_\S+")


async def invitation(town: Town, unit: str, role: str) -> str:
    """Make an invitation through /units; return the link."""
    await town.admin.sends("/units")
    await town.admin.presses(unit)
    await town.admin.presses(t("Appoint an officer"))
    await town.admin.presses(t(role))
    message = await town.admin.sees("start=a_")
    found = LINK.search(message.text)
    assert found
    return found.group()


async def test_a_unit_is_added_and_workers_find_it_by_its_poster(town: Town) -> None:
    await town.admin.sends("/units")
    await town.admin.presses("示例机械厂工会")
    await town.admin.presses(t("Add a unit below"))
    await town.admin.sees(t("What is the unit called?"))
    await town.admin.sends("机械厂三车间")
    await town.admin.presses(t("assistance point"))
    await town.admin.sees(t("Added: {name}.", name="机械厂三车间"))
    await town.admin.presses(t("Open"))
    await town.admin.sees("机械厂三车间", t("assistance point"))
    await town.admin.presses(t("Poster for workers"))
    poster = await town.admin.sees("机械厂三车间", "start=u_")
    assert poster.file_id
    code = re.search(r"start=(u_\S+)", poster.text)
    assert code
    await town.lin.follows(code.group(1))
    await town.lin.sees("机械厂三车间")


async def test_a_unit_is_named_in_each_language_and_workers_read_it_in_theirs(town: Town) -> None:
    await town.admin.sends("/units")
    await town.admin.presses("机械厂二车间")
    await town.admin.presses(t("Names"))
    await town.admin.sees("机械厂二车间", t("In English"))
    await town.admin.presses("修改回答")
    await town.admin.presses(t("In English"))
    await town.admin.sends("Second Shop of the Sample Works")
    await town.admin.presses("都对")
    await town.admin.sees(t("The unit is called {name} now.", name="机械厂二车间"))
    await registers(town.lin, "DEMO-H01", link="u_P2")
    await town.lin.sees("机械厂二车间")
    await town.lin.sends("/language")
    await town.lin.presses("English")
    await town.lin.sends("/privacy")
    await town.lin.presses("See what is kept")
    await town.lin.sees("Unit: Second Shop of the Sample Works")


YES, NO = t("Yes, that is who I meant"), t("No, somebody else")


async def test_an_invitation_makes_an_officer_after_registration_and_the_yes(town: Town) -> None:
    link = await invitation(town, "机械厂一车间", "reviewer")
    await town.aygul.follows(link)
    await town.aygul.sees(t(ASKED))
    await registers(town.aygul, "DEMO-H14")
    await town.aygul.sees(t(FOLLOWED, role=t("reviewer"), unit="机械厂一车间"))
    await town.aygul.sends("/pending")
    await town.aygul.sees(NOT_FOR_YOU)
    asked = await town.admin.sees("阿依古丽·样本", "机械厂一车间", "****")
    assert asked.labels == [YES, NO]
    await town.admin.presses(YES)
    await town.admin.sees(t("{name} is now {role} at {unit}, and has been told.", name="阿依古丽·样本",
                            role=t("reviewer"), unit="机械厂一车间"))  # fmt: skip
    await town.aygul.sees("/pending", "机械厂一车间")
    await town.lin.follows(link)
    await town.lin.sees(t(ASKED))
    await registers(town.lin, "DEMO-H01")
    await town.lin.sees(USED)


async def test_when_somebody_else_followed_there_is_a_new_link_and_no_officer(town: Town) -> None:
    link = await invitation(town, "机械厂一车间", "reviewer")
    await registers(town.lin, "DEMO-H01")
    await town.lin.follows(link)
    await town.admin.sees("林", "机械厂一车间", "****")
    await town.admin.sends("/officers")
    listed = await town.admin.sees(t("⏳ Followed an invitation and waits for your yes:"))
    await town.admin.presses(next(label for label in listed.labels if label.startswith("⏳")))
    await town.admin.presses(NO)
    again = LINK.search((await town.admin.sees("start=a_")).text)
    assert again
    assert again.group() != link
    await town.lin.sees(t(MEANT_FOR_ANOTHER, role=t("reviewer"), unit="机械厂一车间"))
    await town.lin.sends("/pending")
    await town.lin.sees(NOT_FOR_YOU)
    await town.lin.follows(link)
    await town.lin.sees(USED)


async def test_nobody_takes_an_office_by_their_own_invitation(town: Town) -> None:
    link = await invitation(town, "机械厂一车间", "approver")
    await town.admin.follows(link)
    await town.admin.sees(t(OWN))


async def test_an_unknown_invitation_is_refused(town: Town) -> None:
    await town.station.follows("a_nonsense")
    await town.station.sees(USED)


async def test_ending_an_appointment_takes_the_prompts_away(town: Town) -> None:
    await registers(town.lin, "DEMO-H01")
    await reports(town.lin, "DEMO-H01")
    await town.station.sees("2026-0001")
    await town.station.sends("同意")
    await town.station.presses(t("📥 What waits for me"))
    await town.station.sends(" 2026-0001 ")
    await town.station.sees("2026-0001", "示例路1号2栋301")
    await town.admin.sends("/officers")
    await town.admin.presses("吴审核")
    await town.admin.presses(t("Yes, end it"))
    await town.admin.sees(t("The appointment has ended."))
    await town.station.sees("2026-0001", t("This no longer waits for you."))
    await town.admin.sees("2026-0001", "/officers")
    await town.station.sends("/case 2026-0001")
    await town.station.sees(t("There is no such case here. Please check the number, it looks like 2026-0001."))


async def test_only_administrators_see_to_units_and_officers(town: Town) -> None:
    for command in ("/units", "/officers"):
        await town.station.sends(command)
        await town.station.sees(NOT_FOR_YOU)


async def test_help_and_menu_show_each_what_they_may(town: Town) -> None:
    await town.station.sends("/help")
    said = await town.station.sees("/case", "/pending")
    assert "/trail" not in said.text
    await town.admin.sends("/help")
    await town.admin.sees("/trail", "/case", "/units")
    await town.admin.sends("/menu")
    labels = (await town.admin.sees(t("What would you like to do?"))).labels
    place = labels.index(t("🏢 Units"))
    assert labels[place : place + 3] == [t("🏢 Units"), t("👥 Officers"), t(ENTRIES["heat"].label.source)]
    assert t(ENTRIES["help"].label.source) in labels


async def test_an_officers_menu_is_their_work_with_what_waits_and_the_rest_is_behind_one_button(town: Town) -> None:
    await registers(town.lin, "DEMO-H01")
    await reports(town.lin, "DEMO-H01")
    await town.station.sees("2026-0001")
    await town.station.sends("/menu")
    menu = await town.station.sees(t("What would you like to do?"))
    assert menu.labels[0] == t("{what} ({count})", what=t("📥 What waits for me"), count="1")
    assert menu.labels[-2:] == [t("👤 For myself"), t(ENTRIES["help"].label.source)]
    assert len(menu.labels) <= 10
    assert t("📁 My cases") not in menu.labels
    await town.station.presses(t("👤 For myself"))
    own = await town.station.sees(t("What you can do for yourself, as any worker can:"))
    assert {t("📁 My cases"), t("🎓 Apply for aid"), t("🔒 My data")} <= set(own.labels)
    await town.lin.sends("/menu")
    assert t("👤 For myself") not in (await town.lin.sees(t("What would you like to do?"))).labels


async def test_where_nothing_waits_a_key_leads_to_the_menu(town: Town) -> None:
    await town.approver.sends("/pending")
    assert (await town.approver.sees(t("Nothing waits for you."))).labels == [t("‹ Menu")]
    await town.approver.sends("/notices")
    assert (await town.approver.sees(t("No public notice is up now."))).labels == [t("‹ Menu")]


async def test_an_opened_case_ends_with_the_keys_to_decide_it(town: Town) -> None:
    await registers(town.lin, "DEMO-H01")
    await reports(town.lin, "DEMO-H01")
    await town.station.sees("2026-0001")
    await town.station.presses(t("Open"))
    opened = await town.station.sees(t("Applicant: {name}", name="林"))
    assert {t("Approve"), t("Return"), t("Refuse"), t("History")} <= set(opened.labels)
