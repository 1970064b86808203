"""The course of a case: what a change of step sets going, whoever made it, and that there is one case for one what."""

from sqlalchemy.exc import IntegrityError
from sqlmodel import select

from domain.platform.text import Sayable
from domain.procedure import procedure
from domain.procedure.events import CameToNothing, PeopleNamed
from domain.procedure.refusals import OnceApplied, OnceOnly, PeopleUnsettled
from domain.procedure.state import CaseState, Status
from domain.procedure.steps import kind_of
from models.procedure import AidCase
from services import books
from services.platform.work import Work
from services.procedure import notice as notices
from services.procedure import prompts
from services.procedure.meant import keeping
from services.procedure.record import due_at, place, policy_of, save, state_of, steps_of
from services.procedure.standing import household_ids, is_booked, parts_of


def begin(work: Work, case: AidCase) -> None:
    """Let a case that was just written down begin at its first step."""
    steps, household = steps_of(case, policy_of(work, case)), household_ids(work.session, case)
    opened = procedure.open_case(
        case.number, steps, applicant=case.applicant_id, household=household, amount=case.amount,
        entered_by=case.entered_by,
    )  # fmt: skip
    place(work, case, opened)
    take_at_door(work, case)
    if case.opens_file:
        work.happened(PeopleNamed(case.id))
    _enter(work, case, opened)


def move(work: Work, case: AidCase, after: CaseState, said: Sayable) -> None:
    """Write the new state, take the old prompts back with `said`, and begin what the new step needs.

    Raises NotThisStep when somebody was faster, OnceOnly when a case that was not open has lost what it was for to
    another one; nothing is changed then.
    """
    before, step = Status(case.status), case.step
    save(work, case, after)
    if before is not Status.OPEN and not after.status.is_closed:
        (take_once if before is Status.REFUSED else take_at_door)(work, case)
    if is_booked(work.session, case):
        books.follow(work, case, after)
    keeping.overtaken(work, case, said)
    prompts.close_all(work, case, said)
    for event in kind_of(step).left(case.id) if procedure.owes_nothing(after) else ():
        work.happened(event)
    if after.status.came_to_nothing:
        work.happened(CameToNothing(case.id))
    if not kind_of(after.kind).is_posted or after.status is not Status.OPEN:
        notices.take_down(work, case)
    if after.status is Status.OPEN:
        _enter(work, case, after)


def go_on(work: Work, case: AidCase) -> None:
    """A fund holds the money of a case that waited for it: it goes on at the step it has come to."""
    state = state_of(work, case)
    case.due_at = due_at(work.house, state.step, work.now)
    _enter(work, case, state)


def _enter(work: Work, case: AidCase, state: CaseState) -> None:
    """Post the notice, or write down what is due and put the case before the officers whom its step concerns."""
    if case.short_since is not None:  # it goes on once a fund holds the money
        case.due_at = None
        return
    kind = kind_of(state.kind)
    for event in kind.entered(case.id) if not state.held_by else ():
        work.happened(event)
    if kind.is_posted:
        notices.post(work, case)
    elif state.decider is not None:
        prompts.refresh_prompts(work, case)


# Once per what: the key by which the database lets one live case have a programme, a subject and a period -------------


def check_once(work: Work, case: AidCase) -> None:
    """Raise OnceOnly when another case has the key now; who takes it, hears it from the database."""
    wanted = case.wanted_key
    taken = select(AidCase.number).where(AidCase.once_key == wanted, AidCase.id != case.id)
    other = work.session.exec(taken).first() if wanted else None
    if other is not None:
        raise OnceOnly(number=case.number, other=other)


def take_at_door(work: Work, case: AidCase) -> None:
    """Take the key for what a worker hands in; when another household has it, the case is taken in without it, and an
    officer over both decides. Raises OnceApplied when it is the own household."""
    try:
        take_once(work, case, OnceApplied)
    except OnceApplied:
        other = work.session.exec(select(AidCase).where(AidCase.once_key == case.wanted_key)).one()
        if other.applicant_id == case.applicant_id or other.household_id == case.household_id:
            raise
        work.happened(PeopleNamed(case.id))


def check_people(work: Work, case: AidCase) -> None:
    """Raise PeopleUnsettled while somebody whom the case names was in another household before it; whoever was there
    first is not held up by what others say later."""
    is_open = bool(parts_of(work.session, case, "clash"))
    if is_open and kind_of(case.step).needs_people:
        raise PeopleUnsettled(number=case.number)
    if not is_open:
        take_once(work, case)


def take_once(work: Work, case: AidCase, refusal: type[OnceOnly] = OnceOnly) -> None:
    """Take the key for a case that begins, comes back to life, is approved or paid; raises OnceOnly.

    The database decides, so that of two at one instant the second one waits for the first and is refused.
    """
    wanted = case.wanted_key
    if wanted == case.once_key:
        return
    try:
        with work.session.begin_nested():
            case.once_key = wanted
            work.session.flush()
    except IntegrityError as taken:
        other = work.session.exec(select(AidCase.number).where(AidCase.once_key == wanted)).first()
        if other is None:  # it was something else
            raise
        raise refusal(number=case.number, other=other) from taken
