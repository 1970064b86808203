"""Rounds by themselves: opened on their day or late, filled with households, reminded of, reported and closed.

Each run asks what is due now. The key of a round makes a campaign open once, its row is locked while it is carried on,
and it keeps to the policy it opened with, so that a late, repeated or doubled run and a changed policy do no harm.
"""

from collections.abc import Iterator, Sequence
from datetime import date, timedelta

from sqlmodel import col, select

from domain.campaigns.plan import Event, What, current_seasons
from domain.campaigns.rounds import Round
from domain.platform.text import N_, Nn_, say_many
from models.campaigns import Campaign
from services.campaigns import digests, escalations
from services.campaigns.filling import filled
from services.campaigns.record import events_of, running, season_of
from services.platform import audit
from services.platform.inserting import insert_into
from services.platform.policies import Policy
from services.platform.work import Work

__all__ = ["carry_on", "open_rounds"]

# A file may be written down a little after the moment it says it was opened at.
OVERLAP = timedelta(hours=1)
DAY = timedelta(days=1)

# Opening -------------------------------------------------------------------------------------------------------------


def open_rounds(work: Work) -> Iterator[Round]:
    """Open the rounds that have begun, each once, and yield each that is opened here and now."""
    policy = work.house.policies.current
    rounds = current_seasons(policy, work.today)
    known = set(work.session.exec(select(Campaign.key).where(col(Campaign.key).in_([one.key for one in rounds]))))
    for one in rounds:
        if one.key not in known and _open(work, policy, one):
            yield one


def _open(work: Work, policy: Policy, one: Round) -> bool:
    """Open a round, unless another process does so at the same instant; tell whether it is opened here."""
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
    opening = insert_into(work.session, Campaign).values(**row).on_conflict_do_nothing(index_elements=["key"])
    campaign_id = work.session.execute(opening.returning(col(Campaign.id))).scalar_one_or_none()
    if campaign_id is None:
        return False
    added = sum(joined is not None for joined in filled(work, campaign_id, one.season, work.today))
    audit.note(work, None, N_("opened a season"), f"campaign:{campaign_id}", detail=str(added))
    return True


# Carrying on ---------------------------------------------------------------------------------------------------------


def carry_on(work: Work) -> None:
    """Give new files their task, and do what is due in every running campaign."""
    for campaign in running(work.session):
        _carry_on(work, campaign.id, work.today)


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
    looked_at = list(filled(work, campaign.id, season, today, since=since))
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
        _tell_of_new(work, campaign, officer_id, households)


def _tell_of_new(work: Work, campaign: Campaign, officer_id: int, households: Sequence[int]) -> None:
    forms = Nn_(
        "{count} more household of yours is part of this season:",
        "{count} more households of yours are part of this season:",
    )
    once = f"joined:{campaign.key}:{households[-1]}:{officer_id}"
    digests.tell_of_households(work, campaign, officer_id, households, say_many(*forms, len(households)), once=once)


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
