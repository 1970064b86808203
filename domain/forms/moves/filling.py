"""How somebody whose answers are known fills in a form: the demonstration, and the tests."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from domain.forms.cards.choosing import options_for
from domain.forms.cards.choosing_together import each_of, ticks_of
from domain.forms.form import Form, GroupAnswer
from domain.forms.kinds import ChoiceAnswer, EachAnswer, ManyChoicesAnswer, MoneyAnswer, TicksAnswer, YesNoAnswer
from domain.forms.path import Place
from domain.forms.replies import Chosen, Reply, Typed, option_token
from domain.forms.screens import ticks_offered, ticks_so_far


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
    added_by = person.get(group.add_by)
    return Chosen(f"o:{added_by}" if group.add_by else "add")


def _presses_on(kind: EachAnswer, here: Place, answers: Mapping[str, Any]) -> Iterator[Reply]:
    keys = [one.key for one in kind.options]
    wanted = [answers.get(kind.own), *(one.get(kind.field) for one in answers.get(kind.group) or ())]
    for at, (now, then) in enumerate(zip(each_of(kind, here.asking).values(), wanted, strict=True)):
        steps = (keys.index(str(then or keys[0])) - keys.index(now)) % len(keys)
        yield from (Chosen(f"t:{at}") for _ in range(steps))
