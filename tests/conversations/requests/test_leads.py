"""Free words lead to what there is, also for who is not registered yet; an open form has them first."""

from __future__ import annotations

from domain.requests.leads import lead_in
from tests.data.households import demo
from tests.town import Town
from tests.words import t
from tests.workers import registers


def text(said: str, locale: str = "zh_Hans") -> str:
    lead = lead_in(said, demo().leads)
    assert lead is not None
    return lead.text.best_for(locale)[:15]


async def test_free_words_lead_to_a_programme(town: Town) -> None:
    await registers(town.lin, "DEMO-H01")
    await town.lin.sends("老婆得了癌症")
    await town.lin.sees(text("老婆得了癌症"))
    await town.lin.presses(t("🏠 Report hardship"))
    await town.lin.sees(t("Where is your household registered (hukou)?"))
    await town.lin.sends("想借点钱")
    await town.lin.sees(t("Where is your household registered (hukou)?"))

    await town.aygul.sends("我下岗了，想学个技术")
    await town.aygul.sees(text("我下岗了，想学个技术"))
