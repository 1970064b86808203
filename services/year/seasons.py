"""Campaigns by themselves: opened on their day or late, filled with households, reminded of, reported and closed.

Each run asks what is due now. The key of a round makes a campaign open once, its row is locked while it is carried on,
and it keeps to the policy it opened with, so that a late, repeated or doubled run and a changed policy do no harm.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import exists
from sqlalchemy import select as select_rows
from sqlalchemy.dialects.postgresql import insert as postgres_insert
from sqlalchemy.dialects.sqlite import insert as sqlite_insert
from sqlmodel import Session, col, select

from domain.aid.buttons import ApplyTo
from domain.broadcasts.audience import Audience
from domain.campaigns.audience import audience_matches
from domain.campaigns.plan import Event, What, current_seasons
from domain.campaigns.rounds import Round
from domain.households.household import from_answers
from domain.platform.messages import Message, key
from domain.platform.text import N_, Nn_, paragraphs, say, say_many
from domain.policy.seasons import Readers, Season
from models.campaigns import Campaign, CampaignTask
from models.households import HouseholdFile
from models.people import Person
from services.broadcasts import notices as broadcasts
from services.campaigns import digests, escalations
from services.campaigns.record import LeftHousehold, day_of, events_of, running, season_of
from services.platform import audit, outbox
from services.platform.policies import Policy
from services.platform.work import Work

__all__ = ["run"]

A_BATCH = 500
# A file may be written down a little after the moment it says it was opened at.
OVERLAP = timedelta(hours=1)
DAY = timedelta(days=1)


@dataclass(frozen=True)
class _Joined:
    """A household that came into a campaign."""

    household_id: int
    officer_id: int | None


def run(work: Work) -> None:
    """Open the rounds that have begun, give new files their task, and do what is due in every running campaign."""
    today = day_of(work.house, work.now)
    _open_rounds(work, today)
    for campaign in running(work.session):
        _carry_on(work, campaign.id, today)


# Opening -------------------------------------------------------------------------------------------------------------


def _open_rounds(work: Work, today: date) -> None:
    policy = work.house.policies.current
    rounds = current_seasons(policy, today)
    known = set(work.session.exec(select(Campaign.key).where(col(Campaign.key).in_([one.key for one in rounds]))))
    for one in rounds:
        if one.key not in known:
            _open(work, policy, one, today)


def _open(work: Work, policy: Policy, one: Round, today: date) -> None:
    """Open a round, unless another process does so at the same instant."""
    row = {
        "key": one.key,
        "season": one.season.key,
        "year": one.year,
        "policy_version": policy.version,
        "opens": one.opens,
        "closes": one.closes,
        "opened_at": work.now,
        "filled_at": work.now,
        "handled_until": one.opens - DAY,
    }
    opening = _insert(work.session, Campaign).values(**row).on_conflict_do_nothing(index_elements=["key"])
    campaign_id = work.session.execute(opening.returning(col(Campaign.id))).scalar_one_or_none()
    if campaign_id is None:
        return
    added = sum(joined is not None for joined in _filled(work, campaign_id, one.season, today))
    audit.note(work, None, N_("opened a season"), f"campaign:{campaign_id}", detail=str(added))
    _tell_workers(work, policy, one)


def _insert(session: Session, table: Any) -> Any:
    make = postgres_insert if session.get_bind().dialect.name == "postgresql" else sqlite_insert
    return make(table)


def _tell_workers(work: Work, policy: Policy, one: Round) -> None:
    season, worker = one.season, one.season.worker
    text = paragraphs(say(N_("<b>{season}</b>"), season=season.title), worker.text)
    keys = tuple(
        (key(say(N_("Apply: {programme}"), programme=policy.programme(linked).title), ApplyTo(linked)),)
        for linked in worker.programmes
    )
    broadcasts.announce(
        work,
        key=f"{one.key}:opening",
        topic=worker.topic,
        title=f"{season.title.best_for(work.house.default_locale)} {one.year}",
        message=Message(text, keys),
        audience=Audience() if worker.to is Readers.WORKERS else Audience(season=season.key),
    )


# Filling -------------------------------------------------------------------------------------------------------------


def _filled(
    work: Work, campaign_id: int, season: Season, today: date, *, since: datetime | None = None
) -> Iterator[_Joined | None]:
    """Give every open file in the audience its task, a batch at a time; yield for each file looked at whether it is.

    With `since` only files that were opened after it are looked at. Files that have a task are left alone.
    """
    after = 0
    while batch := _batch(work.session, campaign_id, after, since):
        after = batch[-1].id
        joined = [_judged(file, season, today) for file in batch]
        _add_tasks(work, campaign_id, [one for one in joined if one is not None])
        yield from joined


def _batch(session: Session, campaign_id: int, after: int, since: datetime | None) -> Sequence[Any]:
    mine = (
        col(CampaignTask.campaign_id) == campaign_id,
        col(CampaignTask.household_id) == col(HouseholdFile.id),
    )
    query = (
        select_rows(
            col(HouseholdFile.id), col(HouseholdFile.data), col(HouseholdFile.known), col(HouseholdFile.case_officer_id)
        )
        .where(col(HouseholdFile.closed_at).is_(None), col(HouseholdFile.id) > after, ~exists().where(*mine))
        .order_by(col(HouseholdFile.id))
        .limit(A_BATCH)
    )
    return session.execute(query if since is None else query.where(col(HouseholdFile.opened_at) > since)).all()


def _judged(file: Any, season: Season, today: date) -> _Joined | None:
    match = audience_matches(season, from_answers(file.data), today, known=file.known)
    return _Joined(file.id, file.case_officer_id) if match.holds else None


def _add_tasks(work: Work, campaign_id: int, joined: Sequence[_Joined]) -> None:
    rows = [
        {"campaign_id": campaign_id, "household_id": one.household_id, "state": "untouched", "items": {},
         "added_at": work.now}
        for one in joined
    ]  # fmt: skip
    if rows:
        once = _insert(work.session, CampaignTask).on_conflict_do_nothing(
            index_elements=["campaign_id", "household_id"]
        )
        work.session.connection().execute(once, rows)


# Carrying on ---------------------------------------------------------------------------------------------------------


def _carry_on(work: Work, campaign_id: int, today: date) -> None:
    wanted = select(Campaign).where(Campaign.id == campaign_id, col(Campaign.closed_at).is_(None))
    campaign = work.session.exec(wanted.with_for_update().execution_options(populate_existing=True)).first()
    if campaign is None:
        return
    if today <= campaign.closes:
        _take_new_files(work, campaign, today)
    if campaign.handled_until < today:
        _do_what_is_due(work, campaign, today)


def _take_new_files(work: Work, campaign: Campaign, today: date) -> None:
    """Give files that were opened since the last look their task, and tell their officers."""
    season = season_of(work, campaign)
    # A look that lies ahead was taken by a clock that went wrong: then no file is left out.
    since = campaign.filled_at - OVERLAP if campaign.filled_at <= work.now else None
    looked_at = list(_filled(work, campaign.id, season, today, since=since))
    if since is None:
        campaign.filled_at = work.now
    if not looked_at:
        return
    campaign.filled_at = work.now
    by_officer: dict[int, list[int]] = {}
    for joined in looked_at:
        if joined is not None and joined.officer_id is not None:
            by_officer.setdefault(joined.officer_id, []).append(joined.household_id)
    for officer_id, households in by_officer.items():
        _tell_of_new(work, campaign, season, officer_id, households)


def _tell_of_new(work: Work, campaign: Campaign, season: Season, officer_id: int, households: Sequence[int]) -> None:
    shown = households[: digests.MOST_NAMED]
    query = select(HouseholdFile.number, Person.name).join(Person, col(Person.id) == col(HouseholdFile.head_id))
    rows = work.session.exec(query.where(col(HouseholdFile.id).in_(shown)).order_by(col(HouseholdFile.id)))
    forms = Nn_(
        "{count} household of yours has come into this season:",
        "{count} households of yours have come into this season:",
    )
    left = (len(households), [LeftHousehold(number, name or "") for number, name in rows])
    listed = digests.named(say_many(*forms, len(households)), left)
    message = Message(paragraphs(digests.heading(campaign, season), listed), ((digests.open_list_key(campaign),),))
    name = f"joined:{campaign.key}:{households[-1]}:{officer_id}"
    outbox.put(work, officer_id, message, key=name, priority=outbox.REMINDER)


def _do_what_is_due(work: Work, campaign: Campaign, today: date) -> None:
    due = events_of(work, campaign, campaign.handled_until, today)
    campaign.handled_until = today
    digest = _the_one_that_counts(due) if today <= campaign.closes else None
    if digest is not None and _is_wanted(work, campaign, digest):
        digests.send(work, campaign, digest)
    for event in due:
        _report(work, campaign, event)


def _the_one_that_counts(due: Sequence[Event]) -> Event | None:
    """Of several reminders that were missed only one is sent: the opening, which says it all, else the latest."""
    told = [event for event in due if event.what in digests.DIGESTS]
    return next((event for event in told if event.what is What.OPENING), told[-1] if told else None)


def _is_wanted(work: Work, campaign: Campaign, event: Event) -> bool:
    return event.what is not What.OPENING or season_of(work, campaign).remind.on_opening


def _report(work: Work, campaign: Campaign, event: Event) -> None:
    match event.what:
        case What.OPENING | What.CLOSING:
            escalations.report_unowned(work, campaign, event)
        case What.ESCALATE_STATION:
            escalations.to_stations(work, campaign)
        case What.ESCALATE_CENTRE:
            escalations.to_centres(work, campaign)
            campaign.closed_at = work.now
            audit.note(work, None, N_("closed a season"), f"campaign:{campaign.id}")
