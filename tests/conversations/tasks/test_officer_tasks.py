"""A case officer works through a season in the chat: lists, what items need, later, undo, and stale buttons."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

import pytest
from sqlmodel import select

from bot.demo import embedded
from domain.platform.access import NotForYou
from domain.platform.calendar import BEIJING
from domain.platform.text import LOCALES
from models.campaigns import Campaign, CampaignTask
from models.households import HouseholdFile
from models.people import Person
from simulator import Player
from tests import papers
from tests.data.households import demo
from tests.season_tasks import add_campaign, add_household
from tests.town import Town
from tests.words import t

NOW = datetime(2026, 7, 20, 9, tzinfo=BEIJING)
AGREED: dict[str, Any] = {"consented_at": NOW, "sensitive_consented_at": NOW}
CLOSES = {"winter_warmth": date(2027, 2, 20), "summer_cooling": date(2026, 9, 15),
          "autumn_study": date(2026, 9, 15)}  # fmt: skip
NAMES = ("赵一户", "钱二户", "孙三户")
JPEG = ("visit.jpg", papers.JPEG, "image/jpeg")
FORGED = ("to:999", "tk:999:file", "tl:999:0", "tn:999", "ta:999", "tp:1:never", "tu:1:file:0")
NOT_YOURS = t("Another case officer looks after this household now. Nothing was changed; /tasks shows yours.")
NOT_FOR_YOU = t(NotForYou.text)


def begins(town: Town, season: str, households: int = 1, *, locale: str = "zh_Hans") -> list[int]:
    """Households of the case officer's with their tasks in a running campaign."""
    with town.program.database.work() as session:
        session.get_one(Person, embedded.POINT).locale = locale
        ids = []
        for number, name in enumerate(NAMES[:households], 1):
            session.add(Person(id=5000 + number, locale="zh_Hans", first_seen_at=NOW, name=name, unit_id=4, **AGREED))
            session.flush()
            ids.append(add_household(session, NOW, head=5000 + number, officer=embedded.POINT, number=number))
        return add_campaign(session, town.program.house(), season, ids, NOW, closes=CLOSES[season])


def item(season: str, key: str, locale: str = "zh_Hans") -> str:
    """How an item begins, on its button and in the card."""
    return demo().season(season).item(key).text.by_locale[locale][:5]


def choice(season: str, name: str, key: str) -> str:
    options = demo().season(season).item(name).choices
    return next(one.text.by_locale["zh_Hans"] for one in options if one.key == key)


def title(season: str, locale: str = "zh_Hans") -> str:
    return demo().season(season).title.by_locale[locale]


async def taps(player: Player, label: str) -> str:
    """Press a button and wait for its answer, so that it is not taken for the next one's."""
    await player.presses(label)
    return await player.toast()


async def opens(player: Player, season: str, name: str = NAMES[0], *, locale: str = "zh_Hans") -> None:
    """From the command to a household's checklist."""
    await player.sends("/tasks")
    await player.sees(title(season, locale))
    await taps(player, title(season, locale))
    await player.sees(t("until {closes}", locale, closes=CLOSES[season]))
    await taps(player, name)
    await player.sees(name, "HF-2026-")


@pytest.mark.parametrize("locale", LOCALES)
async def test_from_the_command_to_a_ticked_item_and_back(town: Town, locale: str) -> None:
    begins(town, "autumn_study", locale=locale)
    plain = item("autumn_study", "file", locale)
    await opens(town.point, "autumn_study", locale=locale)
    await town.point.sees("林样一", plain)
    await taps(town.point, plain)
    await town.point.sees(NAMES[0], plain)
    assert await taps(town.point, t("✅ Done", locale)) == t("✅ Done.", locale)
    await town.point.sees(f"✅ {plain}")
    await taps(town.point, f"✅ {plain}")
    await town.point.sees("陈帮扶")
    assert await taps(town.point, t("↩️ Undo", locale)) == t("It is open again.", locale)
    await town.point.sees(f"⬜ {plain}")


async def test_an_item_asks_only_for_what_it_needs(town: Town) -> None:
    begins(town, "winter_warmth")
    recheck, visit = item("winter_warmth", "recheck"), item("winter_warmth", "visit")
    await opens(town.point, "winter_warmth")
    await taps(town.point, recheck)
    await taps(town.point, t("✅ Done"))
    await town.point.sees(t("Which is it?"))
    await taps(town.point, choice("winter_warmth", "recheck", "better"))
    await town.point.sees(t("How did it go? A sentence or two, without ID or card numbers."))
    await town.point.sends("女儿找到了工作。")
    await town.point.sees(f"✅ {recheck}", choice("winter_warmth", "recheck", "better"), "女儿找到了工作。")
    await town.station.sees("HF-2026-0001", choice("winter_warmth", "recheck", "better"))
    await taps(town.point, visit)
    await taps(town.point, t("✅ Done"))
    await town.point.sees(t("How did it go? A sentence or two, without ID or card numbers."))
    await town.point.sends("都好。")
    await town.point.sees(t("Please send the photo. If people are in it, ask them first."))
    await town.point.uploads(JPEG, as_photo=True)
    await taps(town.point, t("Done"))
    await town.point.sees(f"✅ {visit}", "都好。")
    await taps(town.point, f"✅ {visit}")
    await taps(town.point, t("Photos"))
    assert (await town.point.sees("HF-2026-0001", visit)).file_id


