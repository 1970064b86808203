"""The year's re-check by itself: opened for all files at once, reminded of, and over in the end.

Each run asks what is due now. The key of a round and its row, locked while it is carried on, let a late, repeated or
doubled run do no harm; what many are told goes as a notice to many to those who have not answered when it goes out.
"""

from datetime import date, datetime, time, timedelta
from typing import Any

from sqlalchemy import literal, or_, update
from sqlalchemy import select as select_rows
from sqlmodel import col, select

from domain.platform.calendar import add_months
from domain.platform.text import N_
from domain.policy.frame.yearly import Recheck as Rules
from domain.policy.waits import Waiting
from domain.rechecks.days import opens_in
from models.households import HouseholdFile, OnList
from models.people import Person
from models.rechecks.rounds import Recheck, RecheckRound
from services.platform import audit, consent
from services.platform.inserting import insert_into
from services.platform.work import Work
from services.rechecks import resting, telling
from services.rechecks.record import OPEN, rules_of, running

__all__ = ["carry_on"]

AT_ONCE = {"synchronize_session": False}


def carry_on(work: Work) -> None:
    """Open the re-check of the year on its day, carry the running ones on, and let files that rest be open again."""
    _open_if_due(work)
    for one in running(work.session):
        _carry_on(work, one.id)
    resting.let_back(work)


# Opening -------------------------------------------------------------------------------------------------------------


def _open_if_due(work: Work) -> None:
    rules = work.house.policies.current.recheck
    year = opens_in(rules, work.today) if rules is not None else None
    if rules is None or year is None:
        return
    key = f"recheck:{year}"
    if work.session.exec(select(RecheckRound.id).where(RecheckRound.key == key)).first() is None:
        _open(work, rules, key, year)


def _open(work: Work, rules: Rules, key: str, year: int) -> None:
    """Open a round, unless another process does so at the same instant."""
    until = rules.patience.begun(work.today, work.house.policies.current.calendar).until
    row = {
        "key": key, "year": year, "policy_version": work.house.policies.current.version, "opened_on": work.today,
        "until": until, "reminded": 0, "opened_at": work.now,
    }  # fmt: skip
    opening = insert_into(work.session, RecheckRound).values(**row).on_conflict_do_nothing(index_elements=["key"])
    round_id = work.session.execute(opening.returning(col(RecheckRound.id))).scalar_one_or_none()
    if round_id is None:
        return
    asked = _ask_all(work, rules, round_id)
    _wait_until(work, round_id, until)
    audit.note(work, None, N_("opened the yearly re-check"), f"recheck_round:{round_id}", detail=str(asked))
    one = work.session.get_one(RecheckRound, round_id)
    telling.ask_everybody(work, one)
    telling.tell_officers(
        work, one, N_("The yearly re-check has begun. Households of yours that are asked now: {count}.")
    )


def _ask_all(work: Work, rules: Rules, round_id: int) -> int:
    """Give every file on the lists its row, by one statement."""
    meant = select_rows(
        literal(round_id), col(HouseholdFile.id), literal(OPEN), literal(""), literal(""),
        literal(work.now, Recheck.__table__.c.added_at.type), literal(False),  # type: ignore[attr-defined]
    ).join(Person, col(Person.id) == col(HouseholdFile.head_id)).where(*_meant(work, rules))  # fmt: skip
    columns = ["round_id", "household_id", "state", "same", "changed", "added_at", "by_officer"]
    insert = insert_into(work.session, Recheck).from_select(columns, meant.order_by(col(HouseholdFile.id)))
    done: Any = work.session.execute(insert.on_conflict_do_nothing(index_elements=["round_id", "household_id"]))
    return int(done.rowcount)


def _meant(work: Work, rules: Rules) -> tuple[Any, ...]:
    """The open files that are not quite new, on one of the lists; without consent nobody is asked."""
    newest = datetime.combine(add_months(work.today, -rules.spare_months), time.max, work.house.zone)
    old = col(HouseholdFile.opened_at) <= newest
    return (col(HouseholdFile.closed_at).is_(None), consent.holds(), old, _on_list(work, rules))


def _on_list(work: Work, rules: Rules) -> Any:
    first, *others = (one.key for one in work.house.policies.current.lists)
    wanted = set(rules.lists or (first, *others))
    there = select_rows(literal(1)).where(
        col(OnList.household_id) == col(HouseholdFile.id), col(OnList.left_at).is_(None), col(OnList.list).in_(wanted)
    )
    on_first = [col(HouseholdFile.household_class) != ""] if first in wanted else []
    return or_(*on_first, there.exists())


def _wait_until(work: Work, round_id: int, until: date) -> None:
    """Let the files that have not answered say until when they are waited for."""
    open_ones = select(Recheck.household_id).where(Recheck.round_id == round_id, Recheck.state == OPEN)
    files = update(HouseholdFile).where(col(HouseholdFile.id).in_(open_ones)).values(recheck_until=until)
    work.session.execute(files, execution_options=AT_ONCE)
    work.session.expire_all()


# Carrying on ---------------------------------------------------------------------------------------------------------


def _carry_on(work: Work, round_id: int) -> None:
    wanted = select(RecheckRound).where(RecheckRound.id == round_id, col(RecheckRound.closed_at).is_(None))
    one = work.session.exec(wanted.with_for_update().execution_options(populate_existing=True)).first()
    if one is None:
        return
    rules = rules_of(work, one)
    _remind(work, one, rules)
    if one.reminded == len(rules.remind_after_days) and work.today > one.until and resting.end_some(work, one, rules):
        one.closed_at = work.now
        audit.note(work, None, N_("closed the yearly re-check"), f"recheck_round:{one.id}")
        telling.tell_officers_of_end(work, one, rules)


def _remind(work: Work, one: RecheckRound, rules: Rules) -> None:
    """Remind those who have not answered; of several reminders that were missed only one goes out."""
    calendar, days = work.house.policies.current.calendar, rules.remind_after_days
    if one.reminded == len(days):
        return
    due = calendar.next_working_day(one.opened_on + timedelta(days=days[one.reminded]))
    if work.today < due:
        return
    after = rules.patience.reminded(Waiting(one.opened_on, one.reminded, one.until, due), work.today, calendar)
    one.reminded = after.reminded
    if after.until != one.until:
        one.until = after.until
        work.session.flush()
        _wait_until(work, one.id, after.until)
    telling.remind_everybody(work, one, rules)
    if one.reminded == len(days):
        source = N_(
            "Households of yours that have not answered the yearly re-check: {count}. Please call or visit them."
        )
        telling.tell_officers(work, one, source)
