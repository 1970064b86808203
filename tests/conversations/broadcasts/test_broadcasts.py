"""Officers write notices to many, see whom they reach, send them and follow them; workers choose what they hear of."""

from __future__ import annotations

import asyncio
import re
from collections.abc import AsyncIterator
from datetime import datetime
from pathlib import Path

import pytest
from sqlmodel import col, select

from delivery.rendering import render_plain
from domain.broadcasts.audience import Audience
from domain.platform.access import NotForYou
from domain.platform.calendar import BEIJING
from domain.platform.messages import Message as Notice
from domain.platform.text import NAMES, Arg, Local, Nn_, say_many
from domain.policy.seasons import Topic
from models.broadcasts import Broadcast
from models.officers import Appointment
from models.people import Person
from models.units import Unit
from services import broadcasts
from services.broadcasts.carried.papers import FileNotUsable
from services.platform.work import Work
from simulator import Message, Player
from tests.data.households import demo
from tests.papers import JPEG as PHOTO
from tests.papers import PDF, paper
from tests.town import POLICY, Town, running_town
from tests.words import t

JPEG = ("cool.jpg", PHOTO, "image/jpeg")
NOT_FOR_YOU = NotForYou.text
UNUSABLE = "⚠ Its file cannot be used, so it does not go out. Change the notice: another file, or none."
MOVED_ON = "This notice has moved on meanwhile, so nothing was changed. Please look at where it stands now."
FOOTER = "/notifications: choose which notices you get"
GONE_OUT = "<b>It has gone out.</b>"
LANGUAGE_ASKED = "Please send the words of the notice. Language: {language}"
MOMENT_ASKED = "Please send the day and the time."
TITLE = "Cool drinks"
WORDS = {
    "zh_Hans": "七月起每班发放清凉饮料。",
    "zh_Hant": "七月起每班發放清涼飲料。",
    "en": "Cool drinks <every> shift & day.",
}
STATION_UNIT = "示例机械厂工会"
GRANT = demo().programmes[0].title


@pytest.fixture
async def strict(begun: Path, policies_read_once: None) -> AsyncIterator[Town]:
    """The town under a policy by which a second person confirms every notice, whatever its number of readers."""
    policy = begun / "strict.toml"
    changed, count = re.subn(r"confirm_above = \d+", "confirm_above = 0", POLICY.read_text("utf-8"))
    assert count == 1
    policy.write_text(changed, "utf-8")
    async with running_town(begun, policy=policy) as running:
        yield running


# People --------------------------------------------------------------------------------------------------------------


async def registered(town: Town, player: Player, unit: str = "P1", locale: str = "zh_Hans") -> Player:
    """Meet the bot and be a registered worker of the unit with this code."""
    await player.sends("/help")
    await player.sees("/help")
    with town.program.database.work() as session:
        person, now = session.get_one(Person, player.id), town.program.clock.now()
        person.consented_at = person.sensitive_consented_at = person.registered_at = now
        person.unit_id, person.locale = session.exec(select(Unit.id).where(Unit.code == unit)).one(), locale
    return player


async def some_workers(town: Town) -> tuple[Player, Player]:
    """Two workers at the points of the station: Lin reads simplified Chinese, Aygul English.

    What the scheduler announces by itself when the town begins has gone out before.
    """
    await town.program.scheduler.run_all()
    await goes_out(town)
    return await registered(town, town.lin, "P1"), await registered(town, town.aygul, "P2", "en")


READERS = 4  # those two, and the case officer and the reviewer of the demonstration, who are workers of these units


def speaks(town: Town, player: Player, locale: str) -> None:
    with town.program.database.work() as session:
        session.get_one(Person, player.id).locale = locale


def appointed(town: Town, player: Player, role: str, unit: str) -> None:
    with town.program.database.work() as session:
        unit_id = session.exec(select(Unit.id).where(Unit.code == unit)).one()
        held = Appointment(
            person_id=player.id, role=role, unit_id=unit_id or 0, appointed_by=town.admin.id,
            since=town.program.clock.now(),
        )  # fmt: skip
        session.add(held)


def at(town: Town, moment: str) -> None:
    """Set the clock to a moment in the union's time."""
    wanted = datetime.fromisoformat(moment).replace(tzinfo=town.program.settings.zone)
    town.program.clock.shift += wanted - town.program.clock.now()


# What officers do ----------------------------------------------------------------------------------------------------


async def begins(officer: Player, locale: str = "zh_Hans", *, title: str = TITLE) -> None:
    """As far as the picture."""
    await officer.sends("/broadcast")
    await officer.presses(t("✏️ New notice", locale))
    await officer.sees(t("What is the notice about?", locale))
    await officer.presses(t("Seasonal help", locale))
    await officer.sees(t("What shall colleagues call it? A few words.", locale))
    await officer.sends(title)
    await officer.sees(t("Should a picture or a PDF go with it? Then send it now.", locale))


