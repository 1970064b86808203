"""Every route in order: the first that fits takes an update. Each file lists its own; what fits nothing comes last."""

from collections.abc import Mapping

from domain.platform.text import Text
from handlers.aid import apply, events, groups, report, why
from handlers.behalf import behalf, helping, letters
from handlers.books import funds
from handlers.broadcasts import broadcasts, notifications
from handlers.broadcasts import deeds as broadcast_deeds
from handlers.broadcasts import writing as broadcast_writing
from handlers.campaigns import season
from handlers.care import assigning, household, households
from handlers.care import visits as home_visits
from handlers.cases import lists as case_lists
from handlers.cases import looks
from handlers.cases import own as my_cases
from handlers.changes import asking as asking_changes
from handlers.changes import choosing as choosing_changes
from handlers.changes import deciding as deciding_changes
from handlers.changes import from_case as changes_from_case
from handlers.changes import happened as what_happened
from handlers.changes import numbers as numbers_added
from handlers.claims import claims, moves
from handlers.doubles import doubles
from handlers.erasing import erasing
from handlers.exports import certificates
from handlers.exports import lists as lists_out
from handlers.exports import papers as papers_out
from handlers.forms import CONVERSATIONS, answering
from handlers.lives import pages as lives
from handlers.menu import menu, odd
from handlers.notices import notices as office_notices
from handlers.offers import jobs, offers
from handlers.offers import replies as offer_replies
from handlers.officers import officers
from handlers.payments import lent_out
from handlers.payments import loans as office_loans
from handlers.payments import money as office_money
from handlers.payments import months as office_months
from handlers.payments import returned as money_returned
from handlers.people import consent, gone, language, posters, registration, start
from handlers.plans import making as plan_making
from handlers.plans import own as own_plan
from handlers.platform.route import Route
from handlers.platform.turn import Turn
from handlers.policy_file import policy
from handlers.policy_file import sending as policy_sending
from handlers.procedure import again, contracts, decide, entry, pending, voting
from handlers.procedure import visits as office_visits
from handlers.rechecks import answering as recheck
from handlers.rechecks import overview as recheck_overview
from handlers.registers import registers
from handlers.requests import answering as request_answers
from handlers.requests import asking, danger, leads, reading, replies, whom
from handlers.surveys import surveys
from handlers.tasks import items as task_items
from handlers.tasks import later as task_later
from handlers.tasks import tasks
from handlers.units import units
from handlers.warnings import warnings
from handlers.year import heat

WORKERS = (
    danger,
    start,
    posters,
    consent,
    erasing,
    language,
    menu,
    registration,
    report,
    apply,
    groups,
    behalf,
    helping,
    why,
    my_cases,
    choosing_changes,
    lives,
    recheck,
    surveys,
    what_happened,
    asking_changes,
    changes_from_case,
    numbers_added,
    papers_out,
    letters,
    lists_out,
    certificates,
    own_plan,
    jobs,
    notifications,
    asking,
    whom,
    reading,
    answering,
)

OFFICERS = (
    events,
    decide,
    pending,
    contracts,
    request_answers,
    claims,
    doubles,
    moves,
    looks,
    case_lists,
    entry,
    lent_out,
    office_loans,
    funds,
    office_money,
    office_months,
    money_returned,
    office_notices,
    units,
    officers,
    office_visits,
    voting,
    season,
    recheck_overview,
    offers,
    offer_replies,
    households,
    household,
    home_visits,
    assigning,
    heat,
    policy,
    policy_sending,
    registers,
    tasks,
    task_items,
    task_later,
    broadcasts,
    broadcast_writing,
    broadcast_deeds,
    deciding_changes,
    again,
    warnings,
    plan_making,
)

ROUTES: list[Route] = [
    *odd.FIRST,
    *(route for file in (*WORKERS, *OFFICERS) for route in file.ROUTES),
    *replies.ROUTES,
    *leads.ROUTES,
    *odd.ROUTES,
]


def heard_first(turn: Turn) -> bool:
    """Ask what takes an update before every route does: words of danger, and the account of somebody who has died."""
    return danger.heard(turn) or gone.heard(turn)


FIRST = heard_first


def form_names() -> Mapping[str, Text]:
    """Return what each form of the files above is called, by its key."""
    return {key: one.name for key, one in CONVERSATIONS.items() if one.name is not None}
