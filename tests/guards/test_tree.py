"""The files of the project belong to no machine: no local paths, no package registries, and both locks agree."""

from __future__ import annotations

import re
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
MADE_HERE = {"data", "build", "__pycache__"}
MACHINE_PATH = re.compile(r"(?<![\w.\-/:$}])/(?:work|root|opt|home/\w+|Users/\w+)/")
REGISTRY = re.compile(
    r"(?:index-url|find-links|trusted-host|index_url)[\s=\"':]+\S*(?:://|/)"  # pip, pip-tools and their settings
    r"|(?:https?|file)://[^\s\"'<>)]*/simple\b"  # where a registry answers
    r"|_(?:INDEX_URL|FIND_LINKS|PROXY)\s*=\s*\S",
    re.IGNORECASE,
)
PIN = re.compile(r"^([A-Za-z0-9_.\-]+)==(\S+)", re.MULTILINE)


def tracked_files() -> list[Path]:
    """Return what git has or would take; without git, all but what is made here."""
    listing = ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    try:
        names = subprocess.run(listing, cwd=ROOT, capture_output=True, check=True, text=True).stdout.split("\0")
    except (OSError, subprocess.CalledProcessError):
        names = [path.relative_to(ROOT).as_posix() for path in ROOT.rglob("*") if not made_here(path)]
    return [ROOT / name for name in sorted(set(names)) if name and (ROOT / name).is_file()]


def made_here(path: Path) -> bool:
    """Say whether a path is something a command of ours makes."""
    parts = path.relative_to(ROOT).parts
    hidden = any(part.startswith(".") and part not in {".ci", ".env.example", ".editorconfig"} for part in parts)
    return hidden or bool(MADE_HERE & set(parts[:1])) or "__pycache__" in parts


def lines_of_text() -> Iterator[tuple[str, str]]:
    """Yield every line of every text file, with where it stands."""
    for path in tracked_files():
        data = path.read_bytes()
        if b"\0" in data:
            continue
        for number, line in enumerate(data.decode("utf-8", "replace").splitlines(), 1):
            yield f"{path.relative_to(ROOT)}:{number}", line


@pytest.mark.parametrize("forbidden", [MACHINE_PATH, REGISTRY], ids=["machine paths", "registries"])
def test_no_file_names_a_machine_or_a_registry(forbidden: re.Pattern[str]) -> None:
    found = [f"{where}: {line.strip()[:100]}" for where, line in lines_of_text() if forbidden.search(line)]
    assert not found, "\n".join(found)


def test_the_guards_would_notice() -> None:
    slash = "/"
    assert MACHINE_PATH.search(f"path = '{slash}work{slash}main'")
    assert REGISTRY.search("--index" + "-url https:" + "//registry.example/x")
    assert REGISTRY.search("https:" + "//registry.example/simple/")
    assert not REGISTRY.search("--no-emit-index-url --no-emit-find-links")


def test_both_locks_pin_the_same_versions() -> None:
    run, dev = (dict(PIN.findall((ROOT / "requirements" / f"{name}.txt").read_text())) for name in ("run", "dev"))
    assert run
    assert {name: dev.get(name) for name in run} == run


def test_every_requirement_is_pinned_with_a_hash() -> None:
    for name in ("run", "dev"):
        text = (ROOT / "requirements" / f"{name}.txt").read_text()
        pins = re.split(r"\n(?=[A-Za-z0-9])", text)[1:]
        assert pins
        assert all("--hash=sha256:" in pin for pin in pins)


def test_only_one_message_goes_past_the_outbox() -> None:
    """A full disk is told directly; whatever else went that way would be lost or doubled by a crash."""
    rooms = ("bot", "handlers", "services", "delivery", "domain")
    files = [path for room in rooms for path in (ROOT / room).rglob("*.py")]
    calls = re.compile(r"\.send_(?:message|media_group|dice|poll)\(|[\"']sendMessage[\"']")
    found = {path.relative_to(ROOT).as_posix(): len(calls.findall(path.read_text("utf-8"))) for path in files}
    allowed = {"bot/run/watching/health.py": 1, "delivery/calls.py": 1, "delivery/attachments/sending.py": 1}
    assert {name: count for name, count in found.items() if count} == allowed
