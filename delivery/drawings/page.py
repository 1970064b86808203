"""A page of a picture, on which everything is placed in pixels."""

import io

import matplotlib as mpl
from matplotlib.axes import Axes
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from matplotlib.font_manager import FontProperties
from matplotlib.patches import Rectangle

WIDTH = 1080  # pixels
DPI = 100
POINTS = 72 / DPI  # of a pixel
MARGIN = 48
ELLIPSIS = "…"

PAPER, INK, PALE_INK = "#ffffff", "#1f2933", "#5f6b7a"
TITLE, SUBTITLE, HEADING, WORDS, NUMBERS = 46, 28, 30, 27, 24  # heights of letters in pixels


class Page:
    """A figure on which everything is placed in pixels from its upper left corner."""

    def __init__(self, height: int) -> None:
        self.height = height
        self.figure = Figure(figsize=(WIDTH / DPI, height / DPI), dpi=DPI, facecolor=PAPER)
        self._canvas = FigureCanvasAgg(self.figure)

    def axes(self, left: float, top: float, width: float, height: float) -> Axes:
        axes = self.figure.add_axes(
            (left / WIDTH, 1 - (top + height) / self.height, width / WIDTH, height / self.height), facecolor=PAPER
        )
        for side in axes.spines.values():
            side.set_visible(False)
        axes.tick_params(length=0, labelsize=NUMBERS * POINTS, labelcolor=PALE_INK, pad=10)
        return axes

    def write(self, left: float, middle: float, words: str, size: float, colour: str = INK, side: str = "left") -> None:
        x, y = left / WIDTH, 1 - middle / self.height
        self.figure.text(x, y, words, fontsize=size * POINTS, color=colour, ha=side, va="center_baseline")

    def square(self, left: float, top: float, size: float, colour: str) -> None:
        self.bar(left, top, size, size, colour)

    def bar(self, left: float, top: float, width: float, height: float, colour: str) -> None:
        place = (left / WIDTH, 1 - (top + height) / self.height)
        size = (width / WIDTH, height / self.height)
        self.figure.add_artist(Rectangle(place, *size, color=colour, linewidth=0, transform=self.figure.transFigure))

    def width_of(self, words: str, size: float) -> float:
        font = FontProperties(family=list(mpl.rcParams["font.family"]), size=size * POINTS)
        renderer = self._canvas.get_renderer()  # type: ignore[no-untyped-call]
        width, _height, _descent = renderer.get_text_width_height_descent(words, font, False)
        return float(width)

    def shortened(self, words: str, size: float, room: float) -> str:
        """Return `words`, with "…" in place of their middle if they are wider than `room` pixels.

        Names of units begin alike and end alike; what tells them apart may be at either end.
        """
        short, kept = words, len(words)
        while kept and self.width_of(short, size) > room:
            kept -= 1
            short = words[: kept - kept // 2].rstrip() + ELLIPSIS + words[len(words) - kept // 2 :].lstrip()
        return short

    def fitting(self, words: str, size: float, room: float) -> tuple[str, float]:
        """Return `words` and a size at which they fit, smaller by a third at most, and only then cut."""
        smaller = max(size * 2 / 3, min(size, size * room / max(1.0, self.width_of(words, size))))
        return self.shortened(words, smaller, room), smaller

    def png(self) -> bytes:
        file = io.BytesIO()
        self.figure.savefig(file, format="png")
        return file.getvalue()

    def head(self, title: str, subtitle: str) -> None:
        """Write what the picture is of, and a line below."""
        room = WIDTH - 2 * MARGIN
        self.write(MARGIN, 66, *self.fitting(title, TITLE, room))
        self.write(MARGIN, 128, *self.fitting(subtitle, SUBTITLE, room), PALE_INK)
