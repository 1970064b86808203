"""What a programme of the policy gives, or every reason against it, with all that was looked at."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import cast

from domain.aid.by_policy.amount import Basis, NoAmount, WorkedOut, plain_number, table_looked, uncovered, work_out
from domain.aid.by_policy.caps import counted_under, money_left, times_reached, times_said
from domain.aid.by_policy.membership import Counted, membership_looked, membership_reasons, too_late
from domain.aid.by_policy.monthly import Asker, by_month
from domain.aid.by_policy.window import window_reasons
from domain.aid.eligibility import Assessment, class_facts
from domain.aid.examples import CONDITION, assessment_of, day_of, granted_by, members_in, stated_by
from domain.aid.looked import stacking_looked, window_looked
from domain.aid.stacking import beside_reasons, stacking_reasons
from domain.aid.worked_out import household_reasons
from domain.households.facts import AID_FACTS, CLASS, facts_of, facts_of_people, finding_said
from domain.kinds.comparisons import comparisons, settled
from domain.kinds.reasons import Grant, Membership, Progress, Reason
from domain.kinds.trace import Looked, Source, looked_at
from domain.platform.calendar import add_months
from domain.platform.money import in_yuan
from domain.platform.predicates import Facts, Finding, evaluate
from domain.platform.text import N_, Joined, Money, Sayable, Text, say
from domain.policy import Policy
from domain.policy.aid.programme import About, Aid, OncePer
from domain.policy.caps import Cap
from domain.policy.checks import facts_for
from domain.policy.examples import Example
from domain.policy.frame.lists import is_list_fact


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """Everything a verdict looks at: the household, what it has or asked for, whom it is for, and what was answered.

    `own` are the facts of the programme's own questions, None before anything was asked. `person` numbers the person it
    is for (0 is the worker), `subject` is their resident id, empty for the worker and for the household. `period` is
    that of this case.
    """

    assessment: Assessment
    granted: Sequence[Grant] = ()
    own: Facts | None = None
    person: int | None = None
    subject: str = ""
    period: str = ""
    is_running: bool = False
    memberships: Sequence[Membership] = ()
    born: date | None = None  # when the worker was
    stated: Facts | None = None  # of an example in a policy file: facts that stand for the household's own


@dataclass(frozen=True, slots=True)
class Verdict:
    """Fen and why, or every reason against it. Where the approval chooses, that is the most, and `least` the least;
    what is given each month is the sum of all `months`."""

    amount: int = 0
    why: tuple[Sayable, ...] = ()
    against: tuple[Reason, ...] = field(default_factory=tuple)
    least: int | None = None
    months: int = 0


def verdict(programme: Aid, asked: Asked) -> Verdict:
    """Say what a programme gives (DOMAIN section 3)."""
    assessment = asked.assessment
    reasons = [
        *window_reasons(programme, _day(asked), None if asked.own is None else _ground(programme, asked)),
        *(household_reasons(assessment) if programme.about.needs_file else ()),
        *_condition_reasons(programme, asked),
        *membership_reasons(programme.needs, asked.memberships, _counted(programme, asked)),
        *too_late(programme.once, _counted(programme, asked)),
        *_once_reasons(programme, asked),
        *beside_reasons(programme, asked.granted, assessment.year),
        *_times_reasons(programme, asked),
        *stacking_reasons(assessment, programme, asked.granted),
    ]
    if asked.own is not None and programme.amount is not None:
        keys = {one.key for one in reasons}
        reasons += [one for one in uncovered(programme.amount, _basis(programme, asked)) if one.key not in keys]
    if reasons or asked.own is None:
        return Verdict(against=tuple(reasons))
    if programme.amount is None:
        return Verdict()
    worked = work_out(programme.amount, _basis(programme, asked))
    if isinstance(worked, NoAmount):
        said = say(N_("There is no amount for this: {why}. Please ask your union."), why=worked.said)
        return Verdict(against=(Reason("no_amount", said, worked.said),))
    return _monthly(programme, asked, worked) if programme.monthly else _capped(programme, asked, worked)


def _condition_reasons(programme: Aid, asked: Asked) -> Iterator[Reason]:
    """What the programme itself asks is not known before somebody applies, and then speaks against nobody."""
    if programme.who is None:
        return
    condition, ground = programme.who.condition, _ground(programme, asked)
    if asked.own is None and settled(condition, *ground, open_facts=_asked_by(programme, asked)) is not False:
        return
    for finding in evaluate(condition, *ground).failed:
        if asked.own is not None or finding.fact not in _asked_by(programme, asked):
            said = finding_said(finding, asked.assessment.rules.word)
            worker = finding.worker or _told(asked.assessment.rules, finding, said)
            yield Reason(f"{CONDITION}{finding.fact}", worker, said)


def _day(asked: Asked) -> date:
    return asked.assessment.asked_on or asked.assessment.today


def _asked_by(programme: Aid, asked: Asked) -> frozenset[str]:
    return frozenset(one.key for one in asked.assessment.rules.questions_of(programme.key))


def _ground(programme: Aid, asked: Asked) -> tuple[Facts, Sequence[Facts], Facts | None]:
    """Return what a condition looks at: the household, its people, and the one whom it is for."""
    today = _day(asked)
    people = facts_of_people(asked.assessment.household, today, asked.born)
    if asked.stated is not None:
        people = ({**people[0], **asked.stated},)
    it = people[asked.person] if asked.person is not None and programme.about is About.MEMBER else None
    return _facts(asked), people, it


def _facts(asked: Asked) -> Facts:
    today = _day(asked)
    household = facts_of(asked.assessment.household, today)
    known = {**household, **class_facts(asked.assessment), **(asked.own or {})}
    return {**known, **asked.stated} if asked.stated is not None else known


def _told(policy: Policy, finding: Finding, said: Sayable) -> Sayable:
    """Return what the worker reads where the file has no sentence of its own."""
    if finding.fact != CLASS and not is_list_fact(finding.fact):
        return said
    wanted = finding.wanted if isinstance(finding.wanted, tuple) else (finding.wanted,)
    names = Joined(tuple(policy.household_class(str(one)).label for one in wanted), ", ")
    source = N_("This aid is for {wanted}; your household is in {household_class}.")
    return say(source, wanted=names, household_class=policy.household_class(str(finding.actual)).label)


def _once_reasons(programme: Aid, asked: Asked) -> Iterator[Reason]:
    """Before anybody is chosen whom it is for, what one person has had speaks against nobody."""
    if programme.about is About.MEMBER and asked.person is None:
        return
    same = [one for one in asked.granted if one.programme == programme.key and one.resident_id == asked.subject]
    taken = [one for one in same if one.period == asked.period and one.progress is not Progress.ASKED]
    officer = say(_ONCE_RULES[programme.once.per])
    if taken:
        yield Reason("already_granted", say(_ONCE_TOLD[programme.once.per]), officer, (taken[0].number,))
    elif asked.is_running:
        source = N_("There is already an application for this. Whoever sent it can follow it with /cases.")
        yield Reason("already_applied", say(source), officer)


def looked(programme: Aid, asked: Asked) -> Iterator[Looked]:
    """Yield everything that the verdict looks at."""
    assessment = asked.assessment
    today = _day(asked)
    yield from window_looked(programme.state(today, _ground(programme, asked)), today)
    if programme.who is not None:
        found = comparisons(programme.who.condition, *_ground(programme, asked))
        named = (replace(one, person=asked.person) if one.of_it else one for one in found)
        yield from looked_at(named, assessment.rules.word)
    if programme.amount is not None:
        yield from table_looked(programme.amount, _basis(programme, asked))
    yield from membership_looked(programme.needs, asked.memberships, _counted(programme, asked))
    yield _once_looked(programme, asked)
    if programme.counts:
        yield from stacking_looked(assessment, programme, asked.granted)
    for reason in beside_reasons(programme, asked.granted, assessment.year):
        yield Looked(reason.key, list(reason.cases), None, holds=False, said=reason.officer, source=Source.REGISTER)
    yield from _caps_looked(programme, asked)


def _caps_looked(programme: Aid, asked: Asked) -> Iterator[Looked]:
    for number, cap in enumerate(programme.caps):
        under = counted_under(programme.key, cap, asked.granted, asked.assessment.year, asked.subject)
        count, used = len(under), sum(one.amount for one in under)
        most = cap.fen(asked.assessment.rules.lines.dibao_month)
        if most is None:
            room, said = count < (cap.times or 0), times_said(cap, count)
            yield Looked(f"cap_{number}", count, cap.times, room, said, Source.REGISTER)
        else:
            said, left = _cap_said(cap, most, max(most - used, 0)), used < most
            yield Looked(f"cap_{number}", in_yuan(used), in_yuan(most), left, said, Source.REGISTER)


def exemplified(policy: Policy, programme: Aid, example: Example) -> Verdict:
    """Return what a worked example of the file comes to; raises Unfit."""
    on, stated = day_of(policy, programme, example), stated_by(policy, programme, example)
    own = {one.key: stated.get(one.key) for one in policy.questions_of(programme.key)}
    assessment = assessment_of(policy, stated, on).seen_from(policy.lists_for(programme))
    asked = Asked(
        assessment=assessment, granted=granted_by(example, on), own=own, person=0, period="-", stated=stated,
        memberships=members_in(example),
    )  # fmt: skip
    return verdict(programme, asked)


def _counted(programme: Aid, asked: Asked) -> Counted:
    """Return the day of the event, where one is asked for and known, else today."""
    today = _day(asked)
    stated = (asked.own or {}).get(programme.once.event or "")
    return Counted(date.fromisoformat(stated) if isinstance(stated, str) and stated else today, today)


def _times_reasons(programme: Aid, asked: Asked) -> Iterator[Reason]:
    """Before anybody is chosen whom it is for, what one person has had speaks against nobody."""
    if programme.about is not About.MEMBER or asked.person is not None:
        yield from times_reached(programme, asked.granted, asked.assessment.year, asked.subject)


def _once_looked(programme: Aid, asked: Asked) -> Looked:
    reason = next(_once_reasons(programme, asked), None)
    said = say(N_("{rule} There is none yet."), rule=say(_ONCE_RULES[programme.once.per]))
    found = [] if reason is None else list(reason.cases)
    shown = said if reason is None else reason.officer
    return Looked("once", found, programme.once.per.value, reason is None, shown, Source.REGISTER)


_ONCE_RULES = {
    OncePer.YEAR: N_("Once in a calendar year."),
    OncePer.EVER: N_("Once only."),
    OncePer.EVENT: N_("Once for each event."),
    OncePer.SETTLED: N_("One at a time: the next once it is paid back."),
    OncePer.SCHOOL_YEAR: N_("Once in a school year."),
    OncePer.ENDED: N_("One at a time: the next once its months are over."),
}
_ONCE_TOLD = {
    OncePer.YEAR: N_("This aid was already given this year. You can apply again next year."),
    OncePer.EVER: N_("This aid is given once, and you already have it."),
    OncePer.EVENT: N_("For this event the aid was already given."),
    OncePer.SCHOOL_YEAR: N_("This aid was already given for this school year. You can apply again next year."),
    OncePer.SETTLED: N_("You have a loan that is not paid back yet. You can ask for another one after that."),
    OncePer.ENDED: N_("You get this each month already. When its months are over, you can ask again."),
}


def _basis(programme: Aid, asked: Asked) -> Basis:
    rules = asked.assessment.rules
    named = {**facts_for(rules, programme.key), **AID_FACTS}
    facts = _facts(asked)
    return Basis(facts, named, cast(int, facts["size"]), rules.lines.dibao_month, rules.word)


def _capped(programme: Aid, asked: Asked, worked: WorkedOut) -> Verdict:
    fen, why, month = worked.fen, list(worked.lines), asked.assessment.rules.lines.dibao_month
    for cap in programme.caps:
        most = cap.fen(month)
        left = money_left(programme.key, cap, most, asked.granted, asked.assessment.year, asked.subject)
        if most is not None and left is not None and fen > left:
            fen = left
            why.append(_cap_said(cap, most, left))
    if fen:
        return Verdict(fen, tuple(why), least=None if worked.least is None else min(worked.least, fen))
    told = say(N_("The most that can be given of this in a year has been reached. Please come back next year."))
    return Verdict(against=(Reason("cap_reached", told, Joined(tuple(why), " ")),))


def _monthly(programme: Aid, asked: Asked, each: WorkedOut) -> Verdict:
    assert programme.monthly is not None
    today, month = _day(asked), asked.assessment.rules.lines.dibao_month
    asker = Asker(today, _born(asked, today), asked.granted, asked.subject)
    found = by_month(programme.key, programme.monthly, programme.caps, each, asker, month)
    if isinstance(found, Reason):
        return Verdict(against=(found,))
    return Verdict(found.fen, found.why, months=len(found.days))


def _born(asked: Asked, today: date) -> date | None:
    """Return when the one whom it is for was born; an example in a file states their age alone."""
    age = (asked.stated or {}).get("age")
    if isinstance(age, int):
        return add_months(today, -12 * age)
    return asked.assessment.household.members[asked.person - 1].birth if asked.person else asked.born


def _cap_said(cap: Cap, most: int, left: int) -> Text:
    if cap.over_a_year:
        source = N_("At most {most} of it is given in a year, so {left} is left.")
        return say(source, most=Money(most), left=Money(left))
    if cap.dibao_months is not None:
        source = N_("At most {months} months of dibao: {most}.")
        return say(source, months=plain_number(cap.dibao_months), most=Money(most))
    return say(N_("At most {most}."), most=Money(most))
