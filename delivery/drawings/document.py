"""Papers on A4: words, bordered tables and codes to scan, over as many pages as they take, with the fonts in them."""

import io
from collections.abc import Iterator, Sequence
from typing import Any

import matplotlib as mpl
from matplotlib.backends.backend_pdf import FigureCanvasPdf, PdfPages
from matplotlib.figure import Figure
from matplotlib.lines import Line2D
from matplotlib.patches import Rectangle

from delivery.drawings.fonts import prepare
from delivery.drawings.lettering import LINE, in_lines, width_of

WIDTH, HEIGHT = 595.0, 842.0  # points of an A4 page
LEFT, TOP, BOTTOM = 54.0, 56.0, 64.0
ROOM = WIDTH - 2 * LEFT
TITLE, HEADING, WORDS, FOOT = 17.0, 11.0, 10.0, 8.0  # points of letters
PAD = 4.0  # between a border and its words
INK, PALE, SHADE = "#000000", "#555555", "#f0f0f0"
TYPE = 3  # signs as shapes of their own: the outlines of this font are not those that the other kind is made for


class _Paper:
    """Pages that fill from the top; `down` is how far the last of them is filled."""

    def __init__(self) -> None:
        self.pages: list[Figure] = []
        self.begin()

    def begin(self) -> None:
        figure = Figure(figsize=(WIDTH / 72, HEIGHT / 72))
        FigureCanvasPdf(figure)
        self.pages.append(figure)
        self.down = TOP

    @property
    def left(self) -> float:
        """The points that are left on the page."""
        return HEIGHT - BOTTOM - self.down

    def needs(self, height: float) -> None:
        """Begin a page unless so much is left."""
        if height > self.left and self.down > TOP:
            self.begin()

    def write(self, left: float, top: float, words: str, size: float, side: str = "left", colour: str = INK) -> None:
        """Write one line whose upper edge is at `top`."""
        put(self.pages[-1], left, top, words, size, side, colour)

    def box(self, left: float, top: float, width: float, height: float, *, shaded: bool) -> None:
        place = (left / WIDTH, 1 - (top + height) / HEIGHT)
        fill = SHADE if shaded else "none"
        figure = self.pages[-1]
        figure.add_artist(
            Rectangle(
                place, width / WIDTH, height / HEIGHT, facecolor=fill, edgecolor=INK, linewidth=0.6,
                transform=figure.transFigure,
            )
        )  # fmt: skip


def put(figure: Figure, left: float, top: float, words: str, size: float, side: str, colour: str) -> None:
    """Write a line on a page, `top` and `left` in points from its upper left corner."""
    base = top + size * 1.08
    figure.text(left / WIDTH, 1 - base / HEIGHT, words, fontsize=size, color=colour, ha=side, va="baseline")


def document(data: dict[str, Any]) -> bytes:
    """Return the PDF of {"title", "subtitle", "foot", "page": words with {page} and {pages}, "blocks": [block]}.

    A block is one of {"heading": words}, {"words": words, "size", "side"}, {"gap": points}, {"code": [[0 or 1]]},
    {"widths": [share], "grid": [[cell]]}; a cell is {"words", "span", "shaded", "tall": points, "side"}.
    """
    data = prepare(data, kept="\n")
    mpl.rcParams["pdf.fonttype"] = TYPE
    paper = _Paper()
    _title(paper, data)
    for block in data["blocks"]:
        _block(paper, block)
    _feet(paper, data)
    file = io.BytesIO()
    with PdfPages(file, metadata={"Title": data["title"], "Creator": "Sisong", "Producer": "Sisong"}) as pages:
        for page in paper.pages:
            pages.savefig(page)
    return file.getvalue()


def _title(paper: _Paper, data: dict[str, Any]) -> None:
    for line in in_lines(data["title"], TITLE, ROOM):
        paper.write(WIDTH / 2, paper.down, line, TITLE, "center")
        paper.down += TITLE * LINE
    for line in in_lines(data.get("subtitle", ""), WORDS, ROOM):
        paper.write(WIDTH / 2, paper.down, line, WORDS, "center", PALE)
        paper.down += WORDS * LINE
    paper.down += PAD * 2


