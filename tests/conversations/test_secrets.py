"""A played database: nothing of what people told can be read in it, and all of it gets another key, kill or no kill."""

from __future__ import annotations

import asyncio
import re
import shutil
from collections.abc import Callable, Iterator, Mapping
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select, text
from sqlmodel import SQLModel

from bot.cli import erase, rekey
from bot.demo import embedded, story
from bot.demo.stage import Stage
from bot.run.database import Database
from bot.run.opening import data_key, open_database
from bot.run.replica import Replica
from bot.settings import Settings, WrongSettings
from delivery.papers import resealing as paper_resealing
from delivery.papers.files import PaperFiles
from domain.platform.identifiers import normalise
from domain.policy_file.loading import load_policy
from domain.requests.buttons import AlarmRead, AnswerRequest, SendWords
from models.households import HouseholdFile
from models.platform import resealing
from models.platform.seal import vault
from models.procedure import AidCase, Paper, Prompt, Visit
from services.aid.people import people_of
from services.households import household_in
from services.procedure.grounds import counts, home_print, print_of
from tests.conversations.conftest import Played
from tests.databases import ON_POSTGRES
from tests.raw import raw_rows
from tests.town import POLICY, Town

OURS = ("sisong.sqlite3", "sisong.sqlite3-wal", "papers")  # the rest is Telegram's side of the simulator, and the key
NEW = b"n" * 32
NEXT = "SELECT setval(pg_get_serial_sequence(:name, 'id'), :last) WHERE pg_get_serial_sequence(:name, 'id') IS NOT NULL"
SAID = ("我不想活了", "示例饭卡的押金什么时候退给我？", "星期五到示例窗口来退。")
PAGE = Path(__file__).resolve().parents[2] / "docs" / "OPERATIONS.md"
ROW = re.compile(r"^\| `([a-z_]+)` \| (\d+) \| (\d+) \|", re.MULTILINE)
NAMES = ("林示例", "林样一", "王样本", "陈帮扶", "阿依古丽·样本")


async def everything(town: Town) -> None:
    """A case that was paid, words of danger, a question, and a report not handed in yet; all papers have come."""
    stage = Stage(town.client, lambda _line: None)
    await story.from_the_first_word_to_the_money(stage)
    lin, point = stage.actor(embedded.LIN, "林示例"), stage.actor(embedded.POINT, "陈帮扶")
    await lin.says(SAID[0])
    await point.presses(AlarmRead)
    await lin.says(SAID[1])
    await lin.presses(SendWords)
    await point.presses(AnswerRequest)
    await point.says(SAID[2])
    household = story.Household(
        1002, "阿依古丽·样本", "P3", "990101199001010027", "13900139000", {}, card="6200000000000013",
    )  # fmt: skip
    aygul = await story.registers(stage, household)
    await aygul.says("/report")
    await aygul.chooses("o.urban_local", "o.on_duty")
    await point.says("/menu")
    for _ in range(200):
        with town.program.database.look() as session:
            if all(session.scalars(select(Paper.stored_as))):  # type: ignore[call-overload]
                return
        await asyncio.sleep(0.05)
    raise AssertionError("papers are missing")


@pytest.fixture(params=["sqlite", ON_POSTGRES])
def settings(request: pytest.FixtureRequest, played: Callable[..., Played], tmp_path: Path) -> Settings:
    """The settings of an installation where all that has been played."""
    shutil.copytree(played(everything).folder, tmp_path, dirs_exist_ok=True)
    own = Settings(_env_file=None, data_dir=tmp_path, policy=POLICY)  # type: ignore[call-arg]
    if request.param == "sqlite":
        return own
    fresh: Database = request.getfixturevalue("fresh_postgres")
    _copied(own, fresh)
    return own.model_copy(update={"database_url": fresh.engine.url.render_as_string(hide_password=False)})


def _copied(settings: Settings, to: Database) -> None:
    """Put all rows into another database; their seals go with them."""
    source = open_database(settings)
    with source.engine.connect() as old, to.engine.begin() as new:
        for table in SQLModel.metadata.sorted_tables:
            if rows := [dict(row) for row in old.execute(table.select()).mappings()]:
                new.execute(table.insert(), rows)
            if "id" in table.c and rows:  # the next number is one that was never given, as it was before
                new.execute(text(NEXT), {"name": table.name, "last": max(row["id"] for row in rows)})
    source.close()
    for file in settings.data_dir.glob(f"{OURS[0]}*"):
        file.unlink()


