"""A policy that asks questions of its own, over HTTP: asked, told back, sealed, shown to its readers, and entered."""

from collections.abc import AsyncIterator
from datetime import timedelta
from pathlib import Path

import pytest

from bot.demo import embedded, story
from bot.demo.stage import Stage
from domain.aid.by_policy.form import aid_form
from domain.aid.report_form import report_form
from domain.cases.buttons import OpenCase
from domain.procedure.buttons import EntryData
from models.households import HouseholdFile
from models.procedure import AidCase
from simulator import Player
from tests.conversations.aid.test_worker_apply import ANSWERS as GRANT_ANSWERS
from tests.conversations.aid.test_worker_apply import NEW_THERE
from tests.data.households import answers_of, households, study_grant_in
from tests.form_filler import Filler
from tests.own_questions import ANSWERS, TEXT, policy_of_questions
from tests.raw import raw_rows
from tests.town import Town, running_town
from tests.words import t
from tests.workers import registers, turns_to_last_page

TROUBLE = str(ANSWERS["own_worry"])
SHOWN = ("集体宿舍：是", "宿舍月租：350", "入会日期：", "班次：夜班", "通勤分钟：45")


@pytest.fixture
async def town(tmp_path: Path) -> AsyncIterator[Town]:
    """A town under the policy that asks more."""
    policy = tmp_path / "own.toml"
    policy.write_text(TEXT, encoding="utf-8")
    async with running_town(tmp_path / "town", policy=policy) as running:
        yield running


async def reports(player: Player) -> None:
    """Fill the report in, see what was told, and hand it in."""
    await registers(player, "DEMO-H01")
    await player.sends("/report")
    answers = {**answers_of(households()["DEMO-H01"]), **ANSWERS}
    await Filler(player, report_form(policy_of_questions()), answers).fill()
    await turns_to_last_page(player)
    summary = "\n".join(message.text for message in player.messages if message.by_bot)
    for words in SHOWN:
        assert words in summary
    assert TROUBLE not in summary
    assert not [message for message in player.messages if TROUBLE in message.text], "the private answer is deleted"
    await player.presses(t("Everything is right"))
    await player.presses(t("I confirm, send it"))
    await player.sees("2026-0001")


async def test_a_question_of_the_policy_goes_the_way_of_all_others(town: Town) -> None:
    await reports(town.lin)
    assert ANSWERS.items() <= town.case(1).answers.items()
    for table, row in raw_rows(town.program.database):
        assert TROUBLE.encode() not in row, table
    stage = Stage(town.client, lambda _line: None)
    point, approver = stage.actor(embedded.POINT, "陈帮扶"), stage.actor(embedded.APPROVER, "郑审批")
    await story.reviews(stage)
    await point.says("/case 2026-0001")
    visited = await point.reads(*SHOWN)
    assert TROUBLE not in visited.text
    await stage.leaps("end_of_notice")
    await approver.presses(OpenCase)
    card = await approver.reads(*SHOWN)
    assert TROUBLE not in card.text
    await story.approves(stage)
    recorder = stage.actor(embedded.RECORDER, "冯录入")
    await recorder.presses(EntryData)
    data = await recorder.reads("宿舍月租：350", "班次：夜班", TROUBLE)
    assert "入会日期" not in data.text  # is read by officers on the card only
    await story.enters(stage, "QG-3505-2026-00017")
    with town.program.database.work() as session:
        file = session.get_one(HouseholdFile, 1)
        assert ANSWERS.items() <= file.data.items()


async def test_an_older_file_is_read_without_them_and_the_worker_can_add_them(town: Town) -> None:
    await registers(town.lin, "DEMO-H01")
    with town.program.database.work() as session:
        opened = town.program.clock.now() - timedelta(days=400)
        data = {**answers_of(households()["DEMO-H01"]), "bank_card": "6200000000000005"}
        session.add(HouseholdFile(number="HF-2025-0001", national_number="N1", head_id=town.lin.id, unit_id=4,
                                  household_class="deep", data=data, opened_at=opened))  # fmt: skip
    await town.lin.sends("/file")
    await town.lin.presses(t("✏️ Something has changed"))
    await town.lin.sees(t("What has changed? Choose it, give the new answer and a photo of the proof. An "
                                  "officer confirms it."))  # fmt: skip
    while await town.lin.until(lambda: town.lin._find_button("集体宿舍"), 1.0) is None:
        await town.lin.presses(t("More »"))
    await town.lin.presses("集体宿舍")
    await town.lin.sees("您现在住集体宿舍吗？")


async def test_a_programme_asks_its_own(town: Town) -> None:
    policy = policy_of_questions()
    grant = study_grant_in(policy)
    await registers(town.lin, "DEMO-H01")
    with town.program.database.work() as session:
        data = {**answers_of(households()["DEMO-H01"]), "bank_card": "6200000000000005"}
        session.add(HouseholdFile(number="HF-2026-0001", national_number="N1", head_id=town.lin.id, unit_id=4,
                                  household_class="deep", data=data, opened_at=town.program.clock.now()))  # fmt: skip
    await town.lin.sends("/apply")
    await town.lin.presses(t("{programme}", programme=grant.title))
    form = aid_form(policy, grant, {"m1": NEW_THERE})
    await Filler(town.lin, form, {**GRANT_ANSWERS, "own_school_award": True}).fill()
    await town.lin.sees("学校奖励：是")
    await town.lin.presses(t("Everything is right"))
    await town.lin.presses(t("I confirm, send it"))
    await town.lin.sees("2026-0001")
    with town.program.database.work() as session:
        assert session.get_one(AidCase, 1).answers["own_school_award"] is True
    await town.player(embedded.POINT).sends("/case 2026-0001")
    await town.player(embedded.POINT).sees("学校奖励：是")