async def chooses_languages(officer: Player, locale: str, *languages: str) -> None:
    await officer.sees(t("In which languages do you write it?", locale))
    for place, language in enumerate(languages, 1):
        await officer.presses(NAMES[language])
        await shows_button(officer, t("Done ({count})", locale, count=str(place)))
    await officer.presses(t("Done ({count})", locale, count=str(len(languages))))


async def shows_button(officer: Player, label: str) -> Message:
    """Wait until the newest message has a button."""
    for _ in range(100):
        await officer.refresh(0.1)
        shown = [one for one in officer.messages if one.by_bot and label in one.labels]
        if shown:
            return shown[-1]
    raise AssertionError(f"no button {label}\n{officer.chat()}")


async def types_words(officer: Player, locale: str, *languages: str) -> None:
    for language in sorted(languages, key=list(NAMES).index):
        await officer.sees(t(LANGUAGE_ASKED, locale, language=NAMES[language]))
        await officer.sends(WORDS[language])
    await officer.sees(t("Should there be a button under it?", locale))


async def as_far_as_readers(
    officer: Player, locale: str = "zh_Hans", *, languages: tuple[str, ...] = ("zh_Hans", "en"),
    picture: bool = False, button: bool = False, title: str = TITLE, unit: str = STATION_UNIT,
) -> None:  # fmt: skip
    """Write a notice to a unit, as far as the question who there gets it."""
    await begins(officer, locale, title=title)
    if picture:
        await officer.uploads(JPEG, as_photo=True)
    else:
        await officer.presses(t("Without either", locale))
    await chooses_languages(officer, locale, *languages)
    await types_words(officer, locale, *languages)
    await officer.presses(GRANT.best_for(locale) if button else t("Without a button", locale))
    await officer.sees(t("For the workers of which unit? It includes all units below it.", locale))
    await officer.presses(unit)
    await officer.sees(t("Does everybody there get it, or only some?", locale))


async def agrees_to_answers(officer: Player, locale: str = "zh_Hans", *, with_file: bool = False) -> None:
    await officer.sees(t("Is everything right?", locale))
    await officer.presses(t("Everything is right", locale))
    shown = "Thank you. This is how readers see it, in each language it is written in:"
    await officer.sees(t("Thank you, it is kept.", locale) if with_file else t(shown, locale))


async def composes(town: Town, officer: Player, locale: str = "zh_Hans", **how: object) -> Message:
    """Write a notice to everybody at a unit; return its card once the readers are counted."""
    await as_far_as_readers(officer, locale, **how)  # type: ignore[arg-type]
    await officer.presses(t("Everybody", locale))
    await agrees_to_answers(officer, locale, with_file=bool(how.get("picture")))
    await town.program.broadcaster.settle()
    return await shows_button(officer, t("Change", locale))


def readers(count: int, locale: str = "zh_Hans") -> str:
    return plural(*Nn_("<b>{count} reader</b>", "<b>{count} readers</b>"), count, locale)


def plural(one: str, many: str, count: int, locale: str = "zh_Hans") -> str:
    return render_plain(say_many(one, many, count), locale, timezone=BEIJING)


async def goes_out(town: Town) -> None:
    """Let the broadcaster do what there is to do."""
    await town.program.broadcaster.settle()


def about(source: str, locale: str = "zh_Hans", **args: Arg) -> str:
    return t(source, locale, title=TITLE, **args)


def first_written(town: Town) -> Broadcast:
    """The first notice that an officer wrote; the scheduler announces some when the town begins."""
    with town.program.database.work() as session:
        written = select(Broadcast).where(col(Broadcast.made_by).is_not(None))
        return session.exec(written.order_by(col(Broadcast.id))).all()[0]


def deed(town: Town, letter: str) -> str:
    """What a button of that notice carries."""
    return f"bd:{first_written(town).id}:{letter}"


def state_of(town: Town) -> str:
    return first_written(town).state


# From the first word to the report -----------------------------------------------------------------------------------


