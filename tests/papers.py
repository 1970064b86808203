"""Papers as phones send them, small and real: what they are of is not seen."""

from __future__ import annotations

from pathlib import Path

FOLDER = Path(__file__).parent / "data" / "real" / "papers"


def paper(name: str) -> bytes:
    """The bytes of one of the files there."""
    return (FOLDER / name).read_bytes()


JPEG, PDF = paper("phone.jpg"), paper("plain.pdf")
