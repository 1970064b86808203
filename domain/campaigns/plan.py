"""The year of a policy: every opening, reminder, follow-up and closing with its day."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from domain.campaigns.rounds import Round, programme_closings, reminders_of, round_of
from domain.platform.fields import MonthDay
from domain.platform.text import N_, Text, say
from domain.policy.model import Policy
from domain.policy.programmes import AppliedFor

RECEPTION_DAY = "reception_day"
_DAY = timedelta(days=1)


class What(StrEnum):
    """What happens; on one day in this order."""

    OPENING = "opening"
    PROGRAMME_OPENS = "programme_opens"
    REMINDER = "reminder"
    FOLLOW_UP = "follow_up"
    ESCALATE_STATION = "escalate_station"
    PROGRAMME_CLOSES = "programme_closes"
    CLOSING = "closing"
    ESCALATE_CENTRE = "escalate_centre"
    RECEPTION_DAY = "reception_day"


@dataclass(frozen=True, slots=True)
class Event:
    """Something that falls due on a day (closings: the last open day).

    `season` is the key of the season, of the programme for programme events, or RECEPTION_DAY. `year` is the year the
    season opened for, which for a reminder in January is the one before. `point` says why a reminder comes
    (see `PointKind`), empty for everything else.
    """

    day: date
    season: str
    what: What
    detail: Text
    year: int
    point: str = ""

    @property
    def key(self) -> str:
        """The name under which the scheduler remembers that it was done; no two events share one."""
        match self.what:
            case What.RECEPTION_DAY:
                return f"{self.season}:{self.year}:{self.what}:{self.day}"
            case What.PROGRAMME_OPENS | What.PROGRAMME_CLOSES:
                return f"programme:{self.season}:{self.year}:{self.what}:{self.day}"
        return f"season:{self.season}:{self.year}:{self.what}:{self.day}"


def season_year(policy: Policy, year: int) -> tuple[Event, ...]:
    """Return the events of a calendar year in order, those of a season that opened in the year before among them."""
    return events_between(policy, date(year - 1, 12, 31), date(year, 12, 31))


def events_between(policy: Policy, after: date, until: date) -> tuple[Event, ...]:
    """Return the events of the days after `after` up to and including `until`, in order; none twice."""
    years = range(after.year - 1, until.year + 2)  # a season may open or close a year away from its own
    found = (event for year in years for event in _events_of(policy, year) if after < event.day <= until)
    order = list(What)
    return tuple(sorted(found, key=lambda event: (event.day, order.index(event.what), event.season)))


def current_seasons(policy: Policy, day: date) -> tuple[Round, ...]:
    """Return the rounds that are open on a day, in the order of the policy."""
    years = range(day.year - 1, day.year + 2)
    rounds = (round_of(season, year) for season in policy.seasons if season.enabled for year in years)
    return tuple(one for one in rounds if one.includes(day))


def _events_of(policy: Policy, year: int) -> Iterator[Event]:
    for season in policy.seasons:
        if season.enabled:
            yield from _season_events(policy, round_of(season, year))
    for programme in policy.programmes:
        yield from _programme_events(programme, year)
    if policy.reception_day is not None:
        yield from _reception_days(policy, policy.reception_day.day, year)


def _season_events(policy: Policy, one: Round) -> Iterator[Event]:
    season, title = one.season, one.season.title
    opening = say(N_("{season} opens; the last day is {closes}"), season=title, closes=one.closes)
    station = say(N_("{season}: what is left goes to the station"), season=title)
    centre = say(N_("{season}: what is left goes to the centre"), season=title)
    closing = say(N_("{season}: the last day"), season=title)
    station_day = one.closes - season.follow_up.station_days_before_closing * _DAY
    centre_day = one.closes + season.follow_up.centre_days_after_closing * _DAY
    yield Event(one.opens, season.key, What.OPENING, opening, one.year)
    for point in reminders_of(one, policy.programmes):
        what = What.FOLLOW_UP if point.kind.names_what_is_left else What.REMINDER
        yield Event(point.day, season.key, what, point.detail, one.year, point.kind.value)
    yield Event(station_day, season.key, What.ESCALATE_STATION, station, one.year)
    yield Event(one.closes, season.key, What.CLOSING, closing, one.year)
    yield Event(centre_day, season.key, What.ESCALATE_CENTRE, centre, one.year)


def _programme_events(programme: AppliedFor, year: int) -> Iterator[Event]:
    opens = programme.opens_on(year)
    if opens is None:
        return
    opening = say(N_("{programme}: applications open"), programme=programme.title)
    yield Event(opens, programme.key, What.PROGRAMME_OPENS, opening, year)
    days = programme_closings(programme, year)
    for day in days:
        detail = _closing_said(programme, day, alone=len(days) == 1)
        yield Event(day, programme.key, What.PROGRAMME_CLOSES, detail, year)


def _closing_said(programme: AppliedFor, day: date, *, alone: bool) -> Text:
    whom = programme.closing_days[MonthDay(day.month, day.day)]
    if alone or whom is None:
        return say(N_("{programme}: the last day to apply"), programme=programme.title)
    return say(N_("{programme}: the last day for {whom}"), programme=programme.title, whom=whom)


def _reception_days(policy: Policy, day: int, year: int) -> Iterator[Event]:
    for month in range(1, 13):
        found = policy.calendar.next_working_day(date(year, month, day))
        detail = say(N_("Leaders receive workers in person"))
        if policy.calendar.uncertain_years(found, found):
            source = N_("Leaders receive workers in person (the holidays of {year} are not announced yet)")
            detail = say(source, year=str(found.year))
        yield Event(found, RECEPTION_DAY, What.RECEPTION_DAY, detail, year)
