"""One case as its worker and its officers see and correct it."""

from services.cases.by_list import approve_list, list_keys, lists_of, remind_of_lists, show_lists
from services.cases.card import look_at_case, look_at_history, look_at_papers, own_or_opened
from services.cases.disclosures import show_card, show_entry_data
from services.cases.ends.after_death import end_after_death, still_open
from services.cases.finding import Hit, find
from services.cases.lapsed import papers_due, take_up
from services.cases.meant.effect import at_once, carry_out
from services.cases.one_household import HouseholdInOpenCase, check_household, find_open_household
from services.cases.own import (
    CaseView,
    UnderWay,
    answers_under_way,
    handed_in,
    own_case,
    own_cases,
    own_history,
    papers_to_add,
    report_under_way,
)
from services.cases.papers.own import (
    OwnPaper,
    add_papers,
    give_way,
    own_paper,
    own_papers,
    take_paper_back,
)
from services.cases.pay_list import Done, ListChanged, check_listed, lists_moved, pay_listed, pay_lists_of
from services.cases.reports.beside import lists_asked_for, share
from services.cases.reports.labels import label_of_step
from services.cases.trail import look_at_trail
from services.cases.waiting import call_on_workers
from services.cases.worker_side import open_case, open_for, open_without_file, resubmit, withdraw

__all__ = [
    "CaseView", "Done", "Hit", "HouseholdInOpenCase", "ListChanged", "OwnPaper", "UnderWay", "add_papers",
    "answers_under_way", "approve_list", "at_once", "call_on_workers", "carry_out", "check_household", "check_listed",
    "end_after_death", "find", "find_open_household", "give_way", "handed_in", "label_of_step", "list_keys",
    "lists_asked_for", "lists_moved", "lists_of", "look_at_case", "look_at_history", "look_at_papers", "look_at_trail",
    "open_case", "open_for", "open_without_file", "own_case", "own_cases", "own_history", "own_or_opened", "own_paper",
    "own_papers", "papers_due", "papers_to_add", "pay_listed", "pay_lists_of", "remind_of_lists", "report_under_way",
    "resubmit", "share", "show_card", "show_entry_data", "show_lists", "still_open", "take_paper_back", "take_up",
    "withdraw",
]  # fmt: skip
