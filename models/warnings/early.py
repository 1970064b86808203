"""Early warnings."""

from datetime import datetime

from sqlalchemy import JSON, BigInteger, Column
from sqlmodel import Field

from models.platform.columns import Moment, Waits


class EarlyWarning(Waits, table=True):
    """A sign of trouble, once for each event. `asked` are the officers before whom it lies or lay, in that order; the
    clock runs until somebody answers."""

    __tablename__ = "early_warning"

    id: int = Field(default=None, primary_key=True)
    sign: str  # domain.policy.frame.warnings.Sign
    once: str = Field(unique=True)  # the sign, whose it is and the event
    person_id: int = Field(sa_type=BigInteger, foreign_key="person.id", index=True)  # the head, or who has no file
    household_id: int | None = Field(default=None, foreign_key="household_file.id", index=True)
    unit_id: int = Field(foreign_key="unit.id", index=True)
    found_at: datetime = Field(sa_type=Moment, index=True)
    asked: list[int] = Field(sa_column=Column(JSON, nullable=False))
    told: int = 0  # how often it was put before officers, for the keys of those messages
    answer: str = ""  # domain.warnings.answers.Answer; empty: nobody has answered yet
    answered_by: int | None = Field(default=None, sa_type=BigInteger)
    answered_at: datetime | None = Field(default=None, sa_type=Moment)
