"""The buttons under messages about the policy in force, and about one that was sent in the chat."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from domain.platform.buttons import Button


class Part(StrEnum):
    """What is shown of a policy that was sent: its card, one of the lists that may be long, or a picture."""

    CARD = "c"
    PROBLEMS = "p"
    DIFFERENCE = "d"
    EFFECT = "e"
    PICTURE = "g"


class Deed(StrEnum):
    """What an administrator does with a policy that was sent."""

    NOW = "n"
    ON_A_DAY = "d"
    CONFIRM = "y"
    CALL_OFF = "x"
    AGAIN = "a"


@dataclass(frozen=True)
class PolicyShown(Button, code="va"):
    """One use of a policy: since when, where it came from, and a page of what it says otherwise; 0: the one of now."""

    use_id: int
    page: int


@dataclass(frozen=True)
class PolicyList(Button, code="vb"):
    """A page of all policies that were in force."""

    page: int


@dataclass(frozen=True)
class PolicyAsFile(Button, code="vc"):
    """The whole text of a policy as a file; 0: the one of now."""

    use_id: int


@dataclass(frozen=True)
class NewPolicy(Button, code="vd"):
    """An administrator wants to send a policy."""


@dataclass(frozen=True)
class SentShown(Button, code="ve"):
    """A policy that was sent, or a page of a part of it."""

    sent_id: int
    part: Part
    page: int


@dataclass(frozen=True)
class DoWithSent(Button, code="vf"):
    """Put a policy that was sent in force, confirm that, or call it off."""

    sent_id: int
    deed: Deed
