"""Words in the middle of a form that are no answer there are told what there is for them; the form goes on."""

from domain.platform.text import N_
from tests.town import Town
from tests.words import t
from tests.workers import fills_report, registers

WAGE = N_("What do you earn a month yourself?")
OUT = N_(
    "You can stop at any time: “Pause” keeps everything for another day, /cancel throws this form away. To "
    "speak with a person, call the union's hotline 12351 or see /officer."
)


async def test_words_that_cannot_be_the_answer_lead_on_and_the_question_stays(town: Town) -> None:
    lin = town.lin
    await registers(lin, "DEMO-H01")
    filler = await fills_report(lin, "DEMO-H01", until="home_address")
    await lin.sends("律师楼旁边2栋301")
    shown = await lin.sees("✓", "律师楼旁边2栋301")
    assert "12348" not in shown.text, "free words are the answer where such are asked for"
    await filler.fill(until="self_monthly_income")
    await lin.sends("想找律师")
    await lin.sees("12348")
    await lin.sees(t("I could not read that as an amount. Please send only the number of yuan, for example 1234.56 or "
                     "1.2万."), t(WAGE))  # fmt: skip
    await lin.sends("我不想填了")
    await lin.sees(t(OUT), t(WAGE))
    await lin.sends("2000")
    await lin.sees("✓", "2,000")
