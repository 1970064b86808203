"""Kept until every room imports from handlers.forms."""

from handlers.forms import *  # noqa: F403
