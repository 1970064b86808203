"""What somebody says about somebody else takes no effect by itself: it is looked at, asked about and settled."""

from services.claims.accounts import answer_account, match_account, match_file
from services.claims.asking import ask_anew
from services.claims.clashes import match_case, match_change
from services.claims.named import answer
from services.claims.settling import look, settle

__all__ = [
    "answer", "answer_account", "ask_anew", "look", "match_account", "match_case", "match_change", "match_file",
    "settle",
]  # fmt: skip
