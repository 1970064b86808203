"""Conversations as data: each form with what it leads to, in the one list by which a kept draft finds it again."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from domain.forms import Facts, Form, FormState
from domain.platform.access import Action, ConsentNeeded, needs
from domain.platform.messages import Keys
from domain.platform.text import Refusal, Sayable, Text
from handlers.platform.turn import Turn
from services.forms import Draft


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
    draft stays and the person can change an answer. `lookup` finds (id, label) pairs for a kind and a query, `instead`
    what does for now when there is none.
    `preview` is asked before the declaration is shown. `prefill` gives answers known beforehand for a subject.
    `policy` gives the policy version of a subject that began under an earlier one.
    `sensitive` forms also need the consent to keep data on health, money and children. `name` is what the form is
    called when somebody is reminded of it, or told that it is gone. `refused` is asked for the ways on after a
    refusal of `complete`; unlike what was refused, what it writes down stays.
    """

    key: str
    access: Action
    build: Callable[[Turn, Draft], Form]
    complete: Callable[[Turn, Draft, Mapping[str, Any]], None]
    lookup: Callable[[Turn, str, str], Sequence[tuple[int | str, str]]] | None = None
    instead: Callable[[Turn], Sequence[tuple[int | str, str]]] | None = None
    preview: Callable[[Turn, Draft, Mapping[str, Any]], Preview] | None = None
    prefill: Callable[[Turn, str], Mapping[str, Any]] | None = None
    policy: Callable[[Turn, str], str] | None = None
    sensitive: bool = False
    name: Text | None = None
    refused: Callable[[Turn, Mapping[str, Any], Refusal], Keys] | None = None


CONVERSATIONS: dict[str, Conversation] = {}


def of_workers(*, sensitive: bool) -> set[str]:
    """Return which forms a worker fills in about themselves: all, or those that need the consent to sensitive data."""
    ours = {
        key: one
        for key, one in CONVERSATIONS.items()
        if needs(one.access) not in ("office", "administration", "colleague")
    }
    return {key for key, one in ours.items() if one.sensitive or not sensitive}


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
