"""Cases: a report or an application with its decisions, home visits and papers, and what was put before officers."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import BigInteger, UniqueConstraint
from sqlmodel import Field, SQLModel

from domain.platform.messages import Attachment
from domain.platform.text import Sayable
from models.platform.columns import Moment, Waits
from models.platform.sealed import Sealed, SealedJson, WithSeal

JPEG = "image/jpeg"
NO_PAPER = "no paper: "  # how `fetch_error` begins of a file that is none, and does not count as there
TAKEN_BACK = "taken back"  # and goes on of one that its worker took back


class AidCase(Waits, WithSeal, table=True):
    """One run of the procedure; `version` counts its changes, and a press that names an old one is stale."""

    __tablename__ = "aid_case"

    id: int = Field(default=None, primary_key=True)
    number: str = Field(unique=True)
    programme: str  # the key of a programme in the policy
    opens_file: bool = Field(default=False)  # what its kind says: it names a household, and puts it on file in the end
    beside_id: int | None = Field(default=None, index=True)  # the case with which it was handed in, for another list
    applicant_id: int = Field(sa_type=BigInteger, foreign_key="person.id", index=True)
    entered_by: int | None = Field(default=None, sa_type=BigInteger)  # who handed it in on the applicant's behalf
    unit_id: int = Field(foreign_key="unit.id", index=True)
    household_id: int | None = Field(default=None, foreign_key="household_file.id", index=True)
    policy_version: str
    answers: dict[str, Any] = Field(sa_type=SealedJson)
    household_class: str = ""  # deep | relative | accident | none
    amount: int = Field(default=0, sa_type=BigInteger)  # fen; before it is chosen, the most that may be chosen
    least: int | None = Field(default=None, sa_type=BigInteger)  # fen: whoever approves chooses from this up to `upto`
    upto: int | None = Field(default=None, sa_type=BigInteger)
    months: int = Field(default=0, sa_column_kwargs={"server_default": "0"})  # the amount is given in; 0: at once
    set_aside: int = Field(default=0, sa_type=BigInteger, sa_column_kwargs={"server_default": "0"})  # fen; paid or not
    short_since: datetime | None = Field(default=None, sa_type=Moment, index=True)  # approved, and no fund holds it yet
    subject_print: str | None = Field(default=None, index=True)  # fingerprint of the student's id
    period: str = Field(default="")  # academic or calendar year, such as "2026"
    once_key: str | None = Field(default=None, unique=True, index=True)  # programme:subject:period while it lives
    step: str = Field(index=True)  # review | notice | approval | entry | payment | receipt | closed
    status: str = Field(default="open", index=True)  # open | returned | refused | withdrawn | lapsed | finished
    version: int = Field(default=1)
    opened_at: datetime = Field(sa_type=Moment)
    step_since: datetime = Field(sa_type=Moment)
    due_at: datetime | None = Field(default=None, sa_type=Moment, index=True)
    raised: int = Field(default=0)  # how many levels an overdue step has gone up
    closed_at: datetime | None = Field(default=None, sa_type=Moment)

    @property
    def wanted_key(self) -> str | None:
        """What there may be only one of, its `once_key` as long as it lives; None for what is held otherwise.

        A hardship report has none: its "once" is every person of a household, who is in one open file
        (`HouseholdMember.file_key`), and no single key says that.
        """
        return f"{self.programme}:{self.subject_print}:{self.period}" if self.subject_print else None


class Decision(WithSeal, table=True):
    """What one officer (or the worker, or the clock) did at one step."""

    __tablename__ = "decision"

    id: int = Field(default=None, primary_key=True)
    case_id: int = Field(foreign_key="aid_case.id", index=True)
    step: str
    verdict: str
    person_id: int | None = Field(default=None, sa_type=BigInteger)  # None: the scheduler
    role: str = ""
    reason: str | None = Field(default=None, sa_type=Sealed)
    round: int = Field(default=1)  # grows when a case is returned and handed in again
    grounds: dict[str, Any] | None = Field(default=None, sa_type=SealedJson)  # what an officer's decision rested on
    at: datetime = Field(sa_type=Moment)


class MeantDecision(WithSeal, table=True):
    """What an officer has decided and can still take back, until it takes effect; the case stays where it is meanwhile.

    `holds` is the case while it waits, and unique: a case has one at most.
    """

    __tablename__ = "meant_decision"

    id: int = Field(default=None, primary_key=True)
    case_id: int = Field(foreign_key="aid_case.id", index=True)
    holds: int | None = Field(default=None, unique=True)
    version: int  # of the case that was decided on
    officer_id: int = Field(sa_type=BigInteger)
    role: str
    act: str  # decide | enter
    verdict: str
    # What was given with it: reason, answers or the number, and what was there: the print of the case, missing papers.
    given: dict[str, Any] | None = Field(default=None, sa_type=SealedJson)
    together: int | None = Field(default=None, index=True)  # the first of those that were decided by one press
    state: str = Field(default="waiting")  # waiting | in_effect | taken_back | overtaken | refused
    meant_at: datetime = Field(sa_type=Moment)
    due_at: datetime = Field(sa_type=Moment)
    ended_at: datetime | None = Field(default=None, sa_type=Moment)


class Visit(WithSeal, table=True):
    """A home visit by two officers; it counts once the second has confirmed it, and as long as the
    household stays as it was then."""

    __tablename__ = "visit"
    __table_args__ = (UniqueConstraint("case_id", "first_id", "second_id", "visited_on"),)

    id: int = Field(default=None, primary_key=True)
    case_id: int = Field(foreign_key="aid_case.id", index=True)
    first_id: int = Field(sa_type=BigInteger)
    second_id: int = Field(sa_type=BigInteger)
    visited_on: date
    findings: str = Field(sa_type=Sealed)
    about: str = Field(default="", sa_column_kwargs={"server_default": ""})  # fingerprint of the household then
    recorded_at: datetime = Field(sa_type=Moment)
    confirmed_at: datetime | None = Field(default=None, sa_type=Moment)


class Vote(SQLModel, table=True):
    """How one member of a meeting votes on a case as it was in one of its versions."""

    __tablename__ = "vote"
    __table_args__ = (UniqueConstraint("case_id", "version", "officer_id"),)

    id: int = Field(default=None, primary_key=True)
    case_id: int = Field(foreign_key="aid_case.id", index=True)
    version: int
    officer_id: int = Field(sa_type=BigInteger)
    choice: str  # yes | no | out
    fen: int | None = Field(default=None, sa_type=BigInteger)  # the sum that goes with a yes, where it is left open
    at: datetime = Field(sa_type=Moment)


class Paper(WithSeal, table=True):
    """One file of one kind of paper; `file_id` is Telegram's, `stored_as` the sealed copy of our own. Its kind and
    Telegram's names of it are sealed: what sort of paper somebody has tells of their health and their money.

    It belongs to a case, or to a household (`about` says to what there, such as `visit:7` or `task:12:receipt`).
    """

    __tablename__ = "paper"

    id: int = Field(default=None, primary_key=True)
    case_id: int | None = Field(default=None, foreign_key="aid_case.id", index=True)
    household_id: int | None = Field(default=None, foreign_key="household_file.id", index=True)
    about: str = Field(default="", sa_column_kwargs={"server_default": ""})
    kind: str = Field(sa_type=Sealed)
    file_id: str = Field(sa_type=Sealed)
    unique_id: str = Field(default="", sa_type=Sealed)
    is_photo: bool = Field(default=False)
    name: str = Field(default="", sa_type=Sealed)
    mime: str = ""
    size: int = 0
    added_by: int = Field(sa_type=BigInteger)
    added_at: datetime = Field(sa_type=Moment)
    # The message of `added_by` that goes from the chat once the paper is kept; None: it stays there, or has gone.
    message_id: int | None = Field(default=None, sa_type=BigInteger)
    stored_as: str | None = Field(default=None)
    fetch_attempts: int = Field(default=0)
    fetch_after: datetime | None = Field(default=None, sa_type=Moment)
    fetch_error: str | None = None
    taken_back_at: datetime | None = Field(default=None, sa_type=Moment)  # the row stays, of the file nothing does
    replaces: int | None = None  # the paper whose place it takes once it is kept; until then both are there
    # What was found when it was opened: clean | active (there is more in it than pages) | tells (who made it, and that
    # could not be taken out); "": not opened yet.
    found: str = Field(default="", sa_column_kwargs={"server_default": ""})

    @property
    def is_none(self) -> bool:
        """Whether it turned out to be no paper, and does not count as there."""
        return (self.fetch_error or "").startswith(NO_PAPER)

    @property
    def is_picture(self) -> bool:
        """Whether it is shown in the chat."""
        return self.is_photo or (self.found != "" and self.mime == JPEG)

    def attached(self, called: Sayable) -> Attachment:
        """Return the file as a message carries it, under a name of ours (without its ending)."""
        by_telegram = self.file_id if self.is_photo else ""  # of a photo Telegram keeps the dots only
        return Attachment(file_id=by_telegram, is_photo=self.is_picture, paper=self.id, called=called)


class Prompt(Waits, table=True):
    """One message that waits for one officer; `key` is the outbox key under which the message can be changed."""

    __tablename__ = "prompt"

    id: int = Field(default=None, primary_key=True)
    case_id: int = Field(foreign_key="aid_case.id", index=True)
    about: str = Field(index=True)  # "step:<version>" | "visit:<version>" | "confirm:<visit>" | "objection:<id>" | ...
    officer_id: int = Field(sa_type=BigInteger, index=True)
    key: str = Field(unique=True)
    quiet: bool = Field(default=False, sa_column_kwargs={"server_default": "0"})  # stands in a list, has no message yet
    seen: str = Field(default="", sa_column_kwargs={"server_default": ""})  # fingerprint of what the officer was shown
    card: str = Field(
        default="", sa_column_kwargs={"server_default": ""}
    )  # outbox key of the card that has its keys, too
    issue: int = Field(default=1)  # grows each time /pending shows it anew
    issued_at: datetime = Field(sa_type=Moment)
    closed_at: datetime | None = Field(default=None, sa_type=Moment)

    @property
    def kind(self) -> str:
        """What it is about, without the number."""
        return self.about.partition(":")[0]

    @property
    def is_step(self) -> bool:
        """Whether it is the present step of the case, which has days of its own."""
        return self.kind == "step"
