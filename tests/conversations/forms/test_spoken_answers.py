"""What people say in words is understood, and shown to them before it counts."""

import re
from datetime import timedelta

from domain.platform.text import N_
from tests.conversations.procedure.test_desk_statements import asked_by_the_desk
from tests.town import Town
from tests.words import t
from tests.workers import fills_report, registers

WAGE = N_("What do you earn a month yourself?")
ADDRESS = N_("What is the address of the home? Two colleagues will visit you there.")
TOO_LONG = N_("That is {length} characters, and at most {most} fit here. Please say it a little shorter.")
OTHER = N_("Did other money come in over the last twelve months? How much, all together?")
ANOTHER = N_(
    "You replied to a message that is no question of this form, so I did not take it as an answer. To answer, send "
    "it again without replying to anything. The open question is:"
)


async def test_a_wage_in_words_counts_after_a_yes(town: Town) -> None:
    lin = town.lin
    await registers(lin, "DEMO-H01")
    await fills_report(lin, "DEMO-H01", until="self_monthly_income")
    await lin.sees(t(WAGE))
    await lin.sends("一个月三千五左右")
    await lin.sees(t(WAGE), "3,500")
    await lin.presses(t("Type it again"))
    await lin.sees(t(WAGE))
    await lin.sends("八百块")
    await lin.sees(t(WAGE), "800")
    await lin.presses(t("Yes, it is right"))
    shown = await lin.sees("✓", "800")
    assert t(WAGE) not in shown.text


async def test_a_reply_to_an_older_question_and_an_edit_change_that_answer(town: Town) -> None:
    lin = town.lin
    await registers(lin, "DEMO-H01")
    welcome = next(one.id for one in lin.messages if one.by_bot)
    await fills_report(lin, "DEMO-H01", until="self_monthly_income")
    asked = await lin.sees(t(WAGE))
    mine = await lin.sends("2000")
    await lin.sees(t(OTHER))
    await lin.replies(asked.id, "一个月三千五")
    shown = await lin.sees("2,000", "3,500")
    assert t(OTHER) not in shown.text
    address = next(one.id for one in lin.messages if one.by_bot and t(ADDRESS) in one.text)
    await lin.replies(address, "示例路9号")
    await lin.sees("2,000", "3,500", "1")
    await lin.presses(t("Yes, it is right"))
    await lin.sees("示例路9号", t("Is that right?"))
    await lin.presses(t("No, leave that answer"))
    await lin.sees(t(OTHER))
    await lin.edits(mine, "4000")
    await lin.sees("3,500", "4,000")
    await lin.presses(t("No, leave that answer"))
    await lin.sees(t(OTHER))
    for wage in ("4000", "4200", "4100"):
        await lin.edits(mine, wage)
    await lin.sees("3,500", "4,100")
    assert sum("4,100" in one.text or "4,000" in one.text for one in lin.messages) == 1, "one bubble for one thing"
    await lin.edits(mine, "3500")
    await lin.sees(t(OTHER))
    await lin.edits(mine, "3500")
    await lin.sees_nothing_of(t("That is what I have already, so nothing was changed."))
    await lin.replies(welcome, "2")
    await lin.sees(t(ANOTHER), t(OTHER))
    await lin.replies(mine, "2")
    await lin.sees("3,500", "2元")
    await lin.presses(t("No, leave that answer"))
    await lin.sends("600")
    await lin.sees("✓", "600")


async def test_the_last_piece_of_a_long_text_is_no_answer(town: Town) -> None:
    lin = town.lin
    await registers(lin, "DEMO-H01")
    await fills_report(lin, "DEMO-H01", until="home_address")
    await lin.sends("楼" * 4100)
    await lin.sees(t(TOO_LONG, length=4100, most=120), t(ADDRESS))
    town.program.clock.shift += timedelta(minutes=1)
    await lin.sends("示例路1号2栋301")
    await lin.sees("✓", "示例路1号2栋301")


async def test_a_plain_step_asks_the_database_for_nothing_more(town: Town) -> None:
    lin = town.lin
    await registers(lin, "DEMO-H01")
    await fills_report(lin, "DEMO-H01", until="self_monthly_income")
    with asked_by_the_desk(town) as said:
        await lin.sends("2000")
        await lin.sees(t(OTHER))
    asked = {re.sub(r"\s+", " ", one).split(" SET ")[0].split(" (")[0].split(", ")[0] for one in said}
    assert asked <= {"INSERT INTO inbox", "SELECT person.seal", "UPDATE draft", "UPDATE outbox", "INSERT INTO outbox"}
