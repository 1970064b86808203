"""The command line as people type it: help, the tour, a policy check, units from a file, and mistakes."""

import base64
import os
import sqlite3
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import UTC, datetime
from pathlib import Path

import pytest
from sqlalchemy import insert
from sqlmodel import col, select

from bot.run.database import Database
from bot.run.migrate import migrate as run_migrations
from models.households import HouseholdFile
from models.platform.outbox import Outbox
from models.platform.seal import Vault, use_vault
from tests.tables import workbook
from tests.union import LIN, found

ROOT = Path(__file__).parent.parent.parent

warm = pytest.mark.usefixtures("warm_starts")  # every command starts from nothing in test_warm_starts.py


def bot(*words: str, folder: Path, **environment: str) -> subprocess.CompletedProcess[str]:
    """Run `python -m bot` with its data in `folder`."""
    own = {"DATA_DIR": str(folder), "LISTEN": "127.0.0.1:0", "COLUMNS": "120", "BOT_TOKEN": "", **environment}
    command = [sys.executable, "-m", "bot", *words]
    return subprocess.run(
        command, cwd=ROOT, env={**os.environ, **own}, capture_output=True, text=True, timeout=60, check=False
    )


@warm
def test_help_names_every_command(tmp_path: Path) -> None:
    shown = bot("--help", folder=tmp_path).stdout
    for name in ("run", "demo", "tour", "migrate", "rekey", "erase", "policy", "import"):
        assert name in shown


@pytest.mark.slow
def test_the_tour_plays_the_whole_story(tmp_path: Path) -> None:
    played = bot("tour", folder=tmp_path)
    assert played.returncode == 0, played.stdout[-3000:] + played.stderr[-3000:]
    assert "HF-2026-0001" in played.stdout
    assert "7,500元" in played.stdout


@warm
def test_a_good_policy_is_called_good(tmp_path: Path) -> None:
    checked = bot("policy", "check", "policies/demo.toml", folder=tmp_path)
    assert checked.returncode == 0
    assert "good" in checked.stdout


@warm
def test_a_bad_policy_is_told_with_line_and_reason(tmp_path: Path) -> None:
    bad = tmp_path / "bad.toml"
    text = (ROOT / "policies" / "demo.toml").read_text("utf-8")
    bad.write_text(text.replace("dibao_month = 800.00", "dibao_month = -5"), "utf-8")
    line = next(n for n, one in enumerate(text.splitlines(), 1) if one.startswith("dibao_month"))
    checked = bot("policy", "check", str(bad), folder=tmp_path)
    assert checked.returncode == 2
    assert f"bad.toml:{line}" in checked.stderr or f"line {line}" in checked.stderr


@warm
def test_units_come_in_from_a_file_and_all_or_none(begun: Path) -> None:
    good, bad = begun / "good.xlsx", begun / "bad.csv"
    heading = ("单位名称", "层级", "单位编号", "上级单位编号")
    good.write_bytes(workbook(("单位一览表",), heading, ("中心", "中心", "C1"), ("一分会", "站", "S1", "C1")))
    bad.write_text("name,code,level,parent_code\n二分会,S2,station,C1\n,S3,station,NOWHERE\n", "gb18030")
    assert "2 units" in bot("import", "units", str(good), folder=begun).stdout
    refused = bot("import", "units", str(bad), folder=begun)
    assert refused.returncode == 2
    assert "Line 3: there is no unit with the code NOWHERE" in refused.stderr
    (begun / "old.xls").write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1")
    assert "save it as an Excel workbook (.xlsx)" in bot("import", "units", str(begun / "old.xls"), folder=begun).stderr
    again = bot("import", "units", str(bad), folder=begun)
    assert again.returncode == 2, "nothing of the bad file came in"


@warm
def test_a_table_of_case_officers_is_taken_whole_or_not_at_all(begun: Path) -> None:
    bad, odd = begun / "bad.csv", begun / "odd.csv"
    bad.write_text("household,officer\nHF-2026-0001,13800138000\n", "gb18030")
    odd.write_text("file;who\n", "utf-8")
    refused = bot("import", "case-officers", str(bad), folder=begun)
    assert refused.returncode == 2
    assert "Line 2: there is no household file HF-2026-0001" in refused.stderr
    refused = bot("import", "case-officers", str(odd), folder=begun)
    assert refused.returncode == 2
    assert "household number, case officer" in refused.stderr
    missing = bot("import", "case-officers", str(begun / "none.csv"), folder=begun)
    assert missing.returncode == 2
    assert "Traceback" not in missing.stderr


