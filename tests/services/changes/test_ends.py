"""A file ends, or its head does: another of the family heads it, nothing more goes to the dead, and who comes back gets
the same file."""

from __future__ import annotations

from datetime import datetime
from threading import Thread
from typing import Any

import pytest
from sqlmodel import col, select

from delivery.readers import readers, why_unwanted
from domain.changes.change import ChangeOver, OwnProposal, StillUnderWay, What
from domain.households.history import Closed, Kind
from domain.platform.text import Refusal
from models.households import FileVersion, HouseholdFile, HouseholdMember
from models.people import Person, is_of_register
from models.platform.outbox import GONE, Outbox
from models.procedure import AidCase
from services.changes import Wanted, confirm, things_of
from services.changes.proposing import NotThere, wanted
from services.lives import life_of
from services.platform import consent
from tests.data.households import answers_of, households
from tests.services.changes.test_changes import (
    SPOUSE,
    _members,
    as_worker,
    confirms,
    file,  # noqa: F401 # the fixture of a household on file
    lives_there,
    proposes,
    row,
    state,
    wage,
)
from tests.services.households.test_history import check_replayed
from tests.services.lives.test_life import plain
from tests.union import (
    APPROVER,
    AYGUL,
    CENTRE_REVIEWER,
    LIN,
    OTHER_STATION,
    POINT,
    STATION,
    STATION_TOO,
    ZONE,
    World,
)
from tests.unit.forms.test_forms_walker import resident_id

HEIR = {"bank_card": "6222021234567890128", "marital_status": "widowed", "relation_1": "daughter"}  # fmt: skip


def heads(world: World, household: int, *, index: int = 0, by: int = POINT) -> int:
    return proposes(world, Wanted(household, What.HEAD, "", index, event="death"), HEIR, by=by)


def closes(world: World, household: int | None, why: str, *, by: int = POINT, event: str = "") -> int:
    return proposes(world, Wanted(household, What.CLOSE, why, event=event), {}, by=by)


def reports_again(world: World, who: int = LIN, number: str = "N-001", **more: Any) -> int:
    case = world.opens(who, answers=answers_of(households()["DEMO-H01"]), members=_members(), **more)
    if who == LIN:
        world.reviewed(case)
    else:
        world.visits(OTHER_STATION, CENTRE_REVIEWER, case)
        world.decides(OTHER_STATION, case)
    world.now = datetime(2026, 8, 28, 0, 1, tzinfo=ZONE)
    world.keeps_up("end public notices")
    world.decides(APPROVER, case)
    world.enters(case, number)
    return case


def test_another_of_the_family_heads_the_file_which_goes_on_with_its_number_and_cases(world: World, file: int) -> None:  # noqa: F811
    case = world.opens(LIN, "living_aid", amount=100_00, household_id=file, subject_print=None)
    own = world.opens(LIN, "emergency", amount=100_00, household_id=None, period="own")
    number, before = row(world, file).number, row(world, file).data
    change = heads(world, file)
    with pytest.raises(OwnProposal):
        confirms(world, change, by=POINT)
    said = confirms(world, change, by=STATION)
    assert "Heads the household from now on" in said
    after = row(world, file)
    assert (after.number, after.closed_at) == (number, None)
    assert after.head_id != LIN
    assert is_of_register(after.head_id), "the spouse has no account yet"
    assert after.data["self_monthly_income"] == before["members"][0]["monthly_income"]
    assert (after.data["bank_card"], after.data["marital_status"]) == (HEIR["bank_card"], "widowed")
    assert [one["relation"] for one in after.data["members"]] == ["daughter"]
    assert world.case(case).applicant_id == after.head_id
    assert (world.case(case).status, world.case(own).status) == ("open", "withdrawn")
    check_replayed(world, file)
    with world.work() as session:
        there = select(HouseholdMember).where(HouseholdMember.household_id == file)
        living = session.exec(there.where(HouseholdMember.relation == "self"))
        assert {one.resident_id for one in living} == {SPOUSE}
        told = [plain(one.said) for one in life_of(world.at_work(session, STATION), file, None).entries]
    assert "Somebody of the family has died: Somebody else heads the household" in told


