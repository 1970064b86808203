"""The only sender: takes outbox rows, puts them into the reader's language and keeps to Telegram's limits."""

import os

# PTB tells how long to wait after a 429 as a number, which it warns of, unless it is asked for a timedelta.
os.environ.setdefault("PTB_TIMEDELTA", "true")