@warm
def test_a_good_table_of_case_officers_is_taken_and_everybody_hears_of_it(tmp_path: Path) -> None:
    good = tmp_path / "good.csv"
    good.write_text("household;officer\nHF-2026-0001;员11\n", "utf-8-sig")
    key = base64.b64encode(b"k" * 32).decode()
    database = Database(f"sqlite:///{tmp_path / 'sisong.sqlite3'}")
    run_migrations(database.engine)
    world = found(database)
    with world.work() as session:
        session.add(
            HouseholdFile(
                number="HF-2026-0001", national_number="N1", head_id=LIN, unit_id=4, household_class="deep",
                data={}, opened_at=world.now,
            )
        )  # fmt: skip
    taken = bot("import", "case-officers", str(good), folder=tmp_path, DATA_KEY=key)
    assert "Households with a new case officer: 1." in taken.stdout, taken.stderr
    assert "Your case officer: 员11" in world.messages(LIN)[-1]
    assert "officer: 0." in bot("import", "case-officers", str(good), folder=tmp_path, DATA_KEY=key).stdout
    database.close()


@warm
@pytest.mark.parametrize(
    ("name", "value", "told"),
    [
        ("LISTEN", "nonsense", "LISTEN"),
        ("POLICY", "no/such/file.toml", "no/such/file.toml"),
        ("BOT_TOKEN", "abc", "BOT_TOKEN"),
        ("DATA_KEY", "c2hvcnQ=", "DATA_KEY"),
    ],
)
def test_a_wrong_setting_is_told_in_a_sentence(tmp_path: Path, name: str, value: str, told: str) -> None:
    ended = bot("run", folder=tmp_path, **{name: value})
    assert ended.returncode == 2
    assert told in ended.stderr
    assert "Traceback" not in ended.stderr


@warm
def test_a_folder_that_no_demonstration_made_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "precious.txt").write_text("keep me")
    ended = bot("demo", "--folder", str(tmp_path), folder=tmp_path)
    assert ended.returncode == 2
    assert (tmp_path / "precious.txt").read_text() == "keep me"


@contextmanager
def running(folder: Path, *words: str, **environment: str) -> Iterator[str]:
    """Run the bot for as long as the block lasts; yield the first line that it says."""
    own = {"DATA_DIR": str(folder), "LISTEN": "127.0.0.1:0", "BOT_TOKEN": "", **environment}
    command = [sys.executable, "-m", "bot", "run", *words]
    with subprocess.Popen(
        command, cwd=ROOT, env={**os.environ, **own}, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
    ) as process:
        assert process.stdout is not None
        try:
            yield process.stdout.readline()
        finally:
            process.terminate()


@warm
@pytest.mark.slow
def test_the_bot_starts_as_the_union_whose_file_it_is_given(tmp_path: Path) -> None:
    with running(tmp_path, "--policy", "policies/xingtai.toml") as said:
        assert "Sisong is running" in said
    with closing(sqlite3.connect(tmp_path / "sisong.sqlite3")) as kept:
        (text,) = (text for (text,) in kept.execute("select toml from policy_text"))
    assert "全国级特困职工" in text


@warm
@pytest.mark.slow
def test_a_file_that_went_bad_does_not_stop_the_start_where_rules_are_in_force(tmp_path: Path) -> None:
    file, data = tmp_path / "ours.toml", tmp_path / "data"
    file.write_text('extends = "demo.toml"\n', "utf-8")
    (tmp_path / "demo.toml").write_text((ROOT / "policies/demo.toml").read_text("utf-8"), "utf-8")
    with running(data, POLICY=str(file)) as said:
        assert "Sisong is running" in said
    file.unlink()
    with running(data, POLICY=str(file)) as said:
        assert "the policy file cannot be used" in said
    shown = bot("policy", "show", folder=data, POLICY=str(file)).stdout
    assert "ours.toml cannot be used as it is" in shown
    assert "[[programme]]" in shown
    refused = bot("run", folder=tmp_path / "new", POLICY=str(file))
    assert (refused.returncode, "POLICY: there is no file" in refused.stderr) == (2, True)


