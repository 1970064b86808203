"""What officers have in chats and forms about somebody who is erased, or agrees no longer, says that it is over."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from sqlmodel import col, select

from domain.claims.settled import Said
from domain.people.consent import ConsentKind
from domain.platform.access import NotForYou
from domain.units.steps import Role
from models.forms import Draft
from models.households import Clash
from models.people import AccountMove
from models.platform.outbox import SENT, WAITING, Outbox
from services import claims, erasing, forms, people
from services.officers import confirming
from services.officers.confirming import NothingToConfirm
from tests.invitations import follows, invites
from tests.services.claims.test_accounts import WHO, account_of, opens_file, registers
from tests.services.claims.test_clashes import OVER_BOTH, clash_of, parents, stranger  # noqa: F401 # fixtures
from tests.services.claims.test_moves import NEW, NOT_FOUND, asks
from tests.services.people.test_consent import agrees, withdraws
from tests.union import ADMIN, APPROVER, AYGUL, LIN, POINT, STATION, STATION_TOO, STRANGER, World

GONE = "is not here any more. Nothing is to be done."
WORDS = "he drinks, said the neighbour"


def erases(world: World, who: int) -> None:
    with world.work() as session:
        erasing.erase(world.at_work(session), who)


def sends(world: World) -> None:
    with world.work() as session:
        for row in session.exec(select(Outbox).where(Outbox.state == WAITING)):
            row.state, row.sent_at, row.message_id = SENT, row.created_at, 1000 + row.id


def bodies(world: World, but: int = 0) -> list[str]:
    """Return all that is kept of messages, whoever they are for."""
    with world.work() as session:
        return [repr(row.body) for row in session.exec(select(Outbox).where(Outbox.chat_id != but)) if row.body]


# Cards and prompts ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("sent", [False, True])
def test_who_asked_for_an_account_is_erased(world: World, sent: bool) -> None:
    asks(world, name="阿木尔")
    if sent:
        sends(world)
    with world.work() as session:
        assert not erasing.ask(world.at_work(session, NEW)), "officers have read of it"
    erases(world, NEW)
    for officer in (STATION, STATION_TOO):
        assert GONE in world.edited(officer)[-1]
    assert "stays" in world.edited(LIN)[-1], "the old account hears that nothing changes"
    assert not any("阿木尔" in one or "139****9002" in one for one in bodies(world))
    with world.work() as session, pytest.raises(NotForYou):
        claims.look_at_move(world.at_work(session, STATION), 1)


def test_whose_account_was_asked_for_is_erased_and_who_asked_reads_what_all_read(world: World) -> None:
    asks(world)
    erases(world, LIN)
    assert GONE in world.edited(STATION)[-1]
    assert NOT_FOUND in world.messages(NEW)[-1]


def test_who_asks_for_an_account_and_withdraws_the_consent_asks_no_longer(world: World) -> None:
    asks(world)
    with world.work() as session:
        work = world.at_work(session, NEW)
        people.withdraw(work, ConsentKind.PROCESSING, ())
        assert not erasing.withdrew(work)
    assert GONE in world.edited(STATION)[-1]
    with world.work() as session:
        assert session.exec(select(AccountMove.state)).one() == "withdrawn"


def test_who_followed_an_invitation_is_erased(world: World) -> None:
    number = follows(world, STRANGER, invites(world, Role.REVIEWER))
    sends(world)
    erases(world, STRANGER)
    assert GONE in world.edited(ADMIN)[-1]
    with world.work() as session, pytest.raises(NothingToConfirm):
        confirming.asked(world.at_work(session, ADMIN), number)


def test_one_side_of_a_clash_is_erased(world: World, stranger: int) -> None:  # noqa: F811
    one = clash_of(world).id
    sends(world)
    erases(world, AYGUL)
    assert all("Nothing is to be done." in world.edited(officer)[-1] for officer in OVER_BOTH)
    with world.work() as session:
        assert session.get(Clash, one) is None
        with pytest.raises(NotForYou):
            claims.look(world.at_work(session, APPROVER), one)


@pytest.mark.parametrize("head", [False, True])
def test_whose_account_is_asked_about_or_the_head_is_erased(world: World, head: bool) -> None:
    opens_file(world)
    registers(world)
    who, one = LIN if head else WHO, account_of(world).id
    sends(world)
    erases(world, who)
    for reader in (POINT,) if head else (POINT, LIN):
        assert "It is not asked any more" in world.edited(reader)[-1]
    with world.work() as session, pytest.raises(NotForYou):
        claims.answer_account(world.at_work(session, POINT), one, Said.YES)


# Forms ---------------------------------------------------------------------------------------------------------------


def begins(world: World, officer: int, form: str, subject: str) -> int:
    """An officer has begun a form, which stands as message 77 in their chat."""
    with world.work() as session:
        work = world.at_work(session, officer)
        draft = forms.begin(work, form, {"answers": {"reason": WORDS}}, subject=subject)
        session.get_one(Draft, draft.id).card_message_id = 77
        return draft.id


def kept(world: World) -> list[str]:
    with world.work() as session:
        return sorted(session.exec(select(Draft.form_key).where(col(Draft.person_id) != LIN)).all())


LEAVING: dict[str, Callable[[World], object]] = {
    "erased": lambda world: erases(world, LIN),
    "withdrawn": lambda world: withdraws(world, ConsentKind.PROCESSING),
}


@pytest.mark.parametrize("how", LEAVING)
def test_what_officers_had_begun_to_write_goes_and_they_hear_it(world: World, how: str) -> None:
    case_id, other = world.opens(LIN), world.opens(AYGUL)
    begins(world, STATION, "verdict", f"{case_id}:2:return")
    begins(world, POINT, "visit", str(case_id))
    begins(world, STATION_TOO, "verdict", f"{other}:2:return")
    LEAVING[how](world)
    assert kept(world) == ["verdict"], "that of another case is kept"
    for officer in (STATION, POINT):
        assert "This form is closed." in world.edited(officer)[-1]
        (told,) = [one for one in world.messages(officer) if "The form that you had begun (2026-0001) is closed" in one]
        assert ("/pending" in told) == (how == "withdrawn")
    assert not any("form" in one for one in world.messages(STATION_TOO))
    assert not any(WORDS in one for one in bodies(world))
    with world.work() as session:
        assert forms.active(world.at_work(session, STATION)) is None


def test_what_moved_money_is_written_down_though_the_consent_is_withdrawn(world: World) -> None:
    case_id = world.opens(LIN)
    begins(world, STATION, "payment", f"{case_id}:2")
    withdraws(world, ConsentKind.PROCESSING)
    assert kept(world) == ["payment"]
    agrees(world, ConsentKind.PROCESSING)


def test_what_is_said_of_who_asks_for_an_account_goes_with_them(world: World) -> None:
    asks(world)
    begins(world, STATION, "account_move", "1")
    erases(world, NEW)
    assert kept(world) == []
    assert any("The form that you had begun (–) is closed" in one for one in world.messages(STATION))
