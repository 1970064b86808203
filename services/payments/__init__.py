"""Money out, once, and whether it came."""

from services.payments.asked_cards import CameBack, came_back
from services.payments.cards import card_of, full_card
from services.payments.disputes import answer_worker, check_may_answer
from services.payments.due import check_card, money_due, money_off
from services.payments.loans.deferring import ask_to_wait, may_wait
from services.payments.loans.lent_out import LentLine, LentOut, lent_out
from services.payments.loans.letting import check_wait, let_wait, refuse_wait
from services.payments.loans.reminding import remind_of_repayments
from services.payments.loans.repaying import owed, repay
from services.payments.loans.settling import ask_to_settle, check_may_tell_how, tell_how
from services.payments.loans.showing import LoanView, loan_view
from services.payments.months.becoming_due import let_months_be_due
from services.payments.months.beginning import begin_run, run_off
from services.payments.months.ending import Rests, check_may_steer, end_for_good, hold, let_go_on
from services.payments.months.paying import check_may_pay, check_reference, due_months, pay_months
from services.payments.months.stopping import check_may_stop, running, stop
from services.payments.months.telling import run_told
from services.payments.new_cards import CardNotAsked, card_asked, card_confirmed, give_card
from services.payments.overdue import remind_of_money_back
from services.payments.payments import ReferenceOnRecord, ask_keys, pay
from services.payments.receipts import confirm_receipt, dispute_receipt, route_disputes_anew
from services.payments.returns import check_may_return, record_return
from services.payments.rows import may_come_back, standing_at
from services.payments.second import check_second, let_pay_again, refuse_again
from services.payments.unheard import ask_to_call, close_unheard, follow_officers, hear

__all__ = [
    "CameBack", "CardNotAsked", "LentLine", "LentOut", "LoanView", "ReferenceOnRecord", "Rests", "answer_worker",
    "ask_keys", "ask_to_call", "ask_to_settle", "ask_to_wait", "begin_run", "came_back", "card_asked",
    "card_confirmed", "card_of", "check_card", "check_may_answer", "check_may_pay", "check_may_return",
    "check_may_steer", "check_may_stop", "check_may_tell_how", "check_reference", "check_second", "check_wait",
    "close_unheard", "confirm_receipt", "dispute_receipt", "due_months", "end_for_good", "follow_officers",
    "full_card", "give_card", "hear", "hold", "lent_out", "let_go_on", "let_months_be_due", "let_pay_again",
    "let_wait", "loan_view", "may_come_back", "may_wait", "money_due", "money_off", "owed", "pay", "pay_months",
    "record_return", "refuse_again", "refuse_wait", "remind_of_money_back", "remind_of_repayments", "repay",
    "route_disputes_anew", "run_off", "run_told", "running", "standing_at", "stop", "tell_how",
]  # fmt: skip
