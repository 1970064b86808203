"""A programme of a known shape is the policy file alone: one is added to a union's file and walked to its end."""

from __future__ import annotations

import asyncio
import sys
from pathlib import Path

from tests.conversations.aid.test_worker_apply import with_file
from tests.conversations.payments.test_officer_money import pays, visit_grant
from tests.conversations.procedure.test_officer_road import approves
from tests.town import POLICY, running_town
from tests.words import t

NUMBER = "2026-0001"
NEW = """
extends = "suning.toml"

[pack]
key = "suning-with-births"

[[programme]]
key = "birth_gift"
kind = "aid"
procedure = "grant"
title = { zh_Hans = "生育慰问" }
summary = { zh_Hans = "家里添丁，工会送一份心意。" }
who = { class = ["deep", "relative"], birth_on = { ge = 2026-01-01 } }
once = { per = "event", event = "birth_on", within_days = 180 }
caps = [ { times = 2, per = "household_year" } ]
amount = { table = [
  { when = { twins = true }, pays = 1000 },
  { pays = 500 },
] }

[[programme.ask]]
key = "birth_on"
kind = "day"
text = { zh_Hans = "孩子是哪一天出生的？" }
label = { zh_Hans = "出生日期" }
not_after = "today"

[[programme.ask]]
key = "twins"
kind = "yes_no"
text = { zh_Hans = "是双胞胎吗？" }
label = { zh_Hans = "双胞胎" }

[[programme.example]]
on = 2026-07-20
given = { class = "deep", birth_on = 2026-06-01, twins = true }
pays = 1000
[[programme.example]]
on = 2026-07-20
given = { class = "relative", birth_on = 2026-06-01, twins = false }
pays = 500
[[programme.example]]
on = 2026-07-20
given = { class = "deep", birth_on = 2025-12-31, twins = false }
no = ["birth_on", "too_late"]
"""


async def checked(policy: Path) -> str:
    """Return what `policy check` says."""
    check = (sys.executable, "-m", "bot", "policy", "check", str(policy))
    run = await asyncio.create_subprocess_exec(*check, stdout=asyncio.subprocess.PIPE, stderr=asyncio.subprocess.STDOUT)
    said, _ = await run.communicate()
    assert run.returncode == 0, said.decode()
    return said.decode()


async def test_a_programme_is_added_to_a_pack_by_its_file_and_paid(tmp_path: Path) -> None:
    for name in ("demo.toml", "suning.toml"):
        (tmp_path / name).write_bytes(POLICY.with_name(name).read_bytes())
    policy = tmp_path / "ours.toml"
    policy.write_text(NEW, encoding="utf-8")
    assert "good" in await checked(policy)
    async with running_town(tmp_path / "data", policy=policy) as town:
        lin = await with_file(town)
        await lin.sends("/apply")
        await lin.presses(t("{programme}", programme="生育慰问"))
        await lin.sees("孩子是哪一天出生的？")
        await lin.sends("2026-07-01")
        await lin.presses(t("Yes"))
        await lin.presses(t("Everything is right"))
        await lin.sees("1,000")
        await lin.presses(t("I confirm, send it"))
        await town.station.sees(NUMBER, "生育慰问")
        await visit_grant(town, NUMBER)
        await approves(town.station)
        await town.jump("end_of_notice")
        await approves(town.approver)
        await pays(town)
        await lin.presses(t("It arrived"))
        await lin.sees(NUMBER, "申请已办结")
        await lin.sends(f"/why {NUMBER}")
        await lin.sees("固定金额：1,000元")
        await lin.presses("看符合的")
        await lin.sees("出生日期")
        assert town.case(1).amount == 1_000_00
