"""The language is changed at any time; pressing the one that is on changes nothing and is answered."""

from tests.town import Town
from tests.words import t


async def test_the_language_that_is_on_is_answered_without_a_change(town: Town) -> None:
    lin = town.lin
    await lin.sends("/language")
    asked = await lin.sees(t("Which language would you like?"))
    await lin.presses("简体中文")
    assert await lin.toast() == t("This language is on already.")
    await lin.refresh()
    assert lin.last.id == asked.id
    assert not lin.last.edited
    await lin.presses("English")
    await lin.sees(t("The language is changed. What would you like to do?", "en"))