async def test_goods_are_ticked_and_the_receipt_is_sent(town: Town) -> None:
    begins(town, "winter_warmth")
    receipt, (food, bedding) = item("winter_warmth", "receipt"), demo().season("winter_warmth").goods
    await opens(town.point, "winter_warmth")
    await taps(town.point, receipt)
    await taps(town.point, t("✅ Done"))
    await town.point.sees(t("What was given?"))
    await town.point.sends("1 2")
    await town.point.sees(t("Please send the photo. If people are in it, ask them first."))
    await town.point.uploads(JPEG, as_photo=True)
    await taps(town.point, t("Done"))
    await town.point.sees(f"✅ {receipt}", food.text.by_locale["zh_Hans"], bedding.text.by_locale["zh_Hans"])


async def test_money_shows_what_is_possible_and_can_be_changed(town: Town) -> None:
    begins(town, "winter_warmth")
    money = item("winter_warmth", "money")
    await opens(town.point, "winter_warmth")
    await taps(town.point, money)
    await taps(town.point, t("✅ Done"))
    await town.point.sees(t("How much money is given, in yuan?"), "3,000")
    await town.point.sends("3000.01")
    await town.point.sees("3,000.01", t("How much money is given, in yuan?"))
    await town.point.sends("2500")
    await town.point.sees(f"✅ {money}", "2,500")
    await taps(town.point, f"✅ {money}")
    await taps(town.point, t("✏️ Change"))
    await town.point.sees(t("How much money is given, in yuan?"), "3,000")
    await town.point.sends("3000")
    await town.point.sees(f"✅ {money}", "3,000")


async def test_not_needed_wants_a_reason_and_a_finished_household_leads_on(town: Town) -> None:
    begins(town, "autumn_study", 2)
    await opens(town.point, "autumn_study")
    for key in ("file", "letters", "applied", "paid"):
        await taps(town.point, f"⬜ {item('autumn_study', key)}")
        await taps(town.point, t("⏭ Not needed"))
        await town.point.sees(t("Why is it not needed?"))
        if key == "file":
            await taps(town.point, t("Another reason"))
            await town.point.sends("早就建档了。")
            await town.point.sees("⏭", "早就建档了。")
        else:
            await taps(town.point, t("They prefer not to"))
            await town.point.sees(t("They prefer not to"))
    await taps(town.point, item("autumn_study", "students"))
    assert t("⏭ Not needed") not in (await town.point.sees(NAMES[0])).labels
    await taps(town.point, t("✅ Done"))
    await town.point.sends("今年上大学。")
    await town.point.sees(t("🎉 Everything is done for this household. Thank you!"))
    await taps(town.point, t("Next household ›"))
    await town.point.sees(NAMES[1], "HF-2026-0002")
    await taps(town.point, t("‹ List"))
    shown = await town.point.sees(title("autumn_study"))
    assert [label[0] for label in shown.labels[:2]] == ["⬜", "✅"]
    assert shown.labels[2:] == [t("Next household"), t("‹ Seasons")]


async def test_next_goes_from_household_to_household(town: Town) -> None:
    first, *_ = begins(town, "winter_warmth", 3)
    with town.program.database.work() as session:
        campaign_id = session.get_one(CampaignTask, first).campaign_id
    await town.point.sends("/tasks")
    board = await town.point.sees(title("winter_warmth"), "0/3")
    await town.point.press_data(f"tn:{campaign_id}", board.id)
    await town.point.sees(NAMES[0])
    for name in (NAMES[1], NAMES[2], NAMES[0]):
        assert not await taps(town.point, t("Next ›"))
        await town.point.sees(name)


