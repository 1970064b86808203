"""Puts the packed texts in a drawing's data into words, so that the child that draws needs no catalogues."""

from datetime import datetime, tzinfo
from typing import Any

from delivery.rendering import render_plain
from domain.platform.text import unpack

TYPED = {"money", "date"}  # a cell of such a column keeps its value: fen, or a day as YYYY-MM-DD


def worded(drawing: dict[str, Any], locale: str, zone: tzinfo) -> dict[str, Any]:
    """Return `drawing` with strings for a reader of `locale` in place of packed texts, and with the locale itself."""
    walked: dict[str, Any] = _walked(drawing, locale, zone)
    return walked | {"locale": locale}


def _walked(value: Any, locale: str, zone: tzinfo) -> Any:
    match value:
        case {"$": _}:
            return render_plain(unpack(value), locale, timezone=zone)
        case {"columns": list(columns), "rows": list(rows)}:
            types = [column["type"] for column in columns]
            sheet = {name: _walked(part, locale, zone) for name, part in value.items() if name not in ("rows", "total")}
            cells = [[_cell(*pair, locale, zone) for pair in zip(row, types, strict=True)] for row in rows]
            total = [_cell(*pair, locale, zone) for pair in zip(value.get("total") or (), types, strict=False)]
            return sheet | {"rows": cells} | ({"total": total} if total else {})
        case dict():
            return {name: _walked(part, locale, zone) for name, part in value.items()}
        case list():
            return [_walked(part, locale, zone) for part in value]
    return value


def _cell(value: Any, type_: str, locale: str, zone: tzinfo) -> Any:
    if type_ in TYPED:
        match value:
            case {"$": "money" | "date", "v": plain}:
                return plain
            case {"$": "moment", "v": moment}:
                return datetime.fromisoformat(moment).astimezone(zone).date().isoformat()
    return _walked(value, locale, zone) if isinstance(value, dict) else value
