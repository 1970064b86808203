"""A draft is a place in a form, kept until it is sent or given up."""

from services.forms.drafts import Draft, active, begin, discard, find, let_go, own, put_aside, resume, save, unfinished
from services.forms.upkeep import expire_drafts, nudge_drafts

__all__ = [
    "Draft", "active", "begin", "discard", "expire_drafts", "find", "let_go", "nudge_drafts", "own", "put_aside",
    "resume", "save", "unfinished",
]  # fmt: skip
