"""What Telegram refuses, the simulator refuses, in the same words."""

import json
from typing import Any

import httpx
import pytest

from simulator import SimulatorClient
from tests.simulator.conftest import TOKEN

NOT_PARSED = "can't parse entities: "
REFUSED: list[tuple[str, dict[str, Any], str]] = [
    ("sendMessage", {"chat_id": 1001}, "message text is empty"),
    ("sendMessage", {"chat_id": 1001, "text": "  \n "}, "text must be non-empty"),
    ("sendMessage", {"text": "x"}, "chat_id is empty"),
    ("sendMessage", {"chat_id": 5, "text": "x"}, "chat not found"),
    ("sendMessage", {"chat_id": "@nobody", "text": "x"}, "chat not found"),
    ("sendMessage", {"chat_id": 1001, "text": "x" * 4097}, "message is too long"),
    ("sendMessage", {"chat_id": 1001, "text": "😀" * 2049}, "message is too long"),
    ("sendMessage", {"chat_id": 1001, "text": "x", "parse_mode": "BBCode"}, "unsupported parse_mode"),
    ("editMessageText", {"chat_id": 1001, "message_id": 9, "text": "x"}, "message to edit not found"),
    ("editMessageText", {"chat_id": 1001, "text": "x"}, "message identifier is not specified"),
    ("editMessageText", {"chat_id": 1001, "message_id": 1, "text": "x"}, "message can't be edited"),
    ("deleteMessage", {"chat_id": 1001, "message_id": 9}, "message to delete not found"),
    ("sendDocument", {"chat_id": 1001}, "there is no document in the request"),
    ("sendDocument", {"chat_id": 1001, "document": "nonsense"}, "wrong file identifier/HTTP URL specified"),
    ("sendPhoto", {"chat_id": 1001, "photo": "https://example.org/a.png"}, "failed to get HTTP URL content"),
    ("sendMediaGroup", {"chat_id": 1001, "media": []}, "there are no messages to send"),
    ("getFile", {"file_id": "x"}, "wrong file_id or the file is temporarily unavailable"),
    ("sendChatAction", {"chat_id": 1001, "action": "dance"}, "wrong parameter action in request"),
    ("setMyCommands", {"commands": [{"command": "Bad Name", "description": "x"}]}, "BOT_COMMAND_INVALID"),
    ("setMyCommands", {"commands": [], "language_code": "zh-hans"}, "invalid language code specified"),
    ("setMyCommands", {"commands": [], "scope": {"type": "chat", "chat_id": 5}}, "chat not found"),
    ("setWebhook", {"url": "ftp://x"}, "bad webhook: invalid URL"),
    ("setWebhook", {"url": "http://x", "secret_token": "不行"}, "secret token contains unallowed characters"),
    (
        "answerCallbackQuery",
        {"callback_query_id": "1"},
        "query is too old and response timeout expired or query ID is invalid",
    ),
    (
        "sendMessage",
        {"chat_id": 1001, "text": "x", "reply_parameters": {"message_id": 99}},
        "message to be replied not found",
    ),
]
HTML = [
    ("<b>x", 'Can\'t find end tag corresponding to start tag "b"'),
    ("好<script>x</script>", 'Unsupported start tag "script" at byte offset 3'),
    ("<b><i>test</b></i>", 'Unmatched end tag at byte offset 10, expected "</i>", found "</b>"'),
    ("x</b>", "Unexpected end tag at byte offset 1"),
    ("a < b", "Unclosed start tag at byte offset 2"),
    ("<b", "Unclosed start tag at byte offset 0"),
    ("<span>x</span>", 'Tag "span" must have class "tg-spoiler" at byte offset 0'),
    ("<{0}>", 'Unsupported start tag "{0}" at byte offset 0'),
]
MARKUPS: list[tuple[Any, str]] = [
    ({"inline_keyboard": "bad"}, 'field "inline_keyboard" must be of type Array'),
    ({"inline_keyboard": [{}]}, 'field "inline_keyboard" must be an Array of Arrays'),
    (
        {"inline_keyboard": [[{"callback_data": "x"}]]},
        "can't parse inline keyboard button: Can't find field \"text\"",
    ),
    ({"inline_keyboard": [[{"text": "x", "callback_data": "字" * 22}]]}, "BUTTON_DATA_INVALID"),
    (
        {"inline_keyboard": [[{"text": "x", "callback_data": ""}]]},
        "can't parse inline keyboard button: Text buttons are unallowed in the inline keyboard",
    ),
    (
        {"inline_keyboard": [[{"text": "x", "url": "not-a-url"}]]},
        "inline keyboard button URL 'not-a-url' is invalid: Wrong HTTP URL",
    ),
    (
        {"inline_keyboard": [[{"text": "x", "url": "ftp://example.com"}]]},
        "inline keyboard button URL 'ftp://example.com' is invalid: Unsupported URL protocol",
    ),
    ({"inline_keyboard": [[{"text": "x", "callback_data": "y"}]] * 101}, "reply markup is too long"),
    ({"keyboard": "bad"}, 'field "keyboard" must be of type Array'),
    ({"keyboard": [["a"]], "resize_keyboard": "yes"}, 'field "resize_keyboard" must be of type Boolean'),
    ([1], "object expected as reply markup"),
    ("{broken", "can't parse reply markup JSON object"),
]


