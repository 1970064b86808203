"""What is done when something has happened: the table from events to acts; no room knows what stands above it."""

from collections.abc import Callable, Mapping
from typing import Any

from domain.procedure.events import AidAsked, CameToNothing, FileOpened, MoneyDue, MoneyOff
from services import care, payments, tasks

ACTS: Mapping[type[Any], Callable[..., None]] = {
    FileOpened: care.assign_by_rule,
    AidAsked: tasks.check_asked,
    CameToNothing: tasks.open_again,
    MoneyDue: payments.money_due,
    MoneyOff: payments.money_off,
}
