"""Numbers given out one after another: case numbers and household file numbers."""

from sqlmodel import Field, SQLModel


class Counter(SQLModel, table=True):
    """The last number given out under a name such as `case:2026`."""

    __tablename__ = "counter"

    name: str = Field(primary_key=True)
    value: int
