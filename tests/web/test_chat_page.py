"""The chat page in a real browser, with a tiny bot behind it."""

import asyncio
from pathlib import Path

import pytest
from playwright.async_api import Locator, Page, expect

from simulator import Player, serving
from simulator.server import Simulator
from tests.web.conftest import NASTY, PEOPLE, ROOM, Clock, Stage
from tests.web.tinybot import TOKEN, png

pytestmark = [
    pytest.mark.browser,
    pytest.mark.xdist_group("one at a time"),
    pytest.mark.asyncio(loop_scope="module"),  # that of the browser
]


def column(page: Page, chat_id: int) -> Locator:
    return page.locator(f'.column[data-chat="{chat_id}"]')


async def open_chat(page: Page, chat_id: int) -> Locator:
    await page.locator(f'.cast-item[data-chat="{chat_id}"] .open').click()
    return column(page, chat_id)


async def open_beside(page: Page, chat_id: int) -> Locator:
    item = page.locator(f'.cast-item[data-chat="{chat_id}"]')
    await item.hover()
    await item.locator(".beside").click()
    return column(page, chat_id)


async def write(chat: Locator, text: str) -> None:
    await chat.locator("textarea").fill(text)
    await chat.locator("textarea").press("Enter")


async def test_the_hint_names_who_to_play_first(stage: Stage) -> None:
    page = await stage.page()
    await expect(page.locator(".hint")).to_contain_text("先扮演王建国")
    await page.locator(".hint .primary").click()
    await expect(column(page, 1001)).to_be_visible()
    await expect(page.locator(".hint")).to_have_count(0)
    await page.reload()
    await expect(column(page, 1001)).to_be_visible()
    await expect(page.locator(".hint")).to_have_count(0)


async def test_two_chats_side_by_side(stage: Stage) -> None:
    page = await stage.page()
    worker = await open_chat(page, 1001)
    await worker.locator(".start").click()
    await expect(worker.locator(".from-bot")).to_contain_text("您好，建国")
    await expect(worker.locator(".from-bot b").first).to_have_text("您好，建国！")
    officer = await open_beside(page, 1003)
    await expect(worker).to_be_visible()
    await officer.locator(".start").click()
    await expect(officer.locator(".from-bot")).to_contain_text("Anna")
    await write(officer, "side by side")
    await expect(officer.locator(".from-bot").last).to_contain_text("side by side")
    await expect(worker.locator(".message")).to_have_count(2)


async def test_unread_marks_and_the_channel(stage: Stage) -> None:
    page = await stage.page()
    worker = await open_chat(page, 1001)
    await worker.locator(".start").click()
    await worker.get_by_role("button", name="申请金秋助学").click()
    badge = page.locator(f'.cast-item[data-chat="{ROOM.id}"] .badge')
    await expect(badge).to_have_text("1")
    await expect(worker.locator(".from-bot")).to_have_count(0)
    room = await open_beside(page, ROOM.id)
    await expect(room.locator(".from-bot")).to_contain_text("公示：张某某")
    await expect(badge).to_have_count(0)


async def test_pressing_shows_loading_toast_edit_and_alert(stage: Stage) -> None:
    page = await stage.page()
    worker = await open_chat(page, 1001)
    await worker.locator(".start").click()
    stage.bot.hold.clear()
    await worker.get_by_role("button", name="困难自报").click()
    await expect(worker.locator(".inline-keyboard .busy")).to_have_text("困难自报")
    stage.bot.hold.set()
    await expect(worker.locator(".toast")).to_have_text("已开始自报")
    await expect(worker.locator(".from-bot .text")).to_contain_text("第 1 题")
    await expect(worker.locator(".from-bot .edited")).to_be_visible()
    await expect(worker.locator(".busy")).to_have_count(0)
    await worker.get_by_role("button", name="我的事项").click()
    await expect(page.locator("dialog.alert")).to_contain_text("您还没有事项")
    await page.locator("dialog.alert button").click()
    await expect(page.locator("dialog")).to_have_count(0)


