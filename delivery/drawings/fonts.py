"""Which fonts draw: that of the requirements, others of the machine for rare signs; what none has becomes words."""

import os
import unicodedata
from collections.abc import Iterable, Iterator
from importlib.metadata import distribution
from typing import Any

import matplotlib as mpl
from matplotlib.font_manager import FontProperties, findSystemFonts, fontManager, get_font
from matplotlib.ft2font import FT2Font

FONT_PACKAGE, FONT_FILE = "notojp-matplotlib", "notojp_matplotlib/fonts/NotoSansCJKjp-Regular.otf"
BESIDE = "DejaVu Sans"  # comes with matplotlib
LANGUAGES = {"zh_Hant": "zh-Hant"}  # the others read simplified characters
MOST_LOOKED_AT = 400  # fonts of the machine
NOT_SEEN = {"Cc", "Cf", "Mn", "Me"}  # categories of signs that stand for nothing by themselves


def prepare(data: dict[str, Any], kept: str = "") -> dict[str, Any]:
    """Choose the fonts for a drawing; return it with the code point, [U+2EBF0], for signs that none of them has.

    Every machine draws the same, but for signs that the font of the requirements does not know: for those another font
    of the machine is asked. A sign that cannot be seen anyhow is left out, but those that are `kept`.
    """
    os.environ.pop("MPL_IGNORE_SYSTEM_FONTS", None)  # while set, fonts that are added are not found either
    path = font_path()
    families = [_added(path), BESIDE]
    known = _signs_of(path) | _signs_of(str(mpl.get_data_path()) + "/fonts/ttf/DejaVuSans.ttf")
    missing = {ord(sign) for sign in _signs_in(data) if ord(sign) not in known and not _is_nothing(sign)}
    for other, signs in _others(missing) if missing else ():
        families.append(_added(other))
        known |= signs
    mpl.rcParams |= {
        "font.family": families,
        "text.language": LANGUAGES.get(data.get("locale", ""), "zh-Hans"),
        "text.parse_math": False,
        "axes.unicode_minus": False,
    }
    spelt: dict[str, Any] = _spelt(data, known | set(map(ord, kept)))
    return spelt


def font_path() -> str:
    """Return where the font of the requirements lies."""
    return str(distribution(FONT_PACKAGE).locate_file(FONT_FILE))


def _added(path: str) -> str:
    fontManager.addfont(path)
    return FontProperties(fname=path).get_name()


def _signs_of(path: str) -> set[int]:
    return set(get_font(path).get_charmap())


def _others(missing: set[int]) -> Iterator[tuple[str, set[int]]]:
    """Yield fonts of the machine that know some of what is missing, with that, until nothing is."""
    for path in sorted(findSystemFonts())[:MOST_LOOKED_AT]:
        signs = _known_of(path, missing)
        if signs:
            missing = missing - signs
            yield path, signs
        if not missing:
            return


def _known_of(path: str, wanted: set[int]) -> set[int]:
    """A font that cannot be read, or has pictures instead of outlines, helps nobody."""
    try:
        font = FT2Font(path)
        return wanted & set(font.get_charmap()) if font.scalable and not font.num_fixed_sizes else set()
    except (OSError, RuntimeError, ValueError):
        return set()


def _signs_in(value: Any) -> Iterator[str]:
    match value:
        case str():
            yield from value
        case dict() | list():
            parts: Iterable[Any] = value.values() if isinstance(value, dict) else value
            for part in parts:
                yield from _signs_in(part)


def _spelt(value: Any, known: set[int]) -> Any:
    match value:
        case str():
            return "".join(_drawn(sign, known) for sign in value)
        case dict():
            return {name: _spelt(part, known) for name, part in value.items()}
        case list():
            return [_spelt(part, known) for part in value]
    return value


def _drawn(sign: str, known: set[int]) -> str:
    if ord(sign) in known:
        return sign
    if sign.isspace():
        return " "
    return "" if _is_nothing(sign) else f"[U+{ord(sign):04X}]"


def _is_nothing(sign: str) -> bool:
    return sign.isspace() or unicodedata.category(sign) in NOT_SEEN
