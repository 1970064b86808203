"""The books of the union's money: nothing is promised that a fund does not hold, and every yuan is found again."""

from services.books.exporting import as_beancount, vouchers
from services.books.funds import serving
from services.books.holding import before, cover, follow, waiting
from services.books.receiving import (
    check_may_decide,
    confirm,
    enter,
    open_receipts,
    refuse,
    show_again,
    take_out,
    to_enter,
)
from services.books.reminding import remind
from services.books.settling import loan_repaid, row_came_back, row_paid
from services.books.showing import Books, FundView, Spending, books_of, free_for
from services.books.verifying import verify

__all__ = [
    "Books", "FundView", "Spending", "as_beancount", "before", "books_of", "check_may_decide", "confirm",
    "cover", "enter", "follow", "free_for", "loan_repaid", "open_receipts", "refuse", "remind", "row_came_back",
    "row_paid", "serving", "show_again", "take_out", "to_enter", "verify", "vouchers", "waiting",
]  # fmt: skip