def contents(database: Database) -> dict[str, list[dict[str, Any]]]:
    """All that is in the database, opened."""
    with database.engine.connect() as connection:
        return {
            name: sorted((dict(row) for row in connection.execute(table.select()).mappings()), key=str)
            for name, table in SQLModel.metadata.tables.items()
        }


def files(folder: Path) -> Iterator[tuple[str, bytes]]:
    """Every file of ours, as it lies there."""
    for path in folder.rglob("*"):
        if path.is_file() and path.relative_to(folder).parts[0] in OURS:
            yield path.name, path.read_bytes()


def secrets(found: Mapping[str, list[dict[str, Any]]]) -> set[str]:
    """Names, ids, phones, cards, words, and what Telegram calls their papers."""
    told = {row[name] for row in found["person"] for name in ("name", "resident_id", "phone")}
    told |= {row[name] for row in found["household_member"] for name in ("name", "resident_id")}
    told |= {row[name] for row in found["money_row"] for name in ("payee", "card")}
    told |= {row[name] for row in found["paper"] for name in ("file_id", "unique_id")}
    told |= {row["words"] for name in ("danger_call", "request_words") for row in found[name]}
    assert told >= {*NAMES, *SAID, "6200000000000005", "990101197803120034", "13900139000"}
    assert not [row for row in found["paper"] if row["name"]], "what people call their papers is not kept"
    return {one for one in told if one}


def test_nobody_is_read_in_a_dump_nor_in_the_files(settings: Settings) -> None:
    database = open_database(settings)
    told = contents(database)
    people, kinds = secrets(told), {row["kind"] for row in told["paper"]}
    assert len(kinds & {paper.key for paper in load_policy(POLICY).papers}) > 4
    rows = [*raw_rows(database), *files(settings.data_dir)]
    database.close()
    for where, value in rows:
        found = [one for one in people if one.encode() in value]
        assert not found, f"{where} holds {found}"
        if not where.startswith(("policy_text", "sisong")):  # the policy says what kinds there are
            assert not [kind for kind in kinds if kind.encode() in value], where
    assert [value for where, value in rows if where == "paper.kind"], "the rows were looked at"
    assert [value for where, value in rows if len(where) == 32], "and the files"


class Killed(BaseException):
    """The process ends here."""


