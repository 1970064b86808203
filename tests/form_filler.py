"""Fills in a form in the chat as a person would: reads each question, presses or types the answer."""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from delivery.rendering import render_plain
from domain.forms import Chosen, Facts, Form, FormState, GroupAnswer, Reply, Typed, advance, items_of, kinds, start
from domain.forms.cards.rows import PAGE
from domain.forms.path import Place, place
from domain.forms.replies import option_token
from domain.households.asked import examples_of
from domain.households.household import Household, Member
from domain.platform.calendar import BEIJING
from domain.platform.text import Arg
from simulator import Player

TODAY = date(2026, 7, 20)
USUAL: Mapping[str, Any] = {**examples_of(Household), **examples_of(Member), "bank_card": "6200000000000005"}


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
            await self.player.sees(self.words(here.asking.question.prompt).splitlines()[0])
            await self.step(here)

    async def step(self, here: Place) -> None:
        reply, act = self._reply(here)
        await act()
        self.acts += 1
        facts = replace(self.facts, readings=lambda label: (self.words(label),))
        outcome = advance(self.form, self.state, reply, facts)
        assert outcome.state.version > self.state.version, f"{self.state.at}: {outcome}"
        self.state = outcome.state

    def words(self, text: Arg) -> str:
        """Return a text as the person reads it."""
        return render_plain(text, self.locale, timezone=BEIJING)

    def _reply(self, here: Place) -> tuple[Reply, Callable[[], Awaitable[Any]]]:
        kind, wanted = here.asking.kind, self._wanted(here)
        match kind:
            case kinds.ChoiceAnswer(options):
                index = next(n for n, option in enumerate(options) if option.key == wanted)
                if index >= PAGE:
                    return self._typed(self.words(options[index].label))
                return self._press(options[index].label, option_token(wanted, index))
            case kinds.YesNoAnswer():
                return self._typed("是" if wanted else "否")
            case kinds.ManyChoicesAnswer(options):
                labels = [self.words(option.label) for option in options if option.key in (wanted or ())]
                return self._many(here, labels)
            case kinds.MoneyAnswer():
                return self._typed(f"{(wanted or 0) / 100:.2f}")
            case GroupAnswer():
                done = len(items_of(self.state, here.asking.question.key)) == len(wanted or ())
                label = (kind.done_label if wanted else kind.none_label) if done else None
                first = not items_of(self.state, here.asking.question.key)
                add = kind.add_first_label if first else kind.add_label
                return self._press(label, "done") if label else self._press(add, "add")
            case kinds.PaperAnswer():
                return self._command("/skip", "skip")
            case _ if wanted is None and here.asking.question.optional:
                return self._command("/skip", "skip")
        return self._typed(str(wanted))

    def _many(self, here: Place, labels: list[str]) -> tuple[Reply, Callable[[], Awaitable[Any]]]:
        if here.asking.draft:
            return self._command("/done", "done")
        return self._typed("、".join(labels) if labels else "无")

    def _wanted(self, here: Place) -> Any:
        source: Mapping[str, Any] = self.answers
        if here.item is not None and here.group is not None:
            source = self.answers[here.group.key][here.item]
        key = here.asking.question.key
        return source[key] if source.get(key) not in (None, "") else USUAL.get(key)

    def _press(self, label: Arg, token: str) -> tuple[Reply, Callable[[], Awaitable[Any]]]:
        return Chosen(token), lambda: self.player.presses(self.words(label))

    def _typed(self, words: str) -> tuple[Reply, Callable[[], Awaitable[Any]]]:
        return Typed(words), lambda: self.player.sends(words)

    def _command(self, command: str, token: str) -> tuple[Reply, Callable[[], Awaitable[Any]]]:
        return Chosen(token), lambda: self.player.sends(command)
