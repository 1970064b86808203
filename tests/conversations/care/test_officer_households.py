"""Households and their case officers in the chat: lists, a visit in four taps, assigning, moving, tables, /officer."""

from __future__ import annotations

import io
from collections.abc import AsyncIterator, Mapping
from datetime import datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from openpyxl import load_workbook  # type: ignore[import-untyped]
from pypdf import PdfReader
from sqlmodel import Session, col, select

from bot.demo import embedded
from domain.platform.access import NotForYou
from domain.platform.messages import unpack_message
from models.households import HomeVisit, HouseholdFile
from models.officers import Appointment
from models.people import Person
from models.platform.outbox import Outbox
from models.procedure import Paper
from models.units import Unit
from tests import papers
from tests.tables import workbook
from tests.town import Town, running_town
from tests.workers import registers_as, reports

OPENED = datetime(2026, 1, 10, 9, tzinfo=ZoneInfo("Asia/Shanghai"))  # visits have been due since 10 July
NOT_FOR_YOU = NotForYou.text
PHOTO = ("visit.jpg", papers.JPEG, "image/jpeg")
DATA: Mapping[str, Any] = {"members": [], "self_monthly_income": 70_000, "main_cause": "serious_illness"}
NEW_OFFICER = 2101
READS = ("陈帮扶", "case officer, 机械厂一车间", "Phone: 13800138000")


@pytest.fixture
async def town(begun: Path, policies_read_once: None) -> AsyncIterator[Town]:
    """The demonstration in English, with two households on file at the first point, that of Lin with an officer."""
    async with running_town(begun, default_locale="en") as running:
        with running.program.database.work() as session:
            for person in session.exec(select(Person)):
                person.locale = "en"
            adds_officer(session)
            adds_file(session, embedded.LIN, "林示例", embedded.POINT)
            adds_file(session, embedded.AYGUL, "阿依古丽·样本", None)
        yield running


def unit(session: Session, code: str) -> int:
    return session.exec(select(Unit.id).where(Unit.code == code)).one() or 0


def adds_officer(session: Session) -> None:
    """Appoint another case officer at the same point."""
    adds_person(session, NEW_OFFICER, "许帮扶", "13900139000")
    session.add(
        Appointment(
            person_id=NEW_OFFICER, role="case_officer", unit_id=unit(session, "P1"), appointed_by=embedded.ADMIN,
            since=OPENED,
        )
    )  # fmt: skip


def adds_person(session: Session, person_id: int, name: str, phone: str) -> None:
    session.add(
        Person(
            id=person_id, locale="en", first_seen_at=OPENED, consented_at=OPENED, sensitive_consented_at=OPENED,
            registered_at=OPENED, unit_id=unit(session, "P1"), name=name, phone=phone,
        )
    )  # fmt: skip
    session.flush()


def adds_file(session: Session, head: int, name: str, officer: int | None) -> None:
    adds_person(session, head, name, "13800138001")
    number = f"HF-2026-{len(session.exec(select(HouseholdFile.id)).all()) + 1:04d}"
    session.add(
        HouseholdFile(
            number=number, national_number=f"N-{number}", head_id=head, unit_id=unit(session, "P1"),
            household_class="deep", data=dict(DATA), opened_at=OPENED, case_officer_id=officer,
        )
    )  # fmt: skip
    session.flush()


def file_of(town: Town, head: int) -> HouseholdFile:
    with town.program.database.work() as session:
        return session.exec(select(HouseholdFile).where(HouseholdFile.head_id == head)).one()


async def starts(town: Town) -> None:
    """Let everybody concerned open the bot, so that they can be written to."""
    for player in (town.lin, town.aygul):
        await player.sends("/start")
        await player.sees("Welcome back")


async def opens_lin(town: Town) -> None:
    await town.point.sends("/households")
    await town.point.sees("You look after 1 household.")
    await town.point.presses("林示例")


