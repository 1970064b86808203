"""What the calendar starts, closes and warns of by itself."""

from services.year.events import tell_of_days
from services.year.seasons import carry_seasons_on
from services.year.warnings import HeatWarning, consider, heat_rules, warn

__all__ = ["HeatWarning", "carry_seasons_on", "consider", "heat_rules", "tell_of_days", "warn"]
