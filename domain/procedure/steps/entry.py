"""The entry: the recorder brings what was approved into the national system, and its number back."""

from __future__ import annotations

from domain.forms import Form, Question, TextAnswer
from domain.platform.access import Action
from domain.platform.messages import Keys, key
from domain.platform.text import N_, Local, Text, say
from domain.procedure.buttons import EnterNumber, EntryData
from domain.procedure.refusals import ReferenceNeeded
from domain.procedure.state import CaseState, Decision, Verdict
from domain.procedure.steps.kind import Kind, back_key
from domain.units.steps import StepKind


def entry_form(number: str, listed: Local | Text | None = None) -> Form:
    """Ask for the number of the national system, or of a list behind the first (`listed`); it is `national_number`."""
    prompt, label = say(N_("Which number did the national system give?")), say(N_("National number"))
    if listed is not None:
        source = N_("Which number does the household have on {list}?")
        prompt, label = say(source, list=listed), say(N_("Number on the list"))
    question = Question(
        key="national_number",
        prompt=prompt,
        answer=TextAnswer(least=3, most=40),
        help=say(N_("Letters and digits as they stand there. Each household has its own.")),
        label=label,
    )
    return Form(
        key="entry", title=say(N_("Entry of case {number}"), number=number), questions=(question,), summary=False
    )


class Entry(Kind):
    """What was approved is not refused here any more."""

    key = StepKind.ENTRY
    name = N_("entry into the national system")
    prompt = N_("Please enter it in the national system and send me the number that you get there.")
    prompt_listed = N_("Please enter the household on {list} and send me the number that it has there.")
    coming = N_("It was approved. Now it is entered into the national system.")
    coming_listed = N_("It was approved. Now your household is entered on {list}.")
    approved = N_("{step}: done by the {role}")
    verdicts = frozenset({Verdict.APPROVE, Verdict.RETURN})
    follows = StepKind.APPROVAL
    is_granted = needs_people = True
    shows = Action.SEE_ENTRY_DATA

    def check(self, case: CaseState, decision: Decision) -> None:
        """It needs the number. Raises ReferenceNeeded."""
        if not decision.reference.strip():
            raise ReferenceNeeded(number=case.number)

    def keys(self, case_id: int, version: int, *, can_return: bool) -> Keys:
        """The number, and what has to be typed there."""
        return (
            (key(say(N_("Enter number")), EnterNumber(case_id, version)), back_key(case_id, version)),
            (key(say(N_("Data for entry")), EntryData(case_id, version)),),
        )


KIND = Entry()