async def test_an_officer_opens_the_list_and_a_household(town: Town) -> None:
    await town.point.sends("/households")
    listed = await town.point.sees("You look after 1 household.")
    assert listed.labels[0] == "⏰ 林示例 · visit by 10 July 2026 · deep hardship"
    assert not any("阿依古丽" in label for label in listed.labels)
    await town.point.presses("林示例")
    card = await town.point.sees("林示例 · household HF-2026-0001", "Deep hardship", "Last visit: none yet")
    assert "Please visit: due by 10 July 2026" in card.text
    assert "Case officer: 陈帮扶" in card.text
    assert "Change officer" not in card.labels
    await town.point.presses("📞 Call")
    await town.point.sees("林示例: 13800138001")
    await town.point.sends("/household hf-2026-0001")
    await town.point.sees("林示例 · household HF-2026-0001")
    await town.point.sends("/household")
    await town.point.sees("For example: /household HF-2026-0001")
    await town.point.sends("/household HF-2026-9999")
    await town.point.sees("There is no such household file here.")
    await town.point.sends("/household 示例")
    assert (await town.point.sees("1 household fits:")).labels[0].startswith("HF-2026-0001 · 林示例")
    await town.point.sends("/household 阿依古丽")
    await town.point.sees("I find nobody like that")


async def test_a_visit_is_logged_in_four_taps(town: Town) -> None:
    await opens_lin(town)
    await town.point.presses("🏠 Log a visit")
    for label in ("Today", "Nothing has changed", "Skip", "No photo"):
        await town.point.presses(label)
    await town.point.sees("Thank you, the visit is logged.")
    assert file_of(town, embedded.LIN).last_visit_on == OPENED.date().replace(month=7, day=20)
    await town.point.presses("Open the household")
    await town.point.sees("Last visit: 20 July 2026", "Next visit: by 20 January 2027")


async def test_a_visit_with_another_day_a_note_and_a_photo(town: Town) -> None:
    await opens_lin(town)
    await town.point.presses("🏠 Log a visit")
    await town.point.presses("Another day")
    await town.point.sends("2026-07-21")
    await town.point.sees("That day is still to come")
    await town.point.sends("2026-07-15")
    await town.point.presses("They are worse off")
    await town.point.sends("The wife has lost her work.")
    await town.point.sees("A photo of the visit? If people are in it, ask them first.")
    await town.point.uploads(PHOTO, as_photo=True)
    await town.point.presses("Done")
    await town.point.sees("Thank you, the visit is logged.")
    await town.station.sees("Early warning: household HF-2026-0001 (林示例")
    with town.program.database.work() as session:
        visit = session.exec(select(HomeVisit)).one()
        assert (visit.findings, visit.note) == ("worse", "The wife has lost her work.")
        assert session.exec(select(Paper.about).where(col(Paper.household_id).is_not(None))).all() == ["visit:1"]
    await town.station.presses("Open the household")
    await town.station.sees("林示例 · household HF-2026-0001")
    await town.station.presses("Visits so far")
    await town.station.sees("15 July 2026 · 陈帮扶 · They are worse off", "The wife has lost her work.")
    await town.station.presses("Photos of 15 July 2026 (1)")
    assert (await town.station.sees("Household HF-2026-0001, visit of 15 July 2026")).file_id


async def test_what_is_not_theirs_is_refused_and_old_buttons_change_nothing(town: Town) -> None:
    await opens_lin(town)
    card = await town.point.sees("林示例 · household")
    other = town.player(NEW_OFFICER)
    await town.client.add_person("许帮扶", id=NEW_OFFICER, role={"en": "Case officer"})
    await other.sends("/households")
    await other.sees("You look after no household now.")
    for label in ("🏠 Log a visit", "📞 Call", "Visits so far"):
        await other.press_data(card.data_of(label) or "", other.last.id)
        assert await other.toast() == NOT_FOR_YOU
    for forged in ("ha:1:1", "hm:1:2", "hy", "hb", "ht", "ho:1", "hf:u:0"):
        await town.point.press_data(forged, card.id)
        assert await town.point.toast() == NOT_FOR_YOU
    for forged in ("hh:999", "hl:m::-5", "hl:a::0", "hp:99", "hl:q::0"):
        await town.point.press_data(forged, card.id)
        await town.point.toast()
    await town.point.sends("/household HF-2026-0001")
    await town.point.presses("🏠 Log a visit")
    await town.point.sees("When were you there?")
    with town.program.database.work() as session:
        session.exec(select(HouseholdFile).where(HouseholdFile.head_id == embedded.LIN)).one().case_officer_id = None
    await town.point.presses("Today")
    assert await town.point.toast() == NOT_FOR_YOU
    with town.program.database.work() as session:
        assert not session.exec(select(HomeVisit)).all()


