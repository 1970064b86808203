"""Whether the seasons of a policy make sense, in every year from 2025 to 2050 or in some of them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import timedelta
from itertools import pairwise

from domain.calendar.dates import DayRule, NoSuchDay
from domain.campaigns.rounds import Point, Round, points_of, round_of
from domain.households.facts import FACTS, FactKind
from domain.platform.text import N_, Text, say
from domain.policy.checks import Found, classes_by_fact, facts_on_file, repeated, unknown
from domain.policy.conditions import OptionKeys, Place, rule_problems
from domain.policy.model import Policy
from domain.policy.seasons import CheckItem, Need, Season, SeasonKind

EVERY_YEAR = range(2025, 2051)
WISHES = {"job", "training", "not_now"}


def season_problems(policy: Policy, options: OptionKeys, years: Sequence[int] = EVERY_YEAR) -> Found:
    """Yield every contradiction in the seasons and in the heat warnings, with the place of the entry."""
    yield from repeated([season.key for season in policy.seasons], ("season",))
    for number, season in enumerate(policy.seasons):
        place: Place = ("season", number)
        if season.audience is not None:
            known = {**options, **classes_by_fact(policy)}
            yield from rule_problems(season.audience, (*place, "audience"), known, facts_on_file(policy), people=True)
        yield from _name_problems(policy, season, place)
        if policy.visit_money or years:  # rules of running campaigns were kept before that was asked for
            yield from _pay_problems(season, place)
        yield from _checklist_problems(season, (*place, "checklist"))
        yield from _date_problems(policy, season, place, years)
    yield from _heat_problems(policy, options)


def _name_problems(policy: Policy, season: Season, place: Place) -> Found:
    programmes = {"programme": frozenset(programme.key for programme in policy.programmes)}
    linked = season.worker.programmes
    yield from unknown(linked, (*place, "worker", "programmes"), "programme", programmes)
    paying = {"visit_money": frozenset(one.key for one in policy.visit_money)}
    yield from unknown([season.pays] if season.pays else [], (*place, "pays"), "visit_money", paying)
    yield from repeated(linked, (*place, "worker", "programmes"))
    yield from repeated([thing.key for thing in season.goods], (*place, "goods"))
    if season.remind.before_programme_closing_days and not linked:
        at = (*place, "remind", "before_programme_closing_days")
        yield at, say(N_("the message to workers names no programme that could close"))
    if season.cap_per_time and season.cap_per_person_year and season.cap_per_time > season.cap_per_person_year:
        yield (*place, "cap_per_time"), say(N_("the cap for one time is above the cap for a whole year"))


def _pay_problems(season: Season, place: Place) -> Found:
    if not season.pays and any(Need.MONEY in item.needs for item in season.checklist):
        source = N_("money needs a programme that pays it: {entry} names one of {table}")
        yield place, say(source, entry="pays", table="visit_money")


def _checklist_problems(season: Season, place: Place) -> Found:
    yield from repeated([item.key for item in season.checklist], place)
    for number, item in enumerate(season.checklist):
        yield from repeated([choice.key for choice in item.choices], (*place, number, "choices"))
        yield from _record_problems(item, (*place, number, "records"))
        choices = {"choices": frozenset(choice.key for choice in item.choices)}
        yield from unknown(item.warns, (*place, number, "warns"), "choices", choices)
        yield from unknown(item.changes, (*place, number, "changes"), "choices", choices)
        yield from _need_problems(season, item, (*place, number))


def _need_problems(season: Season, item: CheckItem, place: Place) -> Found:
    if Need.GOODS in item.needs and not season.goods:
        yield (*place, "needs"), say(N_("the season lists no goods that could be chosen"))
    if Need.MONEY in item.needs and season.cap_per_person_year is None:
        yield (*place, "needs"), say(N_("money needs a cap: cap_per_person_year, and cap_per_time if there is one"))
    if item.settled_by is not None and not season.worker.programmes:
        yield (*place, "settled_by"), say(N_("the message to workers names no programme that could settle it"))
    if item.wishes and season.kind is not SeasonKind.SPRING:
        yield (*place, "wishes"), say(N_("wishes belong to a season of the kind spring"))
    if item.wishes and {choice.key for choice in item.choices} != WISHES:
        yield (*place, "choices"), say(N_("the choices of wishes are {known}"), known=", ".join(sorted(WISHES)))


def _record_problems(item: CheckItem, place: Place) -> Found:
    if item.records is None:
        return
    fact = FACTS.get(item.records.fact)
    if fact is None or fact.kind is not FactKind.YES_NO:
        yield (*place, "fact"), say(N_("{fact} is no fact that is answered by yes or no"), fact=item.records.fact)
    known = {"choices": frozenset(choice.key for choice in item.choices)}
    yield from unknown(item.records.yes, (*place, "yes"), "choices", known)


def _heat_problems(policy: Policy, options: OptionKeys) -> Found:
    if policy.heat is None:
        return
    if policy.heat.season not in {season.key for season in policy.seasons}:
        yield ("heat", "season"), say(N_("there is no season {name}"), name=policy.heat.season)
    for number, (before, level) in enumerate(pairwise(policy.heat.levels), 1):
        if level.degrees <= before.degrees:
            yield ("heat", "level", number, "degrees"), say(N_("the degrees must rise from one level to the next"))
    if policy.heat.audience is not None:
        known = {**options, **classes_by_fact(policy)}
        yield from rule_problems(policy.heat.audience, ("heat", "audience"), known, facts_on_file(policy), people=True)


def _date_problems(policy: Policy, season: Season, place: Place, years: Sequence[int]) -> Found:
    """Yield the days that do not exist; if all do, each thing that is out of order, in the first year it is."""
    missing = list(_missing_days(season, place, years))
    if missing:
        yield from missing
        return
    told: set[tuple[Place, str]] = set()
    for year in years:
        for at, reason in _year_problems(policy, season, year):
            if (at, reason.source) not in told:
                told.add((at, reason.source))
                yield (*place, *at), reason


def _missing_days(season: Season, place: Place, years: Sequence[int]) -> Found:
    around = sorted({near for year in years for near in (year - 1, year, year + 1)})
    for at, rule in _day_rules(season):
        for year in around:
            try:
                rule.in_year(year)
            except NoSuchDay as missing:
                yield (*place, *at), missing.said
                break


def _day_rules(season: Season) -> Iterator[tuple[Place, DayRule]]:
    yield ("opens",), season.opens
    yield ("closes",), season.closes
    yield from ((("rounds", number), rule) for number, rule in enumerate(season.rounds))
    yield from ((("remind", "around", number), around.anchor) for number, around in enumerate(season.remind.around))


def _year_problems(policy: Policy, season: Season, year: int) -> Found:
    one, following = round_of(season, year), round_of(season, year + 1)
    if one.closes < one.opens:
        source = N_("in {year} the season closes on {closes}, before it opens on {opens} (is next_year missing?)")
        yield ("closes",), say(source, year=str(year), closes=one.closes.isoformat(), opens=one.opens.isoformat())
        return
    if one.closes >= following.opens:
        source = N_("the season of {year} is still open on {opens}, when the next one opens")
        yield ("closes",), say(source, year=str(year), opens=following.opens.isoformat())
    if one.closes - timedelta(days=season.follow_up.station_days_before_closing) < one.opens:
        source = N_("in {year} the station would hear of unfinished work before the season opens")
        written = "follow_up" in season.model_fields_set
        yield ("follow_up", "station_days_before_closing") if written else ("closes",), say(source, year=str(year))
    for point in points_of(one, policy.programmes):
        yield from _point_problems(one, point)


def _point_problems(one: Round, point: Point) -> Iterator[tuple[Place, Text]]:
    day = point.day.isoformat()
    if point.day > one.closes:
        source = N_("the reminder on {day} comes after the season closes on {closes}")
        yield point.place, say(source, day=day, closes=one.closes.isoformat())
    if point.day < one.opens:
        source = N_("the reminder on {day} comes before the season opens on {opens}")
        yield point.place, say(source, day=day, opens=one.opens.isoformat())
