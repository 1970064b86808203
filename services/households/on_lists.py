"""The lists that a household stands on: the first one by its file, each of the others by a row."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, or_
from sqlalchemy.exc import IntegrityError
from sqlmodel import Session, col, select

from domain.aid.eligibility import Assessment, assess
from domain.households.classes import NO_CLASS, HouseholdClass
from domain.platform.predicates import Facts
from domain.platform.text import N_, Refusal
from domain.policy import Policy, Programme
from domain.policy.frame.lists import Beside
from models.households import HouseholdFile, OnList
from models.platform.known import known_rows
from models.procedure import AidCase
from services.households.record import household_in
from services.platform.work import Work


class NumberOnList(Refusal):
    """Every household has its own number on a list."""

    text = N_("The number {number} already stands on {list}, for another household. Please check it there.")


class OnListAlready(Refusal):
    """A household stands on a list once."""

    text = N_("The household stands on {list} already. Please return the case; then its worker can take it back.")


@dataclass(frozen=True, slots=True)
class Places:
    """The keys of the lists that a household stands on, the first one among them; and how often it came on each of
    those behind it."""

    now: tuple[str, ...] = ()
    came: Mapping[str, int] = field(default_factory=dict)


def rows_of(session: Session, file: HouseholdFile) -> list[OnList]:
    """Return the lists behind the first that a household stands on."""
    return [row for row in _ever(session, file) if row.left_at is None]


def _ever(session: Session, file: HouseholdFile) -> list[OnList]:
    query = select(OnList).where(OnList.household_id == file.id).order_by(col(OnList.id))
    return known_rows(session, ("lists", file.id), OnList, lambda: session.exec(query))


def places_of(session: Session, file: HouseholdFile, policy: Policy) -> Places:
    """Return where a household stands."""
    first = (policy.lists[0].key,) if file.household_class else ()
    if len(policy.lists) == 1:
        return Places(first)
    every = _ever(session, file)
    return Places((*first, *(row.list for row in every if row.left_at is None)), Counter(row.list for row in every))


def classes_of(session: Session, file: HouseholdFile, policy: Policy) -> dict[str, HouseholdClass]:
    """Return the class on each list behind the first that a household stands on, as a policy calls it."""
    if len(policy.lists) == 1:
        return {}
    return {row.list: policy.household_class(row.household_class) for row in rows_of(session, file)}


def class_for(session: Session, file: HouseholdFile, policy: Policy, lists: Sequence[str]) -> str:
    """Return the key of the class by which a household has what asks for one of some lists (none: for the first)."""
    if not lists or len(policy.lists) == 1:
        return file.household_class or NO_CLASS
    listed = classes_of(session, file, policy)
    first = {policy.lists[0].key: policy.household_class(file.household_class)}
    found = [one for key in lists if (one := {**listed, **first}.get(key)) and one.gets_file]
    return found[0].value if found else NO_CLASS


def class_for_case(work: Work, file: HouseholdFile, policy: Policy, programme: Programme, *, on: date) -> str:
    """Return the key of the class by which a household has what a programme gives; of a list that it is about to come
    on the class by the rules, on a day."""
    if programme.enters is None:
        return class_for(work.session, file, policy, policy.lists_for(programme))
    found = assess(household_in(file), policy, today=on)
    return found.class_on(programme.enters).value


def put_on(work: Work, file: HouseholdFile, case: AidCase, *, key: str, on: date, number: str) -> None:
    """Let a household stand on a list from now on, in the class of the case (worked out on a day) that brings it there;
    raises NumberOnList, OnListAlready, and IntegrityError when the number of the first list is taken."""
    policy = work.house.policies.of(work.session, case.policy_version)
    named = policy.list_of(key)
    _leave_for_others(work, file, policy)
    if named.key == policy.lists[0].key:
        _check_never_elsewhere(work.session, file, policy, number)
        file.household_class, file.class_on, file.class_version = case.household_class, on, case.policy_version
        with work.session.begin_nested():  # which writes what was changed before it: the number is not among that
            file.national_number = number
            work.session.add(file)
            work.session.flush()
        return
    work.session.add(file)
    work.session.flush()
    _free_own(work.session, file, named.key, number)
    row = OnList(
        household_id=file.id, list=named.key, household_class=case.household_class, class_on=on,
        class_version=case.policy_version, number=number, entered_at=work.now, open_key=f"{file.id}:{named.key}",
    )  # fmt: skip
    try:
        with work.session.begin_nested():
            work.session.add(row)
            work.session.flush()
    except IntegrityError:
        if any(one.list == named.key for one in rows_of(work.session, file)):
            raise OnListAlready(list=named.title) from None
        raise NumberOnList(number=number, list=named.title) from None


def _check_never_elsewhere(session: Session, file: HouseholdFile, policy: Policy, number: str) -> None:
    """A number that a household had on the first list before it left that is no other's."""
    if len(policy.lists) == 1:
        return
    had = select(OnList.id).where(OnList.list == policy.lists[0].key, OnList.number == number)
    if session.exec(had.where(OnList.household_id != file.id)).first() is not None:
        raise NumberOnList(number=number, list=policy.lists[0].title)


