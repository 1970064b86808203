"""Registers that a union kept before: a table that is brought in, its households in pieces, and what became of them."""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, BigInteger, UniqueConstraint
from sqlmodel import Field, SQLModel

from models.platform.columns import Moment, Waits
from models.platform.sealed import Sealed, SealedJson, WithSeal


class RegisterImport(Waits, WithSeal, table=True):
    """One table of households that somebody brings in, and how far it has come.

    `content` is the file in base64 until its rows are in pieces. `columns` are the headings by the key of what stands
    below them. `counts` are households by what was found of them, and rows. `done` counts pieces.
    """

    __tablename__ = "register_import"

    id: int = Field(default=None, primary_key=True)
    person_id: int | None = Field(default=None, sa_type=BigInteger)  # None: at the command line
    file_name: str
    purpose: str = Field(default="", sa_type=Sealed)
    sent_at: datetime = Field(sa_type=Moment)
    # fetching | sent | columns | reading | ready | taking | taken | undoing | undone | wrong | called_off
    state: str = Field(default="fetching", index=True)
    version: int = Field(default=1)  # counts what people decide; a press that names an old one is behind
    content: str | None = Field(default=None, sa_type=Sealed)
    headings: list[Any] = Field(default_factory=list, sa_type=JSON)
    columns: dict[str, Any] = Field(default_factory=dict, sa_type=JSON)
    problem: Any = Field(default=None, sa_type=JSON, nullable=True)  # a packed text
    counts: dict[str, Any] = Field(default_factory=dict, sa_type=JSON)
    with_doubtful: bool = Field(default=False)
    pieces: int = Field(default=0)
    done: int = Field(default=0)
    confirmed_by: int | None = Field(default=None, sa_type=BigInteger)
    confirmed_at: datetime | None = Field(default=None, sa_type=Moment)
    ended_at: datetime | None = Field(default=None, sa_type=Moment)


class RegisterPiece(WithSeal, table=True):
    """Some households of an import, as they are read: taken all at once or not at all."""

    __tablename__ = "register_piece"
    __table_args__ = (UniqueConstraint("import_id", "number"),)

    id: int = Field(default=None, primary_key=True)
    import_id: int = Field(foreign_key="register_import.id", index=True)
    number: int
    households: list[Any] = Field(sa_type=SealedJson)
    state: str = Field(default="read")  # read | taken | undone


class RegisteredHousehold(SQLModel, table=True):
    """A file that came with an import, from which line, and who of it has joined by now."""

    __tablename__ = "registered_household"

    id: int = Field(default=None, primary_key=True)
    import_id: int = Field(foreign_key="register_import.id", index=True)
    household_id: int = Field(foreign_key="household_file.id", unique=True)
    case_id: int = Field(foreign_key="aid_case.id", unique=True)  # on which its people hang
    line: int
    joined_at: datetime | None = Field(default=None, sa_type=Moment)
    right_since: datetime | None = Field(default=None, sa_type=Moment)  # when its head said that it is so


class RegisterHeading(SQLModel, table=True):
    """What a heading of a table means here, as somebody confirmed it; empty: nothing that is taken."""

    __tablename__ = "register_heading"

    heading: str = Field(primary_key=True)  # as headings are compared
    key: str
    kept_by: int | None = Field(default=None, sa_type=BigInteger)
    kept_at: datetime = Field(sa_type=Moment)
