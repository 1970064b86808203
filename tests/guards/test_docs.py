"""What the docs point at is there: files, folders, other pages, and targets of the Makefile."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
PAGES = sorted([*ROOT.glob("docs/*.md"), *ROOT.glob("README*.md"), ROOT / "CONTRIBUTING.md"])
PACKAGES = "benchmarks|bot|delivery|domain|handlers|models|services|simulator|tests|tools"
PATH = re.compile(rf"`((?:{PACKAGES}|docs|locales|migrations|policies)/[^`\s]*)`")
LINK = re.compile(r"\]\((?!https?:)([^)#]+)")
CODE = re.compile(r"```.*?```|`[^`\n]+`", re.DOTALL)
CALL = re.compile(r"^`*(?:[A-Z]+=\S+ )?make ([a-z]+)", re.MULTILINE)
TARGETS = re.findall(r"^([a-z]+):", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE)


def gone(text: str, folder: Path = ROOT) -> Iterator[str]:
    """Yield what a page in this folder points at and is not there; `<room>` stands for any room."""
    yield from (path for path in PATH.findall(text) if not any(ROOT.glob(path.replace("<room>", "*"))))
    yield from (link for link in LINK.findall(text) if not (folder / link).exists())
    yield from (name for code in CODE.findall(text) for name in CALL.findall(code) if name not in TARGETS)


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_a_page_points_at_what_is_there(page: Path) -> None:
    assert not list(gone(page.read_text(encoding="utf-8"), page.parent))


def test_the_guard_would_notice() -> None:
    there = "`domain/<room>/buttons.py`, `domain/`, `make test ARGS=x`, `python -m bot policy check policies/ours.toml`"
    assert not list(gone(there))
    page = "`domain/facts.py` [here](docs/none.md)\n```\nGOLDEN=write make nothing  # make the folder first\n```\n"
    assert list(gone(page)) == ["domain/facts.py", "docs/none.md", "nothing"]
