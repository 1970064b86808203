"""Runs any form durably on a draft, and shows its card."""

from handlers.forms.answering import take_edit, take_message
from handlers.forms.asides import Aside
from handlers.forms.beginning import (
    begin,
    continue_key,
    filled_in,
    progress,
    running_if_open,
    show_again,
    unfinished_keys,
)
from handlers.forms.conversations import CONVERSATIONS, Conversation, Preview, Running, of_workers, register

__all__ = [
    "CONVERSATIONS", "Aside", "Conversation", "Preview", "Running", "begin", "continue_key", "filled_in", "of_workers",
    "progress", "register", "running_if_open", "show_again", "take_edit", "take_message",
    "unfinished_keys",
]  # fmt: skip
