"""Who names somebody else learns nothing and holds up nobody: an officer over both says where they belong."""

from __future__ import annotations

from threading import Event, Thread

import pytest
from sqlalchemy.exc import IntegrityError
from sqlmodel import col, select, update

from delivery.rendering import render_plain
from domain.changes.change import What
from domain.claims.buttons import MakeOne, SettleClash
from domain.claims.settled import CannotBeTakenOut, ClashOver, NotAmongThese, OwnClaim, Settled
from domain.people.consent import ConsentKind
from domain.platform.access import NotForYou
from domain.platform.buttons import decode
from domain.platform.text import Refusal
from domain.procedure.refusals import OnFileElsewhere, PeopleUnsettled
from models.changes import Change
from models.households import Clash, HouseholdFile, HouseholdMember
from models.officers import Appointment
from models.people import Person
from models.platform.outbox import Outbox
from models.procedure import AidCase
from services import changes, claims
from services.cases import worker_side as cases
from services.changes import Wanted
from services.changes.applying import LivesElsewhere
from services.officers import appointments
from services.people import withdraw
from services.procedure import entry, record
from tests.data.households import answers_of, households
from tests.services.aid.test_once import application, file_of
from tests.services.changes.test_changes import NOTED, joins
from tests.union import (
    ADMIN,
    ANSWERS,
    APPROVER,
    APPROVER_TOO,
    AYGUL,
    CENTRE_REVIEWER,
    DAUGHTER,
    LIN,
    OTHER_STATION,
    POINT,
    RECORDER,
    STATION,
    STATION_TOO,
    STRANGER,
    ZONE,
    World,
)

OVER_BOTH = {CENTRE_REVIEWER, APPROVER, APPROVER_TOO}
CHILD = {"relation": "daughter", "name": DAUGHTER.name, "resident_id": DAUGHTER.resident_id}


def names(world: World, who: int) -> int:
    """A report that names the daughter."""
    return world.opens(who, answers={**ANSWERS, "members": [CHILD]}, members=(DAUGHTER,))


@pytest.fixture
def parents(world: World) -> int:
    return names(world, LIN)


@pytest.fixture
def stranger(world: World, parents: int) -> int:
    """Somebody of another station who names their child."""
    return names(world, AYGUL)


def clash_of(world: World) -> Clash:
    with world.work() as session:
        return session.exec(select(Clash).order_by(col(Clash.id).desc())).first() or pytest.fail("no clash")


def settles(world: World, who: int, how: Settled) -> str:
    one = clash_of(world).id
    with world.work() as session:
        said = claims.settle(world.at_work(session, who), one, how)
    return render_plain(said, "en", timezone=ZONE, limit=4000)


def visited_and_noticed(world: World, case_id: int) -> None:
    """As far as the approval, at the other station."""
    world.visits(OTHER_STATION, CENTRE_REVIEWER, case_id)
    world.decides(OTHER_STATION, case_id)
    world.passes(days=8)
    world.keeps_up("end public notices")


# Taken in, and told to nobody ----------------------------------------------------------------------------------------


def test_a_report_that_names_another_familys_child_is_taken_in_as_any_other(world: World) -> None:
    alone = names(world, LIN)
    said_to_lin = [text.replace("2026-0001", "#") for text in world.messages(LIN)]
    claimed = names(world, AYGUL)
    assert [text.replace("2026-0002", "#") for text in world.messages(AYGUL)] == said_to_lin
    assert world.case(claimed).status == world.case(alone).status == "open"
    assert world.prompted(claimed) == {OTHER_STATION}
    assert world.messages(LIN) == [text.replace("#", "2026-0001") for text in said_to_lin], "nor do they hear of it"


def test_it_goes_to_officers_over_both_units_and_to_nobody_else(world: World, stranger: int) -> None:
    assert world.prompted(stranger, "clash") == OVER_BOTH
    one = clash_of(world).id
    with world.work() as session:
        for who in (STATION, OTHER_STATION, POINT, RECORDER, LIN, AYGUL):
            with pytest.raises(NotForYou):
                claims.look(world.at_work(session, who), one)
        with pytest.raises(NotForYou):
            claims.look(world.at_work(session, APPROVER), 999)
        seen = claims.look(world.at_work(session, APPROVER), one)
    text = render_plain(seen.text, "en", timezone=ZONE, limit=4000)
    assert text.index("Earlier") < text.index("2026-0001") < text.index("Later") < text.index("2026-0002")
    assert text.count("▶ 林小例 (Daughter), 990101********0019") == 2
    how = [one.how for row in seen.keys for one in [decode(row[0].press)] if isinstance(one, SettleClash)]
    assert how == [Settled.HERE, Settled.THERE, Settled.WRONG]


