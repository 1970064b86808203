"""Tables as office programs save them, made anew for each test: workbooks with whatever stands in their cells."""

import io
import zipfile
from collections.abc import Sequence
from typing import Any

from openpyxl import Workbook  # type: ignore[import-untyped]


def workbook(*rows: Sequence[Any], merged: str = "", sheets: Sequence[str] = ("表",)) -> bytes:
    """Return a workbook with the same rows on each sheet."""
    book = Workbook()
    book.remove(book.active)
    for name in sheets:
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(list(row))
        if merged:
            sheet.merge_cells(merged)
    whole = io.BytesIO()
    book.save(whole)
    return whole.getvalue()


def with_part(content: bytes, name: str, change: Any) -> bytes:
    """Return a workbook of which one part is changed by a function, packed anew."""
    whole = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(whole, "w", zipfile.ZIP_DEFLATED) as new:
        for part in old.namelist():
            text = old.read(part)
            new.writestr(part, change(text) if part.endswith(name) else text)
    return whole.getvalue()
