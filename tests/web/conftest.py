"""A page, a browser and a tiny bot for the tests of the chat page."""

import shutil
from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta, timezone

import pytest
import pytest_asyncio
from playwright.async_api import Browser, Page, async_playwright

from simulator import Jump, Person, Room, Simulator, SimulatorClient, serving
from tests.web.tinybot import TOKEN, TinyBot, running_bot

ROOM = Room(-1001, "幸福区总工会公示", "channel")
NASTY = "<img src=x onerror=alert(1)>"
PEOPLE = (
    Person(
        1001,
        "建国",
        "王",
        role={"zh_Hans": "职工", "zh_Hant": "職工", "en": "Worker"},
        note={
            "zh_Hans": "家里有人生病、孩子要上大学，想申请帮扶。",
            "zh_Hant": "家裡有人生病、孩子要上大學，想申請幫扶。",
            "en": "Illness at home and a child off to university: applies for aid.",
        },
    ),
    Person(1002, "秀英", "李", role={"zh_Hans": "站点审核员", "zh_Hant": "站點審核員", "en": "Reviewer"}),
    Person(1003, "Anna", "Smith", language_code="en", role={"zh_Hans": "出纳", "zh_Hant": "出納", "en": "Cashier"}),
    Person(1004, NASTY, role={"zh_Hans": NASTY, "zh_Hant": NASTY, "en": NASTY}),
)
_ARGUMENTS = (
    "--no-sandbox --disable-gpu --disable-background-networking --disable-component-update --disable-sync "
    "--no-first-run"
)


@dataclass
class Clock:
    """A time machine with one jump."""

    moment: datetime = datetime(2026, 8, 20, 9, 30, tzinfo=timezone(timedelta(hours=8)))

    def now(self) -> datetime:
        return self.moment

    def jumps(self) -> tuple[Jump, ...]:
        return (
            Jump("day", {"zh_Hans": "下一天", "zh_Hant": "下一天", "en": "Next day"}),
            Jump("notice", {"zh_Hans": "公示期满", "zh_Hant": "公示期滿", "en": "End of notice"}),
        )

    async def jump(self, key: str) -> dict[str, str]:
        self.moment += timedelta(days=1)
        return {"zh_Hans": "过了一天。", "zh_Hant": "過了一天。", "en": "A day went by."}


@dataclass
class Stage:
    """What a page test has at hand."""

    url: str
    bot: TinyBot
    client: SimulatorClient
    browser: Browser
    complaints: list[str] = field(default_factory=list)

    async def page(self, width: int = 1440, height: int = 860, *, locale: str = "zh-CN", dark: bool = False) -> Page:
        """A fresh page whose errors are collected."""
        scheme: str = "dark" if dark else "light"
        context = await self.browser.new_context(
            viewport={"width": width, "height": height},
            locale=locale,
            color_scheme="dark" if scheme == "dark" else "light",
            has_touch=width < 700,
        )
        page = await context.new_page()
        page.on("console", lambda said: self.complaints.append(said.text) if said.type == "error" else None)
        page.on("pageerror", lambda error: self.complaints.append(str(error)))
        page.on("dialog", lambda dialog: self.complaints.append(f"dialog: {dialog.message}"))
        await page.goto(self.url)
        await page.wait_for_selector(".cast-item")
        return page


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def browser() -> AsyncIterator[Browser]:
    """One Chromium for all tests; each page has a context of its own, which knows nothing of the others."""
    chromium = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
    if not chromium:
        pytest.skip("Chromium is not installed; make test installs it where it may")
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path=chromium, args=_ARGUMENTS.split())
        yield browser
        await browser.close()


@pytest_asyncio.fixture(loop_scope="module")
async def stage(browser: Browser) -> AsyncIterator[Stage]:
    """Simulator, bot and browser; afterwards nothing may have complained."""
    simulator = Simulator(token=TOKEN, people=PEOPLE, rooms=[ROOM], time_machine=Clock(), bot_name="四送小助手")
    async with (
        serving(simulator) as url,
        SimulatorClient(url) as client,
        running_bot(url, ROOM.id) as bot,
    ):
        stage = Stage(url, bot, client, browser)
        yield stage
        for context in browser.contexts:
            await context.close()
    assert not stage.complaints
