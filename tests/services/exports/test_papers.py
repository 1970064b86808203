"""Files and letters on paper: who gets them, what stands in them, what is on record, and the PDF itself."""

from __future__ import annotations

import io
from collections.abc import Iterator
from datetime import UTC
from typing import Any, cast

import pytest
from pypdf import PdfReader
from sqlmodel import col, select

from delivery import drawings
from delivery.drawings.wording import worded
from domain.platform.access import NotForYou
from domain.platform.messages import unpack_message
from domain.platform.power.purposes import Purpose
from domain.platform.text import pack
from models.households import HouseholdFile
from models.people import Person
from models.platform.audit import Audit
from models.platform.outbox import Outbox
from services import exports
from services.cases import trail
from services.exports.letters import NothingDecided
from services.exports.sending import PurposeNeeded
from services.households import UnknownHousehold
from services.platform.consent import ConsentWithdrawn
from tests.union import (
    APPROVER,
    AUDITOR,
    AYGUL,
    CASHIER,
    LIN,
    OTHER_STATION,
    POINT,
    RECORDER,
    STATION,
    ZONE,
    World,
    told,
)
from tests.warm_drawings import WarmChild, warm_child

MOTHER_ID = "110101194912310021"
DATA: dict[str, Any] = {
    "members": [{"relation": "mother", "name": "王𠮷安", "resident_id": MOTHER_ID, "work_status": "retired",
                 "health": "good", "monthly_income": 120_000}],
    "self_monthly_income": 70_000, "self_work_status": "on_duty", "housing_kind": "owned", "home_area": "20_to_50",
    "home_address": "示例路1号2栋301", "main_cause": "serious_illness", "bank_card": "6222020000000000005",
}  # fmt: skip


@pytest.fixture(scope="module")
def child() -> Iterator[WarmChild]:
    with warm_child() as child:
        yield child


@pytest.fixture
def file_id(world: World) -> int:
    """The file of Lin, who is called so, with a case officer."""
    with world.work() as session:
        session.get_one(Person, LIN).name = "林示例"
        file = HouseholdFile(
            number="HF-2026-0001", national_number="N-77", head_id=LIN, unit_id=4, household_class="deep",
            data=dict(DATA), opened_at=world.now, case_officer_id=POINT,
        )  # fmt: skip
        session.add(file)
        session.flush()
        return file.id


def last_sent(world: World) -> dict[str, Any]:
    """Return the drawing of the latest file that was sent."""
    with world.work() as session:
        rows = session.exec(select(Outbox).order_by(col(Outbox.id))).all()
    files = [unpack_message(row.body["message"]).attachment for row in rows if row.body and row.kind == "send"]
    return [one.drawing for one in files if one is not None and one.drawing is not None][-1]


def takes(world: World, person: int, file_id: int, purpose: Purpose = Purpose.SIGNATURE) -> dict[str, Any]:
    with world.work() as session:
        exports.file_paper(world.at_work(session, person), file_id, purpose)
    return last_sent(world)


async def read(child: WarmChild, drawing: dict[str, Any], locale: str = "zh_Hans") -> PdfReader:
    packed = drawings._packed(worded(drawing, locale, ZONE))
    return PdfReader(io.BytesIO(await child.drawn(packed, "")))


def plain(drawing: dict[str, Any]) -> str:
    """Return everything that stands in a drawing, in English."""
    return str(worded(drawing, "en", UTC))


async def test_the_file_is_a_pdf_with_every_sign_in_it(world: World, file_id: int, child: WarmChild) -> None:
    pdf = await read(child, takes(world, POINT, file_id))
    words = "".join(page.extract_text() for page in pdf.pages)
    wanted = {"HF-2026-0001", "N-77", "林示例", "王𠮷安", "700元", "示例路1号2栋301", "困难职工档案表", "签字", "盖章"}
    assert not {one for one in wanted if one not in words}
    for page in pdf.pages:
        assert "HF-2026-0001" in page.extract_text()
        for font in cast(Any, page["/Resources"])["/Font"].values():
            assert font.get_object()["/CharProcs"], "every sign is drawn by the file itself"


def test_numbers_stand_in_part_unless_somebody_enters_them(world: World, file_id: int) -> None:
    shown = plain(takes(world, POINT, file_id))
    assert "110101********0021" in shown
    assert MOTHER_ID not in shown
    assert "**** 0005" in shown
    assert "6222020000000000005" not in shown


