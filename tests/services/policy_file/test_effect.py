"""What a changed policy means for the households on file, against numbers that were worked out by hand."""

from __future__ import annotations

import base64
from pathlib import Path
from typing import Any

import pytest
from sqlmodel import col, select

from bot.cli.policy_compare import Wanted, compared
from bot.run.database import Database
from bot.run.policy_watch import look_once
from bot.settings import Settings
from delivery.rendering import render_plain
from domain.platform.messages import Message
from domain.policy_file.buttons import Part
from models.households import HouseholdFile
from models.people import Person
from models.platform.outbox import Outbox
from services import policy_file
from tests.data.households import without_examples
from tests.services.policy_file.test_installing import sends
from tests.union import ADMIN, DEMO, ZONE, World, found

RELATIVE, LESS = 'relative = { factor = 2.0, op = "le" }', 'relative = { factor = 1.5, op = "le" }'
SHIPPED = without_examples(DEMO.read_text("utf-8"))
BEFORE, AFTER = SHIPPED.replace(RELATIVE, LESS), SHIPPED.replace("dibao_months = 8, per", "dibao_months = 6, per")
# Dibao is 800: deep up to 800 a head and month, relative up to 1,200 before and 1,600 after.
HOUSEHOLDS: tuple[dict[str, Any], ...] = (
    {"wage": 1_400, "spouse": True},  # 700 a head: deep, 12 x 800 = 9,600 before and after
    {"wage": 1_000},  # relative: 8 x 800 = 6,400 before, 6 x 800 = 4,800 after
    {"wage": 1_600},  # nothing before; on the new line, so relative: 4,800 after
    {"wage": 3_000},  # nothing
    {"wage": 1_600, "closed": True},  # not counted
    {"wage": 1_600, "agrees": False},  # not counted
)
HEADLINE = "Of 4 households 1 gain and 1 lose; ¥3,200 more a year."  # 16,000 before, 19,200 after
MOVED = "1 household: in none of the classes of hardship → relative hardship"
LIVING_AID = "Living aid: ¥16,000 → ¥19,200, households 2 → 3"
ALONE, TWO = "1 person: ¥2,133.33 → ¥3,200", "2 people: ¥4,800 → ¥4,800"


@pytest.fixture
def file(tmp_path: Path) -> Path:
    made = tmp_path / "ours.toml"
    made.write_text(BEFORE, "utf-8")
    return made


@pytest.fixture
def union(database: Database, file: Path) -> World:
    world = found(database, policy=file)
    with world.work() as session:
        for number, one in enumerate(HOUSEHOLDS):
            agreed = world.now if one.get("agrees", True) else None
            session.add(Person(id=500 + number, locale="en", first_seen_at=world.now, consented_at=world.now,
                               sensitive_consented_at=agreed, registered_at=world.now, unit_id=4))  # fmt: skip
            session.flush()
            session.add(HouseholdFile(
                number=f"HF-{number}", national_number=f"N-{number}", head_id=500 + number, unit_id=4,
                household_class="", data=answers(one), opened_at=world.now,
                closed_at=world.now if one.get("closed") else None,
            ))  # fmt: skip
    return world


def answers(one: dict[str, Any]) -> dict[str, Any]:
    spouse = {"relation": "spouse", "name": "某某", "monthly_income": 0, "health": "good", "work_status": "unemployed"}
    return {
        "members": [spouse] if one.get("spouse") else [], "self_monthly_income": one["wage"] * 100,
        "self_work_status": "on_duty", "self_health": "good", "homes": 1, "home_area": "20_to_50",
        "housing_kind": "owned", "main_cause": "serious_illness",
    }  # fmt: skip


def plain(message: Message) -> str:
    return render_plain(message.text, "en", timezone=ZONE, limit=4000)


def pictures(world: World) -> list[dict[str, Any]]:
    """Return the drawings that were queued for the administrator."""
    with world.work() as session:
        rows = session.exec(select(Outbox).where(Outbox.chat_id == ADMIN).order_by(col(Outbox.id))).all()
        files = [row.body["message"].get("file") for row in rows if row.body]
    return [one[3] for one in files if one]


def test_the_command_reads_them_from_the_database(union: World, file: Path, tmp_path: Path) -> None:
    new, drawn = tmp_path / "new.toml", tmp_path / "effect.png"
    new.write_text(AFTER, "utf-8")
    url = union.database.engine.url.render_as_string(hide_password=False)
    settings = Settings.model_validate(
        {"database_url": url, "data_dir": tmp_path, "data_key": base64.b64encode(b"k" * 32).decode()}
    )
    told = compared(file, new, Wanted(picture=drawn), lambda: settings, union.now.date())
    assert "relative hardship: line 1.5 → 2 times dibao" in told
    for one in (HEADLINE, MOVED, LIVING_AID, ALONE, TWO):
        assert one in told
    assert drawn.read_bytes().startswith(b"\x89PNG")


def test_a_file_that_changes_by_itself_is_told_in_words_and_in_a_picture_once(union: World, file: Path) -> None:
    with union.work() as session:
        policy_file.begun(union.at_work(session))
    file.write_text(AFTER, "utf-8")
    for _ in range(4):
        look_once(union.database, union.house, lambda: union.now)
    (told,) = [one for one in union.messages(ADMIN) if "What the changed policy means" in one]
    for one in (HEADLINE, MOVED, LIVING_AID, ALONE, TWO):
        assert one in told
    (drawing,) = pictures(union)
    assert drawing["title"]["s"] == "{gain} gain, {lose} lose, {amount} more a year"
    assert [(row["old"], row["new"]) for row in drawing["parts"][0]["rows"]] == [(16_000_00, 19_200_00)]
    assert [(row["old"], row["new"]) for row in drawing["parts"][1]["rows"]] == [
        (2_133_33, 3_200_00),
        (4_800_00, 4_800_00),
    ]


def test_who_sends_one_in_the_chat_reads_the_same_before_it_is_in_force(union: World) -> None:
    sent = sends(union, AFTER)
    assert HEADLINE in union.messages(ADMIN)[-1]
    with union.work() as session:
        work = union.at_work(session, ADMIN)
        words, drawn = (policy_file.shown(work, sent, part, 0) for part in (Part.EFFECT, Part.PICTURE))
    for one in (MOVED, LIVING_AID, ALONE, TWO):
        assert one in plain(words)
    assert HEADLINE in plain(drawn)
    assert drawn.attachment is not None
    assert drawn.attachment.drawing is not None
    assert drawn.attachment.drawing["title"]["a"]["amount"] == {"$": "money", "v": 3_200_00}
