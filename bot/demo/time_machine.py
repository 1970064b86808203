"""The time machine of the embedded simulator."""

from collections.abc import Awaitable, Callable, Sequence
from datetime import datetime, time, timedelta

from sqlmodel import col, select

from bot.clock import Clock
from bot.demo.embedded import keep_clock, three
from delivery.sender import OpenSession
from domain.campaigns.plan import What, events_between
from models.notices import Notice
from services.platform.house import House
from simulator import Jump

JUMPS = (
    Jump("next_day", three("下一天", "下一天", "Next day")),
    Jump("next_working_day", three("下一个工作日", "下一個工作日", "Next working day")),
    Jump("end_of_notice", three("公示期满", "公示期滿", "End of notice")),
    Jump("next_season", three("下一个季节", "下一個季節", "Next season")),
)
NOWHERE = {
    "end_of_notice": three("现在没有正在公示的事项。", "現在沒有正在公示的事項。", "No public notice is running now."),
    "next_season": three("规则里没有安排季节。", "規則裡沒有安排季節。", "The policy has no season."),
}
OPENS_AT, LOOK_AHEAD = time(9), timedelta(days=800)  # a season opens every year, lunar ones up to a month later


class BotTime:
    """The time machine: moves the program's clock day by day and lets everything due happen at every stop."""

    def __init__(
        self, clock: Clock, house: Callable[[], House], work: OpenSession, catch_up: Callable[[], Awaitable[None]]
    ) -> None:
        """`catch_up` does everything that is due by the clock."""
        self._clock, self._house, self._work, self._catch_up = clock, house, work, catch_up

    def now(self) -> datetime:
        return self._clock.now().astimezone(self._house().zone)

    def jumps(self) -> Sequence[Jump]:
        return JUMPS

    async def jump(self, key: str) -> dict[str, str]:
        """Leap; the sentence says where we are."""
        goal = self._goal(key)
        if goal is None:
            return NOWHERE[key]
        start = self.now()
        for stop in leaps(start, goal):
            self._clock.shift += stop - self.now()
            await self._catch_up()
        with self._work() as session:
            keep_clock(session, self._clock)
        return self._arrived()

    def _arrived(self) -> dict[str, str]:
        now = self.now()
        weekday = "一二三四五六日"[now.weekday()]
        chinese = f"{now.year}年{now.month}月{now.day}日 星期{weekday}"
        return three(f"现在是{chinese}。", f"現在是{chinese}。", f"It is now {now:%A}, {now.day} {now:%B %Y}.")

    def _goal(self, key: str) -> datetime | None:
        now = self.now()
        tomorrow = now + timedelta(days=1)
        match key:
            case "next_working_day":
                day = self._house().policies.current.calendar.next_working_day(tomorrow.date())
                return now + timedelta(days=(day - now.date()).days)
            case "end_of_notice":
                return self._end_of_notice(now)
            case "next_season":
                return self._next_season(now)
        return tomorrow

    def _next_season(self, now: datetime) -> datetime | None:
        """Return nine o'clock on the next day on which the policy opens a season, None when it has none."""
        today = now.date()
        ahead = events_between(self._house().policies.current, today - timedelta(days=1), today + LOOK_AHEAD)
        mornings = (datetime.combine(event.day, OPENS_AT, now.tzinfo) for event in ahead if event.what is What.OPENING)
        return next((morning for morning in mornings if morning > now), None)

    def _end_of_notice(self, now: datetime) -> datetime | None:
        with self._work() as session:
            running = select(Notice).where(col(Notice.taken_down_at).is_(None)).order_by(col(Notice.last_day))
            notice = session.exec(running).first()
        if notice is None:
            return None
        last = notice.last_day
        return max(now, datetime(last.year, last.month, last.day, 9, tzinfo=now.tzinfo) + timedelta(days=1))


def leaps(start: datetime, end: datetime) -> list[datetime]:
    """Return the moments a leap passes on its way: each following day at the same hour, and its end."""
    days = (end - start) // timedelta(days=1)
    steps = [start + timedelta(days=n) for n in range(1, days + 1)]
    return steps if steps and steps[-1] == end else [*steps, end]
