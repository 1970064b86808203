"""A walker that answers every kind of question, and the guard that every registered form runs to its end."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from typing import Any

import pytest

from domain.forms import (
    AnswerKind,
    Asked,
    Attached,
    Card,
    Chosen,
    Completed,
    Facts,
    FileRef,
    Form,
    FormState,
    Found,
    GroupAnswer,
    LookupWanted,
    Outcome,
    Refused,
    Reply,
    Summary,
    Typed,
    advance,
    card,
    start,
)
from domain.forms import kinds as k
from domain.forms.cards.choosing_together import ticks_of
from domain.forms.path import place
from domain.forms.replies import option_token
from domain.forms.results import Asking
from domain.forms.screens import ticks_offered
from domain.platform.identifiers import check_character
from domain.platform.text import Joined, Local, Sayable, Text
from tests.every_form import FORMS, TODAY

FACTS = Facts(TODAY)


def resident_id(number: int, born: str = "20080220") -> str:
    """Make a valid resident id of an invented person."""
    first = f"990101{born}{number:03d}"
    return first + check_character(first)


def plain(text: Any, locale: str = "en") -> str:
    """Write a text out in English, as delivery would, to look at it in tests."""
    match text:
        case Text(source, args, plural, count):
            said = plural if plural and count != 1 else source
            return said.format(**{name: plain(arg, locale) for name, arg in args.items()})
        case Joined(parts, between):
            return between.join(plain(part, locale) for part in parts)
        case Local():
            return text.best_for(locale)
    return str(text)


def tokens(shown: Card) -> list[str]:
    """Return the tokens of all buttons of a card."""
    return [choice.token for row in shown.rows for choice in row]


def pressable(shown: Card, label: str) -> str:
    """Return the token of the button with this label (any language of a policy text)."""
    for row in shown.rows:
        for choice in row:
            if label in (plain(choice.label), plain(choice.label, "zh_Hans")):
                return choice.token
    raise AssertionError(f"no button {label!r} on {plain(shown.text)!r}")


def a_file(number: int = 1, **changes: Any) -> FileRef:
    """Make a photo."""
    return FileRef(
        **{"file_id": f"f{number}", "unique_id": f"u{number}", "mime": "image/jpeg", "size": 1000, **changes}
    )


class Walker:
    """Somebody who fills in a form; answers by question key override the samples."""

    def __init__(self, form: Form, answers: dict[str, list[Reply]] | None = None, **prefill: Any) -> None:
        self.form = form
        self.answers = answers or {}
        self.state = start(form, FACTS, prefill)
        self.outcome: Outcome | None = None
        self.asked: list[str] = []
        self.serial = 0

    def does(self, reply: Reply) -> Outcome:
        """Send one reply; a lookup is answered with one match."""
        self.outcome = advance(self.form, self.state, reply, FACTS)
        if isinstance(self.outcome, LookupWanted):
            self.outcome = advance(self.form, self.state, Found(((7, "示例第二矿"),)), FACTS)
        self.state = self.outcome.state
        return self.outcome

    def types(self, text: str) -> Outcome:
        """Send text."""
        return self.does(Typed(text))

    def presses(self, token: str) -> Outcome:
        """Press the button with this token, which has to be on the card."""
        assert token in tokens(self.card), f"{token} not in {tokens(self.card)}"
        return self.does(Chosen(token))

    @property
    def card(self) -> Card:
        """What is on the screen."""
        return card(self.form, self.state, FACTS)

    @property
    def screen(self) -> str:
        """The text on the screen, in English."""
        return plain(self.card.text)

    def walks_to(self, stop: str | None = None, steps: int = 300) -> Outcome:
        """Answer with samples until the form is complete, or until the place `stop` is reached."""
        for _ in range(steps):
            if self.state.at == stop:
                break
            self.asked.append(self.state.at)
            outcome = self.does(next(self._replies()))
            assert isinstance(outcome, Asked | Summary | Completed), (self.state.at, outcome)
            if isinstance(outcome, Completed):
                break
        assert self.outcome is not None
        return self.outcome

    def _replies(self) -> Iterator[Reply]:
        last = {"@summary": "right", "@declare": "confirm", "@change": "summary"}
        if self.state.at in last:
            yield Chosen(last[self.state.at])
            return
        here = place(self.form, self.state, FACTS)
        assert here is not None
        given = self.answers.get(here.asking.question.key)
        if given:
            yield given.pop(0)
            return
        self.serial += 1
        if (fitting := FITTING.get((self.form.key, here.asking.question.key))) and "done" not in tokens(self.card):
            yield fitting
            return
        if here.group is not None and not here.field:
            yield Chosen("back")
            return
        if isinstance(here.asking.kind, k.TicksAnswer):
            yield ticks_next(here.asking)
            return
        kept = here.asking.value
        yield sample(here.asking.kind, self.card, self.serial, group_items=len(kept) if isinstance(kept, list) else 0)


def ticks_next(asking: Asking) -> Reply:
    """Tick everything on a screen, one after another, then go on."""
    assert isinstance(asking.kind, k.TicksAnswer)
    offered = ticks_offered(asking.kind, asking.scope)
    left = [at for at, one in enumerate(offered) if one.key not in ticks_of(asking)]
    return Chosen(option_token(offered[left[0]].key, left[0]) if left else "done")


def sample(kind: AnswerKind, shown: Card, serial: int, *, group_items: int) -> Reply:
    """Return a valid reply to a question of any kind."""
    match kind:
        case k.TextAnswer(least):
            return Typed("示例文字" * least)
        case k.NumberAnswer(least):
            return Typed(str(least))
        case k.ChoiceAnswer() | k.ManyChoicesAnswer() if (
            "done" not in tokens(shown) or kind.__class__ is k.ChoiceAnswer
        ):
            return Chosen(tokens(shown)[0])
        case GroupAnswer(adds=None) if not group_items and "add" in tokens(shown):
            return Chosen("add")
        case GroupAnswer() if not group_items:
            return Chosen(next(token for token in tokens(shown) if token.startswith("o:")))
        case k.ManyChoicesAnswer() | GroupAnswer() | k.EachAnswer():
            return Chosen("done")
        case k.PaperAnswer():
            return Chosen("done") if "done" in tokens(shown) else Attached(a_file(serial))
    return SAMPLES[type(kind)](serial)


FITTING: dict[tuple[str, str], Reply] = {  # where a sample of the kind would be refused: form, question
    ("entries", "numbers"): Typed("2026-0001 QG-1\n2026-0002 QG-2"),
    ("event", "event_people"): Typed("HF-2026-0001"),
    ("event_more", "event_people"): Typed("HF-2026-0001"),
    ("event", "event_table"): Attached(a_file(name="list.csv", mime="text/csv")),
    ("event_more", "event_table"): Attached(a_file(name="list.csv", mime="text/csv")),
    ("task_later", "day"): Typed("2026年8月20日"),
    ("offer", "closes"): Typed("2026年8月20日"),
    ("helper", "until"): Typed("2026年9月30日"),
    ("policy_day", "day"): Typed("2026年9月1日"),
    ("policy_file", "file"): Attached(a_file(name="policy.toml", mime="application/toml")),
    ("register", "table"): Attached(a_file(name="register.csv", mime="text/csv")),
    ("officer_table", "table"): Attached(a_file(name="officers.csv", mime="text/csv")),
}
SAMPLES: dict[type, Callable[[int], Reply]] = {
    k.NameAnswer: lambda _: Typed("林样本"),
    k.MoneyAnswer: lambda _: Typed("3500"),
    k.DateAnswer: lambda _: Typed("2020年7月20日"),
    k.ResidentIdAnswer: lambda serial: Typed(resident_id(serial)),
    k.PhoneAnswer: lambda _: Typed("138 0013 8000"),
    k.BankCardAnswer: lambda _: Typed("6200 0000 0000 0005"),
    k.YesNoAnswer: lambda _: Typed("是"),
    k.LookupAnswer: lambda _: Typed("二矿"),
}


@pytest.mark.parametrize("key", sorted(FORMS))
def test_every_registered_form_runs_to_its_end(key: str) -> None:
    form = FORMS[key]
    outcome = Walker(form).walks_to()
    assert isinstance(outcome, Completed)
    assert outcome.answers


@pytest.mark.parametrize("key", sorted(FORMS))
def test_every_question_has_a_help_a_label_and_a_safe_key(key: str) -> None:
    form = FORMS[key]
    inner = [q for one in form.questions if isinstance(one.answer, GroupAnswer) for q in one.answer.form.questions]
    for question in (*form.questions, *inner):
        assert plain(question.help)
        assert plain(question.label)
        assert question.key.replace("_", "").isalnum()
        assert question.key.removesuffix("Hans").removesuffix("Hant").islower()


@pytest.mark.parametrize("key", sorted(FORMS))
def test_walking_in_json_makes_no_difference(key: str) -> None:
    form = FORMS[key]
    walker = Walker(form)
    while not isinstance(walker.outcome, Completed):
        walker.state = FormState.from_json(json.loads(json.dumps(walker.state.to_json())))
        walker.walks_to(steps=1)
    straight = Walker(form).walks_to()
    assert isinstance(straight, Completed)
    assert walker.outcome.answers == straight.answers


def refused(outcome: Outcome) -> str:
    """Return the sentence of a refusal, in English."""
    assert isinstance(outcome, Refused), outcome
    return plain(outcome.problem)


def says(text: Sayable, words: str) -> bool:
    """Say whether a text contains words."""
    return words in plain(text)
