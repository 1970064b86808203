"""What is started warm is what is started from nothing: words, environment, folder, pipes, how it ends."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from tests.warm_programs import ROOT, WarmPopen

COMMAND = [sys.executable, "-m", "bot"]


@pytest.mark.parametrize("words", [("policy", "check", "bad.toml"), ("nonsense",), ("policy", "year", "soon")])
def test_it_says_the_same_and_ends_alike(
    words: tuple[str, ...], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "bad.toml").write_text("[nothing]\n", "utf-8")
    ended = []
    for popen in (subprocess.Popen, WarmPopen):
        monkeypatch.setattr(subprocess, "Popen", popen)
        environment = {"PATH": os.environ["PATH"], "PYTHONPATH": str(ROOT), "COLUMNS": "90"}
        done = subprocess.run(
            [*COMMAND, *words], cwd=tmp_path, env=environment, capture_output=True, text=True, check=False
        )
        ended.append((done.returncode, done.stdout, done.stderr))
    assert ended[0] == ended[1]
    assert ended[0][0] == 2


@pytest.mark.usefixtures("warm_starts")
def test_it_is_a_child_that_can_be_killed(tmp_path: Path) -> None:
    environment = {**os.environ, "DATA_DIR": str(tmp_path), "LISTEN": "127.0.0.1:0", "BOT_TOKEN": ""}
    with subprocess.Popen([*COMMAND, "run"], env=environment, stdout=subprocess.PIPE, text=True) as bot:
        assert bot.stdout is not None
        assert "Sisong is running" in bot.stdout.readline()
        status = dict(line.split(":\t") for line in Path(f"/proc/{bot.pid}/status").read_text().splitlines())
        assert int(status["PPid"]) == os.getpid()
        bot.kill()
    assert bot.returncode == -signal.SIGKILL
