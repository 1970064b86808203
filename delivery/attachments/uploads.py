"""Telegram's names of our own copies that go to many: each is sent to it once, and after that named."""

from collections import OrderedDict
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

from telegram import Message

MOST_KNOWN = 256
Upload = tuple[int, str]  # the number of a paper, and the name that it is sent under


class UnderWay(Exception):
    """Somebody is being sent it just now: after that it has a name."""


@dataclass(slots=True)
class Uploads:
    """What this process has sent since it began; used by its loop alone."""

    _names: OrderedDict[Upload, str] = field(default_factory=OrderedDict)
    _begun: set[Upload] = field(default_factory=set)

    def name(self, which: Upload) -> str | None:
        """Return Telegram's name of a copy; raises UnderWay while it is on its way there."""
        if which in self._begun:
            raise UnderWay
        return self._names.get(which)

    @contextmanager
    def beginning(self, which: Upload) -> Iterator[None]:
        """Let nobody else send this copy while the block does."""
        self._begun.add(which)
        try:
            yield
        finally:
            self._begun.discard(which)

    def note(self, which: Upload, sent: Message) -> None:
        """Keep the name that Telegram gave to what was sent."""
        file = sent.photo[-1] if sent.photo else sent.document
        if file is not None:
            self._names[which] = file.file_id
            while len(self._names) > MOST_KNOWN:
                self._names.popitem(last=False)

    def forget(self, which: Upload) -> None:
        """Send a copy anew the next time: Telegram does not know the name any more."""
        self._names.pop(which, None)
