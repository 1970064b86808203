"""Handing in, whatever the kind of help: what is asked, what it would bring, and the case that comes of it."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from sqlmodel import col, select

from domain.aid.eligibility import assess
from domain.forms import Facts, Form, answers_told, start
from domain.households.classes import HouseholdClass
from domain.households.household import from_answers
from domain.households.numbers import NumberFirst
from domain.kinds.kind import Found, Given, Need, Subject
from domain.platform.access import NotForYou
from domain.platform.money import round_half_up
from domain.platform.text import N_, Joined, Refusal, Sayable, paragraphs, say
from domain.policy import Policy, Programme
from domain.policy.frame.warnings import Sign
from domain.procedure.events import NearTheLine, ToBeSigned
from models.procedure import AidCase
from services import cases
from services.aid.bars import remember_bar
from services.aid.beside import hand_in_beside, share_with
from services.aid.granted import Granted, opened, print_for
from services.aid.memberships import memberships_of
from services.aid.other_aid import LIVE, grants_for, grants_of_worker, lock_household
from services.aid.others.groups import ask_group
from services.aid.others.on_behalf import is_on_behalf, opens_for_many, unit_in, units_of
from services.aid.people import born_of, known_in, number_of, people_of
from services.aid.resting import check_open
from services.aid.standing import Standing, standing_of
from services.aid.today import check_today
from services.aid.verdicts import keep_verdict, trace_of
from services.households import file_of_person
from services.people import row_of
from services.platform.work import Work
from services.procedure import beside, lock_own


class FileNeeded(Refusal):
    """Aid needs a household file first."""

    text = N_("Aid needs a hardship file that is open to you, and there is none. /file says how one opens.")


class NotGranted(Refusal):
    """The rules say no; the reasons may be newer than those that were told before."""

    text = N_("This application cannot be handed in as it is. {reasons} You can change an answer, or leave it for now.")


class OnAnotherList(Refusal):
    """A case stays with the list that it was handed in for."""

    text = N_(
        "With these answers your household does not come on the list that {number} is for, but it can come on another "
        "one. Please take {number} back with /cases, then report again."
    )


NEAR = say(
    N_(
        "Your household is only a little above the line. Your union keeps a short note of that and looks whether other "
        "help fits; you need not do anything."
    )
)


@dataclass(frozen=True, slots=True)
class Wish:
    """What a form is about: a programme under a policy, the day by which it is judged, the case that is corrected."""

    policy: Policy
    programme: Programme
    today: date
    case_id: int | None = None


def wish_for(work: Work, subject: str, policy: Policy) -> Wish:
    """Return what a draft is about: `subject` is the key of a programme (none: the hardship file), or the id of a case
    of whoever acts. Aid that came back is judged by the day it was first handed in, a report by the day of its answers.

    Raises NotForYou.
    """
    if not subject.isdigit():
        return Wish(policy, policy.given(subject), work.today)
    case = cases.handed_in(work, int(subject))
    programme = policy.given(case.programme)
    first = case.opened_at.astimezone(work.house.zone).date()
    return Wish(policy, programme, work.today if _opens(work, programme) else first, case.id)


def form_for(work: Work, wish: Wish) -> Form:
    """Return what is asked; raises FileNeeded, and what its kind raises when there is nobody to ask about."""
    standing = _standing_needed(work, wish)
    people = people_of(standing.household) if standing else None
    if is_on_behalf(work, wish.programme):
        people = units_of(work)
    return work.house.kinds.of(wish.programme).form(wish.policy, wish.programme, people)


def known_for(work: Work, wish: Wish) -> Mapping[str, Any]:
    """Return the answers that a case comes back with; none for a new one."""
    if wish.case_id is None:
        return {}
    answers = cases.handed_in(work, wish.case_id).answers
    file = file_of_person(work.session, work.person_id)
    people = known_in(file) if file is not None else {}
    given = Given(policy=wish.policy, programme=wish.programme, answers=answers, today=wish.today, people=people)
    return work.house.kinds.of(wish.programme).again(given)


def preview(work: Work, wish: Wish, answers: Mapping[str, Any]) -> Found:
    """Say what it would bring, or every reason why not; for how long a report has to wait is remembered."""
    found = work.house.kinds.of(wish.programme).found(_given(work, wish, answers, _standing_needed(work, wish)))
    _remember(work, wish, found)
    if found.against and _opens(work, wish.programme) and found.household_class == HouseholdClass.NONE:
        return _near_the_line(work, wish, answers, found)
    return found


def _near_the_line(work: Work, wish: Wish, answers: Mapping[str, Any], found: Found) -> Found:
    """Whose household is in no class may be near the line: officers hear of it, and the worker reads that."""
    assessed, rule = assess(from_answers(answers), wish.policy, today=wish.today), wish.policy.warning(Sign.EDGE)
    net, line = assessed.net_fen, round_half_up(assessed.highest.limit)
    if rule is None or assessed.exclusions:
        return found
    work.happened(NearTheLine(work.person_id, net, line, rule.is_near(net, line)))
    return replace(found, said=paragraphs(found.said, NEAR)) if rule.is_near(net, line) else found


def reported(work: Work, case_id: int) -> tuple[Sayable, ...]:
    """Return what a worker handed in with a case, by messages: how class and sum were worked out on that day, then
    their answers. Raises NotForYou, and FileNeeded for aid without a file."""
    handed = cases.handed_in(work, case_id)
    policy = work.house.policies.of(work.session, handed.policy_version)
    wish = replace(wish_for(work, str(case_id), policy), today=work.at(handed.opened_at).today)
    answers = known_for(work, wish)
    given = _given(work, wish, answers, _standing_needed(work, wish))
    kept = trace_of(work.session, case_id)
    worked_out = kept.said if kept else work.house.kinds.of(wish.programme).found(given).said
    form, facts = form_for(work, wish), Facts(wish.today)
    left_out = {question.key: None for question in form.questions if question.optional}
    told = answers_told(form, start(form, facts, {**left_out, **answers}), facts)
    return (worked_out, *told)


def thanks_for(work: Work, wish: Wish, number: str) -> Sayable:
    """Return what is said once it is handed in: what comes now."""
    return work.house.kinds.of(wish.programme).handed_in(wish.programme, number)


def hand_in(work: Work, programme: Programme, answers: Mapping[str, Any], policy: Policy) -> str:
    """Open a case and return its number; raises FileNeeded, NotGranted, TooManyToday, and as `cases.open_case` does."""
    wish = Wish(policy, programme, work.today)
    granted = _granted(work, wish, answers)
    _remember(work, wish, granted.found)
    case = opened(work, granted, unit_id=unit_in(work, programme, answers))
    for key, at_once in granted.found.also.items():
        if at_once:
            hand_in_beside(work, case.id, key)
    return case.number


def hand_in_again(work: Work, case_id: int, answers: Mapping[str, Any], policy: Policy) -> str:
    """Hand a returned case in again, aid still within the window it began in, and return its number. Raises what
    `hand_in` does, NotForYou, NotReturned."""
    mine = lock_own(work, case_id)  # the case before its household, as officers do
    wish = wish_for(work, str(case_id), policy)
    granted = _granted(work, wish, answers)
    found, subject = granted.found, granted.subject
    if found.leads_to:
        return _goes_on_beside(work, mine, granted)
    case = cases.resubmit(
        work,
        case_id,
        answers={**answers, **subject.kept},
        household_class=found.household_class.value,
        amount=found.amount,
        least=found.least,
        months=found.months,
        members=subject.members if _opens(work, wish.programme) else None,
        subject_print=print_for(subject),
    )
    keep_verdict(work, case, granted.given, found)
    share_with(work, beside(work, case, reports=True), granted)
    ask_group(work, ToBeSigned(case.id))
    return case.number


def _goes_on_beside(work: Work, case: AidCase, granted: Granted) -> str:
    """With these answers the household comes only on a list that the report is handed in for as well: that case goes
    on with them, and this one is taken back. Raises OnAnotherList when there is none."""
    others = beside(work, case, reports=True)
    other = next((one for one in others if one.programme == granted.found.leads_to), None)
    if other is None:
        raise OnAnotherList(number=case.number)
    cases.withdraw(work, case.id)
    share_with(work, others, granted)
    return other.number


def case_in_the_way(work: Work) -> str | None:
    """Return the number of the worker's own report under way, or of the open file that they live in."""
    return cases.find_open_household(work.session, work.person_id)


