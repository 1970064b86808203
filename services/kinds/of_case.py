"""A case, as its kind is asked about it."""

from dataclasses import replace

from domain.forms import Form
from domain.households.asked import Reader
from domain.kinds.kind import Door, Given, Kind
from domain.platform.calendar import BEIJING
from domain.platform.text import Local, Sayable, Text
from domain.policy import Policy, Programme
from domain.units.steps import is_past_payment
from models.people import Person
from models.procedure import AidCase
from services.platform.work import Work


def _programme(work: Work, case: AidCase) -> tuple[Policy, Programme]:
    policy = work.house.policies.of(work.session, case.policy_version)
    return policy, policy.given(case.programme)


def kind_of(work: Work, case: AidCase) -> Kind:
    """Return the kind that answers for a case."""
    return work.house.kinds.of(_programme(work, case)[1])


def given_of(work: Work, case: AidCase) -> Given:
    """Return a case as it stands in itself: its policy, its answers, and the day on which it was first handed in."""
    policy, programme = _programme(work, case)
    return Given(
        policy=policy, programme=programme, answers=case.answers, today=case.opened_at.astimezone(BEIJING).date(),
        settled_at=case.opened_at, is_paid=is_past_payment(policy.steps(programme.procedure), case.step),
    )  # fmt: skip


def _settler(work: Work, case: AidCase) -> str:
    settler = case.answers.get("settled_by")
    person = work.session.get(Person, int(settler)) if settler else None
    return (person.name if person else None) or ""


def title_of(work: Work, case: AidCase, *, running: bool = False) -> Text | Local:
    """Return the programme's name, for people; of a case that is `running` what it is about to do."""
    return kind_of(work, case).title(_programme(work, case)[1], running=running)


def title_under(work: Work, version: str, programme: str) -> Text | Local:
    """Return the name of a programme as a version of the policy has it, for lists of many cases."""
    given = work.house.policies.of(work.session, version).given(programme)
    return work.house.kinds.of(given).title(given, running=False)


def form_of(work: Work, case: AidCase) -> Form:
    """Return the form by which a case was handed in, to read its answers by."""
    policy, programme = _programme(work, case)
    return kind_of(work, case).form(policy, programme, None)


def shown_of(work: Work, case: AidCase, reader: Reader) -> tuple[Sayable, ...]:
    """Return what a case is about, beside the household, as this reader reads it."""
    return kind_of(work, case).shown(replace(given_of(work, case), settled_by=_settler(work, case)), reader)


def is_settled(work: Work, case: AidCase) -> bool:
    """Say whether an officer settled it, at a visit or for all whom an event has struck, so that it is decided and paid
    by lists of many."""
    return kind_of(work, case).door(_programme(work, case)[1]) in (Door.VISIT, Door.EVENT)


def event_of(work: Work, case: AidCase) -> str:
    """Return the number of the event that a case is of; empty for all others."""
    of_event = kind_of(work, case).door(_programme(work, case)[1]) is Door.EVENT
    return case.period if of_event else ""