def test_of_somebody_who_withdrew_the_consent_only_the_number_is_shown(world: World, stranger: int) -> None:
    with world.work() as session:
        session.get_one(Person, LIN).sensitive_consented_at = None
    one = clash_of(world).id
    with world.work() as session:
        seen = claims.look(world.at_work(session, APPROVER), one)
    text = render_plain(seen.text, "en", timezone=ZONE, limit=4000)
    assert "2026-0001" in text
    assert "林示例" not in text
    assert text.count("林小例") == 1, "as the other side named her"


def test_naming_a_child_holds_up_the_claimant_and_never_the_parents(world: World, parents: int, stranger: int) -> None:
    world.approved(parents)
    world.enters(parents)
    assert world.case(parents).status == "finished"
    visited_and_noticed(world, stranger)
    with pytest.raises(PeopleUnsettled):
        world.decides(APPROVER, stranger)


def test_who_was_named_first_by_a_stranger_reports_like_everybody(world: World) -> None:
    """The parents come second: they go through review and notice, and the stranger's case does not stop them there."""
    names(world, AYGUL)
    parents = names(world, LIN)
    assert world.prompted(parents, "clash") == OVER_BOTH
    world.noticed(parents)
    settles(world, APPROVER_TOO, Settled.THERE)
    world.decides(APPROVER, parents)
    world.enters(parents)
    assert world.case(parents).status == "finished"


# Settled -------------------------------------------------------------------------------------------------------------


def test_taken_out_of_the_later_one(world: World, parents: int, stranger: int) -> None:
    assert "later one is corrected" in settles(world, APPROVER, Settled.HERE)
    assert (world.case(stranger).status, world.case(parents).status) == ("returned", "open")
    told = "\n".join(world.messages(AYGUL)[-2:])
    assert "does not belong to your household" in told
    assert "about 林小例, whom you named in case 2026-0002" in told
    assert "2026-0001" not in told
    assert world.prompted(stranger, "clash") == set()
    with pytest.raises(ClashOver):
        settles(world, CENTRE_REVIEWER, Settled.THERE)


def test_named_again_it_is_asked_again(world: World, stranger: int) -> None:
    settles(world, APPROVER, Settled.HERE)
    with world.work() as session:
        cases.resubmit(world.at_work(session, AYGUL), stranger, answers={**ANSWERS, "members": [CHILD]},
                       household_class="deep", amount=0, members=(DAUGHTER,))  # fmt: skip
    assert world.prompted(stranger, "clash") == OVER_BOTH
    one = clash_of(world).id
    with world.work() as session:
        text = claims.look(world.at_work(session, CENTRE_REVIEWER), one).text
    assert "has named 1 person before" in render_plain(text, "en", timezone=ZONE, limit=4000)


def test_corrected_it_goes_on_by_itself(world: World, stranger: int) -> None:
    with world.work() as session:
        session.get_one(AidCase, stranger)
    settles(world, APPROVER, Settled.WRONG)
    assert "ID number" in world.messages(AYGUL)[-2]
    with world.work() as session:
        cases.resubmit(world.at_work(session, AYGUL), stranger, answers=dict(ANSWERS),
                       household_class="deep", amount=0, members=())  # fmt: skip
    assert world.prompted(stranger, "clash") == set()
    assert world.case(stranger).status == "open"


def test_one_household_goes_on_in_the_earlier_one(world: World, parents: int, stranger: int) -> None:
    one = clash_of(world).id
    with world.work() as session:
        seen = claims.look(world.at_work(session, CENTRE_REVIEWER), one)
        (first,) = [press for row in seen.keys for press in [decode(row[0].press)] if isinstance(press, MakeOne)]
        asked = claims.look(world.at_work(session, CENTRE_REVIEWER), first.clash_id, as_one=True)
    assert "Then case 2026-0002 ends now" in render_plain(asked.text, "en", timezone=ZONE, limit=4000)
    assert world.case(stranger).status == "open", "one press ends nothing"
    settles(world, CENTRE_REVIEWER, Settled.ONE)
    assert (world.case(stranger).status, world.case(parents).status) == ("refused", "open")
    assert "has reported already" in world.messages(AYGUL)[-1]