async def test_files_go_up_and_down(stage: Stage, tmp_path: Path) -> None:
    page = await stage.page()
    worker = await open_chat(page, 1001)
    await worker.locator(".start").click()
    papers = [tmp_path / "诊断证明.pdf", tmp_path / "病历.pdf"]
    for paper in papers:
        paper.write_bytes(b"%PDF-1.4 " + paper.name.encode())
    async with page.expect_file_chooser() as chooser:
        await worker.get_by_role("button", name="附件").click()
        await worker.get_by_role("menuitem", name="文件").click()
    await (await chooser.value).set_files(papers)
    await expect(worker.locator(".from-me .document")).to_have_count(2)
    player = stage.client.player(1001)
    await player.refresh()
    albums = {message.raw.get("media_group_id") for message in player.messages if message.file_name}
    assert len(albums) == 1
    assert None not in albums
    await write(worker, "/files")
    await expect(worker.locator(".from-bot .photo img")).to_have_count(3)
    await expect(worker.locator(".from-bot .photo img").first).to_have_js_property("naturalWidth", 320)
    async with page.expect_download() as download:
        await worker.locator(".from-bot .document").click()
    assert (await download.value).suggested_filename == "发放表.csv"
    saved = tmp_path / "saved.csv"
    await (await download.value).save_as(saved)
    assert "张三" in saved.read_text()
    await worker.locator(".photo").first.click()
    await expect(page.locator(".lightbox img")).to_be_visible()
    await page.keyboard.press("Escape")


async def test_dropped_pictures_are_sent_as_photos(stage: Stage) -> None:
    page = await stage.page()
    worker = await open_chat(page, 1001)
    await worker.locator(".start").click()
    await expect(worker.locator(".from-bot")).to_have_count(1)
    picture = list(png(30, 20))
    transfer = await page.evaluate_handle(
        "(bytes) => { const all = new DataTransfer();"
        " all.items.add(new File([new Uint8Array(bytes)], 'a.png', {type: 'image/png'})); return all; }",
        picture,
    )
    await worker.dispatch_event("drop", {"dataTransfer": transfer})
    await expect(worker.locator(".from-me .photo img")).to_have_count(1)


async def test_edit_own_message_and_see_deletions(stage: Stage) -> None:
    page = await stage.page()
    worker = await open_chat(page, 1001)
    await worker.locator(".start").click()
    await write(worker, "三口人")
    await expect(worker.locator(".from-bot").last).to_contain_text("三口人")
    await worker.locator(".from-me").last.hover()
    await worker.locator(".from-me .edit").last.click()
    await expect(worker.locator("textarea")).to_have_value("三口人")
    await write(worker, "四口人")
    await expect(worker.locator(".from-me").last).to_contain_text("已修改")
    await expect(worker.locator(".from-bot").last).to_contain_text("改成了：四口人")
    first = worker.locator(".from-bot").first
    await first.get_by_role("button", name="申请金秋助学").click()
    await expect(worker.get_by_role("button", name="申请金秋助学")).to_have_count(0)


async def test_commands_contact_sticker_voice_and_typing(stage: Stage) -> None:
    page = await stage.page()
    worker = await open_chat(page, 1001)
    await worker.locator(".start").click()
    await worker.get_by_role("button", name="命令").click()
    await expect(worker.locator(".commands-panel")).to_contain_text("帮助")
    await worker.get_by_role("menuitem", name="/help").click()
    await expect(worker.locator(".from-me").last).to_contain_text("/help")
    await worker.locator("textarea").press_sequentially("/help")
    await expect(worker.locator(".commands-panel")).to_be_visible()
    await worker.locator("textarea").press("Enter")
    await expect(worker.locator(".from-me")).to_have_count(3)
    await expect(worker.locator(".from-me").last).to_contain_text("/help")
    await write(worker, "/phone")
    await worker.locator(".reply-keyboard").get_by_role("button", name="发送本人手机号").click()
    await expect(worker.locator(".from-bot").last).to_contain_text("收到 +86138")
    await expect(worker.locator(".reply-keyboard")).to_have_count(0)
    for name in ("贴纸", "语音"):
        await worker.get_by_role("button", name="附件").click()
        await worker.get_by_role("menuitem", name=name).click()
    await expect(worker.locator(".sticker")).to_be_visible()
    await expect(worker.locator(".voice")).to_be_visible()
    await write(worker, "/wait")
    await expect(worker.locator(".typing")).to_be_visible()


