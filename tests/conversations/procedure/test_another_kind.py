"""A kind of step is one file: here it is a class of this test, and the rest of the program walks it like the others."""

from __future__ import annotations

from collections.abc import AsyncIterator, Mapping
from pathlib import Path
from typing import Any

import pytest

from domain.forms import DateAnswer, Form, Question
from domain.platform.text import say
from domain.procedure import steps
from domain.procedure.state import Verdict
from domain.procedure.steps.kind import Kind
from domain.units.steps import Step, StepKind
from tests.conversations.procedure.test_officer_road import approves, reported, visited
from tests.town import POLICY, Town, running_town
from tests.words import t


class Goods(Kind):
    """What was approved is handed over; whoever does so says when."""

    key = StepKind("goods")
    name = "handing over"
    prompt = "Please hand the goods over."
    coming = "It was approved. Your union now brings you the goods."
    approved = "{step}: given out by the {role}"
    verdicts = frozenset({Verdict.APPROVE, Verdict.RETURN})
    follows = StepKind.APPROVAL
    is_granted = True

    def asks(self, number: str, step: Step) -> Form:
        question = Question(
            key="given_on",
            prompt=say("On which day?"),
            answer=DateAnswer(not_future=True),
            help=say("The day."),
            label=say("Day"),
        )
        return Form(key="goods", title=say("Goods"), questions=(question,), summary=False)

    def kept(self, answers: Mapping[str, Any], step: Step) -> str:
        return str(answers["given_on"])


@pytest.fixture
async def goods(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[Town]:
    """A union whose approved reports lead to goods before their entry."""
    monkeypatch.setitem(steps.KINDS, "goods", Goods())
    policy = tmp_path / "policy.toml"
    entry, given = '"entry", level = "centre", role = "recorder"', '"goods", level = "centre", role = "approver"'
    text = POLICY.read_text(encoding="utf-8")
    policy.write_text(text.replace(entry, f"{given}, days = 5 }},\n  {{ kind = {entry}", 1), encoding="utf-8")
    async with running_town(tmp_path / "data", policy=policy) as town:
        yield town


async def test_a_step_of_another_kind_is_prompted_asked_decided_and_told(goods: Town) -> None:
    await reported(goods)
    await visited(goods)
    await approves(goods.station)
    await goods.jump("end_of_notice")
    await goods.approver.sees(t("Please approve it, or say why not."))
    await approves(goods.approver)
    await goods.lin.sees("Your union now brings you the goods.")
    prompt = await goods.approver.sees("Please hand the goods over.")
    assert prompt.data_of(t("Approve"))
    assert prompt.data_of(t("Return"))
    assert not prompt.data_of(t("Refuse"))
    await goods.approver.presses(t("Approve"))
    await goods.approver.sees(t("On which day?"))
    await goods.approver.sends("2026-07-28")
    await goods.approver.sees(t("Approved."))
    await goods.lin.sees(t("It was approved. Now it is entered into the national system."))
    assert goods.case(1).step == "entry"
    await goods.admin.sends("/case 2026-0001")
    await goods.admin.presses(t("History"))
    await goods.admin.sees("given out")
