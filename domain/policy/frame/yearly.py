"""What a union asks once a year, as it writes it into its policy file: the re-check of the files, and the survey."""

from __future__ import annotations

from typing import Annotated, Self

from pydantic import Field, model_validator

from domain.platform.fields import LocalText, Unfit, YearlyDay
from domain.platform.text import N_, say
from domain.policy.conditions import Rule
from domain.policy.options import Frozen, Key
from domain.policy.waits import Patience

MOST_QUESTIONS = 4  # of a survey; with the press that begins it, five


class FreshPaper(Frozen):
    """A paper that runs out: one that is older than so many months is asked for again."""

    paper: Key
    months: Annotated[int, Field(ge=1, le=120)]


class Recheck(Frozen):
    """Once a year every household on a list says whether its file is still right.

    Calendar days from the opening; `lists` empty: all of them. Files that are not older than `spare_months` are left
    out. With `suspends` the file of who has not answered rests until they do.
    """

    opens: YearlyDay
    days: Annotated[int, Field(ge=7, le=180)] = 45
    remind_after_days: Annotated[tuple[Annotated[int, Field(ge=1, le=179)], ...], Field(min_length=1)] = (15, 30, 40)
    lists: tuple[Key, ...] = ()
    spare_months: Annotated[int, Field(ge=0, le=24)] = 3
    suspends: bool = True
    papers: tuple[FreshPaper, ...] = ()

    @model_validator(mode="after")
    def _reminds_before_the_end(self) -> Self:
        days = self.remind_after_days
        if list(days) != sorted(set(days)) or days[-1] >= self.days:
            raise Unfit(say(N_("reminders are days one after the other, before the last one")))
        return self

    @property
    def patience(self) -> Patience:
        """When it reminds, and when it ends, as of all that waits."""
        return Patience(remind_after_days=self.remind_after_days, ends_after_days=self.days)


class SurveyQuestion(Frozen):
    """A question for yes or no. `lead` names the free words (`[[lead]]`) whose text and ways a yes is answered with;
    `known` is a condition over a household on file: where it holds, the file says so already and nobody is asked."""

    key: Key
    text: LocalText
    lead: Key | None = None
    known: Rule | None = None


class Survey(Frozen):
    """Once a year everybody who is registered is asked how they are, in few presses. Calendar days."""

    opens: YearlyDay
    days: Annotated[int, Field(ge=3, le=90)] = 21
    remind_after_days: tuple[Annotated[int, Field(ge=1, le=89)], ...] = (10,)
    text: LocalText
    questions: Annotated[tuple[SurveyQuestion, ...], Field(alias="question", min_length=1, max_length=MOST_QUESTIONS)]

    @model_validator(mode="after")
    def _reminds_before_the_end(self) -> Self:
        days = self.remind_after_days
        if list(days) != sorted(set(days)) or (days and days[-1] >= self.days):
            raise Unfit(say(N_("reminders are days one after the other, before the last one")))
        return self

    def question(self, key: str) -> SurveyQuestion | None:
        """Return a question; None where there is no such."""
        return next((one for one in self.questions if one.key == key), None)
