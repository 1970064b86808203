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


async def test_what_is_asked_most_is_answered_and_a_form_goes_on(town: Town) -> None:
    await registers(town.lin, "DEMO-H01")
    await town.lin.sends("谁负责我的申请")
    await town.lin.sees(text("谁负责我的申请"))
    assert any(t("🙋 Ask a person") in one.labels for one in town.lin.messages[-2:]), "/officer was shown with it"
    await town.lin.sends("有人叫我先交手续费")
    await town.lin.sees("96110")
    await town.lin.sends("谢谢您了🙏")
    await town.lin.sees(text("谢谢"))
    await town.lin.sends("👍")
    await town.lin.sees(t("I am here. Write in a few words what you need, or choose from the menu."))
    assert not any(label.startswith("📨") for label in town.lin.messages[-1].labels), "nothing is collected"

    await town.lin.sends("/report")
    await town.lin.sees(t("Where is your household registered (hukou)?"))
    await town.lin.sends("钱怎么还没到")
    shown = await town.lin.sees(text("钱怎么还没到"))
    assert any(label.startswith("📨") for label in shown.labels), "a person can be asked here as everywhere"
    await town.lin.sees(t("Where is your household registered (hukou)?"))
