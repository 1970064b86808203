"""One household, one plan: a goal, measures with who and until when, agreed with the worker, done one after another."""

from services.plans.agreeing import agree, check_may_wish, own, wish
from services.plans.ending import end_with
from services.plans.keeping_up import keep_up
from services.plans.making import (
    add,
    goals_for,
    make,
    measure,
    opened,
    put_off,
    send,
    set_goal,
    take_out,
    to_add,
    write,
)
from services.plans.settling import done, visited

__all__ = [
    "add", "agree", "check_may_wish", "done", "end_with", "goals_for", "keep_up", "make", "measure", "opened", "own",
    "put_off", "send", "set_goal", "take_out", "to_add", "visited", "wish", "write",
]  # fmt: skip
