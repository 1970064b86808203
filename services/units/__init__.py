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
    voters,
)
from services.units.units import (
    Line,
    Names,
    UnitView,
    add,
    get,
    levels_under,
    names_of,
    poster,
    rename,
    row_of,
    tree,
    unit_name,
    view_of,
)

__all__ = [
    "Holder", "Line", "Names", "UnitView", "acting_office", "add", "candidates", "covering", "get", "import_units",
    "is_asked", "levels_under", "names_of", "nearest", "nearest_over", "office_over", "offices_of", "poster",
    "rename", "row_of", "tree", "unit_name", "view_of", "voters",
]  # fmt: skip