def _granted(work: Work, wish: Wish, answers: Mapping[str, Any]) -> Granted:
    """Look at everything once more, with the household locked."""
    if opens_for_many(work, wish.programme):
        raise NotForYou
    if unit_in(work, wish.programme, answers) is None and _need(work, wish.programme) is not Need.RESTS:
        check_today(work)
    file = None if _opens(work, wish.programme) else file_of_person(work.session, work.person_id)
    if file is not None:
        lock_household(work.session, file.id)
    standing = _standing_needed(work, wish)
    given, kind = _given(work, wish, answers, standing), work.house.kinds.of(wish.programme)
    found = kind.found(given)
    check_open(standing, kind.need(wish.programme), again=wish.case_id is not None)
    if found.against:
        raise NotGranted(reasons=Joined(tuple(reason.worker for reason in found.against)))
    if found.leads_to:
        given = replace(given, programme=wish.policy.given(found.leads_to))
    return Granted(given, found, kind.subject(given), standing)


def _opens(work: Work, programme: Programme) -> bool:
    return _need(work, programme) is Need.OPENS


def _need(work: Work, programme: Programme) -> Need:
    return work.house.kinds.of(programme).need(programme)


def _standing(work: Work, wish: Wish) -> Standing:
    standing = standing_of(work, wish.policy, today=wish.today, but=wish.case_id)
    if standing is None:
        raise FileNeeded
    return standing


