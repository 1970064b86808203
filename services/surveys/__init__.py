"""The survey of everybody: opened on its day, answered in few presses, each yes a warning, its coverage by unit."""

from services.surveys.answering import SurveyView, answer, none_of_it, shown
from services.surveys.coverage import Coverage, Yes, coverage
from services.surveys.rounds import carry_on

__all__ = ["Coverage", "SurveyView", "Yes", "answer", "carry_on", "coverage", "none_of_it", "shown"]
