"""Somebody is erased on a played database: what goes, what stays until when, and that nobody else loses anything."""

from __future__ import annotations

from collections import Counter
from datetime import date, datetime, timedelta

import pytest
from sqlmodel import SQLModel, col, select

from bot.run.scheduler import SCHEDULE
from domain.erasing.refusals import HoldsOffice, HouseholdWaits, MoneyUnderWay, NobodyThere
from domain.notices.buttons import Answer
from domain.people.consent import ConsentKind
from models.forms import Draft
from models.households import Clash, HouseholdFile
from models.notices import Notice, Objection
from models.officers import Appointment, Invitation
from models.payments import MoneyRow
from models.people import Erasure, FileToErase, Person
from models.platform.audit import Audit
from models.platform.outbox import WAITING, Outbox
from models.procedure import AidCase, Decision, Prompt, Visit
from services import erasing, forms, notices, people
from services.erasing import Erased
from tests.one_life import HEARD, NAME, NEEDLES, Life, lives, members_of
from tests.services.aid.test_once import file_of
from tests.union import (
    ADMIN,
    APPROVER,
    AYGUL,
    CENTRE_REVIEWER,
    LIN,
    OTHER_STATION,
    POINT,
    STATION,
    STRANGER,
    ZONE,
    World,
)

EVERYTHING = SQLModel.metadata.tables
MASKED = "林某某"


@pytest.fixture
def life(world: World) -> Life:
    return lives(world)


def erases(world: World, person_id: int = LIN) -> Erased:
    with world.work() as session:
        return erasing.erase(world.at_work(session), person_id)


def dump(world: World) -> dict[str, list[str]]:
    """Return every row of every table, opened."""
    with world.work() as session:
        return {name: sorted(map(repr, session.execute(table.select()).all())) for name, table in EVERYTHING.items()}


def counted(world: World) -> Counter[str]:
    return Counter({name: len(rows) for name, rows in dump(world).items()})


def told_of(rows: dict[str, list[str]]) -> set[tuple[str, str]]:
    return {(name, word) for name, some in rows.items() for row in some for word in (*NEEDLES, HEARD) if word in row}


def test_nothing_in_any_table_tells_of_them_any_more(world: World, life: Life) -> None:
    assert {word for _, word in told_of(dump(world))} == {*NEEDLES, HEARD}, "all of it was there"
    erases(world)
    assert told_of(dump(world)) == set()


# What goes is counted; of all that is missing here there are as many rows after as before.
GONE = {
    "aid_case": 1,  # the grant at its review is taken back; the report behind the file, and what was paid, stay
    "change": 1,  # with what it says of wage and card
    "decision": 1,  # that the grant was taken back; those of cases that stay lose their reasons
    "draft": 2,  # the report that was begun, and a refusal that an officer had begun to write
    "early_warning": 1,
    "edge_household": 1,
    "file_mark": 5,  # by which two files of one household are known
    "file_version": 3,  # the opening, the case officer, a change
    "home_visit": 1,
    "household_plan": 1,
    "household_member": 5,  # those of the report, which are those of the file
    "inbox": 1,  # a message that could not be handled
    "mute": 1,
    "offer_reply": 1,
    "paper": 3,  # the id card, the photo of the visit, the proof of the change
    "plan_measure": 6,
    "prompt": 20,  # of all officers, about all three cases
    "re_invitation": 1,
    "visit": 1,  # that of the grant; those of cases that stay lose their findings
}
EMPTIED = {
    "aid_case": 2, "audit": 29, "campaign_task": 1, "decision": 8, "household_file": 1, "money_row": 1, "objection": 2,
    "outbox": 65, "person": 1, "visit": 2,
}  # fmt: skip
# The taking back is told to officers and worker, and recorded; the erasing is noted, with the file of the id card.
# Among the messages: the change and the warning before an officer are over, and who had begun a form reads why it ends.
MORE = {"audit": 2, "erasure": 1, "file_to_erase": 1, "outbox": 8}


