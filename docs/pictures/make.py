"""Takes the pictures of the README: invented people play a scene, and Chromium photographs the chat page.

`make pictures` runs it. The same names, the same day and the same words every time: a picture changes when the
program does.
"""

import asyncio
import base64
import shutil
import struct
import sys
import tempfile
import zlib
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from playwright.async_api import Browser, async_playwright

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent.parent))  # the program runs from its checkout and is not installed

from bot.demo import demo, embedded, story  # noqa: E402
from bot.demo.stage import Actor, Stage  # noqa: E402
from bot.logs import set_up_logging  # noqa: E402
from bot.run.app import Program  # noqa: E402
from bot.settings import load_settings  # noqa: E402
from domain.people.buttons import SpeakLanguage  # noqa: E402
from domain.platform.buttons import decode  # noqa: E402
from domain.procedure.buttons import DecideStep, ShowPrompt  # noqa: E402
from domain.tasks.buttons import NextTask, TaskAfter  # noqa: E402
from simulator import SimulatorClient  # noqa: E402

CHROMIUM = ("chromium", "chromium-browser", "google-chrome")
ARGUMENTS = (
    "--no-sandbox --disable-gpu --disable-background-networking --disable-component-update --disable-sync "
    "--no-first-run --font-render-hinting=none"
)
SCALE = 1.5
DRAWING = 60.0  # seconds a chart may take on a slow machine
WIDE, TALL, PHONE = (1400, 900), (1400, 1000), (390, 780)
TELEGRAM_CODE = {"zh_Hans": "zh-hans", "zh_Hant": "zh-hant", "en": "en"}
BROWSER_CODE = {"zh_Hans": "zh-CN", "zh_Hant": "zh-TW", "en": "en-GB"}


class Hesitant(Actor):
    """Fills in everything and stops before the last press, with the result on the screen."""

    async def chooses(self, *tokens: str) -> None:
        await super().chooses(*(each for each in tokens if each != "confirm"))


class HesitantStage(Stage):
    """A stage on which everybody hesitates."""

    def actor(self, person_id: int, name: str) -> Actor:
        return Hesitant(self.client.player(person_id), name, self.script)


@dataclass(frozen=True)
class Picture:
    """One file: what is played before it, in which language, and how much of the page is seen."""

    name: str
    language: str
    play: Callable[[Stage, SimulatorClient, str], Awaitable[None]]
    chats: Sequence[int]
    size: tuple[int, int] = WIDE
    dark: bool = False


async def three_at_once(stage: Stage, client: SimulatorClient, language: str) -> None:
    """A worker reads the class worked out, a reviewer is asked to decide, a masked notice is up."""
    for officer in (embedded.POINT, embedded.STATION):
        await speaks(stage, officer, language)
    for household in (demo.ZHOUS, demo.SHENS):
        code = TELEGRAM_CODE[language]
        await client.add_person(household.name, id=household.person_id, language_code=code, role=dict(demo.WORKER))
    await story.reports(stage, demo.ZHOUS)
    await story.reviews(stage)
    await story.reports(stage, demo.SHENS)
    await story.visits(stage)
    station = stage.actor(embedded.STATION, "")
    await is_asked(station)
    await station.says("/pending")
    await station.presses(ShowPrompt)
    await has_telegram_in(client, embedded.LIN, language)
    await story.reports(HesitantStage(client, script=lambda _line: None), story.LINS)


async def is_asked(officer: Actor) -> None:
    """Wait until the newest message asks for a decision: what is asked for first comes first, on a slow machine too."""

    def asked() -> bool | None:
        rows = officer.player.last.raw.get("reply_markup", {}).get("inline_keyboard", [])
        presses = [decode(one.get("callback_data", "")) for row in rows for one in row]
        return any(isinstance(one, DecideStep) for one in presses) or None

    await officer.player.until(asked, DRAWING)


async def a_question(stage: Stage, client: SimulatorClient, language: str) -> None:
    """A worker on a phone is in the middle of the report: one member of the household is written down."""
    await has_telegram_in(client, embedded.LIN, language)
    lin = await story.registers(stage, story.LINS)
    first = replace(story.LINS, answers={**story.LINS.answers, "members": story.LINS.answers["members"][:1]})
    await story.fills_report(stage, lin, first, until="members")


