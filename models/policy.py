"""Every policy that was ever in force, when it was and where it came from, and those that were sent in the chat."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import JSON, BigInteger
from sqlmodel import Field, SQLModel

from models.platform.columns import Moment, Waits


class PolicyText(SQLModel, table=True):
    """The text of one version of the policy."""

    __tablename__ = "policy_text"

    version: str = Field(primary_key=True)
    file_name: str
    toml: str
    first_used_at: datetime = Field(sa_type=Moment)


class PolicyUse(SQLModel, table=True):
    """From when on a version was in force; the last row says which one is.

    It came from the file of the settings, or was `sent_id` in the chat. `file_version` is what the file made at that
    moment: once it makes another one, the file was changed later. `difference` are packed texts, a line an entry, of
    what it says otherwise than the one before; `is_told`: what it means for the households on file.
    """

    __tablename__ = "policy_use"

    id: int = Field(default=None, primary_key=True)
    follows: int = Field(unique=True)  # the row before it, 0: none; so of several processes one writes it down
    version: str = Field(foreign_key="policy_text.version")
    since: datetime = Field(sa_type=Moment)
    file_version: str
    sent_id: int | None = Field(default=None, foreign_key="sent_policy.id")
    difference: list[Any] = Field(default_factory=list, sa_type=JSON)
    is_told: bool = Field(default=False)


class SentPolicy(Waits, table=True):
    """A policy file that an administrator sent in the chat, and how far it has come.

    `text` is what was sent, `whole` what is kept of it once it is put together with the files that it builds on;
    `against` the version in force that it was compared with. `problems` and `difference` are packed texts, `effect` is
    one. It is in force from `begins_on` on, once that is confirmed.
    """

    __tablename__ = "sent_policy"

    id: int = Field(default=None, primary_key=True)
    person_id: int = Field(sa_type=BigInteger)
    file_name: str
    text: str
    sent_at: datetime = Field(sa_type=Moment)
    # fetching | sent | wrong | same | ready | proposed | confirmed | in_force | outdated | called_off
    state: str = Field(default="sent", index=True)
    version: str = ""
    whole: str = ""
    against: str = ""
    problems: list[Any] = Field(default_factory=list, sa_type=JSON)
    difference: list[Any] = Field(default_factory=list, sa_type=JSON)
    effect: dict[str, Any] = Field(default_factory=dict, sa_type=JSON)
    begins_on: date | None = None
    confirmed_by: int | None = Field(default=None, sa_type=BigInteger)
    confirmed_at: datetime | None = Field(default=None, sa_type=Moment)
