"""A sealed value opens in its own row and column only, and neither reading nor writing it costs a statement."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

import pytest
from sqlalchemy import event, insert, text, update
from sqlalchemy.exc import IntegrityError
from sqlmodel import Session, SQLModel, col, select

import models  # noqa: F401 - registers the tables
from bot.run.database import Database
from models.forms import Draft
from models.households import HouseholdFile
from models.payments import MoneyRow
from models.people import Person
from models.platform.outbox import Outbox
from models.platform.seal import NotOurSeal, place_of, vault
from models.platform.sealed import HeldJson, WithSeal, label_of, sealed_columns
from models.procedure import AidCase
from models.units import Unit

NOW = datetime(2026, 7, 20, 4, tzinfo=UTC)
MINE, THEIRS = "6222020200001111", "6222020200002222"


def put_money(session: Session) -> None:
    """Two rows of money of two people."""
    session.add(Unit(id=1, level="centre", path="/1/", name="Centre"))
    session.flush()
    for number, card in ((1, MINE), (2, THEIRS)):
        session.add(Person(id=number, locale="en", first_seen_at=NOW, name=f"name {number}", phone=f"phone {number}"))
        session.flush()
        case = AidCase(
            number=f"N{number}", programme="grant", applicant_id=number, unit_id=1, policy_version="v",
            answers={"a": 1}, step="payment", opened_at=NOW, step_since=NOW,
        )  # fmt: skip
        session.add(case)
        session.flush()
        session.add(MoneyRow(id=number, case_id=case.id, fen=100, payee=f"name {number}", card=card, made_at=NOW))


def card_of(database: Database, number: int) -> str | None:
    with database.work() as session:
        return session.get_one(MoneyRow, number).card


@pytest.mark.parametrize(
    "pasted",
    [
        "UPDATE money_row SET card = (SELECT other.card FROM money_row AS other WHERE other.id = 1) WHERE id = 2",
        "UPDATE money_row SET card = payee WHERE id = 2",
        "UPDATE money_row SET card = (SELECT phone FROM person WHERE id = 2) WHERE id = 2",
        "UPDATE money_row SET seal = (SELECT person.seal FROM person WHERE person.id = 2) WHERE id = 2",
    ],
    ids=["another row", "another column", "another table", "another seal"],
)
def test_what_is_pasted_from_elsewhere_does_not_open(database: Database, pasted: str) -> None:
    with database.work() as session:
        put_money(session)
    assert card_of(database, 2) == THEIRS
    with database.work() as session:
        session.execute(text(pasted))
    with pytest.raises(NotOurSeal):
        card_of(database, 2)
    assert card_of(database, 1) == MINE


def put_drafts(session: Session, *states: dict[str, Any]) -> None:
    for number, state in enumerate(states, 1):
        session.add(Person(id=number, locale="en", first_seen_at=NOW))
        session.flush()
        session.add(Draft(id=number, person_id=number, form_key="f", state=state, begun_at=NOW, touched_at=NOW))


def state_of(database: Database, number: int) -> dict[str, Any]:
    with database.work() as session:
        return session.get_one(Draft, number).state


def test_a_draft_just_written_is_at_hand(database: Database) -> None:
    written = {"answers": {"name": "张三"}}
    with database.work() as session:
        put_drafts(session, written)
    assert state_of(database, 1) is written
    with database.work() as session:
        session.get_one(Draft, 1).state = {}
    assert state_of(database, 1) == {}


def test_what_is_at_hand_opens_nowhere_else(database: Database) -> None:
    with database.work() as session:
        put_drafts(session, {"answers": 1}, {"answers": 2})
    assert state_of(database, 1) == {"answers": 1}
    with database.work() as session:
        session.execute(text("UPDATE draft SET state = (SELECT other.state FROM draft AS other WHERE other.id = 1)"
                             " WHERE id = 2"))  # fmt: skip
    with pytest.raises(NotOurSeal):
        state_of(database, 2)


def test_drafts_of_some_people_are_at_hand_and_no_more(database: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(HeldJson, "most", 2)
    written = [{"answers": number} for number in range(4)]
    with database.work() as session:
        put_drafts(session, *written)
    assert [state_of(database, number) is state for number, state in enumerate(written, 1)].count(True) <= 2
    assert [state_of(database, number) for number in range(1, 5)] == written


def test_a_seal_stands_in_one_row_only(database: Database) -> None:
    with database.work() as session:
        put_money(session)
    with pytest.raises(IntegrityError), database.work() as session:
        session.execute(text("UPDATE money_row SET seal = (SELECT seal FROM money_row WHERE id = 1), card = "
                             "(SELECT card FROM money_row WHERE id = 1) WHERE id = 2"))  # fmt: skip


def test_what_the_version_before_sealed_opens_nowhere_any_more(database: Database) -> None:
    with database.work() as session:
        put_money(session)
    with database.work() as session:
        session.execute(
            text("UPDATE money_row SET card = :old WHERE id = 2"), {"old": vault().seal(MINE.encode(), b"")}
        )
    with pytest.raises(NotOurSeal):
        card_of(database, 2)


def test_what_is_written_anew_opens_in_every_way_of_reading(database: Database) -> None:
    with database.work() as session:
        put_money(session)
    with database.work() as session:
        row = session.get_one(MoneyRow, 2)
        row.card, row.state = MINE, "paid"
        session.get_one(Person, 2).name = None
    with database.work() as session:
        pairs = session.exec(
            select(MoneyRow.card, Person.name, Person.phone)
            .join(AidCase, col(AidCase.id) == col(MoneyRow.case_id))
            .join(Person, col(Person.id) == col(AidCase.applicant_id))
            .order_by(col(MoneyRow.id))
        ).all()
        assert [tuple(pair) for pair in pairs] == [(MINE, "name 1", "phone 1"), (MINE, None, "phone 2")]
        assert [case.answers for case in session.exec(select(AidCase))] == [{"a": 1}, {"a": 1}]
        raw = session.execute(text("SELECT seal, card FROM money_row WHERE id = 2")).one()
        assert vault().open(bytes(raw.card), place_of("money_row.card", bytes(raw.seal))).decode() == MINE


def test_a_value_is_not_written_without_its_row(database: Database) -> None:
    with database.work() as session:
        put_money(session)
        with pytest.raises(Exception, match="cannot be written without"):
            session.execute(update(MoneyRow).where(col(MoneyRow.id) == 1).values(card=THEIRS))


def test_rows_with_and_without_something_to_seal_are_written_in_one_statement(database: Database) -> None:
    common = {"kind": "send", "priority": 1, "state": "waiting", "attempts": 0, "created_at": NOW}
    with database.work() as session:
        session.connection().execute(
            insert(Outbox), [{**common, "chat_id": 1, "body": None}, {**common, "chat_id": 2, "body": {"x": 1}}]
        )
    with database.work() as session:
        assert [row.body for row in session.exec(select(Outbox).order_by(col(Outbox.chat_id)))] == [None, {"x": 1}]


def test_a_step_of_a_form_costs_the_statements_it_did(database: Database) -> None:
    with database.work() as session:
        session.add(Person(id=1, locale="en", first_seen_at=NOW))
        session.flush()
        session.add(Draft(id=1, person_id=1, form_key="f", state={"a": 1}, begun_at=NOW, touched_at=NOW))
    said: list[str] = []

    def note(_connection: Any, _cursor: Any, statement: str, *_more: Any) -> None:
        said.append(statement.split()[0])

    event.listen(database.engine, "before_cursor_execute", note)
    try:
        with database.work() as session:
            draft = session.exec(select(Draft).where(Draft.person_id == 1)).one()
            draft.state = {"a": 2}
    finally:
        event.remove(database.engine, "before_cursor_execute", note)
    assert [word for word in said if word not in ("BEGIN", "COMMIT")] == ["SELECT", "UPDATE"]


def test_every_table_with_sealed_columns_gives_its_rows_a_seal() -> None:
    for mapper in SQLModel._sa_registry.mappers:
        if sealed_columns(mapper.local_table):
            assert issubclass(mapper.class_, WithSeal), mapper.class_


LABELS = """
account_move.asked aid_event.answers account_move.looked_at account_move.name account_move.phone
aid_case.answers broadcast.body campaign_task.items change.asked change.member change.new change.note change.old
change.reason danger_call.words decision.grounds decision.reason
deferral.reason deferral.refusal draft.state edge_household.sums file_version.new file_version.old home_visit.note
household_file.data
household_plan.wish plan_measure.note plan_measure.words
fund_receipt.giver fund_receipt.reason fund_receipt.refusal
household_file.known household_member.name household_member.resident_id inbox.payload meant_decision.given
money_row.card
money_row.payee month_run.held_reason objection.answer
objection.words offer_reply.note outbox.body paper.file_id paper.kind paper.name paper.unique_id person.name
person.pending_link person.phone person.resident_id register_import.content register_import.purpose
register_piece.households request_words.words survey_reply.answers verdict.trace visit.findings
"""


def test_a_label_stays_when_a_column_is_renamed() -> None:
    """What is sealed under a label opens under no other: a renamed column keeps its first name as
    `sa_column_kwargs={"info": {"sealed_as": "person.name"}}`. A new column adds its label here."""
    tables = SQLModel.metadata.tables.values()
    labels = {label_of(table.c[name]) for table in tables for name in sealed_columns(table)}
    assert labels == set(LABELS.split())


def test_what_is_loaded_later_opens_too(database: Database) -> None:
    """A deferred column is opened when it is asked for, by a statement of its own that brings the seal along."""
    with database.work() as session:
        put_money(session)
        session.add(
            HouseholdFile(
                id=1, number="H1", national_number="N1", head_id=1, unit_id=1, household_class="deep", data={"rent": 1},
                opened_at=NOW, last_visit_on=date(2026, 7, 1),
            )
        )  # fmt: skip
    with database.work() as session:
        file = session.exec(select(HouseholdFile)).one()
        session.expire(file, ["data"])
        assert file.data == {"rent": 1}
