"""What somebody says about somebody else takes no effect by itself: it is looked at, asked about and settled."""

from services.claims.asking import ask_anew
from services.claims.clashes import match_case, match_change
from services.claims.named import answer
from services.claims.settling import look, settle

__all__ = ["answer", "ask_anew", "look", "match_case", "match_change", "settle"]
