"""Two policies are compared over 100,000 invented households, by the command, on all cores of the machine."""

from __future__ import annotations

import subprocess
import sys
import time
from pathlib import Path

from benchmarks.figure import Figure, in_time

HOUSEHOLDS, SECONDS = 100_000, 60.0
POLICIES = Path(__file__).parents[2] / "policies"


def measure() -> list[Figure]:
    """Compare the demonstration with the file of a city that builds on it."""
    files = [str(POLICIES / name) for name in ("demo.toml", "suning.toml")]
    command = [sys.executable, "-m", "bot", "policy", "compare", *files, "--invented", str(HOUSEHOLDS)]
    started = time.perf_counter()
    subprocess.run(command, check=True, capture_output=True, cwd=POLICIES.parent)
    seconds = time.perf_counter() - started
    return [in_time(f"two policies compared over {HOUSEHOLDS:,} invented households (s)", seconds, SECONDS)]
