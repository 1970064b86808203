"""The questions that the fields of a household declare, with the choices that a policy gives them."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any, cast

from domain.forms import (
    AnswerKind,
    ChoiceAnswer,
    Condition,
    Form,
    GroupAnswer,
    ManyChoicesAnswer,
    Question,
    label_of,
)
from domain.forms import Option as FormOption
from domain.households.asked import Asked, ForEach, OneOf, People, SomeOf, asked_of
from domain.households.household import Household
from domain.platform.text import N_, Nn_, Sayable, Text, lines, say, say_many
from domain.policy import Option, Policy
from domain.policy.questions import policy_options


def questions_of(kept_as: type, policy: Policy) -> tuple[Question, ...]:
    """Return the questions of a class in order, each by itself; what differs by entry of a list is one for each."""
    return tuple(one for key, asked in asked_of(kept_as).items() for one in questions_for(key, asked, policy))


def household_questions(policy: Policy) -> tuple[Question, ...]:
    """Return what a household is asked one by one, the people in it as a group: for a change of what is on file."""
    return questions_of(Household, policy)


def examples(policy: Policy) -> Mapping[str, Any]:
    """Return an example answer to each question of a household, by the key under which it is kept."""
    found: dict[str, Any] = {}
    for key, asked in asked_of(Household).items():
        keys = [one.key for one in questions_for(key, asked, policy)]
        found |= dict.fromkeys(keys, asked.example)
    return found


def questions_for(key: str, asked: Asked, policy: Policy) -> Iterator[Question]:
    """Yield the questions that one declaration makes."""
    match asked.answer:
        case ForEach(options, prefix, answer):
            for entry in policy.options(options):
                yield _of_entry(f"{prefix}{entry.key}", asked, answer, entry)
        case _:
            yield question_of(key, asked, policy)


def question_of(key: str, asked: Asked, policy: Policy, *, of_office: bool = False) -> Question:
    """Return one question as a policy has it asked, its choices in the words of a worker or of the office."""
    answer = _answer(asked.answer, policy, of_office=of_office)
    condition = asked.ask_if(policy) if callable(asked.ask_if) else asked.ask_if
    return Question(
        key=key, prompt=asked.prompt, answer=answer, help=asked.help, label=asked.label, ask_if=condition,
        optional=asked.optional, sensitive=asked.sensitive, section=asked.section, hint=asked.hint, check=asked.check,
        doubt=asked.doubt, skip_label=asked.skip_label, presumed=asked.presumed, along=asked.along,
        along_hint=asked.along_hint,
    )  # fmt: skip


def _of_entry(key: str, asked: Asked, answer: AnswerKind, entry: Option) -> Question:
    assert isinstance(asked.prompt, Text)
    return Question(
        key=key,
        prompt=say(asked.prompt.source, what=entry.asked.beginning_a_line),
        answer=answer,
        help=entry.help or asked.help,
        label=entry.asked.beginning_a_line,
        section=asked.section,
    )


def _answer(answer: Any, policy: Policy, *, of_office: bool) -> AnswerKind:
    match answer:
        case OneOf(options, only):
            return ChoiceAnswer(offered(policy_options(policy, options, of_office=of_office), only))
        case SomeOf(options, except_key_of):
            entries = policy_options(policy, options, of_office=of_office)
            return ManyChoicesAnswer(entries, policy.most_other_causes, except_key_of)
        case People() as people:
            return group_of(people, policy, questions_of(people.row, policy))
        case ForEach(_, _, kind):
            return kind
    return cast(AnswerKind, answer)


def offered(options: Sequence[FormOption], only: Mapping[str, Condition]) -> tuple[FormOption, ...]:
    """Return options that are offered only when something holds."""
    return tuple(replace(one, when=only.get(one.key)) for one in options)


def group_of(people: People, policy: Policy, questions: tuple[Question, ...], add_by: str = "") -> GroupAnswer:
    """Return the questions about people as a group, to which one is added by a button or by an answer."""
    return GroupAnswer(
        form=Form(key="member", title=say(N_("Person")), questions=questions),
        at_most=people.at_most,
        add_by=add_by,
        beside=1,
        item_title=_titles(policy),
        add_label=say(N_("Add another person")),
        add_first_label=say(N_("Add a person")),
        done_label=say(N_("That is everybody")),
        none_label=say(N_("I live alone")),
        counted=lambda count: say_many(*Nn_("{count} person", "{count} people"), count),
    )


def _titles(policy: Policy) -> Callable[[Mapping[str, Any], int], Sayable]:
    relations = policy_options(policy, "relation")

    def title(item: Mapping[str, Any], number: int) -> Sayable:
        name, relation = item.get("name"), item.get("relation")
        if name and relation:
            return lines(str(name), label_of(relations, relation), between=" · ")
        return label_of(relations, relation) if relation else say(N_("Person {number}"), number=str(number))

    return title
