"""Every route in order: the first that fits takes an update. Each file lists its own; what fits nothing comes last."""

from handlers import (
    apply,
    consent,
    conversation,
    language,
    menu,
    my_cases,
    odd,
    office_cases,
    office_money,
    office_notices,
    office_units,
    office_visits,
    registration,
    report,
    season,
    start,
)
from handlers.route import Route

WORKERS = (start, consent, language, menu, registration, report, apply, my_cases, conversation)

OFFICERS = (office_cases, office_money, office_notices, office_units, office_visits, season)

ROUTES: list[Route] = [
    *odd.FIRST,
    *(route for file in (*WORKERS, *OFFICERS) for route in file.ROUTES),
    *odd.ROUTES,
]
