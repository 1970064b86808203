"""The meeting: several members vote for or against, and whoever chairs it closes it with the minutes."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from domain.forms import IMAGE, PDF, Form, PaperAnswer, Question
from domain.platform.messages import Key, Message, key
from domain.platform.text import N_, Refusal, Sayable, Text, paragraphs, say
from domain.procedure.buttons import CastVote
from domain.procedure.state import CaseState, Choice, Verdict
from domain.procedure.steps.kind import Kind
from domain.units.steps import Step, StepKind, Tie

MINUTES = "minutes"
MOST_PAGES = 6
LEAST_QUORUM = 2  # one who votes alone is an approval


class QuorumMissing(Refusal):
    """Too few have voted for the meeting to decide anything."""

    text = N_(
        "In case {number} {count} have voted so far, and at least {quorum} have to. Members who are late are reminded; "
        "the case can be closed once there are enough."
    )


class VotedOtherwise(Refusal):
    """Whoever chairs the meeting closes it as it voted."""

    text = N_("In case {number} the meeting voted otherwise: {votes} Please press the other key.")


class Tied(Refusal):
    """As many are for it as against it, and the policy says that this is a no."""

    text = N_("In case {number} as many are for it as against it, and then it is refused: {votes}")


def minutes_question() -> Question:
    """Ask for the minutes. Answer: `minutes` (photos or a PDF)."""
    return Question(
        key=MINUTES,
        prompt=say(N_("Please send the minutes of the meeting: a photo of each page, or a PDF.")),
        answer=PaperAnswer((IMAGE, PDF), at_most=MOST_PAGES),
        help=say(
            N_("With the day, who was there, and the result. They stay with the case; the worker does not see them.")
        ),
        label=say(N_("Minutes")),
    )


class Meeting(Kind):
    """It stands for the approval. Nobody votes on their own household, nor who reviewed or visited."""

    key = StepKind("meeting")
    name = N_("meeting")
    prompt = N_("A meeting decides this. Its members have been asked to vote; please close it with the minutes.")
    coming = N_("Now a meeting of your union decides. You need not do anything.")
    approved = N_("{step}: granted, closed by the {role}")
    settled = N_("Granted by the meeting, closed by the {role}, {unit}.")
    done = N_("Written down: granted by the meeting.")
    go = N_("The meeting grants it")
    stop = N_("The meeting refuses it")
    follows = StepKind.NOTICE
    stands_for = StepKind.APPROVAL
    is_duty = asks_aid = needs_people = grants = tells = True

    def check_ready(self, case: CaseState, verdict: Verdict) -> None:
        """Raise QuorumMissing, VotedOtherwise or Tied unless the meeting voted so; to give it back needs no vote."""
        if verdict is Verdict.RETURN or case.step is None:
            return
        in_favour, against = counted(case, Choice.FOR), counted(case, Choice.AGAINST)
        if in_favour + against < case.step.quorum:
            raise QuorumMissing(number=case.number, count=str(in_favour + against), quorum=str(case.step.quorum))
        if in_favour == against:
            if verdict is Verdict.APPROVE and case.step.tie is Tie.REFUSE:
                raise Tied(number=case.number, votes=votes_said(case))
        elif (in_favour > against) != (verdict is Verdict.APPROVE):
            raise VotedOtherwise(number=case.number, votes=votes_said(case))

    def so_far(self, case: CaseState) -> Sayable | None:
        """How the votes stand, and what is still needed."""
        assert case.step is not None
        need = say(N_("At least {quorum} have to vote."), quorum=str(case.step.quorum))
        return say(N_("{votes} {need}"), votes=votes_said(case), need=need)

    def asks(self, number: str, step: Step) -> Form:
        """The minutes."""
        title = say(N_("Case {number}: the meeting"), number=number)
        return Form(key="meeting", title=title, questions=(minutes_question(),), summary=False)

    def asks_with_refusal(self) -> Sequence[Question]:
        """The minutes, too."""
        return (minutes_question(),)

    def noted(self, case: CaseState) -> str:
        """How many were for it, against it, and took no part."""
        return json.dumps({choice.value: counted(case, choice) for choice in Choice})

    def files(self, answers: Mapping[str, Any]) -> Sequence[Mapping[str, Any]]:
        """The minutes."""
        pages: Sequence[Mapping[str, Any]] = answers.get(MINUTES) or ()
        return pages

    def told(self, kept: str) -> Sayable | None:
        """That a meeting decided, and how the votes stood."""
        if not kept.startswith("{"):
            return None
        return say(N_("Decided in a meeting. {votes}"), votes=_said(json.loads(kept)))

    def problems(self, step: Step) -> Iterator[Text]:
        """It says who votes, and how many have to."""
        yield from super().problems(step)
        if step.members is None:
            yield say(N_("a meeting says with {members} which role votes in it"), members="members")
        if step.quorum < LEAST_QUORUM:
            yield say(N_("a meeting says with {quorum} how many have to vote, at least two"), quorum="quorum")


LABELS = {Choice.FOR: N_("For it"), Choice.AGAINST: N_("Against it"), Choice.OUT: N_("I take no part")}
VOTED = {
    Choice.FOR: N_("You voted for it. Until the meeting is closed you can still change that."),
    Choice.AGAINST: N_("You voted against it. Until the meeting is closed you can still change that."),
    Choice.OUT: N_(
        "You take no part, and your vote is not counted. Until the meeting is closed you can still change that."
    ),
}
ASKED = N_(
    "A meeting decides on this, and you are one of its members. Please open the case, then vote. If you are a "
    "relative or a friend, please take no part."
)


def vote_message(head: Sayable, case: tuple[int, int], choice: Choice | None, look: tuple[Key, ...]) -> Message:
    """Return what a member is asked of a case (its id, and the version they see), or what that becomes once they have
    made their `choice`."""
    keys = (key(Text(LABELS[one]), CastVote(*case, one)) for one in Choice if one is not choice)
    return Message(paragraphs(head, Text(VOTED[choice] if choice else ASKED)), (tuple(keys), look))


def counted(case: CaseState, choice: Choice) -> int:
    """Return how many have chosen this."""
    return sum(one is choice for one in case.votes.values())


def votes_said(case: CaseState) -> Text:
    """Return how the votes stand, for people."""
    return _said({choice.value: counted(case, choice) for choice in Choice})


def _said(counts: Mapping[str, int]) -> Text:
    source = N_("{yes} for it, {no} against it, {out} took no part.")
    return Text(source, {choice.value: str(counts.get(choice.value, 0)) for choice in Choice})


KIND = Meeting()
