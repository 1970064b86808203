"""The card of a notice: who has it, how it changes, and what it says at each state; how readers see the notice."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from sqlmodel import Session, col, select, update

from delivery.rendering import render_plain
from domain.aid.buttons import ApplyTo
from domain.broadcasts.audience import Audience
from domain.platform.access import NotForYou
from domain.platform.messages import Attachment, Message, key, unpack_message
from domain.platform.text import Local, lines
from domain.policy.seasons import Topic
from models.broadcasts import Broadcast
from models.platform.outbox import FAILED, SENT, WITHDRAWN, Outbox
from models.units import Unit
from services import broadcasts
from services.broadcasts import cards as broadcast_cards
from services.broadcasts import scope, sending
from services.broadcasts import words as broadcast_words
from services.broadcasts.writing import compose
from services.platform import outbox
from tests.union import (
    ADMIN,
    APPROVER,
    APPROVER_TOO,
    CENTRE_REVIEWER,
    LIN,
    MONDAY,
    OTHER_STATION,
    STATION,
    STATION_TOO,
    ZONE,
    World,
)

WORDS = {"zh_Hans": "清凉饮料", "en": "Cool <drinks>"}
LABEL = lines(Local({"zh_Hans": "金秋助学", "en": "Study grant"}))
NOTICE = Message(Local(WORDS), ((key(LABEL, ApplyTo("golden_autumn")),),), attachment=Attachment("pic", True))


def written(world: World, *, by: int = STATION, **values: Any) -> int:
    """An officer writes a notice to station 2; `values` are set on it, as the broadcaster would."""
    with world.work() as session:
        one = compose(
            world.at_work(session, by), topic=Topic.SEASONAL, title="Drinks", message=NOTICE,
            audience=Audience(2), unit_id=2,
        )  # fmt: skip
        broadcast_cards.show_card(world.at_work(session), one.id, by)
        for name, value in values.items():
            setattr(one, name, value)
        return one.id


def drawn(world: World, number: int, **values: Any) -> None:
    """The notice comes to a state, and its cards follow."""
    with world.work() as session:
        one = session.get_one(Broadcast, number)
        for name, value in values.items():
            setattr(one, name, value)
        broadcast_cards.redraw(world.at_work(session), one)


def card(world: World, number: int, reader: int = STATION, **values: Any) -> str:
    """What the card says to somebody in a state."""
    with world.work() as session:
        one = session.get_one(Broadcast, number)
        for name, value in values.items():
            setattr(one, name, value)
        session.flush()
        message = broadcast_cards.message_of(world.at_work(session), one, reader)
    return render_plain(message.text, "en", timezone=ZONE)


def rows(session: Session, chat_id: int, kind: str) -> list[Outbox]:
    query = select(Outbox).where(Outbox.chat_id == chat_id, Outbox.kind == kind).order_by(col(Outbox.id))
    return list(session.exec(query))


def test_a_card_is_changed_and_shown_anew(world: World) -> None:
    number = written(world)
    drawn(world, number, state="ready", readers=7)
    with world.work() as session:
        broadcast_cards.show_card(world.at_work(session), number, STATION)
    drawn(world, number, state="scheduled", send_at=world.now)
    with world.work() as session:
        first, second = f"broadcast:{number}:card:{STATION}:1", f"broadcast:{number}:card:{STATION}:2"
        assert [row.key for row in rows(session, STATION, "send")] == [first, second]
        assert [row.target_key for row in rows(session, STATION, "edit")] == [first, first, second]
    assert "Shown again below." in world.edited(STATION)[1]
    assert "7 readers" in world.edited(STATION)[2]


def test_progress_skips_a_change_while_the_last_one_waits(world: World) -> None:
    number = written(world, state="sending", queued=4, delivered=1)
    drawn(world, number)
    drawn(world, number, delivered=2)
    assert len(world.edited(STATION)) == 1
    with world.work() as session:
        rows(session, STATION, "edit")[0].state = SENT
    drawn(world, number, delivered=3)
    assert len(world.edited(STATION)) == 2
    drawn(world, number, state="paused", started_at=world.now)
    assert len(world.edited(STATION)) == 3, "a change of state is always shown"


def test_a_finished_notice_brings_its_writer_the_report_as_a_new_message(world: World) -> None:
    number = written(world, state="sending", queued=2, delivered=2)
    drawn(world, number, state="finished")
    assert "It has gone out." in world.messages(STATION)[-1]
    assert world.edited(STATION) == ["📣 Drinks · Seasonal help\nShown again below."]


def test_colleagues_are_asked_and_the_first_answer_closes_all_cards(world: World) -> None:
    number = written(world, state="to_confirm", readers=900)
    colleagues = (STATION_TOO, CENTRE_REVIEWER, APPROVER, APPROVER_TOO)
    with world.work() as session:
        broadcast_cards.ask_colleagues(world.at_work(session), session.get_one(Broadcast, number))
    for colleague in colleagues:
        assert [f"bd:{number}:y", f"bd:{number}:n"] == world.presses(colleague)[:2]
        assert "Cool <drinks>" in "".join(world.messages(colleague))
    assert world.messages(OTHER_STATION) == []
    with world.work() as session:
        actor = world.actor(session, APPROVER)
        broadcasts.confirm(world.at_work(session).by(actor), number)
    for colleague in colleagues:
        assert "confirmed it. /broadcast shows how it goes on." in world.edited(colleague)[-1]
        assert world.presses(colleague) == []
    assert "confirmed your notice “Drinks”. It goes out at 20 July 2026, 09:00." in world.messages(STATION)[-1]
    edits = len(world.edited(APPROVER))
    drawn(world, number, state="sending")
    assert len(world.edited(APPROVER)) == edits, "a closed card stays as it is"


def test_a_refusal_tells_the_writer_why(world: World) -> None:
    number = written(world, state="to_confirm", readers=900)
    with world.work() as session:
        broadcasts.refuse(world.at_work(session, APPROVER), number, reason="The day is wrong")
    assert world.messages(STATION)[-1].endswith("refused your notice “Drinks”: The day is wrong")
    assert "Cancelled. Nobody got it." in world.edited(STATION)[-1]


def test_administrators_appoint_somebody_where_nobody_may_confirm(world: World, monkeypatch: Any) -> None:
    number = written(world, state="to_confirm", readers=900)
    monkeypatch.setattr(sending, "confirmers", lambda *_: [])
    for _ in range(2):
        with world.work() as session:
            broadcast_cards.ask_colleagues(world.at_work(session), session.get_one(Broadcast, number))
    assert [said for said in world.messages(ADMIN) if "/officers" in said] == [
        "The notice “Drinks” must be confirmed by a second officer, and there is none. Please appoint a reviewer or "
        "approver: /officers. They find it under /broadcast."
    ]
    assert "Nobody else can confirm it yet." in card(world, number)


def test_a_preview_is_what_readers_of_each_language_get(world: World) -> None:
    number = written(world)
    with world.work() as session:
        shown = broadcast_words.previews(unpack_message(session.get_one(Broadcast, number).body["message"]))
    told = [render_plain(one.text, "zh_Hant", timezone=ZONE) for one in shown]
    assert told[0].startswith("清凉饮料\n\n")
    assert told[1] == "Cool <drinks>\n\n/notifications: choose which notices you get"
    assert [one.keys[0][0].press for one in shown] == ["bx", "bx"]
    assert [render_plain(one.keys[0][0].label, "zh_Hant", timezone=ZONE) for one in shown] == [
        "金秋助学",
        "Study grant",
    ]
    assert all(one.attachment == NOTICE.attachment for one in shown)


def test_the_card_says_who_is_left_out_and_what_other_languages_get(world: World) -> None:
    number = written(world)
    excluded = {"not_registered": 3, "blocked": 2, "muted": 1, "other_language": 0}
    said = card(world, number, state="ready", readers=1, excluded=excluded)
    assert "1 reader\n" in said
    assert "Left out: 6 (not registered: 3, blocked the bot: 2, do not want this topic: 1)" in said
    assert "People who read 繁體中文 get 简体中文." in said
    assert "confirms" not in said
    assert "a colleague confirms it before it goes out" in card(world, number, readers=501)


def test_the_audience_is_told_in_words(world: World) -> None:
    number = written(world)
    audience = Audience(
        2, ("deep",), ("serious_illness", "gone"), "winter_warmth", True, "golden_autumn", True, ("en",)
    )
    said = card(world, number, audience=audience.to_json())
    assert "For: Unit 2 and all below; class: deep hardship; main cause: Serious illness, gone;" in said
    assert "; households of Winter warmth; have applied: Golden Autumn study grant; read English;" in said
    assert said.count("in the audience of heat warnings") == 1


@pytest.mark.parametrize(
    ("left", "words"),
    [
        (1, "It still takes a minute at most."),
        (1500, "It still takes a minute at most."),
        (1501, "It still takes about 2 minutes."),
        (600_000, "It still takes about 7 hours."),
    ],
)
def test_the_card_says_how_long_it_still_takes(world: World, left: int, words: str) -> None:
    number = written(world)
    assert words in card(world, number, state="sending", queued=left + 10, delivered=10)


def test_the_bar_is_full_only_at_the_end(world: World) -> None:
    assert broadcast_words.bar(999, 1000) == "▰▰▰▰▰▰▰▰▰▱"
    assert broadcast_words.bar(1000, 1000) == "▰" * 10
    assert broadcast_words.bar(0, 0) == "▱" * 10


def test_in_quiet_hours_the_card_says_when_it_goes_on(world: World) -> None:
    number = written(world)
    world.now = MONDAY.replace(hour=22)
    assert "These are quiet hours. Sent now, it goes out at 21 July 2026, 08:00." in card(
        world, number, state="ready", readers=2
    )
    assert "Quiet hours: it goes on at 21 July 2026, 08:00." in card(world, number, state="sending", queued=9)
    later = world.now + timedelta(minutes=30)
    assert "It goes out at 21 July 2026, 08:00." in card(world, number, state="scheduled", send_at=later)


def test_the_report_gives_reasons_in_plain_words_where_they_are_known(world: World) -> None:
    number = written(world)
    errors = ("Bad Request: chat not found", "Odd trouble", "blocked", WITHDRAWN)
    with world.work() as session:
        for place, error in enumerate(errors):
            session.add(
                Outbox(chat_id=100 + place, kind="send", body={}, priority=outbox.BROADCAST, state=FAILED, error=error,
                       created_at=world.now, broadcast_id=number)
            )  # fmt: skip
    said = card(world, number, state="finished", queued=10, delivered=5, failed=3, blocked=1, in_doubt=1)
    assert "Delivered: 5\nBlocked the bot: 1\nFailed: 3\n" in said
    assert "– Telegram does not find the chat: the account is gone, or never wrote to the bot: 1" in said
    assert "– Odd trouble: 1" in said
    assert "– blocked" not in said
    assert "– withdrew the consent to use their data, so it was not sent: 1" in said
    assert "Uncertain: 1. The program was stopped" in said


def test_an_audience_is_found_in_the_other_kind_of_signs(world: World) -> None:
    with world.work() as session:
        session.get_one(Unit, 4).name = session.get_one(Unit, 5).name = "示例机械厂"
    with world.work() as session:
        station = world.at_work(session).by(world.actor(session, STATION))
        assert [unit.id for unit in scope.search_units(station, "機械廠")] == [4], "and only below their own unit"


def test_officers_write_to_the_units_they_cover(world: World) -> None:
    with world.work() as session:
        station, centre = world.actor(session, STATION), world.actor(session, APPROVER)
        assert [unit.id for unit in scope.units_covered(world.at_work(session).by(station), most=9)] == [2, 4]
        assert [unit.id for unit in scope.units_covered(world.at_work(session).by(centre), most=3)] == [
            1,
            2,
            4,
        ]
        assert [unit.id for unit in scope.search_units(world.at_work(session).by(station), "unit")] == [2, 4]
        assert scope.search_units(world.at_work(session, LIN), "unit") == []
        session.get_one(Unit, 4).name, session.get_one(Unit, 4).name_en = "机械厂一车间", "Machine Works"
        session.flush()
        for typed in ("機械廠", "机械", "machine works"):
            assert [one.id for one in scope.search_units(world.at_work(session).by(station), typed)] == [4]
        assert scope.sender_of(world.at_work(session).by(station), 4) == 2
        assert scope.sender_of(world.at_work(session).by(centre), 4) == 1
        with pytest.raises(NotForYou):
            scope.sender_of(world.at_work(session).by(station), 3)


# Nobody confirms -----------------------------------------------------------------------------------------------------

JOB = "call on colleagues for notices"


def waits_of(world: World, person_id: int) -> int:
    return sum("still waits for a second officer" in text for text in world.messages(person_id))


def test_a_notice_that_nobody_confirms_is_reminded_of_and_goes_back_to_its_writer(world: World) -> None:
    number = written(world, state="ready", readers=900)
    with world.work() as session:
        broadcasts.send(world.at_work(session, STATION), number)
    for day in (1, 2, 5, 10):
        world.now = MONDAY + timedelta(days=day)
        for _ in range(2):
            world.keeps_up(JOB)
    assert waits_of(world, STATION_TOO) == 2
    assert waits_of(world, STATION) == 0
    with world.work() as session:
        assert session.get_one(Broadcast, number).state == "to_confirm"
        session.execute(update(Outbox).values(state=SENT, sent_at=Outbox.created_at))
    world.now = MONDAY + timedelta(days=16)
    for _ in range(2):
        world.keeps_up(JOB)
    with world.work() as session:
        assert session.get_one(Broadcast, number).state == "cancelled"
    assert sum("Nobody confirmed your notice" in text for text in world.messages(STATION)) == 1
    assert "went back to its writer" in world.edited(STATION_TOO)[-1]
    assert any(press.startswith("bd:") for press in world.presses(STATION)), "and can be changed and sent again"


@pytest.mark.parametrize("state", ["ready", "paused"])
def test_a_notice_that_its_writer_leaves_is_reminded_of_and_cancelled(world: World, state: str) -> None:
    number = written(world, state=state, readers=900)

    def told(words: str) -> int:
        return sum(words in text for text in world.messages(STATION))

    for day in (0, 1, 2, 7, 14):
        world.now = MONDAY + timedelta(days=day)
        for _ in range(2):
            world.keeps_up(JOB)
        with world.work() as session:
            session.execute(update(Outbox).values(state=SENT, sent_at=Outbox.created_at))
    assert told("under /broadcast by 3 August 2026; after that it is cancelled") == 2
    assert told("so it is cancelled") == 0
    world.now = MONDAY + timedelta(days=15)
    for _ in range(2):
        world.keeps_up(JOB)
    assert told("so it is cancelled") == 1
    with world.work() as session:
        assert session.get_one(Broadcast, number).state == "cancelled"


def test_a_notice_that_goes_on_waits_for_nobody(world: World) -> None:
    number = written(world, state="paused", readers=9)
    world.keeps_up(JOB)
    with world.work() as session:
        assert session.get_one(Broadcast, number).waits_until is not None
        broadcasts.resume(world.at_work(session, STATION), number)
    with world.work() as session:
        assert session.get_one(Broadcast, number).waits_until is None
