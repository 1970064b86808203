"""What workers do in many tests: register, report a household, hand the report in."""

from collections.abc import Mapping
from typing import Any

from domain.aid.report_form import report_form
from domain.people.questions import registration_form
from domain.platform.text import Local
from simulator import Player
from tests.data.households import answers_of, demo, households
from tests.form_filler import Filler
from tests.words import ASKED, t

UNIT = {"unit": {"id": 4, "label": "机械厂一车间"}}


async def agrees(player: Player, link: str = "u_P1", locale: str = "zh_Hans") -> None:
    """Open the bot by a poster's link and give both consents."""
    await player.follows(link)
    await player.sees(t(ASKED, locale))
    await player.presses(t("Yes, I agree", locale))
    await player.sees(t("<b>Sensitive data</b>", locale))
    await player.presses(t("Yes, I agree", locale))


async def registers(player: Player, household: str, locale: str = "zh_Hans", *, link: str = "u_P1") -> int:
    """Consent and register as the worker of a household of households.json; return how many acts it took."""
    worker = households()[household]["members"][0]
    return await registers_as(player, worker["name"], worker["id_number"], locale, link=link)


async def registers_as(
    player: Player, name: str, resident_id: str, locale: str = "zh_Hans", *, link: str = "u_P1"
) -> int:
    """Consent and register under a name and a resident id; return how many acts it took."""
    await agrees(player, link, locale)
    answers = {"name": name, "phone": "13800138000", "resident_id": resident_id}
    filler = Filler(player, registration_form(), answers, locale, prefill=UNIT)
    await filler.fill()
    await player.presses(t("Everything is right", locale))
    await player.sees(t("You are registered.", locale))
    return filler.acts + 4  # the link, both consents, and that all is right


async def fills_report(
    player: Player, household: str, locale: str = "zh_Hans", *, until: str = "", **changes: Any
) -> Filler:
    """Fill in the hardship report with a household of households.json, to its summary or to a question."""
    await player.sends("/report")
    return await fills(player, {**answers_of(households()[household]), **changes}, locale, until=until)


async def fills(player: Player, answers: Mapping[str, Any], locale: str, *, until: str = "") -> Filler:
    filler = Filler(player, report_form(demo()), answers, locale)
    await filler.fill(until=until)
    return filler


async def reports(player: Player, household: str, locale: str = "zh_Hans", **changes: Any) -> None:
    """Report a household and hand it in."""
    await fills_report(player, household, locale, **changes)
    await turns_to_last_page(player, locale)
    await player.presses(t("Everything is right", locale))
    await player.sees(t("<b>First calculation</b>", locale))
    await player.presses(t("I confirm, send it", locale))


async def turns_to_last_page(player: Player, locale: str = "zh_Hans") -> int:
    """Leaf through a long summary; return how many presses it took."""
    pages = 0
    shown = await player.sees(t("<b>{title}: your answers</b>", locale, title=t("Hardship report", locale)))
    while t("More »", locale) in shown.labels:
        await player.presses(t("More »", locale))
        pages += 1
        shown = await player.sees(t("<b>{title}: your answers</b>", locale, title=t("Hardship report", locale)))
    return pages


def option(name: str, key: str, locale: str = "zh_Hans") -> str:
    """Return the label of a choice of the policy."""
    return _in(demo().option(name, key).text, locale)


def _in(text: Local, locale: str) -> str:
    return text.best_for(locale)
