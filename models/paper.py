"""Papers that people hand in: photos and PDFs, sealed on disk once they are fetched."""

from datetime import datetime

from sqlalchemy import BigInteger
from sqlmodel import Field, SQLModel

from models.columns import Moment, Sealed


class Paper(SQLModel, table=True):
    """One file of one kind of paper; `file_id` is Telegram's, `stored_as` the sealed copy of our own.

    It belongs to a case, or to a household (`about` says to what there, such as `visit:7` or `task:12:receipt`).
    """

    __tablename__ = "paper"

    id: int | None = Field(default=None, primary_key=True)
    case_id: int | None = Field(default=None, foreign_key="aid_case.id", index=True)
    household_id: int | None = Field(default=None, foreign_key="household_file.id", index=True)
    about: str = Field(default="", sa_column_kwargs={"server_default": ""})
    kind: str
    file_id: str
    unique_id: str = ""
    is_photo: bool = Field(default=False)
    name: str = Field(default="", sa_type=Sealed)
    mime: str = ""
    size: int = 0
    added_by: int = Field(sa_type=BigInteger)
    added_at: datetime = Field(sa_type=Moment)
    stored_as: str | None = Field(default=None)
    sha256: str | None = None
    fetch_attempts: int = Field(default=0)
    fetch_after: datetime | None = Field(default=None, sa_type=Moment)
    fetch_error: str | None = None
