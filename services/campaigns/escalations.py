"""What leaders hear of a campaign: households without officer, what is left before the end, and how it ended."""

from collections.abc import Iterable, Mapping

from sqlmodel import Session, col, select

from domain.campaigns.buttons import SeasonPicture
from domain.campaigns.plan import Event
from domain.platform.access import LEADERS
from domain.platform.messages import Key, Message, key
from domain.platform.text import N_, Arg, Joined, Nn_, Sayable, lines, paragraphs, say, say_many
from domain.units.steps import Level, Role
from models.campaigns import Campaign
from models.people import Person
from models.units import Unit
from services.campaigns.digests import bar, heading, open_list_key
from services.campaigns.record import Group, Numbers, groups, numbers_in, season_of
from services.platform import outbox
from services.platform.work import Work
from services.units import Holder, covering

__all__ = ["leaders_of", "report_unowned", "to_centres", "to_stations"]

MOST_LINES = 15
MORE_OFFICERS = Nn_("and {count} more case officer", "and {count} more case officers")
MORE_STATIONS = Nn_("and {count} more station", "and {count} more stations")


def to_stations(work: Work, campaign: Campaign) -> None:
    """Tell the leaders of each station what its officers have left; a station where all is done hears nothing."""
    found = groups(work.session, campaign.id)
    names = _names(work.session, found)
    for station, mine in _by_unit(work.session, found, "station"):
        if numbers_in(mine).left:
            message = _to_station(work, campaign, station, mine, names)
            for leader in leaders_of(work, station):
                _once(work, leader, message, f"left:{campaign.key}:{station.id}:{leader}")


def to_centres(work: Work, campaign: Campaign) -> None:
    """Tell the leaders of the centre how the campaign ended, and what is left at each station."""
    found = groups(work.session, campaign.id)
    for centre, mine in _by_unit(work.session, found, "centre"):
        message = _to_centre(work, campaign, mine)
        for leader in leaders_of(work, centre):
            _once(work, leader, message, f"ended:{campaign.key}:{centre.id}:{leader}")


def report_unowned(work: Work, campaign: Campaign, event: Event) -> None:
    """Tell the leaders of the centre how many households of the campaign nobody looks after."""
    found = [group for group in groups(work.session, campaign.id) if group.officer_id is None]
    for centre, mine in _by_unit(work.session, found, "centre"):
        count = numbers_in(mine).left
        if count == 0:
            continue
        forms = Nn_(
            "{count} household of this season has no case officer, so nobody can visit it yet. Please assign one: "
            "/households",
            "{count} households of this season have no case officer, so nobody can visit them yet. Please assign "
            "them: /households",
        )
        text = paragraphs(heading(campaign, season_of(work, campaign)), say_many(*forms, count))
        for leader in leaders_of(work, centre):
            _once(work, leader, Message(text), f"unowned:{campaign.key}:{event.what}:{event.day}:{leader}")


def leaders_of(work: Work, unit: Unit) -> list[int]:
    """Return the reviewers nearest to a station, at the centre its reviewers and approvers; else the administrators."""
    holders = covering(work.session, unit, LEADERS)
    reviewers = [holder for holder in holders if holder.role == Role.REVIEWER]
    chosen = _nearest(holders if unit.level == Level.CENTRE else reviewers or holders)
    return list(dict.fromkeys(holder.person_id for holder in chosen)) or sorted(work.admin_ids)


def _nearest(holders: list[Holder]) -> list[Holder]:
    return [holder for holder in holders if holder.level == holders[0].level]


def _once(work: Work, leader: int, message: Message, key_of_message: str) -> None:
    outbox.put(work, leader, message, key=key_of_message, priority=outbox.REMINDER)


def _by_unit(session: Session, found: Iterable[Group], level: str) -> list[tuple[Unit, list[Group]]]:
    """Put groups under the unit of this level above them, or under the topmost where there is none, in their order."""
    units = {unit.id: unit for unit in session.exec(select(Unit))}
    by_unit: dict[int, list[Group]] = {}
    for group in found:
        above = [units[int(part)] for part in units[group.unit_id].path.split("/") if part]
        chosen = next((unit for unit in above if unit.level == level), above[0])
        by_unit.setdefault(chosen.id, []).append(group)
    return [(units[unit_id], by_unit[unit_id]) for unit_id in sorted(by_unit, key=lambda one: units[one].path)]


def _names(session: Session, found: Iterable[Group]) -> dict[int, str]:
    officers = {group.officer_id for group in found if group.officer_id is not None}
    rows = session.exec(select(Person.id, Person.name).where(col(Person.id).in_(officers)))
    return {person_id: name or "" for person_id, name in rows}


# The words -----------------------------------------------------------------------------------------------------------


def _to_station(work: Work, campaign: Campaign, station: Unit, mine: list[Group], names: Mapping[int, str]) -> Message:
    forms = Nn_(
        "{unit}: {count} household still has something left. The last day is {closes}; please see that it is done.",
        "{unit}: {count} households still have something left. The last day is {closes}; please see that it is done.",
    )
    left = say_many(*forms, numbers_in(mine).left, unit=station.named, closes=campaign.closes)
    officers = {officer for group in mine if (officer := group.officer_id) is not None}
    each = [(names.get(one, ""), numbers_in(_of(mine, one))) for one in officers]
    head = heading(campaign, season_of(work, campaign))
    text = paragraphs(head, left, _listed(each, MORE_OFFICERS), _unowned(mine))
    return Message(text, ((open_list_key(campaign),), (_picture_key(campaign),)))


def _to_centre(work: Work, campaign: Campaign, mine: list[Group]) -> Message:
    numbers = numbers_in(mine)
    each = [(station.named, numbers_in(some)) for station, some in _by_unit(work.session, mine, "station")]
    head = lines(heading(campaign, season_of(work, campaign)), say(N_("Ended on {day}."), day=campaign.closes))
    text = paragraphs(head, lines(_together(numbers), bar(numbers)), _listed(each, MORE_STATIONS), _unowned(mine))
    return Message(text, ((_picture_key(campaign),),))


def _together(numbers: Numbers) -> Sayable:
    if numbers.left == 0:
        return say(N_("Every household has been seen to. Thank you!"))
    source = N_("Done: {done} of {total} households. Begun: {in_work}. Not begun: {untouched}.")
    return say(source, done=numbers.done, total=numbers.total, in_work=numbers.in_work, untouched=numbers.untouched)


def _listed(each: list[tuple[str, Numbers]], and_more: tuple[str, str]) -> Joined | None:
    """List officers or stations with what they have left, the most first; those where all is done are left out."""
    behind = sorted((one for one in each if one[1].left), key=lambda one: (-one[1].left, one[0]))
    if not behind:
        return None
    told: list[Arg | None] = [
        say(N_("• {name}: {left} of {total} left"), name=name, left=numbers.left, total=numbers.total)
        for name, numbers in behind[:MOST_LINES]
    ]
    more = len(behind) - MOST_LINES
    return lines(*told, say_many(*and_more, more) if more > 0 else None)


def _unowned(mine: list[Group]) -> Sayable | None:
    count = numbers_in(_of(mine, None)).left
    return say(N_("⚠️ Without case officer: {count}. Please assign one: /households"), count=count) if count else None


def _of(mine: list[Group], officer_id: int | None) -> list[Group]:
    return [group for group in mine if group.officer_id == officer_id]


def _picture_key(campaign: Campaign) -> Key:
    return key(say(N_("📊 Overview")), SeasonPicture(campaign.id))
