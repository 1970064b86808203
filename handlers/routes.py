"""Every route in order: the first that fits takes an update. Each file lists its own; what fits nothing comes last."""

from importlib import import_module
from pkgutil import iter_modules

import handlers
from handlers import apply, consent, conversation, language, menu, my_cases, odd, registration, report, start
from handlers.route import Route

WORKERS = (start, consent, language, menu, registration, report, apply, my_cases, conversation)

# Every file of the officers' side, in the order of their names; they share no button and no command with the workers'.
OFFICERS = tuple(
    import_module(f"handlers.{found.name}")
    for found in iter_modules(handlers.__path__)
    if found.name.startswith("office_")
)

ROUTES: list[Route] = [
    *odd.FIRST,
    *(route for file in (*WORKERS, *OFFICERS) for route in file.ROUTES),
    *odd.ROUTES,
]
