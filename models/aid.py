"""Workers whose report had to wait until a day, so that the bot invites them again on that day."""

from datetime import date, datetime

from sqlalchemy import BigInteger
from sqlmodel import Field, SQLModel

from models.platform.columns import Moment


class ReInvitation(SQLModel, table=True):
    """The day from which a person's hardship report can be handed in again; `told_at` once they were told."""

    __tablename__ = "re_invitation"

    person_id: int = Field(primary_key=True, sa_type=BigInteger, foreign_key="person.id")
    on: date = Field(index=True)
    told_at: datetime | None = Field(default=None, sa_type=Moment)
