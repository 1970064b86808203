"""The picture of a change: of each thing what it was before and what it is after, a bar each."""

from typing import Any

from delivery.drawings.fonts import prepare
from delivery.drawings.page import HEADING, INK, MARGIN, NUMBERS, PALE_INK, WIDTH, WORDS, Page

FILLS = {"old": "#d3d9e0", "new": "#0067a5"}
INKS = {"old": PALE_INK, "new": INK}
NAMES_AT_MOST = 330  # pixels for the names of rows
BAR, ROW, HEAD, BETWEEN = 30, 84, 76, 40  # pixels
TOP = 248


def pairs_chart(data: dict[str, Any]) -> bytes:
    """Return the PNG, 1080 pixels wide, of pairs of bars.

    {"title", "subtitle", "locale", "names": {"old": words, "new": words}, "parts": [{"title": words, "rows":
    [{"label": words, "old": number, "new": number, "old_said": words, "new_said": words}]}]}
    """
    data = prepare(data)
    parts = data["parts"]
    page = Page(round(TOP + sum(HEAD + ROW * len(part["rows"]) + BETWEEN for part in parts)))
    page.head(data["title"], data["subtitle"])
    _legend(page, data["names"])
    top = float(TOP)
    for part in parts:
        page.write(MARGIN, top + HEAD / 2, *page.fitting(part["title"], HEADING, WIDTH - 2 * MARGIN))
        _rows(page, part["rows"], top + HEAD)
        top += HEAD + ROW * len(part["rows"]) + BETWEEN
    return page.png()


def _legend(page: Page, names: dict[str, str]) -> None:
    left = float(MARGIN)
    for which, fill in FILLS.items():
        page.square(left, 182, 28, fill)
        page.write(left + 40, 196, names[which], WORDS)
        left += 84 + page.width_of(names[which], WORDS)


def _rows(page: Page, rows: list[dict[str, Any]], top: float) -> None:
    labels = [page.shortened(row["label"], WORDS, NAMES_AT_MOST) for row in rows]
    left = MARGIN + max(page.width_of(words, WORDS) for words in labels) + 20
    beside = max(page.width_of(row[f"{which}_said"], NUMBERS) for row in rows for which in FILLS) + 12
    room = WIDTH - MARGIN - left - beside
    longest = max(1, *(row[which] for row in rows for which in FILLS))
    for at, (label, row) in enumerate(zip(labels, rows, strict=True)):
        page.write(left - 20, top + at * ROW + BAR, label, WORDS, side="right")
        for below, (which, fill) in enumerate(FILLS.items()):
            width, middle = room * row[which] / longest, top + at * ROW + (below + 0.5) * BAR
            page.bar(left, middle - BAR * 0.42, width, BAR * 0.84, fill)
            page.write(left + width + 12, middle, row[f"{which}_said"], NUMBERS, INKS[which])
