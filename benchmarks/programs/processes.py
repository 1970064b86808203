"""Starts and ends the programs that are measured: the bot, the simulator, the bare echo, each in its own process."""

from __future__ import annotations

import base64
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from urllib.request import urlopen

from benchmarks.crowd.script import POLICY

ROOT = Path(__file__).parents[2]
TOKEN = "7000001:benchmark-token"  # noqa: S105 - accepted by a simulator on loopback only
SECRET = "a-secret-of-the-benchmark"  # noqa: S105 - the same
KEY = bytes(range(32))
PATIENCE = 30.0  # seconds until a program that does not come up counts as broken
FIRST_PERSON = 1001  # `python -m simulator --people` counts from here


@dataclass
class Simulator:
    """An external simulator; `polls` tells when the bot first asked for updates, on the monotonic clock."""

    url: str
    process: subprocess.Popen[str]

    def first_poll(self) -> float:
        """Wait for the first getUpdates and return its moment."""
        assert self.process.stdout is not None
        for line in self.process.stdout:
            if line.startswith("polled "):
                return float(line.split()[1])
        raise RuntimeError("the simulator ended before the bot asked for updates")


@contextmanager
def running_simulator(
    people: int = 0, *, watched: bool = False, started: bool = False, limits: bool = False
) -> Iterator[Simulator]:
    """Run `python -m simulator`; watched, the same simulator also notes the first getUpdates."""
    port = free_port()
    module = "benchmarks.programs.watched_simulator" if watched else "simulator"
    words = [sys.executable, "-m", module, "--port", str(port), "--token", TOKEN, "--people", str(people)]
    words += ["--started"] * started + ["--limits"] * limits
    with subprocess.Popen(words, cwd=ROOT, stdout=subprocess.PIPE, text=True) as process:
        try:
            url = f"http://127.0.0.1:{port}"
            wait_for(f"{url}/sim/clock", process)
            yield Simulator(url, process)
        finally:
            process.kill()


@dataclass
class BotProcess:
    """The bot as people run it, `python -m bot run`, with everything it needs in its environment."""

    folder: Path
    api_url: str
    database_url: str = ""
    webhook: bool = False
    more: Mapping[str, str] = field(default_factory=dict)
    port: int = field(default_factory=lambda: free_port())
    process: subprocess.Popen[bytes] | None = None

    @property
    def database(self) -> str:
        return self.database_url or f"sqlite:///{self.folder / 'sisong.sqlite3'}"

    @property
    def log(self) -> Path:
        return self.folder / "bot.log"

    @property
    def health_url(self) -> str:
        return f"http://127.0.0.1:{self.port}/healthz"

    def environment(self) -> dict[str, str]:
        """Return the settings; nothing of the caller's own installation comes in."""
        own = {name: os.environ[name] for name in ("PATH", "HOME", "LANG", "TMPDIR") if name in os.environ}
        hook = {"WEBHOOK_URL": f"http://127.0.0.1:{self.port}", "WEBHOOK_SECRET": SECRET} if self.webhook else {}
        return {
            **own,
            "PYTHONPATH": str(ROOT),
            "BOT_TOKEN": TOKEN,
            "BOT_API_URL": self.api_url,
            "DATA_KEY": base64.b64encode(KEY).decode(),
            "DATA_DIR": str(self.folder),
            "DATABASE_URL": self.database,
            "POLICY": str(POLICY),
            "LISTEN": f"127.0.0.1:{self.port}",
            "SENDS_PER_SECOND": "0",
            "UNDO_SECONDS": "0",
            **hook,
            **self.more,
        }

    def run_command(self, *words: str) -> None:
        """Run another command of the program, such as `migrate`, to its end."""
        command = [sys.executable, "-m", "bot", *words]
        subprocess.run(command, cwd=self.folder, env=self.environment(), check=True, capture_output=True)

    def start(self) -> None:
        """Start without waiting; the log of all runs goes into one file."""
        with self.log.open("ab") as log:
            command = [sys.executable, "-m", "bot", "run"]
            self.process = subprocess.Popen(
                command, cwd=self.folder, env=self.environment(), stdout=log, stderr=log, stdin=subprocess.DEVNULL
            )

    def wait_until_up(self) -> None:
        """Wait until /healthz answers."""
        assert self.process is not None
        wait_for(self.health_url, self.process, self.log)

    def kill(self) -> None:
        """End at once, as a power cut would."""
        if self.process is not None:
            self.process.kill()
            self.process.wait()
            self.process = None

    def stop(self) -> None:
        """End in good order."""
        if self.process is not None:
            self.process.send_signal(signal.SIGTERM)
            try:
                self.process.wait(PATIENCE)
            finally:
                self.kill()


@contextmanager
def running_bot(bot: BotProcess) -> Iterator[BotProcess]:
    """Run the bot for as long as the block lasts."""
    bot.start()
    try:
        bot.wait_until_up()
        yield bot
    finally:
        bot.kill()


@contextmanager
def running_echo(api_url: str, concurrent: bool) -> Iterator[None]:
    """Run the bare echo of python-telegram-bot."""
    words = [
        sys.executable,
        "-m",
        "benchmarks.programs.echo",
        api_url,
        TOKEN,
        "concurrent" if concurrent else "default",
    ]
    with subprocess.Popen(words, cwd=ROOT) as process:
        try:
            yield
        finally:
            process.kill()


def wait_for(url: str, process: subprocess.Popen[bytes] | subprocess.Popen[str], log: Path | None = None) -> None:
    """Wait until a program of ours answers at this address; raises RuntimeError when it ends or takes too long."""
    deadline = time.monotonic() + PATIENCE
    while True:
        try:
            with urlopen(url, timeout=5):  # noqa: S310 - the address is our own
                return
        except OSError:
            if process.poll() is not None or time.monotonic() > deadline:
                said = log.read_text(errors="replace")[-2000:] if log else ""
                raise RuntimeError(f"{process.args!r} does not answer. {said}") from None
            time.sleep(0.02)


def free_port() -> int:
    """Return a port of the loopback that nobody uses."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def memory_of(process_id: int, *, with_children: bool = True) -> float:
    """Return the resident memory of a process and its children, in MB."""
    status = Path(f"/proc/{process_id}/status").read_text()
    own = next(int(line.split()[1]) for line in status.splitlines() if line.startswith("VmRSS:"))
    if not with_children:
        return own / 1024
    children = Path(f"/proc/{process_id}/task/{process_id}/children").read_text().split()
    return own / 1024 + sum(memory_of(int(child)) for child in children)
