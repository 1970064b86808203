"""What officers ask for on somebody else's behalf: who may, for whom, once per what, and that a colleague decides."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from sqlmodel import select

from bot.run.database import Database
from domain.platform.access import NotForYou
from domain.platform.identifiers import check_character
from domain.procedure.refusals import OnceApplied, OwnHousehold
from models.notices import Notice
from models.procedure import AidCase
from services import aid
from services.aid import handing
from services.aid.handing import NotGranted
from services.procedure import handover
from tests.union import APPROVER, DEMO, LIN, OTHER_STATION, POINT, STATION, STATION_TOO, World, found

DIGITS = "99010119340501123"
OLD = DIGITS + check_character(DIGITS)
GIFT: dict[str, Any] = {
    "for_unit": "u2", "outsider_name": "刘示例", "outsider_number": OLD, "outsider_lives": "一个人住。",
    "own_elder_born": "1934-05-01",
}  # fmt: skip


def union(database: Database, folder: Path, pack: str, *changes: tuple[str, str]) -> World:
    for name in ("demo.toml", pack):
        text = DEMO.with_name(name).read_text("utf-8")
        for old, new in changes if name == pack else ():
            assert old in text
            text = text.replace(old, new, 1)
        (folder / name).write_text(text, "utf-8")
    return found(database, policy=folder / pack)


def asks(world: World, officer: int, programme: str = "elder_gift", **changes: Any) -> int:
    policy = world.house.policies.current
    with world.work() as session:
        work = world.at_work(session, officer)
        number = handing.hand_in(work, policy.given(programme), {**GIFT, **changes}, policy)
        return session.exec(select(AidCase).where(AidCase.number == number)).one().id


def test_an_officer_asks_for_a_unit_of_theirs_and_a_colleague_decides(database: Database, tmp_path: Path) -> None:
    world = union(database, tmp_path, "guanxi.toml")
    case_id = asks(world, STATION)
    case = world.case(case_id)
    assert (case.unit_id, case.applicant_id, case.household_id) == (2, STATION, None)
    assert world.prompted(case_id) == {STATION_TOO}
    with world.work() as session:
        handover.take_along_report(world.at_work(session, APPROVER), STATION, 3)
    assert world.case(case_id).unit_id == 2, "who asked is at another unit now; whom it is for is not"
    with pytest.raises(OwnHousehold):
        world.decides(STATION, case_id)
    world.decides(STATION_TOO, case_id)
    assert world.case(case_id).step == "approval"


@pytest.mark.parametrize(("person", "unit"), [(LIN, "u2"), (OTHER_STATION, "u2"), (POINT, "u2"), (STATION, None)])
def test_nobody_asks_for_a_unit_at_which_they_hold_no_office(
    database: Database, tmp_path: Path, person: int, unit: str | None
) -> None:
    world = union(database, tmp_path, "guanxi.toml")
    with pytest.raises(NotForYou):
        asks(world, person, for_unit=unit)


def test_only_officers_find_it_in_their_list(database: Database, tmp_path: Path) -> None:
    world = union(database, tmp_path, "guanxi.toml")
    for person, sees_it in ((LIN, False), (POINT, True), (APPROVER, True)):
        with world.work() as session:
            _, listed = aid.listed(world.at_work(session, person))
        assert any(one.key == "elder_gift" for one in listed) is sees_it


def test_the_same_person_gets_it_once_whoever_asks_and_somebody_else_does_too(
    database: Database, tmp_path: Path
) -> None:
    world = union(database, tmp_path, "guanxi.toml")
    asks(world, STATION)
    with pytest.raises((OnceApplied, NotGranted)):
        asks(world, APPROVER, for_unit="u1")
    other = "99010119350501123"
    assert asks(world, STATION, outsider_number=other + check_character(other))
    with pytest.raises(NotGranted):
        asks(world, STATION, own_elder_born="1990-01-01", outsider_number="M12345678")


@pytest.mark.parametrize(("pack", "programme", "posted"), [
    ("guanxi.toml", "elder_gift", "刘某某"), ("zhangzhou.toml", "township_union", "Unit 2"),
])  # fmt: skip
def test_a_notice_names_whom_it_is_for_and_never_who_asked(
    database: Database, tmp_path: Path, pack: str, programme: str, posted: str
) -> None:
    own = {"guanxi.toml": "elders", "zhangzhou.toml": "subsidy"}[pack]
    head = f'{own} = [\n  {{ kind = "review", level = "station", role = "reviewer", days = 5 }},\n'
    world = union(database, tmp_path, pack, (head, head + '  { kind = "notice", working_days = 5 },\n'))
    more = {"own_underdeveloped": True, "own_six_haves": True, "unit_card": "6200000000000005"}
    case_id = asks(world, STATION, programme, **more)
    world.decides(STATION_TOO, case_id)
    with world.work() as session:
        assert [one.masked_name for one in session.exec(select(Notice))] == [posted]
