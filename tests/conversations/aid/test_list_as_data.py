"""The hardship file as a union states it, over HTTP: its words, what it asks besides, a paper, and its own key."""

from __future__ import annotations

from pathlib import Path

from domain.aid.report_form import report_form
from domain.policy_file.loading import load_policy
from tests.data.households import answers_of, households
from tests.form_filler import Filler
from tests.town import POLICY, running_town
from tests.words import t
from tests.workers import registers

OURS = """extends = "demo.toml"
[pack]
key = "ours"
[[list]]
key = "national"
opens = "jiandang"
papers = [{ paper = "work_contract", when = { shift_leader = true } }]
[list.report]
title = { zh_Hans = "建档申请表" }
running = { zh_Hans = "申请建档" }
intro = { zh_Hans = "矿工会的建档申请，十分钟填完。" }
declaration = { zh_Hans = "以上所填属实，请工会核对。" }
handed_in = { zh_Hans = "班组先看，再由矿工会批。" }
[[list.ask]]
key = "shift_leader"
kind = "yes_no"
text = { zh_Hans = "班组长知道家里的困难吗？" }
label = { zh_Hans = "班组长知情" }
"""


async def test_a_union_states_its_hardship_file_whole(tmp_path: Path) -> None:
    (tmp_path / "demo.toml").write_bytes(POLICY.read_bytes())
    policy = tmp_path / "ours.toml"
    policy.write_text(OURS, encoding="utf-8")
    ours = load_policy(policy, years=())
    async with running_town(tmp_path / "data", policy=policy) as town:
        lin = town.lin
        await registers(lin, "DEMO-H01")
        await lin.sends("/report")
        await lin.sees("矿工会的建档申请")
        form = report_form(ours, ours.lists[0].report)
        await Filler(lin, form, {**answers_of(households()["DEMO-H01"]), "own_shift_leader": True}).fill()
        summary = await lin.sees("建档申请表")
        while t("More »") in summary.labels:
            await lin.presses(t("More »"))
            summary = await lin.sees("建档申请表")
        told = "\n".join(message.text for message in lin.messages if message.by_bot)
        assert "班组长知情：是" in told
        await lin.presses(t("Everything is right"))
        await lin.sees("以上所填属实，请工会核对。")
        await lin.presses(t("I confirm, send it"))
        handed = await lin.sees("2026-0001", "班组先看，再由矿工会批。")
        assert "满一年的劳动合同" in handed.text, "the paper of the list is missing, as all others"
        case = town.case(1)
        assert (case.programme, case.opens_file, case.answers["own_shift_leader"]) == ("jiandang", True, True)
        await town.point.sends("/case 2026-0001")
        await town.point.sees("班组长知情：是")
        await lin.sends("/cases")
        await lin.sees("2026-0001", "申请建档")