def test_the_rows_that_go_and_those_that_stay_are_explained(world: World, life: Life) -> None:
    with world.work() as session:
        forms.begin(world.at_work(session, STATION), "verdict", {"answers": {}}, subject=f"{life.running}:1:refuse")
    before = counted(world)
    done = erases(world)
    after = counted(world)
    assert done.gone == GONE
    assert done.emptied == EMPTIED
    # The decision that goes was made by the taking back itself, and the last version of the file by its end.
    missing = {name: count for name, count in GONE.items() if name != "decision"} | {"file_version": 2}
    assert {name: before[name] - after[name] for name in before if before[name] > after[name]} == missing
    assert {name: after[name] - before[name] for name in after if after[name] > before[name]} == MORE
    with world.work() as session:
        assert session.exec(select(FileToErase.stored_as)).all() == ["2026/07/paper-1"]


def test_what_was_paid_and_the_file_stay_with_a_masked_name(world: World, life: Life) -> None:
    erases(world)
    with world.work() as session:
        kept = session.exec(select(AidCase).where(AidCase.applicant_id == LIN).order_by(col(AidCase.id))).all()
        assert [case.id for case in kept] == [life.report, life.paid]
        assert all(case.answers == {} for case in kept)
        file = session.get_one(HouseholdFile, life.household)
        assert (file.number, file.data, file.known) == ("HF-2026-0001", {}, None)
        person = session.get_one(Person, LIN)
        assert (person.name, person.resident_id, person.phone, person.registered_at) == (MASKED, None, None, None)
        (money,) = session.exec(select(MoneyRow).where(MoneyRow.case_id == life.paid)).all()
        assert (money.fen, money.payee, money.card, money.state) == (600_000, MASKED, "**** 0128", "paid")
        assert session.get_one(AidCase, life.paid).once_key, "nobody is given the same twice"
        found = session.exec(select(Visit.findings).where(col(Visit.case_id).in_((life.report, life.paid)))).all()
        assert set(found) == {""}


def test_the_person_reads_what_stays_until_when(world: World, life: Life) -> None:
    erases(world)
    last = world.messages(LIN)[-1]
    assert "HF-2026-0001" in last
    assert "2036" in last


def test_nobody_else_loses_anything(world: World, life: Life) -> None:
    def of_others() -> tuple[list[str], list[str], int]:
        with world.work() as session:
            people_ = session.exec(select(Person).where(Person.id != LIN).order_by(col(Person.id))).all()
            offices = session.exec(select(Appointment).order_by(col(Appointment.id))).all()
            case = session.exec(select(AidCase).where(AidCase.applicant_id == AYGUL)).one()
            decided = session.exec(select(Decision).where(Decision.case_id == case.id)).all()
            return [one.model_dump_json(exclude={"seal"}) for one in people_], list(map(repr, offices)), len(decided)

    before = of_others()
    erases(world)
    assert of_others() == before


def test_an_objection_to_somebody_else_is_forgotten_and_answered_all_the_same(world: World, life: Life) -> None:
    erases(world)
    with world.work() as session:
        made = session.exec(select(Objection).order_by(col(Objection.id))).all()
        assert [(one.person_id, one.words, one.upheld) for one in made] == [(AYGUL, "", False), (0, "", False)]


def test_an_objection_that_waits_keeps_its_words_until_it_is_answered(world: World) -> None:
    case_id = world.opens(AYGUL)
    world.visits(OTHER_STATION, CENTRE_REVIEWER, case_id)
    world.decides(CENTRE_REVIEWER, case_id)
    with world.work() as session:
        notice = session.exec(select(Notice.id)).one() or 0
        notices.object_to_notice(world.at_work(session, LIN), notice, words=HEARD)
    erases(world)
    with world.work() as session:
        made = session.exec(select(Objection)).one()
        assert (made.person_id, made.words) == (0, HEARD)
        notices.answer(world.at_work(session, APPROVER), made.id, Answer.DISMISS, words="Looked into.")
    with world.work() as session:
        assert not session.exec(select(Outbox.id).where(Outbox.chat_id == 0)).all()
        assert session.get_one(Objection, made.id).words == ""


def test_the_trail_stays_without_words(world: World, life: Life) -> None:
    with world.work() as session:
        before = len(session.exec(select(Audit.id)).all())
    erases(world)
    with world.work() as session:
        rows = session.exec(select(Audit)).all()
        assert len(rows) >= before
        assert not {row.detail for row in rows if row.person_id == LIN} - {""}


def test_what_waits_for_an_officer_goes_out_without_the_names(world: World, life: Life) -> None:
    with world.work() as session:
        waiting = session.exec(select(Outbox).where(Outbox.state == WAITING, Outbox.chat_id == POINT)).all()
        assert any(NAME in str(row.body) for row in waiting)
    erases(world)
    assert any("…" in text for text in world.messages(POINT)), "others' households stand in the same message"


