"""What somebody says about somebody else takes no effect by itself: it is looked at, asked about and settled."""

from services.claims.accounts import answer_account, answered_accounts, ask_account_anew, match_file, match_files
from services.claims.asking import ask_anew, follow_officers, forget, registered
from services.claims.clashes import end_within, match_case, match_change
from services.claims.move_deciding import (
    check_may_check_move,
    check_move,
    confirm_move,
    keep_up_moves,
    not_me,
    refuse_move,
)
from services.claims.moves import ask_move, look_at_move, moves_waiting
from services.claims.named import answer
from services.claims.settling import look, settle

__all__ = [
    "answer", "answer_account", "answered_accounts", "ask_account_anew", "ask_anew", "ask_move", "check_may_check_move",
    "check_move", "confirm_move", "end_within", "follow_officers", "forget", "keep_up_moves", "look", "look_at_move",
    "match_case", "match_change", "match_file", "match_files", "moves_waiting", "not_me", "refuse_move",
    "registered", "settle",
]  # fmt: skip