async def test_links_open_as_the_person(stage: Stage) -> None:
    page = await stage.page()
    admin = await open_chat(page, 1001)
    await admin.locator(".start").click()
    await write(admin, "/link")
    await admin.get_by_role("button", name="t.me/sisong_demo_bot").click()
    await expect(admin.locator(".from-me").last).to_contain_text("/start role_abc")
    officer = await open_beside(page, 1002)
    await officer.get_by_role("button", name="更多").click()
    await officer.locator(".link-form input").fill("https://t.me/sisong_demo_bot?start=role_abc")
    await officer.locator(".link-form button").click()
    await expect(officer.locator(".from-me")).to_contain_text("/start role_abc")
    await officer.get_by_role("button", name="更多").click()
    await officer.locator(".link-form input").fill("https://t.me/other_bot?start=x")
    await stage.client.player(1002).sends("同时")
    await expect(officer.locator(".from-bot").last).to_contain_text("同时")
    await expect(officer.locator(".link-form input")).to_be_focused()
    await officer.locator(".link-form button").click()
    await expect(officer.locator(".toast")).to_contain_text("没有成功")
    # The browser notes the refusal of the foreign link by itself.
    stage.complaints[:] = [said for said in stage.complaints if "400" not in said]


async def test_block_and_unblock(stage: Stage) -> None:
    page = await stage.page()
    worker = await open_chat(page, 1001)
    await worker.locator(".start").click()
    await worker.get_by_role("button", name="更多").click()
    await worker.get_by_role("button", name="停用机器人").click()
    await expect(worker.locator(".composer")).to_contain_text("收不到任何消息")
    await worker.get_by_role("button", name="重新启用机器人").click()
    await write(worker, "回来了")
    await expect(worker.locator(".from-bot").last).to_contain_text("回来了")


async def test_every_language_of_the_page_and_of_a_person(stage: Stage) -> None:
    page = await stage.page(locale="en-GB")
    await expect(page.locator(".cast h2").first).to_have_text("People")
    await page.get_by_role("button", name="繁體").click()
    await expect(page.locator(".cast-item .role").first).to_have_text("職工")
    await page.get_by_role("button", name="简体").click()
    await expect(page.locator(".cast h2").first).to_have_text("人物")
    assert await page.locator("html").get_attribute("lang") == "zh-Hans"
    worker = await open_chat(page, 1001)
    await worker.locator(".start").click()
    await worker.locator("select.language").select_option("en")
    await worker.get_by_role("button", name="命令").click()
    await expect(worker.locator(".commands-panel")).to_contain_text("What I can do")
    await page.reload()
    await expect(page.locator(".cast h2").first).to_have_text("人物")


async def test_the_time_machine(stage: Stage) -> None:
    page = await stage.page()
    await expect(page.locator(".now")).to_contain_text("2026年8月20日")
    await page.get_by_role("button", name="下一天").click()
    await expect(page.locator(".said")).to_have_text("过了一天。")
    await expect(page.locator(".now")).to_contain_text("8月21日")


@pytest.mark.parametrize("locale", ["zh-CN", "zh-TW", "en-GB"])
async def test_a_phone_keeps_room_for_the_leaps_beside_the_time(stage: Stage, locale: str) -> None:
    page = await stage.page(360, 640, locale=locale)
    await expect(page.locator(".now")).to_contain_text("20")
    assert "2026" not in await page.locator(".now").inner_text()
    second = await page.locator(".machine button").nth(1).bounding_box()
    assert second
    assert second["x"] < 360 - 40, "enough of it is seen to show that there is more"


