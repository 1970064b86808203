"""Logging: one line per event, as words on a terminal and as JSON elsewhere, never with personal data."""

import logging
import sys
from contextlib import suppress

import structlog

QUIET = ("httpx", "httpcore", "apscheduler", "aiohttp", "telegram", "uvicorn", "uvicorn.access", "uvicorn.error")


def set_up_logging(level: str = "INFO") -> None:
    """Configure structlog; libraries that may quote what people wrote are kept at WARNING."""
    logging.basicConfig(level=logging.WARNING, format="%(levelname)s %(name)s %(message)s", stream=sys.stderr)
    keep_libraries_quiet()
    on_terminal = sys.stderr.isatty()
    structlog.configure(
        processors=[
            structlog.contextvars.merge_contextvars,
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso", utc=True),
            structlog.dev.ConsoleRenderer() if on_terminal else structlog.processors.JSONRenderer(ensure_ascii=False),
        ],
        wrapper_class=structlog.make_filtering_bound_logger(getattr(logging, level.upper(), logging.INFO)),
        logger_factory=lambda *_names: Lines(sys.stderr),
    )


class Lines(structlog.PrintLogger):
    """Writes lines; one that cannot be written (the log stands on a full disk) is lost and nobody's fault."""

    def msg(self, message: str) -> None:
        with suppress(OSError, ValueError):
            super().msg(message)

    log = debug = info = warn = warning = fatal = failure = err = error = critical = exception = msg


def keep_libraries_quiet() -> None:
    """Let libraries tell of trouble only, and of none with what people wrote."""
    for name in QUIET:
        logging.getLogger(name).setLevel(logging.WARNING)
    # PTB logs failing updates whole, and with them what people wrote; the desk logs them without.
    logging.getLogger("telegram.ext.Application").setLevel(logging.CRITICAL)


def safe_trace(failure: BaseException) -> str:
    """Return where a failure came from, without its message, which may quote what a person wrote."""
    places = []
    trace = failure.__traceback__
    while trace is not None:
        places.append(f"{trace.tb_frame.f_globals.get('__name__')}:{trace.tb_lineno}")
        trace = trace.tb_next
    return " > ".join(places[-6:])
