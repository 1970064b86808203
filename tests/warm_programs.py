"""Programs that start warm: a child has loaded them, and what a test starts is a fork of it.

It has the words, the environment, the folder and the pipes that the test gave it, runs the same `__main__`, and is a
child of the test like any other, to be waited for or killed. What is saved is loading the same modules again. Every
command is started in both ways and compared in `tests/program/test_warm_starts.py`.
"""

from __future__ import annotations

import ctypes
import gc
import json
import os
import runpy
import socket
import subprocess
import sys
from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).parent.parent
PROGRAMS = ("bot", "simulator")
MOST = 2**20  # bytes of words and environment
IS_LINUX = sys.platform == "linux"  # on other systems a fork of a child cannot become one's own; all start from nothing
ADOPT = 36  # PR_SET_CHILD_SUBREAPER: a process whose parent ends becomes a child of this one


class WarmPopen(subprocess.Popen[Any]):
    """A `Popen` that starts `python -m bot` and `python -m simulator` warm, and everything else as it is."""

    def _execute_child(self, args: Any, *more: Any) -> None:
        if not (IS_LINUX and args[:2] == [sys.executable, "-m"] and args[2] in PROGRAMS):
            super()._execute_child(args, *more)  # type: ignore[misc]
            return
        _, _, _, _, cwd, env, _, _, _, reads, _, _, writes, _, complains = more[:15]
        given = [fd if fd != -1 else own for own, fd in enumerate((reads, writes, complains))]
        self.pid = _fork(args[2:], str(cwd or Path.cwd()), dict(env if env is not None else os.environ), given)
        self._child_created = True
        self._close_pipe_fds(*more[9:15])  # type: ignore[attr-defined]


@pytest.fixture
def warm_starts(monkeypatch: pytest.MonkeyPatch) -> None:
    """Programs start warm in this test."""
    monkeypatch.setattr(subprocess, "Popen", WarmPopen)


def _fork(words: Sequence[str], folder: str, environment: dict[str, str], pipes: list[int]) -> int:
    line = _child()
    socket.send_fds(line, [json.dumps([words, folder, environment]).encode()], pipes)
    return int(line.recv(20))


@cache
def _child() -> socket.socket:
    ctypes.CDLL(None).prctl(ADOPT, 1)
    ours, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
    command = [sys.executable, "-m", __name__, str(theirs.fileno())]
    _kept.append(subprocess.Popen(command, cwd=ROOT, stdin=subprocess.DEVNULL, pass_fds=[theirs.fileno()]))
    theirs.close()
    return ours


_kept: list[subprocess.Popen[bytes]] = []


# In the child --------------------------------------------------------------------------------------------------------


def _main() -> None:
    before = set(os.environ)
    _load()
    own = {name: value for name, value in os.environ.items() if name not in before}  # that modules set for themselves
    line = socket.socket(fileno=int(sys.argv[1]))
    while (received := socket.recv_fds(line, MOST, 3))[0]:
        job, pipes = received[:2]
        program = _forked_twice()
        if not program:
            line.close()
            words, folder, environment = json.loads(job)
            _become(words, folder, own | environment, pipes)
            return
        for pipe in pipes:
            os.close(pipe)
        line.send(str(program).encode())


def _load() -> None:
    import simulator.serving  # noqa: F401 - loaded once, before the forks
    from bot.cli import cli, erase, policy_year, rekey  # noqa: F401 - the same
    from bot.cli.running import load_the_program
    from bot.run import migrate  # noqa: F401 - the same
    from domain.policy_file.loading import load_policy

    load_the_program()
    load_policy(ROOT / "policies" / "demo.toml", years=())  # the moons of the coming years are remembered
    gc.freeze()


def _forked_twice() -> int:
    """Return the number of a process that has lost its parent; in that process return 0."""
    reads, writes = os.pipe()
    between = os.fork()
    if not between:
        program = os.fork()
        if not program:
            os.close(reads)
            os.close(writes)
            return 0
        os.write(writes, str(program).encode())
        os._exit(0)
    os.waitpid(between, 0)  # from now on it is a child of the tests
    os.close(writes)
    program = int(os.read(reads, 20))
    os.close(reads)
    return program


def _become(words: list[str], folder: str, environment: dict[str, str], pipes: list[int]) -> None:
    for place, pipe in enumerate(pipes):
        os.dup2(pipe, place)
        os.close(pipe)
    os.chdir(folder)
    os.environ.clear()
    os.environ.update(environment)
    sys.argv = words
    runpy.run_module(words[0], run_name="__main__", alter_sys=True)


if __name__ == "__main__":
    _main()
