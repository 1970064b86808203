"""From the inbox to the answer: order, redelivery, refusals, and updates that cannot be handled."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Any

import aiohttp
import pytest

from domain.platform.text import N_, Refusal
from handlers.platform.turn import Turn
from models.platform.outbox import SENT
from models.platform.setting import Setting
from services.people import row_of
from services.platform import inbox
from tests.road.stage import ANA, BEN, AnyWords, Road, echo, note

SECRET = "a-secret-of-the-tests"


class NotToday(Refusal):
    """What the test's route refuses with."""

    text = N_("Not today, please come back tomorrow.")


def update(number: int, words: str, person: int = ANA) -> dict[str, Any]:
    """Make an update as Telegram sends it."""
    who = {"id": person, "is_bot": False, "first_name": "A", "language_code": "en"}
    chat = {"id": person, "type": "private", "first_name": "A"}
    return {
        "update_id": number,
        "message": {"message_id": number, "from": who, "chat": chat, "date": 1_790_000_000, "text": words},
    }


@dataclass
class Failing:
    """A route's function that fails at certain words, so many times."""

    at: str
    times: int = 1_000_000
    seen: int = 0

    def __call__(self, turn: Turn) -> None:
        if turn.words == self.at and self.seen < self.times:
            self.seen += 1
            note(turn.session, f"half done {self.seen}")
            raise RuntimeError("ordered by a test")
        echo(turn)


