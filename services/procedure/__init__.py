"""Moves one case through its steps: visits, decisions, notice, entry, and the prompts for them."""

from services.procedure.contracts import check_may_send, check_may_send_back, send_back, send_contract
from services.procedure.course import begin, check_once, move
from services.procedure.decisions import StepInHand, ToApprove, asks, check_may_press, decide, step_in_hand
from services.procedure.dossier import Dossier, put_card
from services.procedure.entry import enter, enter_all, entries_waiting, list_asked
from services.procedure.grounds import mark_anew, mark_seen, money_of
from services.procedure.handover import (
    follow_change,
    household_changed,
    route_steps_anew,
    take_along,
    take_along_report,
    take_from,
)
from services.procedure.late.clock import (
    call_on_officers,
    end_notice_if_over,
    end_notices,
    follow_calendar,
    remind_overdue_steps,
)
from services.procedure.late.money_came import hold_waiting, let_go_on
from services.procedure.meant.again import given_before
from services.procedure.meant.keeping import (
    Meant,
    begin_effect,
    due,
    follow,
    forget,
    meant_until,
    not_in_effect,
    put_below,
    take_back,
    together,
    waiting_of,
)
from services.procedure.meetings.grouped import say_together, stand_together
from services.procedure.meetings.voting import sum_asked, vote
from services.procedure.news import tell, tell_moved_on, tell_verdict
from services.procedure.notice import refused_now, remind_of_refused, take_off, try_again, try_all_again
from services.procedure.prompts import (
    Waiting,
    asked,
    case_officers,
    close_prompts,
    follow_consent,
    pending,
    put_before,
    put_prompt,
    redraw_prompts,
    refresh_prompts,
    ring,
    show_again,
)
from services.procedure.record import (
    UnknownCase,
    find_case,
    lock,
    lock_all,
    number_of,
    office_for,
    record_decision,
    state_of,
    subject,
)
from services.procedure.reports.beside import beside, rest_on
from services.procedure.reports.holding import lock_own
from services.procedure.short.words import short_said
from services.procedure.standing import household_ids, is_booked, is_undecided
from services.procedure.visits import (
    check_may_record_visit,
    colleagues_for,
    confirm_visit,
    deny_visit,
    record_visit,
)

__all__ = [
    "Dossier", "Meant", "StepInHand", "ToApprove", "UnknownCase", "Waiting", "asked", "asks", "begin",
    "begin_effect", "beside", "call_on_officers", "case_officers", "check_may_press", "check_may_record_visit",
    "check_may_send", "check_may_send_back", "check_once", "close_prompts", "colleagues_for", "confirm_visit",
    "decide", "deny_visit", "due", "end_notice_if_over", "end_notices", "enter", "enter_all", "entries_waiting",
    "find_case", "follow", "follow_calendar", "follow_change", "follow_consent", "forget", "given_before",
    "hold_waiting", "household_changed", "household_ids", "is_booked", "is_undecided", "let_go_on", "list_asked",
    "lock", "lock_all", "lock_own", "mark_anew", "mark_seen", "meant_until", "money_of", "move", "not_in_effect",
    "number_of", "office_for", "pending", "put_before", "put_below", "put_card", "put_prompt", "record_decision",
    "record_visit", "redraw_prompts", "refresh_prompts", "refused_now", "remind_of_refused",
    "remind_overdue_steps", "rest_on", "ring", "route_steps_anew", "say_together", "send_back", "send_contract",
    "short_said", "show_again", "stand_together", "state_of", "step_in_hand", "subject", "sum_asked",
    "take_along", "take_along_report", "take_back", "take_from", "take_off", "tell", "tell_moved_on",
    "tell_verdict", "together", "try_again", "try_all_again", "vote", "waiting_of",
]  # fmt: skip
