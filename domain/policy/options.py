"""Lists of choices in a policy file: relations, causes, papers and the like."""

from __future__ import annotations

from typing import Annotated, Any

from pydantic import BaseModel, ConfigDict, Field, model_validator

from domain.platform.fields import LocalText, gathered
from domain.platform.text import Local

Key = Annotated[str, Field(pattern=r"^[a-z0-9][a-z0-9_]{0,31}$")]
ListKey = Annotated[str, Field(pattern=r"^[a-z][a-z0-9_]{0,19}$")]  # of a list on which households stand


class Frozen(BaseModel):
    """A part of a policy: unchangeable, and nothing unknown is taken."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Option(Frozen):
    """One choice: a key that is stored and a text that people see; `help` says more when they ask.

    Where the `text` is a word of the office, `ask` is what a worker is asked instead; `said` is what people say for it
    in a sentence of their own.

    In the file the languages stand beside the key: {key = "spouse", zh_Hans = "配偶", en = "Husband or wife"}.
    """

    key: Key
    text: LocalText
    help: LocalText | None = None
    ask: LocalText | None = None
    said: tuple[Annotated[str, Field(min_length=2, max_length=30)], ...] = ()

    @property
    def asked(self) -> Local:
        """What a worker reads."""
        return self.ask or self.text

    @model_validator(mode="before")
    @classmethod
    def _gather_languages(cls, data: Any) -> Any:
        return gathered(data)


class Cause(Option):
    """A cause of hardship: its number in the national list and the papers that prove it."""

    code: Annotated[int, Field(ge=1, le=9_999)]
    papers: tuple[Key, ...] = ()


class Paper(Option):
    """A paper that is asked for; `help` says how to get it. Formats are what the chat takes: photo, pdf.

    One that shows the number of somebody's `identity` or card is taken out of the chat once it is safely kept.
    """

    formats: tuple[Annotated[str, Field(pattern="^(photo|pdf)$")], ...] = ("photo", "pdf")
    required: bool = True
    identity: bool = False
