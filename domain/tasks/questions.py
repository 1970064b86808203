"""The officers' short forms on a task: what an item needs, why it is not needed, until when a household waits."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

from domain.forms import (
    Check,
    ChoiceAnswer,
    DateAnswer,
    Form,
    ManyChoicesAnswer,
    MoneyAnswer,
    Option,
    PaperAnswer,
    Question,
    Scope,
    TextAnswer,
    answered,
)
from domain.platform.money import yuan
from domain.platform.text import N_, Money, Refusal, Sayable, Text, lines, say
from domain.policy.questions import as_options
from domain.policy.seasons import CheckItem, Need, Season
from domain.procedure.questions import OTHER, OTHER_REASON
from domain.tasks.checklist import WHYS, AmountMissing, NoMoneyGiven, check_later

MOST_PHOTOS = 6


def item_form(
    season: Season, item: CheckItem, *, had: int, left: int | None, check_amount: Callable[[int], None],
    has_photos: bool = False,
) -> Form:  # fmt: skip
    """Ask for what an item needs, and nothing else. Answers: those of `choice`, `goods`, `amount`, `note`, `photos`.

    `had` and `left` are what the household has had this year and what is still possible (None: no cap), in fen;
    `check_amount` raises a Refusal. With `has_photos` (a change) no new photo has to be sent.
    """
    questions: dict[Need, Question | None] = {
        Need.CHOICE: _choice(item),
        Need.GOODS: _goods(season) if season.goods else None,
        Need.MONEY: _amount(item, had, left, check_amount),
        Need.NOTE: _NOTE,
        Need.PHOTO: _photos(optional=has_photos),
    }
    asked = tuple(question for need, question in questions.items() if need in item.needs and question is not None)
    return Form(key="task_item", title=item.text, questions=asked, summary=False)


def _choice(item: CheckItem) -> Question:
    return Question(
        key="choice",
        prompt=say(N_("Which is it?")),
        answer=ChoiceAnswer(as_options(item.choices)),
        help=item.help or say(N_("Choose what fits best.")),
        label=say(N_("Answer")),
    )


def _goods(season: Season) -> Question:
    return Question(
        key="goods",
        prompt=say(N_("What was given?")),
        answer=ManyChoicesAnswer(as_options(season.goods), at_most=len(season.goods)),
        help=say(N_("Tick everything that the household received, then press Done.")),
        label=say(N_("Goods")),
    )


def _amount(item: CheckItem, had: int, left: int | None, check_amount: Callable[[int], None]) -> Question:
    room = say(N_("Still possible: {left}."), left=Money(left)) if left is not None else None
    return Question(
        key="amount",
        prompt=say(N_("How much money is given, in yuan?")),
        answer=MoneyAnswer(may_be_nothing=False, usual=(yuan(10), yuan(10_000))),
        help=say(N_("All seasons of the calendar year count together for the worker whose file it is.")),
        label=say(N_("Amount")),
        hint=lines(say(N_("They have had {had} this year."), had=Money(had)), room, between=" "),
        check=_refused_by(lambda amount: _check_amount(item, amount, check_amount)),
    )


def _check_amount(item: CheckItem, amount: int, check_amount: Callable[[int], None]) -> None:
    if amount <= 0:
        raise NoMoneyGiven if item.not_needed else AmountMissing
    check_amount(amount)


def _refused_by(rule: Callable[[Any], None]) -> Check:
    """Make a check of a rule that raises."""

    def check(value: Any, _scope: Scope) -> Text | None:
        try:
            rule(value)
        except Refusal as refusal:
            return refusal.said
        return None

    return check


_NOTE = Question(
    key="note",
    prompt=say(N_("How did it go? A sentence or two, without ID or card numbers.")),
    answer=TextAnswer(least=2, most=500),
    help=say(N_("What a colleague should know who comes after you: what was said, agreed, or still hard.")),
    label=say(N_("Note")),
)


def _photos(*, optional: bool) -> Question:
    return Question(
        key="photos",
        prompt=say(N_("Please send the photo. If people are in it, ask them first.")),
        answer=PaperAnswer(at_most=MOST_PHOTOS),
        help=say(N_("Send it as a photo or PDF.")),
        label=say(N_("Photos")),
        optional=optional,
        skip_label=say(N_("No new photo")) if optional else None,
    )


def why_form(item: Sayable) -> Form:
    """Ask why an item is not needed. Answers: `preset`, `reason` if typed."""
    presets = tuple(Option(key, Text(label)) for key, label in WHYS.items())
    preset = Question(
        key="preset",
        prompt=say(N_("Why is it not needed?")),
        answer=ChoiceAnswer((*presets, OTHER_REASON)),
        help=say(N_("Choose the reason that fits best, or press “Another reason” and write your own.")),
        label=say(N_("Reason")),
    )
    typed = Question(
        key="reason",
        prompt=say(N_("Please write the reason in a sentence or two.")),
        answer=TextAnswer(least=2, most=300),
        help=say(N_("Say it so that a colleague understands it next year.")),
        label=say(N_("Reason")),
        ask_if=answered("preset", OTHER),
    )
    return Form(key="task_left_out", title=item, questions=(preset, typed), summary=False)


def later_form(today: date, closes: date) -> Form:
    """Ask until which day a household waits. Answers: `day`."""

    def rule(day: str) -> None:
        check_later(date.fromisoformat(day), today=today, closes=closes)

    question = Question(
        key="day",
        prompt=say(N_("On which day will you come back to this household?")),
        answer=DateAnswer(),
        help=say(N_("Until that day the reminders leave it out.")),
        label=say(N_("Later")),
        hint=say(N_("After today, and not after {closes}, when the season ends."), closes=closes),
        check=_refused_by(rule),
    )
    return Form(key="task_later", title=say(N_("Later")), questions=(question,), summary=False)
