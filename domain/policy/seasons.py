"""The Four Sends in a policy: seasons with their audience, checklist and reminders, and what goes with them."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, time, timedelta
from enum import StrEnum
from typing import Annotated, Any, Self

from pydantic import AfterValidator, BeforeValidator, Field, PlainValidator, model_validator

from domain.calendar.dates import DayRule, read_day_rule
from domain.platform.fields import Fen, LocalText, Unfit
from domain.platform.text import LOCALES, N_, say
from domain.policy.conditions import Rule
from domain.policy.options import Frozen, Key, Option
from domain.units.steps import Level

EVERYONE = "everyone"
MOST_REMINDER_DAYS = 180

YearDay = Annotated[DayRule, PlainValidator(read_day_rule)]
Days = Annotated[int, Field(ge=-MOST_REMINDER_DAYS, le=MOST_REMINDER_DAYS)]


def read_audience(value: Any) -> Any:
    """Read "everyone" as no condition (None); a condition goes on to be read as a rule; raises Unfit."""
    if value == EVERYONE:
        return None
    if not isinstance(value, dict | Rule):
        raise Unfit(say(N_('the audience is "everyone" or a condition')))
    return value


Audience = Annotated[Rule | None, BeforeValidator(read_audience)]


class SeasonKind(StrEnum):
    """Which of the Four Sends a season is, or an extra round at a festival."""

    SPRING = "spring"
    SUMMER = "summer"
    AUTUMN = "autumn"
    WINTER = "winter"
    FESTIVAL = "festival"


class Topic(StrEnum):
    """What a notice is about; workers choose which of them they want to hear of, except for their safety and file."""

    SEASONAL = "seasonal"
    PROGRAMMES = "programmes"
    TRAINING_JOBS = "training_jobs"
    SAFETY = "safety"
    FILE = "file"

    @property
    def can_be_muted(self) -> bool:
        """Whether people may turn it off: what concerns their safety or their file always arrives, so nobody writes it
        by hand."""
        return self not in (Topic.SAFETY, Topic.FILE)


class Need(StrEnum):
    """What an officer adds when they tick an item off."""

    PHOTO = "photo"
    NOTE = "note"
    CHOICE = "choice"
    GOODS = "goods"
    MONEY = "money"


class Records(Frozen):
    """A yes-or-no fact of the household that an answer settles: yes for the choices named, no for the others."""

    fact: str
    yes: tuple[Key, ...]


class Settled(StrEnum):
    """What settles an item by itself, for every student of the household under the programmes of the season."""

    APPLIED = "applied"
    PAID = "paid"


class Readers(StrEnum):
    """Who gets the message of a season: every registered worker, or the households in its audience."""

    WORKERS = "workers"
    HOUSEHOLDS = "households"


class CheckItem(Option):
    """One thing to do for a household; `not_needed` says whether it may be left out with a reason.

    `wishes` marks the item whose choices say what jobless adults want (job, training, not_now), for matching offers.
    `visit` marks the item that also counts as a home visit. `warns` names the choices that the station's leaders hear
    of at once; `changes` those that say that the file is to be corrected, to which its officer is sent on.
    """

    needs: tuple[Need, ...] = ()
    choices: tuple[Option, ...] = ()
    not_needed: bool = True
    records: Records | None = None
    settled_by: Settled | None = None
    wishes: bool = False
    visit: bool = False
    warns: tuple[Key, ...] = ()
    changes: tuple[Key, ...] = ()

    @model_validator(mode="after")
    def _has_choices_when_it_needs_one(self) -> Self:
        if (Need.CHOICE in self.needs) != bool(self.choices):
            raise Unfit(say(N_("an item that needs a choice lists its choices, and no other does")))
        return self


class Around(Frozen):
    """Reminders some days before (below zero) or after a day: {festival = "春节", days = [-30, -14, -3]}."""

    anchor: YearDay
    days: Annotated[tuple[Days, ...], Field(min_length=1)]

    @model_validator(mode="before")
    @classmethod
    def _gather_the_day(cls, data: Any) -> Any:
        if not isinstance(data, dict) or "anchor" in data:
            return data
        day = {name: value for name, value in data.items() if name != "days"}
        return {"anchor": day} | ({"days": data["days"]} if "days" in data else {})


class Reminders(Frozen):
    """When officers hear of a season: at the opening, every so many weeks, before closing days, around a day."""

    on_opening: bool = True
    every_weeks: Annotated[int, Field(ge=1, le=26)] | None = None
    before_closing_days: tuple[Days, ...] = ()
    before_programme_closing_days: tuple[Annotated[int, Field(ge=0, le=MOST_REMINDER_DAYS)], ...] = ()
    around: tuple[Around, ...] = ()


class FollowUp(Frozen):
    """When unfinished work goes a level up; the centre hears of it after the last open day, which is still worked."""

    station_days_before_closing: Annotated[int, Field(ge=0, le=MOST_REMINDER_DAYS)] = 7
    centre_days_after_closing: Annotated[int, Field(ge=0, le=30)] = 1


def check_topic(topic: Topic) -> Topic:
    """Return a topic that people can turn off; raises Unfit."""
    if not topic.can_be_muted:
        raise Unfit(say(N_("this topic is kept for warnings that nobody can turn off")))
    return topic


class WorkerMessage(Frozen):
    """What workers are told when the season opens, and the programmes its buttons lead to."""

    text: LocalText
    programmes: tuple[Key, ...] = ()
    topic: Annotated[Topic, AfterValidator(check_topic)] = Topic.SEASONAL
    to: Readers = Readers.HOUSEHOLDS


class Season(Frozen):
    """One season's work, from `opens` to `closes`, both days included; `audience` None is every household on file.

    Caps in fen. `pays` is the programme (`visit_money`) by whose cases money is paid that an officer settles. `rounds`
    are days on which the work is gone through once more. A season that is not `enabled` is checked but never opens.
    """

    key: Key
    kind: SeasonKind
    title: LocalText
    enabled: bool = True
    opens: YearDay
    closes: YearDay
    rounds: tuple[YearDay, ...] = ()
    audience: Audience
    checklist: Annotated[tuple[CheckItem, ...], Field(min_length=1)]
    remind: Reminders = Reminders()
    follow_up: FollowUp = FollowUp()
    worker: WorkerMessage
    goods: tuple[Option, ...] = ()
    cap_per_time: Annotated[Fen, Field(gt=0)] | None = None
    cap_per_person_year: Annotated[Fen, Field(gt=0)] | None = None
    pays: Key | None = None

    def item(self, key: str) -> CheckItem:
        """Return an item of the checklist; raises KeyError."""
        for item in self.checklist:
            if item.key == key:
                return item
        raise KeyError(f"checklist item {key}")


class HeatLevel(Frozen):
    """What is advised from so many degrees Celsius on; the languages stand beside the degrees."""

    degrees: Annotated[int, Field(ge=20, le=60)]
    advice: LocalText

    @model_validator(mode="before")
    @classmethod
    def _gather_languages(cls, data: Any) -> Any:
        if not isinstance(data, dict) or "advice" in data:
            return data
        text = {locale: data[locale] for locale in LOCALES if locale in data}
        return {**{name: value for name, value in data.items() if name not in LOCALES}, "advice": text}


class Heat(Frozen):
    """Heat warnings: advice by degrees, and whom the extra round of a season goes to while it is open."""

    season: Key
    levels: Annotated[tuple[HeatLevel, ...], Field(alias="level", min_length=1)]
    audience: Audience = None

    def level(self, degrees: int) -> HeatLevel | None:
        """Return the highest level that is reached, None below the first."""
        reached = [level for level in self.levels if level.degrees <= degrees]
        return reached[-1] if reached else None


class ReceptionDay(Frozen):
    """The day of the month on which leaders receive workers; if it is not worked, the next working day.

    `text` tells workers of it (when and where); without one only the leaders are reminded.
    """

    day: Annotated[int, Field(ge=1, le=28)] = 15
    text: LocalText | None = None


class Visits(Frozen):
    """How often every household on file is visited, and how many households a leader looks after at most."""

    every_months: Annotated[int, Field(ge=1, le=24)] = 6
    leaders_take: Annotated[int, Field(ge=0, le=20)] = 2


class Broadcasts(Frozen):
    """Limits of notices to many: quiet hours, from how many readers on a second person confirms, and how often.

    `per_unit_a_week` is the most notices one unit of a level sends in a week; a level not named has no limit.
    """

    quiet_from: time = time(21)
    quiet_until: time = time(8)
    confirm_above: Annotated[int, Field(ge=0, le=10_000_000)] = 500
    per_unit_a_week: Mapping[Level, Annotated[int, Field(ge=1, le=1_000)]] = {}

    def are_many_more(self, before: int, now: int) -> bool:
        """Say whether readers became so many more that a colleague is asked again: by a quarter, and over twenty."""
        return now - before > max(before // 4, 20)

    def may_go_at(self, moment: datetime) -> datetime:
        """Return the moment itself (in local time), or the end of the quiet hours it falls into."""
        now, start, end = moment.time(), self.quiet_from, self.quiet_until
        quiet = start <= now < end if start <= end else (now >= start or now < end)
        if not quiet:
            return moment
        day = moment.date() if now < end else moment.date() + timedelta(days=1)
        return datetime.combine(day, end, moment.tzinfo)
