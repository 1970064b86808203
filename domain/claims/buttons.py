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
class MakeOne(Button, code="xe"):
    """They say that it is one household, which ends the later case, so it is asked once more."""

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


@dataclass(frozen=True)
class NotMe(Button, code="qn"):
    """The account of before says that it was not them who asked."""

    move_id: int


@dataclass(frozen=True)
class OpenMove(Button, code="qo"):
    """An officer looks at the request."""

    move_id: int


@dataclass(frozen=True)
class CheckMove(Button, code="qs"):
    """An officer has seen them in person, and writes down what was looked at."""

    move_id: int


@dataclass(frozen=True)
class ConfirmMove(Button, code="qc"):
    """A second officer confirms it: everything is at the new account."""

    move_id: int


@dataclass(frozen=True)
class RefuseMove(Button, code="qx"):
    """An officer says that it is not them."""

    move_id: int


@dataclass(frozen=True)
class SayOtherwise(Button, code="xb"):
    """An officer takes back that an account is not a member's: it is asked anew."""

    account_id: int