def _leave_for_others(work: Work, file: HouseholdFile, policy: Policy) -> None:
    """Who comes on a list stands no longer on those that are only for whom no other list takes."""
    kept = {one.key for one in policy.lists if one.beside is Beside.NEVER}
    for row in rows_of(work.session, file) if kept else ():
        if row.list in kept:
            leave(work, row)


def leave(work: Work, row: OnList) -> None:
    """Let a household stand on a list no longer; the row stays."""
    row.left_at, row.open_key = work.now, None


def take_off(work: Work, file: HouseholdFile, key: str, policy: Policy) -> None:
    """Let a household leave a list, as was confirmed; nothing but the steps of the list brings it back."""
    if key != policy.lists[0].key:
        for row in rows_of(work.session, file):
            if row.list == key:
                leave(work, row)
        work.session.flush()
        return
    row = OnList(
        household_id=file.id, list=key, household_class=file.household_class, class_on=file.class_on or work.today,
        class_version=file.class_version, number=file.national_number or file.number, entered_at=file.opened_at,
        left_at=work.now,
    )  # fmt: skip
    _free_own(work.session, file, key, row.number)
    work.session.add(row)
    file.household_class, file.national_number = "", None
    work.session.flush()


def _free_own(session: Session, file: HouseholdFile, key: str, number: str) -> None:
    """A household that comes back to a list may have its own number of before again."""
    for row in _ever(session, file) if file.id else ():
        if (row.list, row.number) == (key, number) and row.left_at is not None:
            row.number = f"{number} ({row.id})"
    session.flush()


def work_out_anew(work: Work, file: HouseholdFile, policy: Policy, found: Assessment) -> None:
    """Put a household in its class on each list that it stands on; on one in which it has none it stands no longer."""
    if len(policy.lists) == 1:
        return
    for row in rows_of(work.session, file):
        now = found.class_on(row.list)
        row.household_class, row.class_on, row.class_version = now.value, work.today, policy.version
        if not now.gets_file:
            leave(work, row)


def of_class(key: str) -> ColumnElement[bool]:
    """Return the condition for the files of households in a class, on whichever list it is."""
    there = select(1).where(
        OnList.household_id == HouseholdFile.id, OnList.household_class == key, col(OnList.left_at).is_(None)
    )
    return or_(col(HouseholdFile.household_class) == key, there.exists())


def classes_by_file(session: Session, ids: Iterable[int], policy: Policy) -> Mapping[int, Mapping[str, str]]:
    """Return for files the keys of their classes on the lists behind the first; nothing where there is one list."""
    if len(policy.lists) == 1:
        return {}
    query = select(OnList).where(col(OnList.household_id).in_(list(ids)), col(OnList.left_at).is_(None))
    found: dict[int, dict[str, str]] = {}
    for row in session.exec(query.order_by(col(OnList.id))):
        found.setdefault(row.household_id, {})[row.list] = row.household_class
    return found


def class_facts(session: Session, files: Iterable[Any], policy: Policy) -> Mapping[int, Facts]:
    """Return for each file (its `id` and `household_class`) what a condition may ask of its classes."""
    found = list(files)
    others = classes_by_file(session, [one.id for one in found], policy)
    return {one.id: policy.classes_stated(one.household_class, others.get(one.id, {})) for one in found}
