"""The three-level network: centre, stations, points."""

from datetime import datetime

from sqlmodel import Field, SQLModel

from models.platform.columns import Moment


class Unit(SQLModel, table=True):
    """A unit of the union; `path` is the ids from the top down to itself, as in `/1/4/9/`."""

    __tablename__ = "unit"

    id: int = Field(default=None, primary_key=True)
    parent_id: int | None = Field(default=None, foreign_key="unit.id", index=True)
    name: str = Field(index=True)
    level: str  # centre | station | point
    path: str = Field(default="/", index=True)
    code: str | None = Field(default=None, unique=True)  # for imports and posters
    closed_at: datetime | None = Field(default=None, sa_type=Moment)
