"""Updates as other Bot API servers send them, newer or older: kinds and fields unknown to the library, or not there."""

from __future__ import annotations

from typing import Any

from tests.road.stage import ANA, BEN, AnyWords, Road, echo
from tests.road.test_handling import HOOK, in_group, post, update

WHO = {"id": ANA, "is_bot": False, "first_name": "A", "language_code": "en"}
CHAT = {"id": ANA, "type": "private", "first_name": "A"}
CHANNEL = {"id": -1005, "type": "channel", "title": "News"}
PHOTO = [{"file_id": "f", "file_unique_id": "u", "width": 9, "height": 9, "file_size": 9}]
ID = "990101199001010027"


def message(**parts: Any) -> dict[str, Any]:
    """A message without words, with these parts instead."""
    one = update(1, "")["message"]
    del one["text"]
    return {"update_id": 1, "message": one | parts}


SAID: dict[str, dict[str, Any]] = {
    "story": message(story={"chat": CHAT, "id": 3}),
    "paid media": message(paid_media={"star_count": 5, "paid_media": [{"type": "preview", "width": 1}]}),
    "paid media of a kind to come": message(paid_media={"star_count": 5, "paid_media": [{"type": "hologram"}]}),
    "giveaway": message(giveaway={"chats": [CHANNEL], "winners_selection_date": 1, "winner_count": 1}),
    "gift": message(gift={"gift": {"id": "1"}}),
    "unique gift": message(unique_gift={"gift": {}, "origin": "upgrade"}),
    "checklist": message(checklist={"title": "To do", "tasks": [{"id": 1, "text": "buy"}]}),
    "checklist done": message(checklist_tasks_done={"marked_as_done_task_ids": [1]}),
    "poll": message(poll={"id": "1", "question": "?", "options": [{"text": "a", "voter_count": 0}],
                          "total_voter_count": 0, "is_closed": False, "is_anonymous": True, "type": "regular",
                          "allows_multiple_answers": False}),
    "poll of years ago": message(poll={"id": "1", "question": "?", "options": []}),
    "a kind to come": message(telepathy={"thought": "?"}),
    "nothing": message(),
    "words that are a number": message(text=7),
    "words and an effect": message(text="hello", effect_id="5", is_from_offline=True, paid_star_count=3),
    "words by a business bot": message(text="hello", sender_business_bot=WHO | {"is_bot": True}),
    "a direct topic": message(text="hello", direct_messages_topic={"topic_id": 1}),
    "suggested post": message(suggested_post_info={"state": "pending"}),
    "boost": message(boost_added={"boost_count": 1}),
    "background": message(chat_background_set={"type": {"type": "wallpaper"}}),
    "users shared": message(users_shared={"request_id": 1, "users": [{"user_id": 5}]}),
    "web app": message(web_app_data={"data": "x", "button_text": "y"}),
    "dice": message(dice={"emoji": "🎲", "value": 3}),
    "game": message(game={"title": "x", "description": "y", "photo": PHOTO}),
    "venue": message(venue={"location": {"latitude": 1, "longitude": 1}, "title": "x", "address": "y"}),
    "location that lives": message(location={"latitude": 1, "longitude": 1, "live_period": 900}),
    "voice": message(voice={"file_id": "f", "file_unique_id": "u", "duration": 1}),
    "round video": message(video_note={"file_id": "f", "file_unique_id": "u", "duration": 1, "length": 9}),
    "forwarded": message(text="hello", forward_origin={"type": "hidden_user", "sender_user_name": "x", "date": 1}),
    "forwarded in a way to come": message(text="hello", forward_origin={"type": "martian", "date": 1}),
    "forwarded by an old server": message(text="hello", forward_from=WHO, forward_date=1),
    "reply to what is gone": message(text="hello", reply_to_message={"message_id": 9, "date": 0, "chat": CHAT}),
    "no names": message(text="hello", **{"from": {"id": ANA, "is_bot": False, "first_name": ""}}),
    "no language": message(text="hello", **{"from": {"id": ANA, "is_bot": False, "first_name": "A"}}),
    "entities to come": message(text="hello", entities=[{"type": "hologram", "offset": 0, "length": 5}]),
    "entities that are wrong": message(text="/start", entities=[{"type": "bot_command", "offset": 3, "length": 99}]),
    "a photo without sizes": message(photo=[]),
    "a date far away": message(text="hello", date=99_999_999_999),
    "no date": message(text="hello", date=0),
    "press under an inline message": {"update_id": 1, "callback_query": {
        "id": "1", "from": WHO, "chat_instance": "1", "data": "m:menu", "inline_message_id": "x"}},
    "press under what is too old": {"update_id": 1, "callback_query": {
        "id": "1", "from": WHO, "chat_instance": "1", "data": "m:menu",
        "message": {"message_id": 5, "date": 0, "chat": CHAT}}},
    "press of a game": {"update_id": 1, "callback_query": {
        "id": "1", "from": WHO, "chat_instance": "1", "game_short_name": "x"}},
}  # fmt: skip

