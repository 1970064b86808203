"""Fills in the hardship report in the chat: with what a story says, and else with the example of each question."""

from collections.abc import Mapping
from typing import Any

from bot.demo.stage import Actor
from delivery.attachments.sending import qr_picture
from domain.aid.household_questions import examples
from domain.forms import (
    SUMMARY_AT,
    Attached,
    Chosen,
    Facts,
    FileRef,
    Form,
    FormState,
    GroupAnswer,
    PaperAnswer,
    Place,
    Reply,
    TicksAnswer,
    Typed,
    advance,
    items_of,
    place,
    question_at,
    replies_to,
    start,
    ticks_offered,
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
            here = place(self._form, self._state, self._facts)
            assert here is not None, self._state.at
            if isinstance(here.asking.kind, PaperAnswer):
                await self._sends()
            else:
                for reply in replies_to(here, self._form, self._wanted(here, papers)):
                    await self._does(reply)

    def _has_come_to(self, place: str) -> bool:
        question = question_at(self._form, place)
        if question is None or not isinstance(question.answer, GroupAnswer):
            return self._state.at == place
        return self._state.at == place and len(items_of(self._state, place)) == len(self._answers[place])

    def _wanted(self, here: Place, papers: int) -> Mapping[str, Any]:
        """Return the answers of this story, of a screen of papers those at hand."""
        if here.group is not None and here.item is not None:
            return {**examples_of(Member), **self._answers[here.group.key][here.item]}
        if isinstance(here.asking.kind, TicksAnswer):
            offered = [one.key for one in ticks_offered(here.asking.kind, here.asking.scope)]
            at_hand = [key for key in offered if key.startswith("paper_")][:papers]
            return {**self._answers, **{key: [A_PAPER.to_json()] for key in at_hand}}
        people = [{**examples_of(Member), **one} for one in self._answers["members"]]
        return {**self._answers, "members": people}

    async def _sends(self) -> None:
        self._papers += 1
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


async def sends_paper(actor: Actor, number: int) -> None:
    """Send a picture that stands for a paper."""
    await actor.uploads(f"paper-{number}.png", qr_picture(f"{actor.name} {number}"), "image/png")
