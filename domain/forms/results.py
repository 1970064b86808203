"""What passes between the engine and the readers of single answers."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from domain.forms.conditions import Scope
from domain.forms.form import AnswerKind, Question
from domain.forms.replies import Attached, Contact, Found, Other, Press, Typed

Given = Typed | Attached | Contact | Found | Other | Press


@dataclass(frozen=True, slots=True)
class Asking:
    """A question as it is being asked: the answers it may look at, what is kept already, what is in the making."""

    question: Question
    scope: Scope
    value: Any
    draft: Any

    @property
    def kind(self) -> AnswerKind:
        """The kind of answer the question takes."""
        return self.question.answer


@dataclass(frozen=True, slots=True)
class Taken:
    """The answer is complete; go on."""

    value: Any


@dataclass(frozen=True, slots=True)
class Drafted:
    """Part of an answer; stay at the question. None puts away what was in the making."""

    draft: Any


@dataclass(frozen=True, slots=True)
class Wanted:
    """Something is to be looked up first."""

    kind: str
    query: str


Read = Taken | Drafted | Wanted
