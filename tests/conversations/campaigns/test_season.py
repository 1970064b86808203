"""/season over HTTP: the chart arrives as a picture, buttons lead down to households, the spreadsheet opens."""

from __future__ import annotations

import io
from datetime import date, timedelta

import openpyxl  # type: ignore[import-untyped]  # the package has no types
import pytest
from sqlmodel import select

from bot.demo import embedded
from domain.campaigns.buttons import SeasonPicture, SeasonTable, SeasonUnit
from domain.platform.access import NotForYou
from domain.platform.buttons import Button
from domain.platform.text import LOCALES
from models.campaigns import Campaign, CampaignTask
from models.households import HouseholdFile
from models.people import Person
from models.units import Unit
from simulator import Player
from tests.town import Town
from tests.words import t

NAMES = {"zh_Hans": "冬送温暖", "zh_Hant": "冬送溫暖", "en": "Winter warmth"}
TITLE = t("<b>{season} {year}</b>", season="冬送温暖", year="2025")
PNG = b"\x89PNG\r\n"
NOT_YOURS = t(NotForYou.text)


def prepare(town: Town, locale: str = "zh_Hans") -> int:
    """One campaign with a household of each station, one of them done; the approver reads in this language."""
    program = town.program
    now = program.clock.now()
    today = now.astimezone(program.settings.zone).date()
    with program.database.work() as session:
        session.get_one(Person, embedded.APPROVER).locale = locale
        units = {unit.code: unit.id for unit in session.exec(select(Unit))}
        one = Campaign(
            key="season:winter_warmth:2025", season="winter_warmth", year=2025,
            policy_version=program.policies.current.version, opens=today, closes=today + timedelta(days=30),
            opened_at=now, handled_until=today, filled_at=now,
        )  # fmt: skip
        session.add(one)
        session.flush()
        for number, (head, code, state) in enumerate(
            ((embedded.CASHIER, "P1", "done"), (embedded.RECORDER, "P3", "untouched")), 1
        ):
            file = HouseholdFile(
                number=f"HF-2025-{number:04d}", national_number=f"QG-{number}", head_id=head, unit_id=units[code],
                household_class="deep", data={"main_cause": "other"}, opened_at=now, case_officer_id=embedded.POINT,
                last_visit_on=date(2026, 1, 5),
            )  # fmt: skip
            session.add(file)
            session.flush()
            session.add(
                CampaignTask(
                    campaign_id=one.id,
                    household_id=file.id,
                    state=state,
                    added_at=now,
                    finished_at=now if state == "done" else None,
                )
            )
        return one.id


async def presses(player: Player, kind: type[Button]) -> None:
    """Press the newest button of a kind."""
    code = f"{kind.code}:"
    for message in reversed(player.messages):
        for row in message.raw.get("reply_markup", {}).get("inline_keyboard", []):
            for button in row:
                if button["callback_data"].startswith(code):
                    await player.press_data(button["callback_data"], message.id)
                    return
    raise AssertionError(player.chat())


@pytest.mark.parametrize("locale", LOCALES)
async def test_the_centre_sees_the_picture_and_the_numbers(town: Town, locale: str) -> None:
    prepare(town, locale)
    title = t("<b>{season} {year}</b>", locale, season=NAMES[locale], year="2025")
    await town.approver.sends("/season")
    shown = await town.approver.sees(title, t("Households: {count}", locale, count=2), within=20)
    assert (await town.approver.downloads(shown)).startswith(PNG)
    assert "示例机械厂工会 · 1/1" in shown.labels
    assert "示例纺织厂工会 · 0/1" in shown.labels


@pytest.mark.parametrize("left", [0, 1, 2])
async def test_it_says_how_many_days_are_left(town: Town, left: int) -> None:
    campaign_id, today = prepare(town, "en"), town.program.clock.now().astimezone(town.program.settings.zone).date()
    with town.program.database.work() as session:
        session.get_one(Campaign, campaign_id).closes = today + timedelta(days=left)
    await town.approver.sends("/season")
    words = {0: "Today is the last day.", 1: "1 day left.", 2: "2 days left."}
    await town.approver.sees("Winter warmth 2025", words[left], within=20)


async def test_from_the_picture_down_to_a_household_and_to_the_spreadsheet(town: Town) -> None:
    prepare(town)
    await town.approver.sends("/season")
    await town.approver.sees(TITLE, within=20)
    await town.approver.presses("示例纺织厂工会")
    await town.approver.sees("示例纺织厂工会")
    await town.approver.presses("陈帮扶 · 0/1")
    shown = await town.approver.sees("陈帮扶")
    assert any("HF-2025-0002" in label for label in shown.labels)
    await presses(town.approver, SeasonTable)
    file = await town.approver.sees("xlsx", within=20)
    book = openpyxl.load_workbook(io.BytesIO(await town.approver.downloads(file)))
    households = book.worksheets[2]
    assert households.max_row == 3
    assert [households.cell(row, 3).value for row in (2, 3)] == ["HF-2025-0001", "HF-2025-0002"]
    assert households.freeze_panes == "A2"
    await town.approver.press_data(file.data_of(t("‹ Menu")) or "", file.id)
    await town.approver.sees(t("What would you like to do?"))


async def test_a_forged_press_shows_nothing(town: Town) -> None:
    """The case officer, the cashier, and the station's reviewer for the other's numbers."""
    campaign_id = prepare(town)
    for player in (town.point, town.cashier, town.recorder):
        await player.sends("/menu")
        menu = await player.sees(t("What would you like to do?"))
        await player.press_data(SeasonPicture(campaign_id).encode(), menu.id)
        assert await player.toast() == NOT_YOURS
        await player.press_data(SeasonUnit(campaign_id, 1, 0).encode(), menu.id)
        await player.sees_nothing_of("陈帮扶 ·")
        await player.sends("/season")
        await player.sees(NOT_YOURS)


async def test_before_the_first_season(town: Town) -> None:
    with town.program.database.work() as session:
        for one in [*session.exec(select(CampaignTask)), *session.exec(select(Campaign))]:
            session.delete(one)
    await town.approver.sends("/season")
    await town.approver.sees(
        t("There is no season to show here yet. The policy sets when the next one opens; you will hear of it here.")
    )


async def test_numbers_arrive_even_if_the_chart_cannot_be_drawn(town: Town, monkeypatch: pytest.MonkeyPatch) -> None:
    prepare(town)
    monkeypatch.setattr("delivery.drawings.TIME_LIMIT", 0.01)
    await town.approver.sends("/season")
    shown = await town.approver.sees(
        TITLE, t("The picture or table could not be made just now. Please try again in a little while.")
    )
    assert shown.file_id == ""
    assert "示例机械厂工会 · 1/1" in shown.labels
    await town.admin.sees_nothing_of("DrawingFailed")
