"""The picture of a season: what each station has done, and how the whole came along day by day."""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

from matplotlib.axes import Axes
from matplotlib.ticker import FixedLocator, MaxNLocator

from delivery.drawings.fonts import prepare
from delivery.drawings.page import HEADING, INK, MARGIN, NUMBERS, PALE_INK, PAPER, POINTS, WIDTH, WORDS, Page

GRID = "#e3e7ec"
PARTS = ("done", "in_work", "untouched")
# Blue, orange and grey, dark to light: told apart without colours too (after Okabe and Ito).
FILLS = {"done": "#0067a5", "in_work": "#f0a30a", "untouched": "#d3d9e0"}
INSIDE = {"done": "#ffffff", "in_work": INK, "untouched": INK}
BESIDE = {"done": "#0067a5", "in_work": "#9a6200", "untouched": PALE_INK}

NAMES_AT_MOST = 330  # pixels for the names of stations
BESIDE_AT_MOST = 150  # pixels for numbers beside a bar
ROOMY, TIGHT = 84, 50  # pixels of a row when there are few and when there are many
BARS_LIKE = 560  # pixels the bars may take before their rows draw together
CURVE, EMPTY_CURVE = 460, 140  # pixels
SLIVER = 6  # pixels; a part that is not empty is seen, however long the other bars are
DAYS_AT_MOST = 6


def season_chart(data: dict[str, Any]) -> bytes:
    """Return the PNG, 1080 pixels wide, of a season's bars per station and curve over time.

    {"title", "subtitle", "locale", "names": {part: words}, "bars": {"labels": [words], part: [count]},
    "line": {"title", "days": ["YYYY-MM-DD"], "done": [count], "total": count}}; the parts are done, in_work, untouched.
    """
    data = prepare(data)
    rows = len(data["bars"]["labels"])
    row = max(TIGHT, min(ROOMY, BARS_LIKE / max(1, rows)))
    bars_top = 248.0
    curve_top = bars_top + rows * row + 108
    curve = CURVE if data["line"]["total"] or any(data["line"]["done"]) else EMPTY_CURVE
    page = Page(round(curve_top + curve + 84))
    _head(page, data)
    if rows:
        _bars(page, data["bars"], bars_top, row)
    page.write(MARGIN, curve_top - 46, *page.fitting(data["line"]["title"], HEADING, WIDTH - 2 * MARGIN))
    _curve(page, data["line"], curve_top, curve)
    return page.png()


def _head(page: Page, data: dict[str, Any]) -> None:
    room = WIDTH - 2 * MARGIN
    page.head(data["title"], data["subtitle"])
    entries = {part: f"{data['names'][part]} {sum(data['bars'][part]):,}" for part in PARTS}
    square, gap, between = 28, 12, 44
    size = float(WORDS)
    while size > WORDS / 2 and _legend_width(page, entries, size, square + gap, between) > room:
        size -= 1
    left = float(MARGIN)
    for part, words in entries.items():
        page.square(left, 196 - square / 2, square, FILLS[part])
        page.write(left + square + gap, 196, words, size)
        left += square + gap + page.width_of(words, size) + between


def _legend_width(page: Page, entries: dict[str, str], size: float, square: int, between: int) -> float:
    widths = [square + page.width_of(words, size) for words in entries.values()]
    return sum(widths) + between * (len(widths) - 1)


def _bars(page: Page, bars: dict[str, Any], top: float, row: float) -> None:
    labels = [page.shortened(words, WORDS, NAMES_AT_MOST) for words in bars["labels"]]
    names = max(page.width_of(words, WORDS) for words in labels)
    left = MARGIN + names + 20
    longest = max(1, *(sum(counts) for counts in zip(*(bars[part] for part in PARTS), strict=True)))
    beside = max(_beside_width(page, [bars[part][at] for part in PARTS]) for at in range(len(labels)))
    axes = page.axes(left, top, WIDTH - MARGIN - left - min(beside, BESIDE_AT_MOST), len(labels) * row)
    axes.set(xlim=(0, longest), ylim=(len(labels) - 0.5, -0.5))
    axes.set_axis_off()
    pixel = longest / (axes.get_position().width * WIDTH)  # in households
    for at, label in enumerate(labels):
        page.write(left - 20, top + (at + 0.5) * row, label, WORDS, side="right")
        _bar(page, axes, at, {part: bars[part][at] for part in PARTS}, pixel)


