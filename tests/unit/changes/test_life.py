"""Every event of life leads to what changes by it, in every household that it can happen in."""

from __future__ import annotations

import pytest

from domain.aid.report_form import record_form
from domain.changes.asked import Record
from domain.changes.change import What
from domain.changes.life import EVENTS, Event
from domain.forms import Facts
from domain.households.history import Closed
from domain.people.questions import registration_form
from tests.data.households import answers_of, households
from tests.every_form import POLICY, TODAY


def test_every_event_is_told() -> None:
    assert set(EVENTS) == set(Event)


@pytest.mark.parametrize("event", Event)
def test_an_event_leads_to_questions_that_are_there(event: Event) -> None:
    record = Record(record_form(POLICY), answers_of(households()["DEMO-H01"]), Facts(TODAY))
    given = {one.key for one in registration_form().questions}
    of_members = {one.key for one in record.member_form.questions} if record.member_form else set()
    known: dict[What, set[str]] = {
        What.ANSWER: {one.key for one in record.form.questions}, What.MEMBER: of_members, What.PERSON: given,
        What.JOIN: {""}, What.LEAVE: {""}, What.HEAD: {""}, What.CLOSE: {*Closed},
    }  # fmt: skip
    steps = EVENTS[event].steps
    assert steps
    assert [one for one in steps if one.field not in known[one.what]] == []
