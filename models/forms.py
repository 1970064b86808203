"""Forms that people have begun: the whole conversation state of a person is one sealed column of this table."""

from datetime import datetime
from typing import Any

from sqlalchemy import BigInteger, ForeignKey, UniqueConstraint
from sqlmodel import Field

from models.platform.columns import BigKey, Moment
from models.platform.sealed import HeldJson, WithSeal


class Draft(WithSeal, table=True):
    """One form of one person; `active` is the one that free text goes to, others wait until they are resumed."""

    __tablename__ = "draft"
    __table_args__ = (UniqueConstraint("person_id", "form_key", "subject"),)

    id: int = Field(default=None, primary_key=True, sa_type=BigKey)
    person_id: int = Field(sa_type=BigInteger, sa_column_args=[ForeignKey("person.id")], index=True)
    form_key: str
    subject: str = ""  # what the form is about, such as a case id; empty for most
    policy_version: str = ""
    state: dict[str, Any] = Field(default_factory=dict, sa_type=HeldJson)
    active: bool = Field(default=True)
    card_message_id: int | None = Field(default=None, sa_type=BigInteger)
    begun_at: datetime = Field(sa_type=Moment)
    touched_at: datetime = Field(sa_type=Moment, index=True)
    nudged_at: datetime | None = Field(default=None, sa_type=Moment)  # when its person was last reminded
