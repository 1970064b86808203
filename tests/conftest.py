"""What all tests share: hypothesis settings, and no test left out unseen; databases are in `tests/databases.py`."""

from __future__ import annotations

import gc
import os
import shutil
import subprocess
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from hypothesis import settings

from delivery import rendering
from models.platform.seal import SEAL_BYTES, place_of, vault
from models.platform.sealed import HeldJson

pytest_plugins = ["tests.costs", "tests.databases", "tests.warm_programs"]

settings.register_profile("here", deadline=None, max_examples=40)
settings.register_profile("ci", deadline=None, max_examples=200, derandomize=True, print_blob=True)
settings.load_profile("ci" if os.environ.get("CI") else "here")

MEMORY, ROOM = Path("/dev/shm"), 4 * 2**30  # noqa: S108 - pytest makes a folder of its own there
if MEMORY.is_dir() and shutil.disk_usage(MEMORY).free > ROOM:  # what tests write need not survive the machine
    os.environ.setdefault("PYTEST_DEBUG_TEMPROOT", str(MEMORY))

CHROMIUM = ("chromium", "chromium-browser", "google-chrome")


def everything_must_run() -> bool:
    """Say whether a test that is left out counts as failed, as it does in CI."""
    return os.environ.get("CI", "").lower() in {"1", "true", "yes"}


# A sentence that nobody filled ---------------------------------------------------------------------------------------


@pytest.fixture(autouse=True)
def every_placeholder_is_filled() -> Iterator[None]:
    """Fail a test in which a text was rendered with a place left open; people would read "…" there."""
    rendering.unfilled.clear()
    yield
    assert not rendering.unfilled, f"rendered with open places: {sorted(rendering.unfilled)}"


# What is held in the open is what the database says -------------------------------------------------------------------


@pytest.fixture(autouse=True)
def what_is_held_is_what_is_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    """Fail a test in which a draft was changed in place, or holds what JSON does not give back."""
    hold = HeldJson.hold

    def checked(self: HeldJson, there: bytes, value: Any) -> Any:
        kept = self.unpack(vault().open(there[SEAL_BYTES:], place_of(self.label, there[:SEAL_BYTES])))
        assert kept == value, f"{self.label} holds {value!r}, the database {kept!r}"
        return hold(self, there, value)

    monkeypatch.setattr(HeldJson, "hold", checked)


# A browser, and nothing left out unseen ------------------------------------------------------------------------------


@cache
def chromium() -> str:
    """Return the path of Chromium; empty if there is none."""
    return next(filter(None, map(shutil.which, CHROMIUM)), "") or ""


@cache
def why_no_browser() -> str:
    """Say why tests marked `browser` cannot run here; empty if they can."""
    if not chromium():
        return "no Chromium here (apt-get install chromium)"
    fonts = shutil.which("fc-list")
    if not fonts or not subprocess.run([fonts, ":lang=zh"], capture_output=True, check=False).stdout:
        return "no font with Chinese glyphs here (apt-get install fontconfig fonts-noto-cjk)"
    return ""


@pytest.fixture(scope="session")
def chromium_path() -> str:
    """The path of Chromium, for Playwright's `executable_path`."""
    return chromium()


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Leave the browser's tests out, with the reason, where there is no browser; mark what starts a PostgreSQL."""
    for item in items:
        if "postgres" in getattr(item, "fixturenames", ()):
            item.add_marker("postgres")
        if item.get_closest_marker("browser") and why_no_browser():
            item.add_marker(pytest.mark.skip(reason=why_no_browser()))


def pytest_collection_finish() -> None:
    """Leave what was loaded and collected out of every later garbage collection: it stays to the end of the run."""
    gc.freeze()


def left_out(config: pytest.Config) -> int:
    """Count the tests that were left out in this run."""
    reporter = config.pluginmanager.get_plugin("terminalreporter")
    return len(reporter.stats.get("skipped", ())) if reporter else 0


def pytest_sessionfinish(session: pytest.Session) -> None:
    """Let a run with tests left out fail where everything must run."""
    if everything_must_run() and left_out(session.config) and session.exitstatus == pytest.ExitCode.OK:
        session.exitstatus = pytest.ExitCode.TESTS_FAILED


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter, config: pytest.Config) -> None:
    """Say why such a run failed."""
    if everything_must_run() and left_out(config):
        terminalreporter.write_line(
            f"CI is set, so nothing may be left out, but {left_out(config)} tests were: see above.", red=True
        )