def test_nothing_more_goes_to_the_account_of_the_dead_but_answers(
    world: World,
    file: int,  # noqa: F811
) -> None:
    as_worker(world)
    confirms(world, heads(world, file), by=STATION)
    assert not [text for text in world.messages(LIN) if "sorry for your loss" in text]
    with world.work() as session:
        person, reader = session.get_one(Person, LIN), readers(session, {LIN})[LIN]
        assert not consent.may_be_told(person)
        assert session.exec(select(Person.id).where(Person.id == LIN, consent.may_hear())).first() is None
        later = Outbox(chat_id=LIN, kind="send", body={}, created_at=world.now, priority=5)
        assert why_unwanted(later, reader) == GONE
        assert why_unwanted(Outbox(chat_id=LIN, kind="edit", body={}, created_at=world.now, priority=1), reader) == GONE
        assert why_unwanted(Outbox(chat_id=LIN, kind="send", body={}, created_at=world.now, priority=0), reader) is None
        assert not world.actor(session, LIN).on_record


def test_the_account_of_the_spouse_heads_it_where_it_was_said_to_be_theirs(world: World, file: int) -> None:  # noqa: F811
    lives_there(world, file)
    as_worker(world, AYGUL)
    confirms(world, heads(world, file), by=STATION)
    assert row(world, file).head_id == AYGUL
    assert "very sorry for your loss" in world.messages(AYGUL)[-1]
    number = row(world, file).number
    with world.work() as session:
        assert things_of(world.at_work(session, AYGUL)).number == number


def test_a_member_who_has_died_is_written_to_no_more_and_the_file_goes_on(world: World, file: int) -> None:  # noqa: F811
    lives_there(world, file)
    change = proposes(world, Wanted(file, What.LEAVE, "", 0, event="death"), {}, by=POINT)
    confirms(world, change, by=STATION)
    with world.work() as session:
        assert session.get_one(Person, AYGUL).gone_at is not None
        assert session.get_one(Person, LIN).gone_at is None
    assert row(world, file).head_id == LIN
    assert "very sorry for your loss" in world.messages(LIN)[-1]
    assert "no longer counts you" not in " ".join(world.messages(AYGUL))


def test_who_has_moved_out_hears_what_it_means_for_them(world: World, file: int) -> None:  # noqa: F811
    lives_there(world, file)
    confirms(world, proposes(world, Wanted(file, What.LEAVE, "", 0, event="moved_out"), {}, by=POINT), by=STATION)
    assert "no longer counts you among those who live there" in world.messages(AYGUL)[-1]


def test_only_officers_choose_who_heads_it_and_only_somebody_grown_up(world: World, file: int) -> None:  # noqa: F811
    as_worker(world)
    with world.work() as session:
        kept = session.get_one(HouseholdFile, file)
        spouse, child = kept.data["members"]
        kept.data = {**kept.data, "members": [spouse, {**child, "resident_id": resident_id(9, "20150101")}]}
    with world.work() as session:
        found = things_of(world.at_work(session, LIN))
        assert (found.heirs, sorted(found.closings)) == ([], ["moved_away", "retired"])
        grown = things_of(world.at_work(session, STATION), file)
        assert Closed.DEATH not in grown.closings
        children = set(range(len(grown.members))) - {one.index for one in grown.heirs}
        assert children
        for who, one in ((LIN, Wanted(None, What.HEAD)), (STATION, Wanted(file, What.HEAD, "", min(children))),
                         (LIN, Wanted(None, What.CLOSE, "death")), (STATION, Wanted(file, What.CLOSE, "death")),
                         (STATION, Wanted(file, What.CLOSE, "better"))):  # fmt: skip
            with pytest.raises(NotThere):
                wanted(world.at_work(session, who), one)


