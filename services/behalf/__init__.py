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

__all__ = [
    "Ward", "acting", "consent_shown", "end_own", "enter_for", "entered_for_file", "entered_said", "on_behalf",
    "say_right", "take_over", "ward", "wards",
]  # fmt: skip
