"""The list of what can be applied for, as it stands for the household of whoever acts."""

from dataclasses import dataclass

from domain.kinds.kind import Given, Need
from domain.kinds.reasons import Reason
from domain.platform.text import Local, Sayable, Text
from domain.policy import Policy, Programme
from services.aid.handing import Standing, standing_of, with_standing
from services.platform.work import Work


@dataclass(frozen=True, slots=True)
class Listed:
    """A programme in the list; `form` is the key of its form. Without a file nothing is open, and no reason is told."""

    key: str
    form: str
    title: Text | Local
    said: Sayable
    against: tuple[Reason, ...]
    is_open: bool


def listed(work: Work) -> tuple[bool, tuple[Listed, ...]]:
    """Return whether whoever acts has a file that is open to them, and the programmes of the policy in force."""
    policy, kinds = work.house.policies.current, work.house.kinds
    standing = standing_of(work, policy, today=work.today)
    offered = ((one, kinds.of(one).listed(one, work.today)) for one in policy.every)
    every = tuple(_line(work, policy, one, said, standing) for one, said in offered if said is not None)
    return standing is not None, every


def _line(work: Work, policy: Policy, programme: Programme, said: Sayable, standing: Standing | None) -> Listed:
    kind = work.house.kinds.of(programme)
    is_for_all = kind.need(programme) is Need.NONE
    against = reasons_against(work, policy, programme, standing) if standing or is_for_all else ()
    form, title = kind.form(policy, programme, None).key, kind.title(programme, running=False)
    return Listed(programme.key, form, title, said, against, (standing is not None or is_for_all) and not against)


def reasons_against(work: Work, policy: Policy, programme: Programme, standing: Standing | None) -> tuple[Reason, ...]:
    """Return what speaks against a programme before anything is asked."""
    blank = Given(policy=policy, programme=programme, answers={}, today=work.today)
    return work.house.kinds.of(programme).before(with_standing(work, blank, standing))
