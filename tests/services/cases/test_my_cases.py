"""A worker's view of a case: the last day of a step, the name of a running report, and money that did not come."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

from domain.cases.buttons import Act, AddPaper, CasePress
from domain.payments.buttons import ReceiptArrived, ReceiptMissing
from domain.platform.text import Arg, pack
from handlers.cases import own
from handlers.cases import told as shown
from services.cases import own as my_cases
from services.payments import receipts
from tests.union import LIN, World, told


def seen(world: World, case_id: int, read: Callable[[my_cases.CaseView], Any]) -> Any:
    with world.work() as session:
        return read(my_cases.own_case(world.at_work(session, LIN), case_id))


def where(world: World, case_id: int) -> str:
    """What the worker reads of the step, who has it, and until when."""
    return told(pack(seen(world, case_id, shown._where)))


def presses(world: World, case_id: int) -> list[str]:
    keys = seen(world, case_id, own._case_keys)
    return [one.press for row in keys for one in row]


def title(world: World, case_id: int) -> str:
    said: Arg = seen(world, case_id, lambda view: view.title)
    return told(pack(said))


def paid(world: World) -> int:
    case_id = world.opens(programme="golden_autumn", amount=600_000)
    world.approved(case_id)
    world.pays(case_id)
    return case_id


def test_the_last_day_is_a_date_and_the_one_officers_read(world: World) -> None:
    """Handed in on Monday, 20 July, with five working days: the last one is Monday, 27 July."""
    case_id = world.opens()
    assert seen(world, case_id, lambda view: view.due_on) == date(2026, 7, 27)
    assert "Due by: 27 July 2026" in where(world, case_id)
    assert "00:00" not in where(world, case_id).partition("Due by")[2].partition("\n")[0]


def test_a_running_report_opens_a_file(world: World) -> None:
    case_id = world.opens()
    assert title(world, case_id) == "Opening a hardship file"
    world.approved(case_id)
    world.enters(case_id)
    assert title(world, case_id) == "Hardship file"


def test_money_that_did_not_come_is_with_the_cashier(world: World) -> None:
    case_id = paid(world)
    missing, arrived = ReceiptMissing(case_id).encode(), ReceiptArrived(case_id).encode()
    assert "With: you" in where(world, case_id)
    assert {missing, arrived} <= set(presses(world, case_id))
    with world.work() as session:
        receipts.dispute_receipt(world.at_work(session, LIN), case_id)
    assert "With: the cashier" in where(world, case_id)
    assert "Due by" not in where(world, case_id)
    assert arrived in presses(world, case_id)
    assert missing not in presses(world, case_id)


def test_a_sum_that_is_approved_is_no_longer_only_possible(world: World) -> None:
    case_id = world.opens(programme="golden_autumn", amount=600_000)
    assert "It would be ¥6,000, if it is approved" in told(pack(seen(world, case_id, shown._money)))
    world.approved(case_id)
    assert told(pack(seen(world, case_id, shown._money))) == "Approved: ¥6,000"


def test_news_of_a_case_has_a_key_for_each_paper_that_is_missing(world: World) -> None:
    case_id = world.opens()
    world.approved(case_id)
    missing = seen(world, case_id, lambda view: [AddPaper(case_id, one.key).encode() for one in view.missing])
    with_keys = world.presses(LIN)
    assert missing
    assert with_keys[: len(missing[:4])] == missing[:4]
    assert with_keys[-1] == CasePress(case_id, Act.OPEN).encode()
