"""Reports and applications: checked, worked out and handed in."""

from services.aid.bars import invite_unbarred
from services.aid.beside import hand_in_beside
from services.aid.endings import entered
from services.aid.events.card import EventView, end_event, event_card, events_of, lead_units
from services.aid.events.finding import LeftOut
from services.aid.events.listed import EVENT_TABLE
from services.aid.events.opening import PlanView, add_to_event, begin_event, event_title, plan, plan_more
from services.aid.events.reading import event_table_fetched
from services.aid.handing import (
    Wish,
    case_in_the_way,
    form_for,
    hand_in,
    hand_in_again,
    known_for,
    preview,
    reported,
    thanks_for,
    wish_for,
)
from services.aid.other_aid import check_other_aid, take_up
from services.aid.others.groups import ask_group, check_group, join_group
from services.aid.programmes import Chance, Listed, listed
from services.aid.verdicts import sum_chosen, trace_of, what_holds, why

__all__ = [
    "EVENT_TABLE", "Chance", "EventView", "LeftOut", "Listed", "PlanView", "Wish", "add_to_event", "ask_group",
    "begin_event", "case_in_the_way", "check_group", "check_other_aid", "end_event", "entered", "event_card",
    "event_table_fetched", "event_title", "events_of", "form_for", "hand_in", "hand_in_again", "hand_in_beside",
    "invite_unbarred", "join_group", "known_for", "lead_units", "listed", "plan", "plan_more", "preview",
    "reported", "sum_chosen", "take_up", "thanks_for", "trace_of", "what_holds", "why", "wish_for",
]  # fmt: skip
