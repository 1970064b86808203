"""Whether the data of a worker may be used is asked in one place; a reader that looks at the columns is found."""

from __future__ import annotations

from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
THE_PLACE = "services/platform/consent.py"
# Who keeps them: the tables, the room that writes them down and shows somebody their own, and who erases them.
KEEPERS = {
    "models/people.py",
    "services/erasing/registry.py",
    "services/people/addresses.py",
    "services/people/people.py",
    "services/people/registration.py",
}
ABOUT_ONESELF = {"handlers/people/consent.py", "handlers/forms/conversations.py"}


def test_consent_is_asked_in_one_place() -> None:
    files = [path for room in ("services", "delivery", "handlers", "models") for path in (ROOT / room).rglob("*.py")]
    found = {path.relative_to(ROOT).as_posix() for path in files if "consented_at" in path.read_text("utf-8")}
    assert found - KEEPERS - ABOUT_ONESELF == {THE_PLACE}
