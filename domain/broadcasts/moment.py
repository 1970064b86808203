"""When a notice goes out: the question, and moments as people type them."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping, Sequence
from datetime import date, datetime, timedelta, tzinfo
from typing import Any

from domain.forms import ChoiceAnswer, Form, Option, Question, TextAnswer, answered, parse_date
from domain.platform.text import N_, Arg, Sayable, Text, say

LATEST_DAYS = 365
_MOMENT = re.compile(r"(?P<day>\S+?)[ T]*(?P<hour>[0-9]{1,2})[:点點时時](?P<minute>[0-9]{2})?分?")


def time_form(now: datetime, days: Sequence[tuple[date, Sayable]], title: Arg) -> Form:
    """Ask when a notice goes out; `now` is local, `days` are offered, at nine. Answers: `when`, perhaps `moment`."""
    offered = tuple(Option(f"{day:%Y%m%d}", label) for day, label in days)
    other = Option("other", say(N_("Another time")))
    when = Question(
        key="when",
        prompt=say(N_("When shall it go out?")),
        answer=ChoiceAnswer((*offered, other)),
        help=say(N_("In quiet hours nothing goes out; a notice for such a time goes out when they are over.")),
        label=say(N_("Goes out")),
    )
    moment = Question(
        key="moment",
        prompt=say(N_("Please send the day and the time.")),
        answer=TextAnswer(least=1, most=40),
        help=say(N_("Year, month, day, and the time from 0:00 to 23:59, as the clock says it here.")),
        label=say(N_("Day and time")),
        hint=say(N_("For example {example}."), example=f"{now.date() + timedelta(days=2)} 09:00"),
        ask_if=answered("when", "other"),
        check=lambda value, _scope: _wrong_moment(value, now),
    )
    return Form(key="broadcast_time", title=say(N_("When “{title}” goes out"), title=title),
                questions=(when, moment), summary=False)  # fmt: skip


def parse_moment(text: str, zone: tzinfo | None) -> datetime | None:
    """Read 2026-12-01 09:00, 2026年12月1日 9点 and the like, full width too; None when it is no moment."""
    found = _MOMENT.fullmatch(" ".join(unicodedata.normalize("NFKC", text).split()))
    day = parse_date(found["day"]) if found else None
    if found is None or day is None or int(found["hour"]) > 23 or int(found["minute"] or 0) > 59:
        return None
    return datetime(day.year, day.month, day.day, int(found["hour"]), int(found["minute"] or 0), tzinfo=zone)


def _wrong_moment(value: str, now: datetime) -> Text | None:
    moment = parse_moment(value, now.tzinfo)
    if moment is None:
        return say(N_("I could not read that. Please send day and time like this: {example}."),
                   example=f"{now.date() + timedelta(days=2)} 09:00")  # fmt: skip
    if moment <= now:
        return say(N_("{moment} has passed already. Please send a time that is still to come."), moment=moment)
    if moment > now + timedelta(days=LATEST_DAYS):
        return say(N_("That is more than a year away. Please choose an earlier day."))
    return None


def moment_in(answers: Mapping[str, Any], zone: tzinfo) -> datetime:
    """Return the moment that was chosen, in the zone."""
    if answers["when"] == "other":
        moment = parse_moment(answers["moment"], zone)
        assert moment is not None
        return moment
    return datetime.strptime(f"{answers['when']}09", "%Y%m%d%H").replace(tzinfo=zone)
