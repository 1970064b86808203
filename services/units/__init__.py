"""The network of units, and who holds which office in it."""

from services.units.importing import import_units
from services.units.offices import (
    Holder,
    acting_office,
    candidates,
    covering,
    is_asked,
    nearest,
    nearest_over,
    office_over,
    offices_of,
)
from services.units.units import (
    Line,
    UnitView,
    add,
    get,
    levels_under,
    poster,
    row_of,
    tree,
    unit_name,
    view_of,
)

__all__ = [
    "Holder", "Line", "UnitView", "acting_office", "add", "candidates", "covering", "get", "import_units", "is_asked",
    "levels_under", "nearest", "nearest_over", "office_over", "offices_of", "poster", "row_of", "tree",
    "unit_name", "view_of",
]  # fmt: skip
