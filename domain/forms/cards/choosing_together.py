"""A screen of several questions: ticks, and one question put about everybody; its buttons, and reading a reply."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from domain.forms import refusals
from domain.forms.cards.choosing import NO_WORDS, folded, read_many
from domain.forms.cards.rows import Row, button, paged
from domain.forms.cards.showing import clipped
from domain.forms.form import Question
from domain.forms.kinds import EachAnswer, ManyChoicesAnswer, Option, TicksAnswer, label_of
from domain.forms.replies import Control, Numbered, Press, Typed, option_token
from domain.forms.results import Asking, Drafted, Given, Read, Taken
from domain.forms.screens import each_so_far, ticks_offered
from domain.platform.text import N_, Sayable, lines, say


def read_ticks(kind: TicksAnswer, asking: Asking, reply: Given) -> Read:
    """Tick or untick one question, or finish; several may be typed at once, as in a choice of many."""
    options = ticks_offered(kind, asking.scope)
    picked = [one.key for one in options if one.key in ticks_of(asking)]
    if reply == Control("done"):
        return _ticked(kind, asking, picked)
    if reply == Control("no") or (isinstance(reply, Typed) and folded(reply.text) in NO_WORDS):
        return _ticked(kind, asking, [])
    many = replace(asking, question=replace(asking.question, optional=True), draft=picked)
    match read_many(ManyChoicesAnswer(options, len(options)), many, reply):
        case Drafted(keys):
            return Drafted(keys)
        case Taken(keys):
            return _ticked(kind, asking, keys)
    raise refusals.ButtonWanted


def ticks_of(asking: Asking) -> list[str]:
    """Return what is ticked so far on a screen, at first by the answers that are there."""
    if isinstance(asking.draft, list):
        return asking.draft
    return [key for key, is_ticked in asking.way.ticks_so_far(asking.question).items() if is_ticked]


def _ticked(kind: TicksAnswer, asking: Asking, keys: list[str]) -> Taken:
    return Taken({one.key: one.key in keys for one in ticks_offered(kind, asking.scope)})


def read_each(kind: EachAnswer, asking: Asking, reply: Given) -> Read:
    """Give the person who was pressed the next option, or finish with what stands there."""
    said = each_of(kind, asking)
    if reply == Control("done") or (isinstance(reply, Typed) and folded(reply.text) in NO_WORDS and not asking.draft):
        return Taken(said, said)
    match reply:
        case Numbered("t", number) if number < len(said):
            path, keys = list(said)[number], [one.key for one in kind.options]
            return Drafted({**said, path: keys[(keys.index(said[path]) + 1) % len(keys)]})
    raise refusals.ButtonNotHere if isinstance(reply, Press) else refusals.ButtonWanted


def each_of(kind: EachAnswer, asking: Asking) -> dict[str, Any]:
    """Return what stands there for each person by path; the first option is what is usual."""
    known = {one.key for one in kind.options}
    draft = asking.draft if isinstance(asking.draft, dict) else {}
    found = {path: draft.get(path, value) for path, value in each_so_far(kind, asking.scope).items()}
    return {path: value if value in known else kind.options[0].key for path, value in found.items()}


def tick_rows(kind: TicksAnswer, asking: Asking, page: int) -> tuple[Row, ...]:
    """Return a button for each question that can be ticked, and one to go on with those that are."""
    picked = ticks_of(asking)
    options = ticks_offered(kind, asking.scope)
    buttons = [
        button(_with_tick(one) if one.key in picked else clipped(one.label), option_token(one.key, at))
        for at, one in enumerate(options)
    ]
    count = sum(one.key in picked for one in options)
    done = say(N_("Done ({count})"), count=str(count)) if count else kind.none_label
    return (*paged(buttons, page), (button(done, "done"),))


def _with_tick(option: Option) -> Sayable:
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