@pytest.mark.parametrize("locale", ["en", "zh_Hant"])
async def test_a_notice_is_written_counted_shown_and_sent(town: Town, locale: str) -> None:
    lin, aygul = await some_workers(town)
    taiwan = await registered(town, await town.client.add_person("馬甲"), "P1", "zh_Hant")
    gone = await registered(town, await town.client.add_person("Gone"), "P1")
    await gone.blocks()
    tired = await registered(town, await town.client.add_person("Tired"), "P2", "en")
    await tired.sends("/notifications")
    await tired.presses("✅ " + t("Seasonal help", "en"))
    await shows_button(tired, "⬜ " + t("Seasonal help", "en"))
    passing = await town.client.add_person("Passing")
    await passing.follows("u_P1")
    await passing.sees("机械厂一车间")
    speaks(town, town.station, locale)

    card = await composes(town, town.station, locale, picture=True, button=True)
    assert card.contains(readers(READERS + 1, locale))
    why = (("not registered: {count}", 1), ("blocked the bot: {count}", 1), ("do not want this topic: {count}", 1))
    assert all(card.contains(t(source, locale, count=count)) for source, count in why), card
    fallback = t("People who read {language} get {other}.", locale, language="繁體中文", other="简体中文")
    assert card.contains(fallback)
    assert STATION_UNIT in card.text
    for language in ("zh_Hans", "en"):
        shown = next(one for one in town.station.messages if one.contains(WORDS[language]) and one.file_id)
        assert shown.contains(t(FOOTER, language))
        assert shown.labels == [GRANT.best_for(language)]
    await town.station.presses_old(GRANT.best_for("en"), message_id=shown.id)
    here = "Here you only see the notice. For those who get it, the button works."
    assert await town.station.toast() == t(here, locale)

    await town.station.presses(t("Send now", locale))
    await goes_out(town)
    for player, language, of in ((lin, "zh_Hans", "zh_Hans"), (aygul, "en", "en"), (taiwan, "zh_Hans", "zh_Hant")):
        got = await player.sees(WORDS[language])
        assert got.file_id
        assert got.contains(t(FOOTER, of))
        assert got.labels == [GRANT.best_for(of)]
    await goes_out(town)
    report = await town.station.sees(t(GONE_OUT, locale), t("Delivered: {count}", locale, count=READERS + 1))
    assert report.contains(t("not registered: {count}", locale, count=1))
    for player in (gone, tired, passing):
        await player.sees_nothing_of(WORDS["en"])
        await player.sees_nothing_of(WORDS["zh_Hans"])


async def test_the_list_shows_notices_and_opens_them_at_the_end_of_the_chat(town: Town) -> None:
    await some_workers(town)
    card = await composes(town, town.station)
    await town.station.sends("/broadcast")
    listed = await town.station.sees(t("Notices to workers. Choose one to see where it stands:"))
    await town.station.presses_old(f"{TITLE} · {t('not sent yet')}", message_id=listed.id)
    again = await town.station.sees(readers(READERS))
    assert again.id > listed.id
    await town.station.refresh(0.3)
    old = next(one for one in town.station.messages if one.id == card.id)
    assert old.contains(t("Shown again below."))
    assert not old.labels
    await town.station.presses(t("Send now"))
    await goes_out(town)
    await town.lin.sees(WORDS["zh_Hans"])


async def test_a_button_works_after_a_restart(begun: Path, policies_read_once: None) -> None:
    async with running_town(begun) as town:
        await some_workers(town)
        card = await composes(town, town.station)
    async with running_town(begun) as town:
        await town.station.presses_old(t("Send now"), message_id=card.id)
        await goes_out(town)
        await town.lin.sees(WORDS["zh_Hans"])
        await town.station.sees(t(GONE_OUT))


# The second pair of eyes ---------------------------------------------------------------------------------------------


async def test_above_the_limit_a_colleague_confirms(strict: Town) -> None:
    lin, _ = await some_workers(strict)
    appointed(strict, strict.cashier, "reviewer", "C1")
    card = await composes(strict, strict.station)
    assert card.contains(t("It has more than {most} readers, so a colleague confirms it before it goes out.", most=0))
    await strict.station.presses(t("Send now"))
    await strict.station.sees("郑审批", "褚出纳")
    for colleague in (strict.approver, strict.cashier):
        await colleague.sees(WORDS["en"])
        await colleague.sees(TITLE, STATION_UNIT, readers(READERS))
    await strict.station.press_data(deed(strict, "y"), card.id)
    assert await strict.station.toast() == t("You wrote this notice yourself. A colleague must confirm it.")
    await lin.sees_nothing_of(WORDS["zh_Hans"])

    await strict.approver.presses(t("Confirm"))
    assert await strict.approver.toast() == t("Thank you, it is confirmed.")
    closed = await strict.cashier.sees(t("{name} confirmed it. /broadcast shows how it goes on.", name="郑审批"))
    assert not closed.labels
    await strict.station.sees("郑审批", TITLE)
    await goes_out(strict)
    await lin.sees(WORDS["zh_Hans"])
    await strict.cashier.press_data(deed(strict, "n"), closed.id)
    assert await strict.cashier.toast() == t(MOVED_ON)