@pytest.fixture
def quick_retries(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let failed updates be tried again at once."""
    monkeypatch.setattr(inbox, "PAUSES", (timedelta(milliseconds=10),) * 3)


async def post(program: Any, body: Any, secret: str = SECRET) -> int:
    """Post an update as Telegram does; return the status."""
    headers = {"X-Telegram-Bot-Api-Secret-Token": secret}
    url = f"{program.address}/telegram"
    async with aiohttp.ClientSession() as session, session.post(url, json=body, headers=headers) as answer:
        return answer.status


HOOK = {"webhook_url": "http://127.0.0.1:9", "webhook_secret": SECRET}


async def test_a_redelivered_update_changes_nothing(road: Road) -> None:
    async with road.running(AnyWords(echo), **HOOK) as program:
        await road.ana.sends("/start")
        for _ in range(3):
            assert await post(program, update(5001, "once")) == 200
        assert await post(program, update(5002, "last")) == 200
        await road.ana.sees("echo last")
        assert await post(program, update(5001, "once")) == 200
        assert await post(program, update(5003, "after")) == 200
        await road.ana.sees("echo after")
    assert [one.text for one in road.ana.messages].count("echo once") == 1


async def test_people_s_words_are_handled_in_their_order(road: Road) -> None:
    async with road.running(AnyWords(echo)):
        for number in range(20):
            await road.ana.sends(f"a{number}")
            await road.ben.sends(f"b{number}")
        await road.ana.sees("echo a19")
        await road.ben.sees("echo b19")
    for player, letter in ((road.ana, "a"), (road.ben, "b")):
        said = [one.text for one in player.messages if one.by_bot]
        assert said == [f"echo {letter}{number}" for number in range(20)]


async def test_a_failing_update_does_not_spoil_the_others_of_its_batch(road: Road, quick_retries: None) -> None:
    failing = Failing(at="bad", times=2)
    await road.ana.sends("good")
    await road.ben.sends("bad")
    await road.ana.sends("better")
    async with road.running(AnyWords(failing)):
        await road.ana.sees("echo better")
        await road.ben.sees("echo bad")
    assert [one.text for one in road.ana.messages if one.by_bot] == ["echo good", "echo better"]
    assert failing.seen >= 2
    assert road.rows("SELECT name FROM setting WHERE name LIKE 'half%'") == []


UNREAD: tuple[dict[str, Any], ...] = (
    {"poll": {"id": "1"}}, {"photo": "?"}, {"from": {"id": ANA}},
    {"poll": {"id": "1", "question": "990101199001010027"}},
)  # fmt: skip


@pytest.mark.parametrize("part", UNREAD)
async def test_what_cannot_be_read_is_parked_at_once_and_holds_up_nobody(road: Road, part: dict[str, Any]) -> None:
    for player in (road.ana, road.admin):
        await player.sends("/start")
    async with road.running(AnyWords(echo), **HOOK) as program:
        broken = update(1, "x")
        broken["message"] |= part
        assert await post(program, broken) == 200
        assert await post(program, update(2, "two")) == 200
        await road.ana.sees("PDF", "/menu")
        await road.ana.sees("echo two")
        await road.admin.sees("Unreadable")
    assert [tuple(row) for row in road.rows("SELECT state, attempts FROM inbox WHERE update_id = 1")] == [("parked", 1)]
    forgotten = len(road.rows("SELECT id FROM outbox WHERE kind = 'delete'"))
    assert forgotten == ("question" in part.get("poll", {})), "a number does not stay in the chat, read or not"


@pytest.mark.parametrize("lacking", ["chat_instance", "data", "message", "from", "id"])
async def test_a_press_that_lacks_something_is_a_sentence_and_holds_up_nobody(road: Road, lacking: str) -> None:
    async with road.running(**HOOK) as program:
        pressed = pressed_in_group(1)
        pressed["callback_query"]["message"]["chat"] = {"id": ANA, "type": "private", "first_name": "A"}
        del pressed["callback_query"][lacking]
        await road.ana.sends("/start")
        assert await post(program, pressed) == 200
        assert await post(program, update(2, "/menu")) == 200
        await road.until("SELECT state FROM inbox WHERE update_id = 2", lambda found: found[0].state == "done")
        (state,) = road.rows("SELECT state, error FROM inbox WHERE update_id = 1")
        assert tuple(state) in (("parked", "Unreadable"), ("done", None))
        if state.error and lacking != "from":
            await road.ana.sees("which button you pressed", "/menu")


def in_group(number: int, **more: Any) -> dict[str, Any]:
    """Make an update of a group."""
    said = update(number, "/start")
    said["message"] |= {"chat": {"id": -5, "type": "group", "title": "Talk"}, **more}
    return said


def pressed_in_group(number: int) -> dict[str, Any]:
    who = {"id": ANA, "is_bot": False, "first_name": "A", "language_code": "en"}
    return {
        "update_id": number,
        "callback_query": {"id": "1", "from": who, "chat_instance": "1", "data": "m:menu",
                           "message": in_group(number)["message"]},
    }  # fmt: skip


@pytest.mark.parametrize(
    "said",
    [
        in_group(1),
        in_group(1, text="110105194912310021"),
        in_group(1, **{"from": {"id": 1087968824, "is_bot": True, "first_name": "Group"}}),
        pressed_in_group(1),
    ],
)  # fmt: skip
async def test_a_group_is_not_answered_and_nobody_in_it_becomes_a_person(road: Road, said: dict[str, Any]) -> None:
    async with road.running(**HOOK) as program:
        assert await post(program, said) == 200
        await road.until("SELECT state FROM inbox WHERE state = 'done'", lambda found: len(found) == 1)
        assert road.rows("SELECT id FROM person") == []
        assert road.rows("SELECT kind FROM outbox WHERE chat_id <> 9001") == []


async def test_a_pin_or_a_timer_is_no_answer(road: Road) -> None:
    async with road.running(**HOOK) as program:
        pinned = update(1, "")
        del pinned["message"]["text"]
        pinned["message"]["pinned_message"] = update(0, "x")["message"]
        timer = update(2, "")
        del timer["message"]["text"]
        timer["message"]["message_auto_delete_timer_changed"] = {"message_auto_delete_time": 86400}
        for one in (pinned, timer):
            assert await post(program, one) == 200
        await road.until("SELECT state FROM inbox WHERE state = 'done'", lambda found: len(found) == 2)
        assert road.rows("SELECT kind FROM outbox WHERE chat_id = 1001") == []


async def test_an_update_that_was_parked_is_handled_by_a_press_once_the_reason_is_gone(
    road: Road, quick_retries: None
) -> None:
    failing = Failing("boom")
    async with road.running(AnyWords(failing)):
        await road.admin.sends("hello")
        await road.admin.sees("echo hello")
        await road.ana.sends("boom")
        await road.ana.sees("Something went wrong on our side")
        first = await road.admin.sees("Alarm: update", "RuntimeError")
        await road.admin.presses("Try again")
        parked = "SELECT attempts FROM inbox WHERE state = 'parked'"
        await road.until(parked, lambda rows: [row.attempts for row in rows] == [5])
        second = await road.admin.sees("Alarm: update", "RuntimeError")
        assert second.id != first.id
        failing.at = "mended"
        await road.admin.presses("Try again")
        await road.ana.sees("echo boom")
        assert sum("Something went wrong" in one.text for one in road.ana.messages) == 1
        assert road.rows("SELECT update_id FROM inbox WHERE state = 'parked'") == []


async def test_an_update_that_fails_for_ever_is_parked_and_everybody_is_told(road: Road, quick_retries: None) -> None:
    await road.admin.sends("hello")
    await road.ana.sends("hello")
    async with road.running(AnyWords(Failing(at="bad"))):
        await road.admin.sees("echo hello")
        await road.ana.sees("echo hello")
        await road.ana.sends("bad")
        await road.ana.sees("Something went wrong on our side")
        await road.admin.sees("Alarm: update", "RuntimeError", "parked")
        await road.ana.sends("good")
        await road.ana.sees("echo good")
    assert [tuple(row) for row in road.rows("SELECT state, attempts, error FROM inbox WHERE state <> 'done'")] == [
        ("parked", 4, "RuntimeError")
    ]
    assert road.rows("SELECT name FROM setting WHERE name LIKE 'half%'") == []


async def test_what_a_person_sends_after_a_failing_update_waits_for_it(road: Road, quick_retries: None) -> None:
    await road.ana.sends("bad")
    await road.ana.sends("second")
    await road.ben.sends("other")
    async with road.running(AnyWords(Failing(at="bad", times=3))):
        await road.ben.sees("echo other")
        await road.ana.sees("echo second")
    assert [one.text for one in road.ana.messages if one.by_bot] == ["echo bad", "echo second"]


async def test_a_refusal_after_a_change_undoes_the_change_and_is_told(road: Road) -> None:
    def refusing(turn: Turn) -> None:
        note(turn.session, f"kept {turn.words}")
        turn.say(NotToday().said)
        if turn.words == "no":
            raise NotToday
        row_of(turn.work).name = turn.words

    await road.ana.sends("yes")
    await road.ana.sends("no")
    async with road.running(AnyWords(refusing)):
        # Both answers read the same, so the second is not waited for by its words.
        await road.until("SELECT count(*) FROM inbox WHERE state = 'done'", lambda found: found[0][0] == 2)
        await road.until("SELECT count(*) FROM outbox WHERE state <> 'sent'", lambda found: found[0][0] == 0)
        await road.ana.refresh()
        await road.ana.sees("Not today")
    assert [row.name for row in road.rows("SELECT name FROM setting WHERE name LIKE 'kept%'")] == ["kept yes"]
    assert len([one for one in road.ana.messages if one.by_bot]) == 2


async def test_an_error_that_shows_only_at_the_commit_stays_with_its_update(road: Road, quick_retries: None) -> None:
    """A row that breaks a constraint is often written only when the transaction ends."""

    def writing(turn: Turn) -> None:
        if turn.words == "bad":
            turn.session.add(Setting(name="taken", value=None))  # type: ignore[arg-type]
        echo(turn)

    await road.ana.sends("bad")
    await road.ben.sends("good")
    async with road.running(AnyWords(writing)):
        await road.ben.sees("echo good")
        await road.until("SELECT state FROM inbox WHERE state = 'parked'", lambda found: len(found) == 1)


async def test_an_update_of_an_unknown_shape_stops_nobody(road: Road, quick_retries: None) -> None:
    async with road.running(AnyWords(echo), **HOOK) as program:
        await road.ben.sends("/start")
        strange = update(6001, "x")
        del strange["message"]["date"], strange["message"]["chat"]
        assert await post(program, strange) == 200
        assert await post(program, {"update_id": 6002, "message": {"from": {}}}) in (200, 400)
        assert await post(program, {"update_id": 6003}) == 200
        assert await post(program, update(6004, "fine", BEN)) == 200
        await road.ben.sees("echo fine")


async def test_the_first_answer_to_a_newcomer_is_in_their_language(road: Road) -> None:
    async with road.running():
        await road.ana.sends("/start")
        await road.ana.sees("Hello, I am your trade union's assistant")


async def test_answers_to_what_waited_while_the_bot_was_down_are_sent(road: Road) -> None:
    """At start the desk may be at work before the sender is."""
    async with road.running(AnyWords(echo), **HOOK) as program:
        await road.ana.sends("/start")
        program.desk.stop()
        assert await post(program, update(6999, "too late")) == 503
        with program.database.work() as session:
            waiting = [update(7000 + number, f"waiting {number}") for number in range(5)]
            inbox.store(session, waiting, now=program.clock.now())
    async with road.running(AnyWords(echo), **HOOK):
        await road.until("SELECT count(*) FROM inbox WHERE state <> 'done'", lambda found: found[0][0] == 0)
        await road.until("SELECT DISTINCT state FROM outbox", lambda found: [r.state for r in found] == [SENT])
