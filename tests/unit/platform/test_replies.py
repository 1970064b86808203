"""The number of somebody's id or card is seen in a message wherever Telegram lets it stand, and nowhere else."""

from __future__ import annotations

from typing import Any

import pytest

from handlers.platform.replies import message_to_forget

ID = "990101199001010027"
SENDER = {"id": 1, "is_bot": False, "first_name": "x"}
PLAIN: dict[str, Any] = {"message_id": 7, "date": 0, "chat": {"id": 1, "type": "private"}, "from": SENDER}
HOME = {"longitude": 1.5, "latitude": 1.5}
OPTION = {"text": ID, "voter_count": 0, "persistent_id": "1"}
POLL = {
    "id": "1", "question": "Mine?", "options": [OPTION], "total_voter_count": 0, "is_closed": False, "type": "regular",
    "is_anonymous": True, "allows_multiple_answers": False, "allows_revoting": False, "members_only": False,
}  # fmt: skip
ANSWERED = PLAIN | {"message_id": 3, "text": ID}


@pytest.mark.parametrize(
    "said",
    [
        {"text": f"/case {ID}"}, {"caption": ID, "photo": []}, {"poll": POLL},
        {"location": HOME, "venue": {"location": HOME, "title": "Home", "address": f"Room 3, {ID}"}},
        {"contact": {"phone_number": "1", "first_name": "a", "vcard": f"BEGIN:VCARD\nNOTE:{ID}"}},
        {"text": "this", "quote": {"text": ID, "position": 0}},
        {"audio": {"file_id": "a", "file_unique_id": "b", "duration": 1, "title": ID}},
        {"text": "here", "entities": [{"type": "text_link", "offset": 0, "length": 4, "url": f"https://x.y/{ID}"}]},
    ],
)  # fmt: skip
def test_a_number_is_seen_wherever_it_stands(said: dict[str, Any]) -> None:
    assert message_to_forget({"update_id": 1, "message": PLAIN | said}) == 7
    assert message_to_forget({"update_id": 1, "edited_message": PLAIN | said}) == 7
    in_group = PLAIN | said | {"chat": {"id": -5, "type": "group", "title": "G"}}
    assert message_to_forget({"update_id": 1, "message": in_group}) is None, "its number is another's in private"


@pytest.mark.parametrize(
    "said",
    [
        {"text": "hello", "reply_to_message": ANSWERED},
        {"photo": [{"file_id": f"A-{ID}", "file_unique_id": f"B-{ID}", "width": 1, "height": 1}],
         "media_group_id": "13837748237482374"},
    ],
)  # fmt: skip
def test_what_another_message_says_and_how_telegram_names_things_is_not_meant(said: dict[str, Any]) -> None:
    assert message_to_forget({"update_id": 1, "message": PLAIN | said}) is None


def test_what_is_no_message_is_no_trouble() -> None:
    assert message_to_forget({"update_id": 1}) is None
    assert message_to_forget({"update_id": 1, "message": "?"}) is None
    assert message_to_forget({"update_id": 1, "message": {"text": ID}}) is None
