"""What everybody may read, and object to."""

from services.notices.objections import (
    answer,
    check_may_answer,
    check_may_object,
    object_to_decision,
    object_to_notice,
    route_objections_anew,
)
from services.notices.posted import posted, posted_ids

__all__ = [
    "answer", "check_may_answer", "check_may_object", "object_to_decision", "object_to_notice", "posted",
    "posted_ids", "route_objections_anew",
]  # fmt: skip