@pytest.mark.parametrize("width", [360, 390, 480])
async def test_a_phone_shows_one_chat_at_a_time(stage: Stage, width: int) -> None:
    page = await stage.page(width, 740)
    worker = await open_chat(page, 1001)
    await worker.locator(".start").click()
    await expect(worker.locator(".from-bot")).to_be_visible()
    await expect(page.locator(".cast-item").first).to_be_hidden()
    await write(worker, "很长的一句话" * 30 + "https://example.org/" + "x" * 200)
    await expect(worker.locator(".from-bot")).to_have_count(2)
    assert await page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    await write(worker, "/phone")
    await expect(worker.locator(".reply-keyboard")).to_be_visible()
    for sticking_out in (".composer .send", ".reply-keyboard .row"):
        box = await worker.locator(sticking_out).first.bounding_box()
        assert box
        assert box["x"] + box["width"] <= width
    await stage.client.player(1002).sends("/start")
    await expect(worker.locator(".back .badge")).to_have_text("1")
    await worker.get_by_role("button", name="返回").click()
    await expect(page.locator(".cast-item").first).to_be_in_viewport()
    officer = await open_chat(page, 1002)
    await expect(officer.locator(".from-bot")).to_be_visible()


async def test_hostile_names_and_texts_stay_text(stage: Stage) -> None:
    page = await stage.page()
    chat = await open_chat(page, 1004)
    await expect(chat.locator(".title b")).to_have_text(NASTY)
    await chat.locator(".start").click()
    for text in (NASTY, "<script>alert(2)</script>", "javascript:alert(3)", "\u202etxt.exe", '"><svg onload=alert(4)>'):
        await write(chat, text)
        await expect(chat.locator(".from-bot .text").last).to_have_text(text)
    player: Player = stage.client.player(1004)
    await player.uploads((f"{NASTY}.png", b"no picture", "text/html"), as_photo=True)
    await player.uploads((f"{NASTY}.svg", b"<svg onload='alert(5)'/>", "image/svg+xml"))
    await expect(chat.locator(".from-me .document")).to_have_count(1)
    assert await page.locator(".log script, .log svg[onload], .log img[onerror], a[href^='javascript']").count() == 0
    # The browser itself notes that the file sent as a photo is no picture; nothing else may be noted.
    await asyncio.sleep(0.2)
    stage.complaints[:] = [said for said in stage.complaints if "Failed to load resource" not in said]


async def test_the_page_catches_up_after_a_restart(stage: Stage, tmp_path: Path) -> None:
    path = tmp_path / "world.sqlite"
    async with serving(_journalled(path)) as url:
        stage.url = url
        page = await stage.page()
        worker = await open_chat(page, 1001)
        await worker.locator(".start").click()
        await expect(worker.locator(".from-me")).to_have_count(1)
        port = int(url.rsplit(":", 1)[1])
    await expect(page.locator(".offline")).to_be_visible()
    async with serving(_journalled(path), port=port):
        await expect(page.locator(".offline")).to_have_count(0, timeout=15000)
        await write(worker, "又来了")
        await expect(worker.locator(".from-me")).to_have_count(2)
        await page.close()
    stage.complaints[:] = [said for said in stage.complaints if "net::ERR" not in said]


def _journalled(path: Path) -> Simulator:
    return Simulator(token=TOKEN, people=PEOPLE, rooms=[ROOM], time_machine=Clock(), journal=path)


async def test_the_keyboard_alone_is_enough(stage: Stage) -> None:
    page = await stage.page()
    await page.locator('.cast-item[data-chat="1001"] .open').focus()
    await page.keyboard.press("Enter")
    await expect(column(page, 1001).locator(".start")).to_be_focused()
    await page.keyboard.press("Enter")
    chat = column(page, 1001)
    await expect(chat.locator(".from-bot")).to_have_count(1)
    await chat.get_by_role("button", name="困难自报").focus()
    await page.keyboard.press("Enter")
    await expect(chat.locator(".toast")).to_have_text("已开始自报")
