"""What case officers hear of a campaign: one message for all their households, whose bar grows with their work."""

from collections.abc import Iterable, Sequence
from datetime import timedelta
from itertools import groupby

from sqlmodel import col, select

from domain.campaigns.plan import Event, What
from domain.people.events import ConsentChanged
from domain.platform.messages import Key, Keys, Message, key
from domain.platform.text import N_, Joined, Nn_, Sayable, Text, lines, paragraphs, say, say_many
from domain.policy.seasons import Season
from domain.tasks.buttons import NextTask, OpenTasks
from models.campaigns import Campaign
from models.households import HouseholdFile
from models.people import Person
from models.platform.outbox import Outbox
from services.campaigns.record import (
    Group,
    LeftHousehold,
    Numbers,
    day_of,
    events_of,
    groups,
    left_by_officer,
    numbers_in,
    running,
    season_of,
)
from services.platform import consent, outbox
from services.platform.work import Work

__all__ = [
    "DIGESTS",
    "bar",
    "follow_consent",
    "heading",
    "open_list_key",
    "redraw_digest",
    "send",
    "tell_of_households",
]

MOST_NAMED = 10
SEGMENTS = 10
DIGESTS = (What.OPENING, What.REMINDER, What.FOLLOW_UP)

Left = tuple[int, Sequence[LeftHousehold]]  # how many there are, and the first of them
NOTHING: Left = (0, ())


def send(work: Work, campaign: Campaign, event: Event) -> None:
    """Tell every officer of the campaign of an event; a follow-up only those who have something left.

    An officer without households hears nothing, and each hears of an event once.
    """
    season, today = season_of(work, campaign), work.today
    left = left_by_officer(work.session, campaign.id, today, most=MOST_NAMED) if _names(event) else {}
    for officer_id, numbers in _by_officer(groups(work.session, campaign.id)):
        if _names(event) and officer_id not in left:
            continue
        message = _message(campaign, season, event, numbers, left.get(officer_id, NOTHING), is_late=event.day != today)
        key_of_message = _key(campaign, event, officer_id)
        outbox.put(work, officer_id, message, key=key_of_message, priority=outbox.REMINDER)


def redraw_digest(work: Work, campaign_id: int, officer_id: int | None) -> None:
    """Let the newest digest that an officer has of a campaign show how far they are; without one nothing happens."""
    campaign = work.session.get(Campaign, campaign_id)
    if campaign is None or officer_id is None:
        return
    told = _newest(work, campaign, officer_id)
    if told is None:
        return
    event, is_late = told
    today = work.today
    numbers = numbers_in(groups(work.session, campaign_id, officer_id))
    left = (
        left_by_officer(work.session, campaign_id, today, most=MOST_NAMED, officer_id=officer_id)
        if _names(event)
        else {}
    )
    season = season_of(work, campaign)
    message = _message(campaign, season, event, numbers, left.get(officer_id, NOTHING), is_late=is_late)
    outbox.edit(work, officer_id, message, target_key=_key(campaign, event, officer_id))


def follow_consent(work: Work, changed: ConsentChanged) -> None:
    """A worker has agreed, or does no longer: their officer's digests of the running seasons show it at once."""
    query = select(HouseholdFile.case_officer_id).where(HouseholdFile.head_id == changed.person_id)
    for officer_id in work.session.exec(query.where(col(HouseholdFile.closed_at).is_(None))).all():
        for campaign in running(work.session):
            redraw_digest(work, campaign.id, officer_id)


def _newest(work: Work, campaign: Campaign, officer_id: int) -> tuple[Event, bool] | None:
    """Return the event of an officer's newest digest, and whether the digest came later than on its day."""
    planned = events_of(work, campaign, campaign.opens - timedelta(days=1), work.today)
    events = {_key(campaign, event, officer_id): event for event in planned if event.what in DIGESTS}
    query = select(Outbox.key, Outbox.created_at).where(col(Outbox.key).in_(events)).order_by(col(Outbox.id).desc())
    row = work.session.exec(query.limit(1)).first()
    if row is None or row[0] is None:
        return None
    event = events[row[0]]
    return event, day_of(work.house, row[1]) != event.day


def _key(campaign: Campaign, event: Event, officer_id: int) -> str:
    return f"digest:{campaign.key}:{event.what}:{event.day}:{officer_id}"


def _names(event: Event) -> bool:
    return event.what is What.FOLLOW_UP


