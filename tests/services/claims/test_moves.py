"""A lost or new account: two colleagues look at it, then everything is at the new one, and the old one sees nothing."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Any

import pytest
from sqlmodel import SQLModel, select

from domain.claims.moves import AskedOften, MoveOver, SecondPairNeeded, SeenAlready, SeeThemFirst, StillAdministrator
from domain.platform.access import NotForYou
from domain.platform.messages import Message
from domain.platform.text import say
from domain.units.steps import Role
from models.forms import Draft
from models.households import HouseholdFile
from models.notices import Objection
from models.officers import Appointment
from models.people import AccountMove, Consent, Person
from models.platform.audit import Audit
from models.platform.inbox import Inbox
from models.platform.outbox import FAILED, SENT, WAITING, Outbox
from models.procedure import AidCase
from models.requests.danger import DangerCall
from services import changes, claims, people
from services.claims.taking_over import AT_ONE, MOVED
from services.people.registration import NeedsALook
from services.platform import outbox
from tests.invitations import follows, invites
from tests.services.aid.test_once import at_one_instant
from tests.services.claims.test_accounts import opens_file
from tests.union import (
    ADMIN,
    APPROVER,
    AYGUL,
    CENTRE_REVIEWER,
    LIN,
    OTHER_STATION,
    POINT,
    RECORDER,
    STATION,
    STATION_TOO,
    STRANGER,
    World,
)

NEW, ANOTHER = 71, 72
TWO = (STATION_TOO, STRANGER)
NOT_FOUND = "It could not be confirmed that this registration is yours"


def meets(world: World, who: int = NEW) -> None:
    """Somebody writes from an account that was never here, and agrees."""
    with world.work() as session:
        people.meet(world.at_work(session), who, language_code="en")
        session.get_one(Person, who).consented_at = world.now


def typed(world: World, owner: int = LIN, **other: Any) -> dict[str, Any]:
    with world.work() as session:
        number = session.get_one(Person, owner).resident_id
    return {
        "name": "林示例",
        "phone": "13900139002",
        "resident_id": number,
        "unit": {"id": 4, "label": "Unit 4"},
        **other,
    }


def asks(world: World, owner: int = LIN, who: int = NEW, **other: Any) -> None:
    answers = typed(world, owner, **other)
    meets(world, who)
    with world.work() as session:
        claims.ask_move(world.at_work(session, who), answers)


def checks(world: World, who: int, move: int = 1) -> None:
    with world.work() as session:
        claims.check_move(world.at_work(session, who), move, "Identity card and face")


def confirms(world: World, who: int, move: int = 1) -> None:
    with world.work() as session:
        claims.confirm_move(world.at_work(session, who), move)


def refuses(world: World, who: int, move: int = 1) -> None:
    with world.work() as session:
        claims.refuse_move(world.at_work(session, who), move)


def says_no(world: World, who: int = LIN, move: int = 1) -> None:
    with world.work() as session:
        claims.not_me(world.at_work(session, who), move)


def moves(world: World) -> AccountMove:
    """The whole road for a worker without a household file."""
    asks(world)
    checks(world, STATION)
    confirms(world, STATION_TOO)
    return state_of(world)


def state_of(world: World, move: int = 1) -> AccountMove:
    with world.work() as session:
        return session.get_one(AccountMove, move)


def at(world: World, address: int) -> int:
    """Return who is at an address."""
    with world.work() as session:
        return people.meet(world.at_work(session), address, language_code="en")


def sends_everything(world: World) -> None:
    """Let all that waits be sent, each in the chat where its reader is."""
    with world.work() as session:
        for row in session.exec(select(Outbox).where(Outbox.state == WAITING)):
            row.state, row.sent_at, row.message_id = SENT, row.created_at, 1000 + row.id


# Asked ---------------------------------------------------------------------------------------------------------------


def test_the_old_account_and_the_leaders_near_are_told_at_once(world: World) -> None:
    asks(world)
    assert "Somebody at another Telegram account says" in world.messages(LIN)[-1]
    assert [press.partition(":")[0] for press in world.presses(LIN)] == ["qn"]
    for officer in (STATION, STATION_TOO):
        message = world.messages(officer)[-1]
        assert "the resident id of 林示例 of Unit 4" in message
        assert "phone 139****9002" in message
        assert "It is not the phone number on record." in message
    assert world.messages(NEW) == []
    assert not any(world.messages(one) for one in (ADMIN, OTHER_STATION, POINT, APPROVER))


def test_the_case_officer_is_asked_first(world: World) -> None:
    opens_file(world)
    asks(world)
    assert "Another account" in world.messages(POINT)[-1]
    assert not any("Another account" in told for told in world.messages(STATION))
    checks(world, POINT)
    assert "员11 has seen them, on 28 July 2026:" in world.messages(STATION)[-1]


def test_a_second_press_asks_once(world: World) -> None:
    asks(world)
    asks(world)
    with world.work() as session:
        assert len(session.exec(select(AccountMove)).all()) == 1
    assert len([told for told in world.messages(STATION) if "Another account" in told]) == 1


def test_a_number_that_nobody_has_is_answered_alike(world: World) -> None:
    answers = typed(world)
    meets(world)
    meets(world, ANOTHER)
    with world.work() as session:
        taken = claims.ask_move(world.at_work(session, NEW), answers)
        free = claims.ask_move(world.at_work(session, ANOTHER), {**answers, "resident_id": "990101199001019999"})
    assert taken == free
    assert "a colleague look at it: 林示例, phone 139****9002" in world.messages(ADMIN)[-1]


def test_how_often_is_limited_whatever_the_number(world: World) -> None:
    for number in range(3):
        asks(world, resident_id=f"99010119900101{number:04d}")
    with pytest.raises(AskedOften):
        asks(world)


def test_many_accounts_that_ask_for_one_registration_do_not_ring_its_owner_each_time(world: World) -> None:
    """A stranger with many telephones reads the same each time; from some on the administrators hear instead."""
    often = world.house.policies.current.limits.registrations_a_day
    for number in range(often + 2):
        asks(world, who=NEW + number)
    told = [one for one in world.messages(LIN) if "Somebody at another Telegram account says" in one]
    assert len(told) == often
    assert len([one for one in world.messages(ADMIN) if "Several accounts ask today" in one]) == 2
    world.passes(days=1)
    asks(world, who=NEW + 20)
    assert len([one for one in world.messages(LIN) if "Somebody at another Telegram account says" in one]) == often + 1


def test_who_asks_for_another_one_lets_the_first_go(world: World) -> None:
    asks(world)
    asks(world, AYGUL)
    assert state_of(world).state == "withdrawn"
    assert state_of(world, 2).person_id == AYGUL


def test_who_registers_after_all_asks_no_longer(world: World) -> None:
    asks(world)
    answers = typed(world, resident_id="990101199001015555")
    with world.work() as session:
        people.register(world.at_work(session, NEW), answers)
    assert state_of(world).state == "withdrawn"
    assert "They have registered with another number." in world.edited(STATION)[-1]


# Registration with a number that is taken ----------------------------------------------------------------------------


def tries(world: World, number: str | None, who: int = NEW) -> None:
    answers = typed(world) if number is None else typed(world, resident_id=number)
    meets(world, who)
    with world.work() as session, pytest.raises(NeedsALook):
        people.register(world.at_work(session, who), answers)
    with world.work() as session:
        people.count_try(world.at_work(session, who), answers)


def test_after_a_few_tries_every_number_is_answered_alike(world: World) -> None:
    for _ in range(3):
        tries(world, None)
    tries(world, "990101199001016666")
    assert len([told for told in world.messages(ADMIN) if "has given several resident ids today" in told]) == 1
    world.passes(days=1)
    answers = typed(world, resident_id="990101199001016666")
    with world.work() as session:
        people.register(world.at_work(session, NEW), answers)


# Four eyes -----------------------------------------------------------------------------------------------------------


def test_two_colleagues_move_it(world: World) -> None:
    assert moves(world).state == "moved"
    assert at(world, NEW) == LIN
    assert at(world, LIN) == NEW


def test_one_pair_of_eyes_is_not_enough(world: World) -> None:
    asks(world)
    with pytest.raises(SeeThemFirst):
        confirms(world, STATION)
    checks(world, STATION)
    with pytest.raises(SecondPairNeeded):
        confirms(world, STATION)
    with pytest.raises(SeenAlready):
        checks(world, STATION_TOO)
    confirms(world, STATION_TOO)
    for who in (STATION, STATION_TOO):
        with pytest.raises(MoveOver):
            confirms(world, who)


@pytest.mark.parametrize("who", [NEW, LIN, AYGUL, RECORDER, OTHER_STATION, STRANGER])
@pytest.mark.parametrize("act", [checks, confirms, refuses, says_no], ids=lambda act: act.__name__)
def test_nobody_else_may(world: World, act: Any, who: int) -> None:
    asks(world)
    if act is says_no and who == LIN:
        return
    with pytest.raises(NotForYou):
        act(world, who)
    with pytest.raises(NotForYou):
        act(world, who, 4711)


def test_an_officer_of_the_household_is_not_asked(world: World) -> None:
    case_id = opens_file(world)
    with world.work() as session:
        session.get_one(Person, POINT).resident_id_print = session.get_one(AidCase, case_id).subject_print
        file = session.exec(select(HouseholdFile)).one()
        member = session.get_one(Person, POINT)
        member.resident_id_print = _print_of_daughter(session, file.id)
    asks(world)
    with pytest.raises(NotForYou):
        checks(world, POINT)
    checks(world, STATION)


def _print_of_daughter(session: Any, household_id: int) -> str:
    from models.households import HouseholdMember

    rows = session.exec(select(HouseholdMember).where(HouseholdMember.household_id == household_id)).all()
    return next(str(row.resident_id_print) for row in rows if row.relation == "daughter")


def test_an_officers_account_is_moved_by_the_administrators(world: World) -> None:
    asks(world, STATION)
    assert "They hold an office" in world.messages(ADMIN)[-1]
    with pytest.raises(NotForYou):
        checks(world, STATION_TOO)
    checks(world, ADMIN)
    confirms(world, CENTRE_REVIEWER if _asked(world, CENTRE_REVIEWER) else STATION_TOO)
    assert at(world, NEW) == STATION
    with world.work() as session:
        assert {office.role for office in world.actor(session, STATION).offices} == {"reviewer"}
    assert "What waits for me" in str(world.presses(STATION)) or world.presses(STATION)[0] == "go:pending"


def test_of_whoever_is_to_be_confirmed_as_an_officer_the_administrators_decide(world: World) -> None:
    """Else two leaders could bring an office that is about to begin to somebody else."""
    follows(world, AYGUL, invites(world, Role.APPROVER, 1))
    asks(world, AYGUL)
    with pytest.raises(NotForYou):
        checks(world, OTHER_STATION)
    checks(world, ADMIN)


def _asked(world: World, officer: int) -> bool:
    return any("has seen them" in told for told in world.messages(officer))


def test_of_two_administrators_both_say_yes(world: World) -> None:
    world.house = replace(world.house, admin_ids=frozenset({ADMIN, STRANGER}))
    asks(world, STATION)
    checks(world, ADMIN)
    with pytest.raises(NotForYou):
        confirms(world, STATION_TOO)
    confirms(world, STRANGER)
    assert at(world, NEW) == STATION


# The old account says no ---------------------------------------------------------------------------------------------


def test_a_no_of_the_old_account_stops_it(world: World) -> None:
    asks(world)
    checks(world, STATION)
    says_no(world)
    assert state_of(world).state == "stopped"
    with pytest.raises(MoveOver):
        confirms(world, STATION_TOO)
    with pytest.raises(MoveOver):
        says_no(world)
    for who in (STATION, STATION_TOO, ADMIN):
        assert "the old account says that it was not them" in world.messages(who)[-1]
    assert NOT_FOUND in world.messages(NEW)[-1]
    assert at(world, NEW) == NEW


def test_who_asks_again_after_a_no_is_looked_at_by_the_administrators(world: World) -> None:
    asks(world)
    says_no(world)
    asks(world)
    with pytest.raises(NotForYou):
        checks(world, STATION, 2)
    assert "The old account has said before" in world.messages(ADMIN)[-1]
    says_no(world, LIN, 2)
    assert state_of(world, 2).state == "asked", "whoever has the old phone cannot stop it for ever"
    assert "says that it was not them" in world.messages(ADMIN)[-1]
    checks(world, ADMIN, 2)
    confirms(world, STATION, 2)
    assert at(world, NEW) == LIN


def test_refused_and_lapsed_read_the_same_to_who_asked(world: World) -> None:
    asks(world)
    refuses(world, STATION)
    asks(world, AYGUL, ANOTHER)
    for days in (2, 5, 9):
        world.passes(days=days)
        world.keeps_up("call on officers for accounts that move")
        sends_everything(world)
    assert state_of(world, 2).state == "lapsed"
    assert world.messages(NEW)[-1] == world.messages(ANOTHER)[-1]
    assert "everything stays as it was" in world.edited(LIN)[-1]


def test_officers_are_reminded_and_the_administrators_before_the_end(world: World) -> None:
    asks(world)
    world.passes(days=2)
    world.keeps_up("call on officers for accounts that move")
    assert "has waited for you" in world.messages(STATION)[-1]
    assert not world.messages(ADMIN)
    world.passes(days=5)
    world.keeps_up("call on officers for accounts that move")
    assert "has waited for you" in world.messages(ADMIN)[-1]


# What goes along -----------------------------------------------------------------------------------------------------


def test_the_new_account_has_all_and_the_old_one_is_a_stranger(world: World) -> None:
    opens_file(world)
    before = _reads(world, LIN)
    asks(world)
    sends_everything(world)
    checks(world, POINT)
    confirms(world, STATION)
    assert _reads(world, at(world, NEW)) == before
    left = at(world, LIN)
    with world.work() as session:
        old = session.get_one(Person, left)
        assert (old.registered_at, old.consented_at, old.name) == (None, None, None)
    assert "moved what was registered here to another Telegram account" in world.messages(old.id)[-1]
    assert "everything you had at your old account is here now" in world.messages(LIN)[-1]
    assert world.edited(old.id)[-1].startswith("This is settled by now."), "the button under the first message is gone"
    with world.work() as session:
        trail = [
            (one.person_id, one.action) for one in session.exec(select(Audit).where(Audit.subject == f"person:{LIN}"))
        ]
    assert (POINT, "saw somebody in person who has another account") in trail
    assert (STATION, "confirmed that somebody has another account") in trail


def _reads(world: World, who: int) -> tuple[Any, ...]:
    with world.work() as session:
        work = world.at_work(session, who)
        return changes.own_file(work), people.registered(work)


def test_what_waits_goes_to_the_new_account_and_the_old_chat_is_changed_no_more(world: World) -> None:
    with world.work() as session:
        work = world.at_work(session)
        outbox.put(work, LIN, Message(say("kept")), key="kept")
    sends_everything(world)
    asks(world)
    checks(world, STATION)
    with world.work() as session:
        work = world.at_work(session)
        outbox.put(work, LIN, Message(say("still to come")), key="come")
        outbox.put(work, LIN, Message(say("an answer")), priority=outbox.INTERACTIVE)
        outbox.delete(work, LIN, 5)
        outbox.put(work, NEW, Message(say("said to the new one")), key="new")
    confirms(world, STATION_TOO)
    with world.work() as session:
        rows = {
            row.key or row.kind: row
            for row in session.exec(select(Outbox))
            if row.key in ("kept", "come", "new") or row.kind == "delete"
        }
        answer = session.exec(select(Outbox).where(Outbox.error == "not needed any more", Outbox.kind == "send")).all()
    assert rows["kept"].message_id is None
    assert (rows["come"].chat_id, rows["come"].state) == (LIN, WAITING)
    assert rows["delete"].chat_id == NEW, "it is in the old chat, where nobody is but the emptied row"
    assert rows["new"].chat_id == LIN
    assert [row.state for row in answer] == [FAILED]


def test_what_the_new_account_did_before_is_not_lost(world: World) -> None:
    case_id = world.opens(AYGUL)
    meets(world)
    with world.work() as session:
        session.add(Consent(person_id=NEW, kind="processing", given=True, at=world.now))
        session.add(Objection(case_id=case_id, person_id=NEW, words="They have a shop.", made_at=world.now))
        session.add(DangerCall(person_id=NEW, kind="life", words="I fear for us.", said_at=world.now, asked=[]))
        for who, key in ((NEW, "registration"), (NEW, "notice_objection"), (NEW, "unit"), (LIN, "unit")):
            session.add(Draft(person_id=who, form_key=key, state={}, begun_at=world.now, touched_at=world.now))
    moves(world)
    with world.work() as session:
        assert session.exec(select(Objection)).one().person_id == LIN
        assert session.exec(select(Consent)).one().person_id == LIN
        assert session.exec(select(DangerCall)).one().person_id == LIN
        assert sorted((one.person_id, one.form_key) for one in session.exec(select(Draft))) == [
            (LIN, "notice_objection"), (LIN, "unit"),
        ]  # fmt: skip
    assert "The form that you had begun here is given up" in world.messages(LIN)[-1]


def test_who_agrees_at_the_new_account_has_agreed(world: World) -> None:
    opens_file(world)
    with world.work() as session:
        session.get_one(Person, LIN).consented_at = None
    asks(world)
    assert "(consent withdrawn)" in world.messages(POINT)[-1]
    checks(world, POINT)
    confirms(world, STATION)
    with world.work() as session:
        assert session.get_one(Person, LIN).consented_at is not None


def test_an_administrators_old_account_first_leaves_the_settings(world: World) -> None:
    """The settings name addresses: whoever is at one administers."""
    asks(world, ADMIN)
    checks(world, STATION)
    with pytest.raises(StillAdministrator):
        confirms(world, STATION_TOO)
    world.house = replace(world.house, admin_ids=frozenset({NEW}))
    confirms(world, STATION_TOO)
    with world.work() as session:
        assert world.actor(session, ADMIN).administrator
        assert not world.actor(session, NEW).administrator
        assert world.at_work(session).admin_ids == {ADMIN}


def test_two_who_ask_for_one_do_not_both_get_it(world: World) -> None:
    asks(world)
    asks(world, LIN, ANOTHER)
    checks(world, STATION, 2)
    confirms(world, STATION_TOO, 2)
    assert state_of(world).state == "refused"
    assert at(world, ANOTHER) == LIN
    assert at(world, NEW) == NEW


def test_somebody_moves_a_second_time(world: World) -> None:
    moves(world)
    asks(world, LIN, ANOTHER)
    checks(world, STATION, 2)
    confirms(world, STATION_TOO, 2)
    assert (at(world, ANOTHER), at(world, NEW), at(world, LIN)) == (LIN, ANOTHER, NEW)


def test_what_came_from_an_address_is_erased_with_who_is_there(world: World) -> None:
    moves(world)
    with world.work() as session:
        session.add(Inbox(update_id=1, person_id=NEW, payload="{}", received_at=world.now, state="parked"))
    from services.erasing.registry import REGISTRY
    from services.erasing.whose import whose

    fate = next(one for one in REGISTRY if one.table is Inbox)
    with world.work() as session:
        assert len(session.exec(select(Inbox).where(fate.about(whose(session, LIN)))).all()) == 1
        assert not session.exec(select(Inbox).where(fate.about(whose(session, NEW)))).all()


# At one instant ------------------------------------------------------------------------------------------------------


def test_a_no_and_a_yes_at_one_instant_do_not_both_count(world: World) -> None:
    asks(world)
    checks(world, STATION)
    became = at_one_instant(
        world,
        lambda session: claims.not_me(world.at_work(session, LIN), 1),
        lambda session: claims.confirm_move(world.at_work(session, STATION_TOO), 1),
    )
    assert became == ["done", "MoveOver"]
    assert at(world, NEW) == NEW


def test_two_colleagues_confirm_at_one_instant(world: World) -> None:
    asks(world)
    checks(world, STATION)
    with world.work() as session:
        session.add(Appointment(person_id=STRANGER, role="reviewer", unit_id=2, appointed_by=ADMIN, since=world.now))
    became = at_one_instant(
        world,
        *(
            lambda session, who=who: claims.confirm_move(world.at_work(session, who), 1)
            for who in (STATION_TOO, STRANGER)
        ),
    )
    assert became == ["done", "MoveOver"]
    assert (at(world, NEW), at(world, LIN)) == (LIN, NEW)


def test_two_phones_press_at_one_instant_and_ask_once(world: World) -> None:
    answers = typed(world)
    meets(world)
    became = at_one_instant(
        world, *(lambda session: claims.ask_move(world.at_work(session, NEW), answers) for _ in range(2))
    )
    assert became == ["done", "done"]
    with world.work() as session:
        assert len(session.exec(select(AccountMove)).all()) == 1


# Every table ---------------------------------------------------------------------------------------------------------

# Where only somebody registered, an officer or an administrator can stand, or what is history; what is asked of a new
# account before it is registered stands in `taking_over`.
OF_THE_REGISTERED = {
    "behalf",
    "account_move", "aid_case", "aid_event", "appointment", "book_entry", "broadcast", "certificate", "change", "clash",
    "decision",
    "deferral", "early_warning", "edge_household", "erasure", "file_double",
    "file_version", "fund_receipt", "gift", "home_visit", "household_file", "household_plan", "invitation",
    "meant_decision",
    "member_account", "money_row", "month_run", "named_officer", "offer", "offer_reply", "paper", "plan_measure",
    "prompt", "recheck", "register_heading",
    "register_import", "repayment", "request_holder", "sent_policy", "visit", "vote",
    "campaign_task", "survey_reply", "campaign", "policy_text", "notice",
}  # fmt: skip
BY_ITSELF = {"audit", "inbox", "outbox", "person"}  # the trail stays as it was; senders are addresses; messages apart
TABLES = SQLModel.metadata.tables
PEOPLE = re.compile(r"(^|_)(person|officer|head|applicant|asker|cashier|by)(_id|_by)?$|_by$")


def test_a_table_in_which_a_new_account_may_stand_goes_along() -> None:
    along = {table.__tablename__ for table in (*AT_ONE, *(table for table, _ in MOVED))}
    named = {
        name
        for name, table in SQLModel.metadata.tables.items()
        if any(PEOPLE.search(column.name) for column in table.c)
    }
    assert named - OF_THE_REGISTERED - BY_ITSELF == along
