"""The three-level network: centre, stations, points."""

from datetime import datetime

from sqlmodel import Field, SQLModel

from domain.platform.text import named
from models.platform.columns import Moment


class Unit(SQLModel, table=True):
    """A unit of the union; `path` is the ids from the top down to itself, as in `/1/4/9/`."""

    __tablename__ = "unit"

    id: int = Field(default=None, primary_key=True)
    parent_id: int | None = Field(default=None, foreign_key="unit.id", index=True)
    name: str = Field(index=True)
    name_zh_hant: str | None = None  # where it reads otherwise in that language
    name_en: str | None = None
    level: str  # centre | station | point
    path: str = Field(default="/", index=True)
    code: str | None = Field(default=None, unique=True)  # for imports and posters
    closed_at: datetime | None = Field(default=None, sa_type=Moment)

    @property
    def named(self) -> str:
        """The name as each reader reads it."""
        return named(self.name, {"zh_Hant": self.name_zh_hant, "en": self.name_en})
