"""A child that has loaded what draws and forks for each drawing: for tests of what is in a drawing, not of the child.

Every drawing is still made by a process of its own, with the program and the environment of the real one.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from tempfile import TemporaryDirectory
from typing import IO

from delivery import drawings
from delivery.drawings.__main__ import drawn

SIZE = 8  # bytes before each job and each file that say how long it is


class WarmChild:
    """Draws one file after the other."""

    def __init__(self, folder: str) -> None:
        environment = drawings.environment(folder) | {"PYTHONWARNINGS": "error"}
        self._child = subprocess.Popen(
            [sys.executable, "-m", __name__], stdin=subprocess.PIPE, stdout=subprocess.PIPE, cwd=drawings.ROOT,
            env=environment,
        )  # fmt: skip

    async def drawn(self, packed: bytes, _folder: str) -> bytes:
        """Stand in for `drawings._drawn`; what fails here is a fault of the test, whose words are on its stderr."""
        assert self._child.stdin is not None
        assert self._child.stdout is not None
        _put(self._child.stdin, packed)
        content = _taken(self._child.stdout)
        assert content, "the drawing failed"
        return content

    def end(self) -> None:
        self._child.communicate()


@contextmanager
def warm_child() -> Iterator[WarmChild]:
    """A child for the length of the block."""
    with TemporaryDirectory() as folder:
        child = WarmChild(folder)
        yield child
        child.end()


def _put(pipe: IO[bytes], content: bytes) -> None:
    pipe.write(len(content).to_bytes(SIZE) + content)
    pipe.flush()


def _taken(pipe: IO[bytes]) -> bytes:
    return pipe.read(int.from_bytes(pipe.read(SIZE)))


def _main() -> None:
    import delivery.drawings.chart
    import delivery.drawings.document
    import delivery.drawings.pairs
    import delivery.drawings.table  # noqa: F401 - loaded once, before the forks

    while job := _taken(sys.stdin.buffer):
        if os.fork() == 0:
            _put(sys.stdout.buffer, drawn(json.loads(job)))
            os._exit(0)
        if os.wait()[1]:
            _put(sys.stdout.buffer, b"")


if __name__ == "__main__":
    _main()
