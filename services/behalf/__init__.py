"""Somebody acts on another's behalf: an officer with a consent on paper, a helper whom the worker named."""

from services.behalf.behalf import (
    Ward,
    acting,
    consent_shown,
    end_own,
    enter_for,
    entered_for_file,
    entered_said,
    on_behalf,
    say_right,
    take_over,
    ward,
    wards,
)
from services.behalf.helpers import (
    Helper,
    answer_helper,
    helpers,
    keep_up,
    name_helper,
    take_helper_back,
    tell_person,
)

__all__ = [
    "Helper",
    "Ward",
    "acting",
    "answer_helper",
    "consent_shown",
    "end_own",
    "enter_for",
    "entered_for_file",
    "entered_said",
    "helpers",
    "keep_up",
    "name_helper",
    "on_behalf",
    "say_right",
    "take_helper_back",
    "take_over",
    "tell_person",
    "ward",
    "wards",
]  # fmt: skip
