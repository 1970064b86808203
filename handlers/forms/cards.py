"""Conversations as data, and their cards: how a form that a person fills in appears in the chat."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from domain.forms import (
    DECLARE_AT,
    LEAVE_LABEL,
    SUMMARY_AT,
    Card,
    Choice,
    Facts,
    Form,
    FormState,
    PhoneAnswer,
    answers_of,
)
from domain.forms import card as card_of
from domain.forms.buttons import FormPress
from domain.platform.access import Action, ConsentNeeded
from domain.platform.messages import Keys, Message, key
from domain.platform.text import N_, Sayable, Text, lines, paragraphs, say
from handlers.platform.turn import Turn
from services.forms import drafts
from services.forms.drafts import Draft
from services.platform import outbox


@dataclass(frozen=True, slots=True)
class Preview:
    """What stands above the declaration: the sum, the offer, or why it cannot be handed in (`ready` False)."""

    text: Sayable
    ready: bool = True
    keys: Keys = ()


@dataclass(frozen=True)
class Conversation:
    """A form and what it leads to.

    `build` makes the form of a draft: its policy is `draft.policy_version`, what it is about `draft.subject`.
    `complete` hands the answers to a service and tells the person; when it raises a `Refusal` nothing is changed, the
    draft stays and the person can change an answer. `lookup` finds (id, label) pairs for a kind and a query.
    `preview` is asked before the declaration is shown. `prefill` gives answers known beforehand for a subject.
    `policy` gives the policy version of a subject that began under an earlier one.
    `sensitive` forms also need the consent to keep data on health, money and children. `name` is what the form is
    called when somebody is reminded of it, or told that it is gone.
    """

    key: str
    access: Action
    build: Callable[[Turn, Draft], Form]
    complete: Callable[[Turn, Draft, Mapping[str, Any]], None]
    lookup: Callable[[Turn, str, str], Sequence[tuple[int | str, str]]] | None = None
    preview: Callable[[Turn, Draft, Mapping[str, Any]], Preview] | None = None
    prefill: Callable[[Turn, str], Mapping[str, Any]] | None = None
    policy: Callable[[Turn, str], str] | None = None
    sensitive: bool = False
    name: Text | None = None


CONVERSATIONS: dict[str, Conversation] = {}


def register(conversation: Conversation) -> Conversation:
    """Add a conversation to the registry by which a kept draft finds it again."""
    if conversation.key in CONVERSATIONS:
        raise ValueError(f"The conversation {conversation.key!r} is registered twice")
    CONVERSATIONS[conversation.key] = conversation
    return conversation


@dataclass(frozen=True)
class Running:
    """One form of one person, as it stands in this turn."""

    turn: Turn
    conversation: Conversation
    draft: Draft
    form: Form
    facts: Facts
    state: FormState

    def at(self, state: FormState) -> Running:
        return replace(self, state=state)


def require(turn: Turn, conversation: Conversation) -> None:
    """Raise unless the person may fill in this form now."""
    turn.require(conversation.access)
    if conversation.sensitive and turn.person.sensitive_consented_at is None:
        raise ConsentNeeded


SHARE = say(N_("📱 Share my phone number"))
POINTER = lines("👇")  # Telegram needs a message to carry the key; the question itself says what it is for
CHANGE_ROWS = (
    (Choice(say(N_("Change an answer")), "change"),),
    (Choice(say(N_("‹ Back to my answers")), "p:0"),),
    (Choice(LEAVE_LABEL, "leave"),),
)


def keys_of(run: Running, rows: Sequence[Sequence[Choice]]) -> Keys:
    """Make keys of a card's choices."""
    draft_id, version = run.draft.id, run.state.version
    return tuple(
        tuple(key(one.label, FormPress(draft_id, version, one.token.replace(":", ".", 1))) for one in row)
        for row in rows
    )


def put_card(run: Running, card: Card, *, below: bool = False, about: str = "") -> None:
    """Show a card: a press changes its message, anything else brings a new one (an album just one)."""
    if run.state.at == DECLARE_AT and run.conversation.preview is not None:
        answers = answers_of(run.form, run.state, run.facts)
        preview = run.conversation.preview(run.turn, run.draft, answers)
        if not preview.ready:
            stay(run, preview)
            return
        card = replace(card, text=paragraphs(preview.text, card.text))
    tell(run, card.text, keys_of(run, card.rows), below=below, about=about)
    if card.wants_contact:
        run.turn.say(POINTER, ask_contact=SHARE)


def stay(run: Running, preview: Preview) -> None:
    """Show why it cannot be handed in, and the ways on from there."""
    at_summary = replace(run.state, at=SUMMARY_AT, page=0)
    drafts.save(run.turn.work, run.draft, at_summary.to_json())
    tell(run.at(at_summary), preview.text, (*preview.keys, *keys_of(run.at(at_summary), CHANGE_ROWS)))


def tell(run: Running, text: Sayable, keys: Keys, *, below: bool = False, about: str = "") -> None:
    """Show a text: a press changes its message, parts of one album share one message."""
    turn = run.turn
    album = turn.message.media_group_id if turn.message else None
    if album is None:
        turn.say(text, keys) if below else turn.show(text, keys)
        return
    name = f"album:{turn.person.id}:{album}:{about}"
    message = Message(text, keys)
    outbox.put(turn.work, turn.person.id, message, priority=outbox.INTERACTIVE, key=name)
    if not about and _has_earlier_part(run, album):
        outbox.edit(turn.work, turn.person.id, message, target_key=name, priority=outbox.INTERACTIVE)


def _has_earlier_part(run: Running, album: str) -> bool:
    """Say whether the answers hold another part of the album that has just arrived."""
    answers = (*run.state.answers.values(), *run.state.drafts.values())
    lists = (value for value in answers if isinstance(value, list))
    parts = {
        one.get("unique_id") for files in lists for one in files if isinstance(one, dict) and one.get("album") == album
    }
    return len(parts) > 1


def put_away_contact(run: Running, card: Card | None, *, last: str = "") -> None:
    """Take the key that shares the number away once the question is over; `last` is what was just answered."""
    phones = [question.key for question in run.form.questions if isinstance(question.answer, PhoneAnswer)]
    if not phones:
        return
    if (card is None or not card.wants_contact) and card_of(run.form, run.state, run.facts).wants_contact:
        said = say(N_("Your phone number is noted.")) if last in phones else say(N_("All right."))
        run.turn.say(said, clear_keyboard=True)
