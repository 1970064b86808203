"""The picture of a plan: a way with a stop for each measure, done ones filled."""

from typing import Any

from delivery.drawings.fonts import prepare
from delivery.drawings.page import HEADING, INK, MARGIN, NUMBERS, PALE_INK, WIDTH, WORDS, Page

FILLS = {"done": "#0067a5", "late": "#f0a30a", "open": "#d3d9e0"}
INKS = {"done": "#0067a5", "late": "#9a6200", "open": PALE_INK}
TOP, STOP, LINE, BELOW = 262, 28, 40, 34  # pixels
ROAD = 6  # how wide the way is
LEFT = MARGIN + 70  # of the words
MOST_LINES = 3


def plan_chart(data: dict[str, Any]) -> bytes:
    """Return the PNG, 1080 pixels wide, of a way from stop to stop.

    {"title", "subtitle", "locale", "goal", "done", "steps": [{"state": "done" | "late" | "open", "text", "when"}]}
    """
    data = prepare(data)
    measured = Page(100)
    steps = [(step, _lines(measured, step["text"])) for step in data["steps"]]
    tall = [LINE * len(words) + NUMBERS + BELOW + 14 for _, words in steps]
    page = Page(round(TOP + sum(tall) + 30))
    page.head(data["title"], data["subtitle"])
    page.write(MARGIN, 186, *page.fitting(data["goal"], HEADING, WIDTH - 2 * MARGIN))
    page.write(MARGIN, 226, *page.fitting(data["done"], WORDS, WIDTH - 2 * MARGIN), PALE_INK)
    top, middle = float(TOP), MARGIN + STOP / 2
    if len(steps) > 1:
        page.bar(middle - ROAD / 2, TOP + LINE / 2, ROAD, sum(tall[:-1]), FILLS["open"])
    for (step, words), height in zip(steps, tall, strict=True):
        page.square(MARGIN, top + (LINE - STOP) / 2, STOP, FILLS[step["state"]])
        for at, line in enumerate(words):
            page.write(LEFT, top + LINE * (at + 0.5), line, WORDS, INK)
        page.write(LEFT, top + LINE * len(words) + NUMBERS * 0.7, step["when"], NUMBERS, INKS[step["state"]])
        top += height
    return page.png()


def _lines(page: Page, words: str) -> list[str]:
    """Return words in lines that fit, broken between words where there are any; of very many the last is cut."""
    room, lines, line = WIDTH - MARGIN - LEFT, [], ""
    for piece in _pieces(words):
        if line and page.width_of((line + piece).rstrip(), WORDS) > room:
            lines.append(line.rstrip())
            line = piece.lstrip()
        else:
            line += piece
    lines.append(line.rstrip())
    kept, rest = lines[:MOST_LINES], lines[MOST_LINES:]
    if rest:
        kept[-1] = page.shortened(kept[-1] + " " + rest[0], WORDS, room)
    return [page.shortened(one, WORDS, room) for one in kept]


def _pieces(words: str) -> list[str]:
    """Return where a line may break: behind each word, and behind each Chinese character."""
    pieces, word = [], ""
    for sign in words:
        word += sign
        if sign == " " or ord(sign) > 0x2E7F:
            pieces.append(word)
            word = ""
    return [*pieces, word] if word else pieces
