"""A draft is a place in a form, kept until it is sent or given up."""

from services.forms.drafts import Draft, active, begin, discard, find, own, put_aside, resume, save, unfinished

__all__ = ["Draft", "active", "begin", "discard", "find", "own", "put_aside", "resume", "save", "unfinished"]
