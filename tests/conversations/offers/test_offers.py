"""Offers in the chat: entered, offered, answered with a button or under /jobs, and the result logged."""

from __future__ import annotations

from typing import Any

import pytest

from domain.forms import Option
from domain.offers.buttons import AnswerOffer, EndOffer, Interest, LogResult, OffersPage, OpenJob, OpenReply
from domain.offers.questions import offer_form
from domain.offers.rules import Kind, Result
from domain.platform.access import NotForYou
from domain.platform.text import Text, lines
from models.households import HouseholdFile
from models.people import Person
from services import offers
from services.people import people
from services.platform.work import Work
from simulator import Player
from tests.form_filler import Filler
from tests.town import Town
from tests.words import t
from tests.workers import registers

NOT_FOR_YOU = NotForYou.text
NEW = {Kind.VACANCY: "➕ New: vacancy", Kind.TRAINING: "➕ New: training places", Kind.FAIR: "➕ New: job fair"}
STATION_UNIT = "2"
GIVEN: dict[str, Any] = {
    "title": "Welder",
    "place": "Harbour 3",
    "pay": "4,500 a month",
    "places": 1,
    "closes": "2026-07-30",
    "begins": "2026-08-03",
    "unit": STATION_UNIT,
    "words": "Bring your id.",
}


def has_file(town: Town, player: Player) -> None:
    """A registered worker is jobless and heads a household of the point's case officer."""
    with town.program.database.work() as session:
        head = session.get_one(Person, player.id)
        session.add(
            HouseholdFile(
                number=f"HF-{head.id}",
                national_number=f"N-{head.id}",
                head_id=head.id,
                unit_id=head.unit_id or 0,
                household_class="deep",
                data={"self_work_status": "laid_off"},
                opened_at=head.first_seen_at,
                case_officer_id=town.point.id,
            )
        )


def reads(town: Town, locale: str, *players: Player) -> None:
    """These officers read a language from now on."""
    with town.program.database.work() as session:
        for player in players:
            session.get_one(Person, player.id).locale = locale


def options_of(town: Town, player: Player) -> list[Option]:
    """Return the units that a leader is asked to choose from."""
    with town.program.database.work() as session:
        actor = people.actor_of(session, player.id, admin_ids=frozenset())
        units = offers.units_for(Work(session, town.program.house(), town.program.clock.now()).by(actor))
        return [Option(str(one.id), lines(one.name, one.level.label, between=" · ")) for one in units]


async def enters(town: Town, kind: Kind = Kind.VACANCY, locale: str = "en", **changes: Any) -> None:
    """The station enters an offer through /offers."""
    await town.station.sends("/offers")
    await town.station.sees(t("<b>Job offers</b>", locale))
    await town.station.presses(t(NEW[kind], locale))
    form = offer_form(kind, options_of(town, town.station))
    await Filler(town.station, form, GIVEN | changes, locale).fill()
    await town.station.presses(t("Everything is right", locale))
    await town.station.sees(t("It is entered. Nobody has been told yet.", locale), "Welder")


async def tells(town: Town, count: int = 1, locale: str = "en") -> None:
    """The station offers it to the households, those whose wishes are unknown among them."""
    await town.station.presses(t("☐ Also where the wish is not known", locale))
    await town.station.sees(t("They are included now.", locale))
    await town.station.presses(t("Tell them ({count})", locale, count=count))
    await town.station.presses(t("Yes, tell them", locale))
    await town.station.sees("Welder", t("{state} {count}", locale, state=Text("no answer yet"), count=count))


@pytest.mark.parametrize("locale", ["en", "zh_Hant"])
async def test_from_the_offer_to_the_day_of_work(town: Town, locale: str) -> None:
    reads(town, locale, town.station, town.point)
    await town.lin.speaks({"en": "en", "zh_Hant": "zh-hant"}[locale])
    await registers(town.lin, "DEMO-H01", locale)
    has_file(town, town.lin)
    await enters(town, locale=locale)
    await tells(town, locale=locale)
    offered = await town.lin.sees("Welder", "Harbour 3", "4,500 a month", "Bring your id.")
    assert offered.labels == [t("I am interested", locale), t("Not for me", locale)]
    await town.lin.presses(t("I am interested", locale))
    assert await town.lin.toast() == t("Noted: you are interested. A place is kept for you.", locale)
    await town.point.sees("林示例", "Welder")
    await town.point.presses(t("Log the result", locale))
    await town.point.sees("林示例", t("interested", locale))
    await town.point.presses(t("Was hired", locale))
    await town.point.sees(t("They were hired. Anything to add before it is written down?", locale))
    await town.point.sends("Starts on Monday.")
    await town.point.sees(t("Thank you, it is logged.", locale), "Starts on Monday.")
    source = (
        "🎉 Congratulations on the new work: {title}! We wish you a good start. If you need something, the union is "
        "still there for you."
    )
    await town.lin.sees(t(source, locale, title="Welder"))
    await town.station.sends("/offers")
    await town.station.presses("Welder")
    await town.station.presses(t("Replies", locale))
    await town.station.sees(t("Choose somebody to log the result:", locale))
    await town.station.presses("林示例")
    await town.station.sees("Starts on Monday.")


async def english(town: Town) -> None:
    """Lin and Aygul are registered, and everybody reads English."""
    for player, household in ((town.lin, "DEMO-H01"), (town.aygul, "DEMO-H14")):
        await player.speaks("en")
        await registers(player, household, "en")
    reads(town, "en", town.station, town.point, town.cashier, town.approver)


