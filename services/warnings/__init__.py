"""The first signs of trouble: who hears of them, what is answered, and households near the line without a file."""

from services.warnings.answering import answer, end_with, measure_added, opened, visited
from services.warnings.edges import edge, edges, near_the_line
from services.warnings.following import follow_consent, forget
from services.warnings.keeping_up import keep_up
from services.warnings.reading import counts, waiting_ones
from services.warnings.signing import in_arrears, sign, words_said

__all__ = [
    "answer", "counts", "edge", "edges", "end_with", "follow_consent", "forget", "in_arrears", "keep_up",
    "measure_added", "near_the_line", "opened", "sign", "visited", "waiting_ones", "words_said",
]  # fmt: skip
