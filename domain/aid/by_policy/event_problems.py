"""What is wrong with a programme that is opened for all whom an event has struck, or whose sum a meeting chooses."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from domain.platform.text import N_, Text, say
from domain.policy import Policy
from domain.policy.aid.amounts import ChosenBy
from domain.policy.aid.programme import Aid, OncePer
from domain.policy.conditions import Place
from domain.units.steps import Step, StepKind

Problems = Iterator[tuple[Place, Text]]


def event_problems(policy: Policy, programme: Aid, place: Place) -> Problems:
    """Yield what an event cannot be: nobody hands anything in, and all of it is approved by one list."""
    if not programme.about.is_event:
        return
    if programme.once.per is not OncePer.EVENT or programme.once.event or programme.once.within_days:
        source = N_("an event is told from others by the officer who opens it: {once}")
        yield (*place, "once"), say(source, once='once = { per = "event" }')
    steps = policy.procedure.get(programme.procedure, ())
    if steps and steps[0].kind not in (StepKind.NOTICE, StepKind.APPROVAL):
        source = N_("nobody hands in a case of an event, so it begins with the public notice or the approval")
        yield (*place, "procedure"), say(source)
    amount = programme.amount
    if amount is None or amount.is_goods or amount.chosen_by or amount.month:
        source = N_("what an event gives is money at once, whose sum the rules say: it is approved by one list")
        yield (*place, "amount"), say(source)
    for number, paper in enumerate(programme.papers):
        if paper.after is None:
            source = N_("nobody hands in a case of an event, so a paper follows the money: {after}")
            yield (*place, "papers", number), say(source, after='after = "payment"')
    if programme.needs is not None:
        yield (*place, "needs"), say(N_("an event strikes everybody, members or not"))


def meeting_sum_problems(programme: Aid, steps: Sequence[Step], place: Place) -> Problems:
    """Yield a sum that a meeting should choose and cannot, or could and need not."""
    by = programme.amount.chosen_by if programme.amount is not None else None
    says = any(step.sum is not None for step in steps)
    if by is ChosenBy.MEETING and not says:
        source = N_("a sum that a meeting chooses needs a meeting that says how it comes to one: {sum}")
        yield (*place, "procedure"), say(source, sum='sum = "median"')
    if by is not ChosenBy.MEETING and says:
        source = N_("its meeting says how it comes to a sum, and there is none to choose: {amount}")
        yield (*place, "amount"), say(source, amount='chosen_by = "meeting"')