@warm
@pytest.mark.slow
def test_one_file_has_one_bot_and_no_command_writes_behind_its_back(tmp_path: Path) -> None:
    units = tmp_path / "units.csv"
    units.write_text("name,code,level,parent_code\n中心,C1,centre,\n", "utf-8")
    data = tmp_path / "data"
    with running(data) as said:
        assert "Sisong is running" in said
        for command in (("run",), ("import", "units", str(units)), ("migrate",), ("rekey",), ("erase", "1", "--yes")):
            refused = bot(*command, folder=data, NEW_DATA_KEY=base64.b64encode(b"n" * 32).decode())
            assert refused.returncode == 2, command
            assert refused.stderr.startswith("Sisong is running on "), refused.stderr
            assert "Traceback" not in refused.stderr
    assert bot("import", "units", str(units), folder=data).returncode == 0, "it is free again"


@warm
@pytest.mark.slow
def test_a_bot_whose_database_is_deleted_under_it_stops_with_a_sentence(begun: Path) -> None:
    own = {"DATA_DIR": str(begun), "LISTEN": "127.0.0.1:0", "BOT_TOKEN": ""}
    command = [sys.executable, "-m", "bot", "run"]
    with subprocess.Popen(
        command, cwd=ROOT, env={**os.environ, **own}, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    ) as process:
        assert process.stdout is not None
        assert "Sisong is running" in process.stdout.readline()
        (begun / "sisong.sqlite3").unlink()
        _, said = process.communicate(timeout=20)
    assert process.returncode == 2
    assert "was deleted, moved or replaced" in said
    assert "Traceback" not in said


@warm
def test_what_the_program_writes_is_for_its_owner_alone(tmp_path: Path) -> None:
    data = tmp_path / "data"
    data.mkdir(mode=0o755)
    (data / "sisong.sqlite3").touch(0o644)
    assert bot("migrate", folder=data).returncode == 0
    assert data.stat().st_mode & 0o077 == 0
    for file in data.iterdir():
        assert file.stat().st_mode & 0o077 == 0, file


@warm
def test_a_database_that_is_lost_or_damaged_is_told_in_a_sentence(tmp_path: Path) -> None:
    (tmp_path / "papers").mkdir()
    (tmp_path / "papers" / "one").write_bytes(b"sealed")
    database = tmp_path / "sisong.sqlite3"
    for content, told in ((b"", "seems to be lost"), (b"no database at all" * 99, "cannot be opened")):
        database.write_bytes(content)
        refused = bot("run", folder=tmp_path)
        assert refused.returncode == 2
        assert told in refused.stderr
        assert "Traceback" not in refused.stderr
        assert database.read_bytes() == content
    database.unlink()
    assert bot("run", folder=tmp_path).returncode == 2
    assert not database.exists()


@warm
@pytest.mark.parametrize("left", [None, b""])
def test_what_was_written_last_to_a_database_that_is_lost_is_not_thrown_away(
    tmp_path: Path, left: bytes | None
) -> None:
    """SQLite empties the log beside a file that is not there or empty."""
    log = tmp_path / "sisong.sqlite3-wal"
    log.write_bytes(b"the latest writes")
    if left is not None:
        (tmp_path / "sisong.sqlite3").write_bytes(left)
    refused = bot("run", folder=tmp_path)
    assert refused.returncode == 2
    assert "holds what was written to it last" in refused.stderr
    assert log.read_bytes() == b"the latest writes"


@warm
def test_a_database_of_a_newer_version_is_told_in_a_sentence_by_whoever_opens_it(begun: Path) -> None:
    with closing(sqlite3.connect(begun / "sisong.sqlite3")) as database:
        database.execute("UPDATE alembic_version SET version_num = 'of-tomorrow'")
        database.commit()
    for words in (("run",), ("migrate",), ("rekey",), ("erase", "1", "--yes")):
        refused = bot(*words, folder=begun, NEW_DATA_KEY=base64.b64encode(os.urandom(32)).decode())
        assert refused.returncode == 2, words
        assert "was made by a newer version" in refused.stderr
        assert "Traceback" not in refused.stderr


@warm
def test_a_postgresql_that_is_not_there_is_told_in_a_sentence(tmp_path: Path) -> None:
    refused = bot("run", folder=tmp_path, DATABASE_URL="postgresql://nobody:secret-word@127.0.0.1:1/none")
    assert refused.returncode == 2
    assert "The database cannot be opened" in refused.stderr
    assert "secret-word" not in refused.stderr
    assert "Traceback" not in refused.stderr


@warm
@pytest.mark.slow
def test_a_key_that_does_not_open_the_data_is_refused(begun: Path) -> None:
    first, second = (base64.b64encode(bytes([number] * 32)).decode() for number in (1, 2))
    assert "another key" not in run_for_a_moment(begun, first)
    assert "another key" in run_for_a_moment(begun, second)


