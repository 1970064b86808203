"""What the lists of a policy ask themselves: of who joins one, and in the report of whoever can come on one by it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from typing import Any

from domain.aid.eligibility import Assessment, assess
from domain.aid.own_questions import holds_when, own_in, own_papers, own_questions
from domain.forms import Condition, PaperAnswer, Question, Scope, all_of, any_of, satisfies
from domain.households.facts import own_facts
from domain.households.household import from_answers
from domain.platform.predicates import evaluate
from domain.policy import Policy
from domain.policy.frame.lists import Beside, HardshipList
from domain.policy.questions import paper_question


def asked_in_report(policy: Policy) -> Iterator[Question]:
    """Yield what the lists ask, questions and papers, each of whoever can come on that list by what they have said."""
    for one in policy.lists:
        if one.ask or one.papers:
            yield from (_only(question, _can_come_on(policy, one)) for question in asked_of(policy, one))


def asked_of(policy: Policy, one: HardshipList) -> tuple[Question, ...]:
    """Return what a list asks, its questions and then its papers."""
    own = own_questions(policy, one.joins)
    papers = (
        paper_question(policy.paper(asked.paper), holds_when(asked.when, one.ask) if asked.when else None)
        for asked in one.papers
    )
    plain = (question for question in own if not is_paper(question))
    return (*plain, *(question for question in own if is_paper(question)), *papers)


def is_paper(question: Question) -> bool:
    """Say whether a question asks for a paper."""
    return isinstance(question.answer, PaperAnswer)


def each_once(questions: Iterable[Question]) -> tuple[Question, ...]:
    """Return questions of which several may ask for the same: once, where one of them is asked."""
    found: dict[str, Question] = {}
    for one in questions:
        found[one.key] = replace(found[one.key], ask_if=_either(found[one.key], one)) if one.key in found else one
    return tuple(found.values())


def answered_of(one: HardshipList, answers: Mapping[str, Any]) -> Mapping[str, Any]:
    """Return what a list asked and was answered, as it is kept."""
    asked = {question.answer_key for question in one.ask}
    return {key: value for key, value in answers.items() if key in asked}


def papers_of(policy: Policy, one: HardshipList, answers: Mapping[str, Any]) -> tuple[str, ...]:
    """Return the keys of the papers that a list asks for, as far as its questions call for them."""
    facts = own_facts(own_in(policy, one.joins, answers))
    called = (paper for paper in one.papers if paper.when is None or evaluate(paper.when.condition, facts).holds)
    return (*own_papers(policy, one.joins, facts), *(paper.paper for paper in called))


def is_for_others(assessment: Assessment) -> bool:
    """Say whether a list takes only whom no other one takes, and another one does."""
    named = assessment.named_list
    if named is None or named.beside is not Beside.NEVER:
        return False
    return any(assessment.class_on(one.key).gets_file for one in assessment.rules.lists if one.key != named.key)


def _can_come_on(policy: Policy, one: HardshipList) -> Condition:
    def holds(scope: Scope) -> bool:
        found = assess(from_answers(scope.answers), policy, today=scope.facts.today).seen_from((one.key,))
        return found.may_open_file and not is_for_others(found)

    return satisfies(f"can come on the list {one.key}", holds)


def _only(question: Question, when: Condition) -> Question:
    return replace(question, ask_if=all_of(when, question.ask_if) if question.ask_if else when)


def _either(one: Question, other: Question) -> Condition | None:
    return any_of(one.ask_if, other.ask_if) if one.ask_if and other.ask_if else None
