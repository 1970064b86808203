"""Every route in order: the first that fits takes an update. Each file lists its own; what fits nothing comes last."""

from handlers import (
    apply,
    broadcasts,
    consent,
    conversation,
    heat,
    households,
    jobs,
    language,
    menu,
    my_cases,
    notifications,
    odd,
    offers,
    office_cases,
    office_money,
    office_notices,
    office_units,
    office_visits,
    registration,
    report,
    season,
    start,
    tasks,
)
from handlers.route import Route

WORKERS = (start, consent, language, menu, registration, report, apply, my_cases, jobs, notifications, conversation)

OFFICERS = (
    office_cases,
    office_money,
    office_notices,
    office_units,
    office_visits,
    season,
    offers,
    households,
    heat,
    tasks,
    broadcasts,
)

ROUTES: list[Route] = [
    *odd.FIRST,
    *(route for file in (*WORKERS, *OFFICERS) for route in file.ROUTES),
    *odd.ROUTES,
]
