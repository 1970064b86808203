"""The child that draws: one drawing as JSON on its standard input, the file on its standard output."""

import json
import os
import sys
import traceback
from typing import Any

NICENESS = 10  # the bot's answers come first


def drawn(data: dict[str, Any]) -> bytes:
    """Return the file; only what this kind needs is loaded."""
    match data["kind"]:
        case "season_chart":
            from delivery.drawings.chart import season_chart

            return season_chart(data)
        case "pairs_chart":
            from delivery.drawings.pairs import pairs_chart

            return pairs_chart(data)
        case "plan_chart":
            from delivery.drawings.plan import plan_chart

            return plan_chart(data)
        case "table":
            from delivery.drawings.table import table

            return table(data)
        case "document":
            from delivery.drawings.document import document

            return document(data)
    raise ValueError("unknown kind of drawing")


def account_of(failure: Exception) -> str:
    """Say what failed and where, without the failure's own words, which may quote the data."""
    places = "".join(traceback.format_tb(failure.__traceback__))
    return f"{places}{type(failure).__name__}\n"


def main() -> int:
    """Draw; return the exit status."""
    if hasattr(os, "nice"):
        os.nice(NICENESS)
    try:
        content = drawn(json.load(sys.stdin.buffer))
    except Exception as failure:
        sys.stderr.write(account_of(failure))
        return 1
    sys.stdout.buffer.write(content)
    return 0


if __name__ == "__main__":
    sys.exit(main())
