"""A loan to a group over HTTP: named, asked, one says no at first, one contract, and all hear that it is late."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from tests.conversations.aid.test_by_policy import opens
from tests.conversations.aid.test_loan import signs
from tests.conversations.aid.test_worker_apply import with_file
from tests.conversations.procedure.test_officer_road import approves, visited
from tests.data.households import households
from tests.town import POLICY, Town, running_town
from tests.words import t
from tests.workers import registers

TOGETHER = """
extends = "demo.toml"
[procedure]
loan = [
  { kind = "review", level = "station", role = "reviewer", days = 10, visitors = 2 },
  { kind = "notice", working_days = 5 },
  { kind = "approval", level = "centre", role = "approver", days = 10 },
  { kind = "sign", level = "centre", role = "recorder", days = 5 },
  { kind = "payment", level = "centre", role = "cashier", days = 5 },
  { kind = "receipt", days = 5 },
  { kind = "repay", level = "centre", role = "cashier", count = "loan_months" },
]
[[programme]]
key = "startup_loan"
group = { least = 2, most = 3 }
"""


@pytest.fixture
async def town(tmp_path: Path, policies_read_once: None) -> AsyncIterator[Town]:
    (tmp_path / "demo.toml").write_text(POLICY.read_text("utf-8"), "utf-8")
    ours = tmp_path / "ours.toml"
    ours.write_text(TOGETHER, "utf-8")
    async with running_town(tmp_path / "data", policy=ours) as running:
        yield running


async def test_a_group_borrows_by_one_contract_and_stands_for_one_another(town: Town) -> None:
    lin, aygul, worker = await with_file(town), town.aygul, households()["DEMO-H02"]["members"][0]
    await registers(aygul, "DEMO-H02", link="u_P3")
    await opens(lin, "startup_loan")
    await lin.presses("修理")
    for said in ("修车铺，买一台举升机", "6000", "6"):
        await lin.sends(said)
    await lin.sees(t("Who borrows with you? Please send a line for each: name and number of the identity card."))
    await lin.sends("HF-2026-0001")
    await lin.sees(t("Line {line}: {problem}", line="1", problem=t("it should be a name and the number of a document")))
    await lin.sends(f"{worker['name']} {worker['id_number']}")
    await lin.presses(t("Everything is right"))
    await lin.presses(t("I confirm, send it"))
    await aygul.sees("林示例", "6,000", "2026-0001")
    await aygul.presses(t("No, not with me"))
    await lin.sees(worker["name"], "2026-0001")
    await visited(town)
    await approves(town.station)
    await town.jump("end_of_notice")
    await approves(town.approver)
    await aygul.sees("林示例", "互相担保")
    await town.recorder.presses(t("Contract signed"))
    await town.recorder.sees(worker["name"], "2026-0001")
    await aygul.presses(t("Yes, I stand for them"))
    await lin.sees(worker["name"])
    await signs(town)
    await town.cashier.presses(t("Mark paid"))
    await town.cashier.sends("今天")
    await town.cashier.sends("BANK-2026-1")
    await town.cashier.presses(t("Everything is right"))
    await lin.presses(t("It arrived"))
    await town.days_pass(45)
    late = await aygul.sees("第1期", "2026-0001")
    assert "1,000" in late.text