def test_whoever_named_the_same_people_waits_for_nobody_any_more(world: World, life: Life) -> None:
    other = world.opens(STRANGER, members=members_of())
    with world.work() as session:
        about = session.exec(select(Prompt.about).where(Prompt.case_id == other, col(Prompt.closed_at).is_(None))).all()
        assert any(one.startswith("clash:") for one in about)
    erases(world)
    with world.work() as session:
        left = session.exec(select(Prompt.about).where(Prompt.case_id == other, col(Prompt.closed_at).is_(None))).all()
        assert not [one for one in left if one.startswith("clash:")]
        assert not session.exec(select(Clash)).all()


def test_money_under_way_has_to_arrive_first(world: World) -> None:
    case_id = world.opens(LIN, "golden_autumn", 600_000)
    world.approved(case_id)
    world.pays(case_id)
    with pytest.raises(MoneyUnderWay):
        erases(world)
    assert world.case(case_id).status == "open"


def test_a_file_stays_while_somebody_elses_case_stands_on_it(world: World) -> None:
    file_id = file_of(world)
    case_id = world.opens(STRANGER, "golden_autumn", 600_000, household_id=file_id)
    with pytest.raises(HouseholdWaits):
        erases(world)
    with world.work() as session:
        assert session.get_one(HouseholdFile, file_id).closed_at is None
        assert session.get_one(Person, LIN).name
    world.decides(STATION, case_id, "refuse")
    erases(world)
    with world.work() as session:
        assert session.get_one(HouseholdFile, file_id).closed_at is not None


def test_an_officer_is_refused_and_who_was_one_keeps_the_office(world: World) -> None:
    with pytest.raises(HoldsOffice):
        erases(world, POINT)
    with world.work() as session:
        held = session.exec(select(Appointment).where(Appointment.person_id == POINT)).one()
        held.ended_at = world.now
    erases(world, POINT)
    with world.work() as session:
        assert session.exec(select(Appointment).where(Appointment.person_id == POINT)).one().ended_at is not None
        assert session.get_one(Person, POINT).resident_id is None


def test_what_stayed_goes_when_its_time_is_over(world: World, life: Life) -> None:
    erases(world)
    world.keeps_up("keep up with who wishes to be erased")
    with world.work() as session:
        row = session.exec(select(Erasure)).one()
        assert (row.state, row.stays_until) == ("done", date(2036, 8, 8))
    world.now = datetime(2036, 8, 8, 10, tzinfo=ZONE)
    world.keeps_up("keep up with who wishes to be erased")
    with world.work() as session:
        assert not session.exec(select(AidCase).where(AidCase.applicant_id == LIN)).all()
        assert not session.exec(select(HouseholdFile)).all()
        assert session.get_one(Person, LIN).name is None
        assert session.exec(select(Erasure.state)).all() == ["over"]


def test_of_who_has_come_back_only_what_had_stayed_goes_in_the_end(world: World, life: Life) -> None:
    erases(world)
    world.now = datetime(2036, 7, 1, 10, tzinfo=ZONE)
    comes_back(world)
    case_id = world.opens(LIN, members=members_of())
    told = world.messages(LIN)
    world.now = datetime(2036, 8, 8, 10, tzinfo=ZONE)
    world.keeps_up("keep up with who wishes to be erased")
    with world.work() as session:
        assert session.exec(select(AidCase.id).where(AidCase.applicant_id == LIN)).all() == [case_id]
        assert not session.exec(select(HouseholdFile)).all()
        assert not session.exec(select(MoneyRow)).all()
        person = session.get_one(Person, LIN)
        assert (person.name, person.registered_at is not None) == (NAME, True)
        assert session.exec(select(Erasure.state)).all() == ["over"]
    assert world.case(case_id).answers
    assert world.messages(LIN) == told


def test_who_is_an_officer_by_then_keeps_the_name(world: World, life: Life) -> None:
    erases(world)
    with world.work() as session:
        session.add(Appointment(person_id=LIN, role="reviewer", unit_id=2, appointed_by=ADMIN, since=world.now))
        session.get_one(Person, LIN).name = NAME
    world.now = datetime(2036, 8, 8, 10, tzinfo=ZONE)
    world.keeps_up("keep up with who wishes to be erased")
    with world.work() as session:
        assert not session.exec(select(AidCase).where(AidCase.applicant_id == LIN)).all()
        assert session.get_one(Person, LIN).name == NAME


