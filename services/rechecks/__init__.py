"""The yearly re-check of the files: asked of all at once, answered part by part, and what follows if it is not."""

from services.rechecks.answering import Done, RecheckView, finish, say_part, shown
from services.rechecks.overview import Line, Picture, mine, picture
from services.rechecks.record import is_waited_for
from services.rechecks.rounds import carry_on

__all__ = [
    "Done", "Line", "Picture", "RecheckView", "carry_on", "finish", "is_waited_for", "mine", "picture", "say_part",
    "shown",
]  # fmt: skip