def _standing_needed(work: Work, wish: Wish) -> Standing | None:
    match _need(work, wish.programme):
        case Need.OPENS:
            return None
        case Need.NONE if is_on_behalf(work, wish.programme):
            return None  # their own household is nothing to it
        case Need.NONE:
            return standing_of(work, wish.policy, today=wish.today, but=wish.case_id)
    return _standing(work, wish)


def _given(work: Work, wish: Wish, answers: Mapping[str, Any], standing: Standing | None) -> Given:
    given = Given(policy=wish.policy, programme=wish.programme, answers=answers, today=wish.today)
    if _opens(work, wish.programme):
        return given
    on_file = with_standing(work, given, standing, but=wish.case_id)
    subject = work.house.kinds.of(wish.programme).subject(on_file)
    if subject.person is not None and not subject.person.resident_id:
        raise NumberFirst(name=subject.person.name)
    if is_on_behalf(work, wish.programme):
        on_file = replace(on_file, granted=grants_for(work.session, print_for(subject) or "", but=wish.case_id))
    return replace(on_file, is_running=_is_running(work, wish, standing if on_file.worker == "" else None, subject))


def with_standing(work: Work, given: Given, standing: Standing | None, *, but: int | None = None) -> Given:
    """Add what is known of the household, and what it has; where no file is needed, what the worker has."""
    if is_on_behalf(work, given.programme):
        return replace(given, people=units_of(work))
    if standing is not None:
        given = replace(given, file=standing.on_file, people=known_in(standing.household), granted=standing.granted)
    if work.house.kinds.of(given.programme).need(given.programme) is not Need.NONE:
        return replace(given, born=born_of(work, standing.head_id) if standing else None)
    granted = grants_of_worker(work.session, work.person_id, but=but)
    members = memberships_of(work.session, work.person_id) if given.programme.for_members_of else ()
    worker = number_of(row_of(work))
    born = born_of(work, work.person_id)
    return replace(given, granted=granted, worker=worker, memberships=members, born=born)


def _is_running(work: Work, wish: Wish, standing: Standing | None, subject: Subject) -> bool:
    """Say whether whom it is for has a case of this programme and period already, whoever of the household made it;
    another household's is for an officer over both, not for them."""
    whose = AidCase.household_id == standing.file_id if standing is not None else AidCase.applicant_id == work.person_id
    there = select(AidCase.id).where(
        AidCase.subject_print == print_for(subject),
        AidCase.programme == wish.programme.key,
        AidCase.period == subject.period,
        whose if not is_on_behalf(work, wish.programme) else True,
        col(AidCase.status).in_(LIVE),
    )
    return any(case_id != wish.case_id for case_id in work.session.exec(there))


def _remember(work: Work, wish: Wish, found: Found) -> None:
    if _opens(work, wish.programme):
        remember_bar(work, found.again_on)
