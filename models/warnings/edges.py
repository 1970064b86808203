"""The short record of households that have no file and are near the line."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import BigInteger
from sqlmodel import Field

from models.platform.columns import Moment
from models.platform.sealed import SealedJson, WithSeal


class EdgeHousehold(WithSeal, table=True):
    """A worker without a file whose household is a little above the line: what was worked out when they last asked."""

    __tablename__ = "edge_household"

    id: int = Field(default=None, primary_key=True)
    person_id: int = Field(sa_type=BigInteger, foreign_key="person.id", unique=True)
    unit_id: int = Field(foreign_key="unit.id", index=True)
    since: datetime = Field(sa_type=Moment)
    found_on: date  # when it was worked out last
    sums: dict[str, Any] = Field(sa_type=SealedJson)  # fen per head and month: net, line
    ended_on: date | None = Field(default=None, index=True)