async def test_a_colleague_says_no_and_the_notice_is_written_again(strict: Town) -> None:
    lin, _ = await some_workers(strict)
    await composes(strict, strict.station, picture=True, button=True)
    await strict.station.presses(t("Send now"))
    await strict.approver.sees(TITLE, readers(READERS))
    await strict.approver.presses(t("Refuse"))
    await strict.approver.sees(t("Why should it not go out? Your colleague reads it."))
    await strict.approver.sends("时间写错了")
    await strict.approver.sees(t("Thank you. It does not go out, and your colleague reads why."))
    await strict.station.sees("郑审批", "时间写错了")
    assert state_of(strict) == "cancelled"
    await strict.station.presses(t("Write it again"))
    summary = await strict.station.sees(t("Is everything right?"), TITLE, WORDS["zh_Hans"])
    assert summary.contains(GRANT.best_for("zh_Hans"))
    await strict.station.presses(t("Everything is right"))
    await strict.station.sees(t("Thank you. This is how readers see it, in each language it is written in:"))
    await goes_out(strict)
    shown = await strict.station.sees(WORDS["en"])
    assert shown.file_id
    await strict.station.sees(readers(READERS))
    await lin.sees_nothing_of(WORDS["zh_Hans"])


async def test_where_nobody_else_may_confirm_the_administrator_appoints_somebody(strict: Town) -> None:
    await some_workers(strict)
    with strict.program.database.work() as session:
        for held in session.exec(select(Appointment).where(col(Appointment.person_id) == strict.approver.id)):
            held.ended_at = strict.program.clock.now()
    await composes(strict, strict.station)
    await strict.station.presses(t("Send now"))
    await strict.station.sees(t("Nobody else can confirm it yet. The administrators were asked to appoint somebody."))
    await strict.admin.sees(TITLE, "/officers", "/broadcast")
    appointed(strict, strict.recorder, "approver", "C1")
    await strict.recorder.sends("/broadcast")
    await strict.recorder.presses(TITLE)
    await strict.recorder.presses(t("Confirm"))
    await goes_out(strict)
    await strict.lin.sees(WORDS["zh_Hans"])


async def test_what_is_cancelled_needs_no_confirmation(strict: Town) -> None:
    await some_workers(strict)
    await composes(strict, strict.station)
    await strict.station.presses(t("Send now"))
    asked = await strict.approver.sees(TITLE, readers(READERS))
    await strict.station.sees("郑审批")
    await strict.station.presses(t("Cancel"))
    await strict.station.presses(t("Yes, cancel it"))
    await strict.approver.sees(t("It was cancelled, so there is nothing to confirm any more."))
    await strict.approver.press_data(deed(strict, "y"), asked.id)
    assert await strict.approver.toast() == t(MOVED_ON)


# Pausing, cancelling, repeating --------------------------------------------------------------------------------------


async def held_up(town: Town) -> Player:
    """Let a notice go out that Aygul cannot get for a while; return her."""
    _, aygul = await some_workers(town)
    await composes(town, town.station)
    await town.client.fault("429", method="sendMessage", chat_id=aygul.id, retry_after=7, scope="chat")
    await town.station.presses(t("Send now"))
    await town.station.sees("▰▰▰▰▰▰▰▱▱▱")
    return aygul


async def test_a_notice_is_paused_and_goes_on(town: Town) -> None:
    aygul = await held_up(town)
    await town.station.presses(t("Pause"))
    paused = await town.station.sees(t("Paused. Nobody gets it until you press Resume."))
    assert "3" in paused.text
    await town.station.press_data(deed(town, "p"), paused.id)
    assert await town.station.toast() == t(MOVED_ON)
    await asyncio.sleep(3)
    await aygul.sees_nothing_of(WORDS["en"])
    await town.station.presses(t("Resume"))
    await aygul.sees(WORDS["en"])
    await town.station.sees(t(GONE_OUT), t("Delivered: {count}", count=READERS))


async def test_a_notice_is_cancelled_in_the_middle(town: Town) -> None:
    aygul = await held_up(town)
    await town.station.presses(t("Cancel"))
    asked = await town.station.sees(
        about("Cancel the notice “{title}”? Those who already have it keep it, nobody else gets it.")
    )
    await town.station.presses(t("No, leave it"))
    await town.station.sees(about("All right, the notice “{title}” stays as it is."))
    await town.station.press_data(deed(town, "z"), asked.id)
    await town.station.toast()
    await town.station.sees(t("Cancelled. Those who already have it keep it."), t("Delivered: {count}", count=3))
    await town.station.press_data(deed(town, "z"), asked.id)
    assert await town.station.toast() == t(MOVED_ON)
    await asyncio.sleep(3)
    await aygul.sees_nothing_of(WORDS["en"])