async def test_a_household_goes_on_paper_for_its_officer_and_its_worker(town: Town) -> None:
    await opens_lin(town)
    await town.point.presses("🖨 The file on paper (PDF)")
    asked = await town.point.sees("What do you take it for? That goes on record with your name.")
    await town.point.presses("for signature and stamp")
    sent = await town.point.sees("Household HF-2026-0001 on paper, for signature and stamp.", within=30)
    words = words_of(await town.point.downloads(sent))
    assert "林示例" in words
    assert "made on" in words
    other = town.player(NEW_OFFICER)
    await town.client.add_person("许帮扶", id=NEW_OFFICER, role={"en": "Case officer"})
    await other.sends("/households")
    await other.sees("You look after no household now.")
    await other.press_data(asked.data_of("for an audit") or "", other.last.id)
    assert await other.toast() == NOT_FOR_YOU
    await town.lin.sends("/file")
    await town.lin.presses("🖨 My file on paper (PDF)")
    sent = await town.lin.sees("Your household's file HF-2026-0001 on paper.", within=30)
    assert "林示例" in words_of(await town.lin.downloads(sent))


def words_of(pdf: bytes) -> str:
    return "".join(page.extract_text() for page in PdfReader(io.BytesIO(pdf)).pages)


async def test_a_leader_assigns_by_suggestion_and_a_stale_press_changes_nothing(town: Town) -> None:
    await starts(town)
    await town.station.sends("/households")
    listed = await town.station.sees("2 households. Choose one:")
    assert "Without officer (1)" in listed.labels
    await town.station.presses("Without officer (1)")
    await town.station.presses("阿依古丽")
    await town.station.sees("⚠ No case officer yet")
    await town.station.presses("Choose an officer")
    choice = await town.station.sees("Who looks after this household?")
    assert choice.labels[0] == "许帮扶 · 0 households · case officer · 机械厂一车间"
    await town.station.presses("许帮扶")
    await town.station.sees("Case officer: 许帮扶")
    card = await town.aygul.sees("Your case officer: 许帮扶")
    assert "13900139000" in card.text
    await town.station.press_data(choice.data_of("许帮扶") or "", choice.id)
    assert "already. Nothing was changed." in await town.station.toast()
    await town.aygul.sends("/officer")
    await town.aygul.sees("Your case officer: 许帮扶", "12351")


async def test_filters_lead_to_part_of_the_households(town: Town) -> None:
    await town.station.sends("/households")
    await town.station.sees("2 households. Choose one:")
    for filter_, choice in (("Unit", "机械厂一车间"), ("Class", "Deep hardship"), ("Officer", "陈帮扶")):
        await town.station.presses(filter_)
        await town.station.sees("Which households? Choose:")
        await town.station.presses(choice)
        count = "1 household." if filter_ == "Officer" else "2 households."
        await town.station.sees(count)


async def test_all_without_an_officer_are_assigned_after_a_question(town: Town) -> None:
    await starts(town)
    await town.station.sends("/households")
    await town.station.presses("Without officer (1)")
    await town.station.presses("Assign all as suggested (1)")
    asked = await town.station.sees("1 household has no case officer. Shall I")
    assert file_of(town, embedded.AYGUL).case_officer_id is None
    await town.station.presses("Yes, assign all")
    await town.station.sees("1 household has a case officer now.")
    assert file_of(town, embedded.AYGUL).case_officer_id == NEW_OFFICER
    await town.aygul.sees("Your case officer: 许帮扶")
    await town.station.press_data("hy", asked.id)
    await town.station.sees("0 households have a case officer now.")
    await town.station.press_data("hb", asked.id)
    assert "Every household has a case officer" in await town.station.toast()


async def test_a_household_moves_to_another_unit(town: Town) -> None:
    await starts(town)
    await town.station.sends("/household HF-2026-0001")
    await town.station.presses("Move to another unit")
    await town.station.sees("To which unit does the worker belong now?")
    await town.station.presses("纺织厂细纱车间")
    await town.station.sees("林示例 · household", "纺织厂细纱车间", "Case officer: 陈帮扶")
    await town.lin.sees("Your household file HF-2026-0001 belongs to 纺织厂细纱车间 now.")
    await town.point.sees("You stay its case officer.")


