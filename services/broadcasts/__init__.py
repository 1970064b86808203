"""Notices to many: written, asked of colleagues, counted, queued."""

from services.broadcasts.acts import (
    OVER,
    cancel,
    card_of,
    confirm,
    file_waits,
    pause,
    preview,
    refuse,
    resend_doubtful,
    resend_failed,
    resume,
    send,
    show,
    write,
)
from services.broadcasts.asking_again import asked_again
from services.broadcasts.cards import redraw
from services.broadcasts.readers import count_readers, next_readers
from services.broadcasts.rows import NoticeRows, add_all, fed, messages, tally
from services.broadcasts.scope import search_units, units_covered
from services.broadcasts.topics import set_muted, topics_muted
from services.broadcasts.unconfirmed import call_on_colleagues
from services.broadcasts.views import NoticeView, listed, view
from services.broadcasts.writing import announce

__all__ = [
    "OVER", "NoticeRows", "NoticeView", "add_all", "announce", "asked_again", "call_on_colleagues", "cancel", "card_of",
    "confirm", "count_readers", "fed", "file_waits", "listed", "messages", "next_readers", "pause", "preview", "redraw",
    "refuse", "resend_doubtful", "resend_failed", "resume", "search_units", "send", "set_muted", "show", "tally",
    "topics_muted", "units_covered", "view", "write",
]  # fmt: skip
