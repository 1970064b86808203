"""Money out, once, and whether it came."""

from services.payments.disputes import answer_worker, check_may_answer, paid_again
from services.payments.payments import card_of, full_card, pay
from services.payments.receipts import confirm_receipt, dispute_receipt, route_disputes_anew

__all__ = [
    "answer_worker", "card_of", "check_may_answer", "confirm_receipt", "dispute_receipt", "full_card", "paid_again",
    "pay", "route_disputes_anew",
]  # fmt: skip