@pytest.mark.parametrize("killed", [False, True], ids=["at once", "killed at every third batch"])
def test_all_of_it_gets_another_key(settings: Settings, killed: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    database = open_database(settings)
    before, papers, prints = contents(database), opened_papers(settings, database), fingerprints(contents(database))
    otherwise = read_otherwise(database)
    database.close()
    old_key = data_key(settings)
    if killed:
        _killed_again_and_again(settings, monkeypatch)
    else:
        assert rekey.change_key(settings, NEW) == "The data has the new key."
    assert data_key(settings) == NEW
    database = open_database(settings)
    after = contents(database)
    assert opened_papers(settings, database) == papers
    assert read_otherwise(database) == otherwise, "nobody is visited again, or asked to look again, for a new key"
    lying = b"".join(value for _, value in [*raw_rows(database), *files(settings.data_dir)])
    database.close()
    assert not [one for one in prints if one.encode() in lying], "a fingerprint of the old key is left"
    assert {one[:16] for one in fingerprints(after)}.isdisjoint(prints)
    assert _without_marks(after) == _without_marks(before)
    with pytest.raises(WrongSettings, match="another key"):
        open_database(settings.model_copy(update={"data_key": old_key}))


def _killed_again_and_again(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    """Every third batch is lost; the bot does not start on what is half done, nor does another key go on with it."""
    monkeypatch.setattr(resealing, "AT_ONCE", 60)
    monkeypatch.setattr(paper_resealing, "AT_ONCE", 5)
    note, count = rekey._note, 0

    def kill(*given: Any) -> None:
        nonlocal count
        count += 1
        note(*given)
        if count % 3 == 0:
            raise Killed

    monkeypatch.setattr(rekey, "_note", kill)
    for _ in range(1000):
        try:
            assert rekey.change_key(settings, NEW) == "The data has the new key."
        except Killed:
            continue
        assert count > 6
        return
    raise AssertionError("it never ends")


def test_a_change_that_was_broken_off_is_gone_on_with_and_nothing_else(
    settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    def kill(*_given: Any) -> None:
        raise Killed

    monkeypatch.setattr(rekey, "_finish", kill)
    with pytest.raises(Killed):
        rekey.change_key(settings, NEW)
    with pytest.raises(WrongSettings, match="broken off"):
        open_database(settings)
    with pytest.raises(WrongSettings, match="other keys"):
        rekey.change_key(settings, b"o" * 32)
    monkeypatch.undo()
    assert rekey.change_key(settings, NEW) == "The data has the new key."
    with pytest.raises(WrongSettings, match="the key the data has now"):
        rekey.change_key(settings, NEW)
    with pytest.raises(WrongSettings, match="another key"):
        rekey.change_key(settings.model_copy(update={"data_key": b"x" * 32}), b"o" * 32)


@pytest.mark.parametrize("fresh", [pytest.param("fresh_postgres", marks=ON_POSTGRES.marks)])
def test_the_key_is_not_changed_while_a_bot_lives_that_does_not_lead(
    request: pytest.FixtureRequest, fresh: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    database: Database = request.getfixturevalue(fresh)
    url = database.engine.url.render_as_string(hide_password=False)
    own = Settings(_env_file=None, data_dir=tmp_path, policy=POLICY, database_url=url)  # type: ignore[call-arg]
    monkeypatch.setattr(rekey, "PATIENCE", 1)
    with closing(Replica(database.engine)) as bot:
        bot.show_life()
        with pytest.raises(WrongSettings, match="every process"):
            rekey.change_key(own, NEW)
    assert rekey.change_key(own, NEW) == "The data has the new key."


def opened_papers(settings: Settings, database: Database) -> dict[int, bytes]:
    kept = PaperFiles(settings.data_dir / "papers")
    with database.look() as session:
        return {paper.id: kept.open(paper) for paper in session.scalars(select(Paper))}


def fingerprints(found: Mapping[str, list[dict[str, Any]]]) -> set[str]:
    """The beginnings of the fingerprints of all ids, by the key of now."""
    ids = {row["resident_id"] for name in ("person", "household_member") for row in found[name] if row["resident_id"]}
    return {vault().fingerprint(normalise(one))[:16] for one in ids}


def _without_marks(found: Mapping[str, list[dict[str, Any]]]) -> dict[str, list[str]]:
    kept = {name: rows for name, rows in found.items() if name not in ("setting", "file_mark")}  # those are made anew
    marks = "[0-9a-f]{64}|(?<=s)[0-9a-f]{12}(?![0-9a-f])"  # of somebody, and of a student to choose
    return {name: sorted(re.sub(marks, "*", str(row)) for row in rows) for name, rows in kept.items()}


def read_otherwise(database: Database) -> dict[str, set[int]]:
    """The visits that are about another home than that of now, the prompts that show another case, and the grants whose
    student is not found; and how many there are of all."""
    with database.look() as session:
        cases = {case.id: case for case in session.scalars(select(AidCase))}
        visited, prompts = session.scalars(select(Visit)).all(), session.scalars(select(Prompt)).all()
        asked = [one for one in prompts if one.seen]
        grants = [case for case in cases.values() if "student" in case.answers]
        assert min(len(visited), len(asked), len(grants)) > 0
        files_ = {file.id: file for file in session.scalars(select(HouseholdFile))}
        return {
            "visit": {one.id for one in visited if not counts(one.about, home_print(session, cases[one.case_id]))},
            "prompt": {one.id for one in asked if one.seen != print_of(session, cases[one.case_id])},
            "grant": {
                case.id for case in grants
                if case.answers["student"] not in people_of(household_in(files_[case.household_id or 0]))
            },
        }  # fmt: skip


# Erasing -------------------------------------------------------------------------------------------------------------


def test_who_was_paid_is_erased_by_command_and_the_page_says_what_becomes_of_the_rows(settings: Settings) -> None:
    database = open_database(settings)
    before = contents(database)
    database.close()
    theirs = {*NAMES[:3], *SAID, *(row["payee"] for row in before["money_row"]), "6200000000000005"}
    assert {one for one in theirs if any(one in str(row) for rows in before.values() for row in rows)} == theirs
    erase.run(settings, str(embedded.LIN), is_sure=True, dry_run=False)
    database = open_database(settings)
    after = contents(database)
    database.close()
    assert not [(name, one) for name, rows in after.items() for row in rows for one in theirs if one in str(row)]
    counted = {name: (len(before[name]), len(rows)) for name, rows in after.items()}
    explained = {name: (int(was), int(now)) for name, was, now in ROW.findall(PAGE.read_text("utf-8"))}
    assert {name: counted[name] for name in explained} == explained
    assert {name for name, (was, now) in counted.items() if was != now} <= {*explained, "outbox"}
    assert not [path for path in (settings.data_dir / "papers").rglob("*") if path.is_file()]
