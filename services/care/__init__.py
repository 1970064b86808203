"""Every household has a case officer: who, since when, and what they read."""

from services.care.assigning import (
    assign_all,
    assign_by_rule,
    assign_to,
    hand_over,
    suggestions_for,
    take_over,
    take_unowned,
)
from services.care.card import HouseholdView, VisitLine, check_may_log, opened, own_card, phone, photos, visits
from services.care.moving import move, relocate, units_to_move_to
from services.care.out_of_reach import tell_of_return
from services.care.suggestions import Suggestion
from services.care.table import OFFICER_TABLE, assign_table, keep_table, table_fetched
from services.care.unowned import report_unowned

__all__ = [
    "OFFICER_TABLE",
    "HouseholdView",
    "Suggestion",
    "VisitLine",
    "assign_all",
    "assign_by_rule",
    "assign_table",
    "assign_to",
    "check_may_log",
    "hand_over",
    "keep_table",
    "move",
    "opened",
    "own_card",
    "phone",
    "photos",
    "relocate",
    "report_unowned",
    "suggestions_for",
    "table_fetched",
    "take_over",
    "take_unowned",
    "tell_of_return",
    "units_to_move_to",
    "visits",
]  # fmt: skip
