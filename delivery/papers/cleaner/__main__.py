"""The child: one file on its standard input; on its standard output a line of JSON, and behind it what is kept."""

import json
import os
import resource
import sys
import traceback
from contextlib import suppress

from delivery.papers.cleaner.faults import CLEAN, CannotBeUsed

NICENESS = 10  # the bot's answers come first
MOST_MEMORY = 1024**3  # bytes
MOST_SECONDS = 40  # of the processor


def cleaned(content: bytes) -> tuple[dict[str, str], bytes]:
    """Return what is said of a file (`mime` and `found`, or `fault`) and the bytes to keep."""
    try:
        if sys.argv[1:] == ["pdf"]:
            from delivery.papers.cleaner.pdfs import clean_pdf

            found, pdf = clean_pdf(content)
            return {"mime": "application/pdf", "found": found}, pdf
        from delivery.papers.cleaner.pictures import clean_picture

        mime, picture = clean_picture(content)
        return {"mime": mime, "found": CLEAN}, picture
    except CannotBeUsed as refused:
        return {"fault": refused.fault}, b""


def _within_limits() -> None:
    if hasattr(os, "nice"):
        os.nice(NICENESS)
    with suppress(ValueError, OSError):
        resource.setrlimit(resource.RLIMIT_AS, (MOST_MEMORY, MOST_MEMORY))
    with suppress(ValueError, OSError):
        resource.setrlimit(resource.RLIMIT_CPU, (MOST_SECONDS, MOST_SECONDS))


def main() -> int:
    """Clean one file; return the exit status."""
    _within_limits()
    try:
        said, content = cleaned(sys.stdin.buffer.read())
    except Exception as failure:
        places = "".join(traceback.format_tb(failure.__traceback__))
        sys.stderr.write(f"{places}{type(failure).__name__}\n")  # not its words, which may quote the file
        return 1
    sys.stdout.buffer.write(json.dumps(said).encode() + b"\n" + content)
    return 0


if __name__ == "__main__":
    sys.exit(main())