def test_a_file_is_closed_once_nothing_is_open_and_who_reports_again_gets_the_same(world: World, file: int) -> None:  # noqa: F811
    as_worker(world)
    case = world.opens(LIN, "living_aid", amount=100_00, household_id=file)
    with pytest.raises(StillUnderWay):
        closes(world, None, "moved_away", by=LIN)
    with world.work() as session:
        session.get_one(AidCase, case).status = "refused"
    other = wage(world, file, by=POINT)
    change = closes(world, None, "moved_away", by=LIN, event="moved_away")
    confirms(world, change, by=POINT)
    closed = row(world, file)
    assert (closed.closed_for, state(world, other)) == ("moved_away", "withdrawn")
    assert closed.closed_at is not None
    assert "We wish you all the best there" in world.messages(LIN)[-1]
    check_replayed(world, file)
    with world.work() as session:
        keys = select(HouseholdMember.file_key).where(col(HouseholdMember.file_key).is_not(None))
        assert session.exec(keys).all() == [], "they live in no file now"
    reports_again(world)
    assert "is open again, with all that stood in it" in " ".join(world.messages(LIN))
    again = row(world, file)
    assert (again.number, again.closed_at, again.closed_for) == (closed.number, None, "")
    check_replayed(world, file)
    with world.work() as session:
        assert len(session.exec(select(HouseholdFile)).all()) == 1
        kinds = [one.kind for one in session.exec(select(FileVersion).order_by(col(FileVersion.number)))]
        assert kinds.count(Kind.REOPENED) == 1
        told = " / ".join(plain(one.said) for one in life_of(world.at_work(session, STATION), file, None).entries)
        assert "The file was opened again" in told
        assert "the household has moved away" in told


def test_a_member_of_a_closed_file_who_reports_gets_it_too(world: World, file: int) -> None:  # noqa: F811
    confirms(world, closes(world, file, "retired"), by=STATION)
    reports_again(world, AYGUL, "N-002")
    again = row(world, file)
    assert (again.head_id, again.national_number, again.closed_at) == (AYGUL, "N-002", None)
    check_replayed(world, file)


def test_of_two_presses_at_one_instant_one_closes_it(world: World, file: int) -> None:  # noqa: F811
    change, refused = closes(world, file, "moved_away"), list[Refusal]()

    def press(who: int) -> None:
        try:
            with world.work() as session:
                confirm(world.at_work(session, who), change)
        except Refusal as refusal:
            refused.append(refusal)

    both = [Thread(target=press, args=(who,)) for who in (STATION, STATION_TOO)]
    for one in both:
        one.start()
    for one in both:
        one.join()
    assert len(refused) == 1
    assert row(world, file).version == len(_versions(world, file))
    check_replayed(world, file)


def _versions(world: World, household: int) -> list[FileVersion]:
    with world.work() as session:
        return list(session.exec(select(FileVersion).where(FileVersion.household_id == household)))


def test_a_process_that_dies_in_the_midst_leaves_the_family_as_it_was(
    world: World,
    file: int,  # noqa: F811
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    change = heads(world, file)
    before = row(world, file).head_id

    def dies(*_: Any, **__: Any) -> None:
        raise RuntimeError("out of power")

    with monkeypatch.context() as patched:
        patched.setattr("services.changes.ends.heading.cases.end_after_death", dies)
        with pytest.raises(RuntimeError):
            confirms(world, change, by=STATION)
    assert (row(world, file).head_id, state(world, change)) == (before, "proposed")
    with world.work() as session:
        assert session.get_one(Person, LIN).gone_at is None
    confirms(world, change, by=STATION)
    with pytest.raises(ChangeOver), world.work() as session:
        confirm(world.at_work(session, STATION_TOO), change)


def test_the_form_asks_for_the_papers_of_the_event(world: World, file: int) -> None:  # noqa: F811
    with world.work() as session:
        form = wanted(world.at_work(session, POINT), Wanted(file, What.LEAVE, "", 0, event="death"))
        plain_form = wanted(world.at_work(session, POINT), Wanted(file, What.LEAVE, "", 0))
    assert "the death certificate" in plain(form.questions[-1].prompt)
    assert "certificate" not in plain(plain_form.questions[-1].prompt)
