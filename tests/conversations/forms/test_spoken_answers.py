"""What people say in words is understood, and shown to them before it counts."""

from domain.platform.text import N_
from tests.town import Town
from tests.words import t
from tests.workers import fills_report, registers

WAGE = N_("What do you earn a month yourself?")
ANOTHER = N_(
    "You replied to another message, so I did not take this as the answer here. To answer, send it again without "
    "replying to anything; to change an earlier answer, press “‹ Back”. The open question is:"
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


async def test_a_reply_to_another_message_is_no_answer_to_the_open_question(town: Town) -> None:
    lin = town.lin
    await registers(lin, "DEMO-H01")
    await fills_report(lin, "DEMO-H01", until="self_monthly_income")
    asked = await lin.sees(t(WAGE))
    earlier = [one.id for one in lin.messages if one.by_bot and one.id != asked.id]
    mine = await lin.replies(earlier[-1], "2")
    again = await lin.sees(t(ANOTHER), t(WAGE))
    await lin.replies(mine, "2")
    await lin.sees(t(ANOTHER), t(WAGE))
    await lin.replies(again.id, "3500")
    shown = await lin.sees("✓", "3,500")
    assert t(ANOTHER) not in shown.text
