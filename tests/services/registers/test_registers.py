"""A register of before: tried line by line, taken in pieces, whole after any interruption, undone, joined."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as some
from sqlmodel import col, func, select

from bot.run.scheduler import SCHEDULE
from bot.run.watching.registers import carry_registers_on
from domain.claims.settled import Said
from domain.forms import FileRef
from domain.platform.access import NotForYou
from domain.registers.buttons import Deed
from models.households import HomeVisit, HouseholdFile, HouseholdMember, MemberAccount
from models.people import Person, is_of_register
from models.platform.audit import Audit
from models.platform.outbox import Outbox
from models.platform.seal import vault
from models.procedure import AidCase, Paper
from models.registers.imports import RegisteredHousehold, RegisterImport, RegisterPiece
from services import claims, households, registers
from services.people import registration
from services.registers.record import RegisterMovedOn, SecondPairForRegister
from services.registers.trying import columns as columns_known
from services.registers.trying import reading
from tests.union import ADMIN, APPROVER, LIN, POINT, RECORDER, STATION, World, told

DIRT = Path(__file__).parents[2] / "data" / "registers" / "dirt.csv"
DIGITS = "零一二三四五六七八九"
SECOND = APPROVER  # administrators may hold an office, too
COLUMNS = ("姓名", "身份证号", "单位", "困难类别", "电话", "与户主关系", "户号")


@pytest.fixture
def union(world: World) -> World:
    """A union with two administrators."""
    world.house = replace(world.house, admin_ids=frozenset({ADMIN, SECOND}))
    return world


def resident(number: int, year: int = 1970) -> str:
    """Return a right resident id number of an invented person."""
    bare = f"990101{year}0101{number:03d}"
    weights = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
    return bare + "10X98765432"[sum(int(a) * b for a, b in zip(bare, weights, strict=True)) % 11]


def head(number: int, **more: str) -> dict[str, str]:
    return {
        "姓名": f"林样{DIGITS[number]}", "身份证号": resident(number), "单位": "Unit 4", "困难类别": "深度困难",
        "电话": f"1390000{number:04d}", **more,
    }  # fmt: skip


def table(*rows: dict[str, str], columns: tuple[str, ...] = COLUMNS) -> bytes:
    whole = io.StringIO()
    write = csv.DictWriter(whole, columns)
    write.writeheader()
    write.writerows(rows)
    return whole.getvalue().encode()


def sends(world: World, content: bytes, *, by: int = ADMIN, name: str = "台账.csv") -> int:
    """Somebody sends a register, which is fetched and looked at; return its number."""
    with world.work() as session:
        ref = FileRef(file_id="f", unique_id="u", name=name, mime="", size=len(content), message_id=7)
        registers.keep_register(world.at_work(session, by), {"purpose": "2025", "table": [ref.to_json()]})
        paper = session.exec(select(Paper).order_by(col(Paper.id).desc())).first()
        assert paper is not None
        paper.stored_as = f"kept-{paper.id}"
        registers.register_fetched(world.at_work(session), paper, content)
    works(world)
    with world.work() as session:
        return max(session.exec(select(RegisterImport.id)).all())


def works(world: World, most: int = 1000) -> None:
    """Let the program do what there is to do at registers."""
    for _ in range(most):
        if not carry_registers_on(world.database, world.house, lambda: world.now):
            return


def row(world: World, number: int) -> RegisterImport:
    with world.work() as session:
        return session.get_one(RegisterImport, number)


def does(world: World, number: int, deed: Deed, *, by: int = ADMIN, version: int | None = None) -> None:
    with world.work() as session:
        seen = session.get_one(RegisterImport, number).version if version is None else version
        registers.decide(world.at_work(session, by), number, seen, deed)


def tried(world: World, content: bytes, *, by: int = ADMIN) -> int:
    """Send a register and confirm its columns, unless they are known."""
    number = sends(world, content, by=by)
    if row(world, number).state == "columns":
        does(world, number, Deed.COLUMNS_RIGHT, by=by)
    works(world)
    assert row(world, number).state == "ready", row(world, number).problem
    return number


def taken(world: World, content: bytes, deed: Deed = Deed.TAKE) -> int:
    number = tried(world, content)
    by = next(iter(world.house.admin_ids - {ADMIN}), ADMIN)
    does(world, number, deed, by=by)
    works(world)
    assert row(world, number).state == "taken"
    return number


def report(world: World, number: int) -> dict[str, tuple[str, str]]:
    """Return what would become of each household, by its lines: result, and why."""
    with world.work() as session:
        whole = registers.as_csv(session, number, lambda text: told_text(text))
    rows = list(csv.reader(io.StringIO(whole)))[1:]
    return {one[0]: (one[1], one[4]) for one in rows}


def told_text(text: Any) -> str:
    from domain.platform.text import pack

    return told(pack(text))


def files(world: World) -> list[HouseholdFile]:
    with world.work() as session:
        return list(session.exec(select(HouseholdFile).order_by(col(HouseholdFile.id))))


def counted(world: World, *tables: Any) -> list[int]:
    with world.work() as session:
        return [session.exec(select(func.count()).select_from(one)).one() for one in tables]


# Tried ---------------------------------------------------------------------------------------------------------------

REFUSED = {
    "7": "last character does not fit", "8": "missing", "9": "no unit", "10": "no class", "11": "Phone",
    "16, 17": "not the same",
    "19": "Monthly income", "20": "Id number", "22, 23": "relation", "24, 25": "not the same",
    "26": "does not stand", "27": "lost digits", "28": "Name", "31": "Address",
}  # fmt: skip
DOUBTFUL = {
    "12": "check digit", "13": "counts 4", "14": "same phone", "15": "same phone", "18": "unusual", "21": "玄学",
    "29, 30": "to follow", "32": "is no day",
}  # fmt: skip


def test_a_register_with_every_kind_of_dirt_is_told_line_by_line(world: World) -> None:
    number = tried(world, DIRT.read_bytes())
    found_ = report(world, number)
    assert {lines: result for lines, (result, _) in found_.items()} == {
        **dict.fromkeys(("3, 4, 5", "6", "35"), "taken"), **dict.fromkeys(DOUBTFUL, "doubtful"),
        **dict.fromkeys(REFUSED, "refused"),
    }  # fmt: skip
    for lines, why in (REFUSED | DOUBTFUL).items():
        assert why in found_[lines][1], (lines, found_[lines])
    assert row(world, number).counts == {"taken": 3, "doubtful": 8, "refused": 14, "rows": 31}
    assert not files(world)


def test_a_double_across_households_is_refused_and_what_is_on_file_is_found(world: World) -> None:
    taken(world, table(head(1)))
    again = tried(
        world,
        table(
            head(1),
            head(2, 户号="2"),
            {"姓名": "王样本", "身份证号": resident(5), "与户主关系": "妻子", "户号": "2"},
            head(3, 户号="3"),
            {"姓名": "王样本", "身份证号": resident(5), "与户主关系": "母亲", "户号": "3"},
            head(4, 电话="13900000001"),
        ),
    )
    told_ = report(world, again)
    assert {lines: result for lines, (result, _) in told_.items()} == {
        "2": "refused", "3, 4": "refused", "5, 6": "refused", "7": "doubtful",
    }  # fmt: skip
    assert "HF-2026-0001" in told_["2"][1]
    assert "HF-2026-0001" in told_["7"][1]
    assert "line 5" in told_["3, 4"][1]


def test_headings_are_confirmed_once_and_kept(world: World) -> None:
    columns = (*COLUMNS[:2], "所在基层", "等级", *COLUMNS[4:])
    row_ = {**head(1), "所在基层": "Unit 4", "等级": "深度困难"}
    del row_["单位"], row_["困难类别"]
    number = sends(world, table(row_, columns=columns))
    assert row(world, number).state == "columns"
    with pytest.raises(RegisterMovedOn):  # two columns are missing
        does(world, number, Deed.COLUMNS_RIGHT)
    keys = [one.key for one in columns_known.COLUMNS]
    with world.work() as session:
        work = world.at_work(session, ADMIN)
        registers.means(work, number, 2, keys.index("unit"))
        registers.means(work, number, 3, keys.index("class"))
    does(world, number, Deed.COLUMNS_RIGHT)
    works(world)
    assert row(world, number).counts["taken"] == 1
    second = sends(world, table({**row_, "身份证号": resident(2)}, columns=columns))
    works(world)
    assert row(world, second).state == "ready"  # not asked again


# Taken ---------------------------------------------------------------------------------------------------------------


def test_clear_ones_come_on_file_with_the_class_of_the_register(world: World) -> None:
    number = taken(world, DIRT.read_bytes())
    first, second, third = files(world)
    assert [one.number for one in (first, second, third)] == ["HF-2026-0001", "HF-2026-0002", "HF-2026-0003"]
    assert (first.household_class, str(first.class_on), first.class_version) == ("deep", "2025-11-20", "")
    assert first.data["main_cause"] == "serious_illness"
    assert [one["relation"] for one in first.data["members"]] == ["spouse", "son"]
    assert first.data["members"][0]["monthly_income"] == 80_000
    assert second.data["other_causes"] == ["schooling"]
    assert third.data["self_health"] == "good"
    with world.work() as session:
        person = session.get_one(Person, first.head_id)
        assert (person.name, person.registered_at, person.resident_id_print) == ("林样一", None, None)
        assert households.people_of(session, first) == {first.head_id}
        assert not session.exec(select(Outbox).where(Outbox.chat_id == first.head_id)).all()
        view = households.opened_to  # read by whoever covers its unit, without any consent yet
        assert view(world.at_work(session, STATION), _see(), first.id).id == first.id
        trail = [one.action for one in session.exec(select(Audit).where(Audit.subject == f"household:{first.id}"))]
        assert trail == ["brought the household in from a register"]
        assert session.exec(select(RegisterPiece)).one().households == []
    assert row(world, number).counts["came"] == 3


def _see() -> Any:
    from domain.platform.access import Action

    return Action.SEE_HOUSEHOLD


def test_doubtful_ones_are_taken_only_when_somebody_says_so(world: World) -> None:
    taken(world, DIRT.read_bytes(), Deed.TAKE_ALL)
    assert len(files(world)) == 11


def test_another_administrator_takes_it_in_and_both_at_once_do_it_once(union: World) -> None:
    number = tried(union, table(head(1)))
    seen = row(union, number).version
    with pytest.raises(SecondPairForRegister):
        does(union, number, Deed.TAKE)
    does(union, number, Deed.TAKE, by=SECOND, version=seen)
    for deed in (Deed.TAKE, Deed.TAKE_ALL, Deed.CALL_OFF):
        with pytest.raises(RegisterMovedOn):
            does(union, number, deed, by=SECOND, version=seen)
    works(union)
    assert len(files(union)) == 1


def test_the_same_register_sent_twice_opens_no_second_file(union: World) -> None:
    first, second = tried(union, table(head(1), head(2))), tried(union, table(head(2), head(3)))
    does(union, first, Deed.TAKE, by=SECOND)
    does(union, second, Deed.TAKE, by=SECOND)
    works(union)
    assert len(files(union)) == 3
    assert row(union, second).counts | {"late": 1, "came": 1} == row(union, second).counts
    with union.work() as session:
        keys = session.exec(select(HouseholdMember.file_key)).all()
    assert len(keys) == len(set(keys)) == 3


def dies_before_the_commit(world: World, number: int) -> None:
    with world.work() as session:
        registers.take_piece(world.at_work(session), number)
        raise RuntimeError


def test_what_dies_on_the_way_goes_on_and_nothing_is_half(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reading, "A_PIECE", 2)
    number = tried(world, table(*(head(one) for one in range(1, 8))))
    does(world, number, Deed.TAKE)
    works(world, 2)
    assert (len(files(world)), row(world, number).state) == (4, "taking")
    with pytest.raises(RuntimeError):
        dies_before_the_commit(world, number)
    assert counted(world, HouseholdFile, AidCase, HouseholdMember, RegisteredHousehold) == [4, 4, 4, 4]
    works(world)
    assert counted(world, HouseholdFile, AidCase, HouseholdMember, RegisteredHousehold) == [7, 7, 7, 7]
    assert [one.number for one in files(world)] == [f"HF-2026-{one:04d}" for one in range(1, 8)]


@settings(max_examples=6, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(order=some.permutations(range(1, 6)), dies=some.lists(some.booleans(), max_size=6))
def test_any_order_and_any_interruption_give_the_same(world: World, order: Sequence[int], dies: Sequence[bool]) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(reading, "A_PIECE", 2)
        number = tried(world, table(*(head(one) for one in order)))
        does(world, number, Deed.TAKE)
        for is_last in dies:
            if is_last and row(world, number).state == "taking":
                with pytest.raises(RuntimeError):
                    dies_before_the_commit(world, number)
            works(world, 1)
        works(world)
    with world.work() as session:
        keys = session.exec(select(HouseholdMember.file_key)).all()
        assert sorted(one for one in keys if one) == sorted(vault().fingerprint(resident(one)) for one in order)
    assert counted(world, HouseholdFile, AidCase, RegisteredHousehold) == [5, 5, 5]
    does(world, number, Deed.UNDO_SURE)
    works(world)
    assert counted(world, HouseholdFile, AidCase, HouseholdMember, RegisteredHousehold) == [0, 0, 0, 0]


def test_reading_that_dies_begins_anew(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reading, "A_PIECE", 1)
    number = sends(world, table(head(1), head(2)))
    does(world, number, Deed.COLUMNS_RIGHT)
    with world.work() as session:
        assert registers.keep_piece(world.at_work(session), number, 0, 2, [])
    works(world)
    assert counted(world, RegisterPiece) == [2]
    assert row(world, number).counts["taken"] == 2


# Undone --------------------------------------------------------------------------------------------------------------


def test_an_import_is_undone_but_for_what_something_was_built_on(world: World) -> None:
    number = taken(world, table(head(1), head(2), head(3)))
    visited = files(world)[1]
    with world.work() as session:
        session.add(
            HomeVisit(household_id=visited.id, officer_id=POINT, visited_on=world.now.date(), findings="unchanged",
                      recorded_at=world.now)
        )  # fmt: skip
    does(world, number, Deed.UNDO)  # only asks
    assert len(files(world)) == 3
    does(world, number, Deed.UNDO_SURE)
    works(world)
    assert [one.id for one in files(world)] == [visited.id]
    assert counted(world, AidCase, HouseholdMember, RegisteredHousehold) == [1, 1, 1]
    assert (row(world, number).state, row(world, number).counts["left"]) == ("taken", 1)
    with world.work() as session:
        assert [one for one in session.exec(select(Person.id)) if is_of_register(one)] == [visited.head_id]
        told_ = [one.body for one in session.exec(select(Outbox).where(Outbox.chat_id == ADMIN)) if one.body]
    assert any(visited.number in str(body) for body in told_)
    again = taken(world, table(head(1)))  # the ids are free
    assert row(world, again).counts["came"] == 1


# Joined --------------------------------------------------------------------------------------------------------------


def registers_as_head(world: World, person_id: int, number: str) -> None:
    with world.work() as session:
        session.add(Person(id=person_id, locale="en", first_seen_at=world.now, consented_at=world.now,
                           sensitive_consented_at=world.now))  # fmt: skip
    with world.work() as session:
        answers = {"name": "林样本", "resident_id": number, "phone": "13900000001", "unit": {"id": 4, "label": "U"}}
        registration.register(world.at_work(session, person_id), answers)


def account_of(world: World) -> MemberAccount:
    with world.work() as session:
        return session.exec(select(MemberAccount)).one()


def test_the_head_who_joins_has_the_file_once_an_officer_says_that_it_is_them(world: World) -> None:
    taken(world, table(head(1)))
    registers_as_head(world, 77, resident(1))
    with world.work() as session:
        assert households.file_of_person(session, 77) is None
    account = account_of(world)
    with world.work() as session:
        claims.answer_account(world.at_work(session, POINT), account.id, Said.YES)
    (file,) = files(world)
    assert file.head_id == 77
    with world.work() as session:
        assert session.exec(select(AidCase.applicant_id)).one() == 77
        assert not [one for one in session.exec(select(Person.id)) if is_of_register(one)]
        mine = households.file_of_person(session, 77)
        assert mine is not None
        registers.is_right(world.at_work(session, 77), mine.id)
    with world.work() as session:
        assert session.exec(select(RegisteredHousehold)).one().right_since is not None


def test_who_is_registered_already_is_asked_about_when_the_register_comes(world: World) -> None:
    registers_as_head(world, 77, resident(1))
    number = taken(world, table(head(1)))
    assert account_of(world).person_id == 77
    does(world, number, Deed.UNDO_SURE)
    works(world)
    assert len(files(world)) == 1


# Who may -------------------------------------------------------------------------------------------------------------


def test_a_recorder_brings_in_households_of_their_units_and_others_nothing(world: World) -> None:
    number = sends(world, table(head(1)), by=RECORDER)
    does(world, number, Deed.COLUMNS_RIGHT, by=RECORDER)
    works(world)
    assert row(world, number).counts["taken"] == 1
    with pytest.raises(SecondPairForRegister):
        does(world, number, Deed.TAKE, by=RECORDER)
    for person in (LIN, POINT):
        with pytest.raises(NotForYou), world.work() as session:
            registers.keep_register(world.at_work(session, person), {"purpose": "x", "table": []})
        with pytest.raises(NotForYou), world.work() as session:
            registers.shown(world.at_work(session, person), number)


def test_one_that_nobody_decides_about_is_let_go_of(world: World) -> None:
    number = tried(world, table(head(1)))
    for _ in range(30):
        world.passes(days=1)
        with world.work() as session:
            for one in session.exec(select(Outbox).where(col(Outbox.sent_at).is_(None))):
                one.state, one.sent_at = "sent", world.now
            SCHEDULE["remind of registers"].job(world.at_work(session))
    assert row(world, number).state == "called_off"
    assert counted(world, RegisterPiece) == [0]


def test_what_is_no_table_says_what_to_send_instead(world: World) -> None:
    number = sends(world, b"%PDF-1.7 nothing")
    assert row(world, number).state == "wrong"
    assert row(world, number).content is None