async def test_the_last_place_the_waiting_list_and_a_change_of_mind(town: Town) -> None:
    await english(town)
    await enters(town)
    await town.lin.sends("/jobs")
    await town.lin.presses("Welder")
    await town.lin.sees("1 place is left.")
    await town.lin.presses("I am interested")
    await town.lin.sees("A place is kept for you")
    await town.aygul.sends("/jobs")
    await town.aygul.presses("Welder")
    await town.aygul.sees("All places are taken. If you are interested, you come on the waiting list.")
    await town.aygul.presses("I am interested")
    waiting = await town.aygul.sees("you are on the waiting list")
    assert waiting.labels == ["Not for me", "‹ Jobs and training"]
    await town.lin.presses("Not for me")
    await town.lin.sees("You can still change your mind.")
    await town.aygul.sees("Good news: a place has become free")
    await town.lin.presses("I am interested")
    await town.lin.sees("you are on the waiting list")


async def test_old_and_forged_presses_change_nothing(town: Town) -> None:
    await english(town)
    has_file(town, town.lin)
    await enters(town)
    await tells(town)
    offered = await town.lin.sees("Welder")
    for _ in range(2):
        await town.lin.press_data(AnswerOffer(1, Interest.YES).encode(), offered.id)
        assert await town.lin.toast() == "Noted: you are interested. A place is kept for you."
    asked = await town.station.sees("no answer yet 1")
    await town.aygul.sends("/jobs")
    anything = await town.aygul.sees("Jobs and training")
    for data in (EndOffer(1), OpenReply(1), LogResult(1, Result.HIRED)):
        await town.aygul.press_data(data.encode(), anything.id)
        assert await town.aygul.toast() == NOT_FOR_YOU
    await town.cashier.sends("/offers")
    await town.cashier.sees(NOT_FOR_YOU)
    await town.station.press_data(OffersPage(-3).encode(), asked.id)
    await town.station.sees("With the places taken and the last day to answer.")
    await town.station.presses("Welder")
    await town.station.presses("End this offer")
    await town.station.presses("Yes, end it")
    await town.station.sees("It has ended. 1 worker who wanted it is told.")
    await town.lin.sees("is no longer offered")
    await town.station.press_data(EndOffer(1).encode(), asked.id)
    assert "is closed already" in await town.station.toast()
    await town.lin.press_data(AnswerOffer(1, Interest.NO).encode(), offered.id)
    assert "is closed" in await town.lin.toast()
    await town.lin.press_data(OpenJob(1).encode(), offered.id)
    gone = await town.lin.sees("This is no longer offered, so please do not go there for it.")
    assert gone.labels == ["‹ Jobs and training"]
    await town.lin.sends("/jobs")
    await town.lin.sees("Nothing is open at your unit just now.")


async def test_a_fair_begins_no_earlier_than_its_last_day_to_answer(town: Town) -> None:
    await english(town)
    await town.station.sends("/offers")
    await town.station.presses("➕ New: job fair")
    form = offer_form(Kind.FAIR, options_of(town, town.station))
    await Filler(town.station, form, GIVEN, "en").fill(until="begins")
    await town.station.sees("On which day is the fair?")
    await town.station.sends("2026-07-29")
    await town.station.sees("It would begin before the last day to answer, 30 July 2026.")
    await town.station.sends("2026-07-30")
    await town.station.sees("For the workers of which unit is it?")


async def test_a_reminder_comes_the_day_before_the_course(town: Town) -> None:
    await english(town)
    await enters(town, Kind.TRAINING, closes="2026-07-22", begins="2026-07-23")
    await town.lin.sends("/jobs")
    await town.lin.presses("Welder")
    await town.lin.presses("I am interested")
    await town.lin.sees("A place is kept for you")
    await town.jump("next_day")
    await town.lin.sees_nothing_of("A reminder")
    await town.jump("next_day")
    await town.lin.sees("A reminder: this is what you wanted to go to.", "Harbour 3")


async def test_officers_see_only_what_is_theirs(town: Town) -> None:
    await english(town)
    has_file(town, town.lin)
    await town.point.sends("/offers")
    shown = await town.point.sees("None of your households has been told of an offer yet.")
    assert shown.labels == ["‹ Menu"]
    await enters(town)
    await tells(town)
    await town.aygul.sends("/jobs")
    await town.aygul.presses("Welder")
    await town.aygul.presses("I am interested")
    await town.point.sends("/offers")
    await town.point.presses("Welder")
    seen = await town.point.sees("Places taken: 1 of 1")
    assert seen.labels == ["Replies", "‹ Job offers"]
    await town.point.presses("Replies")
    listed = await town.point.sees("Choose somebody to log the result:")
    assert [label for label in listed.labels if "阿依古丽" in label] == []
    assert any("林示例" in label for label in listed.labels)


async def test_offers_are_found_by_words(town: Town) -> None:
    await english(town)
    await enters(town, title="Welder 货车司机", words="上夜班")
    await town.station.sends("/offers")
    await town.station.presses("🔍 Search by words")
    await town.station.sends("司機")
    found = await town.station.sees("1 fits “司機”:")
    assert "货车司机" in found.labels[0]
    await town.lin.sends("/jobs")
    await town.lin.presses("🔍 Search by words")
    await town.lin.sees("What are you looking for?")
    await town.lin.sends("焊工")
    nothing = await town.lin.sees("Nothing that is open speaks of “焊工”.")
    assert nothing.labels == ["All jobs and training", "🔍 Search by words", "🙋 Ask a person", "‹ Menu"]
    await town.lin.presses("🔍 Search by words")
    await town.lin.sends("夜班司机")
    await town.lin.sees("What comes near:")
    await town.lin.presses("货车司机")
    await town.lin.sees("上夜班")
    await town.lin.sends("司機")
    await town.lin.sees("This is open at your unit and speaks of it:")
