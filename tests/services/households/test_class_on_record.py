"""One class, one place: what the entry worked out stands until a change or the re-check works it out anew."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from sqlmodel import select

from bot.run.database import Database
from bot.run.policy_watch import look_once
from delivery.rendering import render_plain
from domain.households.classes import HouseholdClass
from domain.platform.messages import Message
from models.households import HouseholdFile
from models.people import Person
from services.aid import handing, listed
from services.aid.standing import standing_of
from services.cases import card, worker_side
from services.platform.policies import PolicyBook
from services.policy_file.effect import households_on_file, how_many
from tests.data.households import answers_of, households, without_examples
from tests.union import ADMIN, ANSWERS, APPROVER, AYGUL, DEMO, LIN, POINT, STATION, ZONE, World, found

GRANT = {
    "student": "m1", "stage": "higher", "new_student": True, "school": "示例大学", "study_track": "regular",
    "payee": "worker",
}  # fmt: skip


@pytest.fixture
def policy_file(tmp_path: Path) -> Path:
    """The demonstration's policy as the union's own file, which may change while the bot runs."""
    file = tmp_path / "ours.toml"
    file.write_text(DEMO.read_text("utf-8"), "utf-8")
    return file


@pytest.fixture
def changing(database: Database, policy_file: Path) -> World:
    """A household whose report went all the way to a file."""
    world = found(database, policy=policy_file)
    with world.work() as session:
        world.house.policies.keep(session, now=world.now)
    case_id = world.opens(LIN, answers=answers_of(households()["DEMO-H01"]))
    world.approved(case_id)
    world.enters(case_id)
    return world


def lines_fall(world: World, policy_file: Path) -> None:
    """The dibao, and with it both lines, falls to a fiftieth; the new version comes into force."""
    text = policy_file.read_text("utf-8")
    start = text.index("dibao_month")
    line = text[start : text.index("\n", start)]
    text = without_examples(text.replace(line, "dibao_month = 20.00"))
    policy_file.write_text(text, "utf-8")
    world.house.policies.current = PolicyBook(policy_file).current
    with world.work() as session:
        world.house.policies.keep_change(session, world.house.policies.current.version, text, now=world.now)


def words(message: Message) -> str:
    return render_plain(message.text, "en", timezone=ZONE, limit=4000)


def file_of(world: World) -> HouseholdFile:
    with world.work() as session:
        return session.exec(select(HouseholdFile)).one()


def test_the_entry_keeps_the_class_with_its_day_and_version(changing: World) -> None:
    file = file_of(changing)
    assert (file.household_class, file.class_on) == ("deep", date(2026, 7, 20))
    assert file.class_version == changing.house.policies.current.version


def test_new_lines_put_no_file_in_another_class(changing: World, policy_file: Path) -> None:
    """The officer reads what the worker reads, before and after; a new version alone changes neither."""
    lines_fall(changing, policy_file)
    policy, version = changing.house.policies.current, file_of(changing).class_version
    with changing.work() as session:
        standing = standing_of(changing.at_work(session, LIN), policy, today=changing.now.date())
        assert standing is not None
        assert standing.assessment.household_class is HouseholdClass.DEEP
        assert listed(changing.at_work(session, LIN))[1][0].against == ()
        assert standing.assessment.policy.version == version != policy.version
        number = handing.hand_in(changing.at_work(session, LIN), policy.programme("golden_autumn"), GRANT, policy)
    with changing.work() as session:
        read = words(card.look_at_case(changing.at_work(session, STATION), number)[-1])
    assert "Class by the rules: deep hardship." in read


def test_a_report_is_judged_by_the_lines_of_its_day(changing: World, policy_file: Path) -> None:
    """Whoever has no file yet is in the class of the policy in force."""
    lines_fall(changing, policy_file)
    case_id = changing.opens(AYGUL, answers=answers_of(households()["DEMO-H01"]), household_class="none")
    with changing.work() as session:
        read = words(card.look_at_case(changing.at_work(session, APPROVER), case_id)[-1])
    assert "Class by the rules: in none of the classes of hardship." in read


def test_the_day_is_that_of_the_last_hand_in(database: Database) -> None:
    world = found(database)
    case_id = world.opens(LIN)
    world.visits(POINT, STATION, case_id)
    world.decides(STATION, case_id, "return")
    world.passes(days=3)
    with world.work() as session:
        worker_side.resubmit(
            world.at_work(session, LIN), case_id, answers=dict(ANSWERS), household_class="deep",
            amount=0,
        )  # fmt: skip
    world.decides(STATION, case_id)
    world.passes(days=20)
    world.keeps_up("end public notices")
    world.decides(APPROVER, case_id)
    world.enters(case_id)
    assert file_of(world).class_on == date(2026, 7, 23)


def test_a_change_of_the_policy_is_told_with_what_it_means_for_the_households_on_file(
    changing: World, policy_file: Path
) -> None:
    text = policy_file.read_text("utf-8")
    policy_file.write_text(without_examples(text.replace("dibao_month = 800.00", "dibao_month = 20.00")), "utf-8")
    for _ in range(4):
        look_once(changing.database, changing.house, lambda: changing.now)
    told = [one for one in changing.messages(ADMIN) if "for the households on file" in one]
    assert len(told) == 1
    assert "Of 1 household 0 gain and 1 lose; ¥" in told[0]
    assert file_of(changing).household_class != "none"  # nobody is put in another class by that


@pytest.mark.parametrize("change", ["withdraws", "closes"])
def test_households_that_are_closed_or_have_withdrawn_are_not_counted(changing: World, change: str) -> None:
    with changing.work() as session:
        file = session.exec(select(HouseholdFile)).one()
        assert how_many(session) == len(list(households_on_file(session))) == 1
        if change == "closes":
            session.get_one(HouseholdFile, file.id).closed_at = changing.now
        else:
            session.get_one(Person, file.head_id).sensitive_consented_at = None
    with changing.work() as session:
        assert how_many(session) == len(list(households_on_file(session))) == 0