def _beside_width(page: Page, counts: Sequence[int]) -> float:
    """Return the room that numbers take if none of them fits inside the bar."""
    return sum(page.width_of(f"{count:,}", NUMBERS) + 14 for count in counts if count) or 40


def _bar(page: Page, axes: Axes, at: int, counts: dict[str, int], pixel: float) -> None:
    """Draw one station; a number that does not fit into its part stands behind the bar, in the part's colour."""
    end = 0.0
    outside: list[tuple[str, str]] = []
    for part, count in counts.items():
        words, length = f"{count:,}", max(count, SLIVER * pixel) if count else 0
        axes.barh(at, length, left=end, height=0.64, color=FILLS[part], edgecolor=PAPER, linewidth=1.5)
        if count and page.width_of(words, NUMBERS) + 14 <= count / pixel:
            _number(axes, end + length / 2, at, words, INSIDE[part], "center")
        elif count:
            outside.append((words, BESIDE[part]))
        end += length
    for words, colour in outside if end else [("0", PALE_INK)]:
        end += 12 * pixel
        _number(axes, end, at, words, colour, "left")
        end += page.width_of(words, NUMBERS) * pixel


def _number(axes: Axes, x: float, y: float, words: str, colour: str, side: str) -> None:
    axes.text(x, y, words, fontsize=NUMBERS * POINTS, color=colour, ha=side, va="center_baseline", clip_on=False)


def _curve(page: Page, line: dict[str, Any], top: float, height: float) -> None:
    days = [date.fromisoformat(day) for day in line["days"]]
    done, total = line["done"], line["total"]
    highest = max(1, total, *done)
    ends = max(page.width_of(f"{count:,}", NUMBERS) for count in (total, highest)) + 16
    axes = page.axes(MARGIN + ends, top, WIDTH - 2 * MARGIN - 2 * ends, height)
    axes.set(ylim=(0, highest * 1.06))
    axes.yaxis.set_major_locator(MaxNLocator(4, integer=True) if total or any(done) else FixedLocator([0]))
    axes.yaxis.set_major_formatter("{x:,.0f}")
    axes.grid(axis="y", color=GRID, linewidth=1.5)
    axes.set_axisbelow(True)
    axes.axhline(0, color=PALE_INK, linewidth=1.5)
    axes.set_xticks([])
    if days:
        _steps(axes, days, done, total)


def _steps(axes: Axes, days: list[date], done: list[int], total: int) -> None:
    """Draw each day as wide as it was, so that a season of one day shows too."""
    edges = [float(day.toordinal()) for day in [*days, days[-1] + timedelta(days=1)]]
    axes.set(xlim=(edges[0], edges[-1]))
    axes.stairs(done, edges, fill=True, color=FILLS["done"], alpha=0.18)
    axes.stairs(done, edges, baseline=None, color=FILLS["done"], linewidth=4)
    shown = _spread(days)
    axes.set_xticks([day.toordinal() + 0.5 for day in shown], [f"{day:%m-%d}" for day in shown])
    if total:
        axes.axhline(total, color=INK, linewidth=2, linestyle=(0, (6, 4)))
        _behind(axes, total, total, INK)
    if done[-1] != total or not total:
        apart = axes.get_ylim()[1] * NUMBERS * 1.3 / CURVE
        _behind(axes, min(done[-1], total - apart) if 0 < done[-1] < total else done[-1], done[-1], FILLS["done"])


def _behind(axes: Axes, y: float, count: int, colour: str) -> None:
    """Write a number at the right end of the curve."""
    place = (axes.get_xlim()[1], y)
    axes.annotate(
        f"{count:,}", place, (8, 0), textcoords="offset points", fontsize=NUMBERS * POINTS, color=colour,
        va="center_baseline", annotation_clip=False,
    )  # fmt: skip


def _spread(days: list[date]) -> list[date]:
    """Return a few of the days, evenly, the last among them."""
    step = -(-len(days) // DAYS_AT_MOST)
    return days[::-1][::step][::-1]
