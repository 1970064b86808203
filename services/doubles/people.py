"""Who lives in the file that stays: those of both, each once, and whose account that is."""

from sqlmodel import col, select

from domain.doubles.joining import SAME, is_one
from models.households import HouseholdFile, HouseholdMember, MemberAccount
from models.people import Person
from services.platform.work import Work


def let_live(
    work: Work, kept: HouseholdFile, other: HouseholdFile, heads: tuple[Person, Person], relation: str
) -> None:  # fmt: skip
    """Let the people of the other file live in this one; the rows of its cases stay with them."""
    there = work.session.exec(_rows(kept)).all()
    for row in work.session.exec(_rows(other)).all():
        is_head = row.relation == "self"
        if any(is_one(_said(row), _said(one)) for one in there):
            row.household_id = kept.id if row.file_key is not None else None
        else:
            row.household_id = kept.id
        if is_head and relation != SAME:
            row.relation = relation
    work.session.flush()
    _accounts(work, kept, other)
    _head(work, kept, heads)


def _rows(file: HouseholdFile):  # type: ignore[no-untyped-def]
    return select(HouseholdMember).where(HouseholdMember.household_id == file.id).order_by(col(HouseholdMember.id))


def _said(row: HouseholdMember) -> dict[str, str]:
    return {"name": row.name, "resident_id": row.resident_id}


def _accounts(work: Work, kept: HouseholdFile, other: HouseholdFile) -> None:
    """Who was said to be somebody who lives there still is; what was said of both files stays as it was here."""
    of = select(MemberAccount).where(MemberAccount.household_id == kept.id)
    there = {(one.person_id, one.resident_id_print) for one in work.session.exec(of)}
    theirs = select(MemberAccount).where(MemberAccount.household_id == other.id)
    for account in work.session.exec(theirs.order_by(col(MemberAccount.id))).all():
        if (account.person_id, account.resident_id_print) not in there and account.person_id != kept.head_id:
            account.household_id = kept.id
    work.session.flush()


def _head(work: Work, kept: HouseholdFile, heads: tuple[Person, Person]) -> None:
    """Two officers have said who the other head is, so the file is theirs, too."""
    mine, theirs = heads
    if theirs.id == mine.id or theirs.resident_id_print is None:
        return
    query = select(MemberAccount).where(
        MemberAccount.household_id == kept.id, MemberAccount.person_id == theirs.id,
        MemberAccount.resident_id_print == theirs.resident_id_print,
    )  # fmt: skip
    account = work.session.exec(query).first() or MemberAccount(
        household_id=kept.id, person_id=theirs.id, resident_id_print=theirs.resident_id_print, asked_at=work.now
    )
    account.is_them, account.answered_by, account.answered_at = True, work.person_id, work.now
    work.session.add(account)
    work.session.flush()