def _feet(paper: _Paper, data: dict[str, Any]) -> None:
    """Write below each page whose it is and which page it is."""
    count = str(len(paper.pages))
    for number, page in enumerate(paper.pages, 1):
        figure_line = Line2D((LEFT / WIDTH, 1 - LEFT / WIDTH), (0.062, 0.062), color=PALE, linewidth=0.4)
        page.add_artist(figure_line)
        words = data["page"].replace("{page}", str(number)).replace("{pages}", count)
        side = width_of(words, FOOT)
        put(page, WIDTH - LEFT, HEIGHT - 48, words, FOOT, "right", PALE)
        for place, line in enumerate(in_lines(data["foot"], FOOT, ROOM - side - 12)[:2]):
            put(page, LEFT, HEIGHT - 48 + place * FOOT * LINE, line, FOOT, "left", PALE)


def _block(paper: _Paper, block: dict[str, Any]) -> None:
    match block:
        case {"heading": words}:
            paper.needs(HEADING * LINE * 4)
            paper.down += PAD
            _words(paper, {"words": words, "size": HEADING})
        case {"grid": grid, "widths": widths}:
            _grid(paper, grid, widths)
        case {"code": squares}:
            _code(paper, squares)
        case {"gap": points}:
            paper.down += points
        case _:
            _words(paper, block)


def _words(paper: _Paper, block: dict[str, Any]) -> None:
    size, side = float(block.get("size", WORDS)), block.get("side", "left")
    left = {"left": LEFT, "center": WIDTH / 2, "right": WIDTH - LEFT}[side]
    for line in in_lines(block["words"], size, ROOM):
        paper.needs(size * LINE)
        paper.write(left, paper.down, line, size, side)
        paper.down += size * LINE
    paper.down += PAD


def _grid(paper: _Paper, grid: Sequence[Sequence[dict[str, Any]]], shares: Sequence[float]) -> None:
    widths = [ROOM * share / sum(shares) for share in shares]
    for row in grid:
        for part in _parts(row, widths):
            _row(paper, row, part, widths)
    paper.down += PAD * 1.5


def _cells(row: Sequence[dict[str, Any]], widths: Sequence[float]) -> Iterator[tuple[dict[str, Any], float, float]]:
    """Yield each cell with where it begins and how wide it is."""
    place, left = 0, LEFT
    for cell in row:
        span = cell.get("span", 1)
        width = sum(widths[place : place + span])
        yield cell, left, width
        place, left = place + span, left + width


def _parts(row: Sequence[dict[str, Any]], widths: Sequence[float]) -> Iterator[list[list[str]]]:
    """Yield the lines of each cell, in parts that a page holds."""
    lines = [in_lines(cell["words"], WORDS, width - 2 * PAD) for cell, _, width in _cells(row, widths)]
    most = int((HEIGHT - TOP - BOTTOM - 2 * PAD) / (WORDS * LINE))
    for start in range(0, max(1, *map(len, lines)), most):
        yield [one[start : start + most] for one in lines]


def _row(paper: _Paper, row: Sequence[dict[str, Any]], lines: list[list[str]], widths: Sequence[float]) -> None:
    tall = max(cell.get("tall", 0) for cell in row)
    height = max(tall, max(map(len, lines)) * WORDS * LINE + 2 * PAD)
    paper.needs(height)
    for (cell, left, width), words in zip(_cells(row, widths), lines, strict=True):
        paper.box(left, paper.down, width, height, shaded=cell.get("shaded", False))
        centred = cell.get("side") == "center"
        top = paper.down + (PAD if tall else (height - len(words) * WORDS * LINE) / 2)
        for place, line in enumerate(words):
            at = left + width / 2 if centred else left + PAD
            paper.write(at, top + place * WORDS * LINE, line, WORDS, "center" if centred else "left")
    paper.down += height


def _code(paper: _Paper, squares: Sequence[Sequence[int]]) -> None:
    """Draw a code to scan in the middle, with the empty edge that scanners ask for."""
    size = 150.0
    one = size / (len(squares) + 8)
    paper.needs(size)
    figure, left = paper.pages[-1], (WIDTH - size) / 2 + 4 * one
    for down, row in enumerate(squares):
        for across, is_dark in enumerate(row):
            if is_dark:
                corner = ((left + across * one) / WIDTH, 1 - (paper.down + (down + 5) * one) / HEIGHT)
                figure.add_artist(
                    Rectangle(
                        corner, one / WIDTH, one / HEIGHT, facecolor=INK, edgecolor=INK, linewidth=0.1,
                        transform=figure.transFigure,
                    )
                )  # fmt: skip
    paper.down += size