def test_it_is_over_when_one_of_the_two_is(world: World, parents: int, stranger: int) -> None:
    with world.work() as session:
        cases.withdraw(world.at_work(session, LIN), parents)
    assert world.prompted(stranger, "clash") == set()
    visited_and_noticed(world, stranger)
    world.decides(APPROVER, stranger)
    assert world.case(stranger).step == "entry"


def test_who_is_of_one_of_the_households_does_not_decide(world: World) -> None:
    parents = names(world, APPROVER)
    stranger = names(world, AYGUL)
    assert world.prompted(stranger, "clash") == {CENTRE_REVIEWER, APPROVER_TOO}
    with pytest.raises(OwnClaim):
        settles(world, APPROVER, Settled.HERE)
    assert world.case(parents).status == "open"


def test_an_office_that_begins_or_ends_brings_or_takes_it(world: World, stranger: int) -> None:
    with world.work() as session:
        held = session.exec(select(Appointment.id).where(Appointment.person_id == APPROVER)).one()
        appointments.end(world.at_work(session, ADMIN), held, by=ADMIN)
    assert world.prompted(stranger, "clash") == OVER_BOTH - {APPROVER}


def test_without_anybody_over_both_the_administrators_are_asked(world: World, parents: int) -> None:
    with world.work() as session:
        ended = update(Appointment).where(col(Appointment.unit_id) == 1).values(ended_at=world.now)
        session.execute(ended)
    names(world, AYGUL)
    assert any("named in two households" in text for text in world.messages(ADMIN))


@pytest.mark.parametrize("agrees", [True, False])
def test_several_that_were_wrong_are_told_to_the_administrators(world: World, parents: int, agrees: bool) -> None:
    other = DAUGHTER.__class__("son", "林二例", resident_id="990101201001010034")
    with world.work() as session:
        case = session.get_one(AidCase, parents)
        cases._add_members(session, case, [other])
    both = world.opens(AYGUL, members=(DAUGHTER, other))
    with world.work() as session:
        ids = session.exec(select(Clash.id).where(Clash.case_id == both)).all()
        if not agrees:
            withdraw(world.at_work(session, AYGUL), ConsentKind.SENSITIVE, ())
    assert len(ids) == 2
    for one in ids:
        with world.work() as session:
            claims.settle(world.at_work(session, APPROVER), one, Settled.HERE)
    told = [text for text in world.messages(ADMIN) if "has named" in text]
    assert len(told) == 1
    whom = "阿依古丽·样本 (Unit 5, 138****8000)" if agrees else "(consent withdrawn) (Unit 5, (consent withdrawn))"
    assert f"{whom} has named 2 people" in told[0]


# One person, one file ------------------------------------------------------------------------------------------------


def test_the_database_lets_one_person_live_in_one_file(world: World, parents: int) -> None:
    world.approved(parents)
    world.enters(parents)
    second = world.opens(AYGUL)
    with world.work() as session:
        key = session.exec(select(HouseholdMember.file_key).where(HouseholdMember.case_id == parents)).first()
    assert key
    twice = HouseholdMember(
        case_id=second, resident_id_print=key, file_key=key, resident_id="1", name="x", relation="son"
    )
    with pytest.raises(IntegrityError), world.work() as session:
        session.add(twice)


@pytest.mark.parametrize("turned", [False, True])
def test_two_recorders_open_two_files_for_one_child_at_one_instant_and_one_is_opened(
    world: World, parents: int, stranger: int, turned: bool
) -> None:
    with world.work() as session:  # as if both had come so far before anybody looked
        session.execute(update(Clash).values(settled_at=world.now, settled="over", open_key=None))
        session.execute(update(AidCase).where(col(AidCase.id).in_([parents, stranger])).values(step="entry"))
    became: dict[int, str] = {}
    is_done, version = Event(), world.case(parents).version

    def enters(case_id: int, *, first: bool) -> None:
        try:
            with world.work() as session:
                entry.enter(world.at_work(session, RECORDER), case_id, version, f"N-{case_id}")
                if first:
                    is_done.set()
                    Event().wait(0.3)
            became[case_id] = "done"
        except Refusal as refusal:
            became[case_id] = type(refusal).__name__
        finally:
            is_done.set()

    one, two = (stranger, parents) if turned else (parents, stranger)
    threads = [Thread(target=enters, args=[one], kwargs={"first": True}),
               Thread(target=enters, args=[two], kwargs={"first": False})]  # fmt: skip
    threads[0].start()
    is_done.wait(10)
    threads[1].start()
    for thread in threads:
        thread.join()
    assert became == {one: "done", two: OnFileElsewhere.__name__}
    with world.work() as session:
        assert len(session.exec(select(HouseholdFile)).all()) == 1
        assert record.find_case(session, two).step == "entry"


