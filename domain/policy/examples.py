"""Worked examples in a policy file: a household in short, a day, and what it gets or why not."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Annotated, Any, Literal, Self

from pydantic import Field, model_validator

from domain.platform.fields import Fen, Unfit
from domain.platform.text import N_, say
from domain.policy.options import Frozen, Key


class Example(Frozen):
    """`given` are facts by name as conditions know them (money in yuan), `got` the aid of the year (fen), `times` how
    often there was one where it was not once, `member` since when they are members of a programme.

    It says one of: what is paid (fen), that it is given where there is no amount (`yes`), from which day on it is
    possible, or which facts or rules say no. Without `on` it is a day on which the programme is open.
    """

    on: date | None = None
    given: Mapping[str, Any] = Field(default_factory=dict)
    got: Mapping[Key, Fen] = Field(default_factory=dict)
    times: Mapping[Key, Annotated[int, Field(ge=1, le=366)]] = Field(default_factory=dict)
    member: Mapping[Key, date] = Field(default_factory=dict)
    pays: Fen | None = None
    yes: Literal[True] | None = None
    later: date | None = None
    no: tuple[str, ...] = ()

    @model_validator(mode="after")
    def _says_one_thing(self) -> Self:
        if sum((self.pays is not None, self.yes is not None, self.later is not None, bool(self.no))) != 1:
            raise Unfit(say(N_("an example says exactly one of {names}"), names="pays, yes, later, no"))
        return self
