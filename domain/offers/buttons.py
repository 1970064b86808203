"""The buttons of vacancies, training places and job fairs."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from domain.offers.rules import Kind, Result
from domain.platform.buttons import Button


class Interest(StrEnum):
    """A worker's answer."""

    YES = "y"
    NO = "n"


class Reach(StrEnum):
    """Which households are told: those it fits, or also those whose wishes nobody has asked yet."""

    FITTING = "f"
    UNKNOWN_TOO = "u"


@dataclass(frozen=True)
class OffersPage(Button, code="jl"):
    """A page of the offers that an officer looks after."""

    page: int


@dataclass(frozen=True)
class NewOffer(Button, code="jn"):
    """A leader enters a new offer."""

    kind: Kind


@dataclass(frozen=True)
class OpenOffer(Button, code="jo"):
    """One offer, with whom it fits."""

    offer_id: int
    reach: Reach = Reach.FITTING


@dataclass(frozen=True)
class AskToTell(Button, code="jq"):
    """Asks whether an offer is to go to the households."""

    offer_id: int
    reach: Reach


@dataclass(frozen=True)
class TellHouseholds(Button, code="jt"):
    """The offer goes to them now; `asked` says how many the leader was asked about."""

    offer_id: int
    reach: Reach
    asked: int = 0


@dataclass(frozen=True)
class AskToEnd(Button, code="je"):
    """Asks whether an offer is to end before its last day."""

    offer_id: int


@dataclass(frozen=True)
class EndOffer(Button, code="jx"):
    """The offer ends now."""

    offer_id: int


@dataclass(frozen=True)
class RepliesPage(Button, code="jr"):
    """A page of those who were told of an offer, and how they stand to it."""

    offer_id: int
    page: int


@dataclass(frozen=True)
class OpenReply(Button, code="jp"):
    """One worker's reply, with the results that can be logged."""

    reply_id: int


@dataclass(frozen=True)
class LogResult(Button, code="jg"):
    """What became of it for one worker."""

    reply_id: int
    result: Result


@dataclass(frozen=True)
class AnswerOffer(Button, code="ja"):
    """A worker is interested, or is not."""

    offer_id: int
    interest: Interest


@dataclass(frozen=True)
class JobsPage(Button, code="jj"):
    """A page of what is offered to a worker."""

    page: int


@dataclass(frozen=True)
class SearchJobs(Button, code="jk"):
    """A worker looks for an offer by words."""


@dataclass(frozen=True)
class SearchOffers(Button, code="jf"):
    """An officer looks for an offer by words."""


@dataclass(frozen=True)
class OpenJob(Button, code="jw"):
    """One offer, as the worker reads it."""

    offer_id: int
