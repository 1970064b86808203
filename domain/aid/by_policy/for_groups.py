"""Who borrows together with the worker: asked by name and number, a line each, and read back."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Any

from domain.aid.named import Named, read_named
from domain.forms import Question, TextAnswer
from domain.kinds.kind import Problems
from domain.platform.text import N_, Joined, Sayable, Text, lines, say
from domain.policy.aid.programme import Aid, Group
from domain.policy.conditions import Place
from domain.units.steps import Step, StepKind

GROUP = "group_people"


def group_questions(programme: Aid) -> tuple[Question, ...]:
    """Ask who borrows with the worker; nothing where nobody does. Answers: `group_people`."""
    group = programme.group
    if group is None:
        return ()
    help_ = N_(
        "Each of them is asked here whether they borrow with you and stand for you, as you do for them; nothing is "
        "paid before all have said yes. They need to be registered with this bot. You are at least {least} and at "
        "most {most}, yourself included."
    )
    return (
        Question(
            key=GROUP,
            prompt=say(N_("Who borrows with you? Please send a line for each: name and number of the identity card.")),
            answer=TextAnswer(least=2, most=4_000),
            help=say(help_, least=str(group.least), most=str(group.most)),
            label=say(N_("Borrow together")),
            check=lambda words, scope: _wrong(group, words, scope.facts.today),
            sensitive=True,
        ),
    )


def group_of(answers: Mapping[str, Any], today: date) -> Sequence[Named]:
    """Return who borrows with the worker, by the answers of a case."""
    return read_named(str(answers.get(GROUP) or ""), today).named


def group_rows(answers: Mapping[str, Any], today: date) -> Iterator[Sayable]:
    """Return the same as officers read it: names alone."""
    names = [lines(one.name) for one in group_of(answers, today)]
    if names:
        yield say(N_("{label}: {value}"), label=say(N_("Borrow together")), value=Joined(tuple(names), ", "))


def _wrong(group: Group, words: str, today: date) -> Text | None:
    found = read_named(words, today)
    problems = [*found.problems, *(_no_person(one) for one in found.named if one.file)]
    if not problems and len({one.number for one in found.named}) != len(found.named):
        problems.append(say(N_("Somebody is named twice.")))
    if not problems and not group.least - 1 <= len(found.named) <= group.most - 1:
        source = N_("With you they are {count}; for this loan there are at least {least} and at most {most}.")
        counted = {"count": str(len(found.named) + 1), "least": str(group.least), "most": str(group.most)}
        problems.append(say(source, **counted))
    if not problems:
        return None
    return say(N_("Please send all lines again, corrected:\n{problems}"), problems=lines(*problems))


def _no_person(one: Named) -> Text:
    problem = say(N_("it should be a name and the number of a document"))
    return say(N_("Line {line}: {problem}"), line=str(one.line), problem=problem)


def group_problems(programme: Aid, steps: Sequence[Step], place: Place) -> Problems:
    """Yield a group that nobody signs for, or that has nobody in it."""
    group, kinds = programme.group, {step.kind for step in steps}
    if group is None:
        return
    if group.least > group.most:
        yield (
            (*place, "group"),
            say(N_("{given} is too small; the least is {ge}"), given=str(group.most), ge=str(group.least)),
        )
    if steps and not {StepKind("sign"), StepKind("repay")} <= kinds:
        source = N_("who borrows together signs one contract and pays back: its steps need {names}")
        yield (*place, "group"), say(source, names="sign, repay")
    if not programme.about.is_own:
        yield (
            (*place, "group"),
            say(N_("a group has a worker at its head: {about}"), about='about = "household", "person"'),
        )
