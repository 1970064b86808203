"""Keeping other websites in the same browser away from the page's interface."""

from collections.abc import Sequence
from urllib.parse import urlsplit

from starlette.requests import Request

from simulator.errors import PageError

_LOOPBACK = frozenset({"localhost", "127.0.0.1", "::1", "testserver"})

SECURITY_HEADERS = {
    "Content-Security-Policy": (
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' blob: data:; connect-src 'self'; "
        "base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
    ),
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cache-Control": "no-cache",
}


class Guard:
    """Lets through only requests made to a known name and from the page itself."""

    def __init__(self, allow_hosts: Sequence[str] = ()) -> None:
        self._hosts = _LOOPBACK | frozenset(allow_hosts)

    def check(self, request: Request) -> None:
        """Refuse a foreign Host (DNS rebinding) or a foreign Origin (a form on another site)."""
        host = request.headers.get("host", "")
        if urlsplit(f"//{host}").hostname not in self._hosts:
            raise PageError(403, "this address is not served here")
        origin = request.headers.get("origin")
        if origin and urlsplit(origin).netloc != host:
            raise PageError(403, "requests from other sites are refused")
