"""What is done when something has happened: the table from events to acts; no room knows what stands above it."""

from collections.abc import Callable, Mapping
from typing import Any

from domain.people.events import ConsentChanged
from domain.procedure.events import AidAsked, CameToNothing, FileOpened, MoneyDue, MoneyOff
from services import campaigns, care, changes, payments, procedure, tasks
from services.platform.work import Work


def follow_consent(work: Work, changed: ConsentChanged) -> None:
    """What officers have in their chats shows at once that a worker withdrew the consent, or agreed again."""
    procedure.follow_consent(work, changed)
    campaigns.follow_consent(work, changed)
    changes.follow_consent(work, changed)


ACTS: Mapping[type[Any], Callable[..., None]] = {
    FileOpened: care.assign_by_rule,
    AidAsked: tasks.check_asked,
    CameToNothing: tasks.open_again,
    MoneyDue: payments.money_due,
    MoneyOff: payments.money_off,
    ConsentChanged: follow_consent,
}
