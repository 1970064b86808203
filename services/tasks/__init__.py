"""The checklist at one household: shown, ticked, left out, put off."""

from services.tasks.asking import filling, to_leave_out, to_put_off
from services.tasks.card import card_of
from services.tasks.item import days_to_choose, full_item, photos
from services.tasks.lists import OpenTaskLine, open_tasks_of
from services.tasks.money import check_asked
from services.tasks.overview import board, card_after, list_of, next_card
from services.tasks.refused import open_again
from services.tasks.settling import settle
from services.tasks.ticking import OVER, leave_out, nothing_more, put_off, tick, tick_at_once, undo

__all__ = [
    "OVER", "OpenTaskLine", "board", "card_after", "card_of", "check_asked", "days_to_choose", "filling", "full_item",
    "leave_out", "list_of", "next_card", "nothing_more", "open_again", "open_tasks_of", "photos", "put_off", "settle",
    "tick", "tick_at_once", "to_leave_out", "to_put_off", "undo",
]  # fmt: skip
