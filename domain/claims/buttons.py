"""The buttons under what somebody says about somebody else."""

from __future__ import annotations

from dataclasses import dataclass

from domain.claims.settled import Said, Settled
from domain.platform.buttons import Button


@dataclass(frozen=True)
class OpenClash(Button, code="xo"):
    """An officer over both units looks at both sides."""

    clash_id: int


@dataclass(frozen=True)
class SettleClash(Button, code="xs"):
    """They say where somebody belongs."""

    clash_id: int
    how: Settled


@dataclass(frozen=True)
class AnswerNamed(Button, code="xn"):
    """An officer who was named says whether it is so."""

    named_id: int
    said: Said


@dataclass(frozen=True)
class AnswerAccount(Button, code="xa"):
    """The head of a household, or an officer, says whether an account is that of somebody who lives there."""

    account_id: int
    said: Said
