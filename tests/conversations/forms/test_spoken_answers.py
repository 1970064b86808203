"""What people say in words is understood, and shown to them before it counts."""

from domain.platform.text import N_
from tests.town import Town
from tests.words import t
from tests.workers import fills_report, registers

WAGE = N_("What do you earn a month yourself?")


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
