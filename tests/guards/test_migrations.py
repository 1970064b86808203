"""Migrations and models agree on both databases, and the newest revision is found without Alembic."""

import ast
from datetime import date
from pathlib import Path

import pytest
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, Date, text
from sqlmodel import SQLModel

import models
from bot.run.database import Database, make_engine
from bot.run.migrate import FOLDER, _config, is_current, migrate, newest_revision
from bot.run.opening import bring_up_to_date, open_database
from bot.settings import Settings, WrongSettings
from delivery.papers.files import PaperFiles
from delivery.papers.resealing import are_bound
from models.people import Person
from models.platform.seal import NotOurSeal, Vault, use_vault, vault
from models.procedure import Paper


def test_migrations_make_exactly_the_tables_of_the_models(database_url: str) -> None:
    engine = make_engine(database_url)
    assert not is_current(engine)
    migrate(engine)
    assert is_current(engine)
    with engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        differences = compare_metadata(context, SQLModel.metadata)
    engine.dispose()
    assert differences == []


def test_the_newest_revision_is_the_head_that_alembic_sees() -> None:
    config = Config()
    config.set_main_option("script_location", str(FOLDER))
    assert ScriptDirectory.from_config(config).get_heads() == [newest_revision()]


def test_every_table_is_registered_by_the_models_package() -> None:
    """What is not imported there does not exist for Alembic, so no migration would be missed."""
    root = Path(models.__path__[0])
    named = {
        node.name
        for file in root.rglob("*.py")
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8")))
        if isinstance(node, ast.ClassDef) and any(word.arg == "table" for word in node.keywords)
    }
    assert named == set(models.__all__)


def test_once_keys_of_the_version_before(database_url: str) -> None:
    """Of two live cases for the same, the paid one keeps the key, else the older; what has ended has none."""
    engine = make_engine(database_url)
    rows = (("older", "p1", "open"), ("younger", "p1", "returned"), ("gone", "p1", "refused"), ("late", "p2", "open"),
            ("paid", "p2", "finished"), ("file", None, "finished"))  # fmt: skip
    with engine.begin() as connection:
        config = _config()
        config.attributes["connection"] = connection
        command.upgrade(config, "a3a100d07c1f")
        _people(connection)
        for number, subject, status in rows:
            connection.execute(CASE, {"number": number, "subject": subject, "status": status, "answers": b""})
        command.upgrade(config, "d965f14d2130")
        keys = {row[0]: row[1] for row in connection.execute(text("SELECT number, once_key FROM aid_case"))}
        command.downgrade(config, "a3a100d07c1f")
    engine.dispose()
    kept = {"older": "grant:p1:2026", "paid": "grant:p2:2026"}
    assert keys == {number: kept.get(number) for number, _, _ in rows}


def test_what_was_paid_under_the_version_before_is_kept(database_url: str) -> None:
    """A payment becomes a row of money with the id that prompts name, and the next row gets an id of its own."""
    engine = make_engine(database_url)
    with engine.begin() as connection:
        config = _config()
        config.attributes["connection"] = connection
        command.upgrade(config, "c41f0a7be2d9")
        _people(connection)
        for number in ("first", "second"):
            connection.execute(CASE, {"number": number, "subject": None, "status": "open", "answers": b""})
        connection.execute(PAYMENT)
        command.upgrade(config, "e7a54c0d9b31")
        kept = connection.execute(text("SELECT id, case_id, period, attempt, fen, state, reference_key, cashier_id, "
                                       "missing_since IS NOT NULL, card FROM money_row")).all()  # fmt: skip
        connection.execute(DUE)
        newest = connection.execute(text("SELECT id FROM money_row WHERE state = 'due'")).scalar()
        command.downgrade(config, "c41f0a7be2d9")
        back = connection.execute(text("SELECT id, case_id, amount, bank_reference FROM payment")).all()
    engine.dispose()
    assert [tuple(row) for row in kept] == [(5, 1, "2026", 1, 750000, "paid", "BANK7", 24, True, None)]
    assert newest == 6
    assert [tuple(row) for row in back] == [(5, 1, 750000, "bank 7")]


def test_a_draft_of_a_study_grant_goes_on_as_one_of_all_aid(database_url: str) -> None:
    """What was begun under the version before is found again by the form of all aid, as it was; others stay."""
    engine = make_engine(database_url)
    with engine.begin() as connection:
        config = _config()
        config.attributes["connection"] = connection
        command.upgrade(config, "c7b1e04f92ad")
        _people(connection)
        for form_key, subject in (("study_grant", "grant"), ("registration", "")):
            connection.execute(BEGUN, {"form_key": form_key, "subject": subject, "state": b"as it was"})
        command.upgrade(config, "b8d41c7f52e9")
        read = text("SELECT form_key, subject, policy_version, state FROM draft ORDER BY id")
        found = [(*row[:3], bytes(row[3])) for row in connection.execute(read)]
    engine.dispose()
    assert found == [("aid", "grant", "v", b"as it was"), ("registration", "", "v", b"as it was")]


