"""What there is for the household of whoever acts: now, once there is a file, later, and what not."""

from dataclasses import dataclass
from datetime import date
from enum import Enum, auto

from domain.aid.eligibility import assess
from domain.households.household import from_answers
from domain.kinds.kind import Given, Need
from domain.kinds.reasons import Reason
from domain.platform.text import Local, Sayable, Text
from domain.policy import Policy, Programme
from services import cases
from services.aid.handing import with_standing
from services.aid.others.on_behalf import may_open
from services.aid.resting import while_it_rests
from services.aid.standing import Standing, standing_of
from services.platform.work import Work

__all__ = ["Chance", "Listed", "listed", "reasons_against"]


class Chance(Enum):
    """Whether a programme is for a household: now, once its file is open, from a day on, or not as it is."""

    NOW = auto()
    WITH_A_FILE = auto()
    LATER = auto()
    NOT = auto()


@dataclass(frozen=True, slots=True)
class Listed:
    """A programme in the list; `form` is the key of its form, `on` the day from which it is for them."""

    key: str
    form: str
    title: Text | Local
    said: Sayable
    against: tuple[Reason, ...]
    chance: Chance
    on: date | None = None

    @property
    def is_open(self) -> bool:
        """Whether it can be applied for now."""
        return self.chance is Chance.NOW


def listed(work: Work) -> tuple[bool, tuple[Listed, ...]]:
    """Return whether whoever acts has a file that is open to them, and the programmes of the policy in force.

    Without a file they are looked at by the report that is under way; without a report nothing speaks against any.
    """
    policy, kinds = work.house.policies.current, work.house.kinds
    standing = standing_of(work, policy, today=work.today)
    looked_at = standing or _reported(work, policy)
    asked = cases.lists_asked_for(work, standing.file_id if standing else None)
    theirs = (one for one in policy.every if one.enters not in asked and may_open(work, one))
    offered = ((one, kinds.of(one).listed(one, work.today)) for one in theirs)
    every = (_line(work, one, said, standing, looked_at) for one, said in offered if said is not None)
    return standing is not None, tuple(every)


def _reported(work: Work, policy: Policy) -> Standing | None:
    """Return the household as the report under way tells it, as if it were on file."""
    answers = cases.answers_under_way(work)
    if answers is None:
        return None
    household = from_answers(answers)
    return Standing(0, "", household, assess(household, policy, today=work.today), (), work.person_id)


def _line(work: Work, programme: Programme, said: Sayable, standing: Standing | None, by: Standing | None) -> Listed:
    policy, kind = work.house.policies.current, work.house.kinds.of(programme)
    is_for_all = kind.need(programme) is Need.NONE
    by = standing if is_for_all else by
    against = reasons_against(work, policy, programme, by) if by or is_for_all else ()
    days = [reason.on for reason in against]
    on = max((day for day in days if day), default=None) if None not in days else None
    form, title = kind.form(policy, programme, None).key, kind.title(programme, running=False)
    has_way = standing is not None or is_for_all
    return Listed(programme.key, form, title, said, against, _chance(against, on, has_way=has_way), on)


def _chance(against: tuple[Reason, ...], on: date | None, *, has_way: bool) -> Chance:
    if against:
        return Chance.LATER if on else Chance.NOT
    return Chance.NOW if has_way else Chance.WITH_A_FILE


def reasons_against(work: Work, policy: Policy, programme: Programme, standing: Standing | None) -> tuple[Reason, ...]:
    """Return what speaks against a programme before anything is asked."""
    blank = Given(policy=policy, programme=programme, answers={}, today=work.today)
    kind = work.house.kinds.of(programme)
    return (*while_it_rests(standing, kind.need(programme)), *kind.before(with_standing(work, blank, standing)))