# What is not said to the bot in a private chat: nobody becomes a person by it, and nobody is answered.
ELSEWHERE: dict[str, dict[str, Any]] = {
    "channel post": {"update_id": 1, "channel_post": {"message_id": 1, "date": 1, "chat": CHANNEL, "text": ID}},
    "edited channel post": {"update_id": 1, "edited_channel_post": {
        "message_id": 1, "date": 1, "chat": CHANNEL, "text": "x"}},
    "business message": {"update_id": 1, "business_message": message(
        text=ID, business_connection_id="b")["message"]},
    "edited business message": {"update_id": 1, "edited_business_message": message(
        text="x", business_connection_id="b")["message"]},
    "deleted business messages": {"update_id": 1, "deleted_business_messages": {
        "business_connection_id": "b", "chat": CHAT, "message_ids": [1]}},
    "business connection": {"update_id": 1, "business_connection": {
        "id": "b", "user": WHO, "user_chat_id": ANA, "date": 1, "is_enabled": True, "can_reply": True}},
    "reaction": {"update_id": 1, "message_reaction": {
        "chat": CHAT, "message_id": 1, "user": WHO, "date": 1, "old_reaction": [], "new_reaction": []}},
    "reaction counts": {"update_id": 1, "message_reaction_count": {
        "chat": CHANNEL, "message_id": 1, "date": 1, "reactions": []}},
    "inline query": {"update_id": 1, "inline_query": {"id": "1", "from": WHO, "query": ID, "offset": ""}},
    "chosen result": {"update_id": 1, "chosen_inline_result": {"result_id": "1", "from": WHO, "query": "x"}},
    "poll": {"update_id": 1, "poll": {"id": "1", "question": "?", "options": [], "total_voter_count": 0}},
    "poll answer": {"update_id": 1, "poll_answer": {"poll_id": "1", "user": WHO, "option_ids": [0]}},
    "boost": {"update_id": 1, "chat_boost": {"chat": CHANNEL, "boost": {
        "boost_id": "1", "add_date": 1, "expiration_date": 2, "source": {"source": "premium", "user": WHO}}}},
    "boost away": {"update_id": 1, "removed_chat_boost": {"chat": CHANNEL, "boost_id": "1", "remove_date": 1}},
    "join request": {"update_id": 1, "chat_join_request": {
        "chat": CHANNEL, "from": WHO, "user_chat_id": ANA, "date": 1}},
    "purchased media": {"update_id": 1, "purchased_paid_media": {"from": WHO, "paid_media_payload": "x"}},
    "checkout": {"update_id": 1, "pre_checkout_query": {
        "id": "1", "from": WHO, "currency": "XTR", "total_amount": 1, "invoice_payload": "x"}},
    "guest message": {"update_id": 1, "guest_message": message(text=ID)["message"]},
    "a kind to come": {"update_id": 1, "telepathy": {"from": WHO, "thought": ID}},
    "a group's topic": in_group(1, is_topic_message=True, message_thread_id=4),
    "a channel in a group": in_group(1, sender_chat=CHANNEL, **{"from": {
        "id": 136817688, "is_bot": True, "first_name": "Channel"}}),
    "forwarded by a linked channel": in_group(1, sender_chat=CHANNEL, is_automatic_forward=True, **{"from": {
        "id": 777000, "is_bot": False, "first_name": "Telegram"}}),
    "by nobody": {"update_id": 1, "message": {
        "message_id": 1, "date": 1, "chat": CHAT | {"id": -7, "type": "supergroup"}, "text": "x"}},
    "a private chat with a bot": message(text="x", **{"from": WHO | {"is_bot": True}}),
}  # fmt: skip


async def test_what_other_servers_send_is_answered_or_left_and_holds_up_nobody(road: Road) -> None:
    async with road.running(**HOOK) as program:
        for number, kind in enumerate(SAID, 1):
            assert await post(program, SAID[kind] | {"update_id": number}) == 200, kind
        assert await post(program, update(900, "/menu")) == 200
        await road.until("SELECT state FROM inbox WHERE update_id = 900", lambda found: found[0].state == "done")
        odd = road.rows("SELECT update_id, state, error, attempts FROM inbox WHERE state <> 'done'")
    assert {row.error for row in odd} <= {"Unreadable"}
    assert all(row.attempts == 1 for row in odd)


async def test_what_is_not_said_to_the_bot_makes_nobody_a_person(road: Road) -> None:
    async with road.running(AnyWords(echo), **HOOK) as program:
        for number, kind in enumerate(ELSEWHERE, 1):
            assert await post(program, ELSEWHERE[kind] | {"update_id": number}) == 200, kind
        assert await post(program, update(900, "hello", BEN)) == 200
        await road.until("SELECT state FROM inbox WHERE update_id = 900", lambda found: found[0].state == "done")
        assert road.rows("SELECT update_id FROM inbox WHERE state <> 'done'") == []
        assert len(road.rows("SELECT id FROM person")) == 1
        assert {row.chat_id for row in road.rows("SELECT chat_id FROM outbox")} == {BEN}
