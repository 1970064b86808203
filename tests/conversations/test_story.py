"""The whole road, from the first word to the money, told to everybody in each of the languages."""

import asyncio
import re

import pytest
from sqlalchemy import update
from sqlmodel import select

from bot.demo import demo, embedded, story
from bot.demo.stage import Stage
from domain.procedure.buttons import MarkPaid
from models.people import Person
from models.procedure import AidCase
from tests.town import Town
from tests.words import t

CODES = {"zh_Hans": "zh-hans", "zh_Hant": "zh-hant", "en": "en"}
TYPICAL = {"zh_Hans": "审批", "zh_Hant": "審批", "en": "approv"}


@pytest.mark.parametrize("locale", CODES)
async def test_the_whole_road_in_every_language(town: Town, locale: str) -> None:
    with town.program.database.work() as session:
        session.execute(update(Person).values(locale=locale))
    for person in embedded.CAST:
        await town.player(person.id).speaks(CODES[locale])
    told: list[str] = []
    await story.from_the_first_word_to_the_money(Stage(town.client, told.append))
    script = "\n".join(told)
    assert "HF-2026-0001" in script
    assert re.search(r"7,500", script)
    assert TYPICAL[locale] in script
    await town.lin.sends("/cases")
    await town.lin.sees(t("finished", locale))


async def test_the_demonstration_has_a_case_at_every_step_and_money_ready_to_be_paid(town: Town) -> None:
    await demo.populate(town.program.address)
    with town.program.database.work() as session:
        stand = {case.number: case.step for case in session.exec(select(AidCase)).all()}
    assert stand["2026-0002"] == "payment"
    assert set(stand.values()) == {"review", "notice", "approval", "entry", "payment", "closed"}
    cashier = Stage(town.client, lambda _line: None).actor(embedded.CASHIER, "褚出纳")
    await cashier.presses(MarkPaid)
    await cashier.reads("2026-0002")


async def test_the_notice_of_the_road_names_nobody_and_is_taken_down(town: Town) -> None:
    stage = Stage(town.client, lambda _line: None)
    await story.reports(stage, story.LINS)
    await story.reviews(stage)
    posted = await _posted(town, "林某某")
    for secret in ("林示例", "林样一", "王样本", "990101", "13800138000", "6200000000000005"):
        assert secret not in posted
    await stage.leaps("end_of_notice")
    assert "林" not in await _posted(town, "撤下")


async def _posted(town: Town, awaited: str) -> str:
    """Return what stands in the notice channel once these words are there."""
    for _ in range(100):
        posted = "\n".join(message.text for message in await town.client.room_messages(embedded.NOTICE_ROOM))
        if awaited in posted:
            return posted
        await asyncio.sleep(0.05)
    raise AssertionError(posted)