async def test_the_report_says_who_did_not_get_it_and_it_is_sent_again(town: Town) -> None:
    lin, aygul = await some_workers(town)
    await composes(town, town.station)
    await town.client.fault("400", method="sendMessage", chat_id=lin.id)
    await town.client.fault("deliver_then_drop", method="sendMessage", chat_id=aygul.id)
    await town.client.fault("403", method="sendMessage", chat_id=town.point.id)
    await town.station.presses(t("Send now"))
    report = await town.station.sees(t(GONE_OUT), t("Failed: {count}", count=1))
    assert report.contains(t("Blocked the bot: {count}", count=1))
    assert report.contains("Ordered by a test"), report
    assert report.contains(t("Delivered: {count}", count=1))
    assert len(report.labels) == 4
    await town.station.presses(t("Send again where it failed ({count})", count=1))
    assert await town.station.toast() == plural(
        "It goes out again to {count} person.", "It goes out again to {count} people.", 1
    )
    await lin.sees(WORDS["zh_Hans"])
    await town.station.sees(t(GONE_OUT), t("Delivered: {count}", count=2))
    await town.station.presses(t("Also where it is uncertain ({count}); some may get it twice", count=1))
    await aygul.sees(t("<i>You may have this message already: the connection broke while we sent it.</i>", "en"))
    again = await town.station.sees(t(GONE_OUT), t("Delivered: {count}", count=3))
    assert again.labels == [t("See it as readers do"), t("‹ All notices")]
    await town.station.press_data(deed(town, "f"), again.id)
    assert await town.station.toast() != ""


# When it goes out ----------------------------------------------------------------------------------------------------


async def test_a_notice_gets_its_time(town: Town) -> None:
    lin, _ = await some_workers(town)
    await composes(town, town.station)
    await town.station.presses(t("Send later…"))
    await town.station.sees(t("When shall it go out?"))
    await town.station.presses(t("Another time"))
    await town.station.sees(t(MOMENT_ASKED))
    for wrong in ("soon", "2026-13-01 09:00", "2026-12-01 25:00", "2026-12-01"):
        await town.station.sends(wrong)
        await town.station.sees(
            t("I could not read that. Please send day and time like this: {example}.", example="2026-07-22 09:00")
        )
    await town.station.sends("2026-07-20 08:59")
    await town.station.sees("08:59", t(MOMENT_ASKED))
    await town.station.sends("2028-01-01 09:00")
    await town.station.sees(t("That is more than a year away. Please choose an earlier day."))
    evening = local("2026-07-21T22:30")
    await town.station.sends("2026年7月21日 22:30")
    await town.station.sees(about("The notice “{title}” is set for {moment}.", moment=evening))
    await town.station.sees(t("It goes out at {moment}.", moment=local("2026-07-22T08:00")))
    at(town, "2026-07-21T22:31")
    await goes_out(town)
    await lin.sees_nothing_of(WORDS["zh_Hans"])
    at(town, "2026-07-22T08:00:01")
    await goes_out(town)
    await lin.sees(WORDS["zh_Hans"])
    await town.station.sees(t(GONE_OUT))


def local(moment: str) -> datetime:
    return datetime.fromisoformat(moment).replace(tzinfo=BEIJING)


async def test_in_quiet_hours_the_card_says_when_it_goes_out(town: Town) -> None:
    lin, _ = await some_workers(town)
    at(town, "2026-07-20T21:30")
    card = await composes(town, town.station)
    quiet = t("These are quiet hours. Sent now, it goes out at {moment}.", moment=local("2026-07-21T08:00"))
    assert card.contains(quiet)
    await town.station.presses(t("Send now"))
    await town.station.sees(t("It goes out at {moment}.", moment=local("2026-07-21T08:00")))
    await lin.sees_nothing_of(WORDS["zh_Hans"])
    at(town, "2026-07-21T08:00:01")
    await goes_out(town)
    await lin.sees(WORDS["zh_Hans"])


async def test_a_notice_set_for_later_by_somebody_who_has_left_office_goes_to_a_colleague(town: Town) -> None:
    lin, _ = await some_workers(town)
    await composes(town, town.station)
    await town.station.presses(t("Send later…"))
    await town.station.sees(t("When shall it go out?"))
    await town.station.presses(t("Tomorrow, {time}", time="09:00"))
    await town.station.sees(t("It goes out at {moment}.", moment=local("2026-07-21T09:00")))
    with town.program.database.work() as session:
        held = session.exec(select(Appointment).where(Appointment.person_id == town.station.id)).all()
        for one in held:
            one.ended_at = town.program.clock.now()
    at(town, "2026-07-21T09:00:01")
    await goes_out(town)
    await lin.sees_nothing_of(WORDS["zh_Hans"])
    await town.station.sees(about("Your notice “{title}” has not gone out: you no longer hold the office for it. A "
                                  "colleague is asked whether it is still right."))  # fmt: skip
    await town.approver.presses(t("Confirm"))
    await goes_out(town)
    await lin.sees(WORDS["zh_Hans"])


