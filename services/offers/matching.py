"""Which households an offer fits: their wishes from the spring season, who is jobless, and who can be told."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from sqlmodel import Session, col, select

from domain.households.household import from_answers
from domain.offers.rules import Fit, Wish, fit_of, jobless_adults, wish_in
from domain.policy.seasons import Season, SeasonKind, Topic
from models.broadcasts import Mute
from models.campaigns import Campaign, CampaignTask
from models.households import HouseholdFile
from models.offers import Offer, OfferReply
from models.people import Person
from models.units import Unit
from services.offers.record import kind_of, unit_of
from services.people import NEEDED_ALWAYS
from services.platform import consent
from services.platform.work import Work

__all__ = ["Household", "Reached", "can_be_told", "muted", "reached_by", "wish_of"]


@dataclass(frozen=True, slots=True)
class Household:
    """A household that can be told, by its file and its head."""

    household_id: int
    head_id: int


@dataclass(frozen=True, slots=True)
class Reached:
    """Whom an offer can still be told to; `muted` and `unreachable` count those it fits (or may fit) but cannot."""

    fitting: tuple[Household, ...] = ()
    unknown: tuple[Household, ...] = ()
    muted: int = 0
    unreachable: int = 0

    def chosen(self, *, with_unknown: bool) -> tuple[Household, ...]:
        """Return who is told, also those whose wishes nobody has asked if that is wanted."""
        return (*self.fitting, *self.unknown) if with_unknown else self.fitting


def reached_by(work: Work, offer: Offer) -> Reached:
    """Return whom an offer fits of the households below its unit that have not been told of it."""
    wishes, silent = _wishes(work, unit_of(work.session, offer)), muted(work.session)
    found: dict[Fit, list[Household]] = {Fit.FITS: [], Fit.UNKNOWN: []}
    unwanted = gone = 0
    for file, head in _untold(work.session, offer):
        jobless = jobless_adults(from_answers(file.data), work.today)
        fit = fit_of(kind_of(offer), wishes.get(file.id, Wish.UNKNOWN), jobless)
        if fit is Fit.NO:
            continue
        if not can_be_told(head):
            gone += 1
        elif head.id in silent:
            unwanted += 1
        else:
            found[fit].append(Household(file.id, file.head_id))
    return Reached(tuple(found[Fit.FITS]), tuple(found[Fit.UNKNOWN]), unwanted, gone)


def wish_of(work: Work, file: HouseholdFile) -> Wish:
    """Return what one household wants."""
    wishes = _wishes(work, work.session.get_one(Unit, file.unit_id), file.id)
    return wishes.get(file.id, Wish.UNKNOWN)


def _untold(session: Session, offer: Offer) -> Iterator[tuple[HouseholdFile, Person]]:
    """Yield the open files below the unit whose head has not been told, with the head; each head once."""
    told = select(OfferReply.person_id).where(OfferReply.offer_id == offer.id)
    rows = session.exec(
        select(HouseholdFile, Person)
        .join(Unit, col(Unit.id) == col(HouseholdFile.unit_id))
        .join(Person, col(Person.id) == col(HouseholdFile.head_id))
        .where(col(HouseholdFile.closed_at).is_(None), col(HouseholdFile.head_id).not_in(told))
        .where(consent.holds())
        .where(col(Unit.path).startswith(unit_of(session, offer).path))
        .options(NEEDED_ALWAYS)
        .order_by(col(HouseholdFile.id))
    )
    seen: set[int] = set()
    for file, head in rows:
        if file.head_id not in seen:
            seen.add(file.head_id)
            yield file, head


def can_be_told(head: Person) -> bool:
    """Say whether messages may go to a worker, and arrive."""
    return consent.may_be_told(head) and head.blocked_at is None


def muted(session: Session) -> set[int]:
    """Return who does not want to hear of jobs and training."""
    return set(session.exec(select(Mute.person_id).where(Mute.topic == Topic.TRAINING_JOBS.value)))


def _wishes(work: Work, unit: Unit, household_id: int | None = None) -> dict[int, Wish]:
    """Return what each household below a unit (or one) wants, from its newest task of a spring season."""
    seasons = _spring_seasons(work)
    query = (
        select(CampaignTask.household_id, CampaignTask.campaign_id, CampaignTask.items)
        .join(HouseholdFile, col(HouseholdFile.id) == col(CampaignTask.household_id))
        .join(Unit, col(Unit.id) == col(HouseholdFile.unit_id))
        .join(Campaign, col(Campaign.id) == col(CampaignTask.campaign_id))
        .where(col(Campaign.id).in_(seasons), col(Unit.path).startswith(unit.path))
        .order_by(col(Campaign.opens), col(Campaign.id))
    )
    if household_id is not None:
        query = query.where(CampaignTask.household_id == household_id)
    return {one: wish_in(seasons[campaign_id], items) for one, campaign_id, items in work.session.exec(query)}


def _spring_seasons(work: Work) -> dict[int, Season]:
    """Return the seasons of the campaigns that ask for wishes, by the campaign's id."""
    found = {one.id: _season_of(work, one) for one in work.session.exec(select(Campaign))}
    return {number: one for number, one in found.items() if one is not None and one.kind is SeasonKind.SPRING}


def _season_of(work: Work, campaign: Campaign) -> Season | None:
    try:
        return work.house.policies.of(work.session, campaign.policy_version).season(campaign.season)
    except KeyError:  # a version that was never in force here
        return None
