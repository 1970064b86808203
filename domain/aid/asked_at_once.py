"""The questions of a household as the report asks them: several on one screen, two in one message."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from itertools import groupby

from domain.aid.household_questions import group_of, offered, questions_for
from domain.forms import (
    AnswerKind,
    ChoiceAnswer,
    EachAnswer,
    Question,
    Tick,
    TicksAnswer,
    Unfolded,
    ticked_together,
)
from domain.households.asked import Asked, ForEach, OneOf, People, Screen, asked_of
from domain.policy import Policy
from domain.policy.questions import policy_options


def questions_at_once(kept_as: type, policy: Policy) -> Iterator[Question]:
    """Yield the questions of a class in order, those of a screen behind it."""
    for screen, declared in groupby(asked_of(kept_as).items(), key=lambda one: _screen_of(one[1])):
        together = tuple(declared)
        if screen is None:
            for key, asked in together:
                yield from _by_itself(key, asked, policy)
        else:
            ticks = [tick for key, asked in together for tick in _ticks(key, asked, policy)]
            yield from ticked_together(_screen(screen, together[0][1]), ticks)


def _screen_of(asked: Asked) -> Screen | None:
    return asked.ticked.screen if asked.ticked else None


def _screen(screen: Screen, first: Asked) -> Question:
    return Question(
        key=screen.key, prompt=screen.prompt, answer=TicksAnswer((), screen.none_label), help=screen.help,
        label=screen.label, section=first.section,
    )  # fmt: skip


def _ticks(key: str, asked: Asked, policy: Policy) -> Iterator[Tick]:
    assert asked.ticked is not None
    for question in questions_for(key, asked, policy):
        label = asked.ticked.label or question.label
        entry = question.key.removeprefix(asked.answer.prefix) if isinstance(asked.answer, ForEach) else ""
        yield Tick(question, label, asked.ticked.unticked, asked.ticked.likely.get(entry))


def _by_itself(key: str, asked: Asked, policy: Policy) -> Iterator[Question]:
    for question in questions_for(key, asked, policy):
        answer = _answer(asked, question.answer, policy)
        yield replace(question, answer=answer, asked_elsewhere=asked.of_each is not None)
    if isinstance(asked.answer, People):
        yield from _about_each(key, asked, asked.answer.row, policy)


def _answer(asked: Asked, answer: AnswerKind, policy: Policy) -> AnswerKind:
    match asked.answer, answer:
        case People() as people, _:
            return group_of(people, policy, tuple(questions_at_once(people.row, policy)), people.add_by)
        case OneOf(unfolded=more), ChoiceAnswer() if more is not None:
            options = offered(policy_options(policy, more.options), more.only)
            return replace(answer, unfolded=Unfolded(more.entry, more.key, options, more.when))
    return answer


def _about_each(group: str, people: Asked, row: type, policy: Policy) -> Iterator[Question]:
    """Yield the screens on which something is asked about everybody, behind the list of people."""
    for asked in asked_of(row).values():
        if (each := asked.of_each) is None or not isinstance(asked.answer, OneOf):
            continue
        options = policy_options(policy, asked.answer.options)
        names = (each.own_name, each.none_label, each.none_said)
        answer = EachAnswer(options, each.own, group, each.field, *names)
        yield Question(
            key=f"{each.field}_of_all", prompt=each.prompt, answer=answer, help=each.help, label=each.label,
            section=people.section,
        )  # fmt: skip
