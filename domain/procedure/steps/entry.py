"""The entry: the recorder brings what was approved into the national system, and its number back."""

from __future__ import annotations

from domain.forms import Form, Question, TextAnswer
from domain.platform.access import Action
from domain.platform.messages import Keys, key
from domain.platform.text import N_, say
from domain.procedure.buttons import EnterNumber, EntryData
from domain.procedure.refusals import ReferenceNeeded
from domain.procedure.state import CaseState, Decision, Verdict
from domain.procedure.steps.kind import Kind, back_key
from domain.units.steps import StepKind


def entry_form(number: str) -> Form:
    """Ask for the number of the national system. Answers: `national_number`."""
    question = Question(
        key="national_number",
        prompt=say(N_("Which number did the national system give?")),
        answer=TextAnswer(least=3, most=40),
        help=say(N_("Letters and digits as they stand there. Each household has its own.")),
        label=say(N_("National number")),
    )
    return Form(
        key="entry", title=say(N_("Entry of case {number}"), number=number), questions=(question,), summary=False
    )


class Entry(Kind):
    """What was approved is not refused here any more."""

    key = StepKind.ENTRY
    name = N_("entry into the national system")
    prompt = N_("Please enter it in the national system and send me the number that you get there.")
    coming = N_("It was approved. Now it is entered into the national system.")
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