# Files and changes ---------------------------------------------------------------------------------------------------


@pytest.fixture
def on_file(world: World) -> int:
    """The file of Lin's household, which the child lives in."""
    home = answers_of(households()["DEMO-H01"])
    answers = {**home, "members": [CHILD | {"health": "good", "work_status": "student", "monthly_income": 0}]}
    case_id = world.opens(LIN, answers=answers, members=(DAUGHTER,))
    world.approved(case_id)
    world.enters(case_id)
    return case_id


def test_from_a_file_somebody_is_taken_out_by_two_pairs_of_eyes(world: World, on_file: int) -> None:
    later = names(world, AYGUL)
    assert "A second officer confirms it" in settles(world, CENTRE_REVIEWER, Settled.THERE)
    assert world.prompted(later, "clash") == OVER_BOTH, "it is not settled yet"
    with world.work() as session:
        change = session.exec(select(Change)).one()
        assert change.what == What.LEAVE
        changes.confirm(world.at_work(session, STATION), change.id)
    assert world.prompted(later, "clash") == set()
    visited_and_noticed(world, later)
    world.decides(APPROVER, later)
    world.enters(later, "N-002")
    assert world.case(later).status == "finished"


def test_a_change_that_brings_somebody_else_in_is_taken_in_and_waits(world: World, on_file: int) -> None:
    names(world, AYGUL)  # a clash of two reports; now somebody of a third household
    mother = "990101195501010116"
    world.opens(STRANGER, members=(DAUGHTER.__class__("mother", "马某母", resident_id=mother),))
    with world.work() as session:
        file = session.exec(select(HouseholdFile)).one()
        work = world.at_work(session, LIN)
        change = changes.propose(work, Wanted(None, What.JOIN), {**NOTED, **joins(mother)})
        assert session.exec(select(Clash).where(Clash.change_id == change)).one().named_by == LIN
    with world.work() as session, pytest.raises(LivesElsewhere):
        changes.confirm(world.at_work(session, STATION), change)
    settles(world, APPROVER, Settled.HERE)
    with world.work() as session:
        assert session.get_one(Change, change).state == "refused"
        assert len(session.get_one(HouseholdFile, file.id).data["members"]) == 1
    told = world.messages(LIN)[-1]
    assert "does not belong to your household" in told
    assert "2026-" not in told


# Grants --------------------------------------------------------------------------------------------------------------


def test_a_second_familys_application_for_a_student_is_taken_in_and_an_officer_decides(world: World) -> None:
    file_of(world), file_of(world, AYGUL, "HF-2")
    numbers = []
    for who in (LIN, AYGUL):
        with world.work() as session:
            numbers.append(application(world, by=who)(session))
    with world.work() as session:
        first, second = (record.find_case(session, number) for number in numbers)
        assert (first.once_key is None, second.once_key is None) == (False, True)
    assert world.prompted(second.id, "clash") == {STATION, STATION_TOO}, "both files are of the point below"
    with pytest.raises(NotAmongThese):
        settles(world, STATION, Settled.ONE)
    settles(world, STATION, Settled.THERE)
    assert world.case(first.id).status == "refused"
    assert "has an application already" in "".join(world.messages(LIN))


def test_what_is_paid_stays_with_whom_it_was_paid_to(world: World) -> None:
    file_of(world), file_of(world, AYGUL, "HF-2")
    with world.work() as session:
        first = record.find_case(session, application(world, by=LIN)(session)).id
    world.approved(first)
    world.pays(first)
    with world.work() as session:
        application(world, by=AYGUL)(session)
    with pytest.raises(CannotBeTakenOut):
        settles(world, APPROVER_TOO, Settled.THERE)


def test_no_message_of_all_this_names_the_other_side(world: World, parents: int, stranger: int) -> None:
    settles(world, APPROVER, Settled.HERE)
    with world.work() as session:
        rows = session.exec(select(Outbox).where(col(Outbox.chat_id).in_([LIN, AYGUL])))
        said = {row.chat_id: str(row.body) for row in rows}
    assert "2026-0002" not in said.get(LIN, "")
    assert "2026-0001" not in said[AYGUL]
    assert "林示例" not in said[AYGUL]
