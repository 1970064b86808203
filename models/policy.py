"""Every policy file that was ever in force, so that a case finishes under the version it began with."""

from datetime import datetime

from sqlmodel import Field, SQLModel

from models.platform.columns import Moment


class PolicyText(SQLModel, table=True):
    """The text of one version of the policy."""

    __tablename__ = "policy_text"

    version: str = Field(primary_key=True)
    file_name: str
    toml: str
    first_used_at: datetime = Field(sa_type=Moment)