async def call(url: str, method: str, params: dict[str, Any], token: str = TOKEN) -> dict[str, Any]:
    async with httpx.AsyncClient() as http:
        answer = (await http.post(f"{url}/bot{token}/{method}", json=params)).json()
    assert isinstance(answer, dict)
    return answer


@pytest.fixture(autouse=True)
async def _started(client: SimulatorClient) -> None:
    await client.player(1001).sends("/start")


@pytest.mark.parametrize(("method", "params", "words"), REFUSED, ids=[words for _, _, words in REFUSED])
async def test_a_bad_call_is_refused(url: str, method: str, params: dict[str, Any], words: str) -> None:
    answer = await call(url, method, params)
    assert (answer["ok"], answer["error_code"], answer["description"]) == (False, 400, f"Bad Request: {words}")


@pytest.mark.parametrize(("text", "words"), HTML)
async def test_broken_html_is_refused(url: str, text: str, words: str) -> None:
    answer = await call(url, "sendMessage", {"chat_id": 1001, "text": text, "parse_mode": "HTML"})
    assert answer["description"] == f"Bad Request: {NOT_PARSED}{words}"


@pytest.mark.parametrize(("markup", "words"), MARKUPS, ids=[words for _, words in MARKUPS])
async def test_a_bad_keyboard_is_refused(url: str, markup: Any, words: str) -> None:
    answer = await call(url, "sendMessage", {"chat_id": 1001, "text": "x", "reply_markup": markup})
    assert answer["description"] == f"Bad Request: {words}"


async def test_html_becomes_entities(url: str) -> None:
    text = (
        " 😀<b>粗<i>斜</i></b> &lt;x&gt; <a href='https://example.org/?a=1&amp;b=2'>链</a> "
        "<tg-spoiler>密</tg-spoiler>\n"
        "<blockquote expandable>引</blockquote><pre><code class='language-python'>x</code></pre>"
    )
    result = (await call(url, "sendMessage", {"chat_id": 1001, "text": text, "parse_mode": "HTML"}))["result"]
    assert result["text"] == "😀粗斜 <x> 链 密\n引x"
    entities = {entity["type"]: entity for entity in result["entities"]}
    assert entities["bold"] == {"type": "bold", "offset": 2, "length": 2}
    assert entities["italic"] == {"type": "italic", "offset": 3, "length": 1}
    assert entities["text_link"]["url"] == "https://example.org/?a=1&b=2"
    assert entities["spoiler"]["offset"] == 11
    assert "expandable_blockquote" in entities
    assert entities["code"]["language"] == "python"


async def test_length_counts_after_entities(url: str) -> None:
    text = f"<b>{'x' * 4096}</b>"
    assert (await call(url, "sendMessage", {"chat_id": 1001, "text": text, "parse_mode": "HTML"}))["ok"]
    long_caption = {"chat_id": 1001, "document": "x", "caption": "字" * 1025}
    assert (await call(url, "sendDocument", long_caption))["description"].endswith("message caption is too long")


