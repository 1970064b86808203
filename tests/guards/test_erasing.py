"""Every table and column is either erased with its person, or declared as telling nothing of a worker."""

from __future__ import annotations

import pytest
from sqlmodel import SQLModel

import handlers.routes  # noqa: F401 - registers every form
import models  # noqa: F401 - registers every table
from handlers.forms import CONVERSATIONS
from models.platform.sealed import sealed_columns
from services.erasing.registry import BY_HAND, FORMS_OF_NOBODY, OF_NOBODY, REGISTRY, Fate
from services.erasing.whose import FORMS_ABOUT
from services.erasing.wishes import HANDED_IN

TABLES = SQLModel.metadata.tables
FATES = {str(fate.table.__tablename__): fate for fate in REGISTRY}
GOES_WHOLE = Fate(SQLModel, lambda _: None).goes  # type: ignore[arg-type,return-value]
SEALED_OF_NOBODY = {
    ("broadcast", "body"),  # what officers write to many
    ("fund_receipt", "giver"), ("fund_receipt", "reason"), ("fund_receipt", "refusal"),  # of money of the union
    ("aid_event", "answers"),  # and of an event, which everybody reads whom it has struck
    # A register until somebody decides about it, ten days at the most: what is kept of it are files by then.
    ("register_import", "content"), ("register_import", "purpose"), ("register_piece", "households"),
}  # fmt: skip


def test_every_table_is_decided_on_once() -> None:
    named = [*FATES, *BY_HAND, *OF_NOBODY]
    assert sorted(named) == sorted(TABLES), "a new table is named in services/erasing/registry.py"
    assert len(REGISTRY) == len(FATES)


@pytest.mark.parametrize("name", sorted(FATES))
def test_every_column_of_what_stays_is_decided_on(name: str) -> None:
    fate = FATES[name]
    columns = {column.name for column in TABLES[name].c}
    named = [*fate.emptied, *fate.stays]
    assert len(named) == len(set(named))
    if fate.goes.__code__ is GOES_WHOLE.__code__ and not named:
        return  # all rows go
    assert set(named) == columns, "a new column is emptied, or stays since it tells nothing"
    assert not set(sealed_columns(TABLES[name])) & set(fate.stays), "what is sealed tells of somebody"


@pytest.mark.parametrize("name", sorted(OF_NOBODY - {"appointment"}))
def test_what_is_of_nobody_holds_nothing_of_a_worker(name: str) -> None:
    table = TABLES[name]
    assert {(name, column) for column in sealed_columns(table)} <= SEALED_OF_NOBODY
    referred = {key.target_fullname for column in table.c for key in column.foreign_keys}
    assert not referred & {"person.id", "aid_case.id", "household_file.id"}


def test_every_form_is_about_somebody_or_nobody() -> None:
    assert set(FORMS_ABOUT) | FORMS_OF_NOBODY == set(CONVERSATIONS)
    assert not set(FORMS_ABOUT) & FORMS_OF_NOBODY


def test_rows_go_before_what_they_refer_to() -> None:
    order = list(FATES)
    for place, name in enumerate(order):
        for column in TABLES[name].c:
            for key in column.foreign_keys:
                other = key.target_fullname.partition(".")[0]
                later = other in order and order.index(other) < place and other != name
                assert not later, f"{name}.{column.name} refers to {other}, which goes before it"


# Where somebody may stand of whom nobody else was told anything; officers stand in the others of it.
NOT_HANDED_IN = {
    ("audit", "person_id"), ("consent", "person_id"), ("decision", "person_id"), ("draft", "person_id"),
    ("erasure", "person_id"), ("inbox", "person_id"), ("mute", "person_id"), ("re_invitation", "person_id"),
    ("request", "person_id"),  # unless it was sent, which is asked by itself
    ("request_holder", "person_id"),
    ("register_import", "person_id"),
    ("survey_reply", "person_id"),  # a yes in it is an early warning
    ("sent_policy", "person_id"),  # an administrator, as officers stand in what they did
}  # fmt: skip
NAMES_SOMEBODY = ("person_id", "applicant_id", "asker_id", "head_id", "used_by")


def test_wherever_somebody_may_stand_it_is_decided_whether_others_have_read_of_it() -> None:
    found = {
        (name, column.name)
        for name, table in TABLES.items()
        for column in table.c
        if column.name in NAMES_SOMEBODY or any(key.target_fullname == "person.id" for key in column.foreign_keys)
    }
    handed_in = {(str(table.__tablename__), str(column).partition(".")[2]) for table, column in HANDED_IN}
    assert handed_in | NOT_HANDED_IN == found, "who stands there is not emptied at once (services/erasing/wishes.py)"
    assert not handed_in & NOT_HANDED_IN