BEGUN = text(
    "INSERT INTO draft (person_id, form_key, subject, policy_version, state, active, begun_at, touched_at) "
    "VALUES (1, :form_key, :subject, 'v', :state, true, '2026-07-20', '2026-07-20')"
)
PAYMENT = text(
    "INSERT INTO payment (id, case_id, amount, paid_on, bank_reference, cashier_id, recorded_at, missing_since) "
    "VALUES (5, 1, 750000, '2026-07-28', 'bank 7', 24, '2026-07-28', '2026-07-30')"
)
DUE = text(
    "INSERT INTO money_row (case_id, period, attempt, kind, fen, state, made_at, bank_reference, reference_key, cause, "
    "return_reference) VALUES (2, '2026', 1, 'pay', 1, 'due', '2026-07-28', '', '', '', '')"
)
CASE = text(
    "INSERT INTO aid_case (number, programme, applicant_id, unit_id, policy_version, answers, household_class, amount, "
    "subject_print, period, step, status, version, opened_at, step_since, raised) VALUES (:number, 'grant', 1, 1, 'v', "
    ":answers, 'deep', 1, :subject, '2026', 'review', :status, 1, '2026-07-20', '2026-07-20', 0)"
)


def test_classes_of_the_version_before(database_url: str) -> None:
    """A file keeps the class it was decided in, with the day its answers came last and the policy of its case."""
    engine = make_engine(database_url)
    with engine.begin() as connection:
        config = _config()
        config.attributes["connection"] = connection
        command.upgrade(config, "e9689f483e28")
        _people(connection)
        files = {"plain": "hardship_file", "returned": "hardship_file", "none": "grant"}
        for file, (number, programme) in enumerate(files.items(), 1):
            connection.execute(FILE, {"number": number, "data": b""})
            case = {"number": number, "programme": programme, "file": file, "opened": "2026-07-20 17:00:00+00"}
            connection.execute(CASE_OF, case | {"answers": b""})
        connection.execute(AGAIN)
        command.upgrade(config, "e3b1c7d40a95")
        read = text("SELECT number, household_class, class_on, class_version FROM household_file ORDER BY id")
        found = [tuple(row) for row in connection.execute(read.columns(class_on=Date()))]
        command.downgrade(config, "e9689f483e28")
    engine.dispose()
    assert found == [
        ("plain", "deep", date(2026, 7, 21), "v1"),
        ("returned", "deep", date(2026, 8, 3), "v1"),
        ("none", "deep", None, ""),
    ]


FILE = text(
    "INSERT INTO household_file (number, national_number, head_id, unit_id, household_class, data, opened_at) "
    "VALUES (:number, :number, 1, 1, 'deep', :data, '2026-07-28')"
)
CASE_OF = text(
    "INSERT INTO aid_case (number, programme, applicant_id, unit_id, policy_version, answers, household_class, amount, "
    "period, step, status, version, opened_at, step_since, raised, household_id) VALUES (:number, :programme, 1, 1, "
    "'v1', :answers, 'deep', 0, '2026', 'closed', 'finished', 1, :opened, '2026-07-28', 0, :file)"
)
AGAIN = text(
    "INSERT INTO decision (case_id, step, verdict, role, round, at) SELECT id, 'review', 'resubmit', '', 1, "
    "'2026-08-03 01:00:00+00' FROM aid_case WHERE number = 'returned'"
)


def test_whoever_read_the_file_of_their_household_before_goes_on_reading(database_url: str) -> None:
    """Registered members of a file are taken as themselves, each once; its head and who is not registered need not."""
    engine = make_engine(database_url)
    with engine.begin() as connection:
        config = _config()
        config.attributes["connection"] = connection
        command.upgrade(config, "d2b6f1e3c8a5")
        _people(connection)
        connection.execute(MORE_PEOPLE)
        connection.execute(HEAD)
        connection.execute(FILE, {"number": "HF", "data": b""})
        for number in ("report", "grant"):
            case = {"number": number, "programme": number, "file": 1, "opened": "2026-07-20"}
            connection.execute(CASE_OF, case | {"answers": b""})
        for case_id, print_ in ((1, "p1"), (1, "p2"), (1, "p3"), (2, "p2")):
            connection.execute(MEMBER, {"case": case_id, "print": print_, "sealed": b""})
        command.upgrade(config, "a9c3e5d71f48")
        query = "SELECT household_id, person_id, resident_id_print, is_them, answered_by FROM member_account"
        found = [tuple(row) for row in connection.execute(text(query))]
        command.downgrade(config, "d2b6f1e3c8a5")
    engine.dispose()
    assert found == [(1, 2, "p2", True, None)]


