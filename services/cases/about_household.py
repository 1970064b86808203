"""What the card of a case says of its household: how they live, what they earn, and what follows by the rules."""

from collections.abc import Sequence
from datetime import date

from domain.aid.eligibility import Assessment, assess
from domain.aid.rows import HomeRows
from domain.aid.worked_out import below_zero, for_officer
from domain.households.asked import Reader
from domain.households.household import Household, from_answers
from domain.platform.access import Action, Subject, offices_for
from domain.platform.calendar import BEIJING
from domain.platform.text import N_, Joined, Money, Sayable, Text, lines, say
from models.people import Person
from models.units import Unit
from services.households import assessment_of
from services.procedure import Dossier

READS = ((Action.SEE_LIVING, Reader.DECIDER), (Action.RECORD_VISIT, Reader.VISITOR))


def about_household(dossier: Dossier) -> list[Joined]:
    """Return the paragraphs of it that concern whoever looks: home, people, money, rules, and what else was asked."""
    readers = _readers(dossier)
    person = dossier.work.session.get_one(Person, dossier.case.applicant_id)
    phone = [say(N_("Phone: {phone}"), phone=person.phone or "-")] if Reader.VISITOR in readers else []
    about = dict.fromkeys(one for reader in readers for one in dossier.shown(reader))
    if "posted_as" in dossier.case.answers:  # the account is that of who entered it
        return [lines(*about)]
    if dossier.file is None and not dossier.case.opens_file:
        return [lines(say(N_("The household has no file yet.")), *phone), lines(*about)]
    found, (household, today) = _assessed(dossier), reported(dossier)
    rows = HomeRows(readers, household, dossier.policy, today)
    groups = (
        _group(N_("<b>Home</b>"), (*phone, *rows.home)),
        lines(say(N_("People living together: {count}"), count=household.size)),
        *rows.people(person.resident_id),
        _group(N_("<b>Income and expenses</b>"), (*rows.money, *_sums(found))),
        _group(N_("<b>By the rules</b>"), for_officer(found)),
        _group(N_("<b>What it is about</b>"), (*rows.others, *about)),
    )
    return [one for one in groups if one is not None]


def _readers(dossier: Dossier) -> tuple[Reader, ...]:
    """Say as whom somebody reads it, by their offices over the unit of the case."""
    unit = dossier.work.session.get_one(Unit, dossier.case.unit_id)
    place = Subject(unit_path=unit.path)
    more = (reader for action, reader in READS if offices_for(dossier.work.actor, action, place))
    return (Reader.OFFICER, *more)


def _group(title: str, rows: Sequence[Sayable]) -> Joined | None:
    return lines(Text(title), *rows) if rows else None


def reported(dossier: Dossier) -> tuple[Household, date]:
    """Return the household as reported, and the day it was: of the case itself, or of the file it rests on."""
    case, file = dossier.case, dossier.file
    return from_answers(file.data if file else case.answers), case.opened_at.astimezone(BEIJING).date()


def _assessed(dossier: Dossier) -> Assessment:
    """A report is judged by what it says; aid is asked for in the class that the household's file is in."""
    work, file = dossier.work, dossier.file
    household, today = reported(dossier)
    if file is None:
        return assess(household, dossier.policy, today=today)
    return assessment_of(work, file, dossier.policy, today=today)


def _sums(found: Assessment) -> tuple[Text, ...]:
    household = found.household
    return (
        say(N_("Income in the year: {amount}"), amount=Money(household.annual_income)),
        say(N_("Rigid expenses in the year: {amount}"), amount=Money(household.annual_rigid)),
        say(
            N_("({income} - {rigid}) / 12 / {size} = {net} for each person and month"),
            income=Money(household.annual_income),
            rigid=Money(household.annual_rigid),
            size=household.size,
            net=found.shown_net,
        ),
        *below_zero(found),
    )
