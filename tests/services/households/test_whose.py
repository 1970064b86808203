"""Whose household is it? Its head's and everybody's who lives in it, and nobody else's, wherever it is asked."""

from __future__ import annotations

from sqlmodel import Session

from domain.platform.text import pack
from models.households import MemberAccount
from models.people import Person
from services.aid.standing import standing_of
from services.care import own_card
from services.households import file_of_person
from tests.season_tasks import add_household, add_member
from tests.union import AYGUL, LIN, POINT, STRANGER, World, told


def _family(world: World, session: Session) -> int:
    """Lin heads a household, and Aygul lives in it."""
    household = add_household(session, world.now, head=LIN, officer=POINT)
    case_id = world.cases[0]
    spouse = session.get_one(Person, AYGUL)
    add_member(session, case_id, household, spouse.resident_id or "", "阿依古丽")
    session.add(
        MemberAccount(household_id=household, person_id=AYGUL, resident_id_print=spouse.resident_id_print or "",
                      asked_at=world.now, is_them=True)
    )  # fmt: skip
    return household


def test_a_spouse_sees_the_file_the_officer_and_the_programmes_as_the_head_does(world: World) -> None:
    world.cases.append(world.opens())
    with world.work() as session:
        household = _family(world, session)
        cards, standings = [], []
        for person_id in (LIN, AYGUL):
            work = world.at_work(session, person_id)
            file = file_of_person(session, person_id)
            assert file is not None
            assert file.id == household
            cards.append(told(pack(own_card(work))))
            standings.append(standing_of(work, world.house.policies.current, today=work.today))
    assert cards[0] == cards[1]
    assert standings[0] == standings[1] is not None


def test_it_is_nobody_elses(world: World) -> None:
    world.cases.append(world.opens())
    with world.work() as session:
        _family(world, session)
        assert file_of_person(session, STRANGER) is None


def test_somebody_who_is_not_registered_has_none(world: World) -> None:
    """A person without a resident id matches no file, not even one in which nobody's id is known."""
    with world.work() as session:
        add_household(session, world.now, head=LIN, officer=POINT)
        session.add(Person(id=777, locale="en", first_seen_at=world.now))
        session.flush()
        assert file_of_person(session, 777) is None
