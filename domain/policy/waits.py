"""How long something waits for somebody: when they are reminded, when it ends, and until when it can come back."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Annotated, Self

from pydantic import Field, model_validator

from domain.platform.calendar import WorkingCalendar
from domain.platform.fields import Unfit
from domain.platform.text import N_, say
from domain.policy.options import Frozen

_DAY = timedelta(days=1)
Days = Annotated[int, Field(ge=1, le=730)]


@dataclass(frozen=True, slots=True)
class Waiting:
    """Something that waits since a day: how often whoever is waited for was reminded, and the last day they have.

    `call_on` is the next day on which there is something to do about it: a reminder, or the end.
    """

    since: date
    reminded: int
    until: date
    call_on: date


class Patience(Frozen):
    """Days after which whoever is waited for is reminded, and after which the waiting ends.

    Calendar days; a reminder or a last day on which nobody works moves on to the next working day.
    """

    remind_after_days: Annotated[tuple[Days, ...], Field(min_length=1)]
    ends_after_days: Days

    @model_validator(mode="after")
    def _reminds_first(self) -> Self:
        if list(self.remind_after_days) != sorted(set(self.remind_after_days)):
            raise Unfit(say(N_("reminders must come one after another, like [5, 10]")))
        if self.ends_after_days <= self.remind_after_days[-1]:
            raise Unfit(say(N_("it would end before the last reminder has gone out")))
        return self

    def begun(self, since: date, calendar: WorkingCalendar) -> Waiting:
        """Return the waiting that begins on a day."""
        until = calendar.next_working_day(since + timedelta(days=self.ends_after_days))
        return Waiting(since, 0, until, self._reminder(0, since, calendar))

    def is_last(self, waiting: Waiting) -> bool:
        """Say whether every reminder has gone out, so that the end comes next."""
        return waiting.reminded >= len(self.remind_after_days)

    def reminded(self, waiting: Waiting, on: date, calendar: WorkingCalendar) -> Waiting:
        """Return the waiting after a reminder on a day: one stands for all that were due by then.

        Whoever is reminded late keeps as many days after it as the policy gives, so nothing ends unforeseen.
        """
        days = [self._reminder(number, waiting.since, calendar) for number in range(len(self.remind_after_days))]
        count = max(sum(day <= on for day in days), 1)
        left = timedelta(days=self.ends_after_days - self.remind_after_days[count - 1])
        until = max(waiting.until, calendar.next_working_day(on + left)) if on > days[count - 1] else waiting.until
        following = max(days[count], on + _DAY) if count < len(days) else until + _DAY
        return Waiting(waiting.since, count, until, following)

    def counted_anew(self, waiting: Waiting, sent: date | None, calendar: WorkingCalendar) -> Waiting:
        """Return the waiting with its last day counted once more: the last reminder was really sent on that day, if it
        is known, and a holiday may have been announced meanwhile."""
        counted = self.reminded(waiting, sent, calendar) if sent else waiting
        until = calendar.next_working_day(counted.until)
        return Waiting(waiting.since, waiting.reminded, until, until + _DAY)

    def _reminder(self, number: int, since: date, calendar: WorkingCalendar) -> date:
        return calendar.next_working_day(since + timedelta(days=self.remind_after_days[number]))


class Repayments(Frozen):
    """On which days around that of a repayment its worker is reminded (-5: five days before), and after how many days
    their case officer hears that it has not come, and after how many whoever vouched; with so many arrears a leader
    hears, too.

    Repayments of one loan wait `defer_most_months` together at most, if two officers let them; 0: they never do."""

    remind_days: Annotated[tuple[Annotated[int, Field(ge=-60, le=60)], ...], Field(min_length=1)] = (-5, 0, 5)
    late_after_days: Days = 10
    voucher_after_days: Days = 60
    arrears_to_leader: Annotated[int, Field(ge=1, le=24)] = 3
    defer_most_months: Annotated[int, Field(ge=0, le=36)] = 12

    @model_validator(mode="after")
    def _in_order(self) -> Self:
        if list(self.remind_days) != sorted(set(self.remind_days)):
            raise Unfit(say(N_("reminders must come one after another, like [-5, 0, 5]")))
        if self.late_after_days <= self.remind_days[-1]:
            raise Unfit(say(N_("officers hear of it before its worker has been reminded")))
        if self.voucher_after_days < self.late_after_days:
            raise Unfit(say(N_("whoever vouched hears of it before the case officer")))
        return self


class Waits(Frozen):
    """For how long a case waits for its worker, and until when one that ended can be taken up again.

    `papers` that were to follow: at the end whoever reviews is told. `receipt`: with the last reminder the case officer
    is asked to call; at the end the case is closed as paid. `proofs`: papers of what was
    paid at once; with the last reminder the case officer hears of it, at the end the administrators, too, and whoever
    looks at the case next. `card`: another one, for money that came back; in the end
    the case officer visits. `officers`: what they are asked beside the steps; a visit that nobody confirmed is taken
    back at the end, of the rest the administrators are told. `notice`: to many, that its writer
    has neither sent nor gone on with; `change`: one of a file, that nobody confirms; `numbers`: of people on file,
    that were to follow; at the end an officer of the household is told, and the days begin anew;
    `invitation`: a link that nobody follows, and then the administrator who says whether it was who was meant;
    `account`: somebody with another Telegram account, whom an officer is to see, and then a second one to confirm.
    `request`: what somebody asks an officer; at the end it goes one level up, at the top the days begin anew.
    `repayment`: of a loan.
    """

    returned: Patience = Patience(remind_after_days=(5, 10), ends_after_days=30)
    papers: Patience = Patience(remind_after_days=(3, 5), ends_after_days=7)
    receipt: Patience = Patience(remind_after_days=(3, 7, 15), ends_after_days=30)
    proofs: Patience = Patience(remind_after_days=(10, 20), ends_after_days=30)
    card: Patience = Patience(remind_after_days=(5, 10), ends_after_days=15)
    repayment: Repayments = Repayments()
    back_within_days: Days = 90
    new_card_hours: Annotated[int, Field(ge=0, le=336)] = 0  # nothing is paid to a card so newly changed on file
    officers: Patience = Patience(remind_after_days=(2, 5), ends_after_days=10)
    notice: Patience = Patience(remind_after_days=(2, 5), ends_after_days=14)
    change: Patience = Patience(remind_after_days=(3, 10, 17, 24), ends_after_days=30)
    numbers: Patience = Patience(remind_after_days=(7, 21), ends_after_days=45)
    invitation: Patience = Patience(remind_after_days=(1, 3), ends_after_days=7)
    account: Patience = Patience(remind_after_days=(2, 5), ends_after_days=14)
    request: Patience = Patience(remind_after_days=(1, 2), ends_after_days=3)
    write_on_within_days: Days = 30  # new words of a worker go into the thread of before, and open it again
    unsent_days: Days = 7  # what somebody wrote, and did not send, is kept
