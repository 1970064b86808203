"""The trail: every look at and change to a case or file, only ever added to."""

from datetime import datetime

from sqlalchemy import BigInteger
from sqlmodel import Field, SQLModel

from models.platform.columns import BigKey, Moment


class Audit(SQLModel, table=True):
    """Who did what to which subject; `detail` never holds personal data."""

    __tablename__ = "audit"

    id: int = Field(default=None, primary_key=True, sa_type=BigKey)
    at: datetime = Field(sa_type=Moment)
    person_id: int | None = Field(default=None, sa_type=BigInteger, index=True)  # None: the scheduler
    action: str
    subject: str = Field(default="", index=True)  # such as "case:12"
    detail: str = ""