async def a_winter(stage: Stage, client: SimulatorClient, language: str) -> None:
    """The centre has the chart of the season, a case officer is half through a household, a worker has the notice."""
    for officer in (embedded.POINT, embedded.STATION, embedded.APPROVER):
        await speaks(stage, officer, language)
    await has_telegram_in(client, embedded.LIN, language)
    textile = replace(demo.CHENS, unit_code="P3")
    for household in (demo.ZHOUS, demo.SHENS, textile):
        code = TELEGRAM_CODE[language]
        await client.add_person(household.name, id=household.person_id, language_code=code, role=dict(demo.WORKER))
    for number, household in enumerate((story.LINS, demo.ZHOUS, textile, demo.SHENS), 1):
        await story.opens_a_file(stage, household, f"QG-3505-2026-{number:05d}")
    await stage.leaps("next_season")
    point, words = stage.actor(embedded.POINT, ""), WINTER_WORDS[language]
    await point.presses(NextTask)
    for amount in ("1000", "800"):
        await visits_in_winter(point, words)
        await story.ticks(point, "money")
        await point.says(amount)
        await story.ticks(point, "receipt", "o.food", "done", photo="receipt.png")
        await stage.leaps("next_working_day")
        await point.presses(TaskAfter)
    await visits_in_winter(point, words)
    approver = stage.actor(embedded.APPROVER, "")
    await approver.player.sends("/season")
    await approver.player.sees("%", within=DRAWING)


async def visits_in_winter(point: Actor, words: tuple[str, str]) -> None:
    """The home is visited, and the file checked once more."""
    await story.ticks(point, "visit", photo="visit.png", note=words[0])
    await story.ticks(point, "recheck", "o.unchanged", note=words[1])


async def has_telegram_in(client: SimulatorClient, person_id: int, language: str) -> None:
    await client.post(f"/sim/people/{person_id}", {"language_code": TELEGRAM_CODE[language]})


async def speaks(stage: Stage, person_id: int, language: str) -> None:
    """Somebody the program knows already changes the language."""
    if language == "zh_Hans":
        return
    await has_telegram_in(stage.client, person_id, language)
    actor = stage.actor(person_id, "")
    await actor.says("/language")
    await actor.presses(SpeakLanguage, locale=language)


WINTER_WORDS = {
    "zh_Hans": ("家里平安，冬衣够穿。", "与上次申报一致。"),
    "en": ("All is well at home, and they have warm clothes.", "As they said last time."),
}
SEASON_CHATS = (embedded.APPROVER, embedded.POINT, embedded.LIN)
SIDE_BY_SIDE = (embedded.LIN, embedded.STATION, embedded.NOTICE_ROOM)
PICTURES = (
    Picture("chat", "zh_Hans", three_at_once, SIDE_BY_SIDE),
    Picture("dark", "zh_Hans", three_at_once, SIDE_BY_SIDE, dark=True),
    Picture("chat.en", "en", three_at_once, SIDE_BY_SIDE),
    Picture("season.en", "en", a_winter, SEASON_CHATS, TALL),
    Picture("season.zh", "zh_Hans", a_winter, SEASON_CHATS, TALL),
    Picture("phone", "zh_Hans", a_question, (embedded.LIN,), PHONE),
    Picture("phone.zh_Hant", "zh_Hant", a_question, (embedded.LIN,), PHONE),
    Picture("phone.en", "en", a_question, (embedded.LIN,), PHONE),
)


@asynccontextmanager
async def fresh_program(language: str) -> AsyncIterator[Program]:
    """A program on data of its own, gone afterwards."""
    with tempfile.TemporaryDirectory(prefix="sisong-pictures-") as folder:
        settings = load_settings(
            bot_token="",
            bot_api_url="",
            data_dir=Path(folder),
            database_url="",
            data_key=None,
            admin_ids=frozenset(),
            notice_chat_id=None,
            default_locale=language,  # that of the notice channel
            policy=HERE.parent.parent / "policies" / "demo.toml",
            listen="127.0.0.1:0",
            sends_per_second=0,
            undo_seconds=0,
        )
        async with Program(settings).running() as program:
            yield program


