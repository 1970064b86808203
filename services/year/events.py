"""What the year brings beside the seasons: programmes open, and leaders receive workers."""

import re
from datetime import date, timedelta

from sqlmodel import col, select

from domain.aid.buttons import ApplyTo
from domain.broadcasts.audience import Audience
from domain.campaigns.plan import Event, What, events_between
from domain.platform.messages import Message, key
from domain.platform.text import N_, Local, Money, Sayable, Text, lines, paragraphs, say
from domain.policy.programmes import AppliedFor
from domain.policy.seasons import Topic
from domain.units.steps import Level
from models.platform.setting import Setting
from models.units import Unit
from services.broadcasts import announce
from services.campaigns import leaders_of, running, season_of
from services.platform import outbox
from services.platform.work import Work

__all__ = ["tell_of_days"]

SEEN = "year_seen_until"
LONGEST_LOOK_BACK = timedelta(days=366)
SAID_BY_ITS_SEASON = timedelta(days=31)
LONGEST_TITLE = 40


def tell_of_days(work: Work) -> None:
    """Tell of the programmes that have opened and of the reception day; the day looked at last is remembered.

    A programme that opened while the program was off is told of as long as it is open. Of a reception day the leaders
    hear on the working day before, or on the day itself if the program was off then; the workers only on the day, since
    their text says "today".
    """
    today = work.today
    seen = work.session.get(Setting, SEEN)
    after = date.fromisoformat(seen.value) if seen is not None else today - timedelta(days=1)
    if after == today:
        return
    if after > today:  # a clock that went wrong was here; what it told has its keys
        after = today - timedelta(days=1)
    for event in events_between(work.house.policies.current, max(after, today - LONGEST_LOOK_BACK), today):
        if event.what is What.PROGRAMME_OPENS:
            _programme_opened(work, event, today)
        elif event.what is What.RECEPTION_DAY and event.day == today:
            _remind_leaders(work, event, today)
            _tell_workers(work, event)
    _remind_of_next(work, today)
    work.session.merge(Setting(name=SEEN, value=today.isoformat()))


def _programme_opened(work: Work, event: Event, today: date) -> None:
    programme = work.house.policies.current.programme(event.season)
    state = programme.state(today)
    if state is None or not state.is_open or _said_by_a_season(work, programme, today):
        return
    text = paragraphs(
        say(N_("<b>{programme}</b>: you can apply now, until {closes}."),
            programme=programme.title, closes=state.closes_on),
        programme.summary,
        _amounts(programme),
    )  # fmt: skip
    apply = key(say(N_("Apply: {programme}"), programme=programme.title), ApplyTo(programme.key))
    announce(
        work,
        key=f"programme:{programme.key}:{event.year}:opens",
        topic=Topic.PROGRAMMES,
        title=lines(programme.title, str(event.year), between=" "),
        message=Message(text, ((apply,),)),
        audience=Audience(workers=True),
    )


def _amounts(programme: AppliedFor) -> Text | None:
    least_and_most = programme.amount_range()
    if least_and_most is None:
        return None
    least, most = map(Money, least_and_most)
    return say(N_("From {least} to {most} for each student and year."), least=least, most=most)


def _said_by_a_season(work: Work, programme: AppliedFor, today: date) -> bool:
    """Say whether a campaign that leads to the programme told the workers of it not long ago."""
    for campaign in running(work.session):
        opened = work.at(campaign.opened_at).today
        linked = season_of(work, campaign).worker.programmes
        if programme.key in linked and today - opened <= SAID_BY_ITS_SEASON:
            return True
    return False


def _remind_of_next(work: Work, today: date) -> None:
    """On a working day, remind the leaders if the next one is a reception day."""
    policy = work.house.policies.current
    if not policy.calendar.is_working_day(today):
        return
    next_one = policy.calendar.add_working_days(today, 1)
    for event in events_between(policy, today, next_one):
        if event.what is What.RECEPTION_DAY:
            _remind_leaders(work, event, today)


def _remind_leaders(work: Work, event: Event, today: date) -> None:
    """Tell the leaders of the centre of a reception day, once."""
    today_is = N_("Today is reception day: workers come to see the leaders in person. Please keep time for them.")
    it_is_on = N_("Reception day is {day}: workers come to see the leaders in person. Please keep time for them.")
    said = say(today_is) if event.day == today else say(it_is_on, day=event.day)
    centres = select(Unit).where(Unit.level == Level.CENTRE.value, col(Unit.closed_at).is_(None))
    leaders = [leader for centre in work.session.exec(centres) for leader in leaders_of(work, centre)]
    for leader in dict.fromkeys(leaders):
        name = f"reception:{event.day}:{leader}"
        outbox.put(work, leader, Message(said), key=name, priority=outbox.REMINDER)


def _tell_workers(work: Work, event: Event) -> None:
    """Tell all workers of today's reception day, if the policy has words for it and it does not reach them too late."""
    reception = work.house.policies.current.reception_day
    assert reception is not None  # else the plan has no such day
    local = work.now.astimezone(work.house.zone)
    if reception.text is None or work.house.policies.current.broadcasts.may_go_at(local).date() != event.day:
        return
    announce(
        work,
        key=f"reception:{event.day}",
        topic=Topic.SEASONAL,
        title=_title(event, reception.text),
        message=Message(reception.text),
        audience=Audience(workers=True),
    )


def _title(event: Event, text: Local) -> Sayable:
    """Call the notice by its day and the first words of its text."""
    first = {
        locale: re.split(r"[。.!！]", one, maxsplit=1)[0][:LONGEST_TITLE] for locale, one in text.by_locale.items()
    }
    return lines(event.day.isoformat(), Local(first), between=" ")