async def test_days_are_offered_for_the_time(town: Town) -> None:
    await some_workers(town)
    at(town, "2026-07-24T10:00")  # a Friday
    await composes(town, town.station)
    await town.station.presses(t("Send later…"))
    offered = await town.station.sees(t("When shall it go out?"))
    assert t("Tomorrow, {time}", time="09:00") in offered.labels
    await town.station.presses(t("Next working day, {day}, {time}", day=local("2026-07-27T00:00").date(), time="09:00"))
    await town.station.sees(t("It goes out at {moment}.", moment=local("2026-07-27T09:00")))


# Changing and throwing away ------------------------------------------------------------------------------------------


async def test_a_notice_is_changed_with_all_its_answers(town: Town) -> None:
    await some_workers(town)
    card = await composes(town, town.station, picture=True, button=True)
    await town.station.presses(t("Change"))
    await town.station.sees(t("Is everything right?"), TITLE, STATION_UNIT, WORDS["en"])
    await town.station.presses(t("Change an answer"))
    await town.station.presses(t("Title for colleagues"))
    await town.station.sends("Tea")
    await agrees_to_answers(town.station)
    await goes_out(town)
    changed = await town.station.sees("Tea", readers(READERS))
    shown = next(
        one for one in town.station.messages if one.by_bot and one.contains(WORDS["en"]) and one.id < changed.id
    )
    assert shown.file_id
    await town.station.refresh(0.3)
    old = next(one for one in town.station.messages if one.id == card.id)
    assert old.contains(t("Cancelled. Nobody got it."))
    await town.station.press_data(deed(town, "s"), card.id)
    assert await town.station.toast() == t(MOVED_ON)
    await town.station.sends("/broadcast")
    listed = await town.station.sees(t("Notices to workers. Choose one to see where it stands:"))
    assert sum(t("not sent yet") in label for label in listed.labels) == 1
    assert not any(TITLE in label for label in listed.labels)


async def test_a_notice_is_thrown_away_after_a_second_question(town: Town) -> None:
    await some_workers(town)
    card = await composes(town, town.station)
    await town.station.presses(t("Discard"))
    await town.station.sees(about("Cancel the notice “{title}”? It has not gone out, so nobody gets it."))
    await town.station.presses(t("Yes, cancel it"))
    await town.station.sees(about("The notice “{title}” is cancelled."))
    await town.station.toast()
    await town.station.press_data(deed(town, "s"), card.id)
    assert await town.station.toast() == t(MOVED_ON)
    await town.station.sends("/broadcast")
    await town.station.sees(t("No notice to workers yet. With one you reach all of a unit at once, or some of them."))


# Who gets it ---------------------------------------------------------------------------------------------------------


async def test_readers_are_narrowed_down(town: Town) -> None:
    await some_workers(town)
    await as_far_as_readers(town.station, languages=("en",))
    narrowing = ("Classes of hardship", "Causes", "Audience of a season", "Applied or not")
    for place, label in enumerate(narrowing, 1):
        await town.station.presses(t(label))
        await shows_button(town.station, t("Done ({count})", count=str(place)))
    await town.station.presses(t("Done ({count})", count="4"))
    await town.station.sees(t("Only households of which classes?"))
    await town.station.presses(t("Deep hardship"))
    await town.station.presses(t("Done ({count})", count="1"))
    await town.station.sees(t("Only households with which main causes?"))
    await town.station.presses("患重特大疾病")
    await town.station.presses(t("Done ({count})", count="1"))
    await town.station.sees(t("Only the households of which season?"))
    await town.station.presses("夏送清凉")
    await town.station.sees(t("Whose applications count: for which programme?"))
    await town.station.presses("金秋助学")
    await town.station.sees(t("Those who have applied for it, or those who have not?"))
    await town.station.presses(t("Have a file, but have not applied"))
    await agrees_to_answers(town.station)
    await goes_out(town)
    card = await town.station.sees(readers(0))
    assert card.contains(t("Nobody would get it. Press Change and choose other readers."))
    assert not card.contains(t("People who read {language} get {other}.", language="繁體中文", other="简体中文"))
    for said in (t("deep hardship"), "患重特大疾病", "夏送清凉", t("have not applied: {what}", what="金秋助学")):
        assert card.contains(said)
    assert t("Send now") not in card.labels
    await town.station.press_data(deed(town, "s"), card.id)
    nobody = "Nobody would get this notice. Please write it again and choose other readers."
    assert await town.station.toast() == t(nobody)


async def test_readers_of_other_languages_are_left_out_and_counted(town: Town) -> None:
    lin, aygul = await some_workers(town)
    await as_far_as_readers(town.station, languages=("en",))
    await town.station.presses(t("Languages"))
    await town.station.presses(t("Done ({count})", count="1"))
    await town.station.sees(t("Only people who read which languages?"))
    await town.station.presses("English")
    await town.station.presses(t("Done ({count})", count="1"))
    await agrees_to_answers(town.station)
    await goes_out(town)
    card = await town.station.sees(readers(1))
    assert card.contains(t("read another language: {count}", count=READERS - 1))
    await town.station.presses(t("Send now"))
    await goes_out(town)
    await aygul.sees(WORDS["en"])
    await lin.sees_nothing_of(WORDS["en"])