async def take(picture: Picture, browser: Browser) -> bytes:
    """Play the scene and photograph it; return the PNG."""
    async with fresh_program(picture.language) as program, SimulatorClient(program.address) as client:
        stage = Stage(client, script=lambda _line: None)
        await picture.play(stage, client, picture.language)
        return await photograph(picture, browser, program.address)


async def photograph(picture: Picture, browser: Browser, address: str) -> bytes:
    context = await browser.new_context(
        viewport={"width": picture.size[0], "height": picture.size[1]},
        device_scale_factor=SCALE,
        locale=BROWSER_CODE[picture.language],
        color_scheme="dark" if picture.dark else "light",
        has_touch=picture.size is PHONE,
        reduced_motion="reduce",
    )
    await context.add_init_script("localStorage['simulator.hinted'] = true")
    page = await context.new_page()
    await page.goto(address)
    for chat in picture.chats:
        item = page.locator(f'.cast-item[data-chat="{chat}"]')
        await item.hover()
        await item.locator(".open" if chat == picture.chats[0] else ".beside").click()
    await page.mouse.move(0, 0)
    await page.wait_for_timeout(800)  # the logs have rolled to their ends
    screenshot = base64.b64encode(await page.screenshot()).decode()
    seen = await (await context.new_page()).evaluate(TO_PALETTE, screenshot)
    await context.close()
    return as_png(seen)


TO_PALETTE = """async (source) => {
    const image = new Image();
    image.src = `data:image/png;base64,${source}`;
    await image.decode();
    const canvas = new OffscreenCanvas(image.width, image.height);
    const pen = canvas.getContext("2d");
    pen.drawImage(image, 0, 0);
    const pixels = new Uint32Array(pen.getImageData(0, 0, image.width, image.height).data.buffer);
    const counts = new Map();
    for (const one of pixels) counts.set(one, (counts.get(one) || 0) + 1);
    const palette = [...counts].sort((a, b) => b[1] - a[1] || a[0] - b[0]).slice(0, 256).map(([one]) => one);
    const parts = (one) => [one & 255, (one >> 8) & 255, (one >> 16) & 255];
    const colours = palette.map(parts);
    const away = (a, b) => (a[0] - b[0]) ** 2 + (a[1] - b[1]) ** 2 + (a[2] - b[2]) ** 2;
    const nearest = (one) => colours.reduce(
        (best, colour, at) => { const far = away(colour, parts(one)); return far < best[0] ? [far, at] : best; },
        [Infinity, 0])[1];
    const known = new Map(palette.map((one, at) => [one, at]));
    let indices = "";
    for (const one of pixels) {
        if (!known.has(one)) known.set(one, nearest(one));
        indices += String.fromCharCode(known.get(one));
    }
    return { width: image.width, height: image.height, palette: colours.flat(), indices: btoa(indices) };
}"""


def as_png(seen: dict[str, Any]) -> bytes:
    """Make a PNG of at most 256 colours; a page has few, and the file is a third of the size."""
    width, height, indices = seen["width"], seen["height"], base64.b64decode(seen["indices"])
    rows = b"".join(b"\0" + indices[at : at + width] for at in range(0, width * height, width))
    chunks = (
        (b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 3, 0, 0, 0)),
        (b"PLTE", bytes(seen["palette"])),
        (b"IDAT", zlib.compress(rows, 9)),
        (b"IEND", b""),
    )
    return b"\x89PNG\r\n\x1a\n" + b"".join(as_chunk(name, data) for name, data in chunks)


def as_chunk(name: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))


async def main(names: Sequence[str]) -> int:
    """Take all pictures, or those that are named."""
    set_up_logging("ERROR")
    chromium = next(filter(None, map(shutil.which, CHROMIUM)), None)
    if chromium is None:
        print("Chromium is needed for the pictures (on Debian: chromium and fonts-noto-cjk).", file=sys.stderr)
        return 2
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path=chromium, args=ARGUMENTS.split())
        for picture in PICTURES:
            if not names or picture.name in names:
                png = await take(picture, browser)
                (HERE / f"{picture.name}.png").write_bytes(png)
                print(f"{picture.name}.png: {len(png) // 1000} kB")
        await browser.close()
    return 0


if __name__ == "__main__":
    sys.exit(asyncio.run(main(sys.argv[1:])))