async def test_the_same_edit_again_is_refused(url: str) -> None:
    markup = {"inline_keyboard": [[{"text": "好", "callback_data": "ok"}]]}
    sent = (await call(url, "sendMessage", {"chat_id": 1001, "text": "x", "reply_markup": markup}))["result"]
    same = {"chat_id": 1001, "message_id": sent["message_id"], "text": "x", "reply_markup": markup}
    assert "message is not modified" in (await call(url, "editMessageText", same))["description"]
    bare = (await call(url, "editMessageText", {**same, "reply_markup": None}))["result"]
    assert "reply_markup" not in bare
    caption = {"chat_id": 1001, "message_id": sent["message_id"], "caption": "y"}
    assert "no caption in the message" in (await call(url, "editMessageCaption", caption))["description"]


async def test_a_query_is_answered_once(url: str, client: SimulatorClient) -> None:
    player = client.player(1001)
    await player.press_data("forged", 12345)
    updates = (await call(url, "getUpdates", {"timeout": 1}))["result"]
    query = updates[-1]["callback_query"]
    assert query["message"] == {"chat": query["message"]["chat"], "message_id": 12345, "date": 0}
    answer = {"callback_query_id": query["id"], "text": "好"}
    assert (await call(url, "answerCallbackQuery", answer))["result"] is True
    assert "query is too old" in (await call(url, "answerCallbackQuery", answer))["description"]
    assert await player.toast() == "好"


async def test_who_may_be_written_to(url: str, client: SimulatorClient) -> None:
    never = await call(url, "sendMessage", {"chat_id": 1002, "text": "x"})
    assert never["description"] == "Forbidden: bot can't initiate conversation with a user"
    await client.player(1001).blocks()
    blocked = await call(url, "sendMessage", {"chat_id": 1001, "text": "x"})
    assert (blocked["error_code"], blocked["description"]) == (403, "Forbidden: bot was blocked by the user")
    await client.player(1001).unblocks()
    assert (await call(url, "sendMessage", {"chat_id": 1001, "text": "x"}))["ok"]


async def test_wrong_tokens_and_methods(url: str) -> None:
    assert (await call(url, "getMe", {}, token="7:wrong"))["error_code"] == 401
    assert (await call(url, "getMe", {}, token="nonsense"))["error_code"] == 404
    assert (await call(url, "danceForMe", {}))["description"] == "Not Found: method not found"
    assert (await call(url, "GETME", {}))["ok"]


async def test_forms_and_queries_are_read_like_json(url: str) -> None:
    markup = json.dumps({"inline_keyboard": [[{"text": "好", "callback_data": "ok"}]]})
    async with httpx.AsyncClient() as http:
        form = {"chat_id": "1001", "text": "x", "reply_markup": markup}
        answer = (await http.post(f"{url}/bot{TOKEN}/sendMessage", data=form)).json()
        assert answer["result"]["reply_markup"]["inline_keyboard"][0][0]["text"] == "好"
        assert (await http.get(f"{url}/bot{TOKEN}/sendMessage?chat_id=1001&text=y")).json()["ok"]


async def test_a_large_file_cannot_be_fetched(url: str, client: SimulatorClient) -> None:
    await client.player(1001).uploads(("big.bin", bytes(21 * 1024 * 1024), "application/octet-stream"))
    update = (await call(url, "getUpdates", {"timeout": 1}))["result"][-1]
    file_id = update["message"]["document"]["file_id"]
    assert (await call(url, "getFile", {"file_id": file_id}))["description"] == "Bad Request: file is too big"


async def test_a_photo_must_be_a_picture(url: str) -> None:
    async with httpx.AsyncClient() as http:
        files = {"photo": ("a.png", b"not a picture", "image/png")}
        answer = (await http.post(f"{url}/bot{TOKEN}/sendPhoto", data={"chat_id": "1001"}, files=files)).json()
    assert answer["description"] == "Bad Request: IMAGE_PROCESS_FAILED"
