"""Whatever happens in a lower room has its act: the table that the program is put together with misses no event."""

from __future__ import annotations

import inspect

import pytest
from sqlmodel import Session

from bot.run.acts import ACTS
from domain.books import events as books
from domain.households import events as households
from domain.people import events as people
from domain.plans import events as plans
from domain.procedure import events as procedure
from domain.procedure.events import FileOpened
from domain.registers import events as registers
from services.platform.house import House
from services.platform.policies import PolicyBook
from services.platform.work import Work
from tests.union import DEMO, MONDAY, ZONE


def test_every_event_has_its_act() -> None:
    declared = {
        one
        for events in (books, households, people, plans, procedure, registers)
        for _, one in inspect.getmembers(events, inspect.isclass)
        if one.__module__ == events.__name__
    }
    assert set(ACTS) == declared


def test_an_event_that_nobody_acts_on_is_a_mistake_of_the_program() -> None:
    work = Work(Session(), House(PolicyBook(DEMO), ZONE, "bot"), MONDAY)
    with pytest.raises(KeyError):
        work.happened(FileOpened(1))
