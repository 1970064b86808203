"""The meeting: several members vote for or against, and whoever chairs it closes it with the minutes."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from statistics import median_low
from typing import Any

from domain.forms import IMAGE, PDF, Form, PaperAnswer, Question
from domain.platform.messages import Key, Message, key
from domain.platform.text import N_, Joined, Money, Refusal, Sayable, Text, lines, paragraphs, say
from domain.procedure.buttons import CastVote
from domain.procedure.state import CaseState, Choice, Verdict
from domain.procedure.steps.kind import Kind
from domain.units.steps import Step, StepKind, SumBy, Tie

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
    is_duty = asks_aid = needs_people = grants = tells = chooses_sum = True

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
        told = say(N_("{votes} {need}"), votes=votes_said(case), need=need)
        return lines(told, sum_said(case)) if case.sums else told

    def sum_voted(self, case: CaseState) -> int | None:
        """What the sums of those come to who are for it, unless the chair records it."""
        if case.step is None or case.step.sum in (None, SumBy.CHAIR) or not case.sums:
            return None
        return come_to(case.step.sum, tuple(case.sums.values()))

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


def vote_message(
    head: Sayable, case: tuple[int, int], choice: Choice | None, look: tuple[Key, ...], named: int | None = None
) -> Message:
    """Return what a member is asked of a case (its id, and the version they see), or what that becomes once they have
    made their `choice` and `named` a sum (fen)."""
    keys = (key(Text(LABELS[one]), CastVote(*case, one)) for one in Choice if one is not choice)
    told = Text(VOTED[choice] if choice else ASKED)
    sum_ = say(N_("The sum you named: {sum}."), sum=Money(named)) if named is not None else None
    return Message(paragraphs(head, lines(told, sum_)), (tuple(keys), look))


YUAN = 100
_BY = {
    SumBy.MEDIAN: N_("the one in the middle"),
    SumBy.MEAN: N_("their mean"),
    SumBy.LEAST: N_("the least"),
}


def come_to(by: SumBy | None, sums: Sequence[int]) -> int:
    """Return what sums (fen, at least one) come to, in whole yuan downwards, and never less than the least of them."""
    match by:
        case SumBy.MEDIAN:
            found = median_low(sums)
        case SumBy.MEAN:
            found = sum(sums) // len(sums)
        case _:
            found = min(sums)
    return max(found // YUAN * YUAN, min(sums))


def sum_said(case: CaseState) -> Text:
    """Return the sums that were named, and what they come to."""
    assert case.step is not None
    named = Joined(tuple(Money(fen) for fen in sorted(case.sums.values())), ", ")
    if case.step.sum in (None, SumBy.CHAIR):
        return say(N_("Sums that were named: {sums}. You record the sum with the minutes."), sums=named)
    source = N_("Sums that were named: {sums}. What counts is {by}: {sum}.")
    found = come_to(case.step.sum, tuple(case.sums.values()))
    return say(source, sums=named, by=say(_BY[case.step.sum]), sum=Money(found))


def names_sum(case: CaseState) -> bool:
    """Say whether whoever votes for it names a sum with that."""
    return case.step is not None and case.step.sum not in (None, SumBy.CHAIR)


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
