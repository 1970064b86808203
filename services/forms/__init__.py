"""A draft is a place in a form, kept until it is sent or given up."""

from services.forms.drafts import (
    Draft,
    Ended,
    active,
    begin,
    discard,
    end,
    find,
    let_go,
    own,
    put_aside,
    resume,
    save,
    unfinished,
)
from services.forms.upkeep import expire_drafts, nudge_drafts

__all__ = [
    "Draft", "Ended", "active", "begin", "discard", "end", "expire_drafts", "find", "let_go", "nudge_drafts", "own",
    "put_aside", "resume", "save", "unfinished",
]  # fmt: skip