def test_what_for_is_asked_and_on_record(world: World, file_id: int) -> None:
    with world.work() as session, pytest.raises(PurposeNeeded):
        exports.file_paper(world.at_work(session, POINT), file_id, Purpose.ASK)
    shown = plain(takes(world, POINT, file_id, Purpose.ARCHIVE))
    assert "for the paper archive" in shown
    with world.work() as session:
        line = session.exec(select(Audit).where(Audit.action == "took the household file on paper")).one()
        assert (line.person_id, line.subject, line.detail) == (POINT, f"household:{file_id}", "purpose:k")
        seen = trail.look_at_trail(world.at_work(session, AUDITOR), "HF-2026-0001")
        assert "took the household file on paper · for the paper archive" in told(pack(seen))


@pytest.mark.parametrize("person", [STATION, APPROVER])
def test_officers_above_take_it_too(world: World, file_id: int, person: int) -> None:
    assert "林示例" in plain(takes(world, person, file_id))


@pytest.mark.parametrize("person", [OTHER_STATION, CASHIER, RECORDER, AUDITOR, AYGUL, LIN])
def test_nobody_else_does(world: World, file_id: int, person: int) -> None:
    with world.work() as session, pytest.raises(NotForYou):
        exports.file_paper(world.at_work(session, person), file_id, Purpose.SIGNATURE)


def test_nothing_is_taken_of_who_withdrew_the_consent(world: World, file_id: int) -> None:
    with world.work() as session:
        session.get_one(Person, LIN).sensitive_consented_at = None
    with world.work() as session, pytest.raises(ConsentWithdrawn):
        exports.file_paper(world.at_work(session, POINT), file_id, Purpose.SIGNATURE)


def test_a_worker_takes_their_own_and_no_other(world: World, file_id: int) -> None:
    with world.work() as session:
        exports.own_file_paper(world.at_work(session, LIN))
    shown = plain(last_sent(world))
    assert "示例路1号2栋301" in shown
    assert "110101********0021" in shown
    with world.work() as session, pytest.raises(UnknownHousehold):
        exports.own_file_paper(world.at_work(session, AYGUL))


# Letters -------------------------------------------------------------------------------------------------------------


def letter(world: World, person: int, case_id: int, purpose: Purpose = Purpose.WORKER) -> dict[str, Any]:
    with world.work() as session:
        exports.letter(world.at_work(session, person), case_id, purpose)
    return last_sent(world)


async def test_what_was_approved_is_told_with_its_sum(world: World, child: WarmChild) -> None:
    case_id = world.opens(programme="golden_autumn", amount=600_000, answers={})
    with world.work() as session, pytest.raises(NothingDecided):
        exports.letter(world.at_work(session, LIN), case_id)
    world.approved(case_id)
    for person in (LIN, STATION):
        pdf = await read(child, letter(world, person, case_id))
        words = "".join(page.extract_text() for page in pdf.pages)
        assert "6,000元" in words
        assert world.case(case_id).number in words
        assert "Unit 1" in words


def test_what_was_refused_is_told_with_reason_and_the_way_to_object(world: World) -> None:
    case_id = world.opens()
    world.decides(STATION, case_id, "refuse", reason="@above_line")
    shown = plain(letter(world, LIN, case_id))
    assert "Income per head is above the line" in shown
    assert "Object to the decision" in shown
    assert "Unit 2" in shown


def test_what_was_returned_is_told_with_what_is_missing(world: World) -> None:
    case_id = world.opens()
    world.decides(STATION, case_id, "return", reason="@paper_missing")
    shown = plain(letter(world, LIN, case_id))
    assert "A paper is missing" in shown
    assert "Please hand it in again by" in shown


@pytest.mark.parametrize("person", [AYGUL, OTHER_STATION, CASHIER, AUDITOR])
def test_a_letter_is_for_those_who_read_why(world: World, person: int) -> None:
    case_id = world.opens()
    world.decides(STATION, case_id, "refuse")
    with world.work() as session, pytest.raises(NotForYou):
        exports.letter(world.at_work(session, person), case_id, Purpose.WORKER)


def test_an_officer_says_what_a_letter_is_for(world: World) -> None:
    case_id = world.opens()
    world.decides(STATION, case_id, "refuse")
    with world.work() as session, pytest.raises(PurposeNeeded):
        exports.letter(world.at_work(session, STATION), case_id)
