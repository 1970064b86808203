"""The pages about policy files name every field of every table, and each of their examples is a file that loads."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from pathlib import Path
from textwrap import dedent
from typing import Any, get_args

import pytest
from pydantic import BaseModel

import domain.aid.kinds
from domain.policy.hardship import Lines
from domain.policy.model import Policy
from domain.policy.programmes import AppliedFor
from domain.policy_file.loading import load_policy
from tests.data.households import DEMO

DOCS = DEMO.parents[1] / "docs"
PAGES = {name: (DOCS / name).read_text("utf-8") for name in ("policies.md", "policies.zh.md")}
BLOCK = re.compile(r"^( *```toml\n.*?)^ *```", re.DOTALL | re.MULTILINE)
SECTION = re.compile(r"<!-- ([\w, ]+) -->\n(.*?)(?=^## |\Z)", re.DOTALL | re.MULTILINE)
EXAMPLES = {
    f"{name}-{number}": dedent(block).removeprefix("```toml\n")
    for name, page in PAGES.items()
    for number, block in enumerate(BLOCK.findall(page))
}
assert domain.aid.kinds.KINDS  # every table of programmes is known


def tables(annotation: Any, seen: set[type]) -> Iterator[type[BaseModel]]:
    """Yield every model that a file can have a table of."""
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        if annotation in seen or not annotation.__module__.startswith("domain."):
            return
        seen.add(annotation)
        yield annotation
        more = annotation.__subclasses__() if issubclass(annotation, AppliedFor) else []
        for part in (*(field.annotation for field in annotation.model_fields.values()), *more):
            yield from tables(part, seen)
    for part in get_args(annotation):
        yield from tables(part, seen)


def undocumented(page: str, table: type[BaseModel]) -> list[str]:
    """Return the fields of a table that its section (`<!-- Name -->`) does not name in backticks."""
    section = next((text for names, text in SECTION.findall(page) if table.__name__ in names.split(", ")), "")
    named = set(re.findall(r"[\w.]+", " ".join(re.findall(r"`([^`\n]+)`", section))))
    names = {field.alias or name for name, field in table.model_fields.items()} - {"version"}
    return sorted(names - named)


@pytest.mark.parametrize("table", list(tables(Policy, set())), ids=lambda table: table.__name__)
@pytest.mark.parametrize("page", PAGES)
def test_every_field_of_a_policy_file_is_told(page: str, table: type[BaseModel]) -> None:
    gaps = undocumented(PAGES[page], table)
    assert not gaps, (
        f"docs/{page} does not say what {', '.join(gaps)} of {table.__name__} ({table.__module__}) mean. Please name "
        f"each in backticks in the section that begins with <!-- ... {table.__name__} ... -->."
    )


@pytest.mark.parametrize("name", EXAMPLES)
def test_an_example_of_the_pages_loads(name: str, tmp_path: Path) -> None:
    shutil.copy(DEMO, tmp_path / "demo.toml")
    text = EXAMPLES[name]
    whole = text if "extends" in text else f'extends = "demo.toml"\n{text}'
    (tmp_path / "ours.toml").write_text(whole, "utf-8")
    assert load_policy(tmp_path / "ours.toml", years=())


def test_both_pages_show_the_same_examples() -> None:
    english, chinese = (BLOCK.findall(page) for page in PAGES.values())
    assert english == chinese


def test_the_guard_would_notice() -> None:
    page = PAGES["policies.md"].replace("`dibao_month`", "it")
    assert undocumented(page, Lines) == ["dibao_month"]