def _by_officer(found: Iterable[Group]) -> list[tuple[int, Numbers]]:
    owned = [(group.officer_id, group) for group in found if group.officer_id is not None]
    owned.sort(key=lambda one: one[0])
    return [(who, numbers_in(group for _, group in one)) for who, one in groupby(owned, key=lambda one: one[0])]


def tell_of_households(
    work: Work, campaign: Campaign, officer_id: int, ids: Sequence[int], head: Sayable, *, once: str,
    above: Sayable | None = None,
) -> None:  # fmt: skip
    """Name some households of a campaign to their officer; `head` stands right above them, `once` is the key."""
    query = select(HouseholdFile.number, Person.name).join(Person, col(Person.id) == col(HouseholdFile.head_id))
    agreed = query.where(col(HouseholdFile.id).in_(ids[:MOST_NAMED]), consent.holds())
    rows = work.session.exec(agreed.order_by(col(HouseholdFile.id)))
    left = (len(ids), [LeftHousehold(number, name or "") for number, name in rows])
    text = paragraphs(heading(campaign, season_of(work, campaign)), above, _named(head, left))
    message = Message(text, ((open_list_key(campaign),),))
    outbox.put(work, officer_id, message, key=once, priority=outbox.REMINDER)


# The words -----------------------------------------------------------------------------------------------------------


def _message(
    campaign: Campaign, season: Season, event: Event, numbers: Numbers, left: Left, *, is_late: bool
) -> Message:
    parts: list[Sayable | None] = [lines(heading(campaign, season), _reason(campaign, event, is_late=is_late))]
    if numbers.total == 0:  # a colleague has them now
        return Message(paragraphs(*parts, say(N_("No household of yours is left in this season."))))
    parts.append(lines(_yours(numbers), bar(numbers)))
    if numbers.left == 0:
        parts.append(say(N_("Everything is done. Thank you!")))
    elif event.what is What.OPENING:
        parts.append(_checklist(season))
    elif _names(event):
        parts.append(_named(say(N_("Still open:")), left))
    return Message(paragraphs(*parts), _keys(campaign, numbers))


def heading(campaign: Campaign, season: Season) -> Text:
    """Return the first line of every message about a campaign."""
    return say(N_("<b>{season} {year}</b>"), season=season.title, year=str(campaign.year))


def _reason(campaign: Campaign, event: Event, *, is_late: bool) -> Sayable:
    last = say(N_("The last day is {closes}."), closes=campaign.closes)
    if event.what is What.OPENING:
        return lines(say(N_("It has begun.")), last, between=" ")
    return last if is_late else lines(event.detail, last)


def _yours(numbers: Numbers) -> Sayable:
    yours = say_many(*Nn_("{count} household is yours.", "{count} households are yours."), numbers.total)
    if numbers.later == 0:
        return yours
    later = say_many(*Nn_("{count} of them is put off.", "{count} of them are put off."), numbers.later)
    return lines(yours, later, between=" ")


def bar(numbers: Numbers) -> Joined:
    """Draw how many households are done, as in "▰▰▰▱▱▱▱▱▱▱ 3/10"; full only when all are."""
    full = SEGMENTS * numbers.done // numbers.total if numbers.total else 0
    return lines("▰" * full + "▱" * (SEGMENTS - full), f"{numbers.done}/{numbers.total}", between=" ")


def _checklist(season: Season) -> Joined:
    items = (lines("•", item.text, between=" ") for item in season.checklist)
    return lines(say(N_("At each household:")), *items)


def _named(head: Sayable, left: Left) -> Joined | None:
    """List households by name and number, and how many more there are; None when there are none."""
    together, first = left
    if together == 0:
        return None
    more = together - len(first)
    rest = say_many(*Nn_("and {count} more household", "and {count} more households"), more) if more > 0 else None
    return lines(head, *(lines("•", one.name, one.number, between=" ") for one in first), rest)


def _keys(campaign: Campaign, numbers: Numbers) -> Keys:
    following = (key(say(N_("Next household")), NextTask(campaign.id)),)
    return ((open_list_key(campaign),), following) if numbers.left else ((open_list_key(campaign),),)


def open_list_key(campaign: Campaign) -> Key:
    """Make the key that opens the list of a campaign's households."""
    return key(say(N_("Open the list")), OpenTasks(campaign.id, 0))