# What is not taken ---------------------------------------------------------------------------------------------------


async def test_wrong_answers_are_refused_and_nothing_is_lost(town: Town) -> None:
    officer = town.station
    await begins(officer)
    await officer.sends_sticker()
    await officer.sees(t("Should a picture or a PDF go with it? Then send it now."))
    await officer.uploads(("song.mp3", b"ID3", "audio/mpeg"))
    await officer.sees(t("I can only take photos and PDF files. Please take a photo of the paper and send that."))
    await officer.uploads(JPEG, as_photo=True)
    await officer.sees(t("In which languages do you write it?"))
    await officer.sends("Latin")
    await officer.sees(t("I did not find that among the answers. Please press one of the buttons under the question."))
    await officer.presses(NAMES["en"])
    await officer.presses(t("Done ({count})", count="1"))
    await officer.sees(t(LANGUAGE_ASKED, language="English"))
    await officer.sends("a" * 901)
    await officer.sees("901", "900", "3500")
    await officer.sends("😀" * 451)  # two units each, as Telegram counts
    await officer.sees("902", "900")
    await officer.sends("a" * 900)
    await officer.sees(t("Should there be a button under it?"))
    await officer.sends("nonsense")
    await officer.sees(t("I did not find that among the answers. Please press one of the buttons under the question."))
    await officer.presses(t("Without a button"))
    await officer.sends("no such unit")
    await officer.sees(t("For the workers of which unit? It includes all units below it."))
    await officer.presses(STATION_UNIT)
    await officer.sees(t("Does everybody there get it, or only some?"))
    await officer.sends("/back")
    await officer.sees(t("For the workers of which unit? It includes all units below it."))


async def test_a_picture_that_comes_after_a_long_text_does_not_cut_it_off(town: Town) -> None:
    officer = town.station
    await begins(officer)
    await officer.sends("/skip")
    await chooses_languages(officer, "zh_Hans", "en")
    await officer.sees(t(LANGUAGE_ASKED, language="English"))
    await officer.sends("a" * 3501)
    await officer.presses(t("That was all"))
    await officer.sees("3501", "3500")
    await officer.sends("a" * 3500)
    await officer.presses(t("That was all"))
    await officer.presses(t("Without a button"))
    await officer.presses(STATION_UNIT)
    await officer.presses(t("Everybody"))
    await officer.sees(t("Is everything right?"))
    await officer.presses(t("Change an answer"))
    await officer.presses(t("Picture or file"))
    await officer.uploads(JPEG, as_photo=True)
    await officer.sees("3500", "900")
    await officer.sends("/skip")
    await agrees_to_answers(officer)
    await officer.sees("aaa", t(FOOTER, "en"))


async def test_a_file_that_cannot_be_used_is_told_and_another_goes_out_clean_and_named_by_us(town: Town) -> None:
    lin, aygul = await some_workers(town)
    officer = town.station
    await begins(officer)
    await officer.uploads(("poster.jpg", paper("page.html.jpg"), "image/jpeg"))
    await chooses_languages(officer, "zh_Hans", "zh_Hans")
    await types_words(officer, "zh_Hans", "zh_Hans")
    for pressed in (t("Without a button"), STATION_UNIT, t("Everybody")):
        await officer.presses(pressed)
    await agrees_to_answers(officer, with_file=True)
    await goes_out(town)
    told = await officer.sees(t("it is neither a picture nor a PDF, whatever its name says"), "“修改”")
    await officer.presses(t("See the notice"))
    card = await officer.sees(t(UNUSABLE), readers(READERS))
    assert t("Send now") not in card.labels
    await officer.press_data(deed(town, "s"), card.id)
    assert await officer.toast() == t(FileNotUsable.text)
    assert not [one for one in officer.messages if one.id > told.id and one.file_id]

    await officer.presses(t("Change"))
    await officer.presses(t("Change an answer"))
    await officer.presses(t("Picture or file"))
    await officer.uploads(("zheng at home.pdf", PDF, "application/pdf"))
    await agrees_to_answers(officer, with_file=True)
    await goes_out(town)
    assert (await officer.sees(WORDS["zh_Hans"], t(FOOTER))).file_id
    await officer.presses(t("Send now"))
    await goes_out(town)
    for player, named in ((lin, "的通知.pdf"), (aygul, "Notice_of_")):
        got = await player.sees(WORDS["zh_Hans"])
        assert (await player.downloads(got)).startswith(b"%PDF")
        assert named in got.file_name


