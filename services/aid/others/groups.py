"""Several borrow by one contract: each is asked whether they do, and stand for the others; all hear of arrears."""

from collections.abc import Sequence

from sqlmodel import col, select

from domain.aid.buttons import JoinGroup
from domain.aid.by_policy.for_groups import group_of
from domain.aid.named import Named
from domain.platform.access import NotForYou
from domain.platform.alike import same_name
from domain.platform.messages import Keys, Message, key
from domain.platform.text import N_, Joined, Money, Refusal, lines, say
from domain.procedure.events import Signing, ToBeSigned
from domain.procedure.state import Status
from domain.procedure.steps import kind_of
from models.people import Person
from models.platform.seal import print_of
from models.procedure import AidCase
from services.kinds import title_of
from services.platform import consent, outbox
from services.platform.work import Work
from services.procedure import find_case, lock, say_together, stand_together, tell


class GroupClosed(Refusal):
    """The contract is signed, or the case is over, or it is about another sum by now."""

    text = N_("This can no longer be answered: the case is over, its contract is signed, or its sum is another one.")


class GroupNotAgreed(Refusal):
    """All who borrow together sign one contract."""

    text = N_(
        "Not all who borrow together in case {number} have agreed yet: {names}. They are asked in this bot and have to "
        "be registered with name and number as the worker gave them. If somebody will not, please return the case."
    )


def ask_group(work: Work, event: ToBeSigned) -> None:
    """Ask each of them who has not agreed yet, also once more when the contract is to be signed."""
    case = find_case(work.session, event.case_id)
    named = _named(work, case)
    agreed = stand_together(work.session, case) if named else frozenset[int]()
    for one in named:
        person = _person(work, one)
        if person is not None and person.id not in agreed and person.id != case.applicant_id:
            _ask(work, case, person)


def check_group(work: Work, event: Signing) -> None:
    """Raise GroupNotAgreed unless all who borrow together have said so, for the sum that it is now."""
    case = find_case(work.session, event.case_id)
    named = _named(work, case)
    agreed = stand_together(work.session, case) if named else frozenset[int]()
    missing = [one.name for one in named if (found := _person(work, one)) is None or found.id not in agreed]
    if missing:
        raise GroupNotAgreed(number=case.number, names=Joined(tuple(missing), ", "))


def join_group(work: Work, press: JoinGroup) -> str:
    """Write down what somebody says who was named, and tell the worker; return the number of the case.

    Raises NotForYou, GroupClosed.
    """
    case = work.session.get(AidCase, press.case_id)
    if case is None or not any(_is(work, one) for one in _named(work, case)):
        raise NotForYou
    case = lock(work.session, case.id)
    is_over = Status(case.status).is_closed or kind_of(case.step).is_money or kind_of(case.step).repays
    if is_over or press.fen != case.amount:
        raise GroupClosed
    say_together(work, case, yes=bool(press.yes))
    me = work.session.get_one(Person, work.person_id)
    source = N_("{name} borrows with you in case {number} and stands for you, as you do for them.")
    if not press.yes:
        source = N_("{name} does not borrow with you in case {number}. Please talk with them, or your union: /officer")
    tell(work, case, say(source, name=me.name or "-", number=case.number))
    return case.number


def _named(work: Work, case: AidCase) -> Sequence[Named]:
    policy = work.house.policies.of(work.session, case.policy_version)
    group = getattr(policy.given(case.programme), "group", None)
    return group_of(case.answers, work.at(case.opened_at).today) if group is not None else ()


def _person(work: Work, named: Named) -> Person | None:
    """Return the registered worker who is meant, if they agree that their data are kept; nobody is told of others."""
    known = select(Person).where(Person.resident_id_print == print_of(named.number))
    person = work.session.exec(known.where(col(Person.registered_at).is_not(None))).first()
    fits = person is not None and same_name(person.name or "") == same_name(named.name) and consent.agrees(person)
    return person if fits else None


def _is(work: Work, named: Named) -> bool:
    person = _person(work, named)
    return person is not None and person.id == work.person_id


def _ask(work: Work, case: AidCase, person: Person) -> None:
    head = work.session.get_one(Person, case.applicant_id)
    source = N_(
        "{name} wants to borrow {amount} together with you ({programme}, case {number}). By one contract each of you "
        "stands for the others: if somebody does not pay, you hear of it, and the union may ask you. Nothing is paid "
        "before all have said yes. Do you borrow together?"
    )
    said = say(
        source, name=head.name or "-", amount=Money(case.amount), programme=title_of(work, case), number=case.number
    )
    yes = key(say(N_("Yes, I stand for them")), JoinGroup(case.id, case.amount, 1))
    keys: Keys = ((yes,), (key(say(N_("No, not with me")), JoinGroup(case.id, case.amount, 0)),))
    once = f"group:{case.id}:{case.amount}:{kind_of(case.step).is_signed:d}:{person.id}"
    outbox.put(work, person.id, Message(lines(said), keys), key=once)