async def test_a_table_in_the_chat_assigns_or_tells_every_problem(town: Town) -> None:
    await starts(town)
    await town.station.sends("/households")
    await town.station.presses("Assign by table")
    await town.station.sees("Please send the table as a file (.xlsx or .csv).")
    await town.station.uploads(PHOTO)
    await town.station.sees("Please send the table as a file whose name ends in .xlsx or .csv")
    await town.station.uploads(("old.xls", b"\xd0\xcf\x11\xe0", "application/vnd.ms-excel"))
    await town.station.sees("that holds for older tables")
    await town.station.uploads(("bad.csv", "household,officer\nHF-2026-0002,谁\n".encode("gb18030"), "text/csv"))
    await town.station.sees("I read the table now")
    await town.station.sees("Nothing was assigned.", "Line 2: there is no officer 谁")
    await town.station.presses("Assign by table")
    good = workbook(("调整表",), (), ("帮扶责任人", "档案编号"), (13900139000, "HF-2026-0002"))
    await town.station.uploads(("调整表.xlsx", good, "application/octet-stream"))
    await town.station.sees("The table is done: 1 household has a new case officer.")
    await town.aygul.sees("Your case officer: 许帮扶")
    assert file_of(town, embedded.AYGUL).case_officer_id == NEW_OFFICER


async def test_a_worker_without_a_file_reads_how_to_get_an_officer(town: Town) -> None:
    other = await town.client.add_person("周甲", id=3002, role={"en": "Worker"}, language_code="en")
    await other.sends("/officer")
    await other.sees("send /start")
    await registers_as(other, "周甲", "990101198106010053", "en")
    await other.sends("/officer")
    await other.sees("Once your household has a hardship file, it gets a case officer", "12351", *READS)
    await reports(other, "DEMO-H02", "en")
    await other.sees("To ask somebody: /officer says who looks after you")
    await other.sends("/officer")
    shown = await other.sees("Who reads it and answers you:", *READS)
    assert "🙋 Ask a person" in shown.labels
    await town.aygul.sends("/officer")
    await town.aygul.sees("Your household has no case officer just now.")


async def test_those_without_an_officer_are_reported_by_the_clock(town: Town) -> None:
    await town.jump("next_day")
    await town.approver.sees("1 household has no case officer.")
    await town.approver.presses("Show them")
    await town.approver.sees("1 household has no case officer:")
    await town.point.sees("1 household is to be visited this week:", "HF-2026-0001 · 林示例 · by 10 July 2026")


async def test_a_list_goes_out_as_a_spreadsheet(town: Town) -> None:
    await starts(town)
    await town.station.sends("/households")
    await town.station.presses("📄 Spreadsheet (XLSX)")
    await town.station.presses("report to the level above")
    sent = await town.station.sees("Households: 2. Taken report to the level above", within=30)
    sheet = load_workbook(io.BytesIO(await town.station.downloads(sent))).worksheets[0]
    assert [row[0].value for row in sheet.iter_rows(min_row=2)] == ["HF-2026-0001", "HF-2026-0002"]


async def test_a_certificate_is_scanned_by_a_stranger(town: Town) -> None:
    await starts(town)
    await town.lin.sends("/certificate")
    shown = await town.lin.sees("Certificate HF-2026-0001-1, deep hardship, valid until 31 December 2026")
    assert shown.file_id
    await town.lin.sees("The certificate on paper, to print.", within=30)
    with town.program.database.work() as session:
        rows = session.exec(select(Outbox).where(Outbox.chat_id == embedded.LIN, Outbox.kind == "send")).all()
        links = [
            one.qr for row in rows if row.body and (one := unpack_message(row.body["message"]).attachment) and one.qr
        ]
    stranger = town.player(NEW_OFFICER)
    await town.client.add_person("许帮扶", id=NEW_OFFICER, role={"en": "Case officer"})
    await stranger.sends(f"/start {links[-1].partition('?start=')[2]}")
    assert (await stranger.sees("This certificate is valid on")).text == "✅ This certificate is valid on 20 July 2026."
    await town.lin.sees("Somebody scanned your certificate HF-2026-0001-1.")
    await stranger.sends("/start v_1-00000000000000000000000000000000")
    await stranger.sees("❌ This certificate is not valid, or has ended.")