@pytest.mark.parametrize("kind", ["case officer", "worker"])
async def test_who_may_not_send_notices_does_not_get_there(town: Town, kind: str) -> None:
    await some_workers(town)
    player = town.point if kind == "case officer" else town.lin
    card = await composes(town, town.station)
    await player.sends("/broadcast")
    shown = await player.sees(t(NOT_FOR_YOU))
    number = first_written(town).id
    for data in ("bn", "bp:0", f"bo:{number}", deed(town, "s"), deed(town, "z"), "bx"):
        await player.press_data(data, shown.id)
        assert await player.toast() == t(NOT_FOR_YOU)
    assert state_of(town) == "ready"
    assert card.contains(TITLE)


async def test_another_stations_leader_neither_sees_nor_touches_it(town: Town) -> None:
    await some_workers(town)
    await composes(town, town.approver, unit=STATION_UNIT)
    appointed(town, town.point, "reviewer", "S2")
    other = town.point
    await other.sends("/broadcast")
    shown = await other.sees(t("No notice to workers yet. With one you reach all of a unit at once, or some of them."))
    for data in (f"bo:{first_written(town).id}", *(deed(town, letter) for letter in "sxzwcp")):
        await other.press_data(data, shown.id)
        assert await other.toast() == t(NOT_FOR_YOU), data
    await other.press_data("bo:99", shown.id)
    assert await other.toast() == t(NOT_FOR_YOU)
    assert state_of(town) == "ready"
    await begins(other)
    await other.presses(t("Without either"))
    await chooses_languages(other, "zh_Hans", "en")
    await types_words(other, "zh_Hans", "en")
    await other.presses(t("Without a button"))
    asked = await other.sees(t("For the workers of which unit? It includes all units below it."))
    assert not any(STATION_UNIT in label for label in asked.labels)


async def test_a_colleague_sees_what_is_not_sent_but_leaves_it_alone(town: Town) -> None:
    await some_workers(town)
    await composes(town, town.station)
    await town.approver.sends("/broadcast")
    await town.approver.presses(TITLE)
    card = await town.approver.sees(TITLE, readers(READERS))
    assert card.labels == [t("See it as readers do"), t("‹ All notices")]
    await town.approver.toast()
    for data in (deed(town, letter) for letter in "stcxz"):
        await town.approver.press_data(data, card.id)
        assert await town.approver.toast() == t(NOT_FOR_YOU), data
    await town.approver.presses(t("See it as readers do"))
    await town.approver.sees(WORDS["en"])
    assert state_of(town) == "ready"


# The scheduler's notices ---------------------------------------------------------------------------------------------


async def test_a_notice_of_the_scheduler_is_seen_at_the_centre(town: Town) -> None:
    lin, _ = await some_workers(town)
    with town.program.database.work() as session:
        broadcasts.announce(
            Work(session, town.program.house(), town.program.clock.now()),
            key="season:test",
            topic=Topic.SEASONAL,
            title="Summer",
            message=Notice(Local(WORDS)),
            audience=Audience(),
        )
    await goes_out(town)
    await lin.sees(WORDS["zh_Hans"])
    await goes_out(town)
    await town.station.sends("/broadcast")
    listed = await shows_button(town.station, t("✏️ New notice"))
    assert not any("Summer" in label for label in listed.labels)
    await town.approver.sends("/broadcast")
    await town.approver.presses("Summer")
    card = await town.approver.sees(t(GONE_OUT), t("From: the bot, by the policy"), t("all units"))
    assert card.labels == [t("See it as readers do"), t("‹ All notices")]
    await town.approver.presses(t("See it as readers do"))
    for language in NAMES:
        await town.approver.sees(WORDS[language], t(FOOTER, language))


# What workers hear of ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("locale", ["en", "zh_Hans"])
async def test_a_worker_chooses_what_to_hear_of(town: Town, locale: str) -> None:
    lin = await registered(town, town.lin, locale=locale)
    await lin.sends("/notifications")
    shown = await lin.sees(
        t("Messages about your own case, payments and your safety always arrive, whatever you choose here.", locale)
    )
    assert shown.labels[:3] == [
        f"✅ {t(name, locale)}" for name in ("Seasonal help", "Aid programmes", "Jobs and training")
    ]
    jobs = f"✅ {t('Jobs and training', locale)}"
    data = shown.data_of(jobs) or ""
    for _ in range(2):  # pressed twice in a hurry
        await lin.press_data(data, shown.id)
        assert await lin.toast() == t("Off: you will not hear of it.", locale)
    off = await shows_button(lin, f"⬜ {t('Jobs and training', locale)}")
    assert off.id == shown.id
    await lin.presses(f"⬜ {t('Jobs and training', locale)}")
    assert await lin.toast() == t("On: you will hear of it.", locale)
    await shows_button(lin, jobs)
    await lin.press_data("mt:gossip:1", shown.id)
    assert await lin.toast() == t("That button no longer works. Send /menu to see what I can do.", locale)
