"""An account with the number of somebody who lives in a file, as those read of it who are asked whether it is them."""

from sqlmodel import Session, col, select

from domain.claims.words import Account
from models.households import HouseholdFile, HouseholdMember, MemberAccount
from models.people import Person
from models.units import Unit
from services.platform import consent
from services.platform.work import Work


def member_of(session: Session, account: MemberAccount) -> HouseholdMember | None:
    """Return whose number an account has, as they stand in the file; None once they live there no longer."""
    rows = select(HouseholdMember).where(
        HouseholdMember.household_id == account.household_id,
        HouseholdMember.resident_id_print == account.resident_id_print,
    )
    return session.exec(rows.order_by(col(HouseholdMember.id))).first()


def account_of(work: Work, account: MemberAccount) -> Account:
    """Return what is asked about: whoever is asked knows the household, so they read the name that stands there."""
    file = work.session.get_one(HouseholdFile, account.household_id)
    member, person = member_of(work.session, account), work.session.get_one(Person, account.person_id)
    relations = {option.key: option.text for option in work.house.policies.current.options("relation")}
    unit = work.session.get(Unit, person.unit_id) if person.unit_id is not None else None
    return Account(
        account_id=account.id,
        number=file.number,
        member=consent.shown(member.name if member else "-", consent.given(work.session, file.head_id)),
        relation=relations.get(member.relation, "-") if member else "-",
        phone=consent.phone_of(person),
        unit=unit.named if unit else "-",
    )
