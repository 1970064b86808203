"""Money out, once, and whether it came."""

from services.payments.cards import card_of, full_card
from services.payments.disputes import answer_worker, check_may_answer, paid_again
from services.payments.due import money_due, money_off
from services.payments.payments import ReferenceOnRecord, ask_keys, pay
from services.payments.receipts import confirm_receipt, dispute_receipt, route_disputes_anew
from services.payments.rows import standing_at
from services.payments.unheard import ask_to_call, close_unheard, hear

__all__ = [
    "ReferenceOnRecord",
    "answer_worker",
    "ask_keys",
    "ask_to_call",
    "card_of",
    "check_may_answer",
    "close_unheard",
    "confirm_receipt",
    "dispute_receipt",
    "full_card",
    "hear",

    "money_due",
    "money_off",
    "paid_again",
    "pay",
    "route_disputes_anew",
    "standing_at",
]  # fmt: skip
