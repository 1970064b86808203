"""What was put before an officer, so that it can be changed when somebody else has decided it."""

from datetime import datetime

from sqlalchemy import BigInteger
from sqlmodel import Field, SQLModel

from models.columns import Moment


class Prompt(SQLModel, table=True):
    """One message that waits for one officer; `key` is the outbox key under which the message can be changed."""

    __tablename__ = "prompt"

    id: int | None = Field(default=None, primary_key=True)
    case_id: int = Field(foreign_key="aid_case.id", index=True)
    about: str = Field(index=True)  # "step:<version>" | "visit:<version>" | "confirm:<visit>" | "objection:<id>" | ...
    officer_id: int = Field(sa_type=BigInteger, index=True)
    key: str = Field(unique=True)
    issue: int = Field(default=1)  # grows each time /pending shows it anew
    issued_at: datetime = Field(sa_type=Moment)
    closed_at: datetime | None = Field(default=None, sa_type=Moment)