def run_for_a_moment(folder: Path, key: str) -> str:
    """Start the bot and stop it as soon as it runs or has given up; return what it said."""
    with running(folder, DATA_KEY=key) as said:
        return said


@warm
@pytest.mark.slow
def test_a_change_of_the_key_that_is_killed_goes_on_where_it_stopped(tmp_path: Path) -> None:
    """The bot does not start in between, and starts with the new key only afterwards."""
    old, new = (base64.b64encode(letter * 32).decode() for letter in (b"k", b"n"))
    _put_messages(tmp_path, 20_000)
    own = {**os.environ, "DATA_DIR": str(tmp_path), "BOT_TOKEN": "", "DATA_KEY": old, "NEW_DATA_KEY": new}
    with subprocess.Popen([sys.executable, "-m", "bot", "rekey"], cwd=ROOT, env=own) as process:
        while not _said_of_key(tmp_path, "changing_key"):
            assert process.poll() is None, "it was over before it could be killed"
            time.sleep(0.002)
        process.kill()
    assert "broken off" in bot("run", folder=tmp_path, DATA_KEY=old).stderr
    ended = bot("rekey", folder=tmp_path, DATA_KEY=old, NEW_DATA_KEY=new)
    assert "The data has the new key." in ended.stdout, ended.stderr
    assert "another key" in bot("run", folder=tmp_path, DATA_KEY=old).stderr
    use_vault(Vault(b"n" * 32))
    database = Database(f"sqlite:///{tmp_path / 'sisong.sqlite3'}")
    with database.look() as session:
        assert [body["x"] for body in session.scalars(select(Outbox.body).order_by(col(Outbox.id)))] == [*range(20_000)]
    database.close()


def _put_messages(folder: Path, most: int) -> None:
    use_vault(Vault(b"k" * 32))
    database = Database(f"sqlite:///{folder / 'sisong.sqlite3'}")
    run_migrations(database.engine)
    row = {"kind": "send", "priority": 1, "state": "sent", "attempts": 0, "created_at": datetime.now(UTC), "chat_id": 1}
    with database.work() as session:
        session.connection().execute(insert(Outbox), [{**row, "body": {"x": number}} for number in range(most)])
    database.close()


def _said_of_key(folder: Path, name: str) -> str:
    with closing(sqlite3.connect(folder / "sisong.sqlite3")) as connection:
        found = connection.execute("SELECT value FROM setting WHERE name = ?", (name,)).fetchone()
    return "" if found is None or '"stage": "outbox"' not in found[0] else str(found[0])


@warm
def test_a_new_key_is_asked_for_and_never_taken_from_the_command_line(tmp_path: Path) -> None:
    old, new = (base64.b64encode(letter * 32).decode() for letter in (b"k", b"n"))
    own = {**os.environ, "DATA_DIR": str(tmp_path), "BOT_TOKEN": "", "DATA_KEY": old}
    command = [sys.executable, "-m", "bot", "rekey"]
    asked = {"cwd": ROOT, "env": own, "capture_output": True, "text": True, "timeout": 60, "check": False}
    short = subprocess.run([*command], input="c2hvcnQ=\n", **asked)  # type: ignore[call-overload]
    assert (short.returncode, "32 random bytes" in short.stderr) == (2, True), short.stderr
    assert bot("migrate", folder=tmp_path, DATA_KEY=old).returncode == 0
    ended = subprocess.run([*command], input=f"{new}\n", **asked)  # type: ignore[call-overload]
    assert "Now put it into .env as DATA_KEY" in ended.stdout, ended.stderr
    assert new not in ended.stdout + ended.stderr


@warm
def test_a_damaged_database_is_told_by_migrate_too(tmp_path: Path) -> None:
    (tmp_path / "sisong.sqlite3").write_bytes(b"no database at all" * 99)
    refused = bot("migrate", folder=tmp_path)
    assert refused.returncode == 2
    assert "cannot be opened" in refused.stderr
    assert "Traceback" not in refused.stderr


def test_a_key_beside_the_data_that_is_damaged_is_told_in_a_sentence(tmp_path: Path) -> None:
    for content in (b"", b"nonsense!", base64.b64encode(b"short")):
        (tmp_path / "data.key").write_bytes(content)
        refused = bot("migrate", folder=tmp_path)
        assert (refused.returncode, "data.key is damaged" in refused.stderr) == (2, True), refused.stderr
        assert "Traceback" not in refused.stderr
        assert (tmp_path / "data.key").read_bytes() == content
