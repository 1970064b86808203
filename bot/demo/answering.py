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
    EachAnswer,
    Facts,
    FileRef,
    Form,
    FormState,
    GroupAnswer,
    ManyChoicesAnswer,
    MoneyAnswer,
    PaperAnswer,
    Reply,
    TicksAnswer,
    Typed,
    YesNoAnswer,
    advance,
    items_of,
    question_at,
    start,
)
from domain.forms.cards.choosing import options_for
from domain.forms.path import Place, place
from domain.forms.replies import option_token
from domain.forms.together.reading import each_of, ticks_of
from domain.forms.together.screens import ticks_offered, ticks_so_far
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
        return self._answers

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


def replies_to(here: Place, form: Form, answers: Mapping[str, Any]) -> Iterator[Reply]:
    """Yield the presses and messages of who answers a question in as few as there are; `answers` are those of the form
    or of the person, in the shapes in which they are kept."""
    asking = here.asking
    question, value = asking.question, answers.get(asking.question.key)
    match asking.kind:
        case ChoiceAnswer() as kind:
            more = kind.unfolded
            key = f"{more.key}-{answers[more.key]}" if more is not None and value == more.option else str(value)
            keys = [one.key for one in options_for(kind, asking)]
            yield Chosen(option_token(key, keys.index(key)) if key in keys else f"o:{value}")
        case ManyChoicesAnswer():
            yield from (Chosen(f"o:{one}") for one in value or ())
            yield Chosen("done")
        case YesNoAnswer():
            yield Chosen("yes" if value else "no")
        case TicksAnswer() as kind:
            offered, ticked = ticks_offered(kind, asking.scope), ticks_of(asking)
            wanted = ticks_so_far(kind, form.questions, answers, asking.scope)
            differ = [at for at, one in enumerate(offered) if wanted.get(one.key, False) != (one.key in ticked)]
            yield from (Chosen(option_token(offered[at].key, at)) for at in differ)
            yield Chosen("done")
        case EachAnswer() as kind:
            yield from _presses_on(kind, here, answers)
            yield Chosen("done")
        case GroupAnswer() as group:
            there, people = len(asking.value or ()), value or ()
            yield _adds(group, people[there]) if there < len(people) else Chosen("done")
        case MoneyAnswer():
            yield Typed(f"{value / 100:.2f}") if value else Chosen("no")
        case _ if value in (None, ""):
            yield Chosen("skip")
        case _:
            behind = answers.get(question.along) if question.along else None
            yield Typed(f"{value} {behind}" if behind else str(value))


def _adds(group: GroupAnswer, person: Mapping[str, Any]) -> Reply:
    added_by = person.get(group.add_by) or examples_of(Member).get(group.add_by)
    return Chosen(f"o:{added_by}" if group.add_by else "add")


def _presses_on(kind: EachAnswer, here: Place, answers: Mapping[str, Any]) -> Iterator[Reply]:
    keys = [one.key for one in kind.options]
    people = [{**examples_of(Member), **one} for one in answers.get(kind.group) or ()]
    wanted = [answers.get(kind.own), *(one.get(kind.field) for one in people)]
    for at, (now, then) in enumerate(zip(each_of(kind, here.asking).values(), wanted, strict=True)):
        steps = (keys.index(str(then or keys[0])) - keys.index(now)) % len(keys)
        yield from (Chosen(f"t:{at}") for _ in range(steps))


async def sends_paper(actor: Actor, number: int) -> None:
    """Send a picture that stands for a paper."""
    await actor.uploads(f"paper-{number}.png", qr_picture(f"{actor.name} {number}"), "image/png")
