"""The buttons of a screen of several questions."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from domain.forms.cards.choosing_together import each_of, ticks_of
from domain.forms.cards.rows import Row, button, paged
from domain.forms.cards.showing import clipped
from domain.forms.form import Question
from domain.forms.kinds import EachAnswer, Option, TicksAnswer, label_of
from domain.forms.replies import option_token
from domain.forms.results import Asking
from domain.forms.screens import ticks_offered
from domain.platform.text import N_, Sayable, lines, say


def tick_rows(kind: TicksAnswer, asking: Asking, page: int) -> tuple[Row, ...]:
    """Return a button for each question that can be ticked, and one to go on with those that are."""
    picked = ticks_of(asking)
    options = ticks_offered(kind, asking.scope)
    buttons = [
        button(_ticked(one) if one.key in picked else clipped(one.label), option_token(one.key, at))
        for at, one in enumerate(options)
    ]
    count = sum(one.key in picked for one in options)
    done = say(N_("Done ({count})"), count=str(count)) if count else kind.none_label
    return (*paged(buttons, page), (button(done, "done"),))


def _ticked(option: Option) -> Sayable:
    return say(N_("✓ {label}"), label=clipped(option.label))


def each_rows(kind: EachAnswer, asking: Asking, page: int) -> tuple[Row, ...]:
    """Return a button for each person with what is said of them, and one to go on."""
    said = each_of(kind, asking)
    buttons = [
        button(say(N_("{name}: {value}"), name=name, value=label_of(kind.options, value)), f"t:{at}")
        for at, (name, value) in enumerate(zip(names_of(kind, asking.way.kept), said.values(), strict=True))
    ]
    usual = all(value == kind.options[0].key for value in said.values())
    done = kind.none_label if usual else say(N_("That is how it is"))
    return (*paged(buttons, page), (button(done, "done"),))


def each_line(question: Question, kind: EachAnswer, value: Mapping[str, Any], kept: Mapping[str, Any]) -> Sayable:
    """Return the line of the summary: who is not as usual, by name."""
    told = [
        say(N_("{name}: {value}"), name=name, value=label_of(kind.options, said))
        for name, said in zip(names_of(kind, kept), value.values(), strict=True)
        if said != kind.options[0].key
    ]
    shown = lines(*told, between=" / ") if told else kind.none_said
    return say(N_("{label}: {value}"), label=clipped(question.label), value=shown)


def names_of(kind: EachAnswer, answers: Mapping[str, Any]) -> list[Sayable | str]:
    """Return whom a screen is about, the worker first."""
    people = answers.get(kind.group) or ()
    return [kind.own_name, *(str(one.get("name") or "-") for one in people)]