def comes_back(world: World) -> None:
    with world.work() as session:
        person = session.get_one(Person, LIN)
        person.consented_at = person.sensitive_consented_at = person.registered_at = world.now
        person.name, person.unit_id = NAME, 4


def test_everything_goes_on_afterwards_and_who_comes_back_begins_anew(world: World, life: Life) -> None:
    erases(world)
    for days in (1, 30, 120):
        world.passes(days=days)
        world.now = world.now.replace(hour=10)
        for job in SCHEDULE:
            world.keeps_up(job)
    comes_back(world)
    case_id = world.opens(LIN, members=members_of())
    assert world.case(case_id).status == "open"


# By wish -------------------------------------------------------------------------------------------------------------


def asks(world: World, person_id: int) -> bool:
    with world.work() as session:
        return erasing.ask(world.at_work(session, person_id))


def test_who_handed_nothing_in_is_erased_at_once(world: World) -> None:
    with world.work() as session:
        work = world.at_work(session, STRANGER)
        forms.begin(work, "report", {"answers": {"words": "I think of leaving."}})
        people.set_consent(work, ConsentKind.PROCESSING, False)
        session.add(Outbox(chat_id=STRANGER, kind="send", body={"x": "马某人"}, created_at=world.now, state="sent"))
    assert asks(world, STRANGER)
    with world.work() as session:
        person = session.get_one(Person, STRANGER)
        assert (person.name, person.phone, person.resident_id, person.consented_at) == (None, None, None, None)
        assert not session.exec(select(Draft).where(Draft.person_id == STRANGER)).all()
    rows = dump(world)
    assert not [(name, row) for name, some in rows.items() for row in some if "马某人" in row]


def test_who_has_cases_waits_for_the_administrators_who_are_reminded(world: World, life: Life) -> None:
    assert not asks(world, LIN)
    assert not asks(world, LIN)
    (told,) = world.messages(ADMIN)[-1:]
    assert "python -m bot erase" in told
    assert NAME not in told
    assert MASKED in told
    world.passes(days=1)
    world.keeps_up("keep up with who wishes to be erased")
    assert len([text for text in world.messages(ADMIN) if "wishes to be erased" in text]) == 2
    with world.work() as session:
        asking = erasing.asking(world.at_work(session))
        assert [(one.person_id, one.asked_on) for one in asking] == [(LIN, world.now.date() - timedelta(days=1))]
        erasing.take_back(world.at_work(session, LIN))
    called_off = world.edited(ADMIN)
    assert len(called_off) == 2, "both messages that told of the command say that it is off"
    assert all("erase nothing" in text and MASKED in text for text in called_off)
    world.passes(days=1)
    world.keeps_up("keep up with who wishes to be erased")
    assert len([text for text in world.messages(ADMIN) if "wishes to be erased" in text]) == 2


def test_who_withdraws_without_any_case_is_emptied_and_an_officer_is_not(world: World) -> None:
    for person_id, name in ((STRANGER, None), (POINT, "员11")):
        with world.work() as session:
            work = world.at_work(session, person_id)
            people.withdraw(work, ConsentKind.PROCESSING, ())
            assert erasing.withdrew(work) is (name is None)
            assert session.get_one(Person, person_id).name == name


def test_an_invitation_that_led_to_no_office_is_forgotten(world: World) -> None:
    with world.work() as session:
        session.add(
            Invitation(token_hash="x", role="reviewer", unit_id=2, made_by=ADMIN, made_at=world.now, used_by=STRANGER,
                       expires_at=world.now + timedelta(days=1), used_at=world.now, ended_at=world.now)
        )  # fmt: skip
    erases(world, STRANGER)
    with world.work() as session:
        assert session.exec(select(Invitation.used_by)).all() == [None]


def test_who_is_meant_is_found_by_their_numbers(world: World, life: Life) -> None:
    with world.work() as session:
        numbers = ("HF-2026-0001", session.get_one(AidCase, life.running).number, str(LIN))
        assert {erasing.find(session, number) for number in numbers} == {LIN}
        assert erasing.candidate(world.at_work(session), LIN).name == MASKED
        with pytest.raises(NobodyThere):
            erasing.find(session, "2026-9999")