async def test_later_takes_a_day_of_the_season(town: Town) -> None:
    begins(town, "autumn_study")
    await opens(town.point, "autumn_study")
    await taps(town.point, t("⏰ Later"))
    await taps(town.point, t("In 3 days"))
    await town.point.sees(t("⏰ Put off until {day}.", day=date(2026, 7, 23)))
    await taps(town.point, t("⏰ Later"))
    await taps(town.point, t("Another day"))
    await town.point.sees(t("On which day will you come back to this household?"))
    await town.point.sends("2026-09-16")
    await town.point.sees(t("The season ends on {closes}. Please choose that day or an earlier one.",
                            closes=CLOSES["autumn_study"]))  # fmt: skip
    await town.point.sends("2026-09-15")
    await town.point.sees(t("⏰ Put off until {day}.", day=date(2026, 9, 15)))
    await taps(town.point, t("Next ›"))
    await town.point.sees(t("Everything is done, except what you put off. Thank you!"))


async def test_summers_neither_offers_to_end_it(town: Town) -> None:
    begins(town, "summer_cooling")
    await opens(town.point, "summer_cooling")
    await taps(town.point, item("summer_cooling", "hot_work"))
    await taps(town.point, t("✅ Done"))
    await taps(town.point, choice("summer_cooling", "hot_work", "neither"))
    await town.point.sees(t("By what is on record now, the season is no longer for this household."))
    await taps(town.point, t("Nothing more is needed here"))
    await town.point.sees(t("🎉 Everything is done for this household. Thank you!"))


async def test_double_presses_and_old_buttons_change_nothing(town: Town) -> None:
    begins(town, "autumn_study")
    plain = item("autumn_study", "file")
    await opens(town.point, "autumn_study")
    await taps(town.point, plain)
    shown = await town.point.sees(NAMES[0], plain)
    done, out = shown.data_of(t("✅ Done")) or "", shown.data_of(t("⏭ Not needed")) or ""
    await town.point.press_data(done, shown.id)
    assert await town.point.toast() == t("✅ Done.")
    for old in (done, out):
        await town.point.press_data(old, shown.id)
        assert "陈帮扶" in await town.point.toast()
    await town.station.sends("/tasks")
    await town.station.press_data(done, (await town.station.sees(title("autumn_study"))).id)
    assert "陈帮扶" in await town.station.toast()
    with town.program.database.work() as session:
        for campaign in session.exec(select(Campaign)):
            campaign.closed_at = NOW
    await town.point.press_data(f"tu{done[2:]}:1", shown.id)
    assert await town.point.toast() == t(
        "{season} has ended. Nothing was changed; what was written down stays.", season=title("autumn_study")
    )
    await town.point.sends("/tasks")
    await town.point.sees(t("No season with households of yours is running. You will hear of the next one here."))


async def test_another_officers_household_is_refused_and_a_leader_may(town: Town) -> None:
    (task_id,) = begins(town, "autumn_study")
    plain = item("autumn_study", "file")
    await opens(town.point, "autumn_study")
    await taps(town.point, plain)
    shown = await town.point.sees(NAMES[0], plain)
    done = shown.data_of(t("✅ Done")) or ""
    for outsider in (town.aygul, town.cashier):
        await outsider.sends("/start")
        await outsider.sees("")
        for data in (done, f"to:{task_id}", f"ti:{task_id}:file", f"tp:{task_id}:2026-07-23", "tl:1:0"):
            await outsider.press_data(data, outsider.last.id)
            assert await outsider.toast() == NOT_FOR_YOU
    with town.program.database.work() as session:
        session.exec(select(HouseholdFile)).one().case_officer_id = embedded.STATION
    await town.point.press_data(done, shown.id)
    assert await town.point.toast() == NOT_YOURS
    await opens(town.station, "autumn_study")
    await taps(town.station, plain)
    await taps(town.station, t("✅ Done"))
    await town.station.sees(f"✅ {plain}")


async def test_a_form_whose_household_has_moved_on_is_closed_kindly(town: Town) -> None:
    begins(town, "autumn_study")
    await opens(town.point, "autumn_study")
    await taps(town.point, item("autumn_study", "students"))
    await taps(town.point, t("✅ Done"))
    await town.point.sees(t("How did it go? A sentence or two, without ID or card numbers."))
    with town.program.database.work() as session:
        session.exec(select(HouseholdFile)).one().case_officer_id = embedded.STATION
    await town.point.sends("都好。")
    await town.point.sees(
        t("Another case officer looks after this household now. Nothing was changed; /tasks shows yours.")
    )
    await town.point.sends("你好")
    await town.point.sees_nothing_of(t("How did it go? A sentence or two, without ID or card numbers."))


@pytest.mark.parametrize("forged", FORGED)
async def test_forged_buttons_are_answered(town: Town, forged: str) -> None:
    begins(town, "autumn_study")
    await town.point.sends("/tasks")
    shown = await town.point.sees(title("autumn_study"))
    await town.point.press_data(forged, shown.id)
    await town.point.toast()
    await town.point.sends("/tasks")
    await town.point.sees("0/1")
