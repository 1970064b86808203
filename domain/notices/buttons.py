"""The buttons under public notices, and under objections to them."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from domain.platform.buttons import Button


class Answer(StrEnum):
    """How an objection is answered: it is dismissed, or upheld by giving the case back or refusing it."""

    DISMISS = "d"
    RETURN = "r"
    REFUSE = "f"


@dataclass(frozen=True)
class AnswerObjection(Button, code="ao"):
    """An approver answers an objection."""

    objection_id: int
    answer: Answer


@dataclass(frozen=True)
class ObjectToNotice(Button, code="on"):
    """Somebody knows something that speaks against a notice."""

    notice_id: int


@dataclass(frozen=True)
class AgreeAndObject(Button, code="oa"):
    """Somebody without a registration has read what becomes of their words, and goes on."""

    notice_id: int


@dataclass(frozen=True)
class NoticesPage(Button, code="np"):
    """Another page of the notices."""

    page: int
