"""Somebody acts on another's behalf: an officer with a consent on paper, or a helper whom the worker named."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from domain.forms.buttons import DraftPress, FormPress
from domain.menu.buttons import Go
from domain.platform.access import Action, Actor
from domain.platform.buttons import decode, on_behalf
from domain.platform.messages import Key, Keys
from domain.platform.text import N_, Refusal, Text, say

CONSENT = "consent_on_paper"
HERE = frozenset({Action.WALK, Action.FILL_FORM})


class By(StrEnum):
    """Who acts."""

    OFFICER = "officer"
    HELPER = "helper"


class May(StrEnum):
    """What a worker lets a helper do and see."""

    ASK = "ask"
    CASES = "cases"
    FILE = "file"

    @property
    def label(self) -> Text:
        """What is allowed, in words of the worker."""
        return Text(_SAID[self])

    @property
    def label_of_helper(self) -> Text:
        """The same, in words of who helps."""
        return Text(_SAID_TO_HELPER[self])


_SAID = {
    May.ASK: N_("report hardship and apply for aid in your name"),
    May.CASES: N_("see your cases, add papers, correct and answer"),
    May.FILE: N_("see your household's file and tell what has changed"),
}
_SAID_TO_HELPER = {
    May.ASK: N_("report hardship and apply for aid in their name"),
    May.CASES: N_("see their cases, add papers, correct and answer"),
    May.FILE: N_("see their household's file and tell what has changed"),
}
ACTIONS = {
    May.ASK: frozenset({Action.REPORT, Action.APPLY}),
    May.CASES: frozenset({Action.SEE_OWN_CASE, Action.CHANGE_OWN_CASE, Action.STOP_OWN_CASE}),
    May.FILE: frozenset({Action.SEE_OWN_FILE, Action.CHANGE_OWN_FILE}),
}
WAYS = {May.ASK: ("report", "apply"), May.CASES: ("cases",), May.FILE: ("file",)}


def actions(may: Iterable[May]) -> frozenset[Action]:
    """Return what somebody with these rights may ask of the bot."""
    return HERE.union(*(ACTIONS[one] for one in may))


class BehalfOver(Refusal):
    """A right to act for somebody ended: by its day, by their word, or since they have an account now."""

    text = N_("You no longer act for this person: it has ended. /behalf shows for whom you act now.")


class HasAccount(Refusal):
    """Whoever is here themselves is asked themselves."""

    text = N_(
        "Somebody is registered with this number already, so nothing is entered for them on paper. They can do it in "
        "their own chat, or name a relative who helps: /behalf there."
    )


class EnteredByAnother(Refusal):
    """One officer enters for one person."""

    text = N_("{name} already enters for this person. Please talk to each other; nothing is entered twice.")


class OftenNamed(Refusal):
    """Numbers are not tried out by naming helpers."""

    text = N_("You have named helpers several times today. Please try again tomorrow.")


class UnitNotYours(Refusal):
    """An officer enters for people of their own units."""

    text = N_("You hold no office over this unit. Please choose a unit that you look after, or one below it.")


@dataclass(frozen=True, slots=True)
class Acting:
    """On whose behalf somebody acts: by which right, as whom access rules see them, what of it is allowed, and since
    when they agree to the use of their data."""

    behalf_id: int
    person_id: int
    name: str
    actor: Actor
    may: frozenset[Action]
    agreed_at: datetime | None

    @property
    def head(self) -> Text:
        """What stands above every message."""
        return say(N_("✍️ For <b>{name}</b>"), name=self.name)

    def marked(self, keys: Keys) -> Keys:
        """Return keys that do on their behalf what they do; forms know it themselves, and the menu is one's own."""
        return tuple(tuple(self._marked(one) for one in row) for row in keys)

    def _marked(self, one: Key) -> Key:
        press = decode(one.press) if one.press else None
        if press is None or isinstance(press, FormPress | DraftPress) or press == Go("menu"):
            return one
        return Key(one.label, on_behalf(one.press, self.behalf_id), one.url)
