"""What is done when something has happened: the table from events to acts; no room knows what stands above it."""

from collections.abc import Callable, Mapping
from typing import Any

from domain.procedure.events import AidAsked, FileOpened
from services import aid, care

ACTS: Mapping[type[Any], Callable[..., None]] = {
    FileOpened: care.assign_by_rule,
    AidAsked: aid.check_other_aid,
}
