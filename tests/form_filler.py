"""Fills in a form in the chat as a person would: reads each question, presses or types the answer."""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from delivery.rendering import render_plain
from domain.aid.household_questions import examples
from domain.forms import (
    Chosen,
    Facts,
    Form,
    FormState,
    Place,
    Reply,
    Typed,
    advance,
    card,
    kinds,
    place,
    replies_to,
    start,
)
from domain.households.asked import examples_of
from domain.households.household import Member
from domain.platform.calendar import BEIJING
from domain.platform.text import Arg
from simulator import Player
from tests.data.households import demo

TODAY = date(2026, 7, 20)
LATER = "later"  # in place of the number of a person: it is not at hand
EXAMPLES: Mapping[str, Any] = {**examples(demo()), "bank_card": "6200000000000005"}


@dataclass
class Filler:
    """One person in one form; keeps the form's state beside the bot's, to know what is asked."""

    player: Player
    form: Form
    answers: Mapping[str, Any]
    locale: str = "zh_Hans"
    facts: Facts = field(default_factory=lambda: Facts(TODAY))
    prefill: Mapping[str, Any] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.state: FormState = start(self.form, self.facts, self.prefill)
        self.acts = 0  # presses and messages

    async def fill(self, *, until: str = "") -> None:
        """Answer every question, or those before the question `until`."""
        while (here := place(self.form, self.state, self.facts)) is not None:
            if self.state.at.split(".")[-1] == until:
                return
            await self.player.sees(self.words(here.asking.prompt).splitlines()[0])
            await self.step(here)

    async def step(self, here: Place) -> None:
        """Answer one question as the demonstration would, in words where a person is as likely to type."""
        for number, each in enumerate(replies_to(here, self.form, self._wanted(here))):
            if number:  # the card has changed before the next press
                await self.player.sees(self.words(here.asking.prompt).splitlines()[0])
            reply, act = self._act(here, each)
            await act()
            self.acts += 1
            facts = replace(self.facts, readings=lambda label: (self.words(label),))
            outcome = advance(self.form, self.state, reply, facts)
            assert outcome.state.version > self.state.version, f"{self.state.at}: {outcome}"
            self.state = outcome.state

    def words(self, text: Arg) -> str:
        """Return a text as the person reads it."""
        return render_plain(text, self.locale, timezone=BEIJING)

    def _act(self, here: Place, reply: Reply) -> tuple[Reply, Callable[[], Awaitable[Any]]]:
        match here.asking.kind, reply:
            case kinds.YesNoAnswer(), Chosen(token):
                return self._typed("是" if token == "yes" else "否")
            case _, Chosen("skip"):
                return reply, lambda: self.player.sends("/skip")
            case _, Chosen(token):
                label = self._label(token)
                return reply, lambda: self.player.presses(label)
            case _, Typed(words):
                return self._typed(words)
        raise AssertionError(reply)

    def _label(self, token: str) -> str:
        """Return the label of a button that stands on the card now."""
        rows = card(self.form, self.state, self.facts).rows
        return next(self.words(choice.label) for row in rows for choice in row if choice.token == token)

    def _wanted(self, here: Place) -> Mapping[str, Any]:
        source: Mapping[str, Any] = self.answers
        if here.item is not None and here.group is not None:
            source = self.answers[here.group.key][here.item]
        given = {key: value for key, value in source.items() if value not in (None, "")}
        if here.item is not None:
            later = {"resident_id": None} if given.get("resident_id") == LATER else {}
            return {**examples_of(Member), **given, **later}
        people = [{**examples_of(Member), **one} for one in given.get("members", ())]
        return {**EXAMPLES, **given, "members": people}

    def _typed(self, words: str) -> tuple[Reply, Callable[[], Awaitable[Any]]]:
        return Typed(words), lambda: self.player.sends(words)
