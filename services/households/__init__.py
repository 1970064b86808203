"""The household file: who may open it, lists of files, visits to them."""

from services.households.accounts import account_of, member_of
from services.households.aims import aims
from services.households.classes import assessment_of, class_by_rules, class_on_record, put_in_class
from services.households.finding import find
from services.households.history import Why, changing, close, opened, opening_again
from services.households.lists import Choice, FilterGone, HouseholdLine, choices, listed, listed_where, not_own
from services.households.on_lists import (
    Places,
    class_facts,
    class_for_case,
    classes_by_file,
    of_class,
    places_of,
    put_on,
    take_off,
)
from services.households.record import (
    OwnFile,
    UnknownHousehold,
    UnknownNumber,
    file_of_person,
    head_of,
    household_in,
    keep_files,
    lock,
    opened_to,
    papers_about,
    people_of,
    subject,
    unit_of,
)
from services.households.showing import as_albums
from services.households.visits import due_on, leaders_near, log, remind_due, visits_of, warn_leaders

__all__ = [
    "Choice", "FilterGone", "HouseholdLine", "OwnFile", "Places", "UnknownHousehold", "UnknownNumber", "Why",
    "account_of", "aims", "as_albums", "assessment_of", "changing", "choices", "class_by_rules", "class_facts",
    "class_for_case", "class_on_record", "classes_by_file", "close", "due_on", "file_of_person", "find", "head_of",
    "household_in", "keep_files", "leaders_near", "listed", "listed_where", "lock", "log", "member_of", "not_own",
    "of_class", "opened", "opened_to", "opening_again", "papers_about", "people_of", "places_of", "put_in_class",
    "put_on", "remind_due", "subject", "take_off", "unit_of", "visits_of", "warn_leaders",
]  # fmt: skip