HEAD = text("UPDATE person SET registered_at = first_seen_at, resident_id_print = 'p1' WHERE id = 1")
MORE_PEOPLE = text(
    "INSERT INTO person (id, locale, first_seen_at, registered_at, resident_id_print) VALUES "
    "(2, 'en', '2026-07-20', '2026-07-20', 'p2'), (3, 'en', '2026-07-20', NULL, 'p3')"
)
MEMBER = text(
    "INSERT INTO household_member (case_id, household_id, resident_id_print, resident_id, name, relation) "
    "VALUES (:case, 1, :print, :sealed, :sealed, 'spouse')"
)


def _people(connection: Connection) -> None:
    connection.execute(text("INSERT INTO unit (id, level, path, name) VALUES (1, 'centre', '/1/', 'Centre')"))
    connection.execute(text("INSERT INTO person (id, locale, first_seen_at) VALUES (1, 'en', '2026-07-20')"))


ADDED = text("INSERT INTO audit (at, action, subject, detail) VALUES ('2026-07-20', 'added papers', 'case:1', 'dibao')")


def test_what_was_sealed_before_is_bound_to_its_row_and_opens_nowhere_else(database_url: str, tmp_path: Path) -> None:
    """Values, kinds of papers and files of papers: all are there afterwards, none of before opens any more."""
    use_vault(Vault(b"k" * 32))
    engine, before = make_engine(database_url), vault().seal("林示例".encode(), b"")
    files = PaperFiles(tmp_path / "papers")
    files.write("2026/07/one", vault().seal(b"a diagnosis", b""))
    with engine.begin() as connection:
        config = _config()
        config.attributes["connection"] = connection
        command.upgrade(config, "a6f0d2c95e18")
        _people(connection)
        connection.execute(text("UPDATE person SET name = :name"), {"name": before})
        connection.execute(PAPER, {"name": vault().seal(b"scan.pdf", b"")})
        connection.execute(ADDED)
    engine.dispose()
    database = Database(database_url)
    bring_up_to_date(database, Settings(_env_file=None, data_dir=tmp_path, data_key=b"k" * 32))  # type: ignore[call-arg]
    with database.work() as session:
        paper = session.get_one(Paper, 1)
        assert (paper.kind, paper.file_id, paper.unique_id, paper.name) == ("diagnosis", "F1", "U1", "scan.pdf")
        assert files.open(paper) == b"a diagnosis"
        assert session.get_one(Person, 1).name == "林示例"
        assert session.execute(text("SELECT action, detail FROM audit")).all() == [("added papers", "")]
        assert are_bound(session)
        session.execute(text("UPDATE person SET name = :name"), {"name": before})
    with pytest.raises(NotOurSeal), database.work() as session:
        session.get_one(Person, 1)
    database.close()


def test_a_key_that_does_not_open_what_was_sealed_before_is_refused_and_changes_nothing(tmp_path: Path) -> None:
    use_vault(Vault(b"k" * 32))
    url = f"sqlite:///{tmp_path / 'sisong.sqlite3'}"
    engine = make_engine(url)
    with engine.begin() as connection:
        config = _config()
        config.attributes["connection"] = connection
        command.upgrade(config, "a6f0d2c95e18")
        _people(connection)
        connection.execute(text("UPDATE person SET name = :name"), {"name": vault().seal("林示例".encode(), b"")})
    engine.dispose()
    wrong = Settings(_env_file=None, data_dir=tmp_path, data_key=b"w" * 32)  # type: ignore[call-arg]
    with pytest.raises(WrongSettings, match="another key"):
        open_database(wrong)
    engine = make_engine(url)
    with engine.connect() as connection:
        assert connection.execute(text("SELECT version_num FROM alembic_version")).scalar() == "a6f0d2c95e18"
    engine.dispose()


PAPER = text(
    "INSERT INTO paper (id, kind, file_id, unique_id, is_photo, name, mime, size, added_by, added_at, stored_as, "
    "fetch_attempts) VALUES (1, 'diagnosis', 'F1', 'U1', false, :name, '', 11, 1, '2026-07-20', '2026/07/one', 0)"
)
