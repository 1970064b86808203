"""Small facts that the program keeps about itself, such as how far the time machine has moved its clock."""

from sqlmodel import Field, SQLModel


class Setting(SQLModel, table=True):
    """One fact by name."""

    __tablename__ = "setting"

    name: str = Field(primary_key=True)
    value: str
