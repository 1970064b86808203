"""Fills in the hardship report in the chat: with what a story says, and else with the example of each question."""

from collections.abc import Iterator, Mapping
from typing import Any

from bot.demo.stage import Actor
from delivery.calls import qr_picture
from domain.aid.household_questions import examples
from domain.forms import (
    SUMMARY_AT,
    Attached,
    ChoiceAnswer,
    Chosen,
    Facts,
    FileRef,
    Form,
    FormState,
    GroupAnswer,
    ManyChoicesAnswer,
    MoneyAnswer,
    PaperAnswer,
    Question,
    Reply,
    Typed,
    YesNoAnswer,
    advance,
    items_of,
    question_at,
    start,
)
from domain.households.asked import examples_of
from domain.households.household import Member
from domain.policy import Policy

A_PAPER = FileRef("paper", "paper", mime="image/png")  # stands for the picture, so that the form goes on beside the bot


class Answering:
    """Somebody in a form: what they answer is read by a form of our own, too, which says what is asked next."""

    def __init__(self, actor: Actor, form: Form, policy: Policy, facts: Facts, answers: Mapping[str, Any]) -> None:
        self._actor, self._form, self._facts = actor, form, facts
        self._answers = {**examples(policy), **answers}
        self._state: FormState = start(form, facts)
        self._papers = 0

    async def goes_on(self, *, papers: int = 0, until: str = SUMMARY_AT) -> None:
        """Answer up to a place, with pictures of the first papers; the others are brought later.

        A list of people is such a place once all of them are written down.
        """
        while self._state.at != SUMMARY_AT and not self._has_come_to(until):
            question = question_at(self._form, self._state.at)
            assert question is not None, self._state.at
            if isinstance(question.answer, PaperAnswer):
                await self._sends(papers)
            else:
                for reply in self._replies(question):
                    await self._does(reply)

    def _has_come_to(self, place: str) -> bool:
        question = question_at(self._form, place)
        if question is None or not isinstance(question.answer, GroupAnswer):
            return self._state.at == place
        return self._state.at == place and len(items_of(self._state, place)) == len(self._answers[place])

    async def _sends(self, papers: int) -> None:
        self._papers += 1
        if self._papers > papers:
            await self._does(Chosen("skip"))
            return
        await self._does(Attached(A_PAPER))
        await self._does(Chosen("done"))

    async def _does(self, reply: Reply) -> None:
        match reply:
            case Chosen(token):
                await self._actor.chooses(token.replace(":", "."))
            case Typed(text):
                await self._actor.says(text)
            case Attached():
                await sends_paper(self._actor, self._papers)
        before = self._state
        self._state = advance(self._form, before, reply, self._facts).state
        assert self._state.version > before.version, (before.at, reply)

    def _replies(self, question: Question) -> Iterator[Reply]:
        value = self._value(question.key)
        match question.answer:
            case ChoiceAnswer():
                yield Chosen(f"o:{value}")
            case ManyChoicesAnswer():
                yield from (Chosen(f"o:{one}") for one in value or ())
                yield Chosen("done")
            case YesNoAnswer():
                yield Chosen("yes" if value else "no")
            case GroupAnswer():
                yield Chosen("add" if len(items_of(self._state, question.key)) < len(value) else "done")
            case MoneyAnswer():
                yield Typed(f"{value / 100:g}") if value else Chosen("no")
            case _:
                yield Chosen("skip") if value is None else Typed(str(value))

    def _value(self, key: str) -> Any:
        """Return the answer to a question of the form, or of the member it is about."""
        group, *inside = self._state.at.split(".")
        if not inside:
            return self._answers[key]
        return {**examples_of(Member), **self._answers[group][int(inside[0])]}[key]


async def sends_paper(actor: Actor, number: int) -> None:
    """Send a picture that stands for a paper."""
    await actor.uploads(f"paper-{number}.png", qr_picture(f"{actor.name} {number}"), "image/png")
