"""What tests start warm is what people start: every command is started once in both ways, and does the same."""

from __future__ import annotations

import base64
import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest
import typer

from bot.cli.cli import app
from tests.warm_programs import ROOT, WarmPopen

COMMAND = [sys.executable, "-m", "bot"]
DEMO = str(ROOT / "policies" / "demo.toml")
KEY, NEW = (base64.b64encode(letter * 32).decode() for letter in (b"k", b"n"))
# What each is given besides its name, and how it ends.
GIVEN: Mapping[str, tuple[tuple[str, ...], int]] = {
    "run": ((), 2),  # the address in its settings is none
    "demo": (("--folder", "other"), 2),  # somebody's own folder
    "tour": (("--nonsense",), 2),  # that it plays the story is tested in test_cli.py, from nothing, too
    "migrate": ((), 0),
    "rekey": ((), 0),
    "erase": (("2026-0001", "--yes"), 2),
    "papers": ((), 0),
    "policy check": (("bad.toml",), 2),
    "policy show": ((), 0),
    "policy try": ((str(ROOT / "policies" / "demo.toml"), "bad.toml"), 2),
    "policy compare": ((DEMO, DEMO, "--invented", "20"), 0),
    "policy year": (("2027",), 0),
    "registers check": (("bad.toml",), 0),
    "registers take": (("1",), 2),
    "registers undo": (("1",), 2),
    "books verify": ((), 0),
    "books export": (("out",), 0),
    "import units": (("units.csv",), 0),
    "import case-officers": (("units.csv",), 2),
}


def commands(group: typer.Typer, before: str = "") -> Iterator[str]:
    """Yield every command of the program."""
    for one in group.registered_commands:
        assert one.callback is not None
        yield before + (one.name or one.callback.__name__)
    for more in group.registered_groups:
        assert more.typer_instance is not None
        yield from commands(more.typer_instance, f"{before}{more.name} ")


def test_every_command_is_started_both_ways() -> None:
    assert set(commands(app)) == set(GIVEN)


def started(folder: Path, words: tuple[str, ...]) -> tuple[int, str, str, set[str]]:
    """Start a command in a folder of its own: how it ends, what it says, and which files it leaves."""
    (folder / "other").mkdir(parents=True)
    (folder / "other" / "precious.txt").write_text("keep me", "utf-8")
    (folder / "bad.toml").write_text("[nothing]\n", "utf-8")
    (folder / "units.csv").write_text("name,code,level,parent_code\n中心,C1,centre,\n", "utf-8")
    environment = {"PATH": os.environ["PATH"], "PYTHONPATH": str(ROOT), "COLUMNS": "90", "DATA_DIR": "data",
                   "POLICY": str(ROOT / "policies" / "demo.toml"), "DATA_KEY": KEY, "NEW_DATA_KEY": NEW,
                   "LISTEN": "nonsense" if words == ("run",) else "127.0.0.1:0"}  # fmt: skip
    done = subprocess.run([*COMMAND, *words], cwd=folder, env=environment, capture_output=True, text=True, check=False)
    return done.returncode, done.stdout, done.stderr, {str(path.relative_to(folder)) for path in folder.rglob("*")}


@pytest.mark.parametrize("name", GIVEN)
def test_a_command_says_and_leaves_the_same(
    name: str, tmp_path: Path, migrated_sqlite: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    given, ends = GIVEN[name]
    if name == "rekey":  # nothing else needs a database that is there
        for way in ("cold", "warm"):
            (tmp_path / way / "data").mkdir(parents=True)
            shutil.copyfile(migrated_sqlite, tmp_path / way / "data" / "sisong.sqlite3")
    cold = started(tmp_path / "cold", (*name.split(), *given))
    monkeypatch.setattr(subprocess, "Popen", WarmPopen)
    assert started(tmp_path / "warm", (*name.split(), *given)) == cold
    assert cold[0] == ends, cold[2]
    assert "Traceback" not in cold[2]


@pytest.mark.usefixtures("warm_starts")
def test_it_is_a_child_that_can_be_killed(begun: Path) -> None:
    environment = {**os.environ, "DATA_DIR": str(begun), "LISTEN": "127.0.0.1:0", "BOT_TOKEN": ""}
    with subprocess.Popen([*COMMAND, "run"], cwd=ROOT, env=environment, stdout=subprocess.PIPE, text=True) as bot:
        assert bot.stdout is not None
        assert "Sisong is running" in bot.stdout.readline()
        assert bot.poll() is None
        bot.kill()
    assert bot.returncode == -signal.SIGKILL


def test_a_running_bot_holds_nothing_that_only_some_acts_need() -> None:
    rare = {"rich", "pygments", "opencc", "phonenumbers", "pypdf", "PIL", "openpyxl", "matplotlib", "cn2an"}
    look = (
        "import sys; from bot.cli.running import load_the_program; load_the_program(); "
        "from domain.policy_file.loading import load_policy; from pathlib import Path; "
        "load_policy(Path('policies/demo.toml')); print(*sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", look], cwd=ROOT, capture_output=True, text=True, check=True)
    assert "bot.run.app" in done.stdout.split()
    assert not rare & set(done.stdout.split())
