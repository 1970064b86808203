"""The buttons of the survey."""

from __future__ import annotations

from dataclasses import dataclass

from domain.platform.buttons import Button


@dataclass(frozen=True)
class OpenSurvey(Button, code="qk"):
    """Somebody begins to answer, or goes on."""


@dataclass(frozen=True)
class SayToSurvey(Button, code="ql"):
    """A yes or no to one question, counted from 0, of one survey."""

    survey_id: int
    number: int
    is_yes: int


@dataclass(frozen=True)
class NoneOfSurvey(Button, code="qm"):
    """None of what was asked so far, nor of the rest."""

    survey_id: int


@dataclass(frozen=True)
class SurveyPicture(Button, code="qp"):
    """How many below a unit have answered (0: all that one covers), and who said yes to what; the page of these."""

    unit_id: int
    page: int
