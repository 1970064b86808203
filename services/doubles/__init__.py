"""Two files that may be of one household: found by what they share, settled by officers over both, made one by two."""

from services.doubles.asking import ask_anew, follow_officers
from services.doubles.deciding import confirm, mean_one, not_confirmed, not_one
from services.doubles.looking import look, whom_to_keep
from services.doubles.marking import file_changed, file_opened, files_taken, forget_marks, keep_up

__all__ = [
    "ask_anew", "confirm", "file_changed", "file_opened", "files_taken", "follow_officers", "forget_marks", "keep_up",
    "look", "mean_one", "not_confirmed", "not_one", "whom_to_keep",
]  # fmt: skip
